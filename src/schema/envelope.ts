// The schema of an envelope on the wire. It judges form only (kinds, sizes, depth); what the rule declares is `shape`'s to judge. The accept path asks is-envelope.ts, which says the same faster.
import { ENVELOPE_MAX_OBJECTS, KEY_MAX_CHARACTERS } from '../core/limits.ts'
import { ENVELOPE_MAX_BYTES, WIRE_VERSION, type Candidate, type Envelope, type EventPart, type PurchasePart } from '../core/envelope.ts'
import type { Json } from '../core/json.ts'
import { z } from 'zod'
import { isJson, isWellFormed } from './scalar.ts'
import type { Same } from './strict.ts'

/** Most targets of one part, identity candidates, and characters of names: no hub file that passes `check` makes more. */
export const MAX_TARGETS = 300
export const MAX_CANDIDATES = 10
export const MAX_NAME_CHARACTERS = 64
export const MAX_KIND_CHARACTERS = 16
/** A text that the page gives may fill the whole envelope. Whether an identity, proof or locale is too long is for its reader to say, who leaves out that one alone. */
export const MAX_TEXT_CHARACTERS = ENVELOPE_MAX_BYTES
/** How deep one raw value may nest: the page lets eight levels of a payload through, and `play.responses` puts a list and an object around them. Whether it is too deep for its type is for the type's reader to say. */
const RAW_DEPTH = 8 + 2

const short = (max: number) => z.string().max(max).refine(isWellFormed)

/** A record of raw values, judged in one pass. */
export function isRaws(value: unknown): value is Record<string, Json> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const keys = Object.keys(value)
  return keys.length <= MAX_TARGETS && keys.every((key) => key.length <= KEY_MAX_CHARACTERS) && isJson(value, RAW_DEPTH + 1)
}
const raws = z.custom<Record<string, Json>>(isRaws)

const index = z
  .int()
  .min(0)
  .max(ENVELOPE_MAX_OBJECTS - 1)

const candidate = z.union([
  z.strictObject({
    as: short(MAX_KIND_CHARACTERS),
    value: short(MAX_TEXT_CHARACTERS),
    label: short(KEY_MAX_CHARACTERS).exactOptional(),
  }),
  z.strictObject({ as: short(MAX_KIND_CHARACTERS), proof: short(MAX_TEXT_CHARACTERS) }),
])
const eventPart = z.strictObject({ event: index, properties: raws.exactOptional() })
const purchasePart = z.strictObject({ purchase: index, values: raws.exactOptional(), properties: raws.exactOptional() })

/** ISO 8601 in UTC, as `Date.prototype.toISOString` writes it. */
export const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?Z$/
export const wireTime = z
  .string()
  .regex(TIME)
  .refine((value) => !Number.isNaN(Date.parse(value)))

/** A UUID of version 7. */
export const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
export const REV = /^[0-9a-f]{16}$/

export const envelopeSchema = z.strictObject({
  v: z.literal(WIRE_VERSION),
  id: z.string().regex(ID),
  at: wireTime,
  rev: z.string().regex(REV),
  rule: short(MAX_NAME_CHARACTERS),
  identity: z.array(candidate).max(MAX_CANDIDATES),
  locale: short(MAX_TEXT_CHARACTERS).exactOptional(),
  attributes: raws.exactOptional(),
  events: z.array(eventPart).max(ENVELOPE_MAX_OBJECTS).exactOptional(),
  purchases: z.array(purchasePart).max(ENVELOPE_MAX_OBJECTS).exactOptional(),
  subscriptions: raws.exactOptional(),
})

export const PINNED: Same<z.output<typeof envelopeSchema>, Envelope> &
  Same<z.output<typeof candidate>, Candidate> &
  Same<z.output<typeof eventPart>, EventPart> &
  Same<z.output<typeof purchasePart>, PurchasePart> = true
