// The hash table of lanes does what a Map would do.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLaneCounts } from '../../../src/proxy/outbox/lane-counts.ts'

it('counts as a Map would, through collisions, gaps and growth', () => {
  // Few different remainders, so that lanes meet in the table.
  const lane = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 60 })).map(([a, b]) => a + b * 4096 * 7)
  const step = fc.record({ lane, add: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6_000, size: 'max' }), (steps) => {
      const counts = createLaneCounts()
      const map = new Map<number, number>()
      for (const { lane, add } of steps) {
        const before = map.get(lane) ?? 0
        map.set(lane, add ? before + 1 : Math.max(0, before - 1))
        if (add) counts.add(lane)
        else counts.remove(lane)
      }
      for (const [lane, count] of map) expect(counts.get(lane)).toBe(count)
    }),
    { numRuns: 60, seed: 7 },
  )
})

it('grows to a million lanes', () => {
  const counts = createLaneCounts()
  for (let index = 0; index < 1_000_000; index++) counts.add((index * 2_654_435_761) % 2 ** 48)
  expect(counts.get((999_999 * 2_654_435_761) % 2 ** 48)).toBe(1)
  for (let index = 0; index < 999_999; index++) counts.remove((index * 2_654_435_761) % 2 ** 48)
  expect(counts.get((5 * 2_654_435_761) % 2 ** 48)).toBe(0)
  expect(counts.get((999_999 * 2_654_435_761) % 2 ** 48)).toBe(1)
})

it('who leaves the last place takes nobody from the first', () => {
  const counts = createLaneCounts()
  counts.add(4_095)
  counts.add(4_096)
  counts.remove(4_095)
  expect(counts.get(4_096)).toBe(1)
})
