// The type that a declared value is read as: the same for page, proxy, checks and Connect.
import type { Value, ValueType } from './hub-file.ts'
import { LIST_SOURCES } from './known-sources.ts'

/**
 * As declared; else what its target, its operation or its source asks for; else a string.
 * @param takes the type of a target that has its own, as Braze's own attributes do
 */
export function typeOfValue(value: Value, takes?: ValueType): ValueType {
  const { type, op } = value
  if (type) return type
  if (takes) return takes
  if (op === 'inc') return 'integer'
  // Not `$remove`, which takes ids.
  if (op === 'merge' || op === '$add' || op === '$update' || isListSource(value)) return 'object'
  return value.from === 'play.complete' ? 'boolean' : 'string'
}

/** Whether its source gives a list of objects. */
export function isListSource({ from, type }: Value): boolean {
  return typeof from === 'string' && LIST_SOURCES.includes(from) && (type ?? 'object') === 'object'
}
