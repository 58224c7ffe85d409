// What is pending, within the declared limits: what goes on, and what is dropped with its reason.
import { declaration, PREFIX } from './declared.ts'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { ENVELOPE_MAX_BYTES } from '../../src/core/envelope.ts'
import { keep, pending } from '../../src/embed/delivery/pending.ts'
import { on } from '../../src/embed/trace.ts'
import { envelope } from './envelope.ts'

const told: unknown[] = []
on('*', ({ stage, reason, envelope }) => told.push([envelope?.id, stage, reason]))

const store = (id: string, value: unknown, prefix = PREFIX) => localStorage.setItem(`${prefix}pending:${id}`, JSON.stringify(value))
const ids = () => pending().map(({ id }) => id)

beforeEach(() => {
  localStorage.clear()
  localStorage.setItem(`${PREFIX}hub`, JSON.stringify(declaration))
  told.length = 0
})

describe('one envelope', () => {
  test.each([
    ['as large as it may be', ENVELOPE_MAX_BYTES, 'x', []],
    ['larger by a byte', ENVELOPE_MAX_BYTES + 1, 'x', [['a', 'dropped', 'too_large']]],
    ['larger in bytes, though not in characters', ENVELOPE_MAX_BYTES + 3, '語', [['a', 'dropped', 'too_large']]],
  ])('%s', (_, bytes, text, wanted) => {
    keep(envelope('a', { bytes, text }))
    expect(told).toEqual(wanted)
    expect(ids()).toEqual(wanted.length ? [] : ['a'])
  })
})

describe('all that is pending', () => {
  test('in the order of the ids, whatever the clock said', () => {
    for (const [id, hours] of [
      ['b', 3],
      ['c', 9],
      ['a', 1],
    ] as const)
      store(id, envelope(id, { hours }))
    expect(ids()).toEqual(['a', 'b', 'c'])
  })

  test('of other hubs and of the site nothing is read, dropped or told', () => {
    store('a', envelope('a'), 'komo-braze:other:')
    localStorage.setItem('pending:b', '{}')
    const before = { ...localStorage }
    expect(ids()).toEqual([])
    expect({ ...localStorage }).toEqual(before)
    expect(told).toEqual([])
  })

  test.each([
    ['no JSON object', 7, 'corrupt'],
    ['without its time: it would never be too old', { ...envelope('a'), at: undefined }, 'corrupt'],
    ['with a time that is none', { ...envelope('a'), at: 'noon' }, 'corrupt'],
    ['nearly as old as declared', envelope('a', { hours: 47 }), undefined],
    ['older than declared', envelope('a', { hours: 49 }), 'expired'],
  ])('%s', (_, value, reason) => {
    store('a', value)
    expect(ids()).toEqual(reason ? [] : ['a'])
    expect(told).toEqual(reason ? [['a', 'dropped', reason]] : [])
    // Gone for good.
    expect(Object.keys(localStorage).some((key) => key.includes('pending'))).toBe(!reason)
  })

  test.each([
    ['as many as declared', 10, 0, []],
    ['one more: the oldest gives way', 11, 0, ['a']],
    ['as many bytes as declared', 3, 40 * 1024, []],
    ['one more than these: the oldest gives way', 4, 40 * 1024, ['a']],
  ])('%s', (_, count, bytes, dropped) => {
    const all = [...'abcdefghijk'].slice(0, count)
    for (const id of all) store(id, envelope(id, { bytes }))
    expect(ids()).toEqual(all.filter((id) => !dropped.includes(id)))
    expect(told).toEqual(dropped.map((id) => [id, 'dropped', 'full']))
  })

  test('as long as no declaration is known nothing is too old or too much', async () => {
    localStorage.clear()
    for (const id of 'abcdefghijkl') store(id, envelope(id, { hours: 99, bytes: 40 * 1024 }))
    vi.resetModules()
    const { pending: unlimited } = await import('../../src/embed/delivery/pending.ts')
    expect(unlimited()).toHaveLength(12)
  })
})
