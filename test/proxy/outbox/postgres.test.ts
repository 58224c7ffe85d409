// The shared store passes the contract on a real PostgreSQL, and what only it must do: two proxies, one dispatcher, a successor.
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openPostgresStore } from '../../../src/proxy/outbox/postgres/open.ts'
import { LOCK } from '../../../src/proxy/outbox/postgres/schema.ts'
import { DEFAULT_STORE_LIMITS } from '../../../src/proxy/outbox/store-limits.ts'
import type { Store } from '../../../src/proxy/outbox/store.ts'
import { storeContract } from './contract.ts'
import { bury, rowOf } from './rows.ts'
import { startPostgres, type PostgresServer } from './postgres-server.ts'

// A second server process on a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres()
}, 120_000)

afterAll(() => server.remove(), 120_000)

storeContract({
  name: 'PostgreSQL',
  async open(options) {
    const url = await server.newDatabase()
    let last: Store
    const open = async (): Promise<Store> =>
      (last = await openPostgresStore({ url, ...options, limits: { ...DEFAULT_STORE_LIMITS, ...options.limits } }))
    return { store: await open(), reopen: open, cleanUp: () => last.close() }
  },
})

describe('PostgreSQL store: several proxies', () => {
  it('one proxy hears of rows that another accepted, knows its ids, and sends them', async () => {
    const url = await server.newDatabase()
    const [one, two] = [await openPostgresStore({ url }), await openPostgresStore({ url })]
    const heard = new Set<string>()
    two.watch((workspace) => heard.add(workspace))
    const row = rowOf()
    expect(await one.append([row, rowOf({ workspace: 'another' })])).toEqual({ outcomes: ['accepted', 'accepted'] })
    await expect.poll(() => [...heard].sort(), { timeout: 20_000 }).toEqual(['another', 'default'])
    expect(await two.append([row])).toEqual({ outcomes: ['duplicate'] })
    const claim = await two.claim('default', () => {})
    expect((await claim.next('footy', 0, 10)).rows.map(({ id }) => id)).toEqual([row.id])
    await claim.release()
    await Promise.all([one.close(), two.close()])
  })

  it('rows of proxies that accept at the same time appear in order: no reader passes one by', async () => {
    const url = await server.newDatabase()
    const stores = [await openPostgresStore({ url }), await openPostgresStore({ url })]
    const reader = await openPostgresStore({ url })
    const claim = await reader.claim('default', () => {})
    const ids: string[] = []
    let writing = true
    const written = Promise.all(
      stores.map(async (store) => {
        for (let round = 0; round < 60; round++) {
          const rows = Array.from({ length: 5 }, (_, index) =>
            rowOf({ email: `${String(round)}-${String(index)}@${String(ids.length)}.example` }),
          )
          ids.push(...rows.map(({ id }) => id))
          await store.append(rows)
        }
      }),
    ).finally(() => (writing = false))
    const read: string[] = []
    for (let after = 0, more = true; more;) {
      more = writing
      const stretch = await claim.next('footy', after, 50)
      after = stretch.upTo
      read.push(...stretch.rows.map(({ id }) => id))
      more ||= !stretch.end
    }
    await written
    expect(read.length).toBe(600)
    expect(new Set(read)).toEqual(new Set(ids))
    await claim.release()
    await Promise.all([...stores, reader].map((store) => store.close()))
  })

  it.each([
    ['accepts', (store: Store) => store.append([rowOf()])],
    ['replays', (store: Store) => store.deadLetters.replay({})],
  ])('%s only when no other proxy is about to commit: a later row must not become visible before an earlier one', async (_what, bring) => {
    const url = await server.newDatabase()
    const store = await openPostgresStore({ url })
    await bury(store)
    const other = new Client(url)
    await other.connect()
    await other.query('BEGIN')
    await other.query('SELECT pg_advisory_xact_lock($1)', [LOCK.append])
    let done = false
    const bringing = bring(store).then(() => (done = true))
    const waits = async (): Promise<boolean> => {
      const { rows } = await other.query(
        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      )
      return rows.length > 0
    }
    while (!done && !(await waits()));
    expect(done).toBe(false)
    await other.query('COMMIT')
    await bringing
    await other.end()
    await store.close()
  })

  it('an erasure at one proxy turns late arrivals away at the other', async () => {
    const url = await server.newDatabase()
    const [one, two] = [await openPostgresStore({ url }), await openPostgresStore({ url })]
    await one.erase({ email: 'ada@example.com' })
    expect(await two.append([rowOf({ at: '2026-01-01T00:00:00.000Z' })])).toEqual({ outcomes: ['erased'] })
    await Promise.all([one.close(), two.close()])
  })

  it('who loses its connection loses the right to dispatch, can write nothing more, and its successor finds what was on its way', async () => {
    const url = await server.newDatabase()
    const [one, two] = [await openPostgresStore({ url }), await openPostgresStore({ url })]
    const row = rowOf()
    await one.append([row])
    let tellLost = (): void => {}
    const lost = new Promise<void>((resolve) => (tellLost = resolve))
    const first = await one.claim('default', tellLost)
    const { rows } = await first.next('footy', 0, 1)
    const seq = rows[0]!.seq
    await first.mark([seq])
    const second = two.claim('default', () => {})

    const admin = new Client(url)
    await admin.connect()
    await admin.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2")
    await admin.end()
    await lost
    await expect(first.mark([seq])).rejects.toThrow()
    await expect(first.settle([{ seq }])).rejects.toThrow()
    const claim = await second
    expect((await claim.sending(10)).map(({ id }) => id)).toEqual([row.id])
    await claim.release()
    await Promise.all([one.close(), two.close()])
  })

  it('finds the first row of a lane without going through all the others of that person', async () => {
    const url = await server.newDatabase()
    const store = await openPostgresStore({ url })
    const rows = Array.from({ length: 1_000 }, () => rowOf())
    await store.append(rows)
    // For the claim's session: rows that would have to be sorted do not fit, nor may they go to the disk.
    const other = new Client(url)
    await other.connect()
    for (const setting of ["work_mem = '64kB'", 'temp_file_limit = 0'])
      await other.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET ${setting}`)
    await other.end()
    const claim = await store.claim('default', () => {})
    const [first] = (await claim.next('footy', 0, 1)).rows
    expect((await claim.heads([first!.lane])).map(({ id }) => id)).toEqual([rows[0]!.id])
    await claim.release()
    await store.close()
  })

  it('refuses with 503 while the database is away, and accepts again when it is back', async () => {
    const url = await server.newDatabase()
    const store = await openPostgresStore({ url })
    await server.stop()
    expect(await store.append([rowOf()])).toEqual({ refusal: 'unavailable' })
    expect(store.refusal()).toBe('unavailable')
    await server.start()
    expect(await store.append([rowOf()])).toEqual({ outcomes: ['accepted'] })
    expect(store.refusal()).toBeUndefined()
    await store.close()
  })

  it('refuses a database that does not fsync', async () => {
    const unsafe = await startPostgres(['-c', 'fsync=off'])
    await expect(openPostgresStore({ url: await unsafe.newDatabase() })).rejects.toThrow('fsync = off')
    await unsafe.remove()
  })
})
