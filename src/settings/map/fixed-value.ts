// A value that the hub file holds itself, as an operator sees and types it: texts as they are, everything else as JSON, whose kind is kept.
import type { Value, ValueType } from '../../core/hub-file.ts'
import type { Json } from '../../core/json.ts'
import { typeOfValue } from '../../core/type-of-value.ts'
import { scalarOf } from './scalar.ts'

/** What a text can fail to be. */
export type Kind = 'number' | 'boolean' | 'list' | 'object'

/** What is declared of the target that the value is for. */
export interface Target {
  type: ValueType
  /** Whether the file declares the type: else it is what the target has by itself. */
  isDeclared: boolean
  isList: boolean
}

const TYPED: ValueType[] = ['number', 'integer', 'boolean']

/** @param takes the type of a target that takes only this one, whatever is declared */
export function targetOf(value: Value, takes?: ValueType): Target {
  const { type, many, op = 'set' } = value
  return {
    type: typeOfValue(value, takes),
    isDeclared: type !== undefined,
    isList: many === true || !['set', 'inc', 'merge'].includes(op),
  }
}

/** What it, or the first of a list, is sent as where no type is declared. Undefined for a text and for null. */
export function typeOfFixed(value: Json | undefined): ValueType | undefined {
  const [kind] = [value].flat().map(kindOf)
  return kind === 'list' ? undefined : kind
}

export function textOfFixed(value: Json | undefined): string {
  return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
}

/** @param before what stands there: its kind is kept, unless another type is declared meanwhile */
export function readFixed(text: string, before: Json | undefined, { type, isDeclared, isList }: Target): { read: Json } | { not: Kind } {
  const isText = !TYPED.includes(type) && type !== 'object'
  if (before === null && text === 'null') return { read: null }
  const kind = kindOf(before)
  if (kind === 'list' || (isList && text.trimStart().startsWith('['))) return readJson(text, 'list')
  if (type === 'object') return readJson(text, 'object')
  if (kind && !(isText && isDeclared)) return readJson(text, kind)
  return { read: isText ? text : scalarOf(text) }
}

function readJson(text: string, kind: Kind): { read: Json } | { not: Kind } {
  try {
    const read = JSON.parse(text) as Json
    return kindOf(read) === kind ? { read } : { not: kind }
  } catch {
    return { not: kind }
  }
}

/** Undefined for a text, and for what holds nothing yet. */
function kindOf(value: Json | undefined): Kind | undefined {
  if (Array.isArray(value)) return 'list'
  switch (typeof value) {
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'object':
      return value === null ? undefined : 'object'
    default:
      return undefined
  }
}
