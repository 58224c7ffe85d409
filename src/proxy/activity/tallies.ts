// How often each of many things happened in the last hour, day and week. Bounded: what has not happened for the longest time makes room.
import { ringsOf, type Hours } from './ring.ts'

export interface Tallies<What> {
  /** @param key tells one thing from another */
  count(key: string, what: What, now: number): void
  /** Those that happened in this span, most frequent first. */
  read(hours: Hours, now: number): (What & { count: number; lastAt: number })[]
}

export function createTallies<What extends object>(max: number): Tallies<What> {
  const tallies = new Map<string, ReturnType<typeof newTally>>()
  const newTally = (what: What) => ({ what, lastAt: 0, rings: ringsOf(() => ({ count: 0 })) })

  return {
    count(key, what, now) {
      const tally = tallies.get(key) ?? newTally(what)
      tally.lastAt = now
      // Behind all others: the first is always the one that has not happened for the longest time.
      tallies.delete(key)
      tallies.set(key, tally)
      const [first] = tallies.keys()
      if (tallies.size > max && first !== undefined) tallies.delete(first)
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
