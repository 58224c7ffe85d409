// The paths in an event's payload with the kind of what stands there: what the proxy is told of it. Lists are walked by their first element, as `*`.
import { SEEN_MAX, type SeenEvent } from '../core/inspector.ts'
import type { Json, JsonObject } from '../core/json.ts'
import { clip } from './clip.ts'

type Path = SeenEvent['paths'][number]

const MAX_DEPTH = 6

export function pathsOf(payload: JsonObject): Path[] {
  const found: Path[] = []
  walk(payload, '', 0, found)
  return found.slice(0, SEEN_MAX.paths)
}

function walk(value: Json, path: string, depth: number, found: Path[]): void {
  if (path) found.push({ path: clip(path), kind: kindOf(value) })
  if (value === null || typeof value !== 'object' || depth > MAX_DEPTH || found.length > SEEN_MAX.paths) return
  const parts = Array.isArray(value) ? value.slice(0, 1).map((one): [string, Json] => ['*', one]) : Object.entries(value)
  for (const [key, one] of parts) walk(one, path ? `${path}.${key}` : key, depth + 1, found)
}

function kindOf(value: Json): Path['kind'] {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : (typeof value as 'string' | 'number' | 'boolean' | 'object')
}
