// Reads a hub file that the operator chose. Only its outline is checked here; the proxy says what is wrong inside.
import type { HubFile } from '../core/hub-file.ts'

export function readHubFile(text: string): HubFile | undefined {
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    return undefined
  }
  return isHubFile(file) ? file : undefined
}

/** Whether the pages can show it: what they read without asking is there. */
export function isHubFile(file: unknown): file is HubFile {
  if (typeof file !== 'object' || file === null) return false
  const { hub, origins, identity, rules } = file as Partial<HubFile>
  if (typeof hub !== 'string' || !/^[a-z0-9-]{1,64}$/.test(hub)) return false
  const isOutlined = [origins, identity, rules].every((list) => Array.isArray(list) && list.every((one) => one !== null))
  return isOutlined && rules?.every((rule) => typeof rule === 'object' && 'id' in rule && 'on' in rule) === true
}
