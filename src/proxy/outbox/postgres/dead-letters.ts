// Dead letters in the shared store.
import type { Pool } from 'pg'
import type { DeadCount, DeadFilter, DeadLetter, DeadLetters } from '../dead-letters.ts'
import { unpack } from '../packed.ts'
import { ROWS_CHANNEL } from './group-append.ts'
import type { HubCounts } from './hub-counts.ts'
import { LOCK } from './schema.ts'
import type { Clock } from '../../clock.ts'

const SUMMARY = 'letter, id, hub, workspace, rule, at, died, reason, detail'
const WHERE = `
  ($1::bigint[] IS NULL OR letter = ANY($1)) AND ($2::text IS NULL OR workspace = $2) AND ($3::text IS NULL OR hub = $3) AND ($4::text IS NULL OR reason = $4)
  AND ($5::bigint IS NULL OR letter <= $5)`
const REPLAY = `
  WITH lock AS MATERIALIZED (SELECT pg_advisory_xact_lock($2)),
  taken AS (DELETE FROM komo_braze.dead WHERE (SELECT count(*) FROM lock) = 1 AND letter = ANY($1::bigint[]) RETURNING *),
  revived AS (
    INSERT INTO komo_braze.outbox (id, hub, workspace, lane, rule, at, accepted, attributes, events, purchases, text)
    SELECT id, hub, workspace, lane, rule, at, $3, attributes, events, purchases, text FROM taken ORDER BY letter
  )
  SELECT hub, workspace, pg_notify('${ROWS_CHANNEL}', workspace) FROM taken`
/** Letters of one statement: while that of a replay runs, no proxy can accept. */
const STEP = 1_000

interface LetterColumns extends Omit<DeadLetter, 'letter' | 'died'> {
  letter: string
  died: string
}

export interface DeadLetterParts {
  pool: Pool
  clock: Clock
  counts: HubCounts
  /** Told of a workspace that has new rows. */
  appended: (workspace: string) => void
}

export function createPostgresDeadLetters({ pool, clock, counts, appended }: DeadLetterParts): DeadLetters {
  /** Acts step by step on the letters that match at the beginning. Returns the sum of what the steps returned. */
  async function inSteps(filter: DeadFilter, act: (letters: string[]) => Promise<number>): Promise<number> {
    const { rows } = await pool.query<{ letter: string }>(
      `SELECT letter FROM komo_braze.dead WHERE ${WHERE} ORDER BY letter`,
      values(filter),
    )
    let done = 0
    for (let from = 0; from < rows.length; from += STEP) done += await act(rows.slice(from, from + STEP).map(({ letter }) => letter))
    return done
  }

  return {
    async list({ before = Number.MAX_SAFE_INTEGER, limit, ...filter }) {
      const sql = `SELECT ${SUMMARY} FROM komo_braze.dead WHERE ${WHERE} AND letter < $6 ORDER BY letter DESC LIMIT $7`
      const { rows } = await pool.query<LetterColumns>(sql, [...values(filter), before, limit])
      return rows.map(toLetter)
    },
    async show(letter) {
      const { rows } = await pool.query<LetterColumns & { text: string }>(
        `SELECT ${SUMMARY}, text FROM komo_braze.dead WHERE letter = $1`,
        [letter],
      )
      if (!rows[0]) return undefined
      const { text, ...summary } = rows[0]
      return { ...toLetter(summary), request: unpack(text) }
    },
    replay: (filter) =>
      inSteps(filter, async (letters) => {
        const { rows } = await pool.query<{ hub: string; workspace: string }>(REPLAY, [letters, LOCK.append, clock.now()])
        for (const { hub } of rows) counts.add(hub, 1)
        for (const workspace of new Set(rows.map((row) => row.workspace))) appended(workspace)
        return rows.length
      }),
    purge: (filter) =>
      inSteps(filter, async (letters) => {
        const { rowCount } = await pool.query('DELETE FROM komo_braze.dead WHERE letter = ANY($1::bigint[])', [letters])
        return rowCount ?? 0
      }),
    async counts() {
      const sql = 'SELECT workspace, hub, reason, count(*) AS letters FROM komo_braze.dead GROUP BY 1, 2, 3 ORDER BY 1, 2, 3'
      const { rows } = await pool.query<Omit<DeadCount, 'letters'> & { letters: string }>(sql)
      return rows.map((row) => ({ ...row, letters: Number(row.letters) }))
    },
  }
}

function values({ letters, workspace, hub, reason, upTo }: DeadFilter): unknown[] {
  return [letters ?? null, workspace ?? null, hub ?? null, reason ?? null, upTo ?? null]
}

function toLetter(row: LetterColumns): DeadLetter {
  return { ...row, letter: Number(row.letter), died: Number(row.died) }
}
