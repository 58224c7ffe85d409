// The demo's start says what keeps it from working, instead of an address at which nothing would; and what the proxy warns of is heard.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { DemoConfig } from '../../demo/demo-config.ts'
import { startDemo } from '../../demo/demo.ts'
import { startFakeBraze, type FakeBraze } from '../../demo/fake-braze/server.ts'
import { startProxy } from '../../demo/proxy-child.ts'
import { HUB } from '../proxy/http/fixture.ts'
import { until } from '../proxy/service.ts'

/** Of this environment only where programs are, and what of theirs is compiled already. */
const BARE = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }

describe('npm run demo', () => {
  const rows: [why: string, env: Record<string, string>, line: RegExp][] = [
    ['a key without an endpoint', { BRAZE_API_KEY: 'key' }, /^BRAZE_REST_ENDPOINT: is not set[^\n]*\n$/],
    ['an endpoint without a key', { BRAZE_REST_ENDPOINT: 'https://rest.fra-02.braze.eu' }, /^BRAZE_API_KEY: is not set[^\n]*\n$/],
    [
      'an endpoint that is none of Braze’s',
      { BRAZE_API_KEY: 'key', BRAZE_REST_ENDPOINT: 'https://rest.us-09.braze.com' },
      /\nBRAZE_REST_ENDPOINT: found "https:\/\/rest\.us-09\.braze\.com"; expected/,
    ],
  ]
  test.each(rows)('%s: one line, exit code 1, no address', (_, env, line) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['demo/start.ts'], {
      encoding: 'utf8',
      timeout: 20_000,
      env: { ...BARE, DEMO_PORT: '0', ...env },
    })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(line)
  })
})

describe('npm run demo is stopped', () => {
  const folders: string[] = []
  /** A group of its own, as a terminal's programs are: closing the terminal tells all of them. */
  async function start() {
    const folder = await mkdtemp(join(tmpdir(), 'komo-braze-start-'))
    folders.push(folder)
    const env = { ...BARE, DEMO_PORT: '0', TMPDIR: folder }
    const demo = spawn(process.execPath, ['demo/start.ts'], { env, detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
    let output = ''
    demo.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    return { demo, folder, address: () => /ready: (http:\S+)/.exec(output)?.[1] }
  }
  afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))))

  test.each(['SIGTERM', 'SIGHUP'] as const)('by %s: the proxy ends with it, and nothing of it stays on disk', async (signal) => {
    const { demo, folder, address } = await start()
    await until(() => address() !== undefined)
    const { connect } = (await (await fetch(`${address()}/api/config`)).json()) as DemoConfig
    expect((await fetch(connect)).status).toBe(200)
    process.kill(-Number(demo.pid), signal)
    expect(await once(demo, 'exit')).toEqual([0, null])
    await expect(fetch(connect)).rejects.toThrow()
    expect((await readdir(folder)).filter((name) => name.startsWith('komo-braze-demo-'))).toEqual([])
  })

  test('while it starts: it ends what it has started', async () => {
    const { demo, folder } = await start()
    await until(async () => (await readdir(folder, { recursive: true })).some((name) => name.endsWith('hubs')))
    demo.kill('SIGTERM')
    expect(await once(demo, 'exit')).toEqual([0, null])
  })
})

test.each(['taken', 'none'])('npm run fake-braze, its port is %s: one line, exit code 1', async (what) => {
  braze = await startFakeBraze()
  const PORT = what === 'taken' ? new URL(braze.url).port : 'abc'
  const { status, stdout, stderr } = spawnSync(process.execPath, ['demo/fake-braze/start.ts'], {
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...BARE, PORT },
  })
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^PORT: [^\n]*; expected a free port[^\n]*\n$/)
})

let braze: FakeBraze | undefined
afterEach(async () => {
  await braze?.close()
  braze = undefined
})

test('a workspace that does not take the key: it says so', async () => {
  braze = await startFakeBraze({ apiKey: 'another' })
  const env = { DEV_BRAZE_HOSTS: new URL(braze.url).host }
  const starting = startDemo({ port: 0, workspace: { endpoint: braze.url, apiKey: 'wrong' }, env })
  await expect(starting).rejects.toThrow(/^BRAZE_API_KEY: Braze does not take it; expected a REST key/)
})

test('a hub without its workspace: it says so, with the path', async () => {
  braze = await startFakeBraze({ apiKey: 'key' })
  const env = { DEV_BRAZE_HOSTS: new URL(braze.url).host, BRAZE_API_KEY: '' }
  const starting = startDemo({ port: 0, workspace: { endpoint: braze.url, apiKey: 'key' }, env })
  await expect(starting).rejects.toThrow(/^summer-footy\.default\.apiKey: .*nothing found at/)
})

const OPTIONS = {
  hubs: [HUB],
  braze: { endpoint: 'http://127.0.0.1:1', apiKey: 'key', isStandIn: true },
  adminToken: 'admin-token-of-the-test',
  secret: 'secret-of-the-test-which-is-long-enough',
}

test('a proxy that ends by itself is not running, is told of, and can be started again; its errors are told too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'komo-braze-child-'))
  const end = join(folder, 'end')
  const told: string[] = []
  const proxy = await startProxy({
    ...OPTIONS,
    folder,
    env: { RELOAD_SECONDS: '1', NODE_OPTIONS: `--import=${endsWhereThereIs(end)}` },
    tell: (line) => told.push(line),
  })
  expect([proxy.running(), told]).toEqual([true, []])
  await writeFile(proxy.hubPath(HUB.hub), '{}')
  await until(() => told.some((line) => line.includes('"level":"error"') && line.includes(`"hub":"${HUB.hub}"`)))
  expect(told.filter((line) => line.includes('"level":"info"'))).toEqual([])

  await writeFile(end, '')
  await until(() => told.includes('The proxy ended by itself.'))
  expect(proxy.running()).toBe(false)

  await rm(end)
  await Promise.all([proxy.start(), proxy.start()])
  expect(proxy.running()).toBe(true)
  told.length = 0
  await proxy.stop()
  expect([proxy.running(), told]).toEqual([false, []])
  await rm(folder, { recursive: true })
})

test('a proxy that is stopped while it starts does not come up after all', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'komo-braze-child-'))
  const told: string[] = []
  const proxy = await startProxy({ ...OPTIONS, folder, tell: (line) => told.push(line) })
  await proxy.stop()
  const starting = proxy.start().catch((error: unknown) => error)
  await proxy.stop()
  expect(await starting).toBeInstanceOf(Error)
  expect([proxy.running(), told]).toEqual([false, []])
  await rm(folder, { recursive: true })
})

/** A module that ends its process once the file is there. */
function endsWhereThereIs(file: string): string {
  const code = `import { existsSync } from 'node:fs'; setInterval(() => existsSync(${JSON.stringify(file)}) && process.exit(3), 20)`
  return `data:text/javascript,${encodeURIComponent(code)}`
}
