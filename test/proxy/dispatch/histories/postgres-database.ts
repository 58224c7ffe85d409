// The shared store's database for histories: a real one, whose writes take a moment of the simulated time before they are made and before they are known.
import { Client } from 'pg'
import { openPostgresStore } from '../../../../src/proxy/outbox/postgres/open.ts'
import type { Store } from '../../../../src/proxy/outbox/store.ts'
import type { SimulatedClock } from '../simulated-clock.ts'
import type { Database, Disk, Letter, Life } from './database.ts'
import type { Questions } from './questions.ts'

const BACKENDS = 'FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1'
const KEPT = `
  SELECT NULL AS workspace, NULL AS reason, text FROM komo_braze.outbox
  UNION ALL (SELECT workspace, reason, text FROM komo_braze.dead ORDER BY letter)`
const BREAK = `
  CREATE OR REPLACE FUNCTION komo_braze.broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$`

/** @param url of a database that may be emptied */
export async function createPostgresDatabase(url: string, clock: SimulatedClock, questions: Questions): Promise<Database> {
  const look = new Client(`${url}?application_name=lifelook`)
  await look.connect()
  await look.query('DROP SCHEMA IF EXISTS komo_braze CASCADE')
  const disk: Disk = {
    isFull: false,
    fails: false,
    get busy() {
      return questions.writing()
    },
  }
  const processes = new Map<Life, { name: string; store: Store }>()
  let begun = 0

  const texts = (rows: { text: string }[]): string[] => rows.map(({ text }) => text)
  const mendStatements = async (): Promise<void> => {
    for (const table of ['outbox', 'sending', 'dead']) await look.query(`DROP TRIGGER IF EXISTS broken ON komo_braze.${table}`)
  }

  /** Resolves once the database has ended them: what they had begun is done or undone. */
  async function cut(life: Life): Promise<void> {
    const name = processes.get(life)?.name
    await questions.idle()
    await look.query(`SELECT pg_terminate_backend(pid) ${BACKENDS}`, [name])
    while ((await look.query(`SELECT 1 ${BACKENDS} AND state <> 'idle'`, [name])).rows.length > 0);
  }

  return {
    disk,
    async open(life, own) {
      const name = `life${String(++begun)}`
      const store = await openPostgresStore({
        url: `${url}?application_name=${name}`,
        clock: own,
        freeBytes: () => (disk.isFull ? 0 : 1e12),
      })
      processes.set(life, { name, store })
      return store
    },
    async close(life) {
      const closed = processes.get(life)?.store.close()
      let isClosed = false
      void closed?.finally(() => (isClosed = true))
      while (!isClosed) await clock.advance(1)
    },
    async kill(life) {
      questions.forbid(processes.get(life)?.name ?? '')
      await cut(life)
      await processes.get(life)?.store.close()
    },
    cut,
    async kept() {
      await questions.idle()
      const { rows } = await look.query<{ workspace: string | null; reason: string | null; text: string }>(KEPT)
      return {
        rows: texts(rows.filter(({ workspace }) => workspace === null)),
        letters: rows.filter((row): row is Letter => row.workspace !== null),
      }
    },
    async waiting(workspace) {
      await questions.idle()
      return (await look.query('SELECT 1 FROM komo_braze.outbox WHERE workspace = $1', [workspace])).rows.length
    },
    async marked(workspace) {
      const sql = 'SELECT text FROM komo_braze.outbox JOIN komo_braze.sending USING (seq) WHERE workspace = $1'
      return texts((await look.query<{ text: string }>(sql, [workspace])).rows)
    },
    async breakStatements(when) {
      await mendStatements()
      const table = /ON (\w+)/.exec(when)?.[1] ?? ''
      const own = when
        .replace(table, `komo_braze.${table}`)
        .replace(/WHEN (.*)/, 'WHEN ($1)')
        .replace('rowid', table === 'dead' ? 'letter' : 'seq')
      await look.query(BREAK)
      await look.query(`CREATE TRIGGER broken AFTER ${own} EXECUTE FUNCTION komo_braze.broken()`)
    },
    mendStatements,
    remove: () => look.end(),
  }
}
