// A rate limiter for as many keys as there are people: as `limiter.ts`, but keyed by a hash, in a table of fixed size that the garbage collector never has to walk. When a set is full, the key whose bucket is nearest to full is forgotten.
import type { Allowance } from './limiter.ts'

/** Two independent 32-bit halves of a hash. */
export interface Hashed {
  set: number
  check: number
}

export interface HashedLimiter {
  /** Takes one if it is there. Returns 0, or the seconds until one will be there (then none was taken). `now` as in `limiter.ts`. */
  take(key: Hashed, now: number): number
  /** Gives back one that was just taken. */
  giveBack(key: Hashed): void
}

const WAYS = 4
/** With four ways each: 262,144 people in 3 MB. */
const SETS = 65_536

export function createHashedLimiter(rate: Allowance, sets = SETS): HashedLimiter {
  const interval = 1000 / rate.perSecond
  const tolerance = interval * rate.burst
  const checks = new Uint32Array(sets * WAYS)
  /** For each slot the moment at which its bucket will be full again; 0 for one that was never used. */
  const fullAt = new Float64Array(sets * WAYS)

  /** The slot of this key, or else the one that may be taken over. */
  const slotOf = ({ set, check }: Hashed): { slot: number; known: boolean } => {
    const first = (set % sets) * WAYS
    let slot = first
    for (let way = first; way < first + WAYS; way++) {
      if (checks[way] === check) return { slot: way, known: true }
      if ((fullAt[way] ?? 0) < (fullAt[slot] ?? 0)) slot = way
    }
    return { slot, known: false }
  }

  return {
    take(key, now) {
      const { slot, known } = slotOf(key)
      const full = Math.max(known ? (fullAt[slot] ?? 0) : 0, now)
      const over = full + interval - now - tolerance
      if (over > 1e-6) return over / 1000
      checks[slot] = key.check
      fullAt[slot] = full + interval
      return 0
    },
    giveBack(key) {
      const { slot, known } = slotOf(key)
      if (known) fullAt[slot] = (fullAt[slot] ?? 0) - interval
    },
  }
}
