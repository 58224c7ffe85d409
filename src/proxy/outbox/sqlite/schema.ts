// The tables of the embedded store. Rows have an integer rowid in order of acceptance; the random ids have a table of their own.
import type { DatabaseSync } from 'node:sqlite'

const VERSION = 1

const SETTINGS = `
  PRAGMA page_size = 8192;          -- of a new database: seven rows of 1 KB on a page, where 4096 holds three and leaves a fifth empty
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;      -- the log is synchronised by group-commit.ts before anything is called committed; checkpoints and the log's beginning by SQLite
  PRAGMA journal_size_limit = 67108864; -- a log that has grown in an outage gives its room back to the disk; at full load it is about this long, and only growing is slow
  PRAGMA secure_delete = ON;        -- what was sent or erased is overwritten
  PRAGMA cache_size = -8192;        -- KiB; the pages in use are at the tables' ends, and in a larger cache the first touch of each page costs more than all else that a row takes
`

const TABLES = `
  CREATE TABLE streams (stream INTEGER PRIMARY KEY, workspace TEXT NOT NULL, hub TEXT NOT NULL, UNIQUE (workspace, hub));
  CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY, id BLOB NOT NULL, stream INTEGER NOT NULL, lane INTEGER NOT NULL, rule TEXT NOT NULL, at TEXT NOT NULL,
    accepted INTEGER NOT NULL, attributes INTEGER NOT NULL, events INTEGER NOT NULL, purchases INTEGER NOT NULL, text TEXT NOT NULL
  );
  CREATE INDEX outbox_by_stream ON outbox (stream, seq, lane);
  CREATE TABLE followers (lane INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (lane, seq)) WITHOUT ROWID;
  CREATE TABLE sending (seq INTEGER PRIMARY KEY);
  CREATE TABLE ids (id BLOB NOT NULL, hub TEXT NOT NULL, accepted INTEGER NOT NULL, PRIMARY KEY (id, hub)) WITHOUT ROWID;
  CREATE TABLE dead (
    letter INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL, stream INTEGER NOT NULL, lane INTEGER NOT NULL, rule TEXT NOT NULL,
    at TEXT NOT NULL, died INTEGER NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
    attributes INTEGER NOT NULL, events INTEGER NOT NULL, purchases INTEGER NOT NULL, text TEXT NOT NULL
  );
  CREATE INDEX dead_by_time ON dead (died);
  CREATE TABLE erased (mark BLOB PRIMARY KEY, erased INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE revs (hub TEXT NOT NULL, rev TEXT NOT NULL, declaration TEXT NOT NULL, kept INTEGER NOT NULL, PRIMARY KEY (hub, rev));
  CREATE TABLE secrets (name TEXT PRIMARY KEY, secret BLOB NOT NULL);
`

/** Also in a database of this version that was made without it. Each scrape of the metrics counts the letters: reading them all for that kept every submission waiting. */
const COUNTED = 'CREATE INDEX IF NOT EXISTS dead_by_reason ON dead (stream, reason)'

/** Makes the tables in a new database; refuses one of another version. */
export function prepareDatabase(database: DatabaseSync): void {
  database.exec(SETTINGS)
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version !== 0 && version !== VERSION)
    throw new Error(
      `DATA_DIR: ${JSON.stringify(database.location())} is of version ${String(version)}, and this program reads version ${String(VERSION)}; start the komo-braze that wrote it, or move the file aside (with its -wal and -shm) to begin with an empty outbox`,
    )
  if (version === 0) database.exec(`BEGIN; ${TABLES} PRAGMA user_version = ${String(VERSION)}; COMMIT;`)
  database.exec(COUNTED)
}
