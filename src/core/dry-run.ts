// The dry run: what each rule of a hub makes of one capture, through both halves. Pure; `check`, Connect and the inspector only show it.
import type { Capture } from './capture.ts'
import { compile } from './compile.ts'
import { WIRE_VERSION, type Envelope } from './envelope.ts'
import type { HubFile } from './hub-file.ts'
import { select, type ConsentReading, type Selected } from './select.ts'
import { planOf } from './shape/plan.ts'
import { shape } from './shape/shape.ts'
import type { Shaped, ShapeContext } from './shape/shaped.ts'

export type DryRun = { rule: string; miss: string } | TakenDry

export interface TakenDry {
  rule: string
  consent: ConsentReading
  /** It stays in memory until another capture of this person gives the consent. */
  waits: boolean
  /** Targets whose value looks like a payment card's number and stays in the page. */
  withheld: string[]
  envelope: Envelope
  shaped: Shaped
}

export type DryContext = Pick<ShapeContext, 'tables' | 'now'>

/** One entry for each rule, in order. A proof cannot be verified without its page: it counts as failed. */
export function dryRun(hub: HubFile, rev: string, capture: Capture, context: DryContext): DryRun[] {
  const pub = compile(hub)
  const { id, at } = capture.submission
  const own = ownOf(capture)
  // As the script puts it into its envelopes (embed/take.ts).
  const locale = pub.pageLocale && { locale: capture.page.language }
  return pub.rules.map((rule) => {
    const selection = select(pub, rule, own)
    if ('miss' in selection) return { rule: rule.id, miss: selection.miss }
    const { parts, consent, withheld } = selection
    // Without a condition none is missed.
    const { identity } = select(pub, { ...rule, where: [] }, capture) as Selected
    const waits = consent === 'absent' && rule.consent?.person === true
    const envelope: Envelope = { v: WIRE_VERSION, id, at, rev, rule: rule.id, identity, ...locale, ...parts }
    return { rule: rule.id, consent, waits, withheld, envelope, shaped: dryShape(hub, envelope, [], context) }
  })
}

/** An event has no fields of its own: those of its sample stand for an earlier form, of which nothing but who it was is remembered. */
function ownOf(capture: Capture): Capture {
  if (capture.on === 'form') return capture
  const { fields: _, ...own } = capture
  return own
}

/**
 * What becomes of one envelope of this hub. Its time may be ahead of this clock without a problem: that of a real submission is corrected when it arrives.
 * @param proofs as `ShapeContext` has them
 */
export function dryShape(hub: HubFile, envelope: Envelope, proofs: ShapeContext['proofs'], { tables, now }: DryContext): Shaped {
  const { at } = envelope
  return shape(envelope, planOf(hub), { tables, proofs, at, now: Math.max(now, Date.parse(at)) })
}
