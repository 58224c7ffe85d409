// The script's half: what one rule selects from one capture. Pure; the envelope's id, time and rev are added by the script.
import type { Capture } from './capture.ts'
import { holds } from './condition.ts'
import type { Candidate, Envelope } from './envelope.ts'
import { pickOne } from './pick.ts'
import type { Picks, PublicHub, PublicPurchase, PublicRule } from './public-hub.ts'
import { readBoolean } from './read-boolean.ts'
import { readSource } from './source-path.ts'
import { missOf } from './where.ts'

export type Parts = globalThis.Pick<Envelope, 'attributes' | 'events' | 'purchases' | 'subscriptions'>

/** What the capture's own consent field says: `denied` where it is there and does not read true, `absent` where it is not there. */
export type ConsentReading = 'none' | 'granted' | 'denied' | 'absent'

export interface Selected {
  identity: Candidate[]
  parts: Parts
  consent: ConsentReading
  /** Targets whose value was left out because it holds a payment card's number. */
  withheld: string[]
}

export type Selection = { miss: string } | Selected

export function select(hub: PublicHub, rule: PublicRule, capture: Capture): Selection {
  const { words } = hub
  const miss = missOf(rule, capture, words)
  if (miss) return { miss }
  const withheld: string[] = []
  const pickAll = (picks: Picks = {}) =>
    filled(Object.fromEntries(Object.entries(picks).map(([name, pick]) => [name, pickOne(pick, capture, words, withheld, name)])))
  const pickEach = (key: string, targets: PublicPurchase[] = []) =>
    filled(
      targets.flatMap(({ when, values, properties }, index) =>
        when && !holds(when, capture, words)
          ? []
          : (filled({ [key]: index, values: pickAll(values), properties: pickAll(properties) }) ?? []),
      ),
    )
  const parts = filled({
    attributes: pickAll(rule.attributes),
    events: pickEach('event', rule.events),
    purchases: pickEach('purchase', rule.purchases),
    subscriptions: pickAll(rule.subscriptions),
  })
  return { identity: identityOf(hub, capture), parts: (parts ?? {}) as Parts, consent: consentOf(rule, capture, hub), withheld }
}

/** Every declared identity that yields, in declared order. */
export function identityOf(hub: PublicHub, capture: Capture): Candidate[] {
  return hub.identity.flatMap((identity): Candidate[] => {
    const isProof = 'proof' in identity
    const raw = isProof ? readSource(capture, identity.proof)[0]?.value : pickOne(identity.pick, capture, hub.words)
    const value = raw == null || typeof raw === 'object' ? '' : String(raw).trim()
    const { as, label } = identity as { as: string; label?: string }
    return value ? [isProof ? { as, proof: value } : { as, value, ...(label && { label }) }] : []
  })
}

function consentOf({ consent }: PublicRule, capture: Capture, { words }: PublicHub): ConsentReading {
  const from = consent?.from
  if (!from) return 'none'
  const values = readSource(capture, from)
  if (values.some((value) => readBoolean(value, words))) return 'granted'
  return values.length || (from.startsWith('field.') && capture.fields?.[from.slice(6)]) ? 'denied' : 'absent'
}

/** Without what is undefined; nothing if nothing is left. */
function filled<T extends object>(object: T): T | undefined {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined)
  if (!entries.length) return undefined
  return Array.isArray(object) ? object : (Object.fromEntries(entries) as T)
}
