// What Connect and the inspector are told of one rule's dry run.
import type { EnvelopeRefusal, Problem } from './codes.ts'
import type { DryRun } from './dry-run.ts'
import type { Envelope } from './envelope.ts'
import type { ConsentReading } from './select.ts'
import type { Shaped } from './shape/shaped.ts'
import type { TrackRequest } from './track-request.ts'

/** Why the rule misses the capture, or the envelope and the exact body (one TrackRequest) that Braze would get, with what was left out of it. */
export interface DryRunRule {
  rule: string
  miss?: string
  consent?: ConsentReading
  /** Targets whose value looks like a payment card's number and stays in the page: of a capture only. */
  withheld?: string[]
  envelope?: Envelope
  body?: TrackRequest
  refusal?: EnvelopeRefusal
  problems: Problem[]
}

export function dryRunRule(run: DryRun): DryRunRule {
  return 'miss' in run
    ? { ...run, problems: [] }
    : { consent: run.consent, withheld: run.withheld, ...shapedRule(run.envelope, run.shaped) }
}

/** For an envelope that came without its capture. */
export function shapedRule(envelope: Envelope, shaped: Shaped): DryRunRule {
  const { problems } = shaped
  return { rule: envelope.rule, envelope, problems, ...('refusal' in shaped ? { refusal: shaped.refusal } : { body: shaped.request }) }
}
