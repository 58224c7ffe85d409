// The dispatcher as a whole: lanes, batches, turns, limits, and what happens to each row.
import { describe, expect, it } from 'vitest'
import type { Clock } from '../../../src/proxy/clock.ts'
import { DEFAULT_WORKSPACE } from '../../../src/core/defaults.ts'
import type { Claim } from '../../../src/proxy/outbox/claim.ts'
import type { Store } from '../../../src/proxy/outbox/store.ts'
import { brazeDouble, indexed, reply, type Answer } from './braze-double.ts'
import { entry, names, withRig, type Rig } from './rig.ts'

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
      const start = clock.now()
      await accept(entry('a'))
      await clock.advance(10)
      await accept(entry('b'))
      await clock.advance(60)
      expect(braze.asked.map(({ events }) => events)).toEqual([['a', 'b']])
      expect(braze.asked[0]!.at - start).toBeLessThanOrEqual(25)
      const then = clock.now()
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

describe('erased and replayed', () => {
  it('does not send what was erased while it was ready, and goes on with the lane', () => {
    let mended = false
    return withRig(
      { answer: () => (mended ? undefined : reply(429, '', { 'retry-after': '30' })) },
      async ({ accept, braze, clock, store, drained }) => {
        await accept(entry('first'))
        await clock.advance(100)
        await accept(entry('gone', { email: 'ada@example.com' }))
        await clock.advance(100)
        expect(await store.erase({ email: 'ada@example.com' })).toMatchObject({ waiting: 1 })
        mended = true
        await clock.advance(60_000)
        await accept({ ...entry('later', { email: 'ada@example.com' }), at: new Date(clock.now()).toISOString() })
        await drained(60_000)
        expect(braze.taken).toEqual(['first', 'later'])
      },
    )
  })

  it('sends what a person sends anew while her erased row still counts as ready', () =>
    withRig({}, async ({ accept, braze, clock, dispatcher, store, drained }) => {
      await clock.advance(1)
      dispatcher.pause('operator')
      await accept(entry('gone', { email: 'ada@example.com' }))
      await clock.advance(100)
      expect(await store.erase({ email: 'ada@example.com' })).toMatchObject({ waiting: 1 })
      await clock.advance(100)
      await accept({ ...entry('later', { email: 'ada@example.com' }), at: new Date(clock.now()).toISOString() })
      await clock.advance(100)
      dispatcher.resume()
      await drained(60_000)
      expect(braze.taken).toEqual(['later'])
    }))

  it('sends what a person sends while it is written that Braze has what she sent before', () => {
    let written = (): void => {}
    return withRig(
      {
        wrap: (store) => ({
          ...store,
          claim: async (...args) => {
            const claim = await store.claim(...args)
            const settle: Claim['settle'] = (settlements) =>
              Promise.all([claim.settle(settlements), new Promise<void>((resolve) => (written = resolve))]).then(() => {})
            return { ...claim, settle }
          },
        }),
      },
      async ({ accept, braze, clock, drained }) => {
        await accept(entry('one', { email: 'ada@example.com' }))
        await clock.advance(500)
        await accept(entry('two', { email: 'ada@example.com' }))
        await clock.advance(500)
        written()
        await clock.advance(500)
        written()
        await drained(60_000)
        expect(braze.taken).toEqual(['one', 'two'])
      },
    )
  })

  it('goes on with a lane over hubs when its first row was erased before it was ready', () =>
    withRig(
      {
        latencyMs: 1_000,
        before: async (store) => {
          const [email, hub] = ['ada@example.com', 'big']
          await store.append(names(3_000).map((name) => entry(name, { hub })))
          // She names him: it is erased with him, and hers in the other hub is not.
          await store.append([entry('', { email, hub, request: { attributes: [{ email, friend: 'bob@example.com' }] } })])
          await store.append([entry('passed by', { email, hub: 'small' })])
        },
      },
      async ({ braze, clock, drained, store }) => {
        await clock.advance(100)
        expect(await store.erase({ email: 'bob@example.com' })).toMatchObject({ waiting: 1 })
        await drained(60_000)
        expect(braze.taken).toContain('passed by')
      },
    ))

  it('sends a replayed dead letter again, after what waits in its lane', () => {
    let mended = false
    const taken = { message: 'success' }
    return withRig(
      { answer: () => (mended ? reply(201, taken) : undefined), latencyMs: 100 },
      async ({ accept, drained, letters, store, braze, clock }) => {
        const email = 'no-at-sign'
        await accept(entry('first', { email }))
        await drained()
        expect(await letters()).toMatchObject([{ reason: 'refused', request: { events: [{ name: 'first' }] } }])
        mended = true
        await accept(entry('second', { email }))
        await clock.advance(50)
        expect(await store.deadLetters.replay({})).toBe(1)
        await drained()
        expect(braze.taken).toEqual(['second', 'first'])
        expect(await letters()).toEqual([])
      },
    )
  })
})

describe('while it takes over', () => {
  const slowly = (store: Store, clock: Clock): Store => ({
    ...store,
    claim: async (...args) => {
      const claim = await store.claim(...args)
      const late = (): Promise<void> => new Promise((resolve) => clock.after(200, resolve))
      return { ...claim, sending: (limit) => late().then(() => claim.sending(limit)) }
    },
  })

  it('an operator’s pause is kept', () =>
    withRig({ wrap: slowly }, async (rig) => {
      await rig.accept(entry('a'))
      await rig.clock.advance(50)
      rig.dispatcher.pause('operator')
      await rig.clock.advance(60_000)
      expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'operator' })
      expect(rig.braze.asked).toEqual([])
    }))

  it('a new key is the one that is used', () =>
    withRig({ wrap: slowly }, async (rig) => {
      await rig.accept(entry('a'))
      await rig.clock.advance(50)
      const withNewKey = brazeDouble(rig.clock)
      rig.dispatcher.reconfigure({ ...DEFAULT_WORKSPACE, name: 'default' }, withNewKey)
      await rig.drained()
      expect(withNewKey.taken).toEqual(['a'])
      expect(rig.braze.asked).toEqual([])
      expect(rig.braze.closed).toBe(true)
    }))
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

describe('stop and start', () => {
  it('the right is given up only when what was in flight is settled', () => {
    const order: string[] = []
    return withRig(
      {
        latencyMs: 1_000,
        wrap: (store) => ({
          ...store,
          claim: async (...args) => {
            const claim = await store.claim(...args)
            return {
              ...claim,
              settle: (s) => claim.settle(s).then(() => void order.push('settled')),
              release: () => (order.push('released'), claim.release()),
            }
          },
        }),
      },
      async (rig) => {
        await rig.accept(entry('one'))
        await rig.clock.advance(500)
        await rig.restart()
        expect(order).toEqual(['settled', 'released'])
      },
    )
  })

  it('settles what is in flight before it stops, and leaves the rest', () =>
    withRig({ latencyMs: 1_000 }, async (rig) => {
      await rig.accept(...names(37).map((name) => entry(name)))
      await rig.clock.advance(30)
      await rig.accept(entry('later'))
      let stopped = false
      void rig.dispatcher.stop().then(() => (stopped = true))
      await rig.clock.runUntil(() => stopped)
      expect(rig.braze.taken).toHaveLength(37)
      expect(rig.braze.closed).toBe(true)
      expect(await rig.waiting()).toBe(1)
      const claim = await rig.store.claim('default', () => {})
      expect(await claim.sending(10)).toEqual([])
    }))
})

it('does not send what was being marked as it was told to stop, and leaves it for the next', () => {
  let isFirst = true
  return withRig(
    {
      wrap: (store, clock) => ({
        ...store,
        claim: async (...args) => {
          const claim = await store.claim(...args)
          const late = (): Promise<void> => new Promise((resolve) => clock.after(1_000, resolve))
          const markLate = (seqs: number[]) => late().then(() => claim.mark(seqs))
          return { ...claim, mark: (seqs) => (isFirst ? markLate(seqs) : claim.mark(seqs)) }
        },
      }),
    },
    async (rig) => {
      await rig.accept(entry('a'))
      await rig.clock.advance(500)
      isFirst = false
      await rig.restart()
      expect(rig.braze.asked).toEqual([])
      await rig.drained()
      expect(rig.braze.taken).toEqual(['a'])
      expect(rig.told.filter((line) => line.startsWith('ambiguous'))).toEqual([])
    },
  )
})

describe('an alias whose attributes are refused', () => {
  /** As Braze: an event by an alias that nothing has made is counted, and dropped. */
  const refusesAttributes: Answer = ({ request: { attributes = [], events = [] } }) =>
    reply(201, {
      message: 'success',
      attributes_processed: 0,
      events_processed: events.length,
      errors: attributes.map((_, index) => indexed('attributes', index, 'bad')),
    })
  const letters = async (rig: Rig) => (await rig.letters()).map(({ reason, detail, request }) => [reason, detail, Object.keys(request)])

  it('makes its event unconfirmed, not sent, and neither does a replay lose it', () =>
    withRig({ answer: refusesAttributes }, async (rig) => {
      await rig.accept(entry('a'))
      await rig.drained()
      const both = [['unconfirmed', 'attributes: bad', ['attributes', 'events']]]
      expect(await letters(rig)).toEqual(both)
      expect(await rig.store.deadLetters.replay({})).toBe(1)
      await rig.drained()
      expect(await letters(rig)).toEqual(both)
      expect(rig.braze.asked).toHaveLength(2)
      expect(rig.told.some((line) => line.startsWith('delivered'))).toBe(false)
    }))

  it('leaves its event alone where another of its attributes objects was taken', () =>
    withRig({ answer: () => reply(201, { message: 'success', errors: [indexed('attributes', 1, 'bad')] }) }, async (rig) => {
      const user_alias = { alias_name: 'ada@example.com', alias_label: 'email' }
      const attributes = [
        { user_alias, first_name: 'Ada' },
        { user_alias, address: { city: 1 }, _merge_objects: true },
      ]
      await rig.accept(entry('', { request: { attributes, events: [{ user_alias, name: 'a', time: '2026-05-04T10:00:00Z' }] } }))
      await rig.drained()
      expect(await letters(rig)).toEqual([['refused', 'attributes: bad', ['attributes']]])
    }))

  it('counts as a refusal: a workspace of which most is refused is paused', () =>
    withRig({ answer: refusesAttributes }, async (rig) => {
      await rig.accept(...names(150).map((name) => entry(name)))
      await rig.clock.advance(60_000)
      expect(rig.dispatcher.state()).toMatchObject({ reason: 'mostly_refused' })
    }))

  it('an alias that was refused in an answer that took nothing makes its event unconfirmed too', () =>
    withRig(
      {
        answer: (_asked, count) => (count === 1 ? reply(401, { message: 'no', errors: [indexed('attributes', 0)] }) : undefined),
      },
      async (rig) => {
        await rig.accept(entry('a'))
        await rig.drained()
        expect((await rig.letters()).map(({ reason, request }) => [reason, Object.keys(request)])).toEqual([
          ['unconfirmed', ['attributes', 'events']],
        ])
        expect(rig.braze.taken).toEqual([])
        expect(rig.told.filter((line) => line.startsWith('delivered'))).toEqual([])
      },
    ))

  it('what was refused in an earlier answer is remembered: the event is unconfirmed, in one letter with it', () => {
    const alias = { user_alias: { alias_name: 'a@b.co', alias_label: 'email' } }
    const time = '2026-05-04T10:00:00Z'
    const request = {
      attributes: [{ ...alias, x: 1, _update_existing_only: false }],
      events: [{ ...alias, name: 'e', time }],
      purchases: [{ ...alias, product_id: 'p', currency: 'EUR', price: 1, time }],
    }
    const naming = ['attributes', 'purchases'] as const
    return withRig(
      {
        answer: (_asked, count) => {
          const array = naming[count - 1]
          return array ? reply(400, { message: 'x', errors: [indexed(array, 0)] }) : reply(201, { message: 'success' })
        },
      },
      async (rig) => {
        await rig.accept(entry('e', { request }))
        await rig.drained()
        expect((await rig.letters()).map(({ reason }) => reason).sort()).toEqual(['refused', 'unconfirmed'])
      },
    )
  })
})
