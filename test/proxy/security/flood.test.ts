// Floods beside honest visitors: none of these is turned away. A small share in `npm test`; FULL=1 has 500 slow posters and 2,000 refused requests a second, and holds the p99 against the one without them.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFakeBraze, type FakeBraze } from '../../../demo/fake-braze/server.ts'
import { HUB, ORIGIN, SECRET } from '../http/fixture.ts'
import { until } from '../service.ts'
import { honest, slowPosters } from './flood.ts'

const FULL = process.env['FULL'] === '1'
const [PER_SECOND, SECONDS, POSTERS, REFUSED] = FULL ? [200, 10, 500, 2000] : [25, 1, 60, 150]

let braze: FakeBraze
let folder: string
let child: ChildProcess
let target: { url: string; rev: string; tokens: string[] }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'flood-'))
  mkdirSync(join(folder, 'hubs'))
  writeFileSync(join(folder, 'hubs', 'summer.json'), JSON.stringify(HUB))
  braze = await startFakeBraze({ applyMs: [0, 1], profiles: false, journal: 10, bodies: false })
  child = spawn(process.execPath, ['src/proxy/main.ts'], {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: '0',
      ADMIN_PORT: '0',
      SECRET,
      HUBS_DIR: join(folder, 'hubs'),
      DATA_DIR: join(folder, 'data'),
      BRAZE_REST_ENDPOINT: braze.url,
      BRAZE_API_KEY: 'stand-in-key',
      DEV_BRAZE_HOSTS: new URL(braze.url).host,
      TRUSTED_PROXIES: '127.0.0.1',
      RATE_ADDRESS_BURST: '300',
      RATE_TOKEN_PER_MINUTE: '600',
      RATE_TOKEN_BURST: '600',
    },
  })
  let printed = ''
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr?.resume()
  await until(() => printed.includes('"listening"'))
  const { port } = JSON.parse(printed.split('\n').find((line) => line.includes('"listening"')) ?? '{}') as { port: number }
  const url = `http://127.0.0.1:${port}`
  const rev = ((await (await fetch(`${url}/v1/hubs/summer`, { headers: { origin: ORIGIN } })).json()) as { rev: string }).rev
  const tokens = await Promise.all(
    Array.from({ length: 40 }, async (_, n) => {
      const headers = { origin: ORIGIN, 'x-forwarded-for': `198.51.100.${n}` }
      return ((await (await fetch(`${url}/v1/hubs/summer/session`, { method: 'POST', headers })).json()) as { token: string }).token
    }),
  )
  target = { url, rev, tokens }
  await honest(target, PER_SECOND, SECONDS)
})
afterAll(async () => {
  child.kill('SIGKILL')
  await once(child, 'exit')
  await braze.close()
  rmSync(folder, { recursive: true, force: true })
})

test(`${POSTERS} slow and half-open posters beside ${PER_SECOND} honest requests a second`, async () => {
  const alone = await honest(target, PER_SECOND, SECONDS)
  const end = await slowPosters(target.url, POSTERS)
  const beside = await honest(target, PER_SECOND, SECONDS)
  end()
  expect(beside.statuses).toEqual({ 202: PER_SECOND * SECONDS })
  if (FULL) report('slow posters', alone.p99, beside.p99)
}, 120_000)

test(`${REFUSED} refused requests a second beside ${PER_SECOND} honest ones`, async () => {
  const alone = await honest(target, PER_SECOND, SECONDS)
  const flood = spawn(process.execPath, ['test/proxy/security/refused-flood.ts', target.url, String(REFUSED), String(SECONDS)])
  let printed = ''
  flood.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const ended = once(flood, 'exit')
  await until(() => printed.includes('started'))
  const beside = await honest(target, PER_SECOND, SECONDS)
  await ended
  expect(beside.statuses).toEqual({ 202: PER_SECOND * SECONDS })
  const statuses = JSON.parse(printed.split('\n')[1] ?? '') as Record<string, number>
  expect(['401', '403', '429']).toEqual(expect.arrayContaining(Object.keys(statuses)))
  if (FULL) expect(statuses['429']).toBeGreaterThan(0)
  expect(Object.values(statuses).reduce((sum, count) => sum + count, 0)).toBe(REFUSED * SECONDS)
  if (FULL) report('refused requests', alone.p99, beside.p99)
}, 120_000)

function report(flood: string, alone: number, beside: number): void {
  console.log(`${flood}: p99 of honest submissions ${alone.toFixed(1)} ms alone, ${beside.toFixed(1)} ms beside the flood`)
  expect(beside).toBeLessThanOrEqual(2 * alone)
}
