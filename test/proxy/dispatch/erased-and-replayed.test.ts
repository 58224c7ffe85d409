// Rows that are erased, or sent again, while the dispatcher is at work.
import { describe, expect, it } from 'vitest'
import type { Claim } from '../../../src/proxy/outbox/claim.ts'
import { reply } from './braze-double.ts'
import { entry, markingLate, names, withRig } from './rig.ts'

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

  it('of a batch one of whose rows was erased the others get the answer that is theirs', () => {
    let mended = false
    return withRig(
      { answer: () => (mended ? undefined : reply(429, '', { 'retry-after': '30' })) },
      async ({ accept, braze, clock, store, drained, letters, told }) => {
        await accept(entry('first'))
        await clock.advance(100)
        await accept(entry('gone', { email: 'ada@example.com' }), entry('bad', { email: 'no-at-sign' }), entry('good'))
        await clock.advance(100)
        expect(await store.erase({ email: 'ada@example.com' })).toMatchObject({ waiting: 1 })
        mended = true
        await drained(60_000)
        expect(braze.taken).toEqual(['first', 'good'])
        expect(await letters()).toMatchObject([{ request: { events: [{ name: 'bad' }] } }])
        expect(told.filter((line) => /^(batch|uncounted)/.test(line))).toEqual(['batch 1 2', 'batch 1 2', 'batch 2 4'])
      },
    )
  })

  it('of a row that was erased on its way no dead letter is reported, for there is none', () =>
    withRig({ latencyMs: 1_000 }, async ({ accept, clock, store, letters, told }) => {
      await accept(entry('gone', { email: 'no-at-sign' }), entry('bad', { email: 'none-here' }))
      await clock.advance(500)
      expect(await store.erase({ alias_name: 'no-at-sign' })).toMatchObject({ sending: 1 })
      await clock.advance(1_000)
      expect(await letters()).toMatchObject([{ request: { events: [{ name: 'bad' }] } }])
      expect(told.filter((line) => line.startsWith('objectsDied'))).toEqual(['objectsDied "refused" 2'])
    }))

  it('does not ask again for what was erased from a batch that an operator’s pause has held back', () => {
    const marks: number[] = []
    return withRig(
      { wrap: markingLate((seqs) => marks.push(seqs.length) > 0) },
      async ({ accept, braze, clock, dispatcher, store, drained }) => {
        await accept(entry('gone', { email: 'ada@example.com' }), entry('kept'))
        await clock.runUntil(() => marks.length === 1)
        dispatcher.pause('operator')
        expect(await store.erase({ email: 'ada@example.com' })).toMatchObject({ waiting: 1 })
        await clock.advance(2_000)
        dispatcher.resume()
        await drained(60_000)
        expect([braze.taken, marks]).toEqual([['kept'], [2, 1]])
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
              Promise.all([claim.settle(settlements), new Promise<void>((resolve) => (written = resolve))]).then(([there]) => there)
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
