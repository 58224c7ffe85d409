// A start that fails, or that is stopped before it is done: nothing has gone to Braze by then, and nothing is left behind.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSqliteStore } from '../../src/proxy/outbox/sqlite/open.ts'
import { entry, names } from './dispatch/rig.ts'
import { SECRET } from './http/fixture.ts'
import { startService, until, type ServiceRig } from './service.ts'

/** More than one request holds, so that dispatch begins with them at once. */
const ROWS = 40

let rig: ServiceRig
const other = createServer()
beforeAll(async () => {
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  rig = await startService()
})
afterAll(async () => {
  other.close()
  await rig.stop()
})

test.each(['ADMIN_PORT', 'PORT'])(
  '%s is in use: what waits is sent once the service starts, and once only',
  async (setting) => {
    const { port } = other.address() as AddressInfo
    const failToStart = () => expect(rig.restart({ [setting]: String(port) })).rejects.toThrow(`${setting}: ${port} is in use`)
    await failToStart()
    const store = openSqliteStore({ folder: rig.dataDir })
    await store.append(names(ROWS, 'entered by ').map((name) => entry(name)))
    await store.close()
    rig.braze.reset()
    rig.braze.fault({ kind: 'slow', ms: 300, times: null })
    await failToStart()
    expect(rig.braze.requests()).toEqual([])

    await rig.restart()
    const sent = (): number => JSON.stringify(rig.braze.requests()).match(/entered by/g)?.length ?? 0
    await until(() => sent() >= ROWS)
    expect(sent()).toBe(ROWS)
    // Nothing was on its way when a dispatcher ended.
    const metrics = await (await fetch(`${rig.adminUrl}/metrics`)).text()
    expect(metrics).toContain('komo_braze_ambiguous_total{workspace="default",policy="resend"} 0\n')
  },
  120_000,
)

test('a signal before it listens: it starts, and is taken down in order', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'komo-braze-start-'))
  const env = { ...process.env, HOST: '127.0.0.1', PORT: '0', ADMIN_PORT: '0', SECRET, HUBS_DIR: folder, DATA_DIR: join(folder, 'data') }
  const child = spawn(process.execPath, ['src/proxy/main.ts'], { env: { ...env, DEV_BRAZE_HOSTS: '127.0.0.1:1' } })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    // Its first line comes before it has opened anything.
    if (printed === '') child.kill('SIGTERM')
    printed += chunk.toString()
  })
  const [code] = (await once(child, 'exit')) as [number]
  expect(code).toBe(0)
  expect(printed).toContain('"stopped"')
  rmSync(folder, { recursive: true })
}, 120_000)
