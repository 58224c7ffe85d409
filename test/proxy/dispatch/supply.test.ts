// What comes back: how many objects go together from then on, and what becomes of a batch that is more than that.
import { expect, it } from 'vitest'
import { DEFAULT_WORKSPACE } from '../../../src/core/defaults.ts'
import { newGroup } from '../../../src/proxy/dispatch/group.ts'
import type { Source } from '../../../src/proxy/dispatch/schedule.ts'
import { createSupply, type Supply } from '../../../src/proxy/dispatch/supply.ts'
import type { DispatchWorkspace } from '../../../src/proxy/dispatch/workspace.ts'
import type { Claim, OutboxRow } from '../../../src/proxy/outbox/claim.ts'

type Counts = OutboxRow['request']['counts']

const row = (seq: number, counts: Counts = [1, 0, 0]): OutboxRow => ({
  seq,
  id: String(seq),
  hub: 'footy',
  lane: seq,
  accepted: 0,
  request: { text: '{}\n\n', counts },
})
const supplyOf = (workspace: Partial<DispatchWorkspace>): Supply =>
  createSupply({} as Claim, { ...DEFAULT_WORKSPACE, name: 'default', ...workspace }, () => {})

it.each<[string, Partial<DispatchWorkspace>, sent: Counts[], expected: number[]]>([
  ['half of what went', {}, [[37, 37, 0]], [37]],
  ['of an odd number the lesser half', {}, [[2, 1, 0]], [1]],
  ['never fewer than one', {}, [[1, 0, 0]], [1]],
  ['never more than before, though an envelope that had more went alone', { objects: 4 }, [[10, 10, 0]], [4]],
  [
    'as the contract counts them, each time',
    { count: 'per-array' },
    [
      [10, 10, 0],
      [6, 6, 0],
    ],
    [5, 3],
  ],
])('too many objects for Braze: %s', (_, workspace, sent, expected) => {
  const supply = supplyOf(workspace)
  expect(sent.map((counts) => supply.halveLimit([row(1, counts)]))).toEqual(expected)
})

it('a batch that is more than a request may hold by now goes in parts, each with what the batch went through', () => {
  const supply = supplyOf({ objects: 2 })
  supply.putBack({ ...newGroup([row(1), row(2), row(3)]), failures: 2, notBefore: 500 })
  expect([supply.waiting, supply.due, supply.take('due', 499)]).toEqual([3, 500, undefined])
  expect(supply.take('first', 0)).toMatchObject({ rows: [{ seq: 1 }, { seq: 2 }], failures: 2 })
  expect([supply.waiting, supply.due]).toEqual([1, 500])
  expect(supply.take('due', 500)).toMatchObject({ rows: [{ seq: 3 }], failures: 2 })
  expect([supply.waiting, supply.due]).toEqual([0, undefined])
})

it('of those whose time is the same the one that came back first goes first', () => {
  const supply = supplyOf({})
  supply.putBack(newGroup([row(1)]), newGroup([row(2)]))
  expect((['due', 'first'] satisfies Source[]).map((source) => supply.take(source, 0)?.rows[0]?.seq)).toEqual([1, 2])
})
