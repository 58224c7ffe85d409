// A body's JSON: half a character, as a page's `slice` leaves it, becomes what browsers send for one in a form.
import { expect, test } from 'vitest'
import { parseJson } from '../../../src/proxy/http/parse-json.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test.each<[value: unknown, mended: unknown]>([
  ['Win a \ud83c', 'Win a \ufffd'],
  [{ a: ['\udfc6', { b: 'x\ud83cy' }] }, { a: ['\ufffd', { b: 'x\ufffdy' }] }],
  [
    { 'team \ud83c': 1, b: 2 },
    { 'team \ufffd': 1, b: 2 },
  ],
  ['🏆', '🏆'],
  [
    { a: '\ud83c🏆', n: 1.5, t: true, z: null },
    { a: '\ufffd🏆', n: 1.5, t: true, z: null },
  ],
  ['C:\\udder', 'C:\\udder'],
])('%j', (value, mended) => {
  expect(parseJson(bytes(JSON.stringify(value)))).toEqual(mended)
})

test('a __proto__ key stays a key like any other', () => {
  const parsed = parseJson(bytes('{"__proto__":{"a":"\\ud83c"}}')) as object
  expect(Object.keys(parsed)).toEqual(['__proto__'])
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype)
})

test.each(['{', '', '"\\ud83c', `${'['.repeat(50_000)}"\\ud83c"`, `${'['.repeat(50_000)}"\\ud83c"${']'.repeat(50_000)}`])(
  'no JSON, or none that ends: never thrown at',
  (text) => {
    expect(() => parseJson(bytes(text))).not.toThrow()
  },
)

test('bytes that are no UTF-8 are no JSON', () => {
  expect(parseJson(new Uint8Array([0x22, 0xed, 0xa0, 0xbc, 0x22]))).toBeUndefined()
})
