// Payment card numbers in texts: found with any separators, never taken from what only looks long.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasCardNumber } from '../../src/core/card-number.ts'

const NUMBERS = [
  '4111111111111111',
  '4000000000000000006',
  '5555555555554444',
  '2223003122003222',
  '378282246310005',
  '30569309025904',
  '3530111333300000',
  '6011111111111117',
  '6200000000000005',
  '6304000000000000',
]

test.each(NUMBERS)('%s, with and without separators, alone and in a text', (number) => {
  const groups = number.match(/.{1,4}/g) ?? []
  for (const text of [
    number,
    groups.join(' '),
    groups.join('-'),
    `my card: ${groups.join(' ')}.`,
    JSON.stringify([number]),
    `a ${number} b`,
  ]) {
    expect(hasCardNumber(text), text).toBe(true)
  }
})

test.each([
  '4111 1111 1111 1111 12/27',
  '4111111111111111 1227',
  '3782 822463 10005 12/25',
  '12 4111 1111 1111 1111',
  '4111\u00a01111\u00a01111\u00a01111',
  '4111–1111–1111–1111',
  '4111  1111  1111  1111',
  '4111_1111_1111_1111',
  JSON.stringify('4111\n1111\n1111\n1111'),
  JSON.stringify({ card: '4111\t1111\t1111\t1111' }),
  '４１１１１１１１１１１１１１１１',
  '４１１１　１１１１　１１１１　１１１１',
  '４１１１－１１１１－１１１１－１１１１',
])('%s: other digits beside it, separators of all kinds', (text) => {
  expect(hasCardNumber(text)).toBe(true)
})

test('a long column of digits is looked through in no time', () => {
  expect(hasCardNumber('1 '.repeat(5_000))).toBe(false)
  expect(hasCardNumber(`${'1 '.repeat(5_000)}4111 1111 1111 1111`)).toBe(true)
})

test.each(NUMBERS)('%s with a wrong check digit is none', (number) => {
  expect(hasCardNumber(number.slice(0, -1) + ((Number(number.slice(-1)) + 1) % 10))).toBe(false)
})

test.each([
  '',
  '0',
  '12345',
  '+4915112345678',
  '491511234567',
  '2026-11-21T20:15:30Z',
  '9111111111111111',
  '41111111111111111111111',
  'experience',
  '4111 1111',
  // Half a check digit is none.
  '4111 1111 1111 1116',
])('%s is none', (text) => {
  expect(hasCardNumber(text)).toBe(false)
})

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string(), (text) => void hasCardNumber(text)))
})
