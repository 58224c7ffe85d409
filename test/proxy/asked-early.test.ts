// The operator's port opens before the public one: who asks in between is answered as later.
import { expect, test, vi } from 'vitest'
import { freePort } from '../../demo/free-port.ts'
import { ADMIN_ROUTES, type Session } from '../../src/core/admin.ts'
import type * as serving from '../../src/proxy/http/node-server.ts'
import { ADMIN_TOKEN, startService } from './service.ts'

/** What a login is answered when the first port has opened. */
const early = vi.hoisted((): { ask?: (port: number) => Promise<Response>; answer?: Response } => ({}))

vi.mock('../../src/proxy/http/node-server.ts', async (original) => {
  const { startServer, ...rest } = await original<typeof serving>()
  return {
    ...rest,
    startServer: async (...given: Parameters<typeof startServer>) => {
      const server = await startServer(...given)
      early.answer ??= (await early.ask?.(server.port))!
      return server
    },
  }
})

test('a session begun then knows the address of the public port', async () => {
  const { method, path } = ADMIN_ROUTES.login
  early.ask = (port) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: ADMIN_TOKEN }),
    })
  const port = await freePort()
  const rig = await startService({ env: { PORT: String(port) } })
  await rig.stop()
  expect(early.answer?.status).toBe(200)
  expect((await early.answer?.json()) as Session).toMatchObject({ address: `http://localhost:${port}` })
})
