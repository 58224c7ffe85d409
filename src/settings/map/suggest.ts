// Offers a Braze target for a field that was seen: Braze's own attribute where the name says so, a subscription for an opt-in box, else a custom attribute of the control's type.
import type { SeenEvent, SeenField } from '../../core/inspector.ts'
import type { Rule, Value } from '../../core/hub-file.ts'

export type Suggestion = { to: 'attribute'; name: string; value: Value } | { to: 'subscription'; name: string; from: string }

const OWN_NAMES: [RegExp, string][] = [
  [/^e_?mail(_?address)?$/, 'email'],
  [/^(first|given|fore)_?name$|^fname$/, 'first_name'],
  [/^(last|family)_?name$|^surname$|^lname$/, 'last_name'],
  [/^(mobile|phone|cell|tel)(_?(number|phone|no))?$/, 'phone'],
  [/^(dob|birth_?day|birth_?date|date_?of_?birth)$/, 'dob'],
  [/^(sex|gender)$/, 'gender'],
  [/^country$/, 'country'],
  [/^(city|town|suburb)$/, 'home_city'],
  [/^lang(uage)?$/, 'language'],
]
const OPT_IN = /opt_?in|newsletter|marketing|subscri/
const UNMAPPABLE = new Set(['password', 'file', 'submit', 'button', 'reset', 'image'])

const TYPE_OF_KIND: Record<string, Value> = {
  number: { type: 'number' },
  range: { type: 'number' },
  date: { type: 'date' },
  'datetime-local': { type: 'datetime' },
  email: { type: 'email' },
  tel: { type: 'phone' },
  'select-multiple': { many: true },
}

/** A value of a Komo event: a custom attribute of its kind. Undefined for what holds other values. */
export function suggestForPath(path: string, kind: SeenEvent['paths'][number]['kind']): Suggestion | undefined {
  if (kind === 'object' || kind === 'list' || kind === 'null') return undefined
  const last = path.split('.').findLast((part) => part !== '*' && !/^\d+$/.test(part)) ?? path
  const typed: Value = kind === 'string' ? {} : { type: kind }
  const many = path.includes('*') ? { many: true } : {}
  return { to: 'attribute', name: plainName(last), value: { from: `event.${path}`, ...typed, ...many } }
}

/** Undefined for what never crosses: passwords, files, buttons. */
export function suggest({ id, kind, options }: Pick<SeenField, 'id' | 'kind' | 'options'>): Suggestion | undefined {
  if (UNMAPPABLE.has(kind)) return undefined
  const from = `field.${id}`
  const plain = snakeCase(id)
  if (kind === 'checkbox' && OPT_IN.test(plain)) return { to: 'subscription', name: 'email_subscribe', from }
  const own = OWN_NAMES.find(([pattern]) => pattern.test(plain))?.[1]
  if (own) return { to: 'attribute', name: own, value: { from } }
  const name = plainName(id)
  const isGroup = kind === 'checkbox' && (options?.length ?? 0) > 1
  const typed = isGroup ? { many: true } : kind === 'checkbox' ? { type: 'boolean' as const } : (TYPE_OF_KIND[kind] ?? {})
  return { to: 'attribute', name, value: { from, ...typed } }
}

/** The same for this rule: a state is set from one box, so that of another box becomes an attribute. */
export function suggestedIn({ subscriptions = [] }: Rule, suggestion: Suggestion): Suggestion {
  if (suggestion.to === 'attribute') return suggestion
  const { name, from } = suggestion
  const isTaken = subscriptions.some((one) => one.to === name && one.from !== from)
  return isTaken ? { to: 'attribute', name: plainName(from.replace(/^field\./, '')), value: { from, type: 'boolean' } } : suggestion
}

function snakeCase(id: string): string {
  return id
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
}

function plainName(id: string): string {
  return snakeCase(id).replace(/^_+|_+$/g, '') || 'attribute'
}
