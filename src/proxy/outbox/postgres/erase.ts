// Erasing one person from the shared store. Every proxy learns of the marks with the next rows that it stores.
import type { Pool, PoolClient } from 'pg'
import type { Clock } from '../../clock.ts'
import type { ErasedMarks } from '../erased-marks.ts'
import { personKey } from '../identifiers.ts'
import { findNamed, named, type Found, type Stored } from '../named.ts'
import type { Erased, Person } from '../person.ts'
import type { HubCounts } from './hub-counts.ts'
import { standstill } from './standstill.ts'

/** The channel on which proxies tell one another of erased rows; the payload is the workspace. */
export const REMOVED_CHANNEL = 'komo_braze_removed'

const NO_LIMIT = null
const READ = {
  outbox: 'SELECT seq AS number, text FROM komo_braze.outbox WHERE seq > $1 ORDER BY seq LIMIT $2',
  dead: 'SELECT letter AS number, text FROM komo_braze.dead WHERE letter > $1 ORDER BY letter LIMIT $2',
}
const NEWEST_LETTER = 'SELECT coalesce(max(letter), 0) AS newest FROM komo_braze.dead'
const MARK = `
  INSERT INTO komo_braze.erased AS known (mark, erased) VALUES ($1, $2)
  ON CONFLICT (mark) DO UPDATE SET erased = greatest(known.erased, excluded.erased)`
const NEXT_GENERATION = "SELECT nextval('komo_braze.erasures')"
const REMOVE = {
  outbox: 'DELETE FROM komo_braze.outbox WHERE seq = ANY($1::bigint[]) RETURNING hub, workspace',
  sending: 'DELETE FROM komo_braze.sending WHERE seq = ANY($1::bigint[])',
  dead: 'DELETE FROM komo_braze.dead WHERE letter = ANY($1::bigint[])',
}
const TELL = `SELECT pg_notify('${REMOVED_CHANNEL}', $1)`

interface Removed {
  rows: { hub: string; workspace: string }[]
  sending: number
  deadLetters: number
}

export function createErase(pool: Pool, clock: Clock, marks: ErasedMarks, counts: HubCounts): (person: Person) => Promise<Erased> {
  /** Returns the newest letter. Whatever was accepted without these marks is visible once this resolves. */
  async function mark(keys: Set<string>): Promise<number> {
    const now = clock.now()
    for (const key of keys) await pool.query(MARK, [marks.hash(key), now])
    return standstill(pool, async (client) => {
      await client.query(NEXT_GENERATION)
      return Number((await client.query<{ newest: string }>(NEWEST_LETTER)).rows[0]?.newest)
    })
  }

  const find = (table: keyof typeof READ, keys: Set<string>): Promise<Found> =>
    findNamed((after, limit) => stored(pool, table, after, limit), keys)

  /** Undefined if she turned out to have another profile: then all must be searched again, for that one too. */
  async function search(keys: Set<string>): Promise<Removed | undefined> {
    const known = keys.size
    const newest = await mark(keys)
    const letters = await find('dead', keys)
    const rows = await find('outbox', keys)
    return standstill(pool, async (client) => {
      // A letter that was replayed meanwhile is now a new row, and a row that was refused a new letter. Letters become visible in any order, so all since the marks are read.
      rows.numbers.push(...named(await stored(client, 'outbox', rows.upTo, NO_LIMIT), keys))
      letters.numbers.push(...named(await stored(client, 'dead', newest, NO_LIMIT), keys))
      return keys.size > known ? undefined : remove(client, rows.numbers, letters.numbers)
    })
  }

  return async (person) => {
    const keys = new Set([personKey(person)])
    let removed: Removed | undefined
    while (!removed) removed = await search(keys)

    const { rows, sending, deadLetters } = removed
    for (const { hub } of rows) counts.add(hub, -1)
    return { waiting: rows.length - sending, sending, deadLetters }
  }
}

async function stored(database: Pool | PoolClient, table: keyof typeof READ, after: number, limit: number | null): Promise<Stored[]> {
  const { rows } = await database.query<{ number: string; text: string }>(READ[table], [after, limit])
  return rows.map(({ number, text }) => ({ number: Number(number), text }))
}

async function remove(client: PoolClient, rows: number[], letters: number[]): Promise<Removed> {
  const removed = (await client.query<{ hub: string; workspace: string }>(REMOVE.outbox, [rows])).rows
  // In the same transaction: of rows that are gone every proxy is told, even if this one's connection breaks.
  for (const workspace of new Set(removed.map((row) => row.workspace))) await client.query(TELL, [workspace])
  return {
    rows: removed,
    sending: (await client.query(REMOVE.sending, [rows])).rowCount ?? 0,
    deadLetters: (await client.query(REMOVE.dead, [letters])).rowCount ?? 0,
  }
}
