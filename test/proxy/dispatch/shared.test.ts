// Two proxies on one PostgreSQL: both accept, one dispatches, and when that one is cut off the other goes on where it was.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { WorkspacesAnswer, WorkspaceView } from '../../../src/core/admin.ts'
import type { TrackRequest } from '../../../src/core/track-request.ts'
import { createBrazeClient } from '../../../src/proxy/braze/undici-client.ts'
import { systemClock } from '../../../src/proxy/clock.ts'
import { createDispatcher } from '../../../src/proxy/dispatch/create-dispatcher.ts'
import type { Dispatcher } from '../../../src/proxy/dispatch/dispatcher.ts'
import { DEFAULT_WORKSPACE } from '../../../src/core/defaults.ts'
import { openPostgresStore } from '../../../src/proxy/outbox/postgres/open.ts'
import type { Store } from '../../../src/proxy/outbox/store.ts'
import { startService } from '../service.ts'
import { startPostgres, type PostgresServer } from '../outbox/postgres-server.ts'
import { entry, names } from './rig.ts'
import { NO_METRICS } from './no-metrics.ts'

/** As an operator reads them in the log. */
const TAKEN = 'this proxy brings this workspace’s rows to Braze'
const STANDS_BY = 'another proxy brings this workspace’s rows to Braze: standing by'
const LOST = 'this proxy lost its connection to the database, and with it the right to bring this workspace’s rows to Braze'

let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres()
}, 120_000)

afterAll(() => server.remove(), 120_000)

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(10)
}

it('everything arrives in order per person, from one dispatcher at a time; what was on its way at the change is all that may come twice', async () => {
  const url = await server.newDatabase()
  const taken = new Map<string, string[]>()
  const braze = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const agent = String(request.headers['user-agent'])
      const { events = [] } = JSON.parse(Buffer.concat(chunks).toString()) as TrackRequest
      taken.set(agent, [...(taken.get(agent) ?? []), ...events.map(({ name }) => name)])
      setTimeout(() => response.writeHead(201, { 'content-type': 'application/json' }).end('{"message":"success"}'), 5)
    })
  })
  await new Promise<void>((resolve) => braze.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${String((braze.address() as AddressInfo).port)}`

  const ambiguous: number[] = []
  const nothing = (): void => {}
  const said: Record<string, string[]> = { first: [], second: [] }
  const start = (store: Store, userAgent: string): Dispatcher =>
    createDispatcher({
      store,
      workspace: { ...DEFAULT_WORKSPACE, name: 'default' },
      braze: createBrazeClient({ endpoint, apiKey: 'key', userAgent }),
      clock: systemClock,
      random: Math.random,
      log: { debug: nothing, info: (_facts, words) => said[userAgent]?.push(words), warn: nothing, error: nothing },
      metrics: { ...NO_METRICS, ambiguous: (_policy, rows) => ambiguous.push(rows) },
      mostlyRefused: nothing,
    })
  const stores = [await openPostgresStore({ url }), await openPostgresStore({ url })] as const
  const first = start(stores[0], 'first')
  await until(() => first.state().state === 'running')
  const second = start(stores[1], 'second')

  const people = names(20, 'p').map((name) => `${name}@example.com`)
  const accept = async (from: number, to: number): Promise<void> => {
    for (let turn = from; turn < to; turn++)
      for (const email of people) await stores[turn % 2 === 0 ? 0 : 1].append([entry(`${email} ${String(turn)}`, { email })])
  }
  const sent = (): string[] => [...(taken.get('first') ?? []), ...(taken.get('second') ?? [])]
  await accept(0, 10)
  await until(() => sent().length === 200)
  expect(taken.has('second')).toBe(false)
  expect(second.state().state).toBe('standby')
  expect(said).toEqual({ first: [TAKEN], second: [STANDS_BY] })

  const accepting = accept(10, 30)
  await until(() => sent().length > 220)
  const admin = new Client(url)
  await admin.connect()
  await admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND pid <> pg_backend_pid()",
  )
  await admin.end()
  await accepting
  await until(() => new Set(sent()).size === 600)
  await until(async () => (await stores[0].waiting()).length === 0)
  expect(said['first']?.slice(0, 2)).toEqual([TAKEN, LOST])
  expect(Object.values(said).map((lines) => lines.at(-1))).toEqual(expect.arrayContaining([TAKEN, STANDS_BY]))
  await Promise.all([first.stop(), second.stop()])
  await Promise.all(stores.map((store) => store.close()))
  await new Promise((resolve) => braze.close(resolve))

  expect(sent().length - 600).toBeLessThanOrEqual(ambiguous.reduce((sum, rows) => sum + rows, 0))
  for (const email of people) {
    const turns = [...new Set(sent().filter((name) => name.startsWith(`${email} `)))].map((name) => Number(name.split(' ')[1]))
    expect(turns).toEqual([...turns].sort((a, b) => a - b))
  }
}, 120_000)

it('a workspace paused at the proxy that stands by is shown as paused there, so that it can be resumed there; the other goes on', async () => {
  const env = { DATABASE_URL: await server.newDatabase() }
  const first = await startService({ env })
  await until(() => first.log.some((line) => line.includes(TAKEN)))
  const second = await startService({ env })
  await until(() => second.log.some((line) => line.includes(STANDS_BY)))
  const params = { name: 'default' }
  const paused = await second.api<WorkspaceView>('pauseWorkspace', { params })
  expect(paused.json.health).toMatchObject({ state: 'paused', reason: 'operator', standby: true })
  const sending = (await first.api<WorkspacesAnswer>('workspaces')).json.workspaces[0]?.health
  expect([sending?.state, sending?.standby]).toEqual(['ok', undefined])
  expect((await second.api<WorkspaceView>('resumeWorkspace', { params })).json.health.state).toBe('ok')
  await second.stop()
  await first.stop()
}, 120_000)
