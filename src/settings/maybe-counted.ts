// Of the dead letters about to be sent again, how many Braze may have already: those whose answer was lost, and events that were counted without their person.
import type { DeadLettersAnswer, DeadLetterView } from '../core/admin.ts'

const MAYBE_COUNTED = new Set(['ambiguous', 'unconfirmed'])

/** @param chosen ids of those that are ticked; none = all that match `reason`, '' = any */
export function maybeCounted(shown: DeadLetterView[], { reasons }: DeadLettersAnswer, chosen: ReadonlySet<string>, reason: string): number {
  if (chosen.size) return shown.filter(({ id, reason: why }) => chosen.has(id) && MAYBE_COUNTED.has(why)).length
  return reasons
    .filter(({ reason: why }) => MAYBE_COUNTED.has(why) && (!reason || why === reason))
    .reduce((sum, { count }) => sum + count, 0)
}
