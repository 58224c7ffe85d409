// Which row of a lane is its first, in the embedded store: known until forgotten, right after a rollback, and not kept for rows that are gone.
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { createLaneOrder, type LaneOrder } from '../../../src/proxy/outbox/sqlite/lane-order.ts'
import { prepareDatabase } from '../../../src/proxy/outbox/sqlite/schema.ts'

const LANE = 7
const keep = (): void => {}

function withRows(...seqs: number[]): { database: DatabaseSync; lanes: LaneOrder } {
  const database = new DatabaseSync(':memory:')
  prepareDatabase(database)
  const lanes = createLaneOrder(database)
  for (const seq of seqs) lanes.joined(LANE, seq, keep)
  return { database, lanes }
}

it('the row behind the one that left is told until it is forgotten', () => {
  const { lanes } = withRows(1, 2, 3)
  lanes.left(LANE, 1, keep)
  expect([lanes.promoted(LANE), lanes.promoted(LANE)]).toEqual([2, 2])
  lanes.forget(LANE)
  expect(lanes.promoted(LANE)).toBeUndefined()
})

it('a row that came after the one before it had left is told to who still holds the lane, unless it was rolled back', () => {
  const { lanes } = withRows(1)
  lanes.left(LANE, 1, keep)
  const reverts: (() => void)[] = []
  lanes.joined(LANE, 2, (revert) => reverts.push(revert))
  for (const revert of reverts.reverse()) revert()
  expect(lanes.promoted(LANE)).toBeUndefined()
  lanes.left(LANE, 3, keep)
  lanes.joined(LANE, 4, keep)
  expect(lanes.promoted(LANE)).toBe(4)
})

it('what nobody asks for is forgotten with its row', () => {
  const { lanes } = withRows(1, 2)
  lanes.left(LANE, 1, keep)
  lanes.left(LANE, 2, keep)
  expect(lanes.promoted(LANE)).toBeUndefined()
})

it('a transaction that is rolled back has promoted nobody, and taken nobody back', () => {
  const { database, lanes } = withRows(1, 2, 3)
  const failed = (seq: number): void => {
    const reverts: (() => void)[] = []
    database.exec('BEGIN')
    lanes.left(LANE, seq, (revert) => reverts.push(revert))
    database.exec('ROLLBACK')
    for (const revert of reverts.reverse()) revert()
  }
  failed(1)
  expect(lanes.promoted(LANE)).toBeUndefined()
  lanes.left(LANE, 1, keep)
  failed(2)
  expect(lanes.promoted(LANE)).toBe(2)
})
