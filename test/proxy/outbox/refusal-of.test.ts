// Why a store takes nothing more, at each limit and right beside it.
import { expect, it } from 'vitest'
import { refusalOf, type Fullness } from '../../../src/proxy/outbox/refusal-of.ts'
import { DEFAULT_STORE_LIMITS } from '../../../src/proxy/outbox/store-limits.ts'
import type { StoreRefusal } from '../../../src/proxy/outbox/store.ts'

const LIMITS = { ...DEFAULT_STORE_LIMITS, uncommitted: 10, floorBytes: 1_000, hubRows: 20 }
const EMPTY: Fullness = { uncommitted: 0, free: 5_000, hubRows: 0 }

it.each<[what: string, Partial<Fullness>, more: number, StoreRefusal | undefined]>([
  ['an empty store', {}, 3, undefined],
  ['as many uncommitted as may be', { uncommitted: 7 }, 3, undefined],
  ['one more', { uncommitted: 8 }, 3, 'overloaded'],
  ['more at once than may be uncommitted, and none waits', {}, 11, undefined],
  ['more at once than may be uncommitted, and one waits', { uncommitted: 1 }, 11, 'overloaded'],
  ['room for one more uncommitted, asked about', { uncommitted: 9 }, 0, undefined],
  ['no room for one, asked about', { uncommitted: 10 }, 0, 'overloaded'],
  ['room at the floor', { free: 1_000 }, 1, undefined],
  ['room below the floor', { free: 999 }, 1, 'storage_full'],
  ['room that is not known', { free: undefined }, 1, undefined],
  ['as many of the hub as may be', { hubRows: 17 }, 3, undefined],
  ['one more of the hub', { hubRows: 18 }, 3, 'quota_reached'],
  ['more at once than may be of the hub, and none waits', { hubRows: 0 }, 21, undefined],
  ['more at once than may be of the hub, and one waits', { hubRows: 1 }, 21, 'quota_reached'],
  ['a hub with room for one, asked about', { hubRows: 19 }, 0, undefined],
  ['a hub without room, asked about', { hubRows: 20 }, 0, 'quota_reached'],
  ['no hub', { hubRows: undefined }, 0, undefined],
  ['too many uncommitted and no room', { uncommitted: 11, free: 0 }, 0, 'overloaded'],
])('%s', (_, fullness, more, expected) => {
  expect(refusalOf({ ...EMPTY, ...fullness }, more, LIMITS)).toBe(expected)
})
