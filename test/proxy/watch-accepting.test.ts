// What an operator learns of a proxy that accepts nothing: one line as it begins, one as it ends, and a gauge all the while.
import { expect, it } from 'vitest'
import { watchAccepting } from '../../src/proxy/watch-accepting.ts'
import { createLog } from '../../src/proxy/log.ts'
import { createMetrics } from '../../src/proxy/metrics.ts'
import type { StoreRefusal } from '../../src/proxy/outbox/store.ts'

it('says so once, for each reason, and that it is over', async () => {
  let refusal: StoreRefusal | undefined
  const lines: string[] = []
  const metrics = createMetrics()
  const tell = watchAccepting({ store: { refusal: () => refusal }, log: createLog('info', { write: (line) => lines.push(line) }), metrics })
  const gauges: string[] = []
  for (refusal of [undefined, 'storage_full', 'storage_full', 'unavailable', undefined, undefined] as const) {
    tell()
    const { text } = await metrics.scrape()
    gauges.push(...text.split('\n').filter((line) => line.startsWith('komo_braze_accepting')))
  }
  expect(gauges).toEqual([
    'komo_braze_accepting{reason=""} 1',
    'komo_braze_accepting{reason="storage_full"} 0',
    'komo_braze_accepting{reason="storage_full"} 0',
    'komo_braze_accepting{reason="unavailable"} 0',
    'komo_braze_accepting{reason=""} 1',
    'komo_braze_accepting{reason=""} 1',
  ])
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { level: 'error', reason: 'storage_full', msg: expect.stringContaining('DISK_FLOOR_MB') as string },
    { level: 'error', reason: 'unavailable', msg: expect.stringContaining('DATABASE_URL') as string },
    { level: 'info', msg: 'submissions are accepted again' },
  ])
})
