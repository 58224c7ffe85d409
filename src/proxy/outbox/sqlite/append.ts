// Accepting: rows of one request into the outbox and their ids into the table of known ids, in one group commit.
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../clock.ts'
import { isDiskFull } from '../disk-full.ts'
import type { ErasedMarks } from '../erased-marks.ts'
import { laneHash } from '../lane-hash.ts'
import { pack, type PackedRequest } from '../packed.ts'
import { refusalOf } from '../refusal-of.ts'
import type { StoreLimits } from '../store-limits.ts'
import type { Appended, NewRow, Outcome, StoreRefusal } from '../store.ts'
import { uuidBytes } from '../uuid.ts'
import type { Commit, Undo } from './group-commit.ts'
import type { LaneOrder } from './lane-order.ts'
import type { Stream, Streams } from './streams.ts'

export interface AppendParts {
  database: DatabaseSync
  commit: Commit
  streams: Streams
  erased: ErasedMarks
  limits: StoreLimits
  clock: Clock
  freeBytes: () => number | undefined
  /** Whether the store takes anything at all. */
  isOpen: () => boolean
  nextSeq: () => number
  lanes: LaneOrder
  /** Told of a workspace that has new rows on disk. */
  appended: (workspace: string) => void
}

export interface Append {
  append(rows: NewRow[]): Promise<Appended>
  refusal(hub?: string): StoreRefusal | undefined
}

/** A row ready to be written. It is made while the disk is busy with other rows, not inside the transaction, for which all rows wait. */
interface Prepared {
  row: NewRow
  stream: Stream
  id: Uint8Array
  lane: number
  packed: PackedRequest
}

export function createAppend(parts: AppendParts): Append {
  const { database, streams, limits, clock } = parts
  const insertId = database.prepare('INSERT OR IGNORE INTO ids (id, hub, accepted) VALUES (?, ?, ?)')
  const insertRow = database.prepare(
    'INSERT INTO outbox (seq, id, stream, lane, rule, at, accepted, attributes, events, purchases, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  let uncommitted = 0

  function insert({ row, stream, id, lane, packed }: Prepared, now: number, undo: Undo): Outcome {
    if (parts.erased.covers(row.request, row.at)) return 'erased'
    if (insertId.run(id, row.hub, now).changes === 0) return 'duplicate'
    const { text, counts } = packed
    const seq = parts.nextSeq()
    insertRow.run(seq, id, stream.stream, lane, row.rule, row.at, now, counts[0], counts[1], counts[2], text)
    parts.lanes.joined(lane, seq, undo)
    return 'accepted'
  }

  function refusal(hub?: string, more = 0): StoreRefusal | undefined {
    if (!parts.isOpen()) return 'unavailable'
    const free = parts.freeBytes()
    // The file is gone: what is written to it now would be lost when the process ends.
    if (free === undefined) return 'unavailable'
    const hubRows = hub === undefined ? undefined : streams.rowsOf(hub)
    return refusalOf({ uncommitted, free, hubRows }, more, limits)
  }

  return {
    refusal,
    append(rows) {
      for (const hub of distinct(rows.map((row) => row.hub))) {
        const refused = refusal(hub, rows.length)
        if (refused) return Promise.resolve({ refusal: refused })
      }
      let prepared: Prepared[]
      try {
        prepared = rows.map((row) => prepare(row, streams))
      } catch (error) {
        return Promise.resolve(refusedFor(error))
      }
      const now = clock.now()
      uncommitted += rows.length
      for (const { stream } of prepared) stream.rows++
      return parts
        .commit((undo) => prepared.map((one) => insert(one, now, undo)))
        .then(
          (outcomes): Appended => {
            uncommitted -= rows.length
            prepared.forEach(({ stream }, index) => {
              if (outcomes[index] !== 'accepted') stream.rows--
            })
            for (const workspace of distinct(rows.map((row) => row.workspace))) parts.appended(workspace)
            return { outcomes }
          },
          (error: unknown): Appended => {
            uncommitted -= rows.length
            for (const { stream } of prepared) stream.rows--
            return refusedFor(error)
          },
        )
    },
  }
}

function prepare(row: NewRow, streams: Streams): Prepared {
  const stream = streams.of(row.workspace, row.hub)
  return { row, stream, id: uuidBytes(row.id), lane: laneHash(row.workspace, row.lane), packed: pack(row.request) }
}

/** There is almost always just one name. */
function distinct(names: string[]): Iterable<string> {
  return names.length === 1 ? names : new Set(names)
}

function refusedFor(error: unknown): Appended {
  return { refusal: isDiskFull(error) ? 'storage_full' : 'unavailable' }
}
