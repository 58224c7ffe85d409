// Deletes what is past its days, in small steps between which the proxy goes on accepting.
import { setImmediate as turn } from 'node:timers/promises'
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../clock.ts'
import type { ErasedMarks } from '../erased-marks.ts'
import type { StoreLimits } from '../store-limits.ts'
import type { Commit } from './group-commit.ts'

const DAY_MS = 86_400_000
const STEP = 1_000

export interface TidyParts {
  database: DatabaseSync
  commit: Commit
  clock: Clock
  limits: StoreLimits
  erased: ErasedMarks
  expired: (deadLetters: number) => void
}

export function createTidy({ database, commit, clock, limits, erased, expired }: TidyParts): () => Promise<void> {
  const ids = database.prepare('SELECT id, hub, accepted FROM ids WHERE id > ? ORDER BY id LIMIT ?')
  const removeId = database.prepare('DELETE FROM ids WHERE id = ? AND hub = ?')
  const letters = database.prepare('DELETE FROM dead WHERE letter IN (SELECT letter FROM dead WHERE died < ? LIMIT ?)')
  const marks = database.prepare('DELETE FROM erased WHERE erased < ?')
  const revs = database.prepare('DELETE FROM revs WHERE kept < ?')

  async function forgetIds(before: number): Promise<void> {
    let after: Uint8Array = new Uint8Array()
    for (;;) {
      await turn()
      if (!database.isOpen) return
      const rows = ids.all(after, STEP)
      const old = rows.filter((row) => Number(row['accepted']) < before)
      if (old.length > 0)
        await commit(() => {
          for (const row of old) removeId.run(row['id'] as Uint8Array, row['hub'] as string)
        })
      if (rows.length < STEP) return
      after = rows.at(-1)?.['id'] as Uint8Array
    }
  }

  /** Returns how many there were. */
  async function dropLetters(before: number): Promise<number> {
    for (let total = 0; ;) {
      const dropped = await commit(() => Number(letters.run(before, STEP).changes))
      total += dropped
      if (dropped < STEP) return total
      await turn()
    }
  }

  return async () => {
    const since = (days: number): number => clock.now() - days * DAY_MS
    await forgetIds(since(limits.idDays))
    const deadLetters = await dropLetters(since(limits.deadLetterDays))
    if (deadLetters > 0) expired(deadLetters)
    await commit(() => {
      marks.run(since(limits.erasedDays))
      revs.run(since(limits.revDays))
    })
    erased.forgetBefore(since(limits.erasedDays))
  }
}
