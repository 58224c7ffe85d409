// What Braze drops without a word: the event of an alias whose attributes it refused.
import { describe, expect, it } from 'vitest'
import { indexed, reply, type Answer } from './braze-double.ts'
import { entry, names, withRig, type Rig } from './rig.ts'

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
