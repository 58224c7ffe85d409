// What the shared store asks of a database and of each session, and how it starts and works beside others.
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { describe, expect, it, vi } from 'vitest'
import { openPostgresStore } from '../../../src/proxy/outbox/postgres/open.ts'
import { LOCK } from '../../../src/proxy/outbox/postgres/schema.ts'
import { DEFAULT_STORE_LIMITS } from '../../../src/proxy/outbox/store-limits.ts'
import { startPooler } from './pooler.ts'
import { hurried, original, patient, server, sql, withServer, withStore } from './postgres-rig.ts'
import { bury, rowOf } from './rows.ts'

vi.setConfig({ testTimeout: 120_000 })
withServer()

describe('every session', () => {
  /** What `SHOW` says on each connection that `run` asks something of. */
  async function sessions(setting: string, run: () => Promise<void>): Promise<unknown[]> {
    const seen = new Set<Client>()
    const query = vi.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...given: unknown[]) {
      seen.add(this)
      return (original as (...given: unknown[]) => unknown).apply(this, given) as never
    })
    await run()
    query.mockRestore()
    return Promise.all(
      [...seen].map(async (client) => Object.values((await client.query<Record<string, string>>(`SHOW ${setting}`)).rows[0]!)[0]),
    )
  }
  it.each([
    ['synchronous_commit', 'on'],
    ['default_transaction_isolation', 'read committed'],
    ['tcp_keepalives_idle', '10'],
    ['tcp_user_timeout', '30000'],
  ])("has %s = %s, the claim's too, whatever the database declares", async (setting, value) => {
    const url = await server.newDatabase()
    await sql(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`)
    await sql(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET default_transaction_isolation = 'repeatable read'`)
    await withStore({ url }, async (store) => {
      const claims: { release(): Promise<void> }[] = []
      const shown = await sessions(setting, async () => {
        claims.push(await store.claim('default', () => {}))
        await store.append([rowOf()])
      })
      expect(shown).toEqual([value, value])
      for (const claim of claims) await claim.release()
    })
  })

  it('a database that would lose or refuse what it is given stops the start, in one line', async () => {
    const url = await server.newDatabase()
    const name = `${new URL(url).pathname.slice(1)}_latin`
    await sql(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`)
    await sql(url, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'`)
    await expect(openPostgresStore({ url: `${url}?options=-csearch_path%3Dpublic` })).rejects.toThrow(
      'synchronous_commit = off, and the address has options',
    )
    await sql(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} RESET synchronous_commit`)
    await sql(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET default_transaction_isolation = 'repeatable read'`)
    await expect(openPostgresStore({ url: `${url}?options=-csearch_path%3Dpublic` })).rejects.toThrow(
      'default_transaction_isolation = repeatable read, and the address has options',
    )
    await expect(openPostgresStore({ url: url.replace(/\w+$/, name) })).rejects.toThrow(
      "encoding is LATIN1, which cannot hold what people write: make one with ENCODING 'UTF8'",
    )
  })
})

it.each([1, 2, 3])('a pooler that lends its sessions stops the start, in one line: %i of them, in turn', async (sessions) => {
  const pooler = await startPooler(await server.newDatabase(), sessions)
  await expect(openPostgresStore({ url: pooler.url })).rejects.toThrow('a pooler that lends its sessions')
  await pooler.close()
})

it('a store of another version stops the start, in one line, and is left as it is', async () => {
  const url = await server.newDatabase()
  await withStore({ url }, async () => {})
  await sql(url, 'UPDATE komo_braze.version SET version = 2')
  await expect(openPostgresStore({ url })).rejects.toThrow('is of version 2; this program reads version 1')
  expect(await sql(url, 'SELECT version FROM komo_braze.version')).toEqual([{ version: 2 }])
})

it('a start whose connection breaks is a rejection like any other, not an event that nobody hears', async () => {
  const url = await server.newDatabase()
  const uncaught: unknown[] = []
  const keepUncaught = (error: unknown): void => void uncaught.push(error)
  process.on('uncaughtException', keepUncaught)
  const other = new Client(url)
  await other.connect()
  await other.query('SELECT pg_advisory_lock($1)', [LOCK.prepare])
  const opening = openPostgresStore({ url }).catch((error: unknown) => error)
  const end = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objsubid = 1"
  await expect.poll(() => sql(url, end), patient).not.toEqual([])
  expect(await opening).toMatchObject({ code: '57P01' })
  await sleep(200)
  expect(uncaught).toEqual([])
  process.off('uncaughtException', keepUncaught)
  await other.end()
})

it('dead letters are replayed and purged in steps, the oldest first: accepting never waits for all of them', async () => {
  const url = await server.newDatabase()
  await withStore({ url }, async (store) => {
    await sql(
      url,
      `INSERT INTO komo_braze.dead (letter, id, hub, workspace, lane, rule, at, died, reason, detail, attributes, events, purchases, text)
       OVERRIDING SYSTEM VALUE
       SELECT n, gen_random_uuid(), 'footy', 'default', n, 'entry', '', 1, 'refused', '', 0, 0, 0, E'\\n\\n' FROM generate_series(2500, 1, -1) n`,
    )
    const transactions = async (): Promise<unknown[]> => sql(url, 'SELECT DISTINCT xmin::text FROM komo_braze.outbox')
    expect(await store.deadLetters.replay({ hub: 'footy' })).toBe(2_500)
    expect(await transactions()).toHaveLength(3)
    const claim = await store.claim('default', () => {})
    const { rows } = await claim.next('footy', 0, 2_500)
    expect(rows.map(({ lane }) => lane)).toEqual(Array.from({ length: 2_500 }, (_, index) => index + 1))
    await claim.release()
  })
})

describe('beside another proxy', () => {
  it('it hears of rows that the other one replayed', async () => {
    const url = await server.newDatabase()
    await withStore({ url }, (one) =>
      withStore({ url }, async (two) => {
        await bury(one)
        const told: string[] = []
        two.watch((workspace) => told.push(workspace))
        await sql(url, "SELECT pg_notify('komo_braze_rows', 'heard so far')")
        await expect.poll(() => told, patient).toContain('heard so far')
        told.length = 0
        await one.deadLetters.replay({})
        await expect.poll(() => told, patient).toEqual(['default'])
      }),
    )
  })

  it('the rows of both count for a hub’s quota', async () => {
    const options = { url: await server.newDatabase(), clock: hurried, limits: { ...DEFAULT_STORE_LIMITS, hubRows: 1 } }
    await withStore(options, (one) =>
      withStore(options, async (two) => {
        await one.append([rowOf()])
        await expect.poll(() => two.refusal('footy'), patient).toBe('quota_reached')
      }),
    )
  })

  it('it says once that it stands by, and who gives up waiting leaves no session behind', async () => {
    const url = await server.newDatabase()
    await withStore({ url, clock: hurried }, async (store) => {
      const asks =
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_try_advisory_lock%' AND pid <> pg_backend_pid()"
      const claim = await store.claim('default', () => {})
      expect(await sql(url, asks)).toEqual([])
      const giveUp = new AbortController()
      let times = 0
      const waiting = store
        .claim(
          'default',
          () => {},
          giveUp.signal,
          () => times++,
        )
        .catch((error: unknown) => error)
      const locks = vi.spyOn(Client.prototype, 'query')
      await expect.poll(() => locks.mock.calls.length, patient).toBeGreaterThan(4)
      locks.mockRestore()
      expect(times).toBe(1)
      giveUp.abort(new Error('no longer'))
      expect(await waiting).toMatchObject({ message: 'no longer' })
      expect(await sql(url, asks)).toEqual([])
      await claim.release()
    })
  })
})
