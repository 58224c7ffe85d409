// The whole service while its PostgreSQL is away: it says so, goes on when it is back, and stops in a bounded time.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { adminClient } from '../../src/proxy/cli/admin-client.ts'
import { workspaces } from '../../src/proxy/cli/workspaces.ts'
import { envelope, HUB, ORIGIN } from './http/fixture.ts'
import { startPostgres, type PostgresServer } from './outbox/postgres-server.ts'
import { ADMIN_TOKEN, startService, until, type ServiceRig } from './service.ts'

const HOUR_MS = 3_600_000

let server: PostgresServer
let rig: ServiceRig
const unhandled: unknown[] = []
const keepUnhandled = (error: unknown): void => void unhandled.push(error)

beforeAll(async () => {
  process.on('unhandledRejection', keepUnhandled)
  vi.useFakeTimers({ toFake: ['setInterval'] })
  server = await startPostgres()
  rig = await startService({ env: { DATABASE_URL: await server.newDatabase() } })
}, 120_000)

afterAll(async () => {
  vi.useRealTimers()
  await server.remove()
  process.off('unhandledRejection', keepUnhandled)
}, 120_000)

const times = (words: string): number => rig.log.filter((line) => line.includes(words)).length
const said = (words: string): boolean => rig.log.some((line) => line.includes(words))

describe('a database that is away', () => {
  test('what is done now and then says so in one line, and the service lives', async () => {
    await server.stop()
    vi.advanceTimersByTime(HOUR_MS)
    await until(() => said('which revisions are in force') && said('the activity page'))
    expect(unhandled).toEqual([])
    expect((await fetch(`${rig.url}/healthz`)).status).toBe(200)
  })
  test('metrics are given all the same', async () => {
    const answer = await fetch(`${rig.adminUrl}/metrics`)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('komo_braze_hub_ok{hub="summer"} 1')
    await fetch(`${rig.adminUrl}/metrics`)
    expect(times('metrics show its last known state')).toBe(1)
  })
  test('so is the activity page', async () => {
    expect((await rig.api('activity')).status).toBe(200)
  })
  test('hubs and workspaces are paused and resumed all the same, and the answer is that they were, though how they fare cannot be told', async () => {
    const session = async () => (await fetch(`${rig.url}/v1/hubs/summer/session`, { method: 'POST', headers: { origin: ORIGIN } })).status
    const asked = { params: { hub: 'summer', name: 'default' } }
    const before = await session()
    for (const route of ['pauseHub', 'pauseWorkspace'] as const) expect((await rig.api(route, asked)).status).toBe(204)
    expect(JSON.parse(readFileSync(join(rig.dataDir, 'state/paused.json'), 'utf8'))).toMatchObject({
      hubs: ['summer'],
      workspaces: ['default'],
    })
    expect([before, await session()]).toEqual([200, 503])
    for (const route of ['resumeHub', 'resumeWorkspace'] as const) expect((await rig.api(route, asked)).status).toBe(204)
    expect(await session()).toBe(200)
  })
  test('so they are from the command line', async () => {
    const client = adminClient({ ADMIN_TOKEN, ADMIN_PORT: String(rig.running.adminPort) }, fetch)
    const switched = (word: string) => workspaces(client, [word, 'default'])
    const untold = 'how it fares cannot be told: the outbox does not answer right now'
    expect(await switched('pause')).toBe(`default  paused; ${untold}`)
    expect(await switched('resume')).toBe(`default  resumed; ${untold}`)
    await expect(workspaces(client, ['pause', 'none'])).rejects.toThrow('Not found.')
  })
  test('a save is refused as that, before anything is written', async () => {
    const refused = [503, { code: 'unavailable', detail: 'Nothing was saved.' }]
    const headers = { 'if-none-match': '*' }
    const hub = await rig.api('saveHub', { params: { hub: 'winter' }, body: { file: { ...HUB, hub: 'winter' } }, headers })
    const workspace = await rig.api('saveWorkspace', {
      params: { name: 'other' },
      body: { endpoint: rig.braze.url, key: 'a-key' },
      headers,
    })
    for (const { status, json } of [hub, workspace]) expect([status, json]).toMatchObject(refused)
    expect(readdirSync(rig.hubsDir)).toEqual(['summer.json'])
  })
  test('that nothing is accepted shows before anybody has submitted, and in the log once', async () => {
    await until(async () => (await fetch(`${rig.url}/readyz`)).status === 503)
    expect(await (await fetch(`${rig.adminUrl}/metrics`)).text()).toContain('komo_braze_accepting{reason="unavailable"} 0')
    vi.advanceTimersByTime(HOUR_MS)
    expect(times('no submission is accepted')).toBe(1)
    expect(times('cannot be read: trying again')).toBe(1)
    expect(times('DATABASE_URL')).toBe(2)
  })
  test('submissions are taken again once it is back', async () => {
    const rev = await rig.rev()
    await until(async () => (await rig.submit([envelope(rev)])).status === 503)
    await server.start()
    await until(async () => (await rig.submit([envelope(rev)])).status === 202)
    expect(await (await fetch(`${rig.adminUrl}/metrics`)).text()).toContain('komo_braze_accepting{reason=""} 1')
    expect(times('submissions are accepted again')).toBe(1)
    await until(() => said('this proxy brings this workspace’s rows to Braze'))
    expect(times('the outbox can be read again')).toBe(1)
  })
  test('a stop ends all the same', async () => {
    await server.stop()
    vi.useRealTimers()
    const began = Date.now()
    await rig.stop()
    expect(Date.now() - began).toBeLessThan(15_000)
    expect(unhandled).toEqual([])
    await server.start()
  })
})
