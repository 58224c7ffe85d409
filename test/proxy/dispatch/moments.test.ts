// What happens in the moment before or after something else: an erasure, a pause, new limits, a lost claim.
import { expect, it } from 'vitest'
import { createPace } from '../../../src/proxy/dispatch/pace.ts'
import { indexed, reply } from './braze-double.ts'
import { entry, names, withRig } from './rig.ts'

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
it('after a resume the refusals are counted anew', () =>
  withRig({}, async (rig) => {
    await rig.accept(...names(150, 'bad').map((name) => entry(name, { email: `${name}-no-at` })))
    await rig.clock.advance(600_000)
    expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'mostly_refused' })
    rig.dispatcher.resume()
    await rig.accept(entry('later'))
    await rig.clock.advance(60_000)
    expect(rig.dispatcher.state()).toMatchObject({ state: 'running' })
  }))
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
it('an answer of Braze does not take the operator’s pause away', () =>
  withRig({ latencyMs: 1_000, answer: (_asked, count) => (count === 1 ? reply(401, '') : undefined) }, async (rig) => {
    await rig.accept(entry('one'))
    await rig.clock.advance(500)
    rig.dispatcher.pause('operator')
    await rig.clock.advance(600_000)
    expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'operator' })
    expect(rig.braze.asked).toHaveLength(1)
  }))
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
it('what is reserved counts against what Braze left', () => {
  const pace = createPace([{ requests: 100, seconds: 1 }], 0)
  pace.wait(10_000)
  pace.limitTo({ remaining: 1, reset: 60_000 }, 0, 10_000)
  pace.reserve()
  expect(pace.wait(10_000)).toBe(50_000)
})
it('changed limits give no new burst', () => {
  const pace = createPace([{ requests: 100, seconds: 1 }], 0)
  while (pace.wait(10_000) === 0) {
    pace.reserve()
    pace.use(10_000)
  }
  pace.setRates([{ requests: 200, seconds: 1 }], 10_000)
  expect(pace.wait(10_000)).toBeGreaterThan(0)
})
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
it('what is paused stays so when the right is lost and got again', () => {
  let lose = (): void => {}
  return withRig(
    {
      answer: () => reply(401, ''),
      wrap: (store) => ({ ...store, claim: (name, lost, signal) => ((lose = lost), store.claim(name, lost, signal)) }),
    },
    async (rig) => {
      await rig.accept(entry('one'))
      await rig.clock.advance(1_000)
      lose()
      await rig.clock.advance(1_000)
      expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'unauthorized' })
      expect(rig.braze.asked).toHaveLength(1)
    },
  )
})
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
it('refusals count also where a second answer took the rest', () =>
  withRig(
    {
      answer: ({ request: { attributes } }) =>
        attributes
          ? reply(400, { message: 'x', errors: attributes.map((_, index) => indexed('attributes', index)) })
          : reply(201, { message: 'success' }),
    },
    async (rig) => {
      await rig.accept(...names(190, 'n').map((name) => entry(name)))
      await rig.clock.advance(600_000)
      expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'mostly_refused' })
    },
  ))
