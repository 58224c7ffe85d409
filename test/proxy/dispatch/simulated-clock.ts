// A clock that goes only when told to: timers run in their order, and promises between them are let through.
import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../../../src/proxy/clock.ts'

export interface SimulatedClock extends Clock {
  /** Jumps, running no timer. */
  set(now: number): void
  /** Somebody sets it back, or forward where negative: nothing waits longer or shorter than before. */
  setBack(ms: number): void
  /** Goes on by `ms`, running what falls due on the way. */
  advance(ms: number): Promise<void>
  /** Goes on from timer to timer until the condition holds; throws where `limitMs` pass or no timer is left. */
  runUntil(holds: () => boolean | Promise<boolean>, limitMs?: number): Promise<void>
}

interface Timer {
  at: number
  call: () => void
}

/**
 * `settle`: event-loop turns that effects (the store's commit, a fake Braze) may need before time goes on. `idle` resolves once
 * those have ended that take real time.
 */
export function simulatedClock(start = Date.parse('2026-05-04T10:00:00Z'), settle = 6, idle?: () => Promise<void>): SimulatedClock {
  let elapsed = 0
  /** What `now` says, less what has elapsed: this is what setting a clock changes. */
  let epoch = start
  let timers: Timer[] = []

  async function effects(): Promise<void> {
    for (let count = 0; count < settle; count++) {
      await turn()
      await idle?.()
    }
  }

  function fire(until: number): boolean {
    let due: Timer | undefined
    for (const timer of timers) if (timer.at <= until && (!due || timer.at < due.at)) due = timer
    if (!due) return false
    timers = timers.filter((timer) => timer !== due)
    elapsed = Math.max(elapsed, due.at)
    due.call()
    return true
  }

  return {
    now: () => epoch + elapsed,
    elapsed: () => elapsed,
    after(ms, call) {
      const timer = { at: elapsed + Math.max(ms, 0), call }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    set(time) {
      elapsed = time - epoch
    },
    setBack(ms) {
      epoch -= ms
    },
    async advance(ms) {
      const end = elapsed + ms
      do await effects()
      while (fire(end))
      elapsed = end
    },
    async runUntil(holds, limitMs = 86_400_000) {
      const end = elapsed + limitMs
      for (;;) {
        await effects()
        if (await holds()) return
        if (!fire(end)) throw new Error(`nothing left to happen within ${String(limitMs)} ms, and the condition does not hold`)
      }
    },
  }
}
