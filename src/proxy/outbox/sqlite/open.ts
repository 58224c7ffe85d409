// The embedded store: one SQLite database in the data folder, one process. Wires its parts and keeps the hours.
import { randomBytes } from 'node:crypto'
import { closeSync, fdatasync, mkdirSync, openSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import type { Clock } from '../../dispatch/clock.ts'
import { systemClock } from '../../dispatch/clock.ts'
import { erasedMarks } from '../erased-marks.ts'
import type { ErasedMarks } from '../erased-marks.ts'
import { DEFAULT_STORE_LIMITS } from '../store-limits.ts'
import type { StoreLimits } from '../store-limits.ts'
import type { Store } from '../store.ts'
import { turns } from '../turns.ts'
import { watchers } from '../watchers.ts'
import { appending } from './append.ts'
import { createCheckpointer } from './checkpointer.ts'
import { claiming } from './claim.ts'
import { sqliteDeadLetters } from './dead-letters.ts'
import { erasing } from './erase.ts'
import { lockFolder } from './folder-lock.ts'
import { laneOrder } from './lane-order.ts'
import { groupCommit } from './group-commit.ts'
import { prepareDatabase } from './schema.ts'
import { readStreams } from './streams.ts'
import { tidying } from './tidy.ts'

const TIDY_EVERY_MS = 3_600_000
const FREE_MS = 250
/** How long an erasure waits for a checkpoint that is under way; nothing else waits for locks. */
const LOCK_MS = 10_000

export interface SqliteStoreOptions {
  /** The data folder; made if it is not there. */
  folder: string
  limits?: StoreLimits
  clock?: Clock
  /** Bytes free where the folder lies; default: asked of the file system. */
  freeBytes?: () => number
  /** Brings the write-ahead log to the disk; default: fdatasync. */
  sync?: () => Promise<void>
  /** Told once that it could not be: from then on nothing is taken and nothing given until the store is opened anew. */
  failed?: (error: unknown) => void
}

const synchronise = promisify(fdatasync)

/** Throws with one clear line where the folder is in use by another process, or holds a store of another version. */
export function openSqliteStore(options: SqliteStoreOptions): Store {
  const { folder, limits = DEFAULT_STORE_LIMITS, clock = systemClock } = options
  const freeBytes = options.freeBytes ?? freeBytesOf(folder, clock)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(folder)
  const file = join(folder, 'outbox.sqlite')
  const database = new DatabaseSync(file, { timeout: LOCK_MS })
  prepareDatabase(database)

  // For synchronising. A file's locks end when any of its handles is closed: these are closed last. https://www.sqlite.org/howtocorrupt.html#posix_close_bug
  const [tables, log] = [openSync(file, 'r+'), openSync(`${file}-wal`, 'r+')]
  const checkpointer = createCheckpointer(database, file, tables)
  const sync = options.sync ?? (() => synchronise(log))
  const { commit, flush, isBroken } = groupCommit({ database, sync, written: checkpointer.committed, failed: options.failed ?? (() => {}) })
  const streams = readStreams(database)
  const lanes = laneOrder(database)
  const erased = readMarks(database)
  const watching = watchers()
  const claimTurns = turns()
  let closing: Promise<void> | undefined
  let seq = Number(database.prepare('SELECT max(seq) AS seq FROM outbox').get()?.['seq'] ?? 0)
  const shared = { database, commit, streams, lanes, erased, limits, clock, nextSeq: () => ++seq, appended: watching.tell }

  const { append, refusal } = appending({ ...shared, freeBytes, isOpen: () => closing === undefined && !isBroken() })
  const toClaim = claiming(shared)
  const tidy = tidying(shared)
  const oldest = database.prepare('SELECT accepted FROM outbox WHERE stream = ? ORDER BY seq LIMIT 1')
  const saveRev = database.prepare('INSERT OR REPLACE INTO revs (hub, rev, declaration, kept) VALUES (?, ?, ?, ?)')
  const readRev = database.prepare('SELECT declaration FROM revs WHERE hub = ? AND rev = ?')

  let cancelTidy = clock.after(TIDY_EVERY_MS, tidyHourly)
  function tidyHourly(): void {
    // A step that cannot be written now is done in an hour.
    tidy().catch(() => {})
    cancelTidy = clock.after(TIDY_EVERY_MS, tidyHourly)
  }

  async function close(): Promise<void> {
    cancelTidy()
    await checkpointer.stop()
    await flush()
    database.close()
    for (const handle of [tables, log]) closeSync(handle)
    unlock()
  }

  return {
    append,
    refusal: (hub) => refusal(hub),
    watch: watching.add,
    claim: async (workspace, _lost, signal) => toClaim(workspace, await claimTurns.take(workspace, signal)),
    deadLetters: sqliteDeadLetters(shared),
    erase: erasing(shared),
    keepRev: async (hub, rev, declaration) => {
      await commit(() => saveRev.run(hub, rev, declaration, clock.now()))
    },
    revOf: async (hub, rev) => readRev.get(hub, rev)?.['declaration'] as string | undefined,
    waiting: async () =>
      streams
        .all()
        .filter(({ rows }) => rows > 0)
        .map(({ stream, workspace, hub, rows }) => ({
          workspace,
          hub,
          rows,
          oldest: Number(oldest.get(stream)?.['accepted'] ?? clock.now()),
        })),
    freeBytes,
    tidy,
    close: () => (closing ??= close()),
  }
}

/** Asked of the file system a few times a second at most: it stands on every submission's way. */
function freeBytesOf(folder: string, clock: Clock): () => number {
  let [free, until] = [0, -Infinity]
  return () => {
    if (clock.now() >= until || clock.now() < until - FREE_MS) {
      const { bavail, bsize } = statfsSync(folder)
      ;[free, until] = [bavail * bsize, clock.now() + FREE_MS]
    }
    return free
  }
}

function readMarks(database: DatabaseSync): ErasedMarks {
  const kept = database.prepare("SELECT secret FROM secrets WHERE name = 'erased'").get()?.['secret'] as Uint8Array | undefined
  const secret = kept ?? randomBytes(32)
  if (!kept) database.prepare("INSERT INTO secrets (name, secret) VALUES ('erased', ?)").run(secret)
  const marks = erasedMarks(secret)
  for (const row of database.prepare('SELECT mark, erased FROM erased').all()) marks.add(row['mark'] as Uint8Array, Number(row['erased']))
  return marks
}
