// How the stand-in keeps people: by Braze's identifier rules, changing attributes as Braze does, and saying what it left out.
import { describe, expect, test } from 'vitest'
import { createProfiles } from '../../demo/fake-braze/profiles.ts'
import type { JsonObject } from '../../src/core/json.ts'
import type { TrackArray } from '../../src/core/track-request.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const time = '2026-11-21T10:00:00.000Z'
const alias = { user_alias: { alias_name: 'ada@example.com', alias_label: 'email' } }

function workspace(aliasEventsCreate: 'never' | 'flag' = 'never') {
  const profiles = createProfiles({ now: () => NOW, aliasEventsCreate: () => aliasEventsCreate })
  const send = (...taken: [TrackArray, JsonObject][]) => profiles.apply(taken.map(([array, object]) => ({ array, object })))
  return { ...profiles, send }
}

describe('who is found or made', () => {
  const cases: [why: string, array: TrackArray, object: JsonObject, made: number][] = [
    ['an unknown external id', 'attributes', { external_id: 'u1' }, 1],
    ['an unknown external id, update only', 'attributes', { external_id: 'u1', _update_existing_only: true }, 0],
    ['an event of an unknown external id', 'events', { external_id: 'u1', name: 'e', time }, 1],
    ['an unknown alias without the flag', 'attributes', { ...alias, team: 'Reds' }, 0],
    ['an unknown alias with the flag', 'attributes', { ...alias, _update_existing_only: false }, 1],
    ['an event of an unknown alias, even with the flag', 'events', { ...alias, name: 'e', time, _update_existing_only: false }, 0],
    ['an unknown braze_id', 'attributes', { braze_id: 'b1' }, 0],
    ['an unknown e-mail', 'attributes', { email: 'ada@example.com' }, 1],
    ['an unknown phone', 'events', { phone: '+61400000000', name: 'e', time }, 1],
  ]
  test.each(cases)('%s', (_, array, object, made) => {
    const { send, all } = workspace()
    send([array, object])
    expect(all()).toHaveLength(made)
  })

  test('by the other reading of the documentation, the flag on an event makes an alias', () => {
    const { send, all } = workspace('flag')
    send(['events', { ...alias, name: 'e', time, _update_existing_only: false }])
    expect(all()).toHaveLength(1)
  })

  test('an event finds the alias that the attributes of the same request made', () => {
    const { send, all } = workspace()
    send(['attributes', { ...alias, email: 'ada@example.com', _update_existing_only: false }], ['events', { ...alias, name: 'e', time }])
    expect(all()).toMatchObject([{ user_aliases: [alias.user_alias], attributes: { email: 'ada@example.com' }, events: [{ name: 'e' }] }])
  })

  test('an e-mail finds the profile that has it now, an external id before others, and case counts', () => {
    const { send, all, find } = workspace()
    send(['attributes', { ...alias, email: 'ada@example.com', _update_existing_only: false }])
    send(['attributes', { external_id: 'u1', email: 'ada@example.com' }])
    expect(find({ by: 'email', id: 'ada@example.com' })?.external_id).toBe('u1')
    send(['attributes', { external_id: 'u1', email: 'new@example.com' }])
    expect(find({ by: 'email', id: 'ada@example.com' })?.user_aliases).toEqual([alias.user_alias])
    send(['attributes', { email: 'Ada@example.com' }])
    expect(all()).toHaveLength(3)
  })

  test('a phone of ten digits is one of the United States, and finds it', () => {
    const { send, all } = workspace()
    send(['attributes', { phone: '+12025550156', team: 'Reds' }])
    send(['events', { phone: '2025550156', name: 'e', time }])
    expect(all()).toMatchObject([{ attributes: { phone: '+12025550156', team: 'Reds' }, events: [{ name: 'e' }] }])
  })

  test('beside a primary identifier the e-mail is an attribute', () => {
    const { send, all } = workspace()
    send(['attributes', { email: 'ada@example.com', team: 'Reds' }])
    send(['attributes', { external_id: 'u1', email: 'ada@example.com', team: 'Blues' }])
    expect(all().map(({ attributes }) => attributes['team'])).toEqual(['Reds', 'Blues'])
  })
})

describe('what changes', () => {
  const cases: [why: string, steps: JsonObject[], attributes: JsonObject][] = [
    ['a later value', [{ team: 'Reds' }, { team: 'Blues' }], { team: 'Blues' }],
    ['null takes away', [{ team: 'Reds' }, { team: null }], {}],
    ['an empty text is kept', [{ team: '' }], { team: '' }],
    ['inc', [{ plays: { inc: 1 } }, { plays: { inc: 2 } }], { plays: 3 }],
    ['add and remove', [{ t: ['a'] }, { t: { add: ['b', 'a'] } }, { t: { remove: ['a'] } }], { t: ['b'] }],
    ['merge', [{ o: { a: 1, b: { c: 1 } } }, { o: { b: { d: 2 } }, _merge_objects: true }], { o: { a: 1, b: { c: 1, d: 2 } } }],
    ['without merge', [{ o: { a: 1 } }, { o: { b: 2 } }], { o: { b: 2 } }],
    [
      'objects in a list',
      [
        { cars: [{ id: 1, c: 'red' }] },
        { cars: { $add: [{ id: 2, c: 'blue' }] } },
        { cars: { $update: [{ $identifier_key: 'id', $identifier_value: 1, $new_object: { c: 'green' } }] } },
        { cars: { $remove: [{ $identifier_key: 'id', $identifier_value: 2 }] } },
      ],
      { cars: [{ id: 1, c: 'green' }] },
    ],
    ['another type than the first', [{ score: '42' }, { score: 42 }], { score: '42' }],
    [
      'one called as what every object has',
      [{ constructor: 'a' }, { constructor: 'b', hasOwnProperty: 'c' }],
      { constructor: 'b', hasOwnProperty: 'c' },
    ],
    ['a country by its name takes away the one before', [{ country: 'AU' }, { country: 'Australia' }], {}],
    ['a birthday by another format', [{ dob: '04/05/1990' }], {}],
    ['a birthday on no day', [{ dob: '1990-02-31' }], {}],
    ['a birthday on a leap day', [{ dob: '2000-02-29' }], { dob: '2000-02-29' }],
    [
      'a zone',
      [{ time_zone: 'Australia/Melbourne' }, { time_zone: 'Melbourne' }, { time_zone: '+10:00' }],
      { time_zone: 'Australia/Melbourne' },
    ],
    ['a picture', [{ image_url: 'https://a.example/b.png' }, { image_url: 'b.png' }], { image_url: 'https://a.example/b.png' }],
    [
      'a place',
      [{ current_location: { longitude: 1, latitude: 2 } }, { current_location: 'Perth' }],
      { current_location: { longitude: 1, latitude: 2 } },
    ],
    [
      'a time',
      [{ date_of_first_session: '2026-11-21T10:00:00Z' }, { date_of_first_session: '21/11/2026' }],
      { date_of_first_session: '2026-11-21T10:00:00Z' },
    ],
    ['ten digits are a number of the United States', [{ phone: '0491570156' }], { phone: '+10491570156' }],
    ['a switch', [{ email_open_tracking_disabled: 'true' }], {}],
  ]
  test.each(cases)('%s', (_, steps, attributes) => {
    const { send, all } = workspace()
    for (const step of steps) send(['attributes', { external_id: 'u1', ...step }])
    expect(all()[0]?.attributes).toEqual(attributes)
  })

  test('what was left out is said', () => {
    const { send, all } = workspace()
    send(['attributes', { external_id: 'u1', score: '42' }], ['attributes', { external_id: 'u1', score: 42 }])
    expect(all()[0]?.ignored).toEqual([{ key: 'score', value: 42, why: 'other_type' }])
  })

  const bad: [where: string, value: JsonObject[string]][] = [
    ['an object', { 'a b': 1 }],
    ['an object in an object', { a: { 'b.c': 1 } }],
    ['a list', [{ a$: 1 }]],
    ['a list in an object', { a: [{ $b: 1 }] }],
    ['what is added', { add: [{ 'a b': 1 }] }],
    ['objects that are added', { $add: [{ 'a b': 1 }] }],
    ['an object that is changed', { $update: [{ $identifier_key: 'id', $identifier_value: 1, $new_object: { 'a b': 1 } }] }],
  ]
  test.each(bad)('one bad key in %s drops all nested updates of its request, and nothing else', (_, value) => {
    const { send, all } = workspace()
    const [nested, added] = [{ a: 1 }, { $add: [{ id: 2 }] }]
    send(
      ['attributes', { external_id: 'u1', o: value }],
      ['attributes', { external_id: 'u2', o: nested, list: added, tags: { add: ['x'] }, plays: { inc: 1 }, team: 'Reds' }],
    )
    expect(all().map(({ attributes }) => attributes)).toEqual([{}, { tags: ['x'], plays: 1, team: 'Reds' }])
    expect(all()[1]?.ignored).toEqual([
      { key: 'o', value: nested, why: 'bad_nested' },
      { key: 'list', value: added, why: 'bad_nested' },
    ])
  })

  test('the keys of an operation itself are good', () => {
    const { send, all } = workspace()
    const at = (id: number) => ({ $identifier_key: 'id', $identifier_value: id })
    send(['attributes', { external_id: 'u1', cars: [{ id: 1 }, { id: 2 }] }])
    send([
      'attributes',
      { external_id: 'u1', cars: { $update: [{ ...at(1), $new_object: { c: 'red' } }], $remove: [at(2), at(3)], $add: [{ id: 4 }] } },
    ])
    expect(all()[0]).toMatchObject({ attributes: { cars: [{ id: 1, c: 'red' }, { id: 4 }] }, ignored: [] })
  })

  test('the same event twice is two events, and a future time becomes now', () => {
    const { send, all } = workspace()
    const event: JsonObject = { external_id: 'u1', name: 'e', time: '2030-01-01T00:00:00Z' }
    send(['events', event])
    send(['events', event])
    expect(all()[0]?.events).toEqual(Array(2).fill({ name: 'e', time: '2026-11-21T12:00:00.000Z', properties: {} }))
  })

  test('a subscription state reaches the other profiles of the address', () => {
    const { send, all } = workspace()
    const group = '11111111-2222-4333-8444-555555555555'
    send(['attributes', { external_id: 'u1', email: 'ada@example.com', email_subscribe: 'unsubscribed' }])
    send([
      'attributes',
      {
        external_id: 'u2',
        email: 'ada@example.com',
        email_subscribe: 'subscribed',
        subscription_groups: [{ subscription_group_id: group, subscription_state: 'subscribed' }],
      },
    ])
    expect(all()).toMatchObject([
      { attributes: { email_subscribe: 'subscribed' }, subscription_groups: { [group]: 'subscribed' } },
      { attributes: { email_subscribe: 'subscribed' }, subscription_groups: { [group]: 'subscribed' } },
    ])
  })
})
