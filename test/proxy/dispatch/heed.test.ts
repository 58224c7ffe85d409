// How long a rate limit without a time is waited for: longer each time in a row, and anew after an answer that is none. A long one is said.
import { expect, it } from 'vitest'
import type { BrazeReply } from '../../../src/proxy/braze/client.ts'
import type { Rest } from '../../../src/proxy/dispatch/answer.ts'
import { createHeed } from '../../../src/proxy/dispatch/heed.ts'
import { createPace } from '../../../src/proxy/dispatch/pace.ts'
import { createLog } from '../../../src/proxy/log.ts'
import { reply } from './braze-double.ts'
import { simulatedClock } from './simulated-clock.ts'

function parts() {
  const clock = simulatedClock()
  const pace = createPace([{ requests: 100, seconds: 1 }], clock.elapsed())
  const lines: string[] = []
  const log = createLog('info', { write: (line) => lines.push(line) })
  return { clock, pace, lines, heed: createHeed({ name: 'default', pace, clock, random: () => 1, log }) }
}

it('doubles, whatever fails to answer in between, and begins anew after another answer', async () => {
  const { clock, pace, heed } = parts()
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

it('of requests that were in flight together is one, and not as many in a row', async () => {
  const { clock, pace, heed } = parts()
  for (let others = 15; others >= 0; others--) heed(reply(429, ''), { kind: 'wait' }, others)
  expect(pace.heldUntil(0)).toBe(1_000)
  await clock.advance(1_000)
  for (let others = 15; others >= 0; others--) heed(reply(429, ''), { kind: 'wait' }, others)
  expect(pace.heldUntil(1_000)).toBe(3_000)
})

it('of a minute and more is said once, by whichever answer it comes', async () => {
  const { clock, heed, lines } = parts()
  const seconds = () => lines.map((line) => (JSON.parse(line) as { seconds: number }).seconds)
  const limited = (ms: number) => heed(reply(429, ''), { kind: 'wait', ms }, 0)
  limited(59_000)
  expect(seconds()).toEqual([])
  limited(90_000)
  limited(300_000)
  expect(seconds()).toEqual([90])
  await clock.advance(300_000)
  heed(reply(201, ''), { kind: 'taken' }, 0)
  const headers = { 'x-ratelimit-limit': '250000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(clock.now() / 1000 + 600) }
  heed(reply(201, '', headers), { kind: 'taken' }, 0)
  expect(seconds()).toEqual([90, 600])
})
