// The author's own values (constants, defaults, map outputs): held to their types and to Braze's limits before anything runs, by the very code that shapes them.
import type { ProblemCode } from '../../core/codes.ts'
import { DEFAULTS } from '../../core/defaults.ts'
import type { HubFile } from '../../core/hub-file.ts'
import { isObject, type Json } from '../../core/json.ts'
import { localeFacts } from '../../core/shape/read/locale-facts.ts'
import { readObject } from '../../core/shape/read/read-object.ts'
import type { Tables } from '../../core/shape/shaped.ts'
import { shapeValue, type Shaping } from '../../core/shape/shape-value.ts'
import { planAttribute, planBought, planValue, type ValuePlan } from '../../core/shape/value-plan.ts'
import type { Finding } from '../issues.ts'
import type { DeclaredValue } from './declared-values.ts'

/** Without the proxy's tables only the form of phones and hosts is judged. */
const FORM_ONLY: Tables = {
  phone: (text) => (/^\+[1-9]\d{5,14}$/.test(text) ? text : undefined),
  asciiHost: (host) => host,
  isTimeZone,
}

/** An example of what fits, where the type's name alone does not tell. */
const EXAMPLES: Partial<Record<ProblemCode, string>> = {
  invalid_number: ': a number such as 12.5, without quotes',
  invalid_integer: ': a whole number such as 12, without quotes',
  invalid_boolean: ': true or false',
  invalid_date: ': a day such as "2026-12-31"',
  invalid_datetime: ': a time such as "2026-12-31T18:00:00Z"',
  invalid_phone: ': a number such as "+4915123456789"',
  invalid_country: ': a country such as "DE"',
  invalid_language: ': a language such as "de"',
  invalid_gender: ': "M", "F", "O", "N" or "P"',
  invalid_time_zone: ': a zone such as "Europe/Berlin"',
  invalid_currency: ': three letters such as "EUR"',
  invalid_quantity: ': a whole number from 1 to 100',
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** @param now milliseconds since the epoch: a constant birthday must not be later */
export function constantErrors(declared: DeclaredValue, hub: HubFile, now: number): Finding[] {
  const { path, value } = declared
  const plan = planOf(declared)
  // What `map` gives stands for one element, never for the whole list.
  const element = { ...plan, many: false }
  const locale = value.locale ?? (hub.locale === 'page' ? undefined : hub.locale) ?? DEFAULTS.locale
  const constants: [(string | number)[], Json | undefined, ValuePlan][] = [
    [['value'], value.value, plan],
    [['default'], value.default, plan],
    [['otherwise'], value.otherwise === 'omit' ? undefined : value.otherwise, element],
    ...Object.entries(value.map ?? {}).map(([key, output]): [(string | number)[], Json, ValuePlan] => [['map', key], output, element]),
  ]
  return constants.flatMap(([key, constant, by]) => {
    if (constant === undefined) return []
    const wanted = misfit(by, constant, locale, now)
    return wanted === undefined ? [] : [{ path: [...path, ...key], found: short(constant), wanted }]
  })
}

function planOf({ place, name, takes, value }: DeclaredValue): ValuePlan {
  if (place === 'attribute') return planAttribute(name, value)
  return place === 'purchase' ? planBought('', name, value) : planValue('', name, value, takes)
}

/** What is wanted instead; undefined where the constant fits. */
function misfit(plan: ValuePlan, constant: Json, locale: string, now: number): string | undefined {
  if (constant === null) return plan.op === 'set' ? undefined : 'something else than null: only what is set can be deleted'
  if ((plan.op === 'add' || plan.op === 'remove') && [constant].flat().some(isObject))
    return `texts or numbers, or "$${plan.op}" for objects`
  const shaping: Shaping = { locale, tables: FORM_ONLY, now, at: '', problems: [] }
  shapeValue({ ...plan, constant, conditional: false, tooLong: 'refuse' }, undefined, shaping)
  const [problem] = shaping.problems.filter(({ code }) => code !== 'too_large')
  if (problem) return `a value of the type "${plan.type}" (${problem.code})${EXAMPLES[problem.code] ?? ''}`
  if (plan.typed) return undefined
  // Untyped: any JSON within the limits of a nested value.
  const how = {
    locale: localeFacts(locale),
    format: undefined,
    region: undefined,
    tooLong: 'refuse' as const,
    nulls: true,
    isOwn: true,
    tables: FORM_ONLY,
    now,
  }
  const read = readObject({ value: constant }, how)
  return 'code' in read ? `a value within Braze's limits (${read.code})` : undefined
}

function short(constant: Json): string {
  const text = JSON.stringify(constant)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
