// The last envelopes' fate: where most of them are refused, something is wrong with all of them, and going on would only fill the dead letters.

const WINDOW = 200

export interface Refusals {
  /** Envelopes that were ended by an answer; true once more than half of the last 200 were refused. */
  record(refused: boolean): boolean
  clear(): void
}

export function countRefusals(): Refusals {
  let last: boolean[] = []
  let refusals = 0
  return {
    record(refused) {
      last.push(refused)
      if (refused) refusals++
      if (last.length > WINDOW && last.shift()) refusals--
      return refusals > WINDOW / 2
    },
    clear() {
      last = []
      refusals = 0
    },
  }
}
