// A dispatcher's reads and writes on the embedded store.
import { setImmediate as turn } from 'node:timers/promises'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { Clock } from '../../clock.ts'
import type { Claim, OutboxRow, Settlement } from '../claim.ts'
import { pack } from '../packed.ts'
import { storable } from '../storable.ts'
import { uuidText } from '../uuid.ts'
import type { Commit, Undo } from './group-commit.ts'
import type { LaneOrder } from './lane-order.ts'
import type { Streams } from './streams.ts'

export interface ClaimParts {
  database: DatabaseSync
  commit: Commit
  streams: Streams
  lanes: LaneOrder
  clock: Clock
}

type Columns = Record<string, SQLOutputValue>

const ROW = 'seq, id, stream, lane, accepted, attributes, events, purchases, text'
const NEXT = `
  SELECT ${ROW}, NOT EXISTS (SELECT 1 FROM followers f WHERE f.lane = o.lane AND f.seq = o.seq) AS head
  FROM outbox o WHERE stream = ? AND seq > ? AND seq NOT IN (SELECT seq FROM sending) ORDER BY seq LIMIT ?`

/** Makes the claims of this store: all statements are prepared once. */
export function createClaimer({ database, commit, streams, lanes, clock }: ClaimParts): (workspace: string, release: () => void) => Claim {
  const next = database.prepare(NEXT)
  const bySeq = database.prepare(`SELECT ${ROW} FROM outbox WHERE seq = ?`)
  const found = database.prepare(`SELECT ${ROW} FROM outbox JOIN sending USING (seq) WHERE stream = ? ORDER BY seq LIMIT ?`)
  const mark = database.prepare('INSERT OR IGNORE INTO sending (seq) SELECT seq FROM outbox WHERE seq = ?')
  const marked = database.prepare('SELECT 1 FROM sending WHERE seq = ?')
  const unmark = database.prepare('DELETE FROM sending WHERE seq = ?')
  const bury = database.prepare(`
    INSERT INTO dead (id, stream, lane, rule, at, died, reason, detail, attributes, events, purchases, text)
    SELECT id, stream, lane, rule, at, ?, ?, ?, ?, ?, ?, ? FROM outbox WHERE seq = ?`)
  const shrink = database.prepare('UPDATE outbox SET attributes = ?, events = ?, purchases = ?, text = ? WHERE seq = ?')
  const remove = database.prepare('DELETE FROM outbox WHERE seq = ? RETURNING stream, lane')

  const toRow = (columns: Columns): OutboxRow => ({
    seq: Number(columns['seq']),
    id: uuidText(columns['id'] as Uint8Array),
    hub: streams.byNumber(Number(columns['stream'])).hub,
    lane: Number(columns['lane']),
    accepted: Number(columns['accepted']),
    request: {
      text: columns['text'] as string,
      counts: [Number(columns['attributes']), Number(columns['events']), Number(columns['purchases'])],
    },
  })

  /** `isThere`: the row was not erased meanwhile. `shorter`: the stream that has one row fewer now, if one has. */
  function settleOne({ seq, keep, dead = [] }: Settlement, undo: Undo): { seq: number; isThere: boolean; shorter?: number } {
    for (const { reason, detail, request } of dead) {
      const { text, counts } = pack(request)
      bury.run(clock.now(), reason, storable(detail), ...counts, text, seq)
    }
    const isThere = Number(unmark.run(seq).changes) > 0
    if (keep === 'all') return { seq, isThere }
    if (keep) {
      const { text, counts } = pack(keep)
      shrink.run(...counts, text, seq)
      return { seq, isThere }
    }
    const removed = remove.get(seq)
    if (!removed) return { seq, isThere }
    lanes.left(Number(removed['lane']), seq, undo)
    return { seq, isThere, shorter: Number(removed['stream']) }
  }

  return (workspace, release) => {
    const own = () => streams.all().filter((stream) => stream.workspace === workspace)
    return {
      hubs: async () =>
        own()
          .filter((stream) => stream.rows > 0)
          .map((stream) => stream.hub),
      async next(hub, after, limit) {
        // Where most rows stand behind others of their lanes, hundreds of thousands are looked at in a row: the proxy accepts in between.
        await turn()
        const rows = next.all(streams.of(workspace, hub).stream, after, limit)
        return {
          rows: rows.filter((row) => row['head'] === 1).map(toRow),
          upTo: Number(rows.at(-1)?.['seq'] ?? after),
          end: rows.length < limit,
        }
      },
      async heads(released) {
        const rows = released
          .map((lane) => bySeq.get(lanes.promoted(lane) ?? null))
          .filter((row) => row !== undefined)
          .map(toRow)
        // Only once all were read: after a failed read the caller asks for the same lanes again.
        for (const lane of released) lanes.forget(lane)
        return rows
      },
      async mark(seqs) {
        return commit(() =>
          seqs.filter((seq) => {
            mark.run(seq)
            return marked.get(seq) !== undefined
          }),
        )
      },
      async settle(settlements) {
        const settled = await commit((undo) => settlements.map((settlement) => settleOne(settlement, undo)))
        for (const { shorter } of settled) if (shorter !== undefined) streams.byNumber(shorter).rows--
        return settled.filter(({ isThere }) => isThere).map(({ seq }) => seq)
      },
      sending: async (limit) =>
        own()
          .flatMap((stream) => found.all(stream.stream, limit))
          .slice(0, limit)
          .map(toRow),
      release: async () => {
        release()
      },
    }
  }
}
