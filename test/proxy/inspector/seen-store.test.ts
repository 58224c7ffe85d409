// What inspectors saw, as it is kept for Connect.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Seen } from '../../../src/core/inspector.ts'
import { createFolder } from '../../../src/proxy/files/folder.ts'
import { createSeenStore } from '../../../src/proxy/inspector/seen-store.ts'

const form = (selector: string): Seen => ({ forms: [{ selector, at: '2026-11-21T09:30:00.000Z', path: '/', fields: [] }], events: [] })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seen-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('reports that come at once are all kept, each with its own hub, and found by a later start', async () => {
  const store = createSeenStore(createFolder(folder))
  await Promise.all([...['a', 'b', 'c'].map((name) => store.add('summer', form(name))), store.add('winter', form('w'))])
  const again = createSeenStore(createFolder(folder))
  const selectors = async (hub: string) => (await again.read(hub)).forms.map(({ selector }) => selector)
  expect([await selectors('summer'), await selectors('winter')]).toEqual([['a', 'b', 'c'], ['w']])
})

test('what cannot be read is begun anew: it is only what the next look shows again', async () => {
  const store = createSeenStore(createFolder(folder))
  writeFileSync(join(folder, 'summer.json'), '{')
  expect(await store.read('summer')).toEqual({ forms: [], events: [] })
  await store.add('summer', form('a'))
  expect(await store.read('summer')).toEqual(form('a'))
})
