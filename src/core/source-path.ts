// Reads a source path (`field.email`, `event.answers.*.id`, `card.name` …) from a capture. Used in the page by `select`.
import type { Capture } from './capture.ts'
import type { SourcePath } from './hub-file.ts'
import type { Json } from './json.ts'

/** One value that a source gives. `kind` is the control's, where a control gave it. */
export interface Sourced {
  value: Json
  kind?: string
}

/** Every value that the source gives; none where the capture has nothing there. */
export function readSource(capture: Capture, path: SourcePath): Sourced[] {
  const dot = path.indexOf('.')
  const root = path.slice(0, dot)
  const rest = path.slice(dot + 1)
  if (root === 'field') return ownValue(capture.fields, rest) ?? []
  const value = walk(ownValue(capture, root), rest)
  return value == null ? [] : [{ value: value as Json }]
}

/** A whole key first: Unique IDs and extension keys may hold dots. `*` collects from every element of a list. */
function walk(from: unknown, path: string): unknown {
  const whole = ownValue(from, path)
  if (whole !== undefined) return whole
  const dot = path.indexOf('.')
  const key = dot < 0 ? path : path.slice(0, dot)
  const rest = dot < 0 ? '' : path.slice(dot + 1)
  if (key === '*' && Array.isArray(from)) {
    return rest ? from.map((item) => walk(item, rest)).filter((item) => item != null) : from
  }
  return rest ? walk(ownValue(from, key), rest) : undefined
}

function ownValue<T extends object, K extends string>(from: T | undefined, key: K): T[keyof T] | undefined
function ownValue(from: unknown, key: string): unknown
function ownValue(from: unknown, key: string): unknown {
  return from !== null && typeof from === 'object' && Object.hasOwn(from, key) ? (from as Record<string, unknown>)[key] : undefined
}

/** Whether a source gave anything but blanks. */
export function yields(values: Sourced[]): boolean {
  return values.some(({ value }) => value !== null && (typeof value === 'object' || String(value).trim() !== ''))
}
