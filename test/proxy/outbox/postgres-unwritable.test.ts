// The shared store while its database answers but takes nothing: read-only, as a standby is or one that its provider has protected, or on a full disk.
import { Client, Pool } from 'pg'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { systemClock, type Clock } from '../../../src/proxy/clock.ts'
import { openPostgresStore } from '../../../src/proxy/outbox/postgres/open.ts'
import { rowOf } from './rows.ts'
import { startPostgres, type PostgresServer } from './postgres-server.ts'

vi.setConfig({ testTimeout: 120_000 })

const patient = { timeout: 20_000 }
/** Its timers run twenty times as fast. */
const hurried: Clock = { ...systemClock, after: (ms, call) => systemClock.after(ms / 20, call) }

let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres()
}, 120_000)

afterEach(() => {
  vi.restoreAllMocks()
})

afterAll(() => server.remove(), 120_000)

async function sql(url: string, ...texts: string[]): Promise<Record<string, unknown>[]> {
  const client = new Client(url)
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const text of texts) ({ rows } = await client.query<Record<string, unknown>>(text))
    return rows
  } finally {
    await client.end()
  }
}

/** In force for sessions that begin now; those that there are hear of it in a moment. */
async function setReadOnly(url: string, value: 'on' | 'off'): Promise<void> {
  await sql(url, `ALTER SYSTEM SET default_transaction_read_only = ${value}`, 'SELECT pg_reload_conf()')
  await expect.poll(() => sql(url, 'SHOW default_transaction_read_only'), patient).toEqual([{ default_transaction_read_only: value }])
}

/** Counts how often a connection is taken to try whether anything can be written. */
function countLooks(): () => number {
  const connect = vi.spyOn(Pool.prototype, 'connect')
  const before = connect.mock.calls.length
  return () => connect.mock.calls.length - before
}

it('a read-only database: the right to dispatch is not kept there, nor had; nothing is accepted before something can be written; then all goes on by itself', async () => {
  const url = await server.newDatabase()
  const store = await openPostgresStore({ url, clock: hurried })
  const row = rowOf()
  await store.append([row])
  let isLost = false
  const claim = await store.claim('default', () => (isLost = true))
  await setReadOnly(url, 'on')
  await vi.waitFor(() => expect(claim.mark([])).rejects.toMatchObject({ code: '25006' }), patient)
  await vi.waitFor(() => expect(isLost).toBe(true), patient)
  await expect(store.claim('default', () => {})).rejects.toMatchObject({ code: '25006' })

  expect(await store.append([rowOf()])).toEqual({ refusal: 'unavailable' })
  const looks = countLooks()
  await vi.waitFor(() => {
    expect(store.refusal()).toBe('unavailable')
    expect(looks()).toBeGreaterThan(4)
  }, patient)
  await setReadOnly(url, 'off')
  await vi.waitFor(() => expect(store.refusal()).toBeUndefined(), patient)
  const next = await store.claim('default', () => {})
  expect((await next.next('footy', 0, 10)).rows.map(({ id }) => id)).toEqual([row.id])
  await store.close()
})

it('that nothing can be written shows before anybody has submitted', async () => {
  const url = await server.newDatabase()
  const store = await openPostgresStore({ url, clock: hurried })
  await setReadOnly(url, 'on')
  await vi.waitFor(() => expect(store.refusal()).toBe('unavailable'), patient)
  await setReadOnly(url, 'off')
  await store.close()
})

it('a full disk: that nothing is accepted is said until there is room again, whether anybody submits or not; of trying, nothing stays', async () => {
  const url = await server.newDatabase()
  const store = await openPostgresStore({ url, clock: hurried })
  await sql(
    url,
    `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$`,
    'CREATE TRIGGER full_disk BEFORE INSERT ON komo_braze.outbox EXECUTE FUNCTION full_disk()',
  )
  expect(await store.append([rowOf()])).toEqual({ refusal: 'storage_full' })
  const looks = countLooks()
  await vi.waitFor(() => {
    expect(store.refusal()).toBe('storage_full')
    expect(looks()).toBeGreaterThan(4)
  }, patient)
  await sql(url, 'DROP TRIGGER full_disk ON komo_braze.outbox')
  await vi.waitFor(() => expect(store.refusal()).toBeUndefined(), patient)
  expect(await store.waiting()).toEqual([])
  expect(await store.append([rowOf()])).toEqual({ outcomes: ['accepted'] })
  await store.close()
})
