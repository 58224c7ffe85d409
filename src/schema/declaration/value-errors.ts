// What becomes of a value: keys that belong together, operations that a type can do, formats that say one thing.
import type { Value, ValueType } from '../../core/hub-file.ts'
import { isDateFormat } from '../../core/shape/read/date-format.ts'
import { isNumberFormat } from '../../core/shape/read/number-format.ts'
import { typeOfValue } from '../../core/type-of-value.ts'
import type { Finding } from '../issues.ts'
import type { DeclaredValue } from './declared-values.ts'

type Add = (key: keyof Value, wanted: string) => void

export function valueErrors({ path, place, name, takes, value }: DeclaredValue): Finding[] {
  const found: Finding[] = []
  const add: Add = (key, wanted) => found.push({ path: [...path, key], found: JSON.stringify(value[key]) ?? 'nothing', wanted })
  const isOwn = place === 'attribute' && takes !== undefined
  const type = typeOfValue(value, takes)

  if (takes && value.type && !fits(value.type, takes)) add('type', `"${takes}", which is what "${name}" takes`)
  if (isOwn && value.many) add('many', `no list: "${name}" is one value of Braze's own`)
  if (place === 'purchase' && value.many) add('many', 'one value')
  operationErrors(value, type, isOwn, place, add)
  formatErrors(value, type, add)
  if (value.split !== undefined && !value.many && value.op !== 'add' && value.op !== 'remove') add('split', '"many": true beside it')
  if (value.otherwise !== undefined && value.map === undefined) add('otherwise', 'a "map" beside it')
  if (value.region !== undefined && type !== 'phone') add('region', 'it only for the type "phone"')
  const idle = value.value === undefined ? [] : READING_KEYS.filter((key) => value[key] !== undefined)
  for (const key of idle) add(key, 'it only with "from" or "template": a constant is sent as it stands')
  return found
}

/** Keys for what comes from a source. */
const READING_KEYS = ['map', 'otherwise', 'default', 'split', 'empty'] as const

function fits(declared: ValueType, takes: ValueType): boolean {
  return declared === takes || (declared === 'integer' && takes === 'number')
}

function operationErrors(value: Value, type: ValueType, isOwn: boolean, place: DeclaredValue['place'], add: Add): void {
  const { op = 'set', key } = value
  if (op !== 'set' && (place === 'property' || place === 'purchase')) add('op', 'operations on attributes only: a property is always set')
  if (op !== 'set' && isOwn) add('op', `"set": the other operations are for custom attributes`)
  if (op === 'inc' && type !== 'integer' && type !== 'number') add('type', 'a number or an integer for "inc"')
  if (op === 'inc' && value.many) add('many', 'one number for "inc"')
  if ((op === 'add' || op === 'remove') && type === 'object') add('op', `"$${op}" for objects`)
  if ((op === 'merge' || op === '$add' || op === '$update') && type !== 'object') add('type', `"object" for "${op}"`)
  if (op === 'merge' && value.many) add('many', 'one object for "merge"')
  const needsKey = op === '$update' || op === '$remove'
  if (needsKey && key === undefined) add('key', `the property that tells the objects apart, for "${op}"`)
  if (!needsKey && key !== undefined) add('key', 'it only with "$update" or "$remove"')
  if (op !== 'set' && value.empty === 'null') add('empty', '"omit": only what is set can be deleted')
}

function formatErrors(value: Value, type: ValueType, add: Add): void {
  if (value.format === undefined) return
  if (type === 'date' || type === 'datetime') {
    if (!isDateFormat(value.format))
      add(
        'format',
        'a date format with YYYY, MM and DD once each, e.g. "DD/MM/YYYY" or "D MMMM YYYY HH:mm" (no two-digit years; never YYYY-DD-MM; DDMMYYYY rather than DMYYYY)' +
          capitals(value.format),
      )
  } else if (type === 'number' || type === 'integer') {
    if (!isNumberFormat(value.format))
      add('format', 'the number 1234.5 as it is typed there, e.g. "1.234,5", with or without a currency sign')
  } else add('format', 'it only for the types date, datetime, number and integer')
}

/** Many write `dd/mm/yyyy`, in which `mm` would be minutes. */
function capitals(format: string): string {
  const meant = [format.toUpperCase(), format.replace(/^\S+/, (day) => day.toUpperCase())].find(isDateFormat)
  return meant === undefined ? '' : `; did you mean "${meant}"?`
}
