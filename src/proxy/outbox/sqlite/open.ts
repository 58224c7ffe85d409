// The embedded store: one SQLite database in the data folder, one process. Wires its parts and keeps the hours.
import { randomBytes } from 'node:crypto'
import { closeSync, fdatasync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { systemClock, type Clock } from '../../clock.ts'
import { makeFolder } from '../../files/make-folder.ts'
import { createErasedMarks, type ErasedMarks } from '../erased-marks.ts'
import { DEFAULT_STORE_LIMITS, type StoreLimits } from '../store-limits.ts'
import type { Store } from '../store.ts'
import { createTurns } from '../turns.ts'
import { createWatchers } from '../watchers.ts'
import { createAppend } from './append.ts'
import { createCheckpointer } from './checkpointer.ts'
import { createClaimer } from './claim.ts'
import { createSqliteDeadLetters } from './dead-letters.ts'
import { createErase } from './erase.ts'
import { lockFolder } from './folder-lock.ts'
import { diskBytes, freeBytes, type OpenFile } from './free-bytes.ts'
import { createLaneOrder } from './lane-order.ts'
import { groupCommit } from './group-commit.ts'
import { namingFile } from './naming-file.ts'
import { prepareDatabase } from './schema.ts'
import { readStreams } from './streams.ts'
import { createTidy } from './tidy.ts'

const TIDY_EVERY_MS = 3_600_000
/** How long an erasure waits to empty the log while a checkpoint is under way or another program reads it; nothing else waits for locks. */
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
  /** Told once that `sync` failed: from then on nothing is accepted or settled until the store is opened anew. */
  failed?: (error: unknown) => void
  /** Told how many dead letters were deleted because their days are over. */
  expired?: (deadLetters: number) => void
}

const DAMAGED = 'put back a backup of the whole folder, or move the file aside (with its -wal and -shm) to begin with an empty outbox'

const synchronise = promisify(fdatasync)

const openFile = (path: string): OpenFile => ({ path, handle: openSync(path, 'r+') })

/** Throws with one clear line where the folder is in use by another process, or holds a store of another version. */
export function openSqliteStore(options: SqliteStoreOptions): Store {
  const { folder, limits = DEFAULT_STORE_LIMITS, clock = systemClock } = options
  makeFolder(folder, 0o700)
  const unlock = lockFolder(folder)
  const file = join(folder, 'outbox.sqlite')
  const database = namingFile(file, DAMAGED, () => openDatabase(file))
  // Damage may lie deep in the file, and shows only as its tables are read.
  const { streams, lanes, erased, last } = namingFile(file, DAMAGED, () => readTables(database))

  // For synchronising. Closing any handle of a file ends all locks on it, so these are closed last. https://www.sqlite.org/howtocorrupt.html#posix_close_bug
  const opened = [openFile(file), openFile(`${file}-wal`)] as const
  const [tables, log] = opened
  const free = freeBytes(database, options.freeBytes ?? diskBytes(opened, clock), limits.floorBytes)
  const checkpointer = createCheckpointer(database, file, tables.handle)
  const sync = options.sync ?? (() => synchronise(log.handle))
  const { commit, flush, isBroken } = groupCommit({ database, sync, written: checkpointer.committed, failed: options.failed ?? (() => {}) })
  const watching = createWatchers()
  const claimTurns = createTurns()
  let closing: Promise<void> | undefined
  let seq = last
  const shared = { database, commit, streams, lanes, erased, limits, clock, nextSeq: () => ++seq, appended: watching.tell }

  const { append, refusal } = createAppend({ ...shared, freeBytes: free, isOpen: () => closing === undefined && !isBroken() })
  const claimer = createClaimer(shared)
  const tidy = createTidy({ ...shared, expired: options.expired ?? (() => {}) })
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
    for (const { handle } of opened) closeSync(handle)
    unlock()
  }

  return {
    append,
    refusal: (hub) => refusal(hub),
    watch: watching.add,
    claim: async (workspace, _lost, signal) => claimer(workspace, await claimTurns.take(workspace, signal)),
    deadLetters: createSqliteDeadLetters(shared),
    erase: createErase({ ...shared, tell: (workspace) => watching.tell(workspace, 'erased') }),
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
    freeBytes: free,
    tidy,
    close: () => (closing ??= close()),
  }
}

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: LOCK_MS })
  prepareDatabase(database)
  return database
}

/** Tables that a start would not read at all. Only both ends, as they may be gigabytes: damage in between shows later. */
const UNREAD = { ids: 'id', dead: 'letter', revs: 'rowid' }

function readTables(database: DatabaseSync) {
  for (const [table, order] of Object.entries(UNREAD))
    for (const way of ['ASC', 'DESC']) database.prepare(`SELECT * FROM ${table} ORDER BY ${order} ${way} LIMIT 1`).get()
  return {
    streams: readStreams(database),
    lanes: createLaneOrder(database),
    erased: readMarks(database),
    last: Number(database.prepare('SELECT max(seq) AS seq FROM outbox').get()?.['seq'] ?? 0),
  }
}

function readMarks(database: DatabaseSync): ErasedMarks {
  const kept = database.prepare("SELECT secret FROM secrets WHERE name = 'erased'").get()?.['secret'] as Uint8Array | undefined
  const secret = kept ?? randomBytes(32)
  if (!kept) database.prepare("INSERT INTO secrets (name, secret) VALUES ('erased', ?)").run(secret)
  const marks = createErasedMarks(secret)
  for (const row of database.prepare('SELECT mark, erased FROM erased').all()) marks.add(row['mark'] as Uint8Array, Number(row['erased']))
  return marks
}
