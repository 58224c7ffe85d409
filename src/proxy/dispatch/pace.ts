// Pace: one token bucket for each of the workspace's rate limits, and what Braze's own headers leave. In any sliding window capacity + refill × window may pass, so that sum is the limit:
// a bucket that held the whole limit would let through twice as much. Catching up after a late timer would break the sum; there the times of the last requests keep the limit.
import { createDepartures, type Departures } from './departures.ts'
import type { Allowance } from './rate-headers.ts'
import { createUsage, type Usage } from './usage.ts'
import type { Rate } from './workspace.ts'

/** Part of the limit that may go at once; the rest comes as refill. */
const BURST_SHARE = 0.03
/** Half a token above one, so that a timer's lateness costs no refill. */
const BURST_MIN = 1.5

/** Part of a window by which a timer may be late (a busy machine, a slow disk) without loss: what was missed is caught up with. */
const LATE_SHARE = 0.1
/** Requests that catch up arrive less evenly than they went: the window that holds them back is a little longer than the limit's. */
const WINDOW_SLACK = 1.01

/** Braze counts a request when it arrives, this proxy when it goes: its own use is looked at over a somewhat longer window. */
const USAGE_SLACK = 1.1

interface Bucket {
  requests: number
  seconds: number
  usage: Usage
  departures: Departures
  capacity: number
  perMs: number
  tokens: number
  at: number
}

/** One of the workspace's limits, as it stands. `used`: requests that went in the last `seconds`. `requests`: how many may go in that time, fewer where Braze's headers leave fewer. */
export interface PaceWindow extends Rate {
  used: number
}

export interface Pace {
  /** Milliseconds until a request may go, 0 for now. */
  wait(now: number): number
  /** A request will go soon: keeps its token from others. */
  reserve(): void
  /** The reserved request goes now. */
  use(now: number): void
  /** The reserved request does not go after all. */
  release(): void
  /** Nothing goes before then. */
  holdUntil(time: number): void
  /**
   * Braze's latest word on how many more requests it takes for a while; `others` are in flight. May lower the pace, never raise it. If it speaks of
   * a limit that is declared here, it counts only if it knows of more use than this proxy's own: the bucket keeps that limit already.
   */
  limitTo(allowance: Allowance, others: number, now: number): void
  /** The workspace's limits were changed. What was spent stays spent. */
  setRates(rates: readonly Rate[], now: number): void
  /** For the operator's eyes: how much of each limit is in use. */
  windows(now: number): PaceWindow[]
  /** Until when Braze asked to wait; undefined where it did not, or that is over. */
  heldUntil(now: number): number | undefined
}

/** Starts with empty buckets: a process before this one may just have used them. */
export function createPace(rates: readonly Rate[], now: number): Pace {
  let buckets = rates.map((rate) => bucketOf(rate, now))
  let reserved = 0
  let heldUntil = 0
  let allowance: { left: number; reset: number } | undefined
  /** Until when `wait` last said to wait. If it is asked again later than that, a timer was late. */
  let due = Infinity

  /** `late`: milliseconds since the next request could have gone. */
  const refill = (bucket: Bucket, time: number, late = 0): void => {
    const windowMs = bucket.seconds * 1000
    // Who comes back a whole window later had nothing to send.
    const missed = late < windowMs ? Math.min(late, LATE_SHARE * windowMs) : 0
    const room = bucket.capacity + missed * bucket.perMs
    const filled = Math.min(room, bucket.tokens + (time - bucket.at) * bucket.perMs)
    bucket.tokens = Math.max(bucket.tokens, filled)
    bucket.at = time
  }

  return {
    wait(time) {
      const late = Math.max(0, time - due)
      due = Infinity
      if (time < heldUntil) return heldUntil - time
      if (allowance && time >= allowance.reset) allowance = undefined
      if (allowance && allowance.left - reserved < 1) return allowance.reset - time
      let wait = 0
      for (const bucket of buckets) {
        refill(bucket, time, late)
        const missing = 1 + reserved - bucket.tokens
        if (missing > 1e-9) wait = Math.max(wait, missing / bucket.perMs)
        wait = Math.max(wait, bucket.departures.wait(time, reserved))
      }
      if (wait > 0) due = time + wait
      return wait
    },
    reserve() {
      reserved++
    },
    release() {
      reserved--
    },
    use(time) {
      reserved--
      if (allowance) allowance.left--
      for (const bucket of buckets) {
        refill(bucket, time)
        bucket.tokens--
        bucket.usage.add(time)
        bucket.departures.add(time)
      }
    },
    holdUntil(time) {
      heldUntil = Math.max(heldUntil, time)
    },
    limitTo({ limit, remaining, ms }, others, time) {
      const own = buckets.find((bucket) => bucket.requests === limit)
      if (own && remaining >= own.requests - own.usage.count(time)) allowance = undefined
      else allowance = { left: remaining - others, reset: time + ms }
    },
    setRates(next, time) {
      // The same requests went by every limit, whichever others are added, removed or moved: who remembers most tells all.
      const before = buckets.map(({ departures }) => departures.all()).reduce((most, one) => (one.length > most.length ? one : most), [])
      buckets = next.map((rate, index) => {
        const old = buckets[index]
        const fresh = bucketOf(rate, time, before)
        if (old) refill(old, time)
        return { ...fresh, tokens: Math.min(fresh.capacity, old?.tokens ?? 0) }
      })
    },
    windows(time) {
      const left = allowance && time < allowance.reset ? Math.max(0, allowance.left) : Infinity
      return buckets.map(({ requests, seconds, usage }) => {
        const used = Math.min(requests, usage.count(time, seconds * 1000))
        return { used, requests: Math.min(requests, used + left), seconds }
      })
    },
    heldUntil(time) {
      if (allowance && allowance.left < 1 && time < allowance.reset) return Math.max(heldUntil, allowance.reset)
      return time < heldUntil ? heldUntil : undefined
    },
  }
}

function bucketOf({ requests, seconds }: Rate, now: number, before: readonly number[] = []): Bucket {
  const usage = createUsage(seconds * 1000 * USAGE_SLACK)
  for (const time of before) usage.add(time)
  const capacity = Math.max(1, Math.min(Math.max(BURST_MIN, BURST_SHARE * requests), requests / 2))
  // One request per window leaves nothing to refill with: it may go once the whole window has passed.
  const refill = requests > capacity ? requests - capacity : 1
  return {
    requests,
    seconds,
    usage,
    departures: createDepartures(requests, seconds * 1000 * WINDOW_SLACK, before),
    capacity,
    perMs: refill / (seconds * 1000),
    tokens: 0,
    at: now,
  }
}
