// How much of a limit is in use: never fewer than went, and at most what one slot adds.
import { expect, it } from 'vitest'
import { createUsage } from '../../../src/proxy/dispatch/usage.ts'

it.each([1_000, 500])('of the last %i ms none is left out, however long it has been counting', (ms) => {
  const usage = createUsage(1_000)
  const times: number[] = []
  const within = (now: number, length: number): number => times.filter((time) => time > now - length).length
  for (let now = 0; now < 5_000; now += now % 10 === 0 ? 9 : 1) {
    usage.add(now)
    times.push(now)
    expect(usage.count(now, ms)).toBeGreaterThanOrEqual(within(now, ms))
    expect(usage.count(now, ms)).toBeLessThanOrEqual(within(now, ms + 10))
  }
})
