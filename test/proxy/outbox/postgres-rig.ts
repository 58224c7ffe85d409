// A PostgreSQL for the tests of a file, and what they do to it behind the stores' backs.
import { Client } from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { systemClock, type Clock } from '../../../src/proxy/clock.ts'
import { openPostgresStore, type PostgresStoreOptions } from '../../../src/proxy/outbox/postgres/open.ts'
import type { Store } from '../../../src/proxy/outbox/store.ts'
import { startPostgres, type PostgresServer } from './postgres-server.ts'

export let server: PostgresServer

/** Starts it for the tests of a file. */
export function withServer(): void {
  beforeAll(async () => {
    server = await startPostgres()
  }, 120_000)

  afterAll(() => server.remove(), 120_000)
}

/** Its timers run twenty times as fast. */
export const hurried: Clock = { ...systemClock, after: (ms, call) => systemClock.after(ms / 20, call) }
export const patient = { timeout: 20_000 }

/** `query` itself, for a spy to go on to. */
export const original = Client.prototype.query

export async function sql(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(text)
  await client.end()
  return rows
}

export async function withStore(options: PostgresStoreOptions, run: (store: Store) => Promise<void>): Promise<void> {
  const store = await openPostgresStore(options)
  try {
    await run(store)
  } finally {
    await store.close()
  }
}

export const CUT_LISTENERS =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"

/** Questions that wait for another one's lock. */
export const LOCKED = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"

export async function withClient(url: string, run: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client(url)
  await client.connect()
  try {
    await run(client)
  } finally {
    await client.end()
  }
}
