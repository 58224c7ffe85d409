// What the proxy looks up for `shape`; how it is read is in the vectors.
import { expect, test } from 'vitest'
import { tables } from '../../../src/proxy/accept/tables.ts'

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Europe/Nowhere', false],
  ['+10:00', false],
  ['', false],
])('a time zone is named as IANA does: %s', (name, isOne) => {
  expect(tables.isTimeZone(name)).toBe(isOne)
})

test.each([
  ['0412 345 678', '+61412345678'],
  ['+49 30 123456', '+4930123456'],
  ['0412 345 678 ext. 9', undefined],
  ['call 0412 345 678', undefined],
  ['0412 345', undefined],
])('a phone number is whole and nothing but itself: %s', (text, number) => {
  expect(tables.phone(text, 'AU')).toBe(number)
})

test.each([
  ['bücher.example', 'xn--bcher-kva.example'],
  ['localhost', undefined],
  ['192.0.2.1', undefined],
  [`${'a'.repeat(64)}.example`, undefined],
])('a host is a domain name: %s', (host, ascii) => {
  expect(tables.asciiHost(host)).toBe(ascii)
})
