// Erasing one person from the shared store; the other proxies hear of the marks at once.
import type { Pool } from 'pg'
import type { Clock } from '../../dispatch/clock.ts'
import type { ErasedMarks } from '../erased-marks.ts'
import { personKey } from '../identifiers.ts'
import { named } from '../named.ts'
import type { Erased, Person } from '../person.ts'
import type { HubCounts } from './hub-counts.ts'
import { LOCK } from './schema.ts'
import { standstill } from './standstill.ts'

/** Told with the mark in hex, a space, and when. */
export const ERASED_CHANNEL = 'komo_braze_erased'

const CHUNK = 1_000
const READ = {
  outbox: 'SELECT seq AS number, text FROM komo_braze.outbox WHERE seq > $1 ORDER BY seq LIMIT $2',
  dead: 'SELECT letter AS number, text FROM komo_braze.dead WHERE letter > $1 ORDER BY letter LIMIT $2',
}
const MARK = `
  WITH marked AS (
    INSERT INTO komo_braze.erased (mark, erased) VALUES ($1, $2) ON CONFLICT (mark) DO UPDATE SET erased = excluded.erased RETURNING mark, erased
  ) SELECT pg_notify('${ERASED_CHANNEL}', encode(mark, 'hex') || ' ' || erased) FROM marked`
const REMOVE = {
  outbox: 'DELETE FROM komo_braze.outbox WHERE seq = ANY($1::bigint[]) RETURNING hub',
  sending: 'DELETE FROM komo_braze.sending WHERE seq = ANY($1::bigint[])',
  dead: 'DELETE FROM komo_braze.dead WHERE letter = ANY($1::bigint[])',
}

export function erasing(pool: Pool, clock: Clock, marks: ErasedMarks, counts: HubCounts): (person: Person) => Promise<Erased> {
  async function find(table: keyof typeof READ, keys: Set<string>): Promise<number[]> {
    const found: number[] = []
    for (let after = 0; ;) {
      const { rows } = await pool.query<{ number: string; text: string }>(READ[table], [after, CHUNK])
      const stored = rows.map(({ number, text }) => ({ number: Number(number), text }))
      found.push(...named(stored, keys))
      const last = stored.at(-1)
      if (!last || rows.length < CHUNK) return found
      after = last.number
    }
  }

  async function mark(keys: Set<string>): Promise<void> {
    const now = clock.now()
    for (const key of keys) {
      const hashed = marks.hash(key)
      marks.add(hashed, now)
      await pool.query(MARK, [hashed, now])
    }
    // Rows that are being accepted are not seen yet: what began before the marks has to end first.
    await pool.query('SELECT pg_advisory_xact_lock($1)', [LOCK.append])
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

    const { hubs, sending, deadLetters } = await standstill(pool, async (client) => ({
      hubs: (await client.query<{ hub: string }>(REMOVE.outbox, [rows])).rows.map(({ hub }) => hub),
      sending: (await client.query(REMOVE.sending, [rows])).rowCount ?? 0,
      deadLetters: (await client.query(REMOVE.dead, [letters])).rowCount ?? 0,
    }))
    for (const hub of hubs) counts.add(hub, -1)
    return { waiting: hubs.length - sending, sending, deadLetters }
  }
}
