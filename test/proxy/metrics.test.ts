// What a scrape says before there is anything to say.
import { expect, it } from 'vitest'
import { createMetrics } from '../../src/proxy/metrics.ts'

it('says nothing of a disk that nobody has told of: with PostgreSQL a 0 would be an alarm for ever', async () => {
  const metrics = createMetrics()
  expect((await metrics.scrape()).text).not.toContain('komo_braze_disk')
  metrics.disk(5, false)
  metrics.disk(6, true)
  const { text } = await metrics.scrape()
  expect(text).toContain('komo_braze_disk_free_bytes 6')
  expect(text).toContain('komo_braze_disk_above_floor 1')
})
