// Whether a value from the wire is an envelope, on the way of every submission: says what `envelopeSchema` says (a property test holds the two together) at a third of its cost, and copies nothing.
import { WIRE_VERSION, type Envelope } from '../core/envelope.ts'
import { ENVELOPE_MAX_OBJECTS, KEY_MAX_CHARACTERS } from '../core/limits.ts'
import * as wire from './envelope.ts'
import { isWellFormed } from './scalar.ts'

type Check = (value: unknown) => boolean

export function isEnvelope(value: unknown): value is Envelope {
  return envelope(value)
}

const like =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value)

const short =
  (max: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= max && isWellFormed(value)

const list =
  (max: number, item: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length <= max && value.every(item)

const isTime: Check = (value) => typeof value === 'string' && wire.TIME.test(value) && !Number.isNaN(Date.parse(value))

const isIndex: Check = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < ENVELOPE_MAX_OBJECTS

/** All of the first, any of the second, nothing else. */
function object(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  const checks = new Map(Object.entries({ ...required, ...optional }))
  const names = Object.keys(required)
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    for (const name of names) if (!Object.hasOwn(value, name)) return false
    const parts = value as Record<string, unknown>
    for (const name in parts) if (checks.get(name)?.(parts[name]) !== true) return false
    return true
  }
}

const as = short(wire.MAX_KIND_CHARACTERS)
const given = object({ as, value: short(wire.MAX_TEXT_CHARACTERS) }, { label: short(KEY_MAX_CHARACTERS) })
const proven = object({ as, proof: short(wire.MAX_TEXT_CHARACTERS) })

const envelope = object(
  {
    v: (value) => value === WIRE_VERSION,
    id: like(wire.ID),
    at: isTime,
    rev: like(wire.REV),
    rule: short(wire.MAX_NAME_CHARACTERS),
    identity: list(wire.MAX_CANDIDATES, (value) => given(value) || proven(value)),
  },
  {
    locale: short(wire.MAX_TEXT_CHARACTERS),
    attributes: wire.isRaws,
    events: list(ENVELOPE_MAX_OBJECTS, object({ event: isIndex }, { properties: wire.isRaws })),
    purchases: list(ENVELOPE_MAX_OBJECTS, object({ purchase: isIndex }, { values: wire.isRaws, properties: wire.isRaws })),
    subscriptions: wire.isRaws,
  },
)
