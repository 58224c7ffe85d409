// The small parts of the hub file (texts, JSON values, locales, regions, UUIDs), and what is plain JSON.
import type { Json } from '../core/json.ts'
import { readCountry } from '../core/shape/read/read-country.ts'
import { isKnownLocale } from '../core/shape/read/locale-facts.ts'
import { z } from 'zod'

/** How deep a declared or received JSON value may nest: deeper is no form's data, and recursion has to end somewhere. */
const JSON_MAX_DEPTH = 8

/** Text as an author writes it: not empty, and no lone surrogate, which could not be written as UTF-8. */
export const text = z
  .string()
  .min(1, 'text that is not empty')
  .max(2048, 'at most 2048 characters')
  .refine(isWellFormed, 'well-formed Unicode')

export const scalar = z.union([z.string(), z.number(), z.boolean()])

export const json: z.ZodType<Json> = z
  .custom<Json>((value) => isJson(value, JSON_MAX_DEPTH), { error: `a JSON value, at most ${JSON_MAX_DEPTH} levels deep` })
  .meta({ id: 'Json', description: 'Any JSON value.' })

export const locale = z
  .string()
  .min(1, { error: wantedLocale(''), abort: true })
  // `abort`, so that a union with this branch gives the union's own message.
  .refine(isKnownLocale, { error: (issue) => wantedLocale(String(issue.input)), abort: true })

export const region = z
  .string()
  .refine((code) => countryOf(code) === code, { error: (issue) => wantedRegion(String(issue.input)) })
  .meta({ pattern: '^[A-Z]{2}$' })

/** Both cases are in the pattern, for the JSON Schema has no flags; `abort`, so that a union with this branch gives the union's own message. */
export const uuid = z
  .string()
  .regex(/^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/, { error: 'a UUID', abort: true })

/** One value or a list of them. */
export function oneOrMore<Item extends z.ZodType>(item: Item) {
  return z.union([item, z.array(item, 'a list of them').min(1, 'at least one')])
}

/** Asks the reader of countries, which knows the codes and what people call the countries. */
function countryOf(text: string): Json | undefined {
  const read = readCountry(text)
  return 'value' in read ? read.value : undefined
}

function wantedRegion(text: string): string {
  const meant = countryOf(text)
  return `an ISO 3166-1 alpha-2 code in capitals, e.g. "AU"${meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`}`
}

/** Many systems write `en_GB`. */
function wantedLocale(text: string): string {
  const meant = text.trim().replaceAll('_', '-')
  return `a BCP 47 language tag, e.g. "en-AU" or "de"${isKnownLocale(meant) ? `; did you mean "${meant}"?` : ''}`
}

/** `; did you mean "x-y"?` for a text whose words have something else `between` them, or nothing. */
export function joined(text: string, between: RegExp): string {
  const name = text.split(between).filter(Boolean).join('-')
  return name === '' || name.length > 64 ? '' : `; did you mean "${name}"?`
}

/** Whether a text has no lone surrogate. */
export function isWellFormed(value: string): boolean {
  return value.isWellFormed()
}

/** Whether a value is plain JSON: finite numbers, well-formed strings, no `__proto__` key, no deeper than `depth`. */
export function isJson(value: unknown, depth: number): value is Json {
  switch (typeof value) {
    case 'string':
      return isWellFormed(value)
    case 'number':
      return Number.isFinite(value)
    case 'boolean':
      return true
    case 'object':
      if (value === null) return true
      if (depth <= 0) return false
      if (Array.isArray(value)) return value.every((item) => isJson(item, depth - 1))
      for (const key of Object.keys(value)) {
        if (key === '__proto__' || !isWellFormed(key) || !isJson((value as Record<string, unknown>)[key], depth - 1)) return false
      }
      return true
    default:
      return false
  }
}
