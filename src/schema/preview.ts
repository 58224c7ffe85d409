// The dry run: what one rule makes of one capture, through both halves. Used by `check` and by the operator's pages.
import type { Capture } from '../core/capture.ts'
import { compile } from '../core/compile.ts'
import type { Envelope } from '../core/envelope.ts'
import type { HubFile } from '../core/hub-file.ts'
import { select, type ConsentReading } from '../core/select.ts'
import { planOf } from '../core/shape/plan.ts'
import { shape } from '../core/shape/shape.ts'
import type { Shaped, Tables } from '../core/shape/shaped.ts'

export type Preview = { rule: string } & ({ miss: string } | Taken)

interface Taken {
  consent: ConsentReading
  /** It stays in memory until another capture of this person gives the consent. */
  waits: boolean
  /** Targets whose value looks like a payment card's number and stays in the page. */
  withheld: string[]
  envelope: Envelope
  shaped: Shaped
}

/** One entry for each rule. A proof cannot be verified here: it counts as failed. */
export function preview(hub: HubFile, capture: Capture, tables: Tables, now: number): Preview[] {
  const pub = compile(hub)
  return pub.rules.map((rule): Preview => {
    const selection = select(pub, rule, capture)
    if ('miss' in selection) return { rule: rule.id, miss: selection.miss }
    const { identity, parts, consent, withheld } = selection
    const waits = consent === 'absent' && rule.consent?.person === true
    const { id, at } = capture.submission
    const locale = pub.pageLocale && { locale: capture.page.language }
    const envelope: Envelope = { v: 1, id, at, rev: '0000000000000000', rule: rule.id, identity, ...locale, ...parts }
    const shaped = shape(envelope, planOf(hub), { tables, proofs: identity.map(() => undefined), at, now: Math.max(now, Date.parse(at)) })
    return { rule: rule.id, consent, waits, withheld, envelope, shaped }
  })
}
