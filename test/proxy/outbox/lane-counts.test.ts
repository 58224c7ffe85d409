// How many rows each lane has, in pages of a fixed length.
import { expect, it } from 'vitest'
import { laneCounts } from '../../../src/proxy/outbox/lane-counts.ts'
it('who leaves the last place takes nobody from the first', () => {
  const counts = laneCounts()
  counts.add(4_095)
  counts.add(4_096)
  counts.remove(4_095)
  expect(counts.get(4_096)).toBe(1)
})
