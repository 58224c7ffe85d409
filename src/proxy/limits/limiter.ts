// A rate limiter: so many a second on average, so many at once (GCRA, the leaky bucket as a meter). One number per key, no timers, and a flood of keys cannot fill the memory.
import { createRecentMap } from '../recent-map.ts'

export interface Allowance {
  perSecond: number
  /** Most at once. */
  burst: number
}

export interface Limiter {
  /** Takes one if it is there. Returns 0, or the seconds until one will be there (then none was taken). */
  take(key: string, now: number): number
  /** As `take`, but takes nothing. */
  wait(key: string, now: number): number
}

/** Keys that one limiter remembers; twice as many at most. */
const KEYS = 100_000

/** `now` in milliseconds, of a clock that nobody sets: `Clock.elapsed`. */
export function createLimiter(rate: Allowance, keys = KEYS): Limiter {
  const interval = 1000 / rate.perSecond
  const tolerance = interval * rate.burst
  /** For each key the moment at which its bucket will be full again. */
  const noted = createRecentMap<number>(keys)

  const fullAt = (key: string, now: number): number => Math.max(noted.get(key) ?? 0, now)
  const excess = (full: number, now: number): number => full + interval - now - tolerance

  return {
    wait(key, now) {
      const over = excess(fullAt(key, now), now)
      return over > 1e-6 ? over / 1000 : 0
    },
    take(key, now) {
      const full = fullAt(key, now)
      const over = excess(full, now)
      if (over > 1e-6) return over / 1000
      noted.set(key, full + interval)
      return 0
    },
  }
}
