// What happened lately, for the operator's pages: counts over time by hub, the last submissions (with their stages), problems and refusals. In memory, bounded; what it shows of people is masked.
import type { ActivityAnswer, SubmissionView } from '../../core/admin.ts'
import type { DeadReason, EnvelopeRefusal, Problem, ProblemCode, RequestRefusal, SubmissionStage } from '../../core/codes.ts'
import { maskPerson } from './mask.ts'
import type { NewRow } from '../outbox/store.ts'
import { SPANS, type Hours } from './ring.ts'
import { createSeries, type Counted, type Level, type Series } from './series.ts'
import { createTallies } from './tallies.ts'

export interface Activity {
  accepted(row: NewRow, problems: Problem[]): void
  /** An envelope. */
  refused(hub: string, code: EnvelopeRefusal): void
  /** A whole request: how many envelopes it held is unknown, and the page sends most of them again. */
  refusedRequest(hub: string, code: RequestRefusal): void
  problem(hub: string, rule: string, problem: Problem): void
  /** A stage on the way of an accepted envelope. */
  stage(envelope: string, stage: SubmissionStage, reason?: DeadReason): void
  /** What became of an accepted envelope. At most one call of each kind for an envelope; both if only part of it was refused. */
  settled(hub: string, what: 'delivered' | 'deadLetters'): void
  scriptSeen(hub: string, origin: string): void
  levels(byHub: ReadonlyMap<string, Level>): void
  /** After an erasure: the last submissions may be that person's. */
  forgetSubmissions(): void

  lastSeen(hub: string): { at: string; origin: string } | undefined
  sum(hub: string, what: Counted, hours: Hours): number
  answer(hub: string | undefined, hours: Hours): ActivityAnswer
}

interface Refused {
  code: RequestRefusal | EnvelopeRefusal
  count: number
}

const SUBMISSIONS_MAX = 50
const STAGES_MAX = 20
const TALLIES_MAX = 2_000
const PROBLEMS_SHOWN = 100
const ALL = ''
const NOTHING: Level = { pending: 0, oldestSeconds: 0 }

interface Submission {
  row: NewRow
  problems: Problem[]
  stages: { stage: SubmissionStage; at: number; reason?: DeadReason }[]
}

export function createActivity(now: () => number): Activity {
  const series = new Map<string, Series>()
  // A plain ring, not a Map used as one: a Map that grows and shrinks leaves tables behind that keep each other, and what they held, alive until the next full collection.
  const submissions: Submission[] = []
  let next = 0
  const problems = createTallies<{ hub: string; rule: string; target: string; code: ProblemCode }>(TALLIES_MAX)
  const refusals = createTallies<{ hub: string } & Pick<Refused, 'code'>>(TALLIES_MAX)
  const seen = new Map<string, { at: string; origin: string }>()

  const of = (hub: string): Series => {
    const known = series.get(hub)
    if (known !== undefined) return known
    const fresh = createSeries()
    series.set(hub, fresh)
    return fresh
  }
  const count = (hub: string, what: Counted, at: number): void => {
    of(hub).count(what, at)
    of(ALL).count(what, at)
  }
  const tally = (hub: string, code: Refused['code']): void => {
    refusals.count(`${hub}\n${code}`, { hub, code }, now())
  }
  const iso = (time: number): string => new Date(time).toISOString()

  return {
    accepted(row, problems) {
      const at = now()
      count(row.hub, 'accepted', at)
      submissions[next] = { row, problems, stages: [{ stage: 'accepted', at }] }
      next = (next + 1) % SUBMISSIONS_MAX
    },
    refused(hub, code) {
      count(hub, 'refused', now())
      tally(hub, code)
    },
    refusedRequest: tally,
    problem: (hub, rule, { target, code }) => {
      problems.count(`${hub}\n${rule}\n${target}\n${code}`, { hub, rule, target, code }, now())
    },
    stage(envelope, stage, reason) {
      const stages = submissions.find(({ row }) => row.id === envelope)?.stages
      if (stages !== undefined && stages.length < STAGES_MAX) stages.push({ stage, at: now(), ...(reason !== undefined && { reason }) })
    },
    settled: (hub, what) => count(hub, what, now()),
    scriptSeen: (hub, origin) => void seen.set(hub, { at: iso(now()), origin }),
    levels(byHub) {
      let all = NOTHING
      for (const [hub, level] of byHub) {
        of(hub).level(level, now())
        all = { pending: all.pending + level.pending, oldestSeconds: Math.max(all.oldestSeconds, level.oldestSeconds) }
      }
      // Of the others nothing waits any more: a hub whose file is gone is not listed once its last row is.
      for (const [hub, one] of series) if (hub !== ALL && !byHub.has(hub)) one.level(NOTHING, now())
      of(ALL).level(all, now())
    },

    forgetSubmissions: () => {
      submissions.length = 0
      next = 0
    },
    lastSeen: (hub) => seen.get(hub),
    sum: (hub, what, hours) => of(hub).sum(what, hours, now()),
    answer(hub, hours) {
      const isAsked = (one: { hub: string }): boolean => hub === undefined || one.hub === hub
      return {
        now: iso(now()),
        bucketSeconds: SPANS[hours].seconds,
        series: of(hub ?? ALL).read(hours, now()),
        submissions: [...submissions.slice(next), ...submissions.slice(0, next)]
          .filter(({ row }) => isAsked(row))
          .map(view)
          .reverse(),
        problems: problems
          .read(hours, now())
          .filter(isAsked)
          .slice(0, PROBLEMS_SHOWN)
          .map(({ lastAt, ...one }) => ({ ...one, lastAt: iso(lastAt) })),
        refusals: byCode(refusals.read(hours, now()).filter(isAsked)),
      }
    },
  }
}

function view({ row, problems, stages }: Submission): SubmissionView {
  const { id, hub, rule, workspace, request } = row
  return {
    id,
    hub,
    rule,
    workspace,
    person: maskPerson(request),
    attributes: (request.attributes ?? []).flatMap((object) => Object.keys(object).filter((key) => !NO_ATTRIBUTES.has(key))),
    events: (request.events ?? []).map((event) => event.name),
    purchases: request.purchases?.length ?? 0,
    problems,
    stages: stages.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
  }
}

/** Keys of an attributes object that say who it is and how it is written. */
const NO_ATTRIBUTES = new Set(['external_id', 'braze_id', 'user_alias', '_update_existing_only', '_merge_objects'])

function byCode(refusals: Refused[]): Refused[] {
  const codes = new Map<Refused['code'], number>()
  for (const { code, count } of refusals) codes.set(code, (codes.get(code) ?? 0) + count)
  return [...codes].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count)
}
