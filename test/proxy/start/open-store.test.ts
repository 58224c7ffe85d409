// The operator's settings reach the store that they are for.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../../src/proxy/clock.ts'
import { createLog } from '../../../src/proxy/log.ts'
import { openStore } from '../../../src/proxy/start/open-store.ts'
import type { Store } from '../../../src/proxy/outbox/store.ts'
import { readSettings } from '../../../src/proxy/settings.ts'
import { SECRET } from '../http/fixture.ts'
import { rowOf } from '../outbox/rows.ts'

const DAY = 86_400_000

let folder: string
let store: Store
let logged: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'open-store-'))
  logged = []
})
afterEach(async () => {
  vi.restoreAllMocks()
  await store.close()
  rmSync(folder, { recursive: true })
})

async function open(settings: Record<string, string>): Promise<void> {
  store = await openStore(
    readSettings({ SECRET, DATA_DIR: folder, ...settings }),
    createLog('warn', { write: (line) => logged.push(line) }),
  )
}

test('HUB_QUOTA: rows of one hub', async () => {
  await open({ HUB_QUOTA: '1' })
  await store.append([rowOf()])
  expect(await store.append([rowOf()])).toMatchObject({ refusal: 'quota_reached' })
})

test('UNCOMMITTED_MAX: rows that wait for their commit', async () => {
  await open({ UNCOMMITTED_MAX: '1' })
  const first = store.append([rowOf()])
  expect(await store.append([rowOf()])).toMatchObject({ refusal: 'overloaded' })
  await first
})

test('REMEMBER_IDS_DAYS and DEAD_LETTER_DAYS: each its own', async () => {
  const START = Date.now()
  const clock = vi.spyOn(systemClock, 'now')
  const after = (days: number): void => void clock.mockReturnValue(START + days * DAY)
  after(0)
  await open({ REMEMBER_IDS_DAYS: '7', DEAD_LETTER_DAYS: '20' })
  const row = rowOf()
  await store.append([row])
  const claim = await store.claim('default', () => {})
  const seqs = (await claim.next('footy', 0, 1)).rows.map(({ seq }) => seq)
  await claim.mark(seqs)
  await claim.settle(seqs.map((seq) => ({ seq, dead: [{ reason: 'refused', detail: '', request: row.request }] })))
  after(6)
  await store.tidy()
  expect(await store.append([row])).toEqual({ outcomes: ['duplicate'] })
  after(8)
  await store.tidy()
  expect(await store.append([row])).toEqual({ outcomes: ['accepted'] })
  expect(await store.deadLetters.counts()).toHaveLength(1)
  after(21)
  await store.tidy()
  expect(await store.deadLetters.counts()).toEqual([])
  expect(logged.map((line) => JSON.parse(line) as object)).toMatchObject([{ level: 'warn', deadLetters: 1 }])
})
