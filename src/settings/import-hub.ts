// Reads a hub file that the operator chose or typed. Only its outline is checked here; the proxy says what is wrong inside.
import type { HubFile } from '../core/hub-file.ts'
import { outlined } from './outline.ts'

export function readHubFile(text: string): HubFile | undefined {
  try {
    return outlined(JSON.parse(text))
  } catch {
    return undefined
  }
}
