// The settings as they reach the store.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLog } from '../../src/proxy/log.ts'
import { openStore } from '../../src/proxy/open-store.ts'
import { openSqliteStore } from '../../src/proxy/outbox/sqlite/open.ts'
import { readSettings } from '../../src/proxy/settings.ts'
import { SECRET } from './http/fixture.ts'
import { entry } from './dispatch/rig.ts'
import { simulatedClock } from './dispatch/simulated-clock.ts'

const DAY_MS = 86_400_000

test('DEAD_LETTER_DAYS is how long a dead letter stays', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'open-store-'))
  const clock = simulatedClock(Date.now() - 3 * DAY_MS)
  const before = openSqliteStore({ folder, clock })
  await before.append([entry('ada')])
  const claim = await before.claim('default', () => {})
  const { rows } = await claim.next('footy', 0, 1)
  await claim.mark(rows.map(({ seq }) => seq))
  await claim.settle(rows.map(({ seq }) => ({ seq, dead: [{ reason: 'refused', detail: '', request: { events: [] } }] })))
  await before.close()
  const left = async (days: string): Promise<number> => {
    const store = await openStore(readSettings({ SECRET, DATA_DIR: folder, DEAD_LETTER_DAYS: days }), createLog('silent'))
    await store.tidy()
    const counts = await store.deadLetters.counts()
    await store.close()
    return counts.length
  }
  expect([await left('4'), await left('2')]).toEqual([1, 0])
  rmSync(folder, { recursive: true })
})
