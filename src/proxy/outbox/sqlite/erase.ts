// Erasing one person from the embedded store: first the mark that turns late arrivals away, then all rows and dead letters that name her.
import { setImmediate as turn } from 'node:timers/promises'
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../clock.ts'
import type { ErasedMarks } from '../erased-marks.ts'
import { personKey } from '../identifiers.ts'
import { findNamed, named, type Found, type Stored } from '../named.ts'
import type { Erased, Person } from '../person.ts'
import type { Commit, Undo } from './group-commit.ts'
import type { LaneOrder } from './lane-order.ts'
import type { Streams } from './streams.ts'

const NO_LIMIT = -1

export interface EraseParts {
  database: DatabaseSync
  commit: Commit
  streams: Streams
  lanes: LaneOrder
  clock: Clock
  erased: ErasedMarks
  /** Told of a workspace whose rows were erased. */
  tell: (workspace: string) => void
}

export function createErase({ database, commit, streams, lanes, clock, erased, tell }: EraseParts): (person: Person) => Promise<Erased> {
  const saveMark = database.prepare(
    'INSERT INTO erased (mark, erased) VALUES (?, ?) ON CONFLICT (mark) DO UPDATE SET erased = max(erased, excluded.erased)',
  )
  const read = {
    outbox: database.prepare('SELECT seq AS number, text FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?'),
    dead: database.prepare('SELECT letter AS number, text FROM dead WHERE letter > ? ORDER BY letter LIMIT ?'),
  }
  const removeRow = database.prepare('DELETE FROM outbox WHERE seq = ? RETURNING stream, lane')
  const unmark = database.prepare('DELETE FROM sending WHERE seq = ?')
  const removeLetter = database.prepare('DELETE FROM dead WHERE letter = ?')

  const stored = (table: keyof typeof read, after: number, limit: number): Stored[] => read[table].all(after, limit) as unknown as Stored[]

  /** Other work gets a turn of the event loop between two chunks. */
  const find = (table: keyof typeof read, keys: Set<string>): Promise<Found> =>
    findNamed(async (after, limit) => {
      await turn()
      return stored(table, after, limit)
    }, keys)

  /** Adds what has come since: a letter that was replayed meanwhile is now a new row, and a row that was refused a new letter. */
  const complete = (table: keyof typeof read, { numbers, upTo }: Found, keys: Set<string>): number[] => [
    ...numbers,
    ...named(stored(table, upTo, NO_LIMIT), keys),
  ]

  async function mark(keys: Set<string>): Promise<void> {
    const now = clock.now()
    const marks = [...keys].map((key) => erased.hash(key))
    for (const each of marks) erased.add(each, now)
    await commit(() => {
      for (const each of marks) saveMark.run(each, now)
    })
  }

  function remove(rows: number[], letters: number[], undo: Undo): Erased & { streams: number[] } {
    const result = { waiting: 0, sending: 0, deadLetters: 0, streams: [] as number[] }
    for (const seq of rows) {
      const sending = Number(unmark.run(seq).changes) > 0
      const row = removeRow.get(seq)
      if (!row) continue
      lanes.left(Number(row['lane']), seq, undo)
      result.streams.push(Number(row['stream']))
      result[sending ? 'sending' : 'waiting']++
    }
    for (const letter of letters) result.deadLetters += Number(removeLetter.run(letter).changes)
    return result
  }

  /** Undefined if she turned out to have another profile: then all must be searched again, for that one too. */
  async function search(keys: Set<string>): Promise<ReturnType<typeof remove> | undefined> {
    const known = keys.size
    await mark(keys)
    const letters = await find('dead', keys)
    const rows = await find('outbox', keys)
    return commit((undo) => {
      const all = [complete('outbox', rows, keys), complete('dead', letters, keys)] as const
      return keys.size > known ? undefined : remove(...all, undo)
    })
  }

  return async (person) => {
    const keys = new Set([personKey(person)])
    let removed: ReturnType<typeof remove> | undefined
    while (!removed) removed = await search(keys)

    for (const stream of removed.streams) streams.byNumber(stream).rows--
    for (const stream of new Set(removed.streams)) tell(streams.byNumber(stream).workspace)
    const { waiting, sending, deadLetters } = removed
    return { waiting, sending, deadLetters, ...(!emptyLog() && { inLog: true }) }
  }

  /**
   * The log still holds what was deleted from the tables. Returns false where it cannot be emptied, as on a full disk (which throws) or while
   * somebody else reads the file (which does not): she is erased all the same, so this must not fail the erasure.
   */
  function emptyLog(): boolean {
    try {
      return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0
    } catch {
      return false
    }
  }
}
