// What the stand-in takes and refuses, object by object: a table after Braze's documentation.
import { expect, test } from 'vitest'
import { TWO_IDENTIFIERS, BAD_EMAIL, NO_IDENTIFIER } from '../../demo/fake-braze/identifier.ts'
import { judge } from '../../demo/fake-braze/judge.ts'
import { isBrazeEmail } from '../../demo/fake-braze/judge-email.ts'
import type { TrackArray } from '../../src/core/track-request.ts'

const who = { external_id: 'u1' }
const time = '2026-11-21T10:00:00.000Z'
const group = '11111111-2222-4333-8444-555555555555'

const cases: [why: string, array: TrackArray, object: unknown, verdict: string | undefined][] = [
  ['an external id', 'attributes', { external_id: 'u1', first_name: 'Ada' }, undefined],
  ['no identifier', 'attributes', { first_name: 'Ada' }, NO_IDENTIFIER],
  ['two primary identifiers', 'attributes', { external_id: 'u1', braze_id: 'b1' }, TWO_IDENTIFIERS],
  [
    'an alias beside an external id',
    'events',
    { ...who, user_alias: { alias_name: 'a', alias_label: 'email' }, name: 'e', time },
    TWO_IDENTIFIERS,
  ],
  ['an alias', 'attributes', { user_alias: { alias_name: 'a', alias_label: 'email' } }, undefined],
  ['an alias without its label', 'attributes', { user_alias: { alias_name: 'a' } }, "'user_alias' needs 'alias_name' and 'alias_label'"],
  ['an external id of 988 bytes', 'attributes', { external_id: 'é'.repeat(494) }, "'external_id' is not valid"],
  ['an external id of 987 bytes', 'attributes', { external_id: 'x'.repeat(987) }, undefined],
  ['an empty external id', 'attributes', { external_id: '' }, "'external_id' is not valid"],
  ['an e-mail as key', 'attributes', { email: 'a@b.co' }, undefined],
  ['a bad e-mail as key', 'events', { email: 'a@b', name: 'e', time }, BAD_EMAIL],
  ['a bad e-mail beside a primary', 'attributes', { ...who, email: 'a b@c.co' }, BAD_EMAIL],
  ['an e-mail taken away', 'attributes', { ...who, email: null }, undefined],
  ['a phone as key', 'attributes', { phone: '+61400000000' }, undefined],
  ['opted_in', 'attributes', { ...who, email_subscribe: 'opted_in' }, undefined],
  ['an invented state', 'attributes', { ...who, email_subscribe: 'yes' }, "'email_subscribe' is not a valid subscription state"],
  ['a boolean state', 'attributes', { ...who, push_subscribe: true }, "'push_subscribe' is not a valid subscription state"],
  [
    'a group',
    'attributes',
    { ...who, subscription_groups: [{ subscription_group_id: group, subscription_state: 'subscribed' }] },
    undefined,
  ],
  [
    'a group opted in',
    'attributes',
    { ...who, subscription_groups: [{ subscription_group_id: group, subscription_state: 'opted_in' }] },
    "'subscription_groups' is not valid",
  ],
  [
    'a group without a UUID',
    'attributes',
    { ...who, subscription_groups: [{ subscription_group_id: 'news', subscription_state: 'subscribed' }] },
    "'subscription_groups' is not valid",
  ],
  ['an attribute with $', 'attributes', { ...who, $team: 1 }, "'$team' is not a valid key"],
  ['an event', 'events', { ...who, name: 'Played', time, properties: { score: 3 } }, undefined],
  ['an event by date only', 'events', { ...who, name: 'Played', time: '2026-11-21' }, undefined],
  ['an event without name', 'events', { ...who, time }, "'name' is not valid"],
  ['an event without time', 'events', { ...who, name: 'Played' }, "'time' is not valid"],
  ['an event at a wrong time', 'events', { ...who, name: 'Played', time: '21.11.2026' }, "'time' is not valid"],
  ['an event on the 40th', 'events', { ...who, name: 'Played', time: '2026-11-40T10:00:00Z' }, "'time' is not valid"],
  ['an event on the 31st of February', 'events', { ...who, name: 'Played', time: '2026-02-31T10:00:00Z' }, "'time' is not valid"],
  ['properties in a list', 'events', { ...who, name: 'Played', time, properties: [] }, "'properties' must be an object"],
  ['a property named time', 'events', { ...who, name: 'Played', time, properties: { time } }, "'time' is a reserved property name"],
  [
    'a property named event_name',
    'events',
    { ...who, name: 'Played', time, properties: { event_name: 'x' } },
    "'event_name' is a reserved property name",
  ],
  ['an event property named price', 'events', { ...who, name: 'Played', time, properties: { price: 1 } }, undefined],
  ['a property with $', 'events', { ...who, name: 'Played', time, properties: { $a: 1 } }, "'$a' is not a valid key"],
  [
    '257 properties',
    'events',
    { ...who, name: 'Played', time, properties: Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`p${i}`, i])) },
    "'properties' may have 256 entries at most",
  ],
  [
    'properties of more bytes than characters',
    'events',
    { ...who, name: 'Played', time, properties: { words: ['é'.repeat(60_000)] } },
    "'properties' is too large",
  ],
  ['an object of more than 100 KB', 'attributes', { ...who, prizes: { all: 'é'.repeat(60_000) } }, "'prizes' is too large"],
  [
    'a list of objects of more than 100 KB',
    'attributes',
    { ...who, prizes: { $add: [{ a: 'x'.repeat(110_000) }] } },
    "'prizes' is too large",
  ],
  ['an object of less', 'attributes', { ...who, prizes: { all: 'é'.repeat(50_000) } }, undefined],
  ['a purchase', 'purchases', { ...who, product_id: 'shirt', currency: 'AUD', price: 19.95, quantity: 1, time }, undefined],
  ['a purchase of nothing', 'purchases', { ...who, currency: 'AUD', price: 1, time }, "'product_id' is not valid"],
  ['a price as text', 'purchases', { ...who, product_id: 'shirt', currency: 'AUD', price: '1', time }, "'price' is not valid"],
  [
    'a hundred and one pieces',
    'purchases',
    { ...who, product_id: 'shirt', currency: 'AUD', price: 1, quantity: 101, time },
    "'quantity' is not valid",
  ],
  [
    'a purchase property named price',
    'purchases',
    { ...who, product_id: 'shirt', currency: 'AUD', price: 1, time, properties: { price: 1 } },
    "'price' is a reserved property name",
  ],
  ['a text', 'events', 'Played', 'Each entry must be an object'],
]

test.each(cases)('%s', (_, array, object, verdict) => {
  expect(judge(array, object)).toBe(verdict)
})

test.each([
  ['ada@example.com', true],
  ['a.b+c@sub.example.co', true],
  ['ada@example', false],
  ['@example.com', false],
  ['.ada@example.com', false],
  ['ada.@example.com', false],
  ['a"b@example.com', false],
  ['ada@10.0.0.1', false],
  ['ada@-example.com', false],
  ['ada@exämple.com', false],
  ['ada@xn--exmple-cua.com', true],
  [`${'a'.repeat(65)}@example.com`, false],
  [`a@${'b'.repeat(64)}.com`, false],
  [' ada@example.com', false],
  [7, false],
])('the address %s: %s', (address, good) => {
  expect(isBrazeEmail(address)).toBe(good)
})
