// The operator's port: nobody without token or session, and what each route does for those who have one.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  ADMIN_ROUTES,
  type ActivityAnswer,
  type AdminRoute,
  type CountAnswer,
  type DeadLettersAnswer,
  type DryRunAnswer,
  type EraseAnswer,
  type HubDetail,
  type HubsAnswer,
  type InspectorCode,
  type Session,
  type TestConnectionAnswer,
  type VersionDetail,
  type VersionsAnswer,
  type WorkspacesAnswer,
  type WorkspaceView,
} from '../../../src/core/admin.ts'
import type { InspectorSession, Seen } from '../../../src/core/inspector.ts'
import type { HubFile } from '../../../src/core/hub-file.ts'
import { readOnly } from '../../../src/proxy/admin/read-only.ts'
import { createFolder } from '../../../src/proxy/hubs/folder.ts'
import { createStoredKeys } from '../../../src/proxy/hubs/stored-keys.ts'
import { keepSecrets } from '../../evidence/evidence.ts'
import { envelope, HUB, ORIGIN } from '../http/fixture.ts'
import { ADMIN_TOKEN, API_KEY, startService, until, type ServiceRig } from '../service.ts'

let rig: ServiceRig
beforeAll(async () => {
  rig = await startService()
})
afterAll(() => rig.stop())

const ROUTES = Object.entries(ADMIN_ROUTES).map(([name, { method, path }]) => ({
  name: name as AdminRoute,
  method,
  path: path.replace(/:\w+/g, 'summer'),
}))

describe('without a session', () => {
  test.each(ROUTES.filter(({ name }) => name !== 'login'))('$method $path answers nothing', async ({ method, path }) => {
    const answer = await fetch(rig.adminUrl + path, { method, ...(method !== 'GET' && { body: '{}' }) })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'no_session' })
  })
  test.each(ROUTES)('$method $path does not exist on the public port', async ({ method, path }) => {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, origin: ORIGIN }
    expect((await fetch(rig.url + path, { method, headers, ...(method !== 'GET' && { body: '{}' }) })).status).toBe(404)
  })
  test('an unknown route under /admin/api looks no different', async () => {
    expect((await fetch(`${rig.adminUrl}/admin/api/secrets`)).status).toBe(401)
  })
  test('a made-up cookie and a made-up token are refused', async () => {
    const get = (headers: Record<string, string>) => fetch(`${rig.adminUrl}/admin/api/hubs`, { headers })
    expect((await get({ cookie: 'komo-braze-admin=abc' })).status).toBe(401)
    expect((await get({ authorization: 'Bearer abc' })).status).toBe(401)
    expect((await get({ authorization: `Basic ${btoa(`x:${ADMIN_TOKEN}`)}` })).status).toBe(401)
  })
})

describe('a session', () => {
  const JSON_TYPE = { 'content-type': 'application/json' }
  const login = (token: string, headers: Record<string, string> = {}) =>
    fetch(`${rig.adminUrl}/admin/api/session`, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify({ token }) })

  test('is begun by the token, kept in a cookie that no script and no other site can use, and ended by signing out', async () => {
    const answer = await login(ADMIN_TOKEN)
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^komo-braze-admin=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/admin; Max-Age=28800$/)
    const { csrf } = (await answer.json()) as Session
    const headers = { cookie: cookie.split(';')[0] ?? '' }
    expect((await fetch(`${rig.adminUrl}/admin/api/hubs`, { headers })).status).toBe(200)
    const pause = (more: Record<string, string>) =>
      fetch(`${rig.adminUrl}/admin/api/hubs/summer/resume`, { method: 'POST', headers: { ...headers, ...more } })
    expect((await pause({})).status).toBe(403)
    expect((await pause({ 'x-csrf-token': 'wrong' })).status).toBe(403)
    expect((await pause({ 'x-csrf-token': csrf })).status).toBe(200)
    expect((await fetch(`${rig.adminUrl}/admin/api/session`, { method: 'DELETE', headers })).status).toBe(403)
    expect(
      (await fetch(`${rig.adminUrl}/admin/api/session`, { method: 'DELETE', headers: { ...headers, 'x-csrf-token': csrf } })).status,
    ).toBe(204)
    expect((await fetch(`${rig.adminUrl}/admin/api/hubs`, { headers })).status).toBe(401)
  })
  test('five wrong tokens lock the address out, the right one too, on both ways in', async () => {
    const own = await startService()
    const at = (path: string, init: RequestInit) => fetch(own.adminUrl + path, init)
    const enter = (token: string) => at('/admin/api/session', { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ token }) })
    const wrong = []
    for (let i = 0; i < 5; i++) wrong.push((await enter(`wrong-${i}`)).status)
    expect(wrong).toEqual([401, 401, 401, 401, 401])
    const locked = await enter(ADMIN_TOKEN)
    expect([locked.status, await locked.json()]).toEqual([429, expect.objectContaining({ code: 'locked_out' })])
    expect((await at('/admin/api/hubs', { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } })).status).toBe(429)
    await own.stop()
  })
  test('without ADMIN_TOKEN there are no operator’s routes at all', async () => {
    const own = await startService({ env: { ADMIN_TOKEN: '' } })
    expect((await fetch(`${own.adminUrl}/admin/api/hubs`)).status).toBe(404)
    expect((await fetch(`${own.adminUrl}/admin/`)).status).toBe(404)
    expect((await fetch(`${own.adminUrl}/metrics`)).status).toBe(200)
    await own.stop()
  })
  test('pages cannot be framed, cached or sniffed', async () => {
    for (const path of ['/admin/', '/admin/api/hubs', '/metrics', '/none']) {
      const { headers } = await fetch(rig.adminUrl + path)
      const policy = (headers.get('content-security-policy') ?? '').split('; ')
      expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "frame-ancestors 'none'", "script-src 'self'"]))
      // From nowhere else: an image may lie in the page itself.
      const sources = policy.flatMap((directive) => directive.split(' ').slice(1))
      expect([...new Set(sources)].sort()).toEqual(["'none'", "'self'", 'data:'])
      expect([headers.get('cache-control'), headers.get('x-content-type-options'), headers.get('x-frame-options')]).toEqual([
        'no-store',
        'nosniff',
        'DENY',
      ])
    }
  })
})

describe('hubs', () => {
  const get = (hub: string) => rig.api<HubDetail>('hub', { params: { hub } })
  const save = (file: HubFile, headers: Record<string, string>) =>
    rig.api<HubDetail & { code: string }>('saveHub', { params: { hub: file.hub }, body: { file }, headers })

  test('are listed with their state', async () => {
    const { json } = await rig.api<HubsAnswer>('hubs')
    expect(json.hubs.find(({ hub }) => hub === 'summer')).toMatchObject({
      state: 'enabled',
      workspace: 'default',
      origins: [ORIGIN],
      rules: 1,
      issues: [],
    })
  })
  test('are saved only over the version that was read, in force at once, and the one before is kept', async () => {
    const before = await get('summer')
    const { etag, file } = before.json
    const changed = { ...(file as HubFile), kiosk: true }
    expect((await save(changed, {})).status).toBe(412)
    expect((await save(changed, { 'if-match': '"0123456789abcdef"' })).status).toBe(412)
    const saved = await save(changed, { 'if-match': `"${etag}"` })
    expect([saved.status, saved.json.file?.kiosk]).toEqual([200, true])
    expect(saved.json.rev).not.toBe(before.json.rev)
    expect(await rig.rev()).toBe(saved.json.rev)
    expect((await save(changed, { 'if-match': `"${etag}"` })).json.code).toBe('changed')
    const { versions } = (await rig.api<VersionsAnswer>('versions', { params: { hub: 'summer' } })).json
    expect(versions).toHaveLength(1)
    const version = await rig.api<VersionDetail>('version', { params: { hub: 'summer', id: versions[0]?.id ?? '' } })
    expect(version.json.file).toEqual(file)
  })
  test('a byte order mark, as some editors write one, hides nothing of a hub: it is shown, and saved over', async () => {
    writeFileSync(join(rig.hubsDir, 'marked.json'), `\uFEFF${JSON.stringify({ ...HUB, hub: 'marked' })}`)
    await rig.running.reload()
    const { etag, file } = (await get('marked')).json
    expect(file).toMatchObject({ hub: 'marked' })
    expect((await save(file as HubFile, { 'if-match': `"${etag}"` })).status).toBe(200)
    rmSync(join(rig.hubsDir, 'marked.json'))
    await rig.running.reload()
  })
  test('a new one is made only where there is none', async () => {
    const file = { ...HUB, hub: 'winter' }
    expect((await save(file, { 'if-match': '"x"' })).status).toBe(412)
    expect((await save(file, { 'if-none-match': '*' })).status).toBe(200)
    expect((await save(file, { 'if-none-match': '*' })).status).toBe(412)
  })
  test('with errors they are refused, with the path of each, and nothing is written', async () => {
    const bad = {
      ...HUB,
      hub: 'bad',
      rules: [{ ...HUB.rules[0], attributes: { dob: { from: 'field.b', type: 'dat' } } }],
    } as unknown as HubFile
    const answer = await rig.api<{ code: string; issues: { path: unknown[] }[] }>('saveHub', {
      params: { hub: 'bad' },
      body: { file: bad },
      headers: { 'if-none-match': '*' },
    })
    expect([answer.status, answer.json.code]).toEqual([422, 'invalid_hub'])
    expect(answer.json.issues[0]?.path).toEqual(['rules', 0, 'attributes', 'dob', 'type'])
    expect(existsSync(join(rig.hubsDir, 'bad.json'))).toBe(false)
  })
  test.each(['../evil', 'workspaces', 'keys', 'workspaces.json', 'UPPER', '__proto__', '.hidden'])(
    'a name that leads elsewhere is refused: %s',
    async (hub) => {
      const before = readdirSync(rig.hubsDir)
      const answer = await rig.api('saveHub', { params: { hub }, body: { file: { ...HUB, hub } }, headers: { 'if-none-match': '*' } })
      expect([400, 404, 422]).toContain(answer.status)
      expect(readdirSync(rig.hubsDir)).toEqual(before)
    },
  )
  test('a version’s id that leads elsewhere is not found', async () => {
    expect((await rig.api('version', { params: { hub: 'summer', id: '../../summer' } })).status).toBe(404)
  })
  test('a paused hub accepts nothing and says when to come back; it stays paused after a restart', async () => {
    expect((await rig.api<HubDetail>('pauseHub', { params: { hub: 'summer' } })).json.state).toBe('paused')
    await rig.restart()
    const answer = await fetch(`${rig.url}/v1/hubs/summer/session`, { method: 'POST', headers: { origin: ORIGIN } })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60'])
    expect((await rig.api<HubDetail>('resumeHub', { params: { hub: 'summer' } })).json.state).toBe('enabled')
    expect(await rig.token()).toMatch(/\./)
  })
  test('a folder that cannot be written is read-only; any other fault is none of that', () => {
    const fault = (code: string) => Object.assign(new Error(code), { code })
    expect(['EACCES', 'EPERM', 'EROFS'].map((code) => readOnly(fault(code)).code)).toEqual(['read_only', 'read_only', 'read_only'])
    expect(() => readOnly(fault('EIO'))).toThrow('EIO')
  })
  describe('that extend another file', () => {
    const JWT = { algorithms: ['RS256'], keys: 'https://login.example.com/jwks.json' }
    const write = (name: string, content: object) => writeFileSync(join(rig.hubsDir, name), JSON.stringify(content))
    beforeAll(async () => {
      write('base.json', { ...HUB, $schema: 'x', hub: 'base', jwt: JWT })
      write('middle.json', { hub: 'middle', extends: 'base.json', locale: 'de' })
      write('kid.json', { hub: 'kid', extends: 'middle', identity: [{ as: 'external_id', proof: 'extension.token' }] })
      await rig.running.reload()
    })
    afterAll(async () => {
      for (const name of ['base', 'middle', 'kid']) rmSync(join(rig.hubsDir, `${name}.json`))
      await rig.running.reload()
    })

    test('say what that gives them, merged down the chain, also unsaved', async () => {
      const { hub: _, ...shared } = HUB
      expect((await get('summer')).json).not.toHaveProperty('inherited')
      expect((await get('kid')).json.inherited).toEqual({ ...shared, jwt: JWT, locale: 'de' })
      const { json } = await rig.api<DryRunAnswer>('dryRun', { body: { hub: { hub: 'unsaved', extends: 'base', rules: [] } } })
      expect(json).toMatchObject({ inherited: { ...shared, jwt: JWT }, issues: [{ path: ['rules'] }] })
    })
    test('are not broken by a save of it: it is refused, naming them', async () => {
      const { etag, file } = (await get('base')).json
      const { jwt: _, ...without } = file as HubFile
      const refused = await save(without, { 'if-match': `"${etag}"` })
      expect([refused.status, refused.json.code]).toEqual([422, 'invalid_hub'])
      expect(refused.json.issues.map(({ message }) => message)).toEqual([expect.stringMatching(/^kid, which extends this file: /)])
      expect((await get('base')).json.etag).toBe(etag)
      expect((await save({ ...(file as HubFile), kiosk: true }, { 'if-match': `"${etag}"` })).status).toBe(200)
      write('kid.json', { hub: 'kid', extends: 'middle', identity: [] })
      const again = (await get('base')).json
      expect((await save(without, { 'if-match': `"${again.etag}"` })).status).toBe(200)
    })
  })
  test('a broken file shows its text, and the version in force goes on', async () => {
    const path = join(rig.hubsDir, 'summer.json')
    const good = readFileSync(path, 'utf8')
    writeFileSync(path, '{ "hub": ')
    await rig.running.reload()
    const { json } = await get('summer')
    expect(json).toMatchObject({ file: null, text: '{ "hub": ', state: 'enabled' })
    expect(json.issues).toHaveLength(1)
    expect((await rig.submit([envelope(await rig.rev())])).status).toBe(202)
    writeFileSync(path, good)
    await rig.running.reload()
    expect((await get('summer')).json.issues).toEqual([])
  })
})

describe('workspaces', () => {
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
  test('a stored key moved to another name does not open', async () => {
    const keys = JSON.parse(readFileSync(join(rig.hubsDir, 'keys.json'), 'utf8')) as Record<string, string>
    writeFileSync(join(rig.hubsDir, 'keys.json'), JSON.stringify({ ...keys, default: keys['second'] }))
    const stored = createStoredKeys(createFolder(rig.hubsDir), [
      'a-newer-secret-of-the-tests-that-is-long',
      'a-secret-of-the-tests-that-is-long-enough',
    ])
    expect(await stored.read('second')).toBe(KEY)
    expect(await stored.read('default')).toBeUndefined()
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
    expect(await check({ endpoint: rig.braze.url, key: 'wrong' })).toBe('bad_key')
    expect(await check({ endpoint: rig.braze.url, workspace: 'default' })).toBe('ok')
    expect(await check({ endpoint: 'https://rest.iad-02.braze.com', workspace: 'default' })).toBe('no_key')
  })
  test('paused by an operator: accepted goes on, nothing is sent until resumed, also over a restart', async () => {
    const paused = await rig.api<WorkspaceView>('pauseWorkspace', { params: { name: 'default' } })
    expect(paused.json.health).toMatchObject({ state: 'paused', reason: 'operator' })
    await rig.restart()
    const person = { identity: [{ as: 'user_alias', label: 'email', value: 'paused@example.com' }] }
    expect((await rig.submit([envelope(await rig.rev(), person)])).status).toBe(202)
    const pending = async () => (await list()).workspaces.find(({ name }) => name === 'default')?.health.pending
    expect(await pending()).toBe(1)
    await rig.api('resumeWorkspace', { params: { name: 'default' } })
    await until(async () => (await pending()) === 0)
  })
})

describe('dead letters', () => {
  const list = async (query = '') => (await rig.api<DeadLettersAnswer>('deadLetters', { query })).json

  const refuse = (times: number): void => {
    const error = (input_array: string) => ({ type: 'The value "Gertrude" of gertrude@example.com is refused', input_array, index: 0 })
    const body = { message: 'Valid data must be provided', errors: [error('attributes'), error('events')] }
    rig.braze.fault({ kind: 'answer', status: 400, body, match: 'gertrude', times })
  }
  const submit = async (): Promise<void> => {
    const person = {
      identity: [{ as: 'user_alias', label: 'email', value: 'gertrude@example.com' }],
      attributes: { first_name: 'Gertrude' },
    }
    expect((await rig.submit([envelope(await rig.rev(), person)])).status).toBe(202)
  }

  test('are listed masked, replayed and purged', async () => {
    refuse(2)
    await submit()
    await until(async () => (await list()).total === 1)
    const [letter] = (await list('?reason=refused')).letters
    expect(letter).toMatchObject({ hub: 'summer', rule: 'entry', reason: 'refused', person: { as: 'email', masked: 'g•••@e•••.com' } })
    expect(letter?.objects.events?.[0]).toMatchObject({ name: 'Entered', properties: { team: '•••' } })
    expect(JSON.stringify(letter)).not.toMatch(/gertrude|Sharks/i)

    expect((await rig.api<CountAnswer>('replay', { body: { ids: [letter?.id] } })).json).toEqual({ count: 1 })
    await until(async () => (await list()).letters.some(({ id }) => id !== letter?.id))
    expect((await rig.api<CountAnswer>('replay', { body: { all: { hub: 'summer' } } })).json).toEqual({ count: 1 })
    await until(() => rig.braze.profiles().some(({ attributes }) => attributes['first_name'] === 'Gertrude'))
    expect((await list()).total).toBe(0)

    refuse(1)
    await submit()
    await until(async () => (await list()).total === 1)
    expect((await rig.api<CountAnswer>('purge', { body: { all: { reason: 'ambiguous' } } })).json).toEqual({ count: 0 })
    expect((await rig.api<CountAnswer>('purge', { body: { all: {} } })).json).toEqual({ count: 1 })
    expect((await list()).total).toBe(0)
  })
  test('all means all that were shown: one that died since is left alone', async () => {
    refuse(2)
    await submit()
    await until(async () => (await list()).total === 1)
    const [shown] = (await list()).letters
    await submit()
    await until(async () => (await list()).total === 2)
    expect((await rig.api<CountAnswer>('purge', { body: { all: { upTo: shown?.id } } })).json).toEqual({ count: 1 })
    expect((await list()).letters.map(({ id }) => id)).not.toContain(shown?.id)
    expect((await rig.api<CountAnswer>('purge', { body: { all: {} } })).json).toEqual({ count: 1 })
  })
  test.each([{}, { ids: [] }, { ids: ['x'] }, { all: { reason: 'x' } }, { all: { upTo: 'x' } }, { ids: ['1'], all: {} }, 'x', []])(
    'a choice that is none is refused: %j',
    async (body) => {
      expect((await rig.api('purge', { body })).status).toBe(400)
    },
  )
})

test('erase: everything about one person, with what it cannot reach; more or less than one identifier is refused', async () => {
  await rig.api('pauseWorkspace', { params: { name: 'default' } })
  await rig.submit([envelope(await rig.rev(), { identity: [{ as: 'user_alias', label: 'email', value: 'gone@example.com' }] })])
  const erased = await rig.api<EraseAnswer>('erase', { body: { email: 'Gone@Example.com' } })
  expect(erased.json).toMatchObject({ outbox: 1, deadLetters: 0 })
  expect(erased.json.notReached.length).toBeGreaterThan(0)
  expect((await rig.api('erase', { body: {} })).status).toBe(400)
  expect((await rig.api('erase', { body: { email: 'a@b.c', phone: '+61400000000' } })).status).toBe(400)
  await rig.api('resumeWorkspace', { params: { name: 'default' } })
})

test('activity: what waits now stands in the last bucket', async () => {
  await rig.api('pauseWorkspace', { params: { name: 'default' } })
  await rig.submit([envelope(await rig.rev())])
  const last = async () => (await rig.api<ActivityAnswer>('activity', { query: '?hours=1&hub=summer' })).json.series.at(-1)?.pending
  expect(await last()).toBe(1)
  await rig.api('resumeWorkspace', { params: { name: 'default' } })
  await until(async () => (await last()) === 0)
})

test('activity: counts and the last submissions, masked, with their stages', async () => {
  const one = envelope(await rig.rev(), { identity: [{ as: 'user_alias', label: 'email', value: 'visible@example.com' }] })
  await rig.submit([one, envelope(await rig.rev(), { attributes: { nope: 'x' } })])
  const read = async () => (await rig.api<ActivityAnswer>('activity', { query: '?hours=1&hub=summer' })).json
  await until(async () => (await read()).submissions.find(({ id }) => id === one.id)?.stages.at(-1)?.stage === 'sent')
  const { submissions, series, refusals } = await read()
  expect(submissions[0]).toMatchObject({
    person: { as: 'email', masked: 'v•••@e•••.com' },
    events: ['Entered'],
    attributes: expect.arrayContaining(['first_name']) as string[],
  })
  expect(submissions[0]?.stages.map(({ stage }) => stage)).toEqual(['accepted', 'sending', 'sent'])
  expect(series).toHaveLength(60)
  expect(refusals).toContainEqual({ code: 'undeclared', count: 1 })
  expect(JSON.stringify(submissions)).not.toContain('visible@')
  expect((await rig.api('activity', { query: '?hours=2' })).status).toBe(400)
})

test('dry run: the envelope and the exact body of each rule, for a file that is not saved', async () => {
  const capture = {
    on: 'form',
    submission: { id: '01a2004a-9b13-7000-8000-000000000001', at: '2026-11-21T09:30:00.000Z' },
    page: { path: '/', title: '', language: 'en', url: ORIGIN, referrer: '', query: {} },
    fields: { email: [{ value: 'Try@Example.com', kind: 'email' }], first_name: [{ value: 'Try', kind: 'text' }] },
  }
  const { json } = await rig.api<DryRunAnswer>('dryRun', { body: { hub: { ...HUB, hub: 'unsaved' }, capture } })
  expect(json.rules[0]?.body?.attributes?.[0]).toMatchObject({ user_alias: { alias_name: 'try@example.com' }, first_name: 'Try' })
  const bad = await rig.api<DryRunAnswer>('dryRun', { body: { hub: { hub: 'unsaved' } } })
  expect([bad.status, bad.json.rules]).toEqual([200, []])
  expect(bad.json.issues.length).toBeGreaterThan(0)
  const doubtful = await rig.api<DryRunAnswer>('dryRun', { body: { hub: { ...HUB, rules: [{ id: 'idle', on: 'form' }] } } })
  expect(doubtful.json.issues).toContainEqual(expect.objectContaining({ level: 'warning', path: ['rules', 0] }))
  expect(JSON.stringify(rig.log)).not.toContain('try@example')
})

describe('the inspector', () => {
  const post = (path: string, body: unknown, origin = ORIGIN, hub = 'summer') =>
    fetch(`${rig.url}/v1/hubs/${hub}/${path}`, { method: 'POST', headers: { origin }, body: JSON.stringify(body) })
  const invite = async () =>
    (await rig.api<InspectorCode>('inspectorCode', { params: { hub: 'summer' }, body: { connect: `${rig.adminUrl}/admin/` } })).json.code
  const seen = (label: string): Seen => ({
    forms: [{ selector: 'form#entry', at: '2026-11-21T09:30:00.000Z', path: '/', fields: [{ id: 'email', kind: 'email', label }] }],
    events: [{ name: 'card-answered', at: '2026-11-21T09:30:00.000Z', cardTypes: ['Quiz'], paths: [{ path: 'answer', kind: 'string' }] }],
  })

  test('a code opens one session, on its hub only; the session reports and dry-runs', async () => {
    const code = await invite()
    expect((await post('inspector', { code: 'made-up' })).status).toBe(401)
    expect((await post('inspector', { code }, ORIGIN, 'winter')).status).toBe(401)
    const opened = (await (await post('inspector', { code })).json()) as InspectorSession
    expect((await post('inspector', { code })).status).toBe(401)
    const { session } = opened
    expect((await post('seen', { session, seen: seen('E-mail') })).status).toBe(204)
    expect((await post('seen', { session, seen: seen('Your e-mail') })).status).toBe(204)
    const { json } = await rig.api<Seen>('seen', { params: { hub: 'summer' } })
    expect(json.forms).toEqual(seen('Your e-mail').forms)
    const dry = await post('dry-run', { session, envelope: envelope(opened.rev) })
    expect(await dry.json()).toMatchObject({ rule: 'entry', body: { events: [{ name: 'Entered' }] } })
  })
  test('a session is given the declaration, and nothing of where its keys, its secrets or its workspace are', async () => {
    const bot = { verify: 'https://the-verifier.example', siteKey: 'k', secret: 'env:PLACE_OF_THE_SECRET' }
    const jwt = { algorithms: ['RS256'], keys: 'https://login.example.com/jwks.json' }
    const own = await startService({
      files: { 'summer.json': { ...HUB, workspace: 'default', bot, jwt } },
      env: { PLACE_OF_THE_SECRET: 'bot-secret' },
    })
    const { code } = (await own.api<InspectorCode>('inspectorCode', { params: { hub: 'summer' }, body: { connect: own.adminUrl } })).json
    const body = JSON.stringify({ code })
    const answer = await fetch(`${own.url}/v1/hubs/summer/inspector`, { method: 'POST', headers: { origin: ORIGIN }, body })
    expect(((await answer.json()) as InspectorSession).file).toEqual(HUB)
    await own.stop()
  })
  test('visitors have no session, and a session cannot be used by another hub', async () => {
    const session = ((await (await post('inspector', { code: await invite() })).json()) as InspectorSession).session
    expect((await post('seen', { session: 'made-up', seen: seen('x') })).status).toBe(401)
    expect((await post('seen', { session, seen: seen('x') }, ORIGIN, 'winter')).status).toBe(401)
    expect((await post('dry-run', { session: 'made-up', envelope: envelope(await rig.rev()) })).status).toBe(401)
  })
  test('a report is bounded, and has no place for values', async () => {
    const session = ((await (await post('inspector', { code: await invite() })).json()) as InspectorSession).session
    const send = async (more: object) => (await post('seen', { session, seen: { ...seen('x'), ...more } })).status
    expect(await send({ forms: Array.from({ length: 41 }, () => seen('x').forms[0]) })).toBe(400)
    expect(await send({ forms: [{ ...seen('x').forms[0], fields: [{ id: 'email', kind: 'email', value: 'a@b.c' }] }] })).toBe(400)
    expect((await post('seen', { session, seen: seen('x'.repeat(70_000)) })).status).toBe(413)
  })
})
