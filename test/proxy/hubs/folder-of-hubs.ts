// A folder of hub files that is read as the service reads it; each test writes what it wants into it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { HubFile } from '../../../src/core/hub-file.ts'
import { createFolder, type Folder } from '../../../src/proxy/files/folder.ts'
import { faultLine } from '../../../src/proxy/hubs/fault.ts'
import { createKeyLookup } from '../../../src/proxy/hubs/key-source.ts'
import type { LoadParts } from '../../../src/proxy/hubs/load-hubs.ts'
import { createRegistry, type Registry } from '../../../src/proxy/hubs/registry.ts'
import { createStoredKeys } from '../../../src/proxy/hubs/stored-keys.ts'
import { createLog } from '../../../src/proxy/log.ts'
import { createMetrics, type Metrics } from '../../../src/proxy/metrics.ts'
import { createReload, type Reload } from '../../../src/proxy/reload.ts'
import { HUB, SECRET } from '../http/fixture.ts'

export let folder: string
export let registry: Registry
export let metrics: Metrics
export let load: LoadParts & { folder: Folder }
export let reload: Reload
/** How often something came in force. */
export let applied: number
export let log: string[]
export let environment: Record<string, string>
export const outbox = { isAway: false }

/** A new one for each test of a file. */
export function eachInItsFolder(): void {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hubs-'))
    applied = 0
    log = []
    const revs = new Map<string, string>()
    outbox.isAway = false
    environment = { BRAZE_API_KEY: 'key-1' }
    metrics = createMetrics()
    const parts = { log: createLog('info', { write: (line) => log.push(line) }), metrics }
    const store = {
      keepRev: (hub: string, rev: string, text: string) =>
        outbox.isAway ? Promise.reject(new Error('away')) : Promise.resolve(void revs.set(`${hub}/${rev}`, text)),
      revOf: (hub: string, rev: string) => Promise.resolve(revs.get(`${hub}/${rev}`)),
    }
    registry = createRegistry({ ...parts, store })
    const files = createFolder(folder)
    const lookUpKey = createKeyLookup(environment, folder, createStoredKeys(files, [SECRET]).read)
    load = { folder: files, lookUpKey, ownSecrets: [], developmentHosts: [], endpoint: 'https://rest.iad-01.braze.com' }
    reload = createReload({ ...parts, load, registry, applied: () => applied++ })
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })
}

export const hubNamed = (hub: string): HubFile => ({ ...HUB, hub })
export const write = (name: string, content: unknown): void => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
}
export const said = (level: string): string[] =>
  log
    .map((line) => JSON.parse(line) as { level: string; msg: string })
    .filter((line) => line.level === level)
    .map(({ msg }) => msg)
export const wrong = (hub: string): string[] => (registry.errors().get(hub) ?? []).map(faultLine)
export const inForce = () => registry.names().filter((name) => registry.get(name) !== undefined)
