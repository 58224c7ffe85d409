// What waits and what has died, summed by hub and by workspace.
import { expect, it } from 'vitest'
import { backlogOf, deadOf } from '../../../src/proxy/outbox/backlog.ts'

const NOW = 100_000
const WAITING = [
  { workspace: 'au', hub: 'footy', rows: 2, oldest: 90_000 },
  { workspace: 'au', hub: 'tennis', rows: 3, oldest: 40_000 },
  { workspace: 'de', hub: 'footy', rows: 5, oldest: 101_000 },
]
const DEAD = [
  { workspace: 'au', hub: 'footy', reason: 'refused' as const, letters: 4 },
  { workspace: 'de', hub: 'footy', reason: 'refused' as const, letters: 1 },
]

it.each<[what: string, match: Parameters<typeof backlogOf>[1], pending: number, oldestSeconds: number, dead: number]>([
  ['a workspace', ({ workspace }) => workspace === 'au', 5, 60, 4],
  ['a hub with rows of two', ({ hub }) => hub === 'footy', 7, 10, 5],
  ['one whose clock is ahead', ({ workspace }) => workspace === 'de', 5, 0, 1],
  ['nothing', () => false, 0, 0, 0],
])('%s', (_, match, pending, oldestSeconds, dead) => {
  expect(backlogOf(WAITING, match, NOW)).toEqual({ pending, oldestSeconds })
  expect(deadOf(DEAD, match)).toBe(dead)
})
