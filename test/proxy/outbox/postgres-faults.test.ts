// The shared store when the database, or the way to it, fails: it goes on by itself, in a bounded time, and forgets nobody.
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Clock } from '../../../src/proxy/clock.ts'
import { systemClock } from '../../../src/proxy/clock.ts'
import { createDispatcher } from '../../../src/proxy/dispatch/create-dispatcher.ts'
import { DEFAULT_WORKSPACE } from '../../../src/core/defaults.ts'
import { createErasedMarks } from '../../../src/proxy/outbox/erased-marks.ts'
import type { PostgresStoreOptions } from '../../../src/proxy/outbox/postgres/open.ts'
import { openPostgresStore } from '../../../src/proxy/outbox/postgres/open.ts'
import { LOCK } from '../../../src/proxy/outbox/postgres/schema.ts'
import type { Store } from '../../../src/proxy/outbox/store.ts'
import { requestOf, rowOf } from './rows.ts'
import type { PostgresServer } from './postgres-server.ts'
import { startPostgres } from './postgres-server.ts'
import { startRelay } from './relay.ts'
import { NO_METRICS } from '../dispatch/no-metrics.ts'

vi.setConfig({ testTimeout: 120_000 })

let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres()
}, 120_000)

afterAll(() => server.remove(), 120_000)

/** Its timers run twenty times as fast. */
const hurried: Clock = { now: Date.now, after: (ms, call) => systemClock.after(ms / 20, call) }
const nothing = (): void => {}
const patient = { timeout: 20_000 }

const original = Client.prototype.query

async function sql(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(text)
  await client.end()
  return rows
}

async function withStore(options: PostgresStoreOptions, run: (store: Store) => Promise<void>): Promise<void> {
  const store = await openPostgresStore(options)
  try {
    await run(store)
  } finally {
    await store.close()
  }
}

const CUT_LISTENERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"

/** Questions that wait for another one's lock. */
const LOCKED = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"

async function withClient(url: string, run: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client(url)
  await client.connect()
  try {
    await run(client)
  } finally {
    await client.end()
  }
}

describe('a connection that has gone silent', () => {
  it('accepting, dispatching and hearing go on by themselves', async () => {
    const url = await server.newDatabase()
    const relay = await startRelay(url)
    await withStore({ url: relay.url, deadlineMs: 500, clock: hurried }, async (store) => {
      let sent = ''
      const dispatcher = createDispatcher({
        store,
        workspace: { ...DEFAULT_WORKSPACE, name: 'default' },
        braze: {
          async track(body) {
            sent += body
            return { status: 201, headers: {}, body: '{"message":"success"}' }
          },
          close: () => Promise.resolve(),
        },
        clock: hurried,
        random: Math.random,
        log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
        metrics: NO_METRICS,
        mostlyRefused: nothing,
      })
      await store.append([rowOf({ email: 'before@x.y' })])
      await expect.poll(() => sent, patient).toContain('before@x.y')
      relay.silence()
      expect(await store.append([rowOf({ email: 'silent@x.y' })])).toMatchObject({ refusal: 'unavailable' })
      await expect.poll(() => store.append([rowOf({ email: 'after@x.y' })]), patient).toEqual({ outcomes: ['accepted'] })
      await expect.poll(() => sent, patient).toContain('after@x.y')
      await dispatcher.stop()

      let told = false
      store.watch((workspace) => (told ||= workspace === 'heard'))
      await withStore({ url }, async (other) => {
        const tell = (): Promise<unknown> => other.append([rowOf({ workspace: 'heard' })])
        await expect.poll(() => tell().then(() => told), patient).toBe(true)
      })
    })
    await relay.close()
  })

  it('whom another proxy erases meanwhile is turned away as soon as anything is taken again', async () => {
    const url = await server.newDatabase()
    const relay = await startRelay(url)
    await withStore({ url: relay.url, deadlineMs: 500 }, (store) =>
      withStore({ url }, async (other) => {
        await store.append([rowOf({ email: 'bob@example.com' })])
        relay.silence()
        await other.erase({ email: 'ada@example.com' })
        let answer: unknown
        const append = async (): Promise<unknown> => (answer = await store.append([rowOf()]))
        await expect.poll(append, patient).toHaveProperty('outcomes')
        expect(answer).toEqual({ outcomes: ['erased'] })
      }),
    )
    await relay.close()
  })

  it('a question of a claim that is not answered ends the claim: mark and settle reject, and the right is lost', async () => {
    const relay = await startRelay(await server.newDatabase())
    await withStore({ url: relay.url, deadlineMs: 500 }, async (store) => {
      await store.append([rowOf()])
      let tellLost = (): void => {}
      const lost = new Promise<void>((resolve) => (tellLost = resolve))
      const claim = await store.claim('default', tellLost)
      relay.silence()
      const began = Date.now()
      const results = await Promise.allSettled([claim.mark([1]), claim.settle([{ seq: 1 }]), claim.hubs(), lost])
      expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled'])
      expect(Date.now() - began).toBeLessThan(10_000)
    })
    await relay.close()
  })

  it('a close ends all the same', async () => {
    const relay = await startRelay(await server.newDatabase())
    const store = await openPostgresStore({ url: relay.url, deadlineMs: 500 })
    await store.claim('default', () => {})
    relay.silence()
    const last = store.append([rowOf()])
    const began = Date.now()
    await store.close()
    expect(Date.now() - began).toBeLessThan(10_000)
    expect(await last).toMatchObject({ refusal: 'unavailable' })
    await relay.close()
  })

  it('no wait of one group after the other: what waits behind a silent database is refused with it', async () => {
    const relay = await startRelay(await server.newDatabase())
    await withStore({ url: relay.url, deadlineMs: 1_000 }, async (store) => {
      await store.append([rowOf()])
      relay.silence()
      const rows = Array.from({ length: 1_500 }, () => rowOf())
      const began = Date.now()
      const appends = await Promise.all(Array.from({ length: 6 }, () => store.append(rows.map((row) => ({ ...row })))))
      expect(new Set(appends.map((one) => 'refusal' in one && one.refusal))).toEqual(new Set(['unavailable']))
      expect(Date.now() - began).toBeLessThan(5_000)
    })
    await relay.close()
  })
})

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
    ['tcp_keepalives_idle', '10'],
    ['tcp_user_timeout', '30000'],
  ])("has %s = %s, the claim's too, whatever the database declares", async (setting, value) => {
    const url = await server.newDatabase()
    await sql(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`)
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
    await expect(openPostgresStore({ url: url.replace(/\w+$/, name) })).rejects.toThrow(
      "encoding is LATIN1, which cannot hold what people write: make one with ENCODING 'UTF8'",
    )
  })
})

describe('nobody is forgotten', () => {
  it('rows that another proxy accepted while nothing was heard are looked for once it hears again', async () => {
    const url = await server.newDatabase()
    await withStore({ url }, (store) =>
      withStore({ url }, async (other) => {
        const claim = await store.claim('mine', () => {})
        const told: string[] = []
        store.watch((workspace) => told.push(workspace))
        await sql(url, CUT_LISTENERS)
        await other.append([rowOf({ workspace: 'mine' })])
        await expect.poll(() => told, patient).toContain('mine')
        await claim.release()
      }),
    )
  })

  it("a proxy's own rows need no word of the database's", async () => {
    const url = await server.newDatabase()
    await withStore({ url }, async (store) => {
      const told: string[] = []
      store.watch((workspace) => told.push(workspace))
      await sql(url, CUT_LISTENERS)
      await store.append([rowOf({ workspace: 'mine' })])
      expect(told).toContain('mine')
      const claim = await store.claim('mine', () => {})
      const [row] = (await claim.next('footy', 0, 1)).rows
      await claim.mark([row!.seq])
      await claim.settle([{ seq: row!.seq, dead: [{ reason: 'refused', detail: '', request: requestOf('ada@example.com') }] }])
      told.length = 0
      await sql(url, CUT_LISTENERS)
      await store.deadLetters.replay({})
      expect(told).toContain('mine')
      await claim.release()
    })
  })

  it('rows that nobody told of are looked for every twenty seconds', async () => {
    const url = await server.newDatabase()
    await withStore({ url, clock: hurried }, async (store) => {
      const claim = await store.claim('mine', () => {})
      const told: string[] = []
      store.watch((workspace) => told.push(workspace))
      await expect.poll(() => told.length, patient).toBeGreaterThan(2)
      expect(new Set(told)).toEqual(new Set(['mine']))
      await claim.release()
    })
  })

  it('an erasure waits for what is being accepted as it begins', async () => {
    const url = await server.newDatabase()
    await withStore({ url }, async (store) => {
      await store.append([rowOf({ email: 'bob@example.com' })])
      const other = new Client(url)
      await other.connect()
      await other.query('BEGIN')
      await other.query('SELECT pg_advisory_xact_lock($1)', [LOCK.append])
      const append = store.append([rowOf({ at: '2026-01-01T00:00:00.000Z' })])
      const waits = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objsubid = 1"
      await expect.poll(() => sql(url, waits), patient).toHaveLength(1)
      const erase = store.erase({ email: 'ada@example.com' })
      await Promise.race([erase, sleep(1_000)])
      await other.query('COMMIT')
      await other.end()
      await append
      expect(await erase).toEqual({ waiting: 1, sending: 0, deadLetters: 0 })
      expect(await store.waiting()).toMatchObject([{ rows: 1 }])
    })
  })

  it('who is erased while her submission waits for its turn is turned away, though that began before', async () => {
    const url = await server.newDatabase()
    await withStore({ url }, (store) =>
      withClient(url, async (other) => {
        await store.append([rowOf({ email: 'bob@example.com' })])
        const secret = (await other.query<{ secret: Buffer }>('SELECT secret FROM komo_braze.secrets')).rows[0]!.secret
        await other.query('SELECT pg_advisory_lock($1)', [LOCK.append])
        const append = store.append([rowOf()])
        await expect.poll(() => sql(url, LOCKED), patient).toHaveLength(1)
        const mark = createErasedMarks(secret).hash('email:ada@example.com')
        await other.query('INSERT INTO komo_braze.erased VALUES ($1, $2)', [mark, Date.now()])
        await other.query("SELECT nextval('komo_braze.erasures')")
        await other.query('SELECT pg_advisory_unlock($1)', [LOCK.append])
        expect(await append).toEqual({ outcomes: ['erased'] })
      }),
    )
  })

  it('a row that is being marked as its person is erased was on its way', async () => {
    const url = await server.newDatabase()
    await withStore({ url }, (store) =>
      withClient(url, async (other) => {
        await store.append([rowOf()])
        const claim = await store.claim('default', () => {})
        const seqs = (await claim.next('footy', 0, 1)).rows.map(({ seq }) => seq)
        await other.query('BEGIN')
        await other.query('INSERT INTO komo_braze.sending SELECT unnest($1::bigint[])', [seqs])
        const mark = claim.mark(seqs)
        await expect.poll(() => sql(url, LOCKED), patient).toHaveLength(1)
        let done = false
        const erase = store.erase({ email: 'ada@example.com' }).finally(() => (done = true))
        await expect.poll(async () => done || (await sql(url, LOCKED)).length === 2, patient).toBe(true)
        await other.query('ROLLBACK')
        expect([await mark, await erase]).toEqual([seqs, { waiting: 0, sending: 1, deadLetters: 0 }])
      }),
    )
  })

  it('a row that is being erased is not marked any more', async () => {
    const url = await server.newDatabase()
    await withStore({ url }, (store) =>
      withClient(url, async (other) => {
        await store.append([rowOf()])
        const claim = await store.claim('default', () => {})
        const seqs = (await claim.next('footy', 0, 1)).rows.map(({ seq }) => seq)
        await other.query('BEGIN')
        await other.query('LOCK TABLE komo_braze.dead IN EXCLUSIVE MODE')
        const erase = store.erase({ email: 'ada@example.com' })
        await expect.poll(() => sql(url, LOCKED), patient).toHaveLength(1)
        const mark = claim.mark(seqs)
        await expect.poll(() => sql(url, LOCKED), patient).toHaveLength(2)
        await other.query('COMMIT')
        expect([await mark, await erase]).toEqual([[], { waiting: 1, sending: 0, deadLetters: 0 }])
      }),
    )
  })

  it.each(['replayed', 'refused'] as const)('what is %s at whatever moment of an erasure is erased', async (what) => {
    const url = await server.newDatabase()
    await withStore({ url }, async (store) => {
      const claim = await store.claim('default', () => {})
      for (let moment = 1, ended = false; !ended; moment++) {
        const email = `ada${String(moment)}@example.com`
        const request = { attributes: [{ email }] }
        await store.append([rowOf({ email, request })])
        const seqs = (await claim.next('footy', 0, 1)).rows.map(({ seq }) => seq)
        await claim.mark(seqs)
        const refuse = (): Promise<void> => claim.settle(seqs.map((seq) => ({ seq, dead: [{ reason: 'refused', detail: '', request }] })))
        if (what === 'replayed') await refuse()

        let questions = 0
        let meanwhile: Promise<unknown> | undefined
        const query = vi.spyOn(Client.prototype, 'query').mockImplementation(async function (this: Client, ...given: unknown[]) {
          if (!meanwhile && ++questions === moment) {
            let done = false
            meanwhile = (what === 'replayed' ? store.deadLetters.replay({}) : refuse()).finally(() => (done = true))
            while (!done && (await sql(url, LOCKED)).length === 0);
          }
          return (original as (...given: unknown[]) => unknown).apply(this, given)
        } as never)
        const { waiting, sending, deadLetters } = await store.erase({ email })
        query.mockRestore()
        ended = meanwhile === undefined
        await meanwhile
        const left = [await store.waiting(), await store.deadLetters.counts()]
        expect([waiting + sending + deadLetters, left], `before question ${String(moment)}`).toEqual([1, [[], []]])
      }
    })
  })

  it('a person who is erased just as a proxy starts is erased there too', async () => {
    const url = await server.newDatabase()
    await withStore({ url }, async (other) => {
      let erased: Promise<unknown> | undefined
      const query = vi.spyOn(Client.prototype, 'query').mockImplementation(async function (this: Client, ...given: unknown[]) {
        if (JSON.stringify(given[0]).includes('LISTEN')) await (erased ??= other.erase({ email: 'ada@example.com' }))
        return (original as (...given: unknown[]) => unknown).apply(this, given)
      } as never)
      const starting = openPostgresStore({ url })
      await expect.poll(() => erased, patient).toBeDefined()
      await erased
      query.mockRestore()
      const store = await starting
      expect(await store.append([rowOf({ at: '2026-01-01T00:00:00.000Z' })])).toEqual({ outcomes: ['erased'] })
      await store.close()
    })
  })
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

it('dead letters are replayed and purged in steps: accepting never waits for all of them', async () => {
  const url = await server.newDatabase()
  await withStore({ url }, async (store) => {
    await sql(
      url,
      `INSERT INTO komo_braze.dead (id, hub, workspace, lane, rule, at, died, reason, detail, attributes, events, purchases, text)
       SELECT gen_random_uuid(), 'footy', 'default', n, 'entry', '', 1, 'refused', '', 0, 0, 0, E'\\n\\n' FROM generate_series(1, 2500) n`,
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
