// Reads a source path (`field.email`, `event.answers.*.id`, `card.name` …) from a capture. Used in the page by `select`.
import type { Capture } from './capture.ts'
import type { SourcePath } from './hub-file.ts'
import type { Json } from './json.ts'
import { ownValue } from './own-value.ts'

/** One value that a source gives. `kind` is the control's, where a control gave it. */
export interface Sourced {
  value: Json
  kind?: string | undefined
}

/** Every value that the source gives; empty for a field without one (an unticked box); `undefined` where the capture has nothing there. */
export function readSource(capture: Capture, path: SourcePath): Sourced[] | undefined {
  if (path.startsWith('field.')) return ownValue(capture.fields, path.slice(6))
  const [root, ...rest] = path.split('.')
  const value = walk(ownValue(capture, root), rest)
  return value == null ? undefined : [{ value: value as Json }]
}

/** A whole key first: extension keys may hold dots. `*` collects from every element of a list. */
function walk(from: unknown, keys: string[]): unknown {
  const [key, ...rest] = keys
  if (!keys.length) return from
  return (
    ownValue(from, keys.join('.')) ??
    (key === '*' && Array.isArray(from)
      ? from.map((item) => walk(item, rest)).filter((item) => item != null)
      : walk(ownValue(from, key), rest))
  )
}

/** Whether a source gave anything but blanks. */
export function yields(values: Sourced[] | undefined): boolean {
  return !!values?.some(({ value }) => isFilled(value))
}

/** A list where one of its items is. */
function isFilled(value: Json): boolean {
  return Array.isArray(value) ? value.some(isFilled) : Object(value) === value || String(value ?? '').trim() !== ''
}
