// Hub files: what is read, what comes in force, and what stays in force when the new is wrong.
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { HUB } from '../http/fixture.ts'
import {
  applied,
  eachInItsFolder,
  environment,
  folder,
  hubNamed,
  inForce,
  load,
  log,
  metrics,
  registry,
  reload,
  said,
  write,
  wrong,
} from './folder-of-hubs.ts'

eachInItsFolder()

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
  test('what holds no public key is none of the proof keys, be it PEM or JWKS: each proof would fail', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const good = String(publicKey.export({ type: 'spki', format: 'pem' }))
    const secret = { kty: 'oct', k: 'YS1zZWNyZXQtdGhhdC1pcy1sb25nLWVub3VnaC1mb3ItSE1BQw', alg: 'HS256' }
    const wrongOnes = [
      JSON.stringify({ keys: [secret, privateKey.export({ format: 'jwk' })] }),
      privateKey.export({ type: 'pkcs8', format: 'pem' }),
      publicKey.export({ type: 'pkcs1', format: 'pem' }),
      good.replaceAll('PUBLIC KEY', 'CERTIFICATE'),
      `Bag Attributes\n${good}`,
      '-----BEGIN PUBLIC KEY-----\nnone\n-----END PUBLIC KEY-----',
    ]
    const identity = [{ as: 'external_id', proof: 'extension.t' }]
    write('proofs.json', { ...HUB, hub: 'proofs', identity, jwt: { algorithms: ['RS256'], keys: 'file:keys' } })
    for (const text of wrongOnes) {
      write('keys', text)
      await reload.now()
      expect([text, inForce(), wrong('proofs')]).toEqual([
        text,
        [],
        [expect.stringMatching(/^jwt\.keys: the key at "file:keys" is no key, /)],
      ])
    }
    for (const text of [good, JSON.stringify({ keys: [secret, publicKey.export({ format: 'jwk' })] })]) {
      write('keys', text)
      await reload.now()
      expect(inForce()).toEqual(['proofs'])
    }
  })
  test('a proof key that no declared algorithm can use is said to be one: each proof would fail', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = String(publicKey.export({ type: 'spki', format: 'pem' }))
    const withoutHead = pem.replace(/-----.*-----\n/g, '')
    const identity = [{ as: 'external_id', proof: 'extension.t' }]
    const errors = async (algorithms: string[], text: string): Promise<string[]> => {
      write('keys', text)
      write('proofs.json', { ...HUB, hub: 'proofs', identity, jwt: { algorithms, keys: 'file:keys' } })
      await reload.now()
      return wrong('proofs')
    }
    expect(await errors(['RS256', 'ES256'], withoutHead)).toEqual([
      'jwt.keys: the key at "file:keys" is a secret, wanted one for RS256 or ES256',
    ])
    expect(await errors(['HS256'], pem)).toEqual(['jwt.keys: the key at "file:keys" is public, wanted one for HS256'])
    expect(await errors(['HS256', 'RS256'], pem)).toEqual([])
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
    write('winter.json', hubNamed('winter'))
    await reload.now()
    const [summer, winter] = [registry.get('summer'), registry.get('winter')]
    write('winter.json', { ...hubNamed('winter'), kiosk: true })
    await reload.ifChanged()
    expect(registry.get('summer')).toBe(summer)
    expect(registry.get('winter')).not.toBe(winter)
  })
})
