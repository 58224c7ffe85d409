// Whether a value from the wire is an envelope: says what `envelopeSchema` says (a property test holds the two together).
import { WIRE_VERSION, type Envelope } from '../core/envelope.ts'
import { ENVELOPE_MAX_OBJECTS, KEY_MAX_CHARACTERS } from '../core/limits.ts'
import { isTime, like, list, object, short, type Check } from './wire-check.ts'
import * as wire from './envelope.ts'

export function isEnvelope(value: unknown): value is Envelope {
  return envelope(value)
}

const isIndex: Check = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < ENVELOPE_MAX_OBJECTS

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
