// The ready rows against a store that answers when it likes: no row is given twice, none is passed by.
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createLanes } from '../../../src/proxy/dispatch/lanes.ts'
import type { Claim, OutboxRow } from '../../../src/proxy/outbox/claim.ts'

const LIMIT = { objects: 75, count: 'combined', bytes: 1e6 } as const

const rowOf = (seq: number, lane: number, hub = 'footy'): OutboxRow => ({
  seq,
  id: String(seq),
  hub,
  lane,
  accepted: 0,
  request: { text: '{}\n\n', counts: [1, 0, 0] },
})

function claimOf(rows: OutboxRow[]): Claim {
  const first = (row: OutboxRow): boolean => !rows.some((other) => other.lane === row.lane && other.seq < row.seq)
  const never = (): Promise<never> => Promise.reject(new Error('not asked for here'))
  return {
    hubs: async () => [...new Set(rows.map(({ hub }) => hub))],
    next: async (hub, after, limit) => {
      const found = rows.filter((row) => row.hub === hub && row.seq > after).slice(0, limit)
      return { rows: found.filter(first), upTo: found.at(-1)?.seq ?? after, end: found.length < limit }
    },
    heads: async (lanes) => rows.filter((row) => lanes.includes(row.lane) && first(row)),
    mark: never,
    settle: never,
    sending: never,
    release: never,
  }
}

describe('lanes', () => {
  it('lets one row of a lane be ready at a time, whatever the store says', async () => {
    const rows = [rowOf(1, 7), rowOf(2, 8)]
    const claim = claimOf(rows)
    const lanes = createLanes({ ...claim, next: async () => ({ rows: [rowOf(1, 7), rowOf(2, 7)], upTo: 2, end: true }) }, () => {})
    lanes.load()
    await turn()
    expect(lanes.take(LIMIT).map(({ seq }) => seq)).toEqual([1])
  })

  it('follows a lane whose next row was passed by, and leaves those to the reading that were not', async () => {
    const rows = [rowOf(1, 7), rowOf(2, 7), rowOf(3, 8)]
    const lanes = createLanes(claimOf(rows), () => {})
    lanes.load()
    await turn()
    const taken = lanes.take(LIMIT)
    expect(taken.map(({ seq }) => seq)).toEqual([1, 3])
    rows.splice(0, 1)
    lanes.release([taken[0]!])
    lanes.load()
    await turn()
    expect(lanes.take(LIMIT).map(({ seq }) => seq)).toEqual([2])
  })

  it('finds a row that was passed by once the row before it, which it had not read yet, is erased', async () => {
    const rows = [...Array.from({ length: 1_201 }, (_, index) => rowOf(index + 1, index + 1, 'big')), rowOf(1_202, 1_201, 'small')]
    const lanes = createLanes(claimOf(rows), () => {})
    const seqs: number[] = []
    const takeAll = async (): Promise<void> => {
      lanes.load()
      await turn()
      while (lanes.ready > 0) seqs.push(...lanes.take(LIMIT).map(({ seq }) => seq))
    }
    await takeAll()
    expect(seqs).toHaveLength(1_200)
    rows.splice(1_200, 1)
    lanes.wake('erased')
    await takeAll()
    expect(seqs.slice(1_200)).toEqual([1_202])
  })

  it('reads first the hub that has waited longest for its turn', async () => {
    // The first hub alone fills what is kept ready.
    const rows = Array.from({ length: 3_000 }, (_, index) => rowOf(index + 1, index + 1, 'big'))
    rows.push(...Array.from({ length: 300 }, (_, index) => rowOf(3_001 + index, 3_001 + index, 'small')))
    const asked: string[] = []
    const claim = claimOf(rows)
    const lanes = createLanes({ ...claim, next: (hub, ...more) => (asked.push(hub), claim.next(hub, ...more)) }, () => {})
    const load = async (): Promise<void> => {
      lanes.load()
      await turn()
    }
    await load()
    const last = asked.at(-1)
    asked.length = 0
    lanes.take(LIMIT)
    await load()
    expect(asked[0]).not.toBe(last)
  })

  it('keeps no more bytes ready than some, and goes on reading however many have gone', async () => {
    const request = { text: 'x'.repeat(100_000), counts: [1, 0, 0] } satisfies OutboxRow['request']
    const rows = Array.from({ length: 600 }, (_, index) => ({ ...rowOf(index + 1, index + 1), request }))
    const lanes = createLanes(claimOf(rows), () => {})
    for (const round of ['the first 16 MB', 'the others']) {
      lanes.load()
      await turn()
      // The stretch in which they were reached is kept whole.
      expect(lanes.ready, round).toBe(300)
      while (lanes.ready > 0) lanes.take({ ...LIMIT, bytes: 4e6 })
    }
    expect(lanes.fills(LIMIT)).toBe(false)
  })

  it('keeps what it wanted to follow when the store fails', async () => {
    const rows = [rowOf(1, 7), rowOf(2, 7)]
    const claim = claimOf(rows)
    let broken = false
    const heads: Claim['heads'] = (list) => (broken ? Promise.reject(new Error('disk')) : claim.heads(list))
    const lanes = createLanes({ ...claim, heads }, () => {})
    lanes.load()
    await turn()
    const taken = lanes.take(LIMIT)
    rows.splice(0, 1)
    broken = true
    lanes.release(taken)
    lanes.load()
    await turn()
    expect(lanes.ready).toBe(0)
    broken = false
    lanes.load()
    await turn()
    expect(lanes.take(LIMIT).map(({ seq }) => seq)).toEqual([2])
  })
})
