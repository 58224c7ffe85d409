// The dispatcher as a whole: lanes, batches, turns, limits.
import { describe, expect, it } from 'vitest'
import { DEFAULT_WORKSPACE } from '../../../src/core/defaults.ts'
import { reply } from './braze-double.ts'
import { entry, names, withRig } from './rig.ts'

describe('batches', () => {
  it('fills requests to 75 objects, whole envelopes only, and empties the outbox', () =>
    withRig({}, async ({ accept, drained, braze, waiting, told }) => {
      await accept(...names(100).map((name) => entry(name)))
      await drained()
      expect(braze.asked.map(({ events }) => events.length)).toEqual([37, 37, 26])
      expect([...braze.taken].sort()).toEqual(names(100).sort())
      expect(await waiting()).toBe(0)
      expect(told.filter((line) => line.startsWith('batch'))).toEqual(['batch 37 74', 'batch 37 74', 'batch 26 52'])
    }))

  it('tells of each request how large it was, what came of it and after how many seconds', () => {
    const [user_alias, time] = [{ alias_name: 'a@x.y', alias_label: 'email' }, '2026-05-04T10:00:00Z']
    const purchases = [{ user_alias, product_id: 'cap', currency: 'AUD', price: 2, time }]
    return withRig(
      { latencyMs: 1_500, answer: (_asked, count) => (count === 1 ? { failure: 'refused', started: false } : undefined) },
      async ({ accept, drained, told }) => {
        await accept(entry('a', { request: { attributes: [{ user_alias }], events: [{ user_alias, name: 'a', time }], purchases } }))
        await drained()
        expect(told.filter((line) => /^(batch|brazeAnswer)/.test(line))).toEqual([
          'batch 1 3',
          'brazeAnswer "refused" 1.5',
          'batch 1 3',
          'brazeAnswer "201" 1.5',
        ])
      },
    )
  })

  it('counts per array where the contract does', () =>
    withRig({ workspace: { objects: 50, count: 'per-array' } }, async ({ accept, drained, braze }) => {
      await accept(...names(100).map((name) => entry(name)))
      await drained()
      expect(braze.asked.map(({ events }) => events.length)).toEqual([50, 50])
    }))

  it('stays under 4 MB', () =>
    withRig({}, async ({ accept, drained, braze }) => {
      const rows = names(30).map((name) => {
        const row = entry(name)
        row.request.events![0]!.properties = { big: 'x'.repeat(400_000) }
        return row
      })
      await accept(...rows)
      await drained()
      expect(braze.asked.every(({ request }) => Buffer.byteLength(JSON.stringify(request)) <= 4_000_000)).toBe(true)
      expect(braze.asked.map(({ events }) => events.length)).toEqual([9, 9, 9, 3])
    }))

  it('lingers at most 25 ms for more, and not at all when full', () =>
    withRig({}, async ({ accept, braze, clock }) => {
      const start = clock.elapsed()
      await accept(entry('a'))
      await clock.advance(10)
      await accept(entry('b'))
      await clock.advance(60)
      expect(braze.asked.map(({ events }) => events)).toEqual([['a', 'b']])
      expect(braze.asked[0]!.at - start).toBeLessThanOrEqual(25)
      const then = clock.elapsed()
      await accept(...names(40).map((name) => entry(name)))
      await clock.advance(1)
      expect(braze.asked[1]).toMatchObject({ at: then })
    }))
})

describe('lanes', () => {
  it('never has one person in two requests at once, nor twice in one, and keeps the order of acceptance over hubs', () =>
    withRig({ latencyMs: 50 }, async ({ accept, drained, braze }) => {
      const email = 'ada@example.com'
      await accept(entry('1', { email }), entry('2', { email, hub: 'other' }), entry('3', { email }), entry('other'))
      await drained()
      expect(braze.asked.map(({ events }) => events)).toEqual([['1', 'other'], ['2'], ['3']])
      expect(braze.asked[1]!.at - braze.asked[0]!.at).toBeGreaterThanOrEqual(50)
    }))

  it('is not held up by a lane in backoff', () =>
    withRig(
      { answer: ({ events }, count) => (events.includes('bad') && count < 4 ? reply(500, '') : undefined) },
      async ({ accept, drained, braze, clock }) => {
        await accept(entry('bad', { email: 'x@example.com' }))
        await clock.advance(40)
        expect(braze.asked).toHaveLength(1)
        await accept(entry('after', { email: 'x@example.com' }), entry('good'))
        await clock.advance(40)
        expect(braze.taken).toEqual(['good'])
        await drained()
        expect(braze.taken).toEqual(['good', 'bad', 'after'])
      },
    ))

  it('one person with a long backlog holds nobody up', () =>
    withRig({ latencyMs: 20 }, async ({ accept, braze, clock, drained }) => {
      await accept(...names(2_000, 'same').map((name) => entry(name, { email: 'kiosk@example.com' })))
      await accept(entry('other'))
      await clock.advance(100)
      expect(braze.taken).toContain('other')
      await drained()
      expect(braze.taken.filter((name) => name !== 'other')).toEqual(names(2_000, 'same'))
    }))

  it('lets hubs take turns', () =>
    withRig(
      {
        before: async (store) =>
          void (await store.append([...names(3_000).map((name) => entry(name, { hub: 'big' })), entry('small', { hub: 'small' })])),
      },
      async ({ braze, drained }) => {
        await drained()
        const first = braze.asked.findIndex(({ events }) => events.includes('small'))
        expect(first).toBeLessThan(2)
        expect(braze.taken).toHaveLength(3_001)
      },
    ))

  it('keeps bounded numbers in flight', () =>
    withRig({ latencyMs: 200 }, async ({ accept, drained, braze }) => {
      await accept(...names(2_000).map((name) => entry(name)))
      await drained()
      expect(braze.open.most).toBe(16)
    }))

  it('the next of a lane is not looked for before the one before it has left', () =>
    withRig(
      {
        wrap: (store, clock) => ({
          ...store,
          claim: async (...args) => {
            const claim = await store.claim(...args)
            return { ...claim, settle: (s) => new Promise<void>((resolve) => clock.after(1_000, resolve)).then(() => claim.settle(s)) }
          },
        }),
      },
      async (rig) => {
        await rig.accept(entry('one', { email: 'ada@example.com' }), entry('two', { email: 'ada@example.com' }))
        await rig.clock.advance(500)
        await rig.accept(entry('other'))
        await rig.drained(30_000)
        expect(rig.braze.taken).toEqual(['one', 'other', 'two'])
      },
    ))
})

describe('limits', () => {
  it('what Braze says is left is kept to', () => {
    const headers = { 'x-ratelimit-limit': '250000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '600' }
    return withRig({ answer: (_asked, count) => (count === 1 ? reply(201, { message: 'success' }, headers) : undefined) }, async (rig) => {
      await rig.accept(entry('one'))
      await rig.clock.advance(1_000)
      expect(rig.braze.asked).toHaveLength(1)
      await rig.accept(entry('two'))
      await rig.clock.advance(500_000)
      expect(rig.braze.asked).toHaveLength(1)
      await rig.drained(200_000)
    })
  })

  it('new limits are in force at once', () =>
    withRig({ workspace: { rate: [{ requests: 1, seconds: 3600 }] } }, async (rig) => {
      await rig.accept(entry('one'))
      await rig.clock.advance(1_000)
      rig.dispatcher.reconfigure(
        { name: 'default', objects: 75, count: 'combined', rate: [{ requests: 100, seconds: 1 }], ambiguous: 'resend' },
        rig.braze,
      )
      await rig.drained(10_000)
    }))

  it('hold also for a batch that goes again', () =>
    withRig({ answer: (_asked, count) => (count === 1 ? reply(503, '') : undefined) }, async (rig) => {
      await rig.accept(...names(30).map((name) => entry(name)))
      await rig.clock.advance(100)
      rig.dispatcher.reconfigure({ ...DEFAULT_WORKSPACE, name: 'default', objects: 10 }, rig.braze)
      await rig.drained()
      expect(rig.braze.asked.map(({ events }) => events.length)).toEqual([30, 5, 5, 5, 5, 5, 5])
      expect(rig.braze.taken.sort()).toEqual(names(30).sort())
    }))
})
