// Counts over time, for the activity page: rings of buckets for an hour, a day and a week. In memory; the metrics are what an alert is built on.
import type { ActivityBucket } from '../../core/admin.ts'

export type Counted = 'accepted' | 'delivered' | 'refused' | 'deadLetters'

/** Buckets of one span: 60 s for 1 hour, 900 s for 24, 7200 s for 168. */
export const SPANS = { 1: { seconds: 60, buckets: 60 }, 24: { seconds: 900, buckets: 96 }, 168: { seconds: 7200, buckets: 84 } } as const
export type Hours = keyof typeof SPANS

export interface Level {
  pending: number
  oldestSeconds: number
}

export interface Series {
  count(what: Counted, amount: number, now: number): void
  /** What waits now: kept as the current bucket's end. */
  level(level: Level, now: number): void
  /** Oldest first, without gaps, the last one still filling. */
  read(hours: Hours, now: number): ActivityBucket[]
  sum(what: Counted, hours: Hours, now: number): number
}

type Bucket = Omit<ActivityBucket, 'at'>

export function createSeries(): Series {
  const rings = Object.values(SPANS).map((span) => ({ ...span, buckets: new Map<number, Bucket>(), size: span.buckets }))
  const empty = (): Bucket => ({ accepted: 0, delivered: 0, refused: 0, deadLetters: 0, pending: 0, oldestSeconds: 0 })

  const current = (ring: (typeof rings)[number], now: number): Bucket => {
    const index = Math.floor(now / 1000 / ring.seconds)
    let bucket = ring.buckets.get(index)
    if (bucket === undefined) {
      bucket = empty()
      ring.buckets.set(index, bucket)
      for (const old of ring.buckets.keys()) if (old <= index - ring.size) ring.buckets.delete(old)
    }
    return bucket
  }

  const read: Series['read'] = (hours, now) => {
    const ring = rings.find(({ seconds }) => seconds === SPANS[hours].seconds)
    if (ring === undefined) return []
    const last = Math.floor(now / 1000 / ring.seconds)
    let level: Level = { pending: 0, oldestSeconds: 0 }
    return Array.from({ length: ring.size }, (_, offset) => {
      const index = last - ring.size + 1 + offset
      const bucket = ring.buckets.get(index)
      if (bucket !== undefined) level = bucket
      const { pending, oldestSeconds } = level
      return { at: new Date(index * ring.seconds * 1000).toISOString(), ...(bucket ?? empty()), pending, oldestSeconds }
    })
  }

  return {
    read,
    count(what, amount, now) {
      for (const ring of rings) current(ring, now)[what] += amount
    },
    level(level, now) {
      for (const ring of rings) Object.assign(current(ring, now), level)
    },
    sum: (what, hours, now) => read(hours, now).reduce((sum, bucket) => sum + bucket[what], 0),
  }
}
