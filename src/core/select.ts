// The script's half: what one rule selects from one capture. Pure; the envelope's id, time and rev are added by the script.
import type { Capture } from './capture.ts'
import { holds } from './condition.ts'
import type { Candidate, Envelope, EventPart, PurchasePart } from './envelope.ts'
import { pickAll, pickOne } from './pick.ts'
import type { PublicEvent, PublicHub, PublicRule, Words } from './public-hub.ts'
import { readBoolean } from './read-boolean.ts'
import { readSource } from './source-path.ts'
import { missOf } from './where.ts'

export type Parts = globalThis.Pick<Envelope, 'attributes' | 'events' | 'purchases' | 'subscriptions'>

/** What the capture's own consent field says: `denied` where it is there and does not read true, `absent` where it is not there. */
export type ConsentReading = 'none' | 'granted' | 'denied' | 'absent'

export type Selection = { miss: string } | { identity: Candidate[]; parts: Parts; consent: ConsentReading }

const NO_WORDS: Words = { yes: [], no: [] }

export function select(hub: PublicHub, rule: PublicRule, capture: Capture): Selection {
  const words = hub.words ?? NO_WORDS
  const miss = missOf(rule, capture, words)
  if (miss) return { miss }
  return { identity: identityOf(hub, capture), parts: partsOf(rule, capture, words), consent: consentOf(rule, capture, words) }
}

/** Every declared identity that yields, in declared order. */
export function identityOf(hub: PublicHub, capture: Capture): Candidate[] {
  const words = hub.words ?? NO_WORDS
  return hub.identity.flatMap((identity): Candidate[] => {
    const raw = 'proof' in identity ? readSource(capture, identity.proof)[0]?.value : pickOne(identity.pick, capture, words)
    const value = raw == null || typeof raw === 'object' ? '' : String(raw).trim()
    if (!value) return []
    if ('proof' in identity) return [{ as: identity.as, proof: value }]
    return [{ as: identity.as, value, ...(identity.label && { label: identity.label }) }]
  })
}

function partsOf(rule: PublicRule, capture: Capture, words: Words): Parts {
  const attributes = pickAll(rule.attributes, capture, words)
  const subscriptions = pickAll(rule.subscriptions, capture, words)
  const events = happening(rule.events, capture, words).map(([event, { properties }]): EventPart => {
    const picked = pickAll(properties, capture, words)
    return { event, ...(picked && { properties: picked }) }
  })
  const purchases = happening(rule.purchases, capture, words).map(([purchase, { values, properties }]): PurchasePart => {
    const pickedValues = pickAll(values, capture, words)
    const picked = pickAll(properties, capture, words)
    return { purchase, ...(pickedValues && { values: pickedValues }), ...(picked && { properties: picked }) }
  })
  return {
    ...(attributes && { attributes }),
    ...(events.length && { events }),
    ...(purchases.length && { purchases }),
    ...(subscriptions && { subscriptions }),
  }
}

function happening<T extends PublicEvent>(targets: T[] | undefined, capture: Capture, words: Words): [number, T][] {
  return [...(targets ?? []).entries()].filter(([, { when }]) => !when || holds(when, capture, words))
}

function consentOf(rule: PublicRule, capture: Capture, words: Words): ConsentReading {
  const from = rule.consent?.from
  if (!from) return 'none'
  const values = readSource(capture, from)
  if (values.some((value) => readBoolean(value, words))) return 'granted'
  const isThere = values.length || (from.startsWith('field.') && capture.fields?.[from.slice(6)])
  return isThere ? 'denied' : 'absent'
}
