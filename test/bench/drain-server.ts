// The measured process of the drain bench: fills a store, or opens a filled one and dispatches it to the stand-in.
import { systemClock } from '../../src/proxy/clock.ts'
import { createDispatcher } from '../../src/proxy/dispatch/create-dispatcher.ts'
import type { Rate } from '../../src/proxy/dispatch/workspace.ts'
import { DEFAULT_WORKSPACE } from '../../src/core/defaults.ts'
import { createBrazeClient } from '../../src/proxy/braze/undici-client.ts'
import { openSqliteStore } from '../../src/proxy/outbox/sqlite/open.ts'
import { STAND_IN_KEY } from './children.ts'
import { benchRow } from './rows.ts'
import { NO_METRICS } from '../proxy/dispatch/no-metrics.ts'

const { FOLDER = '', FILL = '0', ENDPOINT = '', RATE = '[]', HOLD_SECONDS = '0' } = process.env
const GROUP = 500

const store = openSqliteStore({ folder: FOLDER })
const waiting = async (): Promise<number> => (await store.waiting()).reduce((sum, { rows }) => sum + rows, 0)
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

if (Number(FILL) > 0) {
  for (let number = 0; number < Number(FILL); number += GROUP)
    await store.append(Array.from({ length: Math.min(GROUP, Number(FILL) - number) }, (_, index) => benchRow(number + index)))
  await store.close()
  process.send?.({ filled: Number(FILL) })
} else {
  const rows = await waiting()
  const nothing = (): void => {}
  const began = performance.now()
  const dispatcher = createDispatcher({
    store,
    workspace: { ...DEFAULT_WORKSPACE, name: 'default', rate: JSON.parse(RATE) as Rate[] },
    braze: createBrazeClient({ endpoint: ENDPOINT, apiKey: STAND_IN_KEY, userAgent: 'komo-braze' }),
    clock: systemClock,
    random: Math.random,
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    metrics: NO_METRICS,
    mostlyRefused: nothing,
  })
  let rss = process.memoryUsage.rss()
  const until = Number(HOLD_SECONDS) > 0 ? began + Number(HOLD_SECONDS) * 1000 : Infinity
  while ((await waiting()) > 0 && performance.now() < until) {
    await sleep(20)
    rss = Math.max(rss, process.memoryUsage.rss())
  }
  const seconds = (performance.now() - began) / 1000
  const left = await waiting()
  await dispatcher.stop()
  await store.close()
  process.send?.({ sent: rows - left, seconds, rssMb: rss / 1e6 })
}
process.disconnect()
