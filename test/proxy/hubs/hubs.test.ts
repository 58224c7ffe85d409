// Hubs and workspaces: what is read, what comes in force, and what stays in force when the new is wrong.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BRAZE_INSTANCES } from '../../../src/core/braze-instances.ts'
import type { HubFile } from '../../../src/core/hub-file.ts'
import { createFolder } from '../../../src/proxy/hubs/folder.ts'
import { createKeySource } from '../../../src/proxy/hubs/key-source.ts'
import { createRegistry, type Registry } from '../../../src/proxy/hubs/registry.ts'
import { declaration, revOf } from '../../../src/proxy/hubs/rev.ts'
import { endpointOrigin } from '../../../src/proxy/hubs/workspace.ts'
import { createLog } from '../../../src/proxy/log.ts'
import { createMetrics, type Metrics } from '../../../src/proxy/metrics.ts'
import { createReload, type Reload } from '../../../src/proxy/reload.ts'
import { HUB } from '../http/fixture.ts'

let folder: string
let registry: Registry
let metrics: Metrics
let reload: Reload
let applied: number
let log: string[]
let revs: Map<string, string>
let environment: Record<string, string>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubs-'))
  applied = 0
  log = []
  revs = new Map()
  environment = { BRAZE_API_KEY: 'key-1' }
  metrics = createMetrics()
  const parts = { log: createLog('info', { write: (line) => log.push(line) }), metrics }
  const store = {
    keepRev: (hub: string, rev: string, text: string) => Promise.resolve(void revs.set(`${hub}/${rev}`, text)),
    revOf: (hub: string, rev: string) => Promise.resolve(revs.get(`${hub}/${rev}`)),
  }
  registry = createRegistry({ ...parts, store })
  const files = createFolder(folder)
  const keySource = createKeySource(environment, folder, () => Promise.resolve(undefined))
  const load = { folder: files, keySource, developmentHosts: [], endpoint: 'https://rest.iad-01.braze.com' }
  reload = createReload({ ...parts, load, registry, applied: () => applied++ })
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const write = (name: string, content: unknown): void => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
}
const inForce = () => registry.names().filter((name) => registry.get(name) !== undefined)

describe('hub files', () => {
  test('a good one is in force, a bad one is disabled alone and said loudly', async () => {
    write('summer.json', HUB)
    write('broken.json', '{')
    write('wrong.json', { ...HUB, hub: 'wrong', identity: [] })
    write('misnamed.json', { ...HUB, hub: 'other' })
    await reload.now()
    expect(inForce()).toEqual(['summer'])
    expect(registry.errors().get('broken')).toEqual([
      "the file: found no JSON (line 1 column 2: Expected property name or '}'), wanted a JSON object",
    ])
    expect(registry.errors().get('wrong')?.[0]).toMatch(/^identity: found an empty list/)
    expect(registry.errors().get('misnamed')?.[0]).toMatch(/^hub: found "other", wanted the file's own name, "misnamed"/)
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
  test('a bad new version leaves the old one in force; a good one replaces it; a deleted file ends its hub', async () => {
    write('summer.json', HUB)
    await reload.now()
    const { rev } = registry.get('summer')!
    write('summer.json', { ...HUB, origins: 'everywhere' })
    await reload.ifChanged()
    expect(registry.get('summer')?.rev).toBe(rev)
    expect(registry.errors().get('summer')?.[0]).toMatch(/^origins: found "everywhere"/)
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
    ['is gone', () => {}],
    ['cannot be read', () => writeFileSync(folder, 'no folder')],
  ])('a HUBS_DIR that %s leaves all in force, is counted and said', async (_name, instead) => {
    write('summer.json', HUB)
    await reload.now()
    rmSync(folder, { recursive: true })
    instead()
    await reload.ifChanged()
    expect(inForce()).toEqual(['summer'])
    expect((await metrics.scrape()).text).toContain('komo_braze_reloads_total{ok="false"} 1')
    expect(log.join('')).toContain('what was read before stays in force')
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    await reload.ifChanged()
    expect(inForce()).toEqual([])
  })
  test('a HUBS_DIR that never was is an empty one', async () => {
    rmSync(folder, { recursive: true })
    await reload.now()
    await reload.ifChanged()
    expect((await metrics.scrape()).text).not.toContain('ok="false"')
    mkdirSync(folder)
    write('summer.json', HUB)
    await reload.ifChanged()
    expect(inForce()).toEqual(['summer'])
  })
  test('a hub whose proof keys or bot secret are missing is disabled alone, until they are there', async () => {
    write('summer.json', HUB)
    const identity = [{ as: 'external_id', proof: 'extension.t' }]
    write('proofs.json', { ...HUB, hub: 'proofs', identity, jwt: { algorithms: ['HS256'], keys: 'file:key.txt' } })
    write('guarded.json', { ...HUB, hub: 'guarded', bot: { verify: 'https://verify.example', siteKey: 'k', secret: 'env:BOT' } })
    await reload.now()
    expect(inForce()).toEqual(['summer'])
    expect(registry.errors().get('proofs')?.[0]).toMatch(/^jwt\.keys: nothing found at "file:key\.txt"/)
    expect(registry.errors().get('guarded')?.[0]).toMatch(/^bot\.secret: nothing found at "env:BOT"/)
    write('key.txt', 'too short a secret')
    environment['BOT'] = 'the-secret'
    await reload.ifChanged()
    expect(inForce()).toEqual(['guarded', 'summer'])
    expect(registry.errors().get('proofs')?.[0]).toMatch(/^jwt\.keys: the key at "file:key\.txt" is no key/)
    write('key.txt', 'a secret that is long enough for HMAC')
    await reload.ifChanged()
    expect(inForce()).toEqual(['guarded', 'proofs', 'summer'])
    expect(log.join('')).not.toMatch(/too short a secret|the-secret/)
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
    expect(registry.errors().get('c')?.[0]).toMatch(/^extends: found/)
    expect(registry.errors().get('a')?.[0]).toMatch(/^extends: found a cycle/)
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
    expect(registry.errors().get('summer')).toHaveLength(1)
    expect((await metrics.scrape()).text).toContain('komo_braze_hub_ok{hub="summer"} 0')
  })
  test('extends: a wrong hub that becomes a mere base is forgotten', async () => {
    write('summer.json', { ...HUB, origins: 'everywhere' })
    write('winter.json', { ...HUB, hub: 'winter', extends: 'summer' })
    await reload.now()
    expect(registry.errors().get('summer')?.[0]).toMatch(/^origins: found "everywhere"/)
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
    expect(registry.errors().get('winter')).toEqual(['other.apiKey: nothing found at "env:NOT_SET", wanted the REST key'])
    expect(registry.errors().get('lost')?.[0]).toMatch(/^workspace: found "nowhere"/)
    write('key.txt', 'a-new-key')
    await reload.ifChanged()
    expect(registry.workspaces().get('default')?.apiKey).toBe('a-new-key')
    write('key.txt', '')
    await reload.ifChanged()
    expect(registry.workspaces().get('default')?.apiKey).toBe('a-new-key')
    expect(log.join('')).not.toMatch(/key-from-file|a-new-key/)
  })
  test.each([
    ['a broken workspaces.json', 'workspaces.json', '{', /"workspaces\.json is invalid; the workspaces read before stay in force"/],
    ['a key file that went empty', 'key.txt', '', /"this workspace is wrong; what was read of it before stays in force"/],
  ])('%s shows before a restart disables the hubs', async (_, name, content, said) => {
    write('workspaces.json', { default: { endpoint: HOST, apiKey: 'file:key.txt' } })
    write('key.txt', 'a-key')
    write('summer.json', HUB)
    await reload.now()
    expect((await metrics.scrape()).text).toContain('komo_braze_hub_ok{hub="summer"} 1')
    write(name, content)
    await reload.ifChanged()
    expect(inForce()).toEqual(['summer'])
    expect(registry.workspaces().get('default')).toMatchObject({ endpoint: HOST, apiKey: 'a-key' })
    expect((await metrics.scrape()).text).toContain('komo_braze_hub_ok{hub="summer"} 0')
    expect(log.join('')).toMatch(said)
  })
  test('a workspaces.json that is broken at the start is said of its hubs, and nothing of an earlier one', async () => {
    write('workspaces.json', '{')
    write('summer.json', HUB)
    await reload.now()
    expect(registry.errors().get('summer')?.[0]).toMatch(/^workspaces\.json: the file: found no JSON/)
    expect(log.join('')).not.toContain('read before')
  })
  test.each(['two\nlines', 'with space', 'ключ', 'nul\0'])(
    'a key that no header can hold is refused, and not repeated: %j',
    async (key) => {
      environment['BRAZE_API_KEY'] = key
      write('summer.json', HUB)
      await reload.now()
      expect(inForce()).toEqual([])
      expect(registry.errors().get('summer')?.[0]).toMatch(/^default.apiKey: the key at "env:BRAZE_API_KEY" has a space, a line end or /)
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
