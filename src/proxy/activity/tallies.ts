// How often each of many things happened in the last hour, day and week. Bounded: what has not happened for the longest time makes room.
import { ringsOf, type Hours } from './ring.ts'

export interface Tallies<What> {
  /** @param key tells one thing from another */
  count(key: string, what: What, now: number): void
  /** Those that happened in this span, most frequent first. */
  read(hours: Hours, now: number): (What & { count: number; lastAt: number })[]
}

const LONGEST_MS = 168 * 3_600_000

export function createTallies<What extends object>(max: number): Tallies<What> {
  const tallies = new Map<string, ReturnType<typeof newTally>>()
  const newTally = (what: What) => ({ what, lastAt: 0, rings: ringsOf(() => ({ count: 0 })) })

  const makeRoom = (now: number): void => {
    let oldest: [key: string, lastAt: number] | undefined
    for (const [key, { lastAt }] of tallies) {
      if (lastAt <= now - LONGEST_MS) tallies.delete(key)
      else if (oldest === undefined || lastAt < oldest[1]) oldest = [key, lastAt]
    }
    if (tallies.size >= max && oldest !== undefined) tallies.delete(oldest[0])
  }

  return {
    count(key, what, now) {
      let tally = tallies.get(key)
      if (tally === undefined) {
        makeRoom(now)
        tally = newTally(what)
        tallies.set(key, tally)
      }
      tally.lastAt = now
      for (const ring of Object.values(tally.rings)) ring.current(now).count++
    },
    read: (hours, now) =>
      [...tallies.values()]
        .map(({ what, lastAt, rings }) => ({
          ...what,
          lastAt,
          count: rings[hours].read(now).reduce((sum, { bucket }) => sum + (bucket?.count ?? 0), 0),
        }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count),
  }
}
