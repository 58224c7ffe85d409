// Which submissions of one request may go on, and how long the rest has to wait: who is over their rate waits in the page, and holds up nobody who shares it.
import type { Judged } from '../accept/judge.ts'
import type { PersonLimits } from './person-limits.ts'

export interface WithinPersonLimits {
  /** In the order in which they came. */
  taken: Judged[]
  /** Seconds until the first of the others may come; without others, for ever. */
  wait: number
}

export function withinPersonLimits(judged: readonly Judged[], person: PersonLimits, now: number): WithinPersonLimits {
  let wait = Infinity
  const waiting: string[] = []
  const taken = judged.filter((one) => {
    if (!('row' in one)) return true
    const { lane } = one.row
    // What comes after stays behind: one person's submissions keep their order.
    if (waiting.includes(lane)) return false
    const overRate = person.take(one.row, now)
    if (overRate === 0) return true
    wait = Math.min(wait, overRate)
    waiting.push(lane)
    return false
  })
  return { taken, wait }
}
