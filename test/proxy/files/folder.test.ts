// The one way to files of HUBS_DIR and DATA_DIR: no name leads out of the folder, whoever gives it.
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFolder } from '../../../src/proxy/files/folder.ts'

let outside: string
beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'folder-'))
  writeFileSync(join(outside, 'secret.json'), 'secret')
})
afterEach(() => {
  rmSync(outside, { recursive: true })
})

test.each(['../secret.json', '../new.json', 'a/../../secret.json', '/etc/passwd', '..', '.hidden.json'])(
  'a name that leads out is refused: %j',
  async (name) => {
    const folder = createFolder(join(outside, 'hubs'))
    const wanted = 'a file name of this folder was wanted'
    await expect(folder.read(name)).rejects.toThrow(wanted)
    await expect(folder.write(name, 'x')).rejects.toThrow(wanted)
    expect(() => folder.remove(name)).toThrow(wanted)
    expect(existsSync(join(outside, 'new.json'))).toBe(false)
  },
)

test('what is hidden or no JSON is not listed', async () => {
  for (const name of ['b.json', 'a.json', '.hidden.json', '.a.json.0f3a.new', 'notes.txt']) writeFileSync(join(outside, name), '{}')
  expect(await createFolder(outside).list()).toEqual(['a.json', 'b.json', 'secret.json'])
})

test('what was meant to be listed, as its end says, is told apart from what was not', async () => {
  const nearly = ['a.JSON', 'b.Json', 'c.json.txt', 'd.json5', 'e.jsonc']
  for (const name of [...nearly, 'f.json', 'g.json.bak', 'h.json~', '.i.JSON', 'notes.txt']) writeFileSync(join(outside, name), '{}')
  expect(await createFolder(outside).passedOver()).toEqual(nearly)
})

test('a folder that does not exist is empty; one that cannot be read is not', async () => {
  expect(await createFolder(join(outside, 'hubs')).list()).toEqual([])
  await expect(createFolder(join(outside, 'secret.json')).list()).rejects.toThrow('ENOTDIR')
})

test('is made with all above it, and again is none too many', async () => {
  const path = join(outside, 'a', 'b')
  await createFolder(path).write('one.json', '1')
  await createFolder(path).write('two.json', '2')
  expect(await createFolder(path).list()).toEqual(['one.json', 'two.json'])
})

test.each(['/proc/x', '/proc/x/y'])('where none can be made a write fails: %s', async (path) => {
  await expect(createFolder(path).write('a.json', '{}')).rejects.toThrow('mkdir')
})

test('a link stays one: the file that it leads to is written, with nothing left beside either', async () => {
  const path = join(outside, 'hubs')
  mkdirSync(path)
  symlinkSync('../secret.json', join(path, 'a.json'))
  await createFolder(path).write('a.json', 'new')
  expect(lstatSync(join(path, 'a.json')).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(outside, 'secret.json'), 'utf8')).toBe('new')
  expect([readdirSync(path), readdirSync(outside)]).toEqual([['a.json'], ['hubs', 'secret.json']])
})

test('a folder that is still to be made can be written to where it can be made, and one that is gone cannot', async () => {
  const path = join(outside, 'data', 'hubs')
  const folder = createFolder(path)
  expect(await folder.writable()).toBe(true)
  await folder.write('a.json', '{}')
  expect([await folder.isThere(), await folder.writable()]).toEqual([true, true])
  rmSync(path, { recursive: true })
  expect(await folder.writable()).toBe(false)
  // Nothing can be made in a file.
  expect(await createFolder(join(outside, 'secret.json', 'hubs')).writable()).toBe(false)
})
