// One rule's way with one capture, from the page to the person in Braze: what the demo page shows. Worked out anew from everything that was heard so far.
import type { Capture } from '../../src/core/capture.ts'
import type { Envelope, SubmissionResult } from '../../src/core/envelope.ts'
import type { Rule } from '../../src/core/hub-file.ts'
import type { JsonObject } from '../../src/core/json.ts'
import type { TraceEntry, TraceReason } from '../../src/core/trace.ts'
import type { TrackArray } from '../../src/core/track-request.ts'
import type { JournalEntry } from '../fake-braze/journal.ts'
import { claim } from './claim.ts'

/** Stops of the line, in order. `held` is a wait on the way to `sent`, not a stop. */
export const STOPS = ['captured', 'selected', 'sent', 'accepted', 'braze'] as const
export type Stop = (typeof STOPS)[number]

export type Standing =
  | { is: 'under-way'; stop: Stop }
  | { is: 'held'; reason: TraceReason | undefined }
  | { is: 'dropped'; reason: TraceReason | undefined }
  | { is: 'refused'; detail: string }
  /** On the proxy's disk: Braze did not take it. `status` is Braze's last answer. */
  | { is: 'waiting'; status: number }
  | { is: 'arrived' }
  /** Braze refused an object of it for good. */
  | { is: 'dead'; detail: string }

/** What the proxy says became of an envelope: all that is known where Braze is a real workspace, or where its requests do not show whose they are. */
export interface Delivery {
  stage: 'sent' | 'waiting' | 'dead'
  /** Milliseconds since the epoch. */
  at: number
  reason: string
  /** As the proxy's dry run shapes it. */
  body?: Attempt['body']
}

/** One request to Braze that held objects of this journey. */
export interface Attempt {
  /** `n` 0: the request itself was not seen, the proxy told of it. */
  entry: Pick<JournalEntry, 'n' | 'status'>
  /** Only this journey's objects, in Braze's form; empty where the proxy only tells that Braze took it. */
  body: Partial<Record<TrackArray, JsonObject[]>>
  /** Objects of other submissions in the same request. */
  others: number
  /** Those of its own that Braze refused, and why it refused the first. */
  refused?: JsonObject[]
  error?: string
}

export interface Journey {
  id: string
  rule: string
  capture?: Capture
  envelope?: Envelope
  result?: SubmissionResult
  /** When each stop was reached, milliseconds since the epoch. */
  times: Partial<Record<Stop, number>>
  /** When the last try to send it began (since the epoch), and how long the longest try took: milliseconds. */
  triedAt?: number
  transit: number
  startedAt: number
  standing: Standing
  attempts: Attempt[]
}

/** Reasons for which it was sent but not accepted. */
export const UNDELIVERED: TraceReason[] = ['offline', 'unavailable', 'rate_limited']

/** What was heard. */
export interface Heard {
  /** The script's trace. */
  told: TraceEntry[]
  /** The hub file's. */
  rules: Rule[]
  /** What the stand-in got. */
  requests?: JournalEntry[]
  /** By envelope: what the proxy says. */
  deliveries?: ReadonlyMap<string, Delivery>
}

/** Oldest first. */
export function journeysOf({ told, rules, requests = [], deliveries }: Heard): Journey[] {
  const journeys: Journey[] = []
  for (const entry of told) {
    if (entry.rule === undefined) continue
    const journey = find(journeys, entry) ?? begin(journeys, entry, told)
    note(journey, entry)
  }
  for (const entry of requests) attempt(journeys, entry, rules)
  for (const journey of journeys) deliver(journey, deliveries?.get(journey.envelope?.id ?? ''))
  return journeys
}

/** By envelope, which all answers of a play share; else by capture. */
function find(journeys: Journey[], { rule, envelope, capture }: TraceEntry): Journey | undefined {
  const ours = journeys.filter((journey) => journey.rule === rule).reverse()
  const known = envelope && ours.find((journey) => journey.envelope?.id === envelope.id)
  return known ?? ours.find((journey) => !journey.envelope && journey.capture?.submission.id === capture?.submission.id)
}

function begin(journeys: Journey[], entry: TraceEntry, told: TraceEntry[]): Journey {
  const { capture, envelope, rule = '' } = entry
  const captured =
    capture && told.find(({ stage, capture: other }) => stage === 'captured' && other?.submission.id === capture.submission.id)
  // Of what an earlier visit left behind, only the envelope is known.
  const startedAt = captured?.at ?? (capture ? entry.at : Date.parse(envelope?.at ?? '') || entry.at)
  const journey: Journey = {
    id: `${rule} ${envelope?.id ?? capture?.submission.id ?? entry.at}`,
    rule,
    times: { captured: startedAt },
    transit: 0,
    startedAt,
    standing: { is: 'under-way', stop: 'captured' },
    attempts: [],
  }
  journeys.push(journey)
  return journey
}

function note(journey: Journey, { stage, at, capture, envelope, result, reason, detail }: TraceEntry): void {
  if (capture) journey.capture = capture
  if (envelope) journey.envelope = envelope
  if (result) journey.result = result
  if (stage === 'held') {
    journey.standing = { is: 'held', reason }
    if (reason !== undefined && UNDELIVERED.includes(reason)) {
      journey.transit = transitUntil(at, journey)
      delete journey.times.sent
    }
  } else if (stage === 'dropped') journey.standing = { is: 'dropped', reason }
  else if (stage === 'refused') journey.standing = { is: 'refused', detail: result?.code ?? detail ?? '' }
  else {
    journey.times[stage] ??= at
    if (stage === 'sent') journey.triedAt = at
    if (stage === 'accepted') journey.transit = transitUntil(at, journey)
    journey.standing = { is: 'under-way', stop: stage }
  }
}

/** The longest try, with the one that is under way. */
function transitUntil(at: number, { transit, triedAt = at }: Journey): number {
  return Math.max(transit, at - triedAt)
}

/** Which journeys had something in this request, and what became of it. */
function attempt(journeys: Journey[], entry: JournalEntry, rules: Rule[]): void {
  const taken = new Set<string>()
  for (const journey of journeys) {
    const { envelope, standing, times, triedAt } = journey
    if (standing.is === 'arrived' || standing.is === 'dead' || triedAt === undefined) continue
    const rule = rules.find(({ id }) => id === journey.rule)
    if (envelope === undefined || rule === undefined) continue
    const transit = times.accepted === undefined ? transitUntil(entry.at, journey) : journey.transit
    const claimed = claim({ envelope, rule, transit }, entry, taken)
    if (!claimed) continue
    journey.attempts.push({ entry, ...claimed })
    if (claimed.error !== undefined) journey.standing = { is: 'dead', detail: claimed.error }
    else if (wasTaken(entry)) {
      // Braze gets only what was accepted; the page may hear of the acceptance later than of this.
      journey.times.accepted = Math.min(journey.times.accepted ?? entry.at, entry.at)
      journey.times.braze = entry.doneAt
      journey.standing = { is: 'arrived' }
    } else journey.standing = { is: 'waiting', status: entry.status }
  }
}

/** Of a request that was not seen the proxy tells only once Braze has taken it. */
function wasTaken({ n, status }: Attempt['entry']): boolean {
  return n === 0 || (status >= 200 && status < 300)
}

/** What Braze has of a journey: nothing of a request that it answered with an error, nor the objects that it refused. */
export function takenOf({ attempts }: Journey): Attempt['body'] {
  const { body = {}, refused = [] } = attempts.findLast(({ entry }) => wasTaken(entry)) ?? {}
  return Object.fromEntries(Object.entries(body).map(([array, objects]) => [array, objects.filter((object) => !refused.includes(object))]))
}

function deliver(journey: Journey, delivery: Delivery | undefined): void {
  // A request that was seen says more, with Braze's own words; but not that the proxy has given it up.
  if (!delivery || journey.standing.is === 'dead' || (journey.attempts.length > 0 && delivery.stage !== 'dead')) return
  const { stage, at, reason, body = {} } = delivery
  if (stage === 'waiting') journey.standing = { is: 'waiting', status: Number(reason) || 0 }
  else if (stage === 'dead') journey.standing = { is: 'dead', detail: reason }
  else {
    journey.times.braze = at
    journey.standing = { is: 'arrived' }
    journey.attempts.push({ entry: { n: 0, status: 0 }, body, others: 0 })
  }
}
