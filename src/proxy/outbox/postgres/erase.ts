// Erasing one person from the shared store; the other proxies hear of the marks at once.
import type { Pool } from 'pg'
import type { Clock } from '../../dispatch/clock.ts'
import type { ErasedMarks } from '../erased-marks.ts'
import { personKey } from '../identifiers.ts'
import { named } from '../named.ts'
import type { Erased, Person } from '../person.ts'
import type { HubCounts } from './hub-counts.ts'
import { LOCK } from './schema.ts'

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
const REMOVE = `
  WITH unmarked AS (DELETE FROM komo_braze.sending WHERE seq = ANY($1::bigint[]) RETURNING seq)
  DELETE FROM komo_braze.outbox o WHERE seq = ANY($1::bigint[]) RETURNING hub, EXISTS (SELECT 1 FROM unmarked WHERE unmarked.seq = o.seq) AS sending`

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

    const removed = await pool.query<{ hub: string; sending: boolean }>(REMOVE, [rows])
    const { rowCount } = await pool.query('DELETE FROM komo_braze.dead WHERE letter = ANY($1::bigint[])', [letters])
    for (const { hub } of removed.rows) counts.add(hub, -1)
    const sending = removed.rows.filter((row) => row.sending).length
    return { waiting: removed.rows.length - sending, sending, deadLetters: rowCount ?? 0 }
  }
}
