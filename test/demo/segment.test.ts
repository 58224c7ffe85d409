// Who is in a segment: every kind of filter on one person.
import { expect, test } from 'vitest'
import type { Profile } from '../../demo/fake-braze/profile.ts'
import { isInSegment, type Filter } from '../../demo/page/segment.ts'

const at = '2026-11-21T10:00:00.000Z'
const ada: Profile = {
  braze_id: '1',
  user_aliases: [],
  attributes: { team: 'Harbour Sharks', games: 7, interests: ['Tipping'], email_subscribe: 'subscribed', member: true },
  subscription_groups: { 'group-1': 'unsubscribed' },
  events: [
    { name: 'Played', time: at, properties: {} },
    { name: 'Played', time: at, properties: {} },
  ],
  purchases: [],
  ignored: [],
  created_at: at,
  updated_at: at,
}

const cases: [Filter, boolean][] = [
  [{ on: 'attribute', name: 'team', test: 'is', value: 'harbour sharks' }, true],
  [{ on: 'attribute', name: 'team', test: 'is', value: 'Harbour' }, false],
  [{ on: 'attribute', name: 'team', test: 'contains', value: 'shark' }, true],
  [{ on: 'attribute', name: 'team', test: 'is_not', value: 'Ridge Kites' }, true],
  [{ on: 'attribute', name: 'town', test: 'is_not', value: 'Perth' }, true],
  [{ on: 'attribute', name: 'town', test: 'is', value: '' }, false],
  [{ on: 'attribute', name: 'town', test: 'is_set', value: '' }, false],
  [{ on: 'attribute', name: 'member', test: 'is', value: 'true' }, true],
  [{ on: 'attribute', name: 'games', test: 'more_than', value: '6' }, true],
  [{ on: 'attribute', name: 'games', test: 'more_than', value: '7' }, false],
  [{ on: 'attribute', name: 'team', test: 'more_than', value: '1' }, false],
  [{ on: 'attribute', name: 'interests', test: 'contains', value: 'Tipping' }, true],
  [{ on: 'attribute', name: 'interests', test: 'contains', value: 'Tip' }, false],
  [{ on: 'event', name: 'Played', test: 'did', times: 2 }, true],
  [{ on: 'event', name: 'Played', test: 'did', times: 3 }, false],
  [{ on: 'event', name: 'Played', test: 'did_not', times: 1 }, false],
  [{ on: 'event', name: 'Shared', test: 'did_not', times: 1 }, true],
  [{ on: 'subscription', name: 'email_subscribe', state: 'subscribed' }, true],
  [{ on: 'subscription', name: 'group-1', state: 'unsubscribed' }, true],
  [{ on: 'subscription', name: 'push_subscribe', state: 'none' }, true],
]

test.each(cases)('%j: %s', (filter, isIn) => {
  expect(isInSegment(ada, [filter])).toBe(isIn)
})

test('all filters must hold; none is everyone', () => {
  expect(isInSegment(ada, [cases[0]![0], cases[1]![0]])).toBe(false)
  expect(isInSegment(ada, [])).toBe(true)
})
