// Dispatchers as workspaces.json changes: whoever has left is waited for all the same.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { ByHand } from '../../src/proxy/dispatch/pause.ts'
import { createDispatching } from '../../src/proxy/dispatching.ts'
import { workspace } from '../../src/proxy/hubs/workspace.ts'
import { createLog } from '../../src/proxy/log.ts'
import { createMetrics } from '../../src/proxy/metrics.ts'
import type { Claim } from '../../src/proxy/outbox/claim.ts'
import type { Store } from '../../src/proxy/outbox/store.ts'
import type { WorkspacesAnswer } from '../../src/core/admin.ts'
import { envelope } from './http/fixture.ts'
import { startService } from './service.ts'

it('a stop waits for a workspace that was taken out a moment ago: the store is closed behind it', async () => {
  let ended = false
  const store = {
    watch: () => () => {},
    claim: async (_workspace: string, _lost: () => void, signal?: AbortSignal): Promise<Claim> => {
      await new Promise((resolve) => signal?.addEventListener('abort', resolve))
      await sleep(50)
      ended = true
      throw new Error('stopped')
    },
  } as unknown as Store
  const dispatching = createDispatching({
    store,
    log: createLog('silent'),
    metrics: createMetrics(),
    pauses: pausedFor(undefined),
  })
  const endpoint = 'https://rest.iad-01.braze.com'
  dispatching.apply(new Map([['au', workspace('au', { endpoint, apiKey: 'env:KEY' }, endpoint, 'key')]]))
  dispatching.apply(new Map())
  expect(dispatching.get('au')).toBeUndefined()
  await dispatching.stop()
  expect(ended).toBe(true)
})

it('a workspace that waits for an operator begins paused, for the reason that it had', async () => {
  const store = { watch: () => () => {}, claim: async () => ({ ...emptyClaim }) } as unknown as Store
  const lines: string[] = []
  const parts = { store, log: createLog('info', { write: (line) => lines.push(line) }), metrics: createMetrics() }
  const dispatching = createDispatching({ ...parts, pauses: pausedFor('mostly_refused') })
  const endpoint = 'https://rest.iad-01.braze.com'
  dispatching.apply(new Map([['au', workspace('au', { endpoint, apiKey: 'env:KEY' }, endpoint, 'key')]]))
  await expect.poll(() => dispatching.get('au')?.state()).toMatchObject({ state: 'paused', reason: 'mostly_refused' })
  // Of a restart the log would else say only that this proxy brings its rows to Braze.
  expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ level: 'warn', workspace: 'au', reason: 'mostly_refused' }),
  )
  await dispatching.stop()
})

it('the last answer that is shown is Braze’s own: nobody’s is none', async () => {
  const rig = await startService()
  const health = async () => (await rig.api<WorkspacesAnswer>('workspaces')).json.workspaces[0]?.health
  await rig.braze.close()
  await rig.submit([envelope(await rig.rev())])
  await expect.poll(health, { timeout: 20_000 }).toMatchObject({ state: 'waiting', reason: 'unreachable' })
  expect(await health()).not.toHaveProperty('lastAnswer')
  await rig.stop()
})

const pausedFor = (reason: ByHand | undefined) => ({ workspace: () => reason, setMostlyRefused: () => Promise.resolve() })
const emptyClaim: Partial<Claim> = { sending: async () => [], hubs: async () => [], release: async () => {} }
