// A condition as rows to edit: simple tests of sources, all or any of which must hold; and back to the shortest condition that means the same.
import type { Condition, Scalar, SourcePath, Test } from '../../core/hub-file.ts'
import { isObject } from '../../core/json.ts'

/** What is asked of a source: equal to one of the values, to none of them, a yes, a no, there at all. */
export const ASKED = ['is', 'isNot', 'yes', 'no', 'present', 'absent'] as const
export type Asked = (typeof ASKED)[number]

export interface ConditionRow {
  path: SourcePath
  asked: Asked
  /** For `is` and `isNot`; none yet is written as the empty text. */
  values: Scalar[]
}

interface ConditionRows {
  join: 'all' | 'any'
  rows: ConditionRow[]
}

const COMBINATORS = ['all', 'any', 'not']

/** Undefined for what rows cannot say, such as an `any` within an `all`, or no condition at all: that stays as the file has it. */
export function conditionRows(condition: unknown): ConditionRows | undefined {
  if (!isObject(condition)) return undefined
  const join = 'any' in condition ? 'any' : 'all'
  const list = condition[join]
  if (list === undefined) return withRows(join, rowsOfPart(condition, join))
  if (!Array.isArray(list) || Object.keys(condition).length > 1) return undefined
  const parts = list.map((part) => rowsOfPart(part, join))
  return withRows(join, parts.every((rows) => rows !== undefined) ? parts.flat() : undefined)
}

/** Undefined without a row. */
export function conditionOf({ join, rows }: ConditionRows): Condition | undefined {
  const parts = rows.map(partOf)
  if (parts.length < 2) return parts[0]
  const paths = new Set(rows.map(({ path }) => path))
  const isFlat = join === 'all' && paths.size === rows.length && parts.every((part) => !('not' in part))
  if (isFlat) return Object.fromEntries(parts.flatMap((part) => Object.entries(part)))
  return join === 'all' ? { all: parts } : { any: parts }
}

/** Whether a text can stand as a row's source: the words that combine conditions cannot. */
export function isSource(path: string): boolean {
  return path !== '' && !COMBINATORS.includes(path)
}

function withRows(join: ConditionRows['join'], rows: ConditionRow[] | undefined): ConditionRows | undefined {
  return rows?.length ? { join, rows } : undefined
}

/** Several keys in one object must all hold: under `all` they are several rows, under `any` rows cannot say them. */
function rowsOfPart(part: unknown, join: ConditionRows['join']): ConditionRow[] | undefined {
  if (!isObject(part)) return undefined
  const isNot = 'not' in part
  if (isNot && Object.keys(part).length > 1) return undefined
  const tested = isNot ? part['not'] : part
  if (!isObject(tested)) return undefined
  const tests = Object.entries(tested)
  if (tests.length !== 1 && (isNot || join === 'any')) return undefined
  const rows = tests.map(([path, test]) => rowOf(path, test, isNot))
  return rows.every((row) => row !== undefined) ? rows : undefined
}

function rowOf(path: SourcePath, test: unknown, isNot: boolean): ConditionRow | undefined {
  if (!isSource(path)) return undefined
  if (isObject(test) && typeof test['present'] === 'boolean') {
    return isNot ? undefined : { path, asked: test['present'] ? 'present' : 'absent', values: [] }
  }
  const values: unknown = isObject(test) ? test['in'] : [test]
  if (!Array.isArray(values) || !values.length) return undefined
  const [first] = values as unknown[]
  if (typeof first === 'boolean' && values.length === 1 && !isNot) return { path, asked: first ? 'yes' : 'no', values: [] }
  const asked = isNot ? 'isNot' : 'is'
  if (first === '' && values.length === 1) return { path, asked, values: [] }
  return values.every(isTypeable) ? { path, asked, values } : undefined
}

/** A boolean among several values cannot be typed: it would read as a text. */
function isTypeable(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

function partOf({ path, asked, values }: ConditionRow): Condition {
  if (asked === 'present' || asked === 'absent') return { [path]: { present: asked === 'present' } }
  if (asked === 'yes' || asked === 'no') return { [path]: asked === 'yes' }
  const [first = ''] = values
  const test: Test = values.length > 1 ? { in: values } : first
  return asked === 'isNot' ? { not: { [path]: test } } : { [path]: test }
}
