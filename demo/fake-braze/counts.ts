// What the stand-in counted since the start or the last reset: for benches, and for tests that compare what was accepted with what arrived.
import type { JournalEntry } from './journal.ts'
import type { Judged } from './judge-request.ts'

export interface Totals {
  requests: number
  /** Objects that were taken. */
  attributes: number
  events: number
  purchases: number
  refused: number
  statuses: Record<string, number>
  firstAt: number
  lastAt: number
}

export interface Counts {
  add(entry: JournalEntry, judged: Judged | undefined): void
  totals(): Totals
  clear(): void
}

export function createCounts(): Counts {
  const zero = (): Totals => ({ requests: 0, attributes: 0, events: 0, purchases: 0, refused: 0, statuses: {}, firstAt: 0, lastAt: 0 })
  let totals = zero()
  return {
    add(entry, judged) {
      totals.requests++
      totals.statuses[entry.status] = (totals.statuses[entry.status] ?? 0) + 1
      for (const { array } of judged?.taken ?? []) totals[array]++
      if (judged) totals.refused += judged.objects - judged.taken.length
      totals.firstAt ||= entry.at
      totals.lastAt = entry.doneAt
    },
    totals: () => ({ ...totals, statuses: { ...totals.statuses } }),
    clear: () => void (totals = zero()),
  }
}
