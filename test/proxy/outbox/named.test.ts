// What an erasure finds among stored requests, and what it adds to what it looks for.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { personKey } from '../../../src/proxy/outbox/identifiers.ts'
import { named, type Stored } from '../../../src/proxy/outbox/named.ts'
import { pack } from '../../../src/proxy/outbox/packed.ts'

const email = 'none@example.com'

/** Each is another profile's, and all have one address. */
const rowsOf = (profiles: number): Stored[] =>
  Array.from({ length: profiles }, (_, index) => ({
    number: index,
    text: pack({ attributes: [{ external_id: `u${index}`, email }] }).text,
  }))

afterEach(() => vi.restoreAllMocks())

describe('an address of many profiles', () => {
  it('names them all', () => {
    const keys = new Set([personKey({ email })])
    expect(named(rowsOf(3), keys)).toEqual([0, 1, 2])
    expect(keys).toEqual(new Set(['email:none@example.com', 'external_id:u0', 'external_id:u1', 'external_id:u2']))
  })

  it('takes no more work for each of them than that of one: the proxy would stand still', () => {
    const reads = vi.spyOn(String.prototype, 'matchAll')
    const workOf = (profiles: number): number => {
      reads.mockClear()
      named(rowsOf(profiles), new Set([personKey({ email })]))
      return reads.mock.calls.length / profiles
    }
    expect(workOf(30)).toBe(workOf(1))
  })
})
