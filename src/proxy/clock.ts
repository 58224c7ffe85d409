// Time, passed in: the tests' clock is a simulated one.

export interface Clock {
  /** Milliseconds since the epoch. Jumps forward or back when the system's clock is set. */
  now(): number
  /** Milliseconds since some fixed moment. It never jumps, so waits and measurements go by it. */
  elapsed(): number
  /** Calls once after `ms`; returns the way to call it off. */
  after(ms: number, call: () => void): () => void
}

/** Resolves after `ms`, or as soon as the signal gives up. */
export function pass(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      signal?.removeEventListener('abort', end)
      cancel()
      resolve()
    }
    const cancel = clock.after(ms, end)
    if (signal?.aborted) end()
    signal?.addEventListener('abort', end)
  })
}

/** A timer of more milliseconds goes off at once. */
const TIMER_MAX_MS = 2 ** 31 - 1

export const systemClock: Clock = {
  now: Date.now,
  elapsed: () => performance.now(),
  after(ms, call) {
    let timer: NodeJS.Timeout
    const wait = (left: number): void => {
      const rest = left - TIMER_MAX_MS
      timer = rest > 0 ? setTimeout(wait, TIMER_MAX_MS, rest) : setTimeout(call, left)
    }
    wait(ms)
    return () => {
      clearTimeout(timer)
    }
  },
}
