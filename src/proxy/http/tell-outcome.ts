// Reports what became of one envelope: to the page as its result, to metrics and the activity page as counts. A duplicate gives back what it took of its person's limits.
import type { SubmissionResult } from '../../core/envelope.ts'
import type { Judged } from '../accept/judge.ts'
import type { Outcome } from '../outbox/store.ts'
import type { HubCall } from './hub-call.ts'

/** @param outcome the store's, for one that has a row */
export function tellOutcome(
  { service: { metrics, activity, limits }, hub }: HubCall,
  one: Judged,
  outcome: Outcome | undefined,
): SubmissionResult {
  for (const found of one.problems) {
    metrics.problem(hub.name, found.target, found.code)
    activity.problem(hub.name, one.rule, found)
  }
  const problems = one.problems.length > 0 && { problems: one.problems }
  if ('refusal' in one) {
    metrics.refused('envelope', hub.name, one.refusal)
    activity.refused(hub.name, one.refusal)
    return { id: one.id, status: 'refused', code: one.refusal, ...problems }
  }
  if (outcome === 'duplicate') {
    metrics.duplicate(hub.name)
    limits.person.giveBack(one.row)
    return { id: one.id, status: 'duplicate', ...problems }
  }
  if (outcome === 'accepted') {
    metrics.accepted(hub.name)
    activity.accepted(one.row, one.problems)
  }
  // What an erasure dropped is reported as accepted, and gives nothing back to its person's limits: otherwise sending often would show whether somebody was erased.
  return { id: one.id, status: 'accepted', ...problems }
}
