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
}

export function createTidy({ database, commit, clock, limits, erased }: TidyParts): () => Promise<void> {
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

  return async () => {
    const since = (days: number): number => clock.now() - days * DAY_MS
    await forgetIds(since(limits.idDays))
    while (Number(await commit(() => letters.run(since(limits.deadLetterDays), STEP).changes)) === STEP) await turn()
    await commit(() => {
      marks.run(since(limits.erasedDays))
      revs.run(since(limits.revDays))
    })
    erased.forgetBefore(since(limits.erasedDays))
  }
}
