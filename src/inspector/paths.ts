// The paths in an event's payload, each with the kind of its value: all that the proxy is told. Of a list only the first element is walked, as `*`.
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
