// Hubs and workspaces: what is read, what comes in force, and what stays in force when the new is wrong.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BRAZE_INSTANCES } from '../../../src/core/braze-instances.ts'
import type { HubFile } from '../../../src/core/hub-file.ts'
import { createFolder, type Folder } from '../../../src/proxy/files/folder.ts'
import { faultLine } from '../../../src/proxy/hubs/fault.ts'
import { createKeyLookup } from '../../../src/proxy/hubs/key-source.ts'
import type { LoadParts } from '../../../src/proxy/hubs/load-hubs.ts'
import { createRegistry, type Registry } from '../../../src/proxy/hubs/registry.ts'
import { declaration, revOf } from '../../../src/proxy/hubs/rev.ts'
import { createStoredKeys } from '../../../src/proxy/hubs/stored-keys.ts'
import { endpointOrigin } from '../../../src/proxy/hubs/endpoint.ts'
import { createLog } from '../../../src/proxy/log.ts'
import { createMetrics, type Metrics } from '../../../src/proxy/metrics.ts'
import { createReload, type Reload } from '../../../src/proxy/reload.ts'
import { HUB, SECRET } from '../http/fixture.ts'

let folder: string
let registry: Registry
let metrics: Metrics
let load: LoadParts & { folder: Folder }
let reload: Reload
let applied: number
let log: string[]
let revs: Map<string, string>
let isAway: boolean
let environment: Record<string, string>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubs-'))
  applied = 0
  log = []
  revs = new Map()
  isAway = false
  environment = { BRAZE_API_KEY: 'key-1' }
  metrics = createMetrics()
  const parts = { log: createLog('info', { write: (line) => log.push(line) }), metrics }
  const store = {
    keepRev: (hub: string, rev: string, text: string) =>
      isAway ? Promise.reject(new Error('away')) : Promise.resolve(void revs.set(`${hub}/${rev}`, text)),
    revOf: (hub: string, rev: string) => Promise.resolve(revs.get(`${hub}/${rev}`)),
  }
  registry = createRegistry({ ...parts, store })
  const files = createFolder(folder)
  const lookUpKey = createKeyLookup(environment, folder, createStoredKeys(files, [SECRET]).read)
  load = { folder: files, lookUpKey, developmentHosts: [], endpoint: 'https://rest.iad-01.braze.com' }
  reload = createReload({ ...parts, load, registry, applied: () => applied++ })
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const write = (name: string, content: unknown): void => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
}
const said = (level: string): string[] =>
  log
    .map((line) => JSON.parse(line) as { level: string; msg: string })
    .filter((line) => line.level === level)
    .map(({ msg }) => msg)
const READ = 'hub files, workspaces and keys were read'
const wrong = (hub: string): string[] => (registry.errors().get(hub) ?? []).map(faultLine)
const HUB_OF = (hub: string): HubFile => ({ ...HUB, hub })
const inForce = () => registry.names().filter((name) => registry.get(name) !== undefined)

describe('hub files', () => {
  test('a good one is in force, a bad one is disabled alone and said loudly', async () => {
    write('summer.json', HUB)
    write('broken.json', '{')
    write('wrong.json', { ...HUB, hub: 'wrong', identity: [] })
    write('misnamed.json', { ...HUB, hub: 'other' })
    await reload.now()
    expect(inForce()).toEqual(['summer'])
    expect(wrong('broken')).toEqual(["the file: found no JSON (line 1 column 2: Expected property name or '}'), wanted a JSON object"])
    expect(wrong('wrong')[0]).toMatch(/^identity: found an empty list/)
    expect(wrong('misnamed')[0]).toMatch(/^hub: found "other", wanted the file's own name, "misnamed"/)
    expect(log.filter((line) => line.includes('"error"'))).toHaveLength(3)
  })
  test('a byte order mark, as some editors write one, is no mistake: hubs, shared files and workspaces', async () => {
    const { rules, identity, ...own } = HUB
    write('brand.json', `\ufeff${JSON.stringify({ rules, identity })}`)
    write('summer.json', `\ufeff${JSON.stringify({ ...own, extends: 'brand' })}`)
    write(
      'workspaces.json',
      `\ufeff${JSON.stringify({ default: { endpoint: 'https://rest.iad-01.braze.com', apiKey: 'env:BRAZE_API_KEY' } })}`,
    )
    await reload.now()
    expect([inForce(), [...registry.errors()]]).toEqual([['summer'], []])
  })
  test('a broken workspaces.json is said by line and column alone: somebody may have put a key in it', async () => {
    write('summer.json', HUB)
    write('workspaces.json', '{\n  "default": { "apiKey": a-key-in-the-open }\n}')
    await reload.now()
    const said = log.filter((line) => line.includes('workspaces.json is wrong')).join()
    expect(said).toContain('found no JSON (line 2 column 26), wanted a JSON object')
    expect(said).not.toContain('a-key')
  })
  test.each<[string, (path: string) => unknown, string]>([
    ['a folder', (path) => mkdirSync(path), 'a folder, wanted a file'],
    ['a pipe, which nobody writes to', (path) => execFileSync('mkfifo', [path]), 'a pipe or a device, wanted a file'],
    ['a link to nothing', (path) => symlinkSync('nowhere', path), 'a link to a file that is not there, wanted a file'],
    ['too long', (path) => writeFileSync(path, ' '.repeat(1024 * 1024 + 1)), 'more than 1 MiB, wanted a smaller file'],
    ['Latin-1', (path) => writeFileSync(path, '"ü"', 'latin1'), 'bytes that are no UTF-8, wanted a text in UTF-8'],
  ])('a file that cannot be read is said to be what it is, and the version read before stays in force: %s', async (_, make, words) => {
    write('summer.json', HUB)
    write('winter.json', { ...HUB, hub: 'winter', extends: 'summer' })
    await reload.now()
    rmSync(join(folder, 'summer.json'))
    make(join(folder, 'summer.json'))
    await reload.ifChanged()
    expect([wrong('summer'), wrong('winter')]).toEqual([[`the file: found ${words}`], [`summer.json: found ${words}`]])
    expect(inForce()).toEqual(['summer', 'winter'])
  })
  test.each([
    ['EACCES', 'no permission to read it, wanted a file that this user may read'],
    ['EIO', 'a file that cannot be read (EIO), wanted one that can'],
  ])('so is one that the system does not let be read: %s', async (code, words) => {
    write('summer.json', HUB)
    const read = () => Promise.reject(Object.assign(new Error(code), { code }))
    load.folder = { ...load.folder, read }
    await reload.now()
    expect(wrong('summer')).toEqual([`the file: found ${words}`])
  })
  test('a workspaces.json that cannot be read is said to be what it is', async () => {
    write('summer.json', HUB)
    mkdirSync(join(folder, 'workspaces.json'))
    await reload.now()
    expect(wrong('summer')).toEqual(['workspaces.json: the file: found a folder, wanted a file'])
  })
  test('a bad new version leaves the old one in force; a good one replaces it; a deleted file ends its hub', async () => {
    write('summer.json', HUB)
    await reload.now()
    const { rev } = registry.get('summer')!
    write('summer.json', { ...HUB, origins: 'everywhere' })
    await reload.ifChanged()
    expect(registry.get('summer')?.rev).toBe(rev)
    expect(wrong('summer')[0]).toMatch(/^origins: found "everywhere"/)
    write('summer.json', { ...HUB, kiosk: true })
    await reload.ifChanged()
    expect(registry.get('summer')?.rev).not.toBe(rev)
    expect(registry.errors().size).toBe(0)
    expect((await metrics.scrape()).text).toContain('komo_braze_hub_ok{hub="summer"} 1')
    rmSync(join(folder, 'summer.json'))
    await reload.ifChanged()
    expect(registry.names()).toEqual([])
    expect((await metrics.scrape()).text).not.toContain('komo_braze_hub_ok{hub="summer"}')
  })
  test.each([
    ['is gone', () => {}, 'HUBS_DIR is not there any more'],
    ['cannot be read', () => writeFileSync(folder, 'no folder'), 'HUBS_DIR cannot be read'],
  ])('a HUBS_DIR that %s leaves all in force, is counted, and said as it begins and as it ends', async (_name, instead, words) => {
    write('summer.json', HUB)
    await reload.now()
    rmSync(folder, { recursive: true })
    instead()
    await reload.ifChanged()
    await reload.ifChanged()
    expect(inForce()).toEqual(['summer'])
    expect((await metrics.scrape()).text).toContain('komo_braze_reloads_total{ok="false"} 2')
    expect(said('error')).toEqual([`${words}; what was read before stays in force`])
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    write('summer.json', HUB)
    await reload.ifChanged()
    await reload.ifChanged()
    expect(inForce()).toEqual(['summer'])
    expect(said('info').slice(2)).toEqual(['hub files can be read and put in force again'])
  })
  test('a HUBS_DIR that never was is an empty one', async () => {
    rmSync(folder, { recursive: true })
    await reload.now()
    await reload.ifChanged()
    expect((await metrics.scrape()).text).toContain('komo_braze_reloads_total{ok="false"} 0')
    mkdirSync(folder)
    write('summer.json', HUB)
    await reload.ifChanged()
    expect(inForce()).toEqual(['summer'])
  })
  test('a hub that ends is said to, and once that none is left', async () => {
    write('summer.json', HUB)
    write('winter.json', { ...HUB, hub: 'winter' })
    await reload.now()
    expect(said('warn')).toEqual([])
    rmSync(join(folder, 'winter.json'))
    await reload.ifChanged()
    expect(said('warn')).toEqual([expect.stringMatching(/^this hub has ended/)])
    rmSync(join(folder, 'summer.json'))
    await reload.ifChanged()
    await reload.now()
    expect(said('warn').slice(2)).toEqual(['no hub is in force: every page gets 403'])
    expect(log.filter((line) => line.includes('has ended')).map((line) => (JSON.parse(line) as { hub: string }).hub)).toEqual([
      'winter',
      'summer',
    ])
  })
  test('a start without a hub says so; one that is asked to read again says what it found', async () => {
    await reload.now()
    expect(said('warn')).toEqual(['no hub is in force: every page gets 403'])
    write('summer.json', HUB)
    write('broken.json', '{')
    await reload.now()
    expect(JSON.parse(log.at(-1) ?? '')).toMatchObject({ level: 'info', hubs: 1, wrong: 1, workspaces: 1, msg: READ })
    log.length = 0
    await reload.ifChanged()
    expect(log).toEqual([])
  })
  test('a file that is mended to what it was before is said to be good again, once', async () => {
    write('summer.json', HUB)
    await reload.now()
    write('summer.json', '{')
    await reload.ifChanged()
    log.length = 0
    write('summer.json', HUB)
    await reload.ifChanged()
    await reload.now()
    expect(said('info')).toEqual(['this hub’s file is good again', READ])
    expect(JSON.parse(log[0] ?? '')).toMatchObject({ hub: 'summer' })
  })
  test('while the outbox is away each wrong state is said once, and what comes in force or is mended when it does', async () => {
    write('autumn.json', HUB_OF('autumn'))
    write('mended.json', '{')
    await reload.now()
    log.length = 0
    isAway = true
    write('autumn.json', { ...HUB_OF('autumn'), kiosk: true })
    write('mended.json', HUB_OF('mended'))
    write('wrong.json', '{')
    write('workspaces.json', '{')
    for (let poll = 0; poll < 3; poll++) await reload.ifChanged()
    const away = 'the outbox cannot record which revisions are in force; what was read before stays in force'
    const file = 'workspaces.json is invalid; the workspaces read before stay in force'
    expect([said('error'), said('info')]).toEqual([[file, 'this hub is disabled', away], []])
    write('wrong.json', '{"hub":')
    for (let poll = 0; poll < 3; poll++) await reload.ifChanged()
    expect(said('error').slice(3)).toEqual(['this hub is disabled'])
    expect((await metrics.scrape()).text).toContain('komo_braze_hub_ok{hub="wrong"} 0')
    isAway = false
    await reload.ifChanged()
    expect([said('error').length, said('info')]).toEqual([
      4,
      ['hub in force', 'hub in force', 'hub files can be read and put in force again'],
    ])
  })
  test('what is wrong is not said again because another file changed, but to whoever asks', async () => {
    write('summer.json', HUB)
    write('wrong.json', '{')
    write('workspaces.json', { other: { endpoint: 'https://rest.fra-01.braze.eu', apiKey: 'env:NOT_SET' } })
    await reload.ifChanged()
    const count = said('error').length
    write('summer.json', { ...HUB, kiosk: true })
    await reload.ifChanged()
    expect(said('error')).toHaveLength(count)
    await reload.now()
    expect(said('error')).toHaveLength(2 * count)
    // Gone and there again it is another time.
    for (const text of ['{}', '{"other":{"endpoint":"https://rest.fra-01.braze.eu","apiKey":"env:NOT_SET"}}']) {
      write('workspaces.json', text)
      await reload.ifChanged()
    }
    expect(said('error').slice(2 * count)).toContain('this workspace is wrong')
  })
  test('a hub whose proof keys or bot secret are missing is disabled alone, until they are there', async () => {
    write('summer.json', HUB)
    const identity = [{ as: 'external_id', proof: 'extension.t' }]
    write('proofs.json', { ...HUB, hub: 'proofs', identity, jwt: { algorithms: ['HS256'], keys: 'file:key.txt' } })
    write('guarded.json', { ...HUB, hub: 'guarded', bot: { verify: 'https://verify.example', siteKey: 'k', secret: 'env:BOT' } })
    await reload.now()
    expect(inForce()).toEqual(['summer'])
    expect(wrong('proofs')[0]).toMatch(/^jwt\.keys: nothing found at "file:key\.txt"/)
    expect(wrong('guarded')[0]).toMatch(/^bot\.secret: nothing found at "env:BOT"/)
    write('key.txt', 'too short a secret')
    environment['BOT'] = 'the-secret'
    await reload.ifChanged()
    expect(inForce()).toEqual(['guarded', 'summer'])
    expect(wrong('proofs')[0]).toMatch(/^jwt\.keys: the key at "file:key\.txt" is no key/)
    write('key.txt', 'a secret that is long enough for HMAC')
    await reload.ifChanged()
    expect(inForce()).toEqual(['guarded', 'proofs', 'summer'])
    expect(log.join('')).not.toMatch(/too short a secret|the-secret/)
  })
  test('a ConfigMap as Kubernetes mounts one, links through a folder that is swapped whole, is read anew', async () => {
    const swapIn = (version: string, hub: object): void => {
      mkdirSync(join(folder, version))
      write(`${version}/summer.json`, hub)
      symlinkSync(version, join(folder, '..data_tmp'))
      renameSync(join(folder, '..data_tmp'), join(folder, '..data'))
    }
    swapIn('..2026_11_26_1', HUB)
    symlinkSync('..data/summer.json', join(folder, 'summer.json'))
    await reload.now()
    expect(inForce()).toEqual(['summer'])
    swapIn('..2026_11_26_2', { ...HUB, kiosk: true })
    rmSync(join(folder, '..2026_11_26_1'), { recursive: true })
    await reload.ifChanged()
    expect(registry.get('summer')?.file.kiosk).toBe(true)
    swapIn('..2026_11_26_3', HUB)
    rmSync(join(folder, '..data/summer.json'))
    await reload.ifChanged()
    expect(wrong('summer')).toEqual(['the file: found a link to a file that is not there, wanted a file'])
    expect(registry.get('summer')?.file.kiosk).toBe(true)
  })
  test('polling puts nothing in force that is as before', async () => {
    write('summer.json', HUB)
    await reload.now()
    await reload.ifChanged()
    await reload.ifChanged()
    expect(applied).toBe(1)
    environment['BRAZE_API_KEY'] = 'key-2'
    await reload.ifChanged()
    expect(applied).toBe(2)
    expect(registry.workspaces().get('default')?.apiKey).toBe('key-2')
  })
  test('a change makes anew only the hub that changed', async () => {
    write('summer.json', HUB)
    write('winter.json', HUB_OF('winter'))
    await reload.now()
    const [summer, winter] = [registry.get('summer'), registry.get('winter')]
    write('winter.json', { ...HUB_OF('winter'), kiosk: true })
    await reload.ifChanged()
    expect(registry.get('summer')).toBe(summer)
    expect(registry.get('winter')).not.toBe(winter)
  })
  test('extends: shared rules; the base need not be a hub itself; a circle is an error', async () => {
    const { hub: _hub, origins: _origins, ...shared } = HUB
    void [_hub, _origins]
    write('brand.json', shared)
    write('summer.json', { hub: 'summer', origins: HUB.origins, extends: 'brand.json' })
    write('winter.json', { hub: 'winter', origins: HUB.origins, extends: 'brand', kiosk: true })
    write('a.json', { hub: 'a', origins: HUB.origins, extends: 'b' })
    write('b.json', { hub: 'b', origins: HUB.origins, extends: 'a' })
    write('c.json', { hub: 'c', origins: HUB.origins, extends: '../../etc/passwd' })
    await reload.now()
    expect(inForce()).toEqual(['summer', 'winter'])
    expect(registry.get('summer')?.file.rules).toEqual(HUB.rules)
    expect(registry.get('winter')?.file.kiosk).toBe(true)
    expect(wrong('c')[0]).toMatch(/^extends: found/)
    expect(wrong('a')[0]).toMatch(/^extends: found a cycle/)
  })
  test.each([
    ['a mistake', { ...HUB, origins: 'everywhere' }],
    ['no JSON', '{'],
    ['no name any more', { ...HUB, hub: undefined }],
  ])('extends: a hub that another extends stays in force and is said to be wrong: %s', async (_name, brand) => {
    write('summer.json', HUB)
    write('winter.json', { ...HUB, hub: 'winter', extends: 'summer' })
    await reload.now()
    write('summer.json', brand)
    await reload.ifChanged()
    expect(inForce()).toEqual(['summer', 'winter'])
    expect(wrong('summer')).toHaveLength(1)
    expect((await metrics.scrape()).text).toContain('komo_braze_hub_ok{hub="summer"} 0')
  })
  test('extends: a wrong hub that becomes a mere base is forgotten', async () => {
    write('summer.json', { ...HUB, origins: 'everywhere' })
    write('winter.json', { ...HUB, hub: 'winter', extends: 'summer' })
    await reload.now()
    expect(wrong('summer')[0]).toMatch(/^origins: found "everywhere"/)
    write('summer.json', { locale: 'de' })
    await reload.ifChanged()
    expect(registry.names()).toEqual(['winter'])
    expect((await metrics.scrape()).text).not.toContain('komo_braze_hub_ok{hub="summer"}')
  })
})

describe('revisions', () => {
  test('one declaration has one name, whatever the order of its keys; keys, addresses of secrets and the workspace are no part of it', () => {
    const name = (file: object) => revOf(declaration(file as HubFile))
    expect(name(HUB)).toBe(name(Object.fromEntries(Object.entries(HUB).reverse())))
    const jwt = { algorithms: ['RS256'], keys: 'file:x' }
    expect(name({ ...HUB, workspace: 'w', jwt, bot: { verify: 'https://x', siteKey: 'k', secret: 'env:X' }, $schema: 's' })).toBe(name(HUB))
    expect(name({ ...HUB, kiosk: true })).not.toBe(name(HUB))
    expect(name(HUB)).toMatch(/^[0-9a-f]{16}$/)
  })
  test('an earlier one is still known, with today’s keys, and one object each', async () => {
    write('summer.json', HUB)
    write('new', 'a secret of at least 32 bytes, or more')
    await reload.now()
    const { rev } = registry.get('summer')!
    write('summer.json', {
      ...HUB,
      kiosk: true,
      jwt: { algorithms: ['RS256'], keys: 'file:new' },
      identity: [{ as: 'external_id', proof: 'extension.t' }],
    })
    await reload.now()
    const hub = registry.get('summer')!
    const earlier = await registry.declared(hub, rev)
    expect(earlier).toMatchObject({ identity: HUB.identity, jwt: { keys: 'file:new' } })
    expect(earlier).not.toHaveProperty('kiosk')
    expect(await registry.declared(hub, rev)).toBe(earlier)
    expect(await registry.declared(hub, '0123456789abcdef')).toBeUndefined()
  })
})

describe('workspaces', () => {
  const HOST = 'https://rest.fra-01.braze.eu'

  test('keys from the environment and from files, re-read; a missing one disables only its hubs', async () => {
    write('workspaces.json', { default: { endpoint: HOST, apiKey: 'file:key.txt' }, other: { endpoint: HOST, apiKey: 'env:NOT_SET' } })
    write('key.txt', ' key-from-file\n')
    write('summer.json', HUB)
    write('winter.json', { ...HUB, hub: 'winter', workspace: 'other' })
    write('lost.json', { ...HUB, hub: 'lost', workspace: 'nowhere' })
    await reload.now()
    expect(inForce()).toEqual(['summer'])
    expect(registry.workspaces().get('default')).toMatchObject({ apiKey: 'key-from-file', endpoint: HOST, objects: 75, count: 'combined' })
    expect(wrong('winter')).toEqual(['other.apiKey: nothing found at "env:NOT_SET", wanted the REST key'])
    expect(wrong('lost')[0]).toMatch(/^workspace: found "nowhere"/)
    write('key.txt', 'a-new-key')
    await reload.ifChanged()
    expect(registry.workspaces().get('default')?.apiKey).toBe('a-new-key')
    write('key.txt', '')
    await reload.ifChanged()
    expect(registry.workspaces().get('default')?.apiKey).toBe('a-new-key')
    expect(log.join('')).not.toMatch(/key-from-file|a-new-key/)
  })
  test('a key that cannot be had is said by what keeps it away: a secret that left the list, a broken file, or nothing there', async () => {
    const entry = (apiKey: string) => ({ endpoint: HOST, apiKey })
    write('workspaces.json', { au: entry('stored:au'), nz: entry('stored:nz'), uk: entry('file:folder') })
    mkdirSync(join(folder, 'folder'))
    const errors = async (): Promise<unknown[]> => {
      log.length = 0
      await reload.now()
      return log.flatMap((line) => (JSON.parse(line) as { errors?: string[] }).errors ?? [])
    }
    await createStoredKeys(createFolder(folder), ['an-earlier-secret-that-is-long-enough']).write('au', 'a-key')
    const unreadable = 'uk.apiKey: what should be at "file:folder" cannot be read (a folder), wanted the REST key'
    expect(await errors()).toEqual([
      'au.apiKey: the key at "stored:au" is sealed with a secret that is not in SECRET, wanted that secret in the list as well, or the key entered anew',
      'nz.apiKey: nothing found at "stored:nz", wanted the REST key',
      unreadable,
    ])
    write('keys.json', '{')
    expect(await errors()).toEqual([
      'au.apiKey: what should be at "stored:au" cannot be read, wanted the REST key',
      'nz.apiKey: what should be at "stored:nz" cannot be read, wanted the REST key',
      unreadable,
    ])
  })
  test.each([
    ['a device that never ends', () => '/dev/zero', 'a pipe or a device'],
    [
      'a file of gigabytes',
      () => (write('key.txt', ''), truncateSync(join(folder, 'key.txt'), 8 * 1024 ** 3), 'key.txt'),
      'more than 1 MiB',
    ],
    [
      'a key in UTF-16, as some shells write one',
      () => (writeFileSync(join(folder, 'key.txt'), Buffer.from('\uFEFFkey', 'utf16le')), 'key.txt'),
      'bytes that are no UTF-8',
    ],
  ])('a key file is looked at before it is read: %s', async (_, make, found) => {
    write('workspaces.json', { au: { endpoint: HOST, apiKey: `file:${make()}` } })
    await reload.now()
    expect(log.join('')).toContain(`cannot be read (${found}), wanted the REST key`)
  })
  test.each([
    [
      'a broken workspaces.json',
      'workspaces.json',
      '{',
      /"workspaces\.json is invalid; the workspaces read before stay in force"/,
      /"workspaces\.json is good again"/g,
    ],
    [
      'a key file that went empty',
      'key.txt',
      '',
      /"this workspace is wrong; what was read of it before stays in force"/,
      /"workspace":"default","msg":"this workspace is good again"/g,
    ],
  ])('%s shows before a restart disables the hubs, and that it is mended', async (_, name, content, wrong, mended) => {
    const WORKSPACES = { default: { endpoint: HOST, apiKey: 'file:key.txt' } }
    write('workspaces.json', WORKSPACES)
    write('key.txt', 'a-key')
    write('summer.json', HUB)
    await reload.now()
    expect((await metrics.scrape()).text).toContain('komo_braze_hub_ok{hub="summer"} 1')
    write(name, content)
    await reload.ifChanged()
    expect(inForce()).toEqual(['summer'])
    expect(registry.workspaces().get('default')).toMatchObject({ endpoint: HOST, apiKey: 'a-key' })
    const { text } = await metrics.scrape()
    expect(text).toContain('komo_braze_hub_ok{hub="summer"} 0')
    expect(text).toContain('komo_braze_reloads_total{ok="false"} 1')
    expect(log.join('')).toMatch(wrong)
    write('workspaces.json', WORKSPACES)
    write('key.txt', 'a-key')
    await reload.ifChanged()
    await reload.now()
    expect(log.join('').match(mended)).toHaveLength(1)
    expect((await metrics.scrape()).text).toContain('komo_braze_hub_ok{hub="summer"} 1')
  })
  test('a hub of the workspace “default” without one is told of the settings that make it', async () => {
    load.endpoint = undefined
    write('summer.json', HUB)
    write('winter.json', { ...HUB, hub: 'winter', workspace: 'au' })
    await reload.now()
    const wanted = 'wanted a workspace from workspaces.json'
    expect(wrong('summer')).toEqual([`workspace: found "default", ${wanted}, or without that file BRAZE_REST_ENDPOINT and BRAZE_API_KEY`])
    expect(wrong('winter')).toEqual([`workspace: found "au", ${wanted}`])
  })
  test('a workspaces.json that is broken at the start is said of its hubs, and nothing of an earlier one', async () => {
    write('workspaces.json', '{')
    write('summer.json', HUB)
    await reload.now()
    expect(wrong('summer')[0]).toMatch(/^workspaces\.json: the file: found no JSON/)
    expect(log.join('')).not.toContain('read before')
  })
  test.each(['two\nlines', 'with space', 'ключ', 'nul\0', '"in-quotes"'])(
    'a key that no header can hold, or no Braze take, is refused, and not repeated: %j',
    async (key) => {
      environment['BRAZE_API_KEY'] = key
      write('summer.json', HUB)
      await reload.now()
      expect(inForce()).toEqual([])
      expect(wrong('summer')[0]).toMatch(/^default.apiKey: the key at "env:BRAZE_API_KEY" has a space, a line end, quotes or /)
      expect(log.join('')).not.toContain(JSON.stringify(key).slice(1, -1))
    },
  )
  test('a key in the file itself is refused and not repeated', async () => {
    write('workspaces.json', { default: { endpoint: HOST, apiKey: 'abcdef-the-key-itself' } })
    write('summer.json', HUB)
    await reload.now()
    expect(inForce()).toEqual([])
    expect(log.join('')).not.toContain('abcdef-the-key-itself')
  })

  test.each(Object.values(BRAZE_INSTANCES))('%s is Braze’s', (host) => {
    expect(endpointOrigin(`https://${host}`, [])).toBe(`https://${host}`)
    expect(endpointOrigin(host, [])).toBe(`https://${host}`)
  })
  test.each([
    'https://rest.iad-09.braze.com',
    'https://rest.us-09.braze.com',
    'http://rest.iad-01.braze.com',
    'https://rest.iad-01.braze.com.evil.example',
    'https://rest.iad-01.braze.com@evil.example',
    'https://evil.example/rest.iad-01.braze.com',
    'https://rest.iad-01.braze.com:8443',
    'https://rest.iad-01.braze.com/users/track',
    'https://rest.iad-01.braze.com?x',
    'https://sdk.iad-01.braze.com',
    'https://127.0.0.1',
    'ftp://rest.iad-01.braze.com',
    '',
    'nonsense',
  ])('%s is not', (endpoint) => {
    expect(endpointOrigin(endpoint, [])).toBeUndefined()
  })
  test('a development host is, and only with its port', () => {
    expect(endpointOrigin('http://127.0.0.1:8090', ['127.0.0.1:8090'])).toBe('http://127.0.0.1:8090')
    expect(endpointOrigin('http://127.0.0.1:8091', ['127.0.0.1:8090'])).toBeUndefined()
  })
})
