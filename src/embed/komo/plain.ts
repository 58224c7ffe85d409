// A copy of a data-layer payload as plain JSON: the page may reuse, change or freeze the original, and it may be cyclic or throw.
import type { Json } from '../../core/json.ts'
import { safe } from '../safe.ts'

const DEEPEST = 8

export function plain(value: unknown, parents: unknown[] = []): Json | undefined {
  if (value === null || /^(string|number|boolean)$/.test(typeof value)) return value as Json
  if (typeof value !== 'object' || parents.length > DEEPEST || parents.includes(value)) return undefined
  const path = [...parents, value]
  if (Array.isArray(value)) return value.map((item) => plain(item, path) ?? null)
  // Told by its name, for objects of a frame have another Object; elements and other host objects are left out.
  if (Object.prototype.toString.call(value) !== '[object Object]') return undefined
  const entries = Object.keys(value).map((key) => [key, safe(() => plain((value as Record<string, unknown>)[key], path))()] as const)
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined))
}
