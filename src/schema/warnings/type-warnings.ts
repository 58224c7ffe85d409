// Warnings about attributes that would reach Braze in two types: the first value that arrives fixes the type for ever, and later ones of another may be ignored.
// Source: Braze's documentation of custom attribute data types.
import { BRAZE_ATTRIBUTES } from '../../core/braze-attributes.ts'
import type { HubFile } from '../../core/hub-file.ts'
import type { Json } from '../../core/json.ts'
import { planAttribute } from '../../core/shape/value-plan.ts'
import { declaredValues, type DeclaredValue } from '../declaration/declared-values.ts'
import { warning, type Warning } from './warning.ts'

export function typeWarnings(hub: HubFile): Warning[] {
  const known = new Map<string, string>()
  return declaredValues(hub).flatMap((declared) => {
    if (declared.place !== 'attribute' || Object.hasOwn(BRAZE_ATTRIBUTES, declared.name)) return []
    const kinds = [known.get(declared.name) ?? [], kindsOf(declared)].flat()
    known.set(declared.name, kinds[0] ?? 'text')
    const other = kinds.find((kind) => kind !== kinds[0])
    if (other === undefined) return []
    return [
      warning(declared.path, 'two_types', `reaches Braze as ${kinds[0]} and as ${other}: the first that arrives fixes the type forever`),
    ]
  })
}

/** What Braze would take the values of one declaration for. */
function kindsOf({ name, value }: DeclaredValue): string[] {
  const { type, many, typed, op } = planAttribute(name, value)
  const list = (kind: string) => (many && op !== 'inc' ? `a list of ${kind}` : kind)
  // Only one property of the objects to remove is declared, by which Braze finds them.
  if (op === '$remove') return [list('an object')]
  if (typed || type === 'object') return [list(KINDS[type] ?? 'text')]
  const own = [value.value, value.default, value.otherwise === 'omit' ? undefined : value.otherwise, ...Object.values(value.map ?? {})]
  const kinds = own.flatMap((constant) => (constant == null ? [] : [kindOf(constant)]))
  const picked = value.value === undefined && value.map === undefined ? [KINDS[type] ?? 'text'] : []
  return [...new Set([...picked, ...kinds])].map((kind) => (kind.startsWith('a list') ? kind : list(kind)))
}

const KINDS: Record<string, string> = {
  number: 'a number',
  integer: 'a number',
  boolean: 'yes or no',
  date: 'a date',
  datetime: 'a date',
  object: 'an object',
}

function kindOf(constant: Json): string {
  if (Array.isArray(constant)) return `a list of ${constant[0] === undefined ? 'text' : kindOf(constant[0])}`
  if (typeof constant === 'object') return 'an object'
  return typeof constant === 'number' ? 'a number' : typeof constant === 'boolean' ? 'yes or no' : 'text'
}
