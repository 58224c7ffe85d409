// How a file of HUBS_DIR or DATA_DIR is written: beside the old one and for this user alone, on disk before it takes its name, and the name on disk too.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type * as Files from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFolder } from '../../../src/proxy/files/folder.ts'

const done = vi.hoisted(() => ({ steps: [] as string[], failAt: '' }))
vi.mock('node:fs/promises', async (original) => {
  const files = await original<typeof Files>()
  const step = (name: string): void => {
    done.steps.push(name)
    if (done.failAt === name) throw new Error(name)
  }
  const nameOf = (path: unknown): string => basename(String(path)).replace(/\.[0-9a-f]{12}\./, '.RANDOM.')
  return {
    ...files,
    open: async (...args: Parameters<typeof files.open>) => {
      step(`open ${nameOf(args[0])} ${String(args[1])}`)
      const file = await files.open(...args)
      const watched = {
        writeFile: (text: string) => (step('write'), file.writeFile(text)),
        sync: () => (step('sync'), file.sync()),
        close: () => (step('close'), file.close()),
      }
      return watched as unknown as Files.FileHandle
    },
    rename: (from: string, to: string) => (step(`rename ${nameOf(from)} ${nameOf(to)}`), files.rename(from, to)),
  }
})

let path: string
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'folder-write-')), 'hubs')
  Object.assign(done, { steps: [], failAt: '' })
})
afterEach(() => {
  rmSync(path, { recursive: true, force: true })
})

test('whole, and on disk, before it takes the place of the old one', async () => {
  await createFolder(path).write('a.json', 'new')
  const temporary = '.a.json.RANDOM.new'
  expect(done.steps).toEqual([
    `open ${temporary} w`,
    'write',
    'sync',
    'close',
    `rename ${temporary} a.json`,
    'open hubs r',
    'sync',
    'close',
  ])
  expect(readdirSync(path)).toEqual(['a.json'])
})

test('nobody else may read it', async () => {
  await createFolder(path).write('a.json', 'new')
  expect((statSync(join(path, 'a.json')).mode & 0o777).toString(8)).toBe('600')
})

test.each(['write', 'sync', 'rename .a.json.RANDOM.new a.json'])(
  'where it fails at %s the old one stays as it was, and nothing of what was begun stays beside it',
  async (failAt) => {
    const folder = createFolder(path)
    await folder.write('a.json', 'old')
    done.failAt = failAt
    await expect(folder.write('a.json', 'new')).rejects.toThrow(failAt)
    expect(readFileSync(join(path, 'a.json'), 'utf8')).toBe('old')
    expect(readdirSync(path)).toEqual(['a.json'])
  },
)

test('what a power cut left half-written is no file of the folder', async () => {
  await createFolder(path).write('a.json', 'old')
  writeFileSync(join(path, '.a.json.0123456789ab.new'), '{"ha')
  expect(await createFolder(path).list()).toEqual(['a.json'])
})
