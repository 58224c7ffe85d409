// The embedded store's database for histories: one process at a time, on a disk that synchronises slowly and can lose what it had not.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openSqliteStore } from '../../../../src/proxy/outbox/sqlite/open.ts'
import type { Store } from '../../../../src/proxy/outbox/store.ts'
import type { SimulatedClock } from '../simulated-clock.ts'
import type { Database, Disk, Letter, Life } from './database.ts'

const SYNC_MS = 2

export function createSqliteDatabase(clock: SimulatedClock): Database {
  const root = mkdtempSync(join(tmpdir(), 'komo-braze-'))
  const disk: Disk = { isFull: false, fails: false, busy: 0 }
  let lives = 0
  let synced = 0
  let store: Store
  /** Another connection. */
  let look: DatabaseSync

  const folder = (): string => join(root, String(lives))
  const logBytes = (): number => statSync(join(folder(), 'outbox.sqlite-wal')).size

  async function sync(own: Life): Promise<void> {
    const bytes = logBytes()
    disk.busy++
    await new Promise<void>((resolve) => clock.after(SYNC_MS, resolve))
    if (own.isAlive) disk.busy--
    if (disk.fails) throw new Error('the disk is gone')
    if (own.isAlive) synced = bytes
  }

  async function close(): Promise<void> {
    look.close()
    const closed = store.close()
    // What waits for the disk is written; the thread that moves the log ends in its own time, which this clock does not know.
    await clock.advance(25 * SYNC_MS)
    await closed
  }

  async function mendStatements(): Promise<void> {
    look.exec('DROP TRIGGER IF EXISTS broken')
  }

  return {
    disk,
    async open(life, own) {
      Object.assign(disk, { fails: false, busy: 0 })
      store = openSqliteStore({ folder: folder(), clock: own, freeBytes: () => (disk.isFull ? 0 : 1e12), sync: () => sync(life) })
      look = new DatabaseSync(join(folder(), 'outbox.sqlite'))
      synced = logBytes()
      return store
    },
    close,
    async kill(_life, power) {
      const [from, log] = [folder(), Math.min(synced, logBytes())]
      lives++
      mkdirSync(folder())
      for (const file of ['outbox.sqlite', 'outbox.sqlite-wal']) copyFileSync(join(from, file), join(folder(), file))
      if (power) truncateSync(join(folder(), 'outbox.sqlite-wal'), log)
      await close()
    },
    cut: () => Promise.resolve(),
    async kept() {
      const rows = look
        .prepare('SELECT text FROM outbox')
        .all()
        .map(({ text }) => String(text))
      const letters = look.prepare('SELECT workspace, reason, text FROM dead JOIN streams USING (stream) ORDER BY letter').all()
      return { rows, letters: letters as unknown as Letter[] }
    },
    async waiting(workspace) {
      return Number(
        look.prepare('SELECT count(*) AS rows FROM outbox JOIN streams USING (stream) WHERE workspace = ?').get(workspace)?.['rows'],
      )
    },
    async marked(workspace) {
      const rows = look.prepare('SELECT text FROM outbox JOIN sending USING (seq) JOIN streams USING (stream) WHERE workspace = ?')
      return rows.all(workspace).map(({ text }) => String(text))
    },
    async breakStatements(when) {
      await mendStatements()
      look.exec(`CREATE TRIGGER broken AFTER ${when} BEGIN SELECT RAISE(ABORT, 'broken'); END`)
    },
    mendStatements,
    async remove() {
      rmSync(root, { recursive: true })
    },
  }
}
