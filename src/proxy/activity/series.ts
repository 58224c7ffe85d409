// Counts over time, for the activity page: rings of buckets for an hour, a day and a week. In memory; the metrics are what an alert is built on.
import type { ActivityBucket } from '../../core/admin.ts'
import { ringsOf, type Hours } from './ring.ts'

export type Counted = 'accepted' | 'delivered' | 'refused' | 'deadLetters'

export interface Level {
  pending: number
  oldestSeconds: number
}

export interface Series {
  count(what: Counted, now: number): void
  /** What waits now: kept as the current bucket's end. */
  level(level: Level, now: number): void
  /** Oldest first, without gaps, the last one still filling. */
  read(hours: Hours, now: number): ActivityBucket[]
  sum(what: Counted, hours: Hours, now: number): number
}

/** `level`: the last that was taken in it, if one was. */
interface Bucket {
  counts: Record<Counted, number>
  level?: Level
}

const empty = (): Bucket => ({ counts: { accepted: 0, delivered: 0, refused: 0, deadLetters: 0 } })

export function createSeries(): Series {
  const rings = ringsOf(empty)
  // Listed once: every submission counts in each.
  const all = Object.values(rings)

  const read: Series['read'] = (hours, now) => {
    let level: Level = { pending: 0, oldestSeconds: 0 }
    return rings[hours].read(now).map(({ at, bucket }) => {
      level = bucket?.level ?? level
      return { at: new Date(at).toISOString(), ...(bucket ?? empty()).counts, ...level }
    })
  }

  return {
    read,
    count(what, now) {
      for (const ring of all) ring.current(now).counts[what]++
    },
    level(level, now) {
      for (const ring of all) ring.current(now).level = level
    },
    sum: (what, hours, now) => read(hours, now).reduce((sum, bucket) => sum + bucket[what], 0),
  }
}
