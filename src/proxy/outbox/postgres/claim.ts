// A dispatcher's side of the shared store. Everything goes over the one connection that holds the workspace's lock: a dispatcher that has lost the lock can write nothing.
import { hash } from 'node:crypto'
import type { ClientConfig } from 'pg'
import { pass, type Clock } from '../../clock.ts'
import type { Claim, Settlement } from '../claim.ts'
import { pack } from '../packed.ts'
import { storable } from '../storable.ts'
import { openConnection, type Connection } from './connection.ts'
import type { HubCounts } from './hub-counts.ts'
import { ROW, toRow, type RowColumns } from './row.ts'
import { LOCK, WRITE_NOTHING } from './schema.ts'

const TRY_AGAIN_MS = 500

const HUBS = `
  WITH RECURSIVE found AS (
    (SELECT hub FROM komo_braze.outbox WHERE workspace = $1 ORDER BY hub LIMIT 1)
    UNION ALL
    SELECT (SELECT hub FROM komo_braze.outbox WHERE workspace = $1 AND hub > found.hub ORDER BY hub LIMIT 1) FROM found WHERE found.hub IS NOT NULL
  ) SELECT hub FROM found WHERE hub IS NOT NULL`
const NEXT = `
  SELECT ${ROW}, NOT EXISTS (SELECT 1 FROM komo_braze.outbox before WHERE before.lane = o.lane AND before.seq < o.seq) AS head
  FROM komo_braze.outbox o
  WHERE workspace = $1 AND hub = $2 AND seq > $3 AND NOT EXISTS (SELECT 1 FROM komo_braze.sending s WHERE s.seq = o.seq) ORDER BY seq LIMIT $4`
/** One look into the index for each lane: a person may have many thousands of rows, and reading them all for each one sent would keep the whole workspace waiting. */
const HEADS = `
  SELECT first.* FROM unnest($1::bigint[]) AS released (released_lane)
  CROSS JOIN LATERAL (SELECT ${ROW} FROM komo_braze.outbox WHERE lane = released_lane ORDER BY seq LIMIT 1) AS first`
const MARK = `
  WITH there AS (SELECT seq FROM komo_braze.outbox WHERE seq = ANY($1::bigint[])),
  marked AS (INSERT INTO komo_braze.sending SELECT seq FROM there ON CONFLICT DO NOTHING)
  SELECT seq FROM there ORDER BY seq`
const SETTLE = `
  WITH buried AS (
    INSERT INTO komo_braze.dead (id, hub, workspace, lane, rule, at, died, reason, detail, attributes, events, purchases, text)
    SELECT o.id, o.hub, o.workspace, o.lane, o.rule, o.at, $1, d.reason, d.detail, d.attributes, d.events, d.purchases, d.text
    FROM jsonb_to_recordset($2::jsonb) AS d (seq bigint, reason text, detail text, attributes integer, events integer, purchases integer, text text)
    JOIN komo_braze.outbox o USING (seq)
  ),
  unmarked AS (DELETE FROM komo_braze.sending WHERE seq = ANY($3::bigint[]) RETURNING seq),
  shrunk AS (
    UPDATE komo_braze.outbox o SET attributes = k.attributes, events = k.events, purchases = k.purchases, text = k.text
    FROM jsonb_to_recordset($4::jsonb) AS k (seq bigint, attributes integer, events integer, purchases integer, text text) WHERE o.seq = k.seq
  ),
  gone AS (DELETE FROM komo_braze.outbox WHERE seq = ANY($5::bigint[]) RETURNING seq, hub)
  SELECT seq, gone.hub FROM unmarked LEFT JOIN gone USING (seq)`
const SENDING = `SELECT ${ROW} FROM komo_braze.outbox JOIN komo_braze.sending USING (seq) WHERE workspace = $1 ORDER BY seq LIMIT $2`

export interface ClaimParts {
  config: ClientConfig
  clock: Clock
  counts: HubCounts
}

/** Waits for the workspace's lock. Rejects with the signal's reason, or where the database cannot be reached or written. */
export async function claimWorkspace(
  parts: ClaimParts,
  workspace: string,
  lost: () => void,
  signal?: AbortSignal,
  standsBy: () => void = () => {},
): Promise<Claim> {
  const connection = await openConnection(parts.config)
  try {
    await takeLock(connection, workspace, parts.clock, signal, standsBy)
    // A standby server of PostgreSQL gives the lock too, and this claim would hold it, useless, for as long as the connection lasts.
    await connection.query({ text: WRITE_NOTHING })
  } catch (error) {
    await connection.end()
    throw error
  }
  let released = false
  void connection.ended.then(() => {
    if (!released) lost()
  })
  const query = <Row extends object>(name: string, text: string, values: unknown[]): Promise<Row[]> =>
    connection.query<Row>({ name, text, values })

  return {
    hubs: async () => (await query<{ hub: string }>('hubs', HUBS, [workspace])).map(({ hub }) => hub),
    async next(hub, after, limit) {
      const rows = await query<RowColumns & { head: boolean }>('next', NEXT, [workspace, hub, after, limit])
      return { rows: rows.filter(({ head }) => head).map(toRow), upTo: Number(rows.at(-1)?.seq ?? after), end: rows.length < limit }
    },
    heads: async (lanes) => (await query<RowColumns>('heads', HEADS, [lanes])).map(toRow),
    mark: async (seqs) => (await query<{ seq: string }>('mark', MARK, [seqs])).map(({ seq }) => Number(seq)),
    async settle(settlements) {
      const there = await query<{ seq: string; hub: string | null }>('settle', SETTLE, [parts.clock.now(), ...settleValues(settlements)])
      for (const { hub } of there) if (hub !== null) parts.counts.add(hub, -1)
      return there.map(({ seq }) => Number(seq))
    },
    sending: async (limit) => (await query<RowColumns>('sending', SENDING, [workspace, limit])).map(toRow),
    async release() {
      released = true
      await connection.end()
    },
  }
}

async function takeLock(
  connection: Connection,
  workspace: string,
  clock: Clock,
  signal: AbortSignal | undefined,
  standsBy: () => void,
): Promise<void> {
  const key = hash('sha256', workspace, 'buffer').readInt32BE(0)
  for (let isFirst = true; ; isFirst = false) {
    signal?.throwIfAborted()
    const [answer] = await connection.query<{ held: boolean }>({
      text: 'SELECT pg_try_advisory_lock($1, $2) AS held',
      values: [LOCK.dispatch, key],
    })
    if (answer?.held) return
    if (isFirst) standsBy()
    await pass(clock, TRY_AGAIN_MS, signal)
  }
}

function settleValues(settlements: Settlement[]): unknown[] {
  const dead = settlements.flatMap(({ seq, dead = [] }) =>
    dead.map(({ reason, detail, request }) => ({ seq, reason, detail: storable(detail), ...columns(pack(request)) })),
  )
  const shrunk = settlements.flatMap(({ seq, keep }) => (typeof keep === 'object' ? [{ seq, ...columns(pack(keep)) }] : []))
  const gone = settlements.filter(({ keep }) => keep === undefined).map(({ seq }) => seq)
  return [JSON.stringify(dead), settlements.map(({ seq }) => seq), JSON.stringify(shrunk), gone]
}

function columns({ text, counts: [attributes, events, purchases] }: ReturnType<typeof pack>): object {
  return { text, attributes, events, purchases }
}
