// The tables of the shared store: as the embedded one's, for several proxies on one PostgreSQL database.
import type { ClientBase, Pool } from 'pg'

/** Keys of this program's advisory locks; `dispatch` is the first half of a two-part key. Arbitrary, so that other programs in the same database are unlikely to use them. */
export const LOCK = { prepare: 7_350_001, append: 7_350_002, dispatch: 7_350_003 } as const

/** A statement that changes nothing, and fails where nothing can be changed: at a standby, or where a full disk has made the database read-only. */
export const WRITE_NOTHING = 'DELETE FROM komo_braze.version WHERE false'

const VERSION = 1

const TABLES = `
  CREATE SCHEMA IF NOT EXISTS komo_braze;
  CREATE TABLE IF NOT EXISTS komo_braze.version (version integer PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS komo_braze.outbox (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL, hub text NOT NULL, workspace text NOT NULL, lane bigint NOT NULL,
    rule text NOT NULL, at text NOT NULL, accepted bigint NOT NULL,
    attributes integer NOT NULL, events integer NOT NULL, purchases integer NOT NULL, text text NOT NULL
  );
  CREATE INDEX IF NOT EXISTS outbox_by_hub ON komo_braze.outbox (workspace, hub, seq);
  CREATE INDEX IF NOT EXISTS outbox_by_lane ON komo_braze.outbox (lane, seq);
  CREATE TABLE IF NOT EXISTS komo_braze.sending (seq bigint PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS komo_braze.ids (id uuid NOT NULL, hub text NOT NULL, accepted bigint NOT NULL, PRIMARY KEY (id, hub));
  CREATE TABLE IF NOT EXISTS komo_braze.dead (
    letter bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL, hub text NOT NULL, workspace text NOT NULL, lane bigint NOT NULL,
    rule text NOT NULL, at text NOT NULL, died bigint NOT NULL, reason text NOT NULL, detail text NOT NULL,
    attributes integer NOT NULL, events integer NOT NULL, purchases integer NOT NULL, text text NOT NULL
  );
  CREATE INDEX IF NOT EXISTS dead_by_time ON komo_braze.dead (died);
  CREATE TABLE IF NOT EXISTS komo_braze.erased (mark bytea PRIMARY KEY, erased bigint NOT NULL);
  CREATE SEQUENCE IF NOT EXISTS komo_braze.erasures;
  CREATE TABLE IF NOT EXISTS komo_braze.revs (hub text NOT NULL, rev text NOT NULL, declaration text NOT NULL, kept bigint NOT NULL, PRIMARY KEY (hub, rev));
  CREATE TABLE IF NOT EXISTS komo_braze.secrets (name text PRIMARY KEY, secret bytea NOT NULL);
`

/** Makes the tables where they are not there; refuses a database of another version, or one that does not keep what it is given. */
export async function prepareDatabase(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await refuseUnfit(client)
    await client.query('SELECT pg_advisory_lock($1)', [LOCK.prepare])
    await client.query(TABLES)
    await client.query('INSERT INTO komo_braze.version SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM komo_braze.version)', [VERSION])
    const { rows } = await client.query<{ version: number }>('SELECT version FROM komo_braze.version')
    if (rows[0]?.version !== VERSION)
      throw new Error(`The outbox in PostgreSQL is of version ${String(rows[0]?.version)}; this program reads version ${String(VERSION)}.`)
  } finally {
    await client.query('SELECT pg_advisory_unlock_all()').catch(() => {})
    client.release()
  }
}

const SETTINGS = `
  SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS synchronous, current_setting('transaction_isolation') AS isolation,
    current_setting('server_encoding') AS encoding`

async function refuseUnfit(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ fsync: string; synchronous: string; isolation: string; encoding: string }>(SETTINGS)
  if (rows[0]?.fsync !== 'on') throw new Error('PostgreSQL runs with fsync = off: it would lose what it has confirmed. Turn it on.')
  if (rows[0].synchronous === 'off')
    throw new Error('PostgreSQL runs with synchronous_commit = off, and the address has options that leave it so: turn it on there.')
  if (rows[0].isolation !== 'read committed')
    throw new Error(
      `PostgreSQL runs with default_transaction_isolation = ${rows[0].isolation}, and the address has options that leave it so: set it to read committed there.`,
    )
  if (rows[0].encoding !== 'UTF8')
    throw new Error(`The database’s encoding is ${rows[0].encoding}, which cannot hold what people write: make one with ENCODING 'UTF8'.`)
}
