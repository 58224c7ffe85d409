// Accepting into PostgreSQL: while one commit is under way the next group gathers; each group is one statement, and one transaction.
import { DatabaseError, type Pool } from 'pg'
import { laneHash } from '../lane-hash.ts'
import { pack } from '../packed.ts'
import type { NewRow, Outcome } from '../store.ts'
import { GENERATION, type SharedMarks } from './marks.ts'
import { LOCK } from './schema.ts'

/** The channel on which proxies tell one another of new rows; the payload is the workspace. */
export const ROWS_CHANNEL = 'komo_braze_rows'

/** Most rows of one statement. */
const GROUP_ROWS = 2_000

/**
 * The lock is held until the commit is visible: otherwise a row could become visible after a later one, and a dispatcher that has read past
 * that place would never see it. The generation is compared under the lock, so that nothing is stored that was judged by outdated marks.
 * Of rows with equal ids only the first is looked at: the join with `known` would find each of them.
 */
const APPEND = `
  WITH lock AS MATERIALIZED (SELECT pg_advisory_xact_lock($1)),
  marks AS MATERIALIZED (SELECT ${GENERATION} AS generation FROM lock),
  given AS MATERIALIZED (
    SELECT DISTINCT ON (id, hub) g.* FROM marks, unnest($3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::integer[], $10::integer[], $11::integer[], $12::text[])
      WITH ORDINALITY AS g (id, hub, workspace, lane, rule, at, attributes, events, purchases, text, place)
    WHERE generation = $13 ORDER BY id, hub, place
  ),
  known AS (INSERT INTO komo_braze.ids (id, hub, accepted) SELECT id, hub, $2 FROM given ON CONFLICT DO NOTHING RETURNING id, hub),
  stored AS (
    INSERT INTO komo_braze.outbox (id, hub, workspace, lane, rule, at, accepted, attributes, events, purchases, text)
    SELECT id, hub, workspace, lane, rule, at, $2, attributes, events, purchases, text FROM given JOIN known USING (id, hub) ORDER BY place RETURNING workspace
  )
  SELECT generation, id, hub, (SELECT count(pg_notify('${ROWS_CHANNEL}', workspace)) FROM (SELECT DISTINCT workspace FROM stored) AS told)
  FROM marks LEFT JOIN known ON true`

interface Job {
  rows: NewRow[]
  now: number
  resolve(outcomes: Outcome[]): void
  reject(error: unknown): void
}

export interface GroupAppend {
  append(rows: NewRow[], now: number): Promise<Outcome[]>
  /** Resolves once nothing waits for its commit. */
  settled(): Promise<void>
}

/** @param appended told of a workspace that has new rows */
export function createGroupAppend(pool: Pool, erased: SharedMarks, appended: (workspace: string) => void): GroupAppend {
  const waiting: Job[] = []
  let running: Promise<void> | undefined

  function nextGroup(): Job[] {
    let rows = 0
    const end = waiting.findIndex((job, index) => (rows += job.rows.length) > GROUP_ROWS && index > 0)
    return waiting.splice(0, end < 0 ? waiting.length : end)
  }

  async function run(): Promise<void> {
    // Lets everything that this turn of the event loop brings join the group.
    await new Promise(setImmediate)
    while (waiting.length > 0) {
      const jobs = nextGroup()
      const rows = jobs.flatMap((job) => job.rows)
      try {
        const outcomes = await write(pool, erased, rows, jobs[0]?.now ?? 0)
        for (const workspace of new Set(rows.map((row) => row.workspace))) appended(workspace)
        for (const job of jobs) job.resolve(outcomes.splice(0, job.rows.length))
      } catch (error) {
        // If the database does not answer, each further group would wait just as long in vain.
        const others = error instanceof DatabaseError ? [] : waiting.splice(0)
        for (const job of [...jobs, ...others]) job.reject(error)
      }
    }
    running = undefined
  }

  return {
    append: (rows, now) =>
      new Promise((resolve, reject) => {
        waiting.push({ rows, now, resolve, reject })
        running ??= run()
      }),
    settled: async () => running,
  }
}

/** Stores all but the rows of erased persons; begins again if somebody was erased in between. */
async function write(pool: Pool, erased: SharedMarks, given: NewRow[], now: number): Promise<Outcome[]> {
  for (;;) {
    const isErased = given.map((row) => erased.covers(row.request, row.at))
    const rows = given.filter((_, index) => !isErased[index])
    const fresh = rows.length > 0 ? await insert(pool, rows, now, erased.generation()) : new Set()
    // The first of several equal ids is the one that was stored.
    if (fresh)
      return given.map(({ id, hub }, index) => (isErased[index] ? 'erased' : fresh.delete(key(id, hub)) ? 'accepted' : 'duplicate'))
    await erased.read()
  }
}

/** Returns the keys of the rows that were stored; undefined, with nothing stored, if the generation has changed. */
async function insert(pool: Pool, rows: NewRow[], now: number, generation: string | undefined): Promise<Set<string> | undefined> {
  const packed = rows.map((row) => pack(row.request))
  const result = await pool.query<{ generation: string; id: string | null; hub: string }>({
    name: 'append',
    text: APPEND,
    values: [
      LOCK.append,
      now,
      rows.map((row) => row.id),
      rows.map((row) => row.hub),
      rows.map((row) => row.workspace),
      rows.map((row) => laneHash(row.workspace, row.lane)),
      rows.map((row) => row.rule),
      rows.map((row) => row.at),
      ...[0, 1, 2].map((position) => packed.map(({ counts }) => counts[position])),
      packed.map(({ text }) => text),
      generation,
    ],
  })
  if (result.rows[0]?.generation !== generation) return undefined
  return new Set(result.rows.flatMap(({ id, hub }) => (id === null ? [] : [key(id, hub)])))
}

function key(id: string, hub: string): string {
  return `${id} ${hub}`
}
