// What a Komo event must say for a rule to take it, as rows to edit: a path into the event, and the value or values of which one must stand there.
import type { Scalar, Where } from '../../core/hub-file.ts'
import { without } from './rows.ts'
import { guessedScalar } from './scalar.ts'
import { valuesOfText } from './typed-values.ts'

export type WhereEventRow = [path: string, wanted: Scalar | Scalar[]]

export function whereEventRows(where: Where): WhereEventRow[] {
  return Object.entries(where.event ?? {})
}

/** An empty key never stands in the file. */
export function whereOfRows(where: Where, rows: WhereEventRow[]): Where {
  return rows.length ? { ...where, event: Object.fromEntries(rows) } : without(where, 'event')
}

/** A value that stood there before keeps its type; a new one is a number, a boolean or a text, as it reads. Undefined for none. */
export function wantedOfText(text: string, before: Scalar | Scalar[] = []): Scalar | Scalar[] | undefined {
  const values = valuesOfText(text).map((one) => [before].flat().find((value) => String(value) === one) ?? guessedScalar(one))
  return values.length > 1 ? values : values[0]
}
