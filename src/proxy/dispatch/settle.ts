// Writes what became of a batch's rows, and does not end before that is on disk: a row that is not recorded as sent would be sent again.
import { pass } from '../clock.ts'
import type { Settlement } from '../outbox/claim.ts'
import type { Running } from './running.ts'

const AGAIN_MS = 1_000

/**
 * Returns the settlements of the rows that were still there, the others having been erased meanwhile. Undefined where a stop ended the trying:
 * the rows stay marked, and the next dispatcher treats them as ambiguous, except for what this one still knows of them.
 */
export async function settle(settlements: Settlement[], running: Running): Promise<Settlement[] | undefined> {
  for (;;) {
    try {
      const there = new Set(await running.storage.claim.settle(settlements))
      return settlements.filter(({ seq }) => there.has(seq))
    } catch {
      if (running.isStopped) {
        running.unrecorded.push(...settlements)
        return undefined
      }
      await pass(running.clock, AGAIN_MS)
    }
  }
}
