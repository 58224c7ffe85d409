// What an operator sees of a person: never enough to know who it is.
import { expect, test } from 'vitest'
import { maskDetail, maskRequest, maskText } from '../../../src/proxy/activity/mask.ts'

const user_alias = { alias_name: 'a@b.co', alias_label: 'email' }

test.each([
  ['jo@example.com', 'j•••@e•••.com'],
  ['jo@bücher.xn--p1ai', 'j•••@b•••.xn--p1ai'],
  ['jo@example.com-Ada Lovelace', 'jo•••'],
  ['jo@example.com, born in Oslo. Called Ada', 'jo•••'],
  ['Ada <jo@example.com>', 'Ad•••'],
  ['\u001b]0;annas', ']0•••'],
  ['\u009d\u202eannas', 'an•••'],
  ['+61400000089', '+61•••89'],
  ['member-77', 'me•••'],
  ['annas', 'an•••'],
  ['anna', '•••'],
  ['ab', '•••'],
])('%s is shown as %s', (text, masked) => {
  expect(maskText(text)).toBe(masked)
})

test('of an event its name and time words are shown, of its properties none, even one called as a key of Braze’s', () => {
  const event = { user_alias, name: 'Entered', time: '2026-05-04T10:00:00Z', properties: { name: 'Ada Lovelace' } }
  const [masked] = maskRequest({ events: [event] }).events ?? []
  expect(masked).toMatchObject({ name: 'Entered', properties: { name: '•••' } })
})

test('of a purchase its product is masked, which a rule may take from a field; its currency is not', () => {
  const purchase = { user_alias, product_id: 'Ada Lovelace', currency: 'EUR', price: 9, time: '2026-05-04T10:00:00Z' }
  const [masked] = maskRequest({ purchases: [purchase] }).purchases ?? []
  expect(masked).toMatchObject({ product_id: '•••', currency: 'EUR' })
})

test('an attribute called as a key of Braze’s is masked', () => {
  const [masked] = maskRequest({ attributes: [{ external_id: 'x', name: 'Ada Lovelace', currency: 'pounds' }] }).attributes ?? []
  expect(masked).toMatchObject({ name: '•••', currency: '•••' })
})

test.each([
  ['phone +61 400 000 000 is invalid', 'phone ••• is invalid'],
  ['jo@example.com is invalid', '••• is invalid'],
  ['the value "Ada" is invalid', 'the value "•••" is invalid'],
  ["o'brien@example.com is not valid for 'first_name'", "••• is not valid for 'first_name'"],
  ["'o'brien@example.com' is taken", "'•••' is taken"],
  ["to='ada@example.com' is not valid for 'first_name'", "to='•••' is not valid for 'first_name'"],
  ["'O'Brien' is not valid for 'first_name'", "'•••' is not valid for 'first_name'"],
  ["can't take 'Ada' or 'Bo'", "can't take '•••' or '•••'"],
  ["'Ada'is invalid", "'•••'is invalid"],
  ["'Ada' and 'ada99' are not valid for 'first_name'", "'•••' and '•••' are not valid for 'first_name'"],
  ["smith'jones@example.com is not valid", '••• is not valid'],
  ["'d'ada@example.com' is not valid for 'email', nor 'Ada Lovelace'", "'•••' is not valid for 'email', nor '•••'"],
  ["'Conan O'Brien' is not valid for 'first_name'", "'•••' is not valid for 'first_name'"],
  ["'first_name' can't be 'Ada'", "'first_name' can't be '•••'"],
  ["'lovelace' is not valid for 'last_name', nor for 'favourite_team'", "'•••' is not valid for 'last_name', nor for 'favourite_team'"],
  ["'attributes' has no 'external_id'", "'attributes' has no 'external_id'"],
  ['“Ada” and `ada` are not valid', '“•••” and `•••` are not valid'],
  ['05/04/1990 is no date', '••• is no date'],
])('in what Braze says, whatever may be a person’s is masked: %s', (said, masked) => {
  expect(maskDetail(said, { attributes: [{ external_id: 'x', favourite_team: 'lovelace' }] })).toBe(masked)
})
