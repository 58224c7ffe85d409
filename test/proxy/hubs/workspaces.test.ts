// Workspaces: their file and their keys, what comes in force, and what stays in force when the new is wrong.
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFolder } from '../../../src/proxy/files/folder.ts'
import { createStoredKeys } from '../../../src/proxy/hubs/stored-keys.ts'
import { HUB } from '../http/fixture.ts'
import {
  eachInItsFolder,
  environment,
  folder,
  inForce,
  load,
  log,
  metrics,
  outbox,
  registry,
  reload,
  said,
  write,
  wrong,
} from './folder-of-hubs.ts'

eachInItsFolder()

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
  test('a change of the workspace alone is in force as well, under the same revision: the outbox, be it away, has nothing to record', async () => {
    const entry = { endpoint: HOST, apiKey: 'env:BRAZE_API_KEY' }
    write('workspaces.json', { default: entry, au: entry })
    write('summer.json', HUB)
    await reload.now()
    const { rev } = registry.get('summer')!
    outbox.isAway = true
    write('summer.json', { ...HUB, workspace: 'au' })
    await reload.ifChanged()
    expect(registry.get('summer')).toMatchObject({ rev, workspace: 'au' })
    expect(said('error')).toEqual([])
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
  test.each(['constructor', '__proto__', 'toString'])(
    'a variable that is not set has no key, whatever every object has: %s',
    async (name) => {
      write('workspaces.json', { default: { endpoint: HOST, apiKey: `env:${name}` } })
      write('summer.json', HUB)
      await reload.now()
      expect(wrong('summer')).toEqual([`default.apiKey: nothing found at "env:${name}", wanted the REST key`])
    },
  )
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
})
