// The field map as rows to edit: a record of targets as an ordered list, a value in its long form, and back to the shortest that means the same.
import type { SourcePath, Value } from '../../core/hub-file.ts'

export type Targets = Record<string, SourcePath | Value>
export type Row = [name: string, value: Value]

export function rowsOf(targets: Targets | undefined): Row[] {
  return Object.entries(targets ?? {}).map(([name, value]) => [name, longForm(value)])
}

/**
 * Undefined where no row is left, so that an empty key never stands in the file.
 * @param before what the rows were made of: a value that nobody changed stays as it is written there
 */
export function targetsOf(rows: Row[], before: Targets = {}): Targets | undefined {
  const written = new Set<unknown>(Object.values(before))
  return rows.length ? Object.fromEntries(rows.map(([name, value]) => [name, written.has(value) ? value : shortForm(value)])) : undefined
}

export function longForm(value: SourcePath | Value): Value {
  return typeof value === 'string' ? { from: value } : value
}

export function shortForm(value: Value): SourcePath | Value {
  return Object.keys(value).length === 1 && typeof value.from === 'string' ? value.from : value
}

/** The value with some keys changed; `undefined` takes a key away. */
export function change(value: Value, changes: { [K in keyof Value]?: Value[K] | undefined }): Value {
  return Object.fromEntries(Object.entries({ ...value, ...changes }).filter(([, one]) => one !== undefined))
}

/** A name that no row has yet: `attribute`, `attribute_2` … */
export function freshName(rows: Row[], wanted: string): string {
  const taken = new Set(rows.map(([name]) => name))
  if (!taken.has(wanted)) return wanted
  for (let count = 2; ; count++) if (!taken.has(`${wanted}_${count}`)) return `${wanted}_${count}`
}

/** A copy without some keys. */
export function without<T extends object, K extends keyof T>(value: T, ...keys: K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>
}
