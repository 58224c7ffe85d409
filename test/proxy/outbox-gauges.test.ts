// What a scrape finds measured: each workspace that is in force or has something waiting, and none that is gone.
import { expect, it, vi } from 'vitest'
import type { DispatcherState } from '../../src/proxy/dispatch/dispatcher.ts'
import { createMetrics } from '../../src/proxy/metrics.ts'
import { createOutboxGauges } from '../../src/proxy/outbox-gauges.ts'
import type { DeadCount } from '../../src/proxy/outbox/dead-letters.ts'
import type { Waiting } from '../../src/proxy/outbox/store.ts'

const NOW = 1_000_000
const PAUSED: DispatcherState = { state: 'paused', reason: 'unauthorized', since: 0 }
const AU = 'workspace="au"'

function rig() {
  let waiting: Waiting[] = []
  let dead: DeadCount[] = []
  let away: 'gone' | 'silent' | undefined
  let asked = 0
  let free: number | undefined
  const workspaces = new Map<string, object>()
  const metrics = createMetrics()
  const setGauges = createOutboxGauges({
    store: {
      waiting() {
        asked++
        return away === 'gone' ? Promise.reject(new Error('away')) : away ? new Promise(() => {}) : Promise.resolve(waiting)
      },
      deadLetters: { counts: () => Promise.resolve(dead) },
      freeBytes: () => free,
    },
    dispatching: { get: (name) => (workspaces.has(name) ? { state: () => PAUSED } : undefined) },
    registry: { workspaces: () => workspaces },
    metrics,
    floorBytes: 1000,
    now: () => NOW,
  })
  return {
    workspaces,
    hold: (rows: Waiting[], letters: DeadCount[] = []) => void ([waiting, dead] = [rows, letters]),
    leave: (how: 'gone' | 'silent') => void (away = how),
    asked: () => asked,
    leaveFree: (bytes: number) => void (free = bytes),
    async of(what: string): Promise<string[]> {
      await setGauges().catch(() => {})
      const { text } = await metrics.scrape()
      return text.split('\n').filter((line) => line.includes(what) && !line.startsWith('#'))
    },
  }
}

it('a workspace that is gone, and has nothing left, is in no gauge: its alert ends', async () => {
  const { workspaces, hold, of } = rig()
  workspaces.set('au', {})
  hold([{ workspace: 'au', hub: 'footy', rows: 2, oldest: NOW - 5_000 }])
  expect(await of(AU)).toEqual([
    'komo_braze_pending{workspace="au"} 2',
    'komo_braze_oldest_pending_seconds{workspace="au"} 5',
    'komo_braze_paused{workspace="au",reason="unauthorized"} 1',
    'komo_braze_dead_letters{workspace="au"} 0',
  ])
  workspaces.delete('au')
  expect(await of(AU)).toContain('komo_braze_paused{workspace="au",reason="no_key"} 1')
  hold([])
  expect(await of(AU)).toEqual([])
  workspaces.set('au', {})
  expect(await of(AU)).toContain('komo_braze_paused{workspace="au",reason="unauthorized"} 1')
})

it('dead letters of a workspace that is gone are counted on; nothing is paused for their sake', async () => {
  const { hold, of } = rig()
  hold([], [{ workspace: 'au', hub: 'footy', reason: 'refused', letters: 3 }])
  const lines = await of(AU)
  expect(lines).toContain('komo_braze_dead_letters{workspace="au"} 3')
  expect(lines.filter((line) => line.startsWith('komo_braze_paused'))).toEqual(['komo_braze_paused{workspace="au",reason=""} 0'])
})

it('a pause is told while the outbox is away: it may be the reason', async () => {
  const { workspaces, leave, of } = rig()
  workspaces.set('au', {})
  leave('gone')
  expect(await of(AU)).toEqual(['komo_braze_paused{workspace="au",reason="unauthorized"} 1'])
})

it('an outbox that does not answer holds up no scrape for longer than Prometheus waits, and is not asked again meanwhile', async () => {
  vi.useFakeTimers()
  const { workspaces, leave, of, asked } = rig()
  workspaces.set('au', {})
  leave('silent')
  const scrapes = Promise.all([of(AU), of(AU)])
  await vi.advanceTimersByTimeAsync(9_000)
  expect(await scrapes).toEqual(Array(2).fill(['komo_braze_paused{workspace="au",reason="unauthorized"} 1']))
  await Promise.all([of(AU), vi.advanceTimersByTimeAsync(9_000)])
  expect(asked()).toBe(1)
  vi.useRealTimers()
})

it('the disk is above its floor while so much is free; without a disk there is no gauge of it', async () => {
  const { leaveFree, of } = rig()
  expect(await of('disk')).toEqual([])
  leaveFree(1000)
  expect(await of('disk')).toEqual(['komo_braze_disk_free_bytes 1000', 'komo_braze_disk_above_floor 1'])
  leaveFree(999)
  expect(await of('disk_above')).toEqual(['komo_braze_disk_above_floor 0'])
})
