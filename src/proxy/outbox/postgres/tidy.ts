// Deletes what is past its days from the shared store. Every proxy does it; what one has deleted the next does not find.
import type { Pool } from 'pg'
import type { Clock } from '../../clock.ts'
import type { ErasedMarks } from '../erased-marks.ts'
import type { StoreLimits } from '../store-limits.ts'

const DAY_MS = 86_400_000
const STEP = 5_000

export interface TidyParts {
  pool: Pool
  clock: Clock
  limits: StoreLimits
  erased: ErasedMarks
  expired: (deadLetters: number) => void
}

export function createTidy({ pool, clock, limits, erased, expired }: TidyParts): () => Promise<void> {
  /** Returns how many there were. */
  async function remove(table: string, column: string, before: number): Promise<number> {
    const sql = `DELETE FROM komo_braze.${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM komo_braze.${table} WHERE ${column} < $1 LIMIT ${String(STEP)}))`
    for (let total = 0; ;) {
      const { rowCount } = await pool.query(sql, [before])
      total += rowCount ?? 0
      if (rowCount !== STEP) return total
    }
  }
  return async () => {
    const since = (days: number): number => clock.now() - days * DAY_MS
    const deadLetters = await remove('dead', 'died', since(limits.deadLetterDays))
    if (deadLetters > 0) expired(deadLetters)
    await remove('erased', 'erased', since(limits.erasedDays))
    await remove('revs', 'kept', since(limits.revDays))
    erased.forgetBefore(since(limits.erasedDays))
    // The largest table last: if it takes too long, the people in dead letters are gone all the same.
    await remove('ids', 'accepted', since(limits.idDays))
  }
}
