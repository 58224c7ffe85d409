// When HUBS_DIR is read; what becomes of it is tested with the hubs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFolder } from '../../src/proxy/files/folder.ts'
import type { Loaded } from '../../src/proxy/hubs/load-hubs.ts'
import { createRegistry } from '../../src/proxy/hubs/registry.ts'
import { createLog } from '../../src/proxy/log.ts'
import { createMetrics } from '../../src/proxy/metrics.ts'
import * as schema from '../../src/schema/parse-hub-file.ts'
import { createReload } from '../../src/proxy/reload.ts'
import { HUB } from './http/fixture.ts'

vi.mock('../../src/schema/parse-hub-file.ts', { spy: true })

let path: string
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'reload-'))
})
afterEach(() => {
  rmSync(path, { recursive: true })
})

function rig() {
  const applied: string[][] = []
  const printed: string[] = []
  const [log, metrics] = [createLog('info', { write: (line) => printed.push(line) }), createMetrics()]
  const store = { keepRev: () => Promise.resolve(), revOf: () => Promise.resolve(undefined) }
  const registry = {
    ...createRegistry({ store, log, metrics }),
    apply: ({ hubs }: Loaded) => Promise.resolve(void applied.push([...hubs.keys()])),
  }
  const load = {
    folder: createFolder(path),
    lookUpKey: () => Promise.resolve({ key: 'key-of-the-tests' }),
    ownSecrets: [],
    developmentHosts: [],
    endpoint: undefined,
  }
  const reload = createReload({ load, registry, applied: () => {}, log, metrics })
  return { reload, applied, printed, write: (hub: string) => writeFileSync(join(path, `${hub}.json`), JSON.stringify({ ...HUB, hub })) }
}

test('what has not changed is not put in force again, unless it is asked for', async () => {
  const { reload, applied, write } = rig()
  write('summer')
  await reload.now()
  await reload.ifChanged()
  expect(applied).toEqual([['summer']])
  write('winter')
  await reload.ifChanged()
  await reload.now()
  expect(applied).toEqual([['summer'], ['summer', 'winter'], ['summer', 'winter']])
})

test('what reads as before is not judged again: of a change only what it changes', async () => {
  const { reload, applied, write } = rig()
  const judged = vi.mocked(schema.parseHubFile)
  const judgedBy = async (work: () => void): Promise<unknown[]> => {
    judged.mockClear()
    work()
    await reload.ifChanged()
    return judged.mock.calls.map(([file]) => (file as { hub: string }).hub).sort()
  }
  const { hub: _, ...shared } = HUB
  writeFileSync(join(path, 'brand.json'), JSON.stringify(shared))
  writeFileSync(join(path, 'broken.json'), '{')
  writeFileSync(join(path, 'child.json'), JSON.stringify({ hub: 'child', extends: 'brand' }))
  write('summer')
  await reload.now()
  expect(await judgedBy(() => {})).toEqual([])
  expect(await judgedBy(() => write('winter'))).toEqual(['winter'])
  // The shared file is judged as a hub too, which it is not.
  expect(await judgedBy(() => writeFileSync(join(path, 'brand.json'), JSON.stringify({ ...shared, kiosk: true })))).toEqual([
    'child',
    undefined,
  ])
  expect(await judgedBy(() => rmSync(join(path, 'brand.json')))).toEqual([])
  expect(await judgedBy(() => write('broken'))).toEqual(['broken'])
  expect(applied.at(-1)).toEqual(['broken', 'child', 'summer', 'winter'])
})

test('after a stop nothing is read; what was asked for before is in force by then', async () => {
  const { reload, applied, write } = rig()
  write('summer')
  void reload.now()
  await reload.stop()
  expect(applied).toEqual([['summer']])
  write('winter')
  await reload.ifChanged()
  await reload.now()
  expect(applied).toEqual([['summer']])
})

test('a file that is passed over for the end of its name is said, once', async () => {
  const { reload, printed } = rig()
  const said = () => printed.flatMap((line) => (line.includes('passed over') ? [(JSON.parse(line) as { files: string[] }).files] : []))
  for (const name of ['summer.JSON', 'summer.json.bak']) writeFileSync(join(path, name), JSON.stringify(HUB))
  await reload.now()
  await reload.ifChanged()
  expect(said()).toEqual([['summer.JSON']])
  writeFileSync(join(path, 'winter.json.txt'), JSON.stringify(HUB))
  await reload.ifChanged()
  rmSync(join(path, 'summer.JSON'))
  rmSync(join(path, 'winter.json.txt'))
  await reload.ifChanged()
  expect(said()).toEqual([['summer.JSON'], ['summer.JSON', 'winter.json.txt']])
})
