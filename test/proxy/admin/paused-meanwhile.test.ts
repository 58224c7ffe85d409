// Two operators at once: what was asked for last is what holds.
import { expect, test } from 'vitest'
import type { Admin } from '../../../src/proxy/admin/admin.ts'
import type { AdminCall } from '../../../src/proxy/admin/admin-call.ts'
import { workspaceRoutes } from '../../../src/proxy/admin/workspace-routes.ts'
import { createQueue } from '../../../src/proxy/queue.ts'

const call: AdminCall = {
  params: { name: 'default' },
  query: new URLSearchParams(),
  json: undefined,
  ifMatch: undefined,
  ifNoneMatch: undefined,
  now: 0,
}

test('a workspace paused while its resumption is still being written stays paused', async () => {
  let isPaused = true
  let written = (): void => {}
  const disk = new Promise<void>((resolve) => (written = resolve))
  let asked = 0
  const queue = createQueue()
  const admin = {
    folder: { read: () => Promise.reject(Object.assign(new Error(), { code: 'ENOENT' })) },
    load: { endpoint: 'https://rest.fra-02.braze.eu' },
    registry: { workspaces: () => new Map() },
    dispatching: { get: () => ({ pause: () => (isPaused = true), resume: () => (isPaused = false) }) },
    pauses: {
      set: () => {
        asked++
        return queue(() => disk)
      },
    },
    log: { info: () => {} },
    // The outbox is away: nothing is shown.
    store: { refusal: () => 'unavailable', waiting: () => Promise.reject(new Error('away')) },
  } as unknown as Admin
  const { resumeWorkspace, pauseWorkspace } = workspaceRoutes(admin)
  const resumed = resumeWorkspace(call)
  await expect.poll(() => asked).toBe(1)
  const paused = pauseWorkspace(call)
  await expect.poll(() => asked).toBe(2)
  written()
  await Promise.all([resumed, paused])
  expect(isPaused).toBe(true)
})
