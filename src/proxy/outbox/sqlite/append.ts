// Accepting: rows of one request into the outbox and their ids into the table of known ids, in one group commit.
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../dispatch/clock.ts'
import type { ErasedMarks } from '../erased-marks.ts'
import { laneHash } from '../lane-hash.ts'
import { pack } from '../packed.ts'
import { refuse } from '../retry-after.ts'
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
  freeBytes: () => number
  /** Whether the store takes anything at all. */
  isOpen: () => boolean
  nextSeq: () => number
  lanes: LaneOrder
  /** Told of a stream that has new rows on disk. */
  appended: (workspace: string) => void
}

export interface Append {
  append(rows: NewRow[]): Promise<Appended>
  refusal(hub?: string): StoreRefusal | undefined
}

export function appending(parts: AppendParts): Append {
  const { database, streams, limits, clock } = parts
  const insertId = database.prepare('INSERT OR IGNORE INTO ids (id, hub, accepted) VALUES (?, ?, ?)')
  const insertRow = database.prepare(
    'INSERT INTO outbox (seq, id, stream, lane, rule, at, accepted, attributes, events, purchases, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  let uncommitted = 0

  function insert(row: NewRow, stream: Stream, now: number, undo: Undo): Outcome {
    if (parts.erased.covers(row.request, row.at)) return 'erased'
    const id = uuidBytes(row.id)
    if (insertId.run(id, row.hub, now).changes === 0) return 'duplicate'
    const { text, counts } = pack(row.request)
    const [seq, lane] = [parts.nextSeq(), laneHash(row.workspace, row.lane)]
    insertRow.run(seq, id, stream.stream, lane, row.rule, row.at, now, counts[0], counts[1], counts[2], text)
    parts.lanes.joined(lane, seq, undo)
    return 'accepted'
  }

  function refusal(hub?: string, more = 0): StoreRefusal | undefined {
    if (!parts.isOpen()) return 'unavailable'
    if (uncommitted + more > limits.uncommitted) return 'overloaded'
    if (parts.freeBytes() < limits.floorBytes) return 'storage_full'
    if (hub === undefined) return undefined
    return streams.rowsOf(hub) + Math.max(more, 1) > limits.hubRows ? 'quota_reached' : undefined
  }

  return {
    refusal,
    append(rows) {
      const hubs = new Set(rows.map((row) => row.hub))
      for (const hub of hubs) {
        const refused = refusal(hub, rows.length)
        if (refused) return Promise.resolve(refuse(refused))
      }
      let targets: { row: NewRow; stream: Stream }[]
      try {
        targets = rows.map((row) => ({ row, stream: streams.of(row.workspace, row.hub) }))
      } catch (error) {
        return Promise.resolve(refuse(isFull(error) ? 'storage_full' : 'unavailable'))
      }
      const now = clock.now()
      uncommitted += rows.length
      for (const { stream } of targets) stream.rows++
      return parts
        .commit((undo) => targets.map(({ row, stream }) => insert(row, stream, now, undo)))
        .then(
          (outcomes): Appended => {
            uncommitted -= rows.length
            targets.forEach(({ stream }, index) => {
              if (outcomes[index] !== 'accepted') stream.rows--
            })
            for (const workspace of new Set(rows.map((row) => row.workspace))) parts.appended(workspace)
            return { outcomes }
          },
          (error: unknown) => {
            uncommitted -= rows.length
            for (const { stream } of targets) stream.rows--
            return refuse(isFull(error) ? 'storage_full' : 'unavailable')
          },
        )
    },
  }
}

/** SQLITE_FULL, and SQLITE_IOERR_WRITE of a disk that is full: https://www.sqlite.org/rescode.html */
function isFull(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (error.errcode === 13 || error.errcode === 778)
}
