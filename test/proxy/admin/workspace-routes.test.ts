// The operator's routes for workspaces: their keys, their limits, their health, and an operator's pause.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AdminProblem, TestConnectionAnswer, WorkspacesAnswer, WorkspaceView } from '../../../src/core/admin.ts'
import { createFolder } from '../../../src/proxy/files/folder.ts'
import { createStoredKeys } from '../../../src/proxy/hubs/stored-keys.ts'
import { keepSecrets } from '../../evidence/evidence.ts'
import { envelope } from '../http/fixture.ts'
import { API_KEY, startService, until, type ServiceRig } from '../service.ts'

let rig: ServiceRig
beforeAll(async () => {
  rig = await startService()
})
afterAll(() => rig.stop())

const list = async () => (await rig.api<WorkspacesAnswer>('workspaces')).json
const etagOf = async (name: string) => (await list()).workspaces.find((one) => one.name === name)?.etag ?? ''
const KEY = 'entered-key-abcdef-0123456789'
beforeAll(() => {
  keepSecrets(KEY)
})

test('show where the key comes from, never the key', async () => {
  const { workspaces, extraHosts } = await list()
  expect(workspaces).toMatchObject([{ name: 'default', key: { source: 'env:BRAZE_API_KEY', present: true }, health: { state: 'ok' } }])
  expect(extraHosts).toEqual([new URL(rig.braze.url).host])
  expect(JSON.stringify(workspaces)).not.toContain(API_KEY)
})
test('a key that is entered is sealed on disk, works, survives the rotation of SECRET, and is nowhere to be read', async () => {
  const body = { endpoint: rig.braze.url, key: KEY }
  const saved = await rig.api<WorkspaceView>('saveWorkspace', { params: { name: 'second' }, body, headers: { 'if-none-match': '*' } })
  expect([saved.status, saved.json.key]).toEqual([200, { source: 'stored:second', present: true }])
  const sealed = readFileSync(join(rig.hubsDir, 'keys.json'), 'utf8')
  expect(sealed + readFileSync(join(rig.hubsDir, 'workspaces.json'), 'utf8')).not.toContain(KEY)

  const newest = 'a-newer-secret-of-the-tests-that-is-long'
  await rig.restart({ SECRET: `${newest},a-secret-of-the-tests-that-is-long-enough` })
  expect(readFileSync(join(rig.hubsDir, 'keys.json'), 'utf8')).not.toBe(sealed)
  await rig.restart({ SECRET: newest })
  expect((await list()).workspaces.find(({ name }) => name === 'second')?.key.present).toBe(true)
  await rig.restart({ SECRET: 'a-foreign-secret-of-the-tests-that-is-long' })
  expect((await list()).workspaces.find(({ name }) => name === 'second')?.key.present).toBe(false)
  await rig.restart()
  expect(rig.log.join('')).not.toContain(KEY)
})
test('how much of the limit is in use is told, and that Braze asked to wait', async () => {
  const health = async () => (await list()).workspaces.find(({ name }) => name === 'default')?.health
  await until(async () => (await health())?.windows.length === 1)
  expect((await health())?.windows).toMatchObject([{ requests: 3000, seconds: 3 }])
  rig.braze.fault({ kind: 'answer', status: 429, body: { message: 'slow down' }, headers: { 'retry-after': '2' }, times: 1 })
  const person = { identity: [{ as: 'user_alias', label: 'email', value: 'waits@example.com' }] }
  expect((await rig.submit([envelope(await rig.rev(), person)])).status).toBe(202)
  await until(async () => (await health())?.state === 'waiting')
  expect(await health()).toMatchObject({ reason: 'rate_limited', pending: 1 })
  await until(async () => (await health())?.pending === 0)
  expect((await health())?.state).toBe('ok')
})
test('what the pages have no control for stays in workspaces.json when a workspace is saved', async () => {
  const path = join(rig.hubsDir, 'workspaces.json')
  const before = JSON.parse(readFileSync(path, 'utf8')) as Record<string, object>
  const rate = [{ requests: 250, seconds: 60 }]
  writeFileSync(path, JSON.stringify({ ...before, second: { ...before['second'], rate, count: 'per-array', userAgent: 'ours/1' } }))
  const saved = await rig.api<WorkspaceView>('saveWorkspace', {
    params: { name: 'second' },
    body: { endpoint: rig.braze.url, objects: 50 },
    headers: { 'if-match': `"${await etagOf('second')}"` },
  })
  expect(saved.json).toMatchObject({ objects: 50, rate, count: 'per-array', key: { source: 'stored:second' } })
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ second: { userAgent: 'ours/1', rate, count: 'per-array', objects: 50 } })
})
test('are saved only over what was read of them, whatever others did to other workspaces; a new one takes no name that there is', async () => {
  const save = async (name: string, headers: Record<string, string>, body: object = { endpoint: rig.braze.url, key: KEY }) =>
    (await rig.api('saveWorkspace', { params: { name }, body, headers })).status
  const [first, second] = [await etagOf('default'), await etagOf('second')]
  expect(await save('third', { 'if-none-match': '*' })).toBe(200)
  for (const name of ['third', 'default']) expect(await save(name, { 'if-none-match': '*' })).toBe(412)
  expect(await save('fourth', { 'if-match': `"${second}"` })).toBe(412)
  const mine = { endpoint: rig.braze.url, objects: 40 }
  expect(await save('second', { 'if-match': `"${second}"` }, mine)).toBe(200)
  expect(await save('second', { 'if-match': `"${second}"` }, { ...mine, objects: 30 })).toBe(412)
  expect([await etagOf('default'), await etagOf('second')]).toEqual([first, expect.not.stringMatching(second)])
  expect((await list()).workspaces.map(({ name, objects }) => [name, objects])).toEqual([
    ['default', 75],
    ['second', 40],
    ['third', 75],
  ])
})
test('a key that can be none is shown as missing: its hubs are disabled', async () => {
  const path = join(rig.hubsDir, 'workspaces.json')
  const before = readFileSync(path, 'utf8')
  const found = { good: ' key-of-a-file\n', quoted: '"key-of-a-file"', split: 'two words', empty: '\n' }
  for (const [name, text] of Object.entries(found)) writeFileSync(join(rig.hubsDir, `${name}.key`), text)
  const entries = [...Object.keys(found), 'gone'].map((name) => [name, { endpoint: rig.braze.url, apiKey: `file:${name}.key` }])
  writeFileSync(path, JSON.stringify({ ...(JSON.parse(before) as object), ...Object.fromEntries(entries) }))
  const shown = (await list()).workspaces.filter(({ key }) => key.source.startsWith('file:') && key.present)
  writeFileSync(path, before)
  expect(shown.map(({ name }) => name)).toEqual(['good'])
})
test('a stored key moved to another name does not open', async () => {
  const keys = JSON.parse(readFileSync(join(rig.hubsDir, 'keys.json'), 'utf8')) as Record<string, string>
  writeFileSync(join(rig.hubsDir, 'keys.json'), JSON.stringify({ ...keys, default: keys['second'] }))
  const stored = createStoredKeys(createFolder(rig.hubsDir), [
    'a-newer-secret-of-the-tests-that-is-long',
    'a-secret-of-the-tests-that-is-long-enough',
  ])
  expect(await stored.read('second')).toEqual({ key: KEY })
  expect(await stored.read('default')).toEqual({ no: 'sealed' })
})
test.each([
  'https://evil.example',
  'http://rest.iad-01.braze.com',
  'https://rest.iad-01.braze.com.evil.example',
  'https://rest.iad-01.braze.com:444',
  'https://x@rest.iad-01.braze.com',
  'https://169.254.169.254',
])('an endpoint that is not Braze is refused: %s', async (endpoint) => {
  const answer = await rig.api<{ code: string }>('saveWorkspace', {
    params: { name: 'evil' },
    body: { endpoint, key: KEY },
    headers: { 'if-none-match': '*' },
  })
  expect([answer.status, answer.json.code]).toEqual([422, 'invalid_workspace'])
  expect((await rig.api<TestConnectionAnswer>('testConnection', { body: { endpoint, key: KEY } })).json.result).toBe('unknown_host')
})
test('the connection is tested without writing anything; a stored key goes only where its workspace points', async () => {
  const check = async (body: object) => (await rig.api<TestConnectionAnswer>('testConnection', { body })).json.result
  expect(await check({ endpoint: rig.braze.url, key: API_KEY })).toBe('ok')
  // As pasted: it is saved without them.
  expect(await check({ endpoint: rig.braze.url, key: ` ${API_KEY}\n` })).toBe('ok')
  expect(await check({ endpoint: rig.braze.url, key: ' \n', workspace: 'default' })).toBe('no_key')
  for (const key of ['wrong', 'ключ', 'two\nlines', '"in-quotes"'])
    expect([key, await check({ endpoint: rig.braze.url, key })]).toEqual([key, 'bad_key'])
  expect(await check({ endpoint: rig.braze.url, workspace: 'default' })).toBe('ok')
  expect(await check({ endpoint: 'https://rest.iad-02.braze.com', workspace: 'default' })).toBe('no_key')
})
test('one that is at work is shown, paused and resumed while workspaces.json is broken; nothing is saved over that', async () => {
  const path = join(rig.hubsDir, 'workspaces.json')
  const good = readFileSync(path, 'utf8')
  const { workspaces: before } = await list()
  writeFileSync(path, '{')
  await rig.running.reload()
  const shown = await list()
  expect(shown.issues).toHaveLength(1)
  const { health: _, ...declared } = before.find(({ name }) => name === 'default')!
  expect(shown.workspaces[0]).toMatchObject(declared)
  const paused = await rig.api<WorkspaceView>('pauseWorkspace', { params: { name: 'default' } })
  expect([paused.status, paused.json.health]).toEqual([200, expect.objectContaining({ state: 'paused', reason: 'operator' })])
  const person = { identity: [{ as: 'user_alias', label: 'email', value: 'broken@example.com' }] }
  expect((await rig.submit([envelope(await rig.rev(), person)])).status).toBe(202)
  expect((await list()).workspaces.find(({ name }) => name === 'default')?.health.pending).toBe(1)
  const headers = { 'if-match': `"${declared.etag}"` }
  const saved = await rig.api<{ code: string }>('saveWorkspace', {
    params: { name: 'default' },
    body: { endpoint: rig.braze.url },
    headers,
  })
  expect([saved.status, saved.json.code, readFileSync(path, 'utf8')]).toEqual([422, 'invalid_workspace', '{'])
  expect((await rig.api<WorkspaceView>('resumeWorkspace', { params: { name: 'default' } })).json.health.state).toBe('ok')
  await until(async () => (await list()).workspaces.every(({ health }) => health.pending === 0))
  writeFileSync(path, good)
  await rig.running.reload()
  expect(await list()).not.toHaveProperty('issues')
})
test('one that is at work is paused and resumed while HUBS_DIR is gone', async () => {
  renameSync(rig.hubsDir, `${rig.hubsDir}-away`)
  expect((await rig.api<WorkspaceView>('pauseWorkspace', { params: { name: 'third' } })).json.health.state).toBe('paused')
  expect((await rig.api<WorkspaceView>('resumeWorkspace', { params: { name: 'third' } })).json.health.state).toBe('ok')
  renameSync(`${rig.hubsDir}-away`, rig.hubsDir)
})
test.each(['two words', '"in-quotes"', 'ключ', '\t'])(
  'a key that no header can hold, or no Braze take, does not replace a good one, and is not repeated: %j',
  async (key) => {
    const path = join(rig.hubsDir, 'keys.json')
    const before = readFileSync(path, 'utf8')
    const body = { endpoint: rig.braze.url, key }
    const headers = { 'if-match': `"${await etagOf('second')}"` }
    const { status, json } = await rig.api<AdminProblem>('saveWorkspace', { params: { name: 'second' }, body, headers })
    const issues = json.issues ?? []
    expect([status, json.code, issues.map((issue) => issue.path)]).toEqual([422, 'invalid_workspace', [['second', 'apiKey']]])
    expect(readFileSync(path, 'utf8')).toBe(before)
    expect(issues.map(({ message }) => message).join()).not.toContain(key)
  },
)
test.each([
  ['no JSON', (path: string) => writeFileSync(path, '{')],
  ['a folder', (path: string) => mkdirSync(path)],
  ['no UTF-8', (path: string) => writeFileSync(path, Buffer.from([0x7b, 0xff]))],
])('a key is not kept over a keys.json that cannot be read, which is said: %s', async (_, put) => {
  const path = join(rig.hubsDir, 'keys.json')
  renameSync(path, `${path}-kept`)
  put(path)
  const { ino } = statSync(path)
  const body = { endpoint: rig.braze.url, key: KEY }
  const { status, json } = await rig.api<AdminProblem>('saveWorkspace', {
    params: { name: 'fifth' },
    body,
    headers: { 'if-none-match': '*' },
  })
  expect([status, json.code, json.detail]).toEqual([409, 'unreadable', expect.stringMatching(/^keys\.json in HUBS_DIR /)])
  expect(statSync(path).ino).toBe(ino)
  rmSync(path, { recursive: true })
  renameSync(`${path}-kept`, path)
})
test('sending stops even where the pause cannot be kept in DATA_DIR, which is said', async () => {
  const state = join(rig.dataDir, 'state')
  mkdirSync(state, { recursive: true })
  renameSync(state, `${state}-kept`)
  writeFileSync(state, 'no folder')
  const answer = async (route: 'pauseWorkspace' | 'resumeWorkspace') => {
    const { status, json } = await rig.api<{ detail: string }>(route, { params: { name: 'default' } })
    return [status, json.detail]
  }
  expect(await answer('pauseWorkspace')).toEqual([
    500,
    'The workspace is paused, but DATA_DIR cannot be written: a restart would resume it.',
  ])
  const health = async () => (await list()).workspaces.find(({ name }) => name === 'default')?.health
  expect(await health()).toMatchObject({ state: 'paused', reason: 'operator' })
  expect(await answer('resumeWorkspace')).toEqual([500, 'The workspace stays paused: DATA_DIR cannot be written.'])
  expect((await health())?.state).toBe('paused')
  rmSync(state)
  renameSync(`${state}-kept`, state)
  expect((await rig.api('resumeWorkspace', { params: { name: 'default' } })).status).toBe(200)
  expect((await health())?.state).toBe('ok')
})
test('paused by an operator: accepted goes on, nothing is sent until resumed, also over a restart', async () => {
  const paused = await rig.api<WorkspaceView>('pauseWorkspace', { params: { name: 'default' } })
  expect(paused.json.health).toMatchObject({ state: 'paused', reason: 'operator' })
  await rig.restart()
  expect((await list()).workspaces.find(({ name }) => name === 'default')?.health).toMatchObject({ state: 'paused', reason: 'operator' })
  const person = { identity: [{ as: 'user_alias', label: 'email', value: 'paused@example.com' }] }
  expect((await rig.submit([envelope(await rig.rev(), person)])).status).toBe(202)
  const pending = async () => (await list()).workspaces.find(({ name }) => name === 'default')?.health.pending
  expect(await pending()).toBe(1)
  await rig.api('resumeWorkspace', { params: { name: 'default' } })
  await until(async () => (await pending()) === 0)
})
