// The shared store when things happen at once, or unheard: it forgets no row and no erasure.
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { describe, expect, it, vi } from 'vitest'
import { createErasedMarks } from '../../../src/proxy/outbox/erased-marks.ts'
import { REMOVED_CHANNEL } from '../../../src/proxy/outbox/postgres/erase.ts'
import { openPostgresStore } from '../../../src/proxy/outbox/postgres/open.ts'
import { LOCK } from '../../../src/proxy/outbox/postgres/schema.ts'
import { CUT_LISTENERS, hurried, LOCKED, original, patient, server, sql, withClient, withServer, withStore } from './postgres-rig.ts'
import { bury, requestOf, rowOf } from './rows.ts'

vi.setConfig({ testTimeout: 120_000 })
withServer()

/** Of an isolation that would show an erasure, and what runs beside it, the rows as they were before. */
async function newRepeatableDatabase(): Promise<string> {
  const url = await server.newDatabase()
  await sql(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET default_transaction_isolation = 'repeatable read'`)
  return url
}

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
      await store.append([rowOf({ workspace: 'another' }), rowOf({ workspace: 'mine' })])
      expect([...new Set(told)].sort()).toEqual(['another', 'mine'])
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
    const url = await newRepeatableDatabase()
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
    const url = await newRepeatableDatabase()
    await withStore({ url }, async (store) => {
      const claim = await store.claim('default', () => {})
      for (let moment = 1, ended = false; !ended; moment++) {
        const email = `ada${String(moment)}@example.com`
        const request = { attributes: [{ email }] }
        await store.append([rowOf({ email, request })])
        const seqs = (await claim.next('footy', 0, 1)).rows.map(({ seq }) => seq)
        await claim.mark(seqs)
        const refuse = (): Promise<number[]> =>
          claim.settle(seqs.map((seq) => ({ seq, dead: [{ reason: 'refused', detail: '', request }] })))
        if (what === 'replayed') await refuse()
        // So that hers, where it is now, comes directly behind what the erasure has seen.
        await bury(store, rowOf({ workspace: 'other', email: 'bob@example.com' }))
        await store.append([rowOf({ workspace: 'other', email: 'bob@example.com' })])

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
        const left = [...(await store.waiting()), ...(await store.deadLetters.counts())].filter(({ workspace }) => workspace === 'default')
        expect([waiting + sending + deadLetters, left], `before question ${String(moment)}`).toEqual([1, []])
      }
    })
  })

  it('who dispatches hears of an erasure, at whatever moment of it the connections of the proxy that erases break', async () => {
    const url = await server.newDatabase()
    await withStore({ url }, (store) =>
      withStore({ url }, async (other) => {
        const told: string[] = []
        store.watch((workspace, change) => told.push(`${workspace} ${change}`))
        for (let moment = 1, ended = false; !ended; moment++) {
          const email = `ada${String(moment)}@example.com`
          const [erased, heard] = [`of-${email}`, `after-${email}`]
          await store.append([rowOf({ email, workspace: erased })])
          let questions = 0
          const query = vi.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...given: unknown[]) {
            if (++questions === moment) this.connection.stream.destroy()
            return (original as (...given: unknown[]) => unknown).apply(this, given)
          } as never)
          ended = await other.erase({ email }).then(
            () => questions < moment,
            () => false,
          )
          query.mockRestore()
          if ((await store.waiting()).some(({ workspace }) => workspace === erased)) continue
          // Words come in their order: with this one all before it are there.
          await sql(url, `SELECT pg_notify('${REMOVED_CHANNEL}', '${heard}')`)
          await expect.poll(() => told, patient).toContain(`${heard} erased`)
          expect(told, `before question ${String(moment)}`).toContain(`${erased} erased`)
        }
      }),
    )
  })

  it('the marks of an erasure are there before their generation: who reads both has them', async () => {
    const url = await server.newDatabase()
    await withStore({ url }, async (store) => {
      const marks: unknown[] = []
      const query = vi.spyOn(Client.prototype, 'query').mockImplementation(async function (this: Client, ...given: unknown[]) {
        if (JSON.stringify(given[0]).includes('nextval')) marks.push(...(await sql(url, 'SELECT count(*)::int FROM komo_braze.erased')))
        return (original as (...given: unknown[]) => unknown).apply(this, given)
      } as never)
      await store.erase({ email: 'ada@example.com' })
      query.mockRestore()
      expect(marks).toEqual([{ count: 1 }])
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
