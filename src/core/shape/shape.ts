// The proxy's half: envelope → the part of a `/users/track` body that it becomes. Pure; never throws, whatever the JSON; tables and finished proofs are passed in.
import type { Envelope } from '../envelope.ts'
import { ENVELOPE_MAX_OBJECTS } from '../limits.ts'
import type { AttributesObject, Identifier } from '../track-request.ts'
import { DEFAULTS } from '../defaults.ts'
import { undeclaredPart } from './declared-only.ts'
import { identify, type Identified } from './identify.ts'
import type { Plan } from './plan.ts'
import { addReach, shapeAttributes, type AttributeSets } from './shape-attributes.ts'
import type { ShapeContext, Shaped } from './shaped.ts'
import { shapeEvents, shapePurchases } from './shape-occurrences.ts'
import { report, type Shaping } from './shape-value.ts'

/**
 * Shapes one envelope by the plan of its own revision: `shape(envelope, planOf(hub), context)`. The envelope has passed
 * the wire's schema. A value that fails its type is left out with a problem; the envelope is refused only where no
 * identity holds, nothing remains, or it names what its rule does not declare.
 */
export function shape(envelope: Envelope, plan: Plan, context: ShapeContext): Shaped {
  const rule = plan.rules.get(envelope.rule)
  const shaping: Shaping = {
    locale: plan.locale ?? envelope.locale ?? DEFAULTS.locale,
    tables: context.tables,
    now: context.now,
    at: timeOf(context),
    problems: [],
  }
  const refused = (refusal: Extract<Shaped, { refusal: unknown }>['refusal'], detail: string): Shaped => ({
    refusal,
    detail,
    problems: shaping.problems,
  })
  if (rule === undefined) return refused('unknown_rule', 'this revision of the hub has no such rule')
  const undeclared = undeclaredPart(rule, envelope)
  if (undeclared !== undefined) return refused('undeclared', `${undeclared}: something that the rule does not declare`)
  const person = identify(plan, envelope.identity, context.proofs, shaping)
  if (person === 'undeclared') return refused('undeclared', 'identity: something that the hub does not declare')
  if (person === undefined) return refused('no_identity', 'no declared identity holds')

  const flags = flagsOf(plan, person)
  if (shaping.at !== context.at) report({ target: 'at' }, shaping, 'time_clamped')
  const occasion = { identifier: person.identifier, flags, time: shaping.at }
  const sets = shapeAttributes(rule, envelope, person, shaping)
  const events = shapeEvents(rule, envelope, occasion, shaping)
  const purchases = shapePurchases(rule, envelope, occasion, shaping)
  const happened = events.length + purchases.length > 0
  if (!happened && isEmpty(sets.plain) && isEmpty(sets.merging)) return refused('nothing_left', 'no declared value is left to send')

  const attributes = attributesObjects(sets, person, flags, happened)
  const count = attributes.length + events.length + purchases.length
  if (count > ENVELOPE_MAX_OBJECTS) return refused('too_many_objects', `more than ${ENVELOPE_MAX_OBJECTS} objects`)
  const request = {
    ...(attributes.length > 0 && { attributes }),
    ...(events.length > 0 && { events }),
    ...(purchases.length > 0 && { purchases }),
  }
  return { request, lane: person.lane, problems: shaping.problems }
}

/** Braze creates a profile for an unknown identifier unless told not to; for an unknown alias it does nothing unless told to. */
function flagsOf({ profiles }: Plan, { isAlias }: Identified): { _update_existing_only?: boolean } {
  if (profiles === 'update') return { _update_existing_only: true }
  return isAlias ? { _update_existing_only: false } : {}
}

/** An event alone makes no alias-only profile: the attributes object beside it, in the same request, does. */
function attributesObjects(
  { plain, merging }: AttributeSets,
  person: Identified,
  flags: { _update_existing_only?: boolean },
  happened: boolean,
): AttributesObject[] {
  const creates = person.isAlias && flags._update_existing_only === false && happened
  if (!isEmpty(plain) || !isEmpty(merging) || creates) addReach(isEmpty(plain) && !isEmpty(merging) ? merging : plain, person)
  const object = (identifier: Identifier, values: object): AttributesObject => ({ ...identifier, ...values, ...flags })
  const objects: AttributesObject[] = []
  if (!isEmpty(plain) || (creates && isEmpty(merging))) objects.push(object(person.identifier, plain))
  if (!isEmpty(merging)) objects.push(object(person.identifier, { ...merging, _merge_objects: true }))
  return objects
}

/** A time in the future becomes now. Braze would do the same, but not visibly. */
function timeOf({ at, now }: ShapeContext): string {
  return Date.parse(at) <= now ? at : new Date(now).toISOString()
}

function isEmpty(object: object): boolean {
  for (const _ in object) return false
  return true
}
