// The last envelopes' fate: where most of them are refused, something is wrong with all of them, and going on would only fill the dead letters.
import type { Conclusion } from './conclude.ts'

const WINDOW = 200

export interface Refusals {
  /** Counts the envelopes that an answer ended; true once more than half of the last 200 were refused. */
  record(conclusion: Pick<Conclusion, 'settlements' | 'gone'>): boolean
  clear(): void
}

export function countRefusals(): Refusals {
  let last: boolean[] = []
  let refusals = 0
  function add(refused: boolean): void {
    last.push(refused)
    if (refused) refusals++
    if (last.length > WINDOW && last.shift()) refusals--
  }

  return {
    record({ settlements, gone }) {
      const ended = new Set(gone.map(({ seq }) => seq))
      for (const { seq, dead = [] } of settlements) {
        const refused = dead.some(({ reason }) => reason === 'refused')
        if (refused || ended.has(seq)) add(refused)
      }
      return refusals > WINDOW / 2
    },
    clear() {
      last = []
      refusals = 0
    },
  }
}
