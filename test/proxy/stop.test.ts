// A stop takes the parts down in order: the store is closed after everything that uses it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type * as opening from '../../src/proxy/start/open-store.ts'
import { envelope, HUB } from './http/fixture.ts'
import { startService, until, type ServiceRig } from './service.ts'

/** What the service has asked of its store and of the claims it holds, in order. */
const asked = vi.hoisted((): string[] => [])

vi.mock('../../src/proxy/start/open-store.ts', async (original) => {
  const told = <Parts extends object>(parts: Parts): Parts => {
    const named = Object.entries(parts).map(([name, part]: [string, unknown]) => {
      if (typeof part !== 'function') return [name, part] as const
      const call = (...given: unknown[]): unknown => {
        asked.push(name)
        const answer: unknown = (part as (...given: unknown[]) => unknown)(...given)
        return name === 'claim' ? (answer as Promise<object>).then(told) : answer
      }
      return [name, call] as const
    })
    return Object.fromEntries(named) as Parts
  }
  const { openStore, ...rest } = await original<typeof opening>()
  return { ...rest, openStore: async (...given: Parameters<typeof openStore>) => told(await openStore(...given)) }
})

let rig: ServiceRig
beforeEach(async () => {
  asked.length = 0
  rig = await startService()
})
afterEach(() => rig.stop())

/** A service stops once: the rig has nothing left to stop. */
const stop = async (): Promise<void> => {
  const { running } = rig
  rig.running = { ...running, stop: async () => {} }
  await running.stop()
}

test('a request to Braze that is under way is settled first', async () => {
  rig.braze.fault({ kind: 'slow', ms: 1000, times: 1 })
  await rig.submit([envelope(await rig.rev())])
  await until(() => asked.includes('mark'))
  expect(asked).not.toContain('settle')
  await stop()
  expect(asked).toContain('settle')
  expect(asked.at(-1)).toBe('close')
})

test('hub files that are being read are put in force first, and nothing is sent for them any more', async () => {
  writeFileSync(join(rig.hubsDir, 'winter.json'), JSON.stringify({ ...HUB, hub: 'winter' }))
  const reading = rig.running.reload()
  await Promise.all([reading, stop(), rig.running.reload()])
  expect(asked.filter((name) => name === 'keepRev')).toHaveLength(2)
  expect(asked.at(-1)).toBe('close')
  expect(rig.log.join('')).not.toContain('"error"')
})
