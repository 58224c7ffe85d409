// When the last requests went, as many as a limit allows in one window: whatever else a pace does, the next one goes no sooner than a window after the one that many before it.

export interface Departures {
  add(now: number): void
  /** Milliseconds until one more may go, if `reserved` others go first. */
  wait(now: number, reserved: number): number
  /** The newest `count`, oldest first. */
  last(count: number): number[]
}

/** @param before those that went already, oldest first */
export function createDepartures(requests: number, windowMs: number, before: readonly number[] = []): Departures {
  // A ring: the place that is written next holds the one `requests` before it.
  const times = new Float64Array(requests).fill(-Infinity)
  let next = 0
  const add = (now: number): void => {
    times[next] = now
    next = (next + 1) % requests
  }
  before.forEach(add)
  return {
    add,
    wait(now, reserved) {
      const since = now - (times[(next + reserved) % requests] ?? -Infinity)
      return Math.max(0, windowMs - since)
    },
    last: (count) =>
      Array.from({ length: Math.min(count, requests) }, (_, index) => times.at(next - Math.min(count, requests) + index) ?? -Infinity),
  }
}
