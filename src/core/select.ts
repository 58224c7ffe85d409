// The script's half: what one rule selects from one capture. Pure; the envelope's id, time and rev are added by the script.
import type { Capture } from './capture.ts'
import type { Candidate, Envelope } from './envelope.ts'
import { picker } from './pick.ts'
import type { PublicHub, PublicRule } from './public-hub.ts'
import { readPageBoolean } from './read-page-boolean.ts'

export type Parts = Pick<Envelope, 'attributes' | 'events' | 'purchases' | 'subscriptions'>

/** What the capture's own consent field says: `denied` where it is there and does not read true, `absent` where it is not there. */
export type ConsentReading = 'none' | 'granted' | 'denied' | 'absent'

export interface Selected {
  /** Every declared identity that yields, in declared order. */
  identity: Candidate[]
  parts: Parts
  consent: ConsentReading
  /** Targets whose value was left out because it holds a payment card's number. */
  withheld: string[]
}

/** `miss`: the first of the rule's conditions that the capture does not meet (`on`, `where.cardType` …). */
export type Selection = { miss: string } | Selected

export function select({ words, identity }: PublicHub, { where, consent, parts }: PublicRule, capture: Capture): Selection {
  const withheld: string[] = []
  const { read, holds, pick } = picker(capture, words, withheld)
  const missed = where.find((test) => !holds(test)) as [never, never, string] | undefined
  if (missed) return { miss: missed[2] }
  const answers = consent?.from && read(consent.from)
  return {
    identity: identity.flatMap(({ pick: declared, proof, ...who }) => {
      const raw = pick(declared, who.as)
      const value = Object(raw) === raw ? '' : String(raw ?? '').trim()
      return value ? ({ ...who, [proof ? 'proof' : 'value']: value } as Candidate) : []
    }),
    parts: (pick(parts) ?? {}) as Parts,
    consent: !consent?.from ? 'none' : !answers ? 'absent' : answers.some((one) => readPageBoolean(one, words)) ? 'granted' : 'denied',
    withheld,
  }
}
