// Where in the hub file an issue is, as the pages say it: a rule by its ID and an event by its name; what has neither is counted from 1.
import type { Issue } from '../core/admin.ts'
import type { HubFile } from '../core/hub-file.ts'

export function issuePlace(path: Issue['path'], file: HubFile): string {
  let at: unknown = file
  const words = path.map((key) => {
    at = isHolder(at) ? at[key] : undefined
    return typeof key === 'string' ? key : (nameOf(at) ?? String(key + 1))
  })
  return words.join(' › ') || file.hub
}

function nameOf(one: unknown): string | undefined {
  const name = isHolder(one) ? (one['id'] ?? one['name']) : undefined
  return typeof name === 'string' && name !== '' ? name : undefined
}

function isHolder(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null
}
