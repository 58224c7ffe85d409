// Erasing one person from the embedded store: first the mark that turns late arrivals away, then all rows and dead letters that name her.
import { setImmediate as turn } from 'node:timers/promises'
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../dispatch/clock.ts'
import type { ErasedMarks } from '../erased-marks.ts'
import { personKey } from '../identifiers.ts'
import { named } from '../named.ts'
import type { Stored } from '../named.ts'
import type { Erased, Person } from '../person.ts'
import type { Commit } from './group-commit.ts'
import type { LaneOrder } from './lane-order.ts'
import type { Streams } from './streams.ts'

/** Rows read in one turn of the event loop. */
const CHUNK = 1_000

export interface EraseParts {
  database: DatabaseSync
  commit: Commit
  streams: Streams
  lanes: LaneOrder
  clock: Clock
  erased: ErasedMarks
}

export function erasing({ database, commit, streams, lanes, clock, erased }: EraseParts): (person: Person) => Promise<Erased> {
  const saveMark = database.prepare('INSERT OR REPLACE INTO erased (mark, erased) VALUES (?, ?)')
  const read = {
    outbox: database.prepare('SELECT seq AS number, text FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?'),
    dead: database.prepare('SELECT letter AS number, text FROM dead WHERE letter > ? ORDER BY letter LIMIT ?'),
  }
  const removeRow = database.prepare('DELETE FROM outbox WHERE seq = ? RETURNING stream, lane')
  const unmark = database.prepare('DELETE FROM sending WHERE seq = ?')
  const removeLetter = database.prepare('DELETE FROM dead WHERE letter = ?')

  async function find(table: keyof typeof read, keys: Set<string>): Promise<number[]> {
    const found: number[] = []
    for (let after = 0; ; await turn()) {
      const rows = read[table].all(after, CHUNK) as unknown as Stored[]
      found.push(...named(rows, keys))
      const last = rows.at(-1)
      if (!last || rows.length < CHUNK) return found
      after = last.number
    }
  }

  async function mark(keys: Set<string>): Promise<void> {
    const now = clock.now()
    const marks = [...keys].map((key) => erased.hash(key))
    for (const each of marks) erased.add(each, now)
    await commit(() => {
      for (const each of marks) saveMark.run(each, now)
    })
  }

  return async (person) => {
    const keys = new Set([personKey(person)])
    let rows: number[]
    let letters: number[]
    let known: number
    do {
      known = keys.size
      await mark(keys)
      rows = await find('outbox', keys)
      letters = await find('dead', keys)
    } while (keys.size > known)

    const removed = await commit((undo) => {
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
    })
    for (const stream of removed.streams) streams.byNumber(stream).rows--
    // The log still holds what the tables no longer do.
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    return { waiting: removed.waiting, sending: removed.sending, deadLetters: removed.deadLetters }
  }
}
