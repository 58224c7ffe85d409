// The operator's routes for hub files: listed, saved over what was read, kept by version, paused.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DryRunAnswer, HubDetail, HubsAnswer, VersionDetail, VersionsAnswer } from '../../../src/core/admin.ts'
import type { HubFile } from '../../../src/core/hub-file.ts'
import { readOnly } from '../../../src/proxy/admin/read-only.ts'
import { envelope, HUB, ORIGIN } from '../http/fixture.ts'
import { startService, type ServiceRig } from '../service.ts'

let rig: ServiceRig
beforeAll(async () => {
  rig = await startService()
})
afterAll(() => rig.stop())

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
test('of several saves over one version at once, one is taken', async () => {
  const { etag } = (await rig.api<HubDetail>('hub', { params: { hub: 'summer' } })).json
  const saveAs = (locale: string) => save({ ...HUB, locale }, { 'if-match': `"${etag}"` })
  const answers = await Promise.all(['de', 'fr', 'es', 'it'].map(saveAs))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412])
})
test('a file that is there but cannot be read is shown as that, and no save goes over it, be it of a new hub of its name', async () => {
  const path = join(rig.hubsDir, 'unread.json')
  const text = ' '.repeat(1_100_000)
  writeFileSync(path, text)
  await rig.running.reload()
  const { json } = await get('unread')
  const message = 'found more than 1 MiB, wanted a smaller file'
  expect(json).toMatchObject({ state: 'disabled', file: null, issues: [{ path: [], message }] })
  expect(json).not.toHaveProperty('text')
  for (const over of [{ 'if-none-match': '*' }, { 'if-match': `"${json.etag}"` }]) {
    const answer = await save({ ...HUB, hub: 'unread' }, over)
    expect([answer.status, answer.json]).toEqual([409, expect.objectContaining({ code: 'unreadable', detail: message })])
  }
  expect(readFileSync(path, 'utf8') === text).toBe(true)
  rmSync(path)
  await rig.running.reload()
})
test('a hub file that is a link to nothing is not saved over: its disk may be away', async () => {
  const path = join(rig.hubsDir, 'linked.json')
  symlinkSync('nowhere', path)
  await rig.running.reload()
  const answer = await save({ ...HUB, hub: 'linked' }, { 'if-none-match': '*' })
  expect([answer.status, answer.json]).toEqual([
    409,
    expect.objectContaining({ code: 'unreadable', detail: 'found a link to a file that is not there, wanted a file' }),
  ])
  rmSync(path)
  await rig.running.reload()
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
test('of the versions before, the newest fifty are kept', async () => {
  const versions = () => rig.api<VersionsAnswer>('versions', { params: { hub: 'summer' } })
  const folder = join(rig.hubsDir, 'previous', 'summer')
  const known = readdirSync(folder)
  for (let n = known.length; n < 50; n++) writeFileSync(join(folder, `${1_600_000_000_000 + n}-abcdef.json`), JSON.stringify(HUB))
  const [oldest] = readdirSync(folder).sort()
  const { etag, file } = (await get('summer')).json
  expect((await save({ ...(file as HubFile), locale: 'de' }, { 'if-match': `"${etag}"` })).status).toBe(200)
  expect(readdirSync(folder)).toHaveLength(50)
  expect(readdirSync(folder)).not.toContain(oldest)
  expect((await versions()).json.versions).toHaveLength(50)
})
test('a version kept after the clock was set back is the newest all the same: it is listed first, and not removed as the oldest', async () => {
  const params = { hub: 'late' }
  const folder = join(rig.hubsDir, 'previous', 'late')
  mkdirSync(folder, { recursive: true })
  const inAnHour = Date.now() + 3_600_000
  for (let n = 0; n < 50; n++) writeFileSync(join(folder, `${inAnHour + n}-abcdef.json`), JSON.stringify(HUB))
  await save({ ...HUB, hub: 'late', locale: 'fr' }, { 'if-none-match': '*' })
  await save({ ...HUB, hub: 'late', locale: 'de' }, { 'if-match': `"${(await get('late')).json.etag}"` })
  const { versions } = (await rig.api<VersionsAnswer>('versions', { params })).json
  const newest = await rig.api<VersionDetail>('version', { params: { ...params, id: versions[0]?.id ?? '' } })
  expect([versions.length, newest.json.file?.locale]).toEqual([50, 'fr'])
  rmSync(join(rig.hubsDir, 'late.json'))
  await rig.running.reload()
})
test('a version that is no JSON, as somebody wrote it by hand, is shown as text', async () => {
  const folder = join(rig.hubsDir, 'previous', 'byhand')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, '1600000000000-abcdef.json'), '{ "hub": ')
  const params = { hub: 'byhand', id: '1600000000000-abcdef' }
  const { json } = await rig.api<VersionDetail>('version', { params })
  expect(json).toEqual({ id: params.id, at: '2020-09-13T12:26:40.000Z', file: null, text: '{ "hub": ' })
  rmSync(join(folder, '1600000000000-abcdef.json'))
  expect((await rig.api('version', { params })).status).toBe(404)
})
test('a hub that would be too long to be read again is not saved', async () => {
  const map = Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`k${n}`, '']))
  const attributes = { team: { from: 'field.team', map } } as NonNullable<HubFile['rules'][number]['attributes']>
  const answer = await save({ ...HUB, hub: 'long', rules: [{ id: 'entry', on: 'form', attributes }] }, { 'if-none-match': '*' })
  expect([answer.status, answer.json.code]).toEqual([413, 'too_large'])
  expect(existsSync(join(rig.hubsDir, 'long.json'))).toBe(false)
})
test('what else lies beside the versions before does not hide them, and stays', async () => {
  const versions = async () => (await rig.api<VersionsAnswer>('versions', { params: { hub: 'summer' } })).json.versions
  const before = await versions()
  const folder = join(rig.hubsDir, 'previous', 'summer')
  const others = ['notes.json', '0-mine.json'].map((name) => join(folder, name))
  for (const path of others) writeFileSync(path, '{}')
  mkdirSync(join(folder, '1500000000000-abcdef.json'))
  expect(await versions()).toEqual(before)
  rmSync(join(folder, '1500000000000-abcdef.json'), { recursive: true })
  const { etag, file } = (await get('summer')).json
  expect((await save({ ...(file as HubFile), locale: 'fr' }, { 'if-match': `"${etag}"` })).status).toBe(200)
  expect(others.map(existsSync)).toEqual([true, true])
})
test('while HUBS_DIR is gone nothing is saved: what was made in its place would end all other hubs', async () => {
  const away = `${rig.hubsDir}-away`
  renameSync(rig.hubsDir, away)
  const hub = await save({ ...HUB, hub: 'elsewhere' }, { 'if-none-match': '*' })
  const body = { endpoint: rig.braze.url, key: 'a-key-of-elsewhere' }
  const workspace = await rig.api<{ code: string }>('saveWorkspace', {
    params: { name: 'elsewhere' },
    body,
    headers: { 'if-none-match': '*' },
  })
  expect([hub.status, hub.json.code, workspace.status, workspace.json.code]).toEqual([409, 'read_only', 409, 'read_only'])
  expect(existsSync(rig.hubsDir)).toBe(false)
  renameSync(away, rig.hubsDir)
  expect((await get('summer')).json.state).toBe('enabled')
})
test('a file of another hub is not saved under this name', async () => {
  const { etag } = (await get('summer')).json
  const body = { file: { ...HUB, hub: 'winter' } }
  const answer = await rig.api<{ code: string }>('saveHub', { params: { hub: 'summer' }, body, headers: { 'if-match': `"${etag}"` } })
  expect([answer.status, answer.json.code]).toEqual([400, 'invalid_request'])
  expect((await get('summer')).json.etag).toBe(etag)
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
test('the path of an error has each key whole, however long it is and whatever it is made of', async () => {
  const name = `a: "b" [0].c ${'x'.repeat(100)}`
  const attributes = { [name]: { from: 'field.b', type: 'dat' } }
  const answer = await save({ ...HUB, rules: [{ ...HUB.rules[0], attributes }] } as unknown as HubFile, {
    'if-match': `"${(await get('summer')).json.etag}"`,
  })
  expect(answer.json.issues.map(({ path }) => path)).toEqual([['rules', 0, 'attributes', name, 'type']])
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
  expect(rig.log.filter((line) => line.includes('still paused'))).toEqual([expect.stringContaining('"hub":"summer"')])
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
test.each<[string, string, string, (string | number)[], string]>([
  ['it extends', 'base.json', '{', ['extends'], 'base.json: found no JSON (line 1 column 2: '],
  ['its workspace is in', 'workspaces.json', '{', ['workspace'], 'workspaces.json: the file: found no JSON (line 1 column 2)'],
])('what is wrong in the file that %s leads to where the hub names that', async (_, name, text, path, message) => {
  writeFileSync(join(rig.hubsDir, name), text)
  writeFileSync(
    join(rig.hubsDir, 'led.json'),
    JSON.stringify({ ...HUB, hub: 'led', workspace: 'led', ...(name === 'base.json' && { extends: 'base' }) }),
  )
  await rig.running.reload()
  expect((await get('led')).json.issues).toEqual([{ level: 'error', path, message: expect.stringContaining(message) as string }])
  for (const one of [name, 'led.json']) rmSync(join(rig.hubsDir, one))
  await rig.running.reload()
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
test('of a file with values of the wrong types the list shows those of the right ones: Connect searches among texts', async () => {
  const path = join(rig.hubsDir, 'types.json')
  writeFileSync(path, JSON.stringify({ ...HUB, hub: 'types', origins: [5, null, 'https://types.example'], workspace: 7, rules: 'none' }))
  await rig.running.reload()
  const { hubs } = (await rig.api<HubsAnswer>('hubs')).json
  expect(hubs.find(({ hub }) => hub === 'types')).toMatchObject({
    state: 'disabled',
    origins: ['https://types.example'],
    workspace: 'default',
    rules: 0,
  })
  rmSync(path)
  await rig.running.reload()
})
