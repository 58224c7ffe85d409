// The schema of an envelope on the wire. It judges form only (kinds, sizes, depth); what the rule declares is `shape`'s to judge.
import { ENVELOPE_MAX_OBJECTS, KEY_MAX_CHARACTERS } from '../core/limits.ts'
import { WIRE_VERSION, type Candidate, type Envelope, type EventPart, type PurchasePart } from '../core/envelope.ts'
import type { Json } from '../core/json.ts'
import { z } from 'zod'
import { isJson, isWellFormed } from './scalar.ts'
import type { Same } from './strict.ts'

/** Most targets of one part, identity candidates, and characters of an identity or proof: an honest script stays far below. */
const MAX_TARGETS = 300
const MAX_CANDIDATES = 10
const MAX_IDENTITY_CHARACTERS = 2048
const MAX_PROOF_CHARACTERS = 8192
/** How deep one raw value may nest. */
const RAW_DEPTH = 6

const short = (max: number) => z.string().max(max).refine(isWellFormed)

/** A record of raw values, judged in one pass: this is on the way of every submission. */
const raws = z.custom<Record<string, Json>>((value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const keys = Object.keys(value)
  return keys.length <= MAX_TARGETS && keys.every((key) => key.length <= KEY_MAX_CHARACTERS) && isJson(value, RAW_DEPTH + 1)
})

const index = z
  .int()
  .min(0)
  .max(ENVELOPE_MAX_OBJECTS - 1)

const candidate = z.union([
  z.strictObject({ as: short(16), value: short(MAX_IDENTITY_CHARACTERS), label: short(KEY_MAX_CHARACTERS).exactOptional() }),
  z.strictObject({ as: short(16), proof: short(MAX_PROOF_CHARACTERS) }),
])
const eventPart = z.strictObject({ event: index, properties: raws.exactOptional() })
const purchasePart = z.strictObject({ purchase: index, values: raws.exactOptional(), properties: raws.exactOptional() })

/** ISO 8601 in UTC, as `Date.prototype.toISOString` writes it. */
const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?Z$/
const time = z
  .string()
  .regex(TIME)
  .refine((value) => !Number.isNaN(Date.parse(value)))

export const envelopeSchema = z.strictObject({
  v: z.literal(WIRE_VERSION),
  id: z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  at: time,
  rev: z.string().regex(/^[0-9a-f]{16}$/),
  rule: short(64),
  identity: z.array(candidate).max(MAX_CANDIDATES),
  locale: short(64).exactOptional(),
  attributes: raws.exactOptional(),
  events: z.array(eventPart).max(ENVELOPE_MAX_OBJECTS).exactOptional(),
  purchases: z.array(purchasePart).max(ENVELOPE_MAX_OBJECTS).exactOptional(),
  subscriptions: raws.exactOptional(),
})

export const PINNED: Same<z.output<typeof envelopeSchema>, Envelope> &
  Same<z.output<typeof candidate>, Candidate> &
  Same<z.output<typeof eventPart>, EventPart> &
  Same<z.output<typeof purchasePart>, PurchasePart> = true

export { time as wireTime }
