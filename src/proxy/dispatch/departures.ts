// When the last requests went, as many as a limit allows in one window. Whatever else a pace does: if the limit is n requests, none goes sooner than a window after the n-th before it.

export interface Departures {
  add(now: number): void
  /** Milliseconds until one more may go, if `reserved` others go first. */
  wait(now: number, reserved: number): number
  /** All that are remembered, oldest first. */
  all(): number[]
}

/** @param before those that went already, oldest first: all are kept, for a limit that is lowered may be raised again within its window */
export function createDepartures(requests: number, windowMs: number, before: readonly number[] = []): Departures {
  // A ring: the place that is written next holds the oldest.
  const kept = Math.max(requests, before.length)
  const times = new Float64Array(kept).fill(-Infinity)
  let next = 0
  const add = (now: number): void => {
    times[next] = now
    next = (next + 1) % kept
  }
  before.forEach(add)
  return {
    add,
    wait(now, reserved) {
      const since = now - (times[(next + kept - requests + (reserved % requests)) % kept] ?? -Infinity)
      return Math.max(0, windowMs - since)
    },
    all: () => [...times.subarray(next), ...times.subarray(0, next)],
  }
}
