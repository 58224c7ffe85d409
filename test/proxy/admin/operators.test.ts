// The operator's token, how wrong ones lock out, and how long a session lasts. It is never compared by what would tell, by its time, how much of it was right.
import type * as Crypto from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { createOperators } from '../../../src/proxy/admin/operators.ts'

const compared = vi.hoisted(() => [] as number[])
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof Crypto>()
  return {
    ...crypto,
    timingSafeEqual: (a: Uint8Array, b: Uint8Array) => {
      compared.push(a.length, b.length)
      return crypto.timingSafeEqual(a, b)
    },
  }
})

test('in constant time, whatever its length, on both ways in', () => {
  const operators = createOperators('the-right-token-of-16')
  expect(operators.checkToken('the-right-token-of-16', 'a', 0)).toBe('right')
  expect(operators.checkToken('the-right-token-of-17', 'b', 0)).toEqual({ wrong: true })
  expect(operators.checkToken('', 'c', 0)).toEqual({ wrong: true })
  expect(operators.login('t'.repeat(10_000), 'd', 0)).toEqual({ wrong: true })
  // Hashes of 32 bytes: neither is shorter.
  expect(compared).toEqual(Array.from({ length: 8 }, () => 32))
})
test('lock-outs double, to an hour at most', () => {
  const operators = createOperators('the-token-of-the-operator')
  let now = 0
  const locks = Array.from({ length: 9 }, () => {
    for (let i = 0; i < 5; i++) operators.checkToken('wrong', 'a', now)
    const { lockedFor } = operators.checkToken('wrong', 'a', now) as { lockedFor: number }
    now += lockedFor * 1000
    return lockedFor
  })
  expect(locks).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
})
test('the right token makes the wrong ones forgotten', () => {
  const operators = createOperators('the-token-of-the-operator')
  for (let i = 0; i < 4; i++) operators.checkToken('wrong', 'a', 0)
  expect(operators.checkToken('the-token-of-the-operator', 'a', 0)).toBe('right')
  operators.checkToken('wrong', 'a', 0)
  expect(operators.checkToken('the-token-of-the-operator', 'a', 0)).toBe('right')
})
test('a session ends after eight hours', () => {
  const operators = createOperators('the-token-of-the-operator')
  const { word } = operators.login('the-token-of-the-operator', 'a', 0) as { word: string }
  expect(operators.session(word, 8 * 3_600_000 - 1)).toBeDefined()
  expect(operators.session(word, 8 * 3_600_000)).toBeUndefined()
})
