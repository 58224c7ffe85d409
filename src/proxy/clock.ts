// Time, passed in: the tests' clock is a simulated one.

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls once after `ms`; returns the way to call it off. */
  after(ms: number, call: () => void): () => void
}

export const systemClock: Clock = {
  now: Date.now,
  after(ms, call) {
    const timer = setTimeout(call, ms)
    return () => {
      clearTimeout(timer)
    }
  },
}
