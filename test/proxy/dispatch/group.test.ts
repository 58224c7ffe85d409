// Whose fault it is that Braze fails on a batch: the batch's only where others pass.
import { expect, it } from 'vitest'
import { blame, isPoisoned, isSuspect, newGroup, partsOf, type Fates, type Group } from '../../../src/proxy/dispatch/group.ts'
import type { OutboxRow } from '../../../src/proxy/outbox/claim.ts'

const row = (seq: number): OutboxRow => ({
  seq,
  id: String(seq),
  hub: 'footy',
  lane: seq,
  accepted: 0,
  request: { text: '{}\n\n', counts: [1, 0, 0] },
})
const batch = (rows: number, failures: number): Group => ({
  ...newGroup(Array.from({ length: rows }, (_, seq) => row(seq))),
  failures,
  before: { taken: 10, failed: 10 },
})

it.each<[string, rows: number, failures: number, others: Fates, expected: boolean]>([
  ['a batch that failed often, while another passed', 2, 5, { taken: 11, failed: 90 }, true],
  ['a batch that failed a little less often', 2, 4, { taken: 11, failed: 10 }, false],
  ['a batch that failed often, as everything did since', 2, 50, { taken: 10, failed: 90 }, false],
  ['an envelope that failed for minutes, while a quarter of the others passed', 1, 10, { taken: 11, failed: 13 }, true],
  ['an envelope that failed for minutes, while fewer passed', 1, 10, { taken: 11, failed: 14 }, false],
  ['an envelope that failed a little less often', 1, 9, { taken: 11, failed: 10 }, false],
  ['an envelope that failed for minutes, while nobody else was about', 1, 10, { taken: 10, failed: 10 }, false],
])('%s', (_, rows, failures, others, expected) => {
  expect(isPoisoned(batch(rows, failures), others)).toBe(expected)
})

it.each([
  [1, 1, false],
  [1, 2, true],
  [2, 9, false],
])('%i envelopes that failed %i times: suspect %s', (rows, failures, expected) => {
  expect(isSuspect(batch(rows, failures))).toBe(expected)
})

it('remembers how the others stood at its first failure only', () => {
  const group = newGroup([row(1)])
  blame(group, { taken: 3, failed: 1 }, 500)
  blame(group, { taken: 8, failed: 2 }, 900)
  expect(group).toMatchObject({ failures: 2, before: { taken: 3, failed: 1 }, notBefore: 900 })
})

it('divides again at the next failure, but gives a single envelope all its tries', () => {
  const group = { ...batch(3, 5), notBefore: 900 }
  const [pair, one] = partsOf(group, [group.rows.slice(0, 2), group.rows.slice(2)])
  expect([pair?.failures, one?.failures]).toEqual([4, 1])
  // At once: the batch has waited enough.
  expect([pair?.notBefore, one?.notBefore]).toEqual([0, 0])
  expect(partsOf(batch(2, 0), [[row(1)]])).toEqual([newGroup([row(1)])])
})
