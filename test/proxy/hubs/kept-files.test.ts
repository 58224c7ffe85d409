// What the proxy itself writes and reads again: stored keys and pauses. A file that cannot be read is not an empty one.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFolder, type Folder } from '../../../src/proxy/files/folder.ts'
import { readPauses } from '../../../src/proxy/hubs/pauses.ts'
import { createStoredKeys } from '../../../src/proxy/hubs/stored-keys.ts'
import { SECRET } from '../http/fixture.ts'

let path: string
let folder: Folder
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'kept-'))
  folder = createFolder(path)
})
afterEach(() => {
  rmSync(path, { recursive: true })
})

/** Without content it is nothing that can be read as a file, whoever tries. */
const put = (name: string, content: string | undefined): void => {
  if (content === undefined) mkdirSync(join(path, name))
  else writeFileSync(join(path, name), content)
}

describe('stored keys', () => {
  test.each([
    ['is cut off', '{"default": "AAA'],
    ['is no object', '[]'],
    ['holds something else', '{"default": 7}'],
    ['cannot be read', undefined],
  ])('a file that %s is not written over: the other keys may still be got back', async (_name, content) => {
    put('keys.json', content)
    const stored = createStoredKeys(folder, [SECRET])
    await expect(stored.write('second', 'a-key')).rejects.toThrow('keys.json in HUBS_DIR')
    await expect(stored.rotate()).rejects.toThrow()
    expect(await stored.read('default')).toEqual({ no: 'unreadable' })
    if (content !== undefined) expect(readFileSync(join(path, 'keys.json'), 'utf8')).toBe(content)
  })
  test('without a file the first key makes it, and the second joins it', async () => {
    const stored = createStoredKeys(folder, [SECRET])
    await stored.write('one', 'key-1')
    await stored.write('two', 'key-2')
    expect([await stored.read('one'), await stored.read('two'), await stored.read('three')]).toEqual([
      { key: 'key-1' },
      { key: 'key-2' },
      { no: 'none' },
    ])
  })
})

describe('pauses', () => {
  test('survive a restart', async () => {
    const pauses = await readPauses(folder)
    await pauses.set('hubs', 'summer', true)
    await pauses.set('workspaces', 'au', true)
    await pauses.set('hubs', 'summer', false)
    const again = await readPauses(folder)
    expect([again.hub('summer'), again.workspace('au')]).toEqual([false, 'operator'])
  })
  test.each([
    ['is cut off', '{"hubs":["summ', 'DATA_DIR/state/paused.json does not say what is paused'],
    ['says something else', '{"workspaces":"au"}', 'DATA_DIR/state/paused.json does not say what is paused'],
    ['cannot be read', undefined, 'DATA_DIR/state/paused.json cannot be read (EISDIR): it says what is paused'],
  ])('a file that %s stops the start: nothing that was paused goes on unasked', async (_name, content, said) => {
    put('paused.json', content)
    await expect(readPauses(folder)).rejects.toThrow(said)
  })
  test('a workspace of which most was refused stays paused for that, until an operator resumes it', async () => {
    const pauses = await readPauses(folder)
    await pauses.setMostlyRefused('au')
    expect((await readPauses(folder)).workspace('au')).toBe('mostly_refused')
    await pauses.set('workspaces', 'au', true)
    expect((await readPauses(folder)).workspace('au')).toBe('operator')
    await pauses.set('workspaces', 'au', false)
    expect((await readPauses(folder)).workspace('au')).toBeUndefined()
  })
  test('what could not be written is not paused: the operator was told so', async () => {
    const pauses = await readPauses({ ...folder, write: () => Promise.reject(new Error('full')) })
    await expect(pauses.set('hubs', 'summer', true)).rejects.toThrow('full')
    expect(pauses.hub('summer')).toBe(false)
  })
})
