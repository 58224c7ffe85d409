// What every type's reader has in common: one raw value in, one typed value or the code of what is wrong with it out.
import type { ProblemCode } from '../../codes.ts'
import type { Json } from '../../json.ts'
import type { Tables } from '../shaped.ts'
import type { LocaleFacts } from './locale-facts.ts'

export type Read = { value: Json; cut?: true } | { code: ProblemCode }

/** How values are to be read: from the declaration, the hub's or page's locale, and the proxy's tables. */
export interface How {
  locale: LocaleFacts
  format: string | undefined
  /** ISO 3166-1 alpha-2: the country in which a phone number without `+` is read. */
  region: string | undefined
  tooLong: 'cut' | 'refuse'
  /** Whether nulls inside an object are sent (`empty: "null"`) or left out. */
  nulls: boolean
  /** It is the rule's own value: its author means what it says, where a value from a page would be ambiguous. */
  isOwn: boolean
  tables: Tables
  /** Milliseconds since the epoch. */
  now: number
}

/** `raw` is neither null nor a blank text; texts are already trimmed, unless `trim: false` is declared. */
export type Reader = (raw: Json, how: How) => Read

/** The text of a scalar; undefined for lists and objects. */
export function textOf(raw: Json): string | undefined {
  if (typeof raw === 'string') return raw
  return typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : undefined
}
