// @vitest-environment node
// Copies of data-layer payloads: whatever the page pushes becomes plain JSON, and nothing it contains can throw or loop.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plain } from '../../src/embed/komo/plain.ts'

test('JSON stays what it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(JSON.parse(JSON.stringify(plain(value)))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('anything at all gives something that JSON can hold', () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withSparseArray: true, withTypedArray: true }),
      (value) => {
        expect(() => JSON.stringify(plain({ value }))).not.toThrow()
      },
    ),
  )
})

test('the order in which keys were written does not matter: two copies of one event are one', () => {
  expect(JSON.stringify(plain({ b: 1, a: { d: 2, c: 3 } }))).toBe(JSON.stringify(plain({ a: { c: 3, d: 2 }, b: 1 })))
})

test('a key named like a method is a key', () => {
  expect(plain({ toString: '', valueOf: 1 })).toEqual({ toString: '', valueOf: 1 })
})

test('cycles end, and shared objects are copied each time', () => {
  const shared = { a: 1 }
  const cyclic: Record<string, unknown> = { one: shared, two: shared, list: [] }
  cyclic['self'] = cyclic
  ;(cyclic['list'] as unknown[]).push(cyclic, 2)
  expect(JSON.parse(JSON.stringify(plain(cyclic)))).toEqual({ one: { a: 1 }, two: { a: 1 }, list: [null, 2] })
})

test('a copy does not change with the original', () => {
  const original = { deep: { answer: 'red' } }
  const copy = plain(original)
  original.deep.answer = 'blue'
  expect(copy).toEqual({ deep: { answer: 'red' } })
})

test('a text is copied up to its first 10,000 characters', () => {
  const long = 'x'.repeat(10_001)
  expect(plain({ long, list: [long] })).toEqual({ long: 'x'.repeat(10_000), list: ['x'.repeat(10_000)] })
})
