// How long a rate limit without a time is waited for: longer each time in a row, and anew after an answer that is none.
import { expect, it } from 'vitest'
import type { BrazeReply } from '../../../src/proxy/braze/client.ts'
import type { Rest } from '../../../src/proxy/dispatch/answer.ts'
import { createHeed } from '../../../src/proxy/dispatch/heed.ts'
import { createPace } from '../../../src/proxy/dispatch/pace.ts'
import { reply } from './braze-double.ts'
import { simulatedClock } from './simulated-clock.ts'

it('doubles, whatever fails to answer in between, and begins anew after another answer', async () => {
  const clock = simulatedClock()
  const pace = createPace([{ requests: 100, seconds: 1 }], clock.elapsed())
  const heed = createHeed(pace, clock, () => 1)
  const waitAfter = async (given: BrazeReply, rest: Rest): Promise<number> => {
    heed(given, rest, 0)
    const ms = (pace.heldUntil(clock.elapsed()) ?? clock.elapsed()) - clock.elapsed()
    await clock.advance(ms)
    return ms
  }
  const limited = () => waitAfter(reply(429, ''), { kind: 'wait' })
  expect([await limited(), await limited(), await limited()]).toEqual([1_000, 2_000, 4_000])
  expect(await waitAfter({ failure: 'reset', started: true }, { kind: 'retry', reason: 'reset', ambiguous: true })).toBe(0)
  expect(await limited()).toBe(8_000)
  expect(await waitAfter(reply(201, ''), { kind: 'taken' })).toBe(0)
  expect(await limited()).toBe(1_000)
})
