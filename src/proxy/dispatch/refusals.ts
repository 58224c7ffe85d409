// The last envelopes' fate: where most of them are refused, something is wrong with all of them, and going on would only fill the dead letters.
import type { Dead } from '../outbox/claim.ts'
import type { Conclusion } from './conclude.ts'

const WINDOW = 200

/** Whether these objects died because Braze refused them, or what they need. */
export const isRefusal = ({ reason }: Dead): boolean => reason === 'refused' || reason === 'unconfirmed'

export interface Refusals {
  /** Counts the envelopes that an answer ended. True once more than half of the last 200 had something refused. */
  record(conclusion: Pick<Conclusion, 'settlements' | 'gone'>): boolean
  clear(): void
}

export function createRefusals(): Refusals {
  let last: boolean[] = []
  let refusals = 0
  function add(refused: boolean): void {
    last.push(refused)
    if (refused) refusals++
    if (last.length > WINDOW && last.shift()) refusals--
  }

  return {
    record({ settlements, gone }) {
      const before = new Map(gone.map(({ seq, wasRefused = false }) => [seq, wasRefused]))
      for (const { seq, dead = [] } of settlements) {
        const wasRefused = before.get(seq)
        if (wasRefused !== undefined) add(wasRefused || dead.some(isRefusal))
      }
      return refusals > WINDOW / 2
    },
    clear() {
      last = []
      refusals = 0
    },
  }
}
