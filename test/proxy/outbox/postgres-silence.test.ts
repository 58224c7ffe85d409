// The shared store when the way to the database goes silent: it goes on by itself, in a bounded time.
import { describe, expect, it, vi } from 'vitest'
import { DEFAULT_WORKSPACE } from '../../../src/core/defaults.ts'
import { createDispatcher } from '../../../src/proxy/dispatch/create-dispatcher.ts'
import { openPostgresStore } from '../../../src/proxy/outbox/postgres/open.ts'
import { NO_METRICS } from '../dispatch/no-metrics.ts'
import { hurried, patient, server, withClient, withServer, withStore } from './postgres-rig.ts'
import { startRelay } from './relay.ts'
import { bury, rowOf } from './rows.ts'

vi.setConfig({ testTimeout: 120_000 })
withServer()

const nothing = (): void => {}

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

it('dead letters whose days are over are deleted, though old ids cannot be in time', async () => {
  const url = await server.newDatabase()
  await withStore({ url, deadlineMs: 500 }, (store) =>
    withClient(url, async (other) => {
      await bury(store)
      await other.query('UPDATE komo_braze.dead SET died = 0')
      await other.query('BEGIN')
      await other.query('LOCK TABLE komo_braze.ids IN EXCLUSIVE MODE')
      await expect(store.tidy()).rejects.toThrow('timeout')
      expect(await store.deadLetters.counts()).toEqual([])
      await other.query('ROLLBACK')
    }),
  )
})
