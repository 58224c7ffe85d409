// Which submissions of one request may go on, and how long the rest has to wait: those of a person over the rate wait in the page, and hold up nobody else's.
import type { Judged } from '../accept/judge.ts'
import type { PersonLimits } from './person-limits.ts'

export interface WithinPersonLimits {
  /** In the order in which they came. */
  taken: Judged[]
  /** Seconds until the first of the others may come; Infinity without others. */
  wait: number
}

export function withinPersonLimits(judged: readonly Judged[], person: PersonLimits, now: number): WithinPersonLimits {
  let wait = Infinity
  const waiting: string[] = []
  const taken = judged.filter((one) => {
    if (!('row' in one)) return true
    const { lane } = one.row
    // Once one of a person's submissions waits, those after it wait too: they keep their order.
    if (waiting.includes(lane)) return false
    const overRate = person.take(one.row, now)
    if (overRate === 0) return true
    wait = Math.min(wait, overRate)
    waiting.push(lane)
    return false
  })
  return { taken, wait }
}
