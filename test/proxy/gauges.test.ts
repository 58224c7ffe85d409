// What a scrape finds measured: each workspace that is in force or has something waiting, and none that is gone.
import { expect, it } from 'vitest'
import type { Activity } from '../../src/proxy/activity/activity.ts'
import type { Dispatching } from '../../src/proxy/dispatching.ts'
import { gauges } from '../../src/proxy/gauges.ts'
import type { Registry } from '../../src/proxy/hubs/registry.ts'
import { createMetrics } from '../../src/proxy/metrics.ts'
import type { DeadCount } from '../../src/proxy/outbox/dead-letters.ts'
import type { Store, Waiting } from '../../src/proxy/outbox/store.ts'

const NOW = 1_000_000

function rig() {
  let waiting: Waiting[] = []
  let dead: DeadCount[] = []
  let away = false
  const workspaces = new Map<string, object>()
  const metrics = createMetrics()
  const { measure } = gauges({
    store: {
      waiting: () => (away ? Promise.reject(new Error('away')) : Promise.resolve(waiting)),
      deadLetters: { counts: () => Promise.resolve(dead) },
      freeBytes: () => undefined,
    } as unknown as Store,
    dispatching: {
      get: (name: string) => (workspaces.has(name) ? { state: () => ({ state: 'paused', reason: 'unauthorized' }) } : undefined),
    } as unknown as Dispatching,
    registry: { workspaces: () => workspaces } as unknown as Registry,
    metrics,
    activity: {} as Activity,
    floorBytes: 0,
    now: () => NOW,
  })
  return {
    workspaces,
    hold: (rows: Waiting[], letters: DeadCount[] = []) => void ([waiting, dead] = [rows, letters]),
    leave: () => void (away = true),
    async of(workspace: string): Promise<string[]> {
      await measure().catch(() => {})
      const { text } = await metrics.scrape()
      return text.split('\n').filter((line) => line.includes(`workspace="${workspace}"`))
    },
  }
}

it('a workspace that is gone, and has nothing left, is in no gauge: its alert ends', async () => {
  const { workspaces, hold, of } = rig()
  workspaces.set('au', {})
  hold([{ workspace: 'au', hub: 'footy', rows: 2, oldest: NOW - 5_000 }])
  expect(await of('au')).toEqual([
    'komo_braze_pending{workspace="au"} 2',
    'komo_braze_oldest_pending_seconds{workspace="au"} 5',
    'komo_braze_paused{workspace="au",reason="unauthorized"} 1',
    'komo_braze_dead_letters{workspace="au"} 0',
  ])
  workspaces.delete('au')
  expect(await of('au')).toContain('komo_braze_paused{workspace="au",reason="no_key"} 1')
  hold([])
  expect(await of('au')).toEqual([])
  workspaces.set('au', {})
  expect(await of('au')).toContain('komo_braze_paused{workspace="au",reason="unauthorized"} 1')
})

it('dead letters of a workspace that is gone are counted on; nothing is paused for their sake', async () => {
  const { hold, of } = rig()
  hold([], [{ workspace: 'au', hub: 'footy', reason: 'refused', letters: 3 }])
  const lines = await of('au')
  expect(lines).toContain('komo_braze_dead_letters{workspace="au"} 3')
  expect(lines.filter((line) => line.startsWith('komo_braze_paused'))).toEqual(['komo_braze_paused{workspace="au",reason=""} 0'])
})

it('a pause is told while the outbox is away: it may be the reason', async () => {
  const { workspaces, leave, of } = rig()
  workspaces.set('au', {})
  leave()
  expect(await of('au')).toEqual(['komo_braze_paused{workspace="au",reason="unauthorized"} 1'])
})
