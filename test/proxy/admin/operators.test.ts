// How the operator's token is compared: never by what would tell, by its time, how much of it was right.
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
