// Somebody else (an editor, a deployment) writes a file while the outbox takes its time to say that it is there: what they wrote is not written over.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Admin } from '../../../src/proxy/admin/admin.ts'
import type { AdminCall } from '../../../src/proxy/admin/admin-call.ts'
import { Refusal } from '../../../src/proxy/admin/refusal.ts'
import { saveHub } from '../../../src/proxy/admin/save-hub.ts'
import { workspaceRoutes } from '../../../src/proxy/admin/workspace-routes.ts'
import { createFolder } from '../../../src/proxy/files/folder.ts'
import { etagOf } from '../../../src/proxy/http/etag.ts'
import { HUB } from '../http/fixture.ts'

const ENTRY = { endpoint: 'https://rest.fra-02.braze.eu', apiKey: 'env:KEY' }

/** @param theirs what stands in the file once the outbox has answered */
function folderWith(file: string, ours: string, theirs: string) {
  const path = mkdtempSync(join(tmpdir(), 'meanwhile-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  writeFileSync(join(path, file), ours)
  const admin = {
    folder: createFolder(path),
    versionsOf: () => createFolder(join(path, 'versions')),
    load: { endpoint: undefined, developmentHosts: [] },
    store: {
      refusal: () => undefined,
      waiting: async () => {
        writeFileSync(join(path, file), theirs)
        return []
      },
    },
    log: { info: () => {} },
    reload: () => Promise.resolve(),
  } as unknown as Admin
  return { admin, text: () => readFileSync(join(path, file), 'utf8') }
}

const call = (params: Record<string, string>, json: unknown, read: string): AdminCall => ({
  params,
  json,
  query: new URLSearchParams(),
  ifMatch: etagOf(read),
  ifNoneMatch: undefined,
  now: 0,
})

test.each([
  [
    'a hub file',
    'summer.json',
    (admin: Admin, read: string) => saveHub(admin, call({ hub: 'summer' }, { file: { ...HUB, kiosk: true } }, read)),
    [HUB, { ...HUB, locale: 'de' }],
  ],
  [
    'workspaces.json',
    'workspaces.json',
    (admin: Admin) =>
      workspaceRoutes(admin).saveWorkspace(call({ name: 'au' }, { endpoint: ENTRY.endpoint, objects: 40 }, JSON.stringify(ENTRY))),
    [{ au: ENTRY }, { au: { ...ENTRY, objects: 50 } }],
  ],
])('%s', async (_name, file, save, [ours, theirs]) => {
  const { admin, text } = folderWith(file, JSON.stringify(ours), JSON.stringify(theirs))
  expect(await save(admin, JSON.stringify(ours))).toEqual(new Refusal('changed'))
  expect(text()).toBe(JSON.stringify(theirs))
})
