// What no declaration may hold whatever its schema: keys that JavaScript would stumble over, and nesting without end.
import type { Finding } from './issues.ts'

/** Levels of objects and lists in a declaration file: conditions within conditions need a few. */
const FILE_MAX_DEPTH = 40

/** Never throws, however deep the JSON is. */
export function plainJsonFindings(json: unknown, path: Finding['path'] = []): Finding[] {
  if (typeof json !== 'object' || json === null) return []
  if (path.length > FILE_MAX_DEPTH) return [{ path: path.slice(0, 8), found: 'deeper nesting', wanted: `at most ${FILE_MAX_DEPTH} levels` }]
  return Object.entries(json).flatMap(([key, value]) => {
    const at = [...path, Array.isArray(json) ? Number(key) : key]
    return key === '__proto__' ? [{ path: at, found: 'an unknown key', wanted: 'another name' }] : plainJsonFindings(value, at)
  })
}
