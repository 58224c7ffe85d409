// Whether Braze is away altogether: failures in a row, of whichever batches. Then one request at a time asks whether it is back, less and less often.
import { backoff } from './backoff.ts'

const FAILURES_IN_A_ROW = 5

export interface Outage {
  /** Undefined while there is none. `until`: when to ask next; `level`: how often it was asked in vain, from 1. */
  readonly current: { level: number; until: number } | undefined
  /** A batch failed; `probe` if it was sent to ask. True if an outage begins with it. */
  failed(probe: boolean, time: number): boolean
  /** Braze answered, whatever it said. True if an outage ends with it. */
  answered(): boolean
  /** Asks at once. */
  askNow(time: number): void
}

export function createOutage(random: () => number): Outage {
  let failures = 0
  let outage: { level: number; until: number } | undefined
  const at = (level: number, time: number) => ({ level, until: time + backoff(level, random) })
  return {
    get current() {
      return outage
    },
    failed(probe, time) {
      failures++
      if (outage) {
        if (probe) outage = at(outage.level + 1, time)
        return false
      }
      if (failures < FAILURES_IN_A_ROW) return false
      outage = at(1, time)
      return true
    },
    answered() {
      failures = 0
      const ended = outage !== undefined
      outage = undefined
      return ended
    },
    askNow(time) {
      if (outage) outage.until = time
    },
  }
}
