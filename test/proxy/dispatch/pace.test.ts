// Pace: never above any limit in any sliding window, near it when there is enough to send, lowered by Braze's headers and never raised.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPace } from '../../../src/proxy/dispatch/pace.ts'
import type { Rate } from '../../../src/proxy/dispatch/workspace.ts'
import { most } from './windows.ts'

const START = 1_777_888_800_000
const RUNS = process.env['FULL'] ? 2_000 : 200

/** Sends as fast as it may for so long, with a delay between asking and going that differs, and timers that fire late. */
function sendFor(pace: ReturnType<typeof createPace>, ms: number, from = START, delays: number[] = [0], late: number[] = [0]): number[] {
  const times: number[] = []
  let now = from
  for (let count = 0, waits = 0; now < from + ms; count++) {
    const wait = Math.ceil(pace.wait(now))
    if (wait > 0) {
      now += wait + (late[waits++ % late.length] ?? 0)
      continue
    }
    pace.reserve()
    now += delays[count % delays.length] ?? 0
    pace.use(now)
    times.push(now)
  }
  return times
}

const rate = fc.record({ requests: fc.integer({ min: 1, max: 4_000 }), seconds: fc.constantFrom(0.5, 1, 3, 10, 60) })

describe('pace', () => {
  it('never exceeds any of its limits in any sliding window, whatever the idle times, delays and late timers', () => {
    fc.assert(
      fc.property(
        fc.array(rate, { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2_000 })), { minLength: 1, maxLength: 5 }),
        (rates: Rate[], delays, pauses, late) => {
          const pace = createPace(rates, START)
          const times: number[] = []
          let now = START
          for (const pause of pauses) {
            times.push(...sendFor(pace, 2_000, now, delays, late))
            now = Math.max(now + 2_000, times.at(-1) ?? 0) + pause
          }
          for (const { requests, seconds } of rates) expect(most(times, seconds * 1000)).toBeLessThanOrEqual(requests)
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('tells how much of each limit is in use, and how far Braze has lowered it', () => {
    const pace = createPace(
      [
        { requests: 100, seconds: 1 },
        { requests: 1_000, seconds: 60 },
      ],
      START,
    )
    const sent = sendFor(pace, 1_000).length
    const [short, long] = pace.windows(START + 1_000)
    expect(long).toEqual({ used: sent, requests: 1_000, seconds: 60 })
    expect(short?.used).toBeGreaterThan(0)
    expect(short?.used).toBeLessThanOrEqual(100)
    expect(pace.windows(START + 5_000).map(({ used }) => used)).toEqual([0, sent])

    pace.limitTo({ remaining: 7, ms: 25_000 }, 0, START + 5_000)
    expect(pace.windows(START + 5_000).map(({ requests }) => requests)).toEqual([7, sent + 7])
    expect(pace.heldUntil(START + 5_000)).toBeUndefined()
    pace.limitTo({ remaining: 0, ms: 25_000 }, 0, START + 5_000)
    expect(pace.heldUntil(START + 5_000)).toBe(START + 30_000)
    expect(pace.windows(START + 30_000).map(({ requests }) => requests)).toEqual([100, 1_000])
    expect(pace.heldUntil(START + 30_000)).toBeUndefined()
  })

  it('a process that takes over within the window stays within the limit too, even where the one before had saved up a burst', () => {
    const rates = [{ requests: 3_000, seconds: 3 }]
    const before = createPace(rates, START)
    const times = [...sendFor(before, 500), ...sendFor(before, 100, START + 5_000)]
    times.push(...sendFor(createPace(rates, START + 5_101), 4_000, START + 5_101))
    expect(most(times, 3_000)).toBeLessThanOrEqual(3_000)
  })

  it.each([
    [{ requests: 3_000, seconds: 3 }, 60],
    [{ requests: 50, seconds: 1 }, 60],
    [{ requests: 250_000, seconds: 3_600 }, 3_600],
  ])('uses at least 95 %% of %o', (limit, seconds) => {
    const times = sendFor(createPace([limit], START), seconds * 1_000)
    expect(times.length).toBeGreaterThanOrEqual((0.95 * limit.requests * seconds) / limit.seconds)
  })

  it('a timer that is late costs no share: every fifth by 150 ms, with 50 requests a second allowed', () => {
    const times = sendFor(createPace([{ requests: 150, seconds: 3 }], START), 60_000, START, [0], [0, 0, 0, 0, 150])
    expect(times.length).toBeGreaterThanOrEqual(0.95 * 50 * 60)
    expect(most(times, 3_000)).toBeLessThanOrEqual(150)
  })

  it('headers lower it until their reset, and never raise it', () => {
    const pace = createPace([{ requests: 10, seconds: 1 }], START)
    expect(most(sendFor(pace, 5_000), 1_000)).toBeGreaterThanOrEqual(9)
    let now = START + 10_000
    pace.limitTo({ remaining: 5, ms: 5_000 }, 2, now)
    const lowered = sendFor(pace, 5_000, now)
    expect(lowered.filter((time) => time < now + 5_000)).toHaveLength(3)
    now += 20_000
    pace.limitTo({ limit: 1_000_000, remaining: 1_000_000, ms: 60_000 }, 0, now)
    expect(most(sendFor(pace, 5_000, now), 1_000)).toBeLessThanOrEqual(10)
    now += 20_000
    pace.limitTo({ limit: 3, remaining: 0, ms: 90_000 }, 0, now)
    expect(sendFor(pace, 89_000, now)).toEqual([])
  })

  it('of a limit it keeps itself, a header counts only where others use it too', () => {
    const limit = { requests: 10, seconds: 1 }
    const pace = createPace([limit], START)
    const used = sendFor(pace, 1_000).length
    const now = START + 1_000
    pace.limitTo({ limit: 10, remaining: 10 - used, ms: 60_000 }, 0, now)
    expect(sendFor(pace, 2_000, now).length).toBeGreaterThan(15)
    pace.limitTo({ limit: 10, remaining: 0, ms: 50_000 }, 0, now + 10_000)
    expect(sendFor(pace, 2_000, now + 10_000)).toEqual([])
  })

  it('holds for as long as it was told', () => {
    const pace = createPace([{ requests: 100, seconds: 1 }], START)
    pace.holdUntil(START + 30_000)
    pace.holdUntil(START + 10_000)
    expect(sendFor(pace, 31_000)[0]).toBe(START + 30_000)
  })

  const slow = { requests: 100, seconds: 60 }
  it.each<[string, Rate[], Rate[]]>([
    ['put before it', [slow], [{ requests: 3_000, seconds: 3 }, slow]],
    ['taken away before it', [{ requests: 20, seconds: 1 }, slow], [slow]],
  ])('knows what went by a limit where another one is %s', (_name, before, after) => {
    const pace = createPace(before, START)
    const times = sendFor(pace, 200_000)
    // It catches up with what a late timer has missed, and only what went before tells how far it may.
    const now = (times.at(-1) ?? 0) + 6_000
    times.push(...sendFor(pace, 500, now))
    pace.setRates(after, now + 500)
    expect(pace.windows(now + 500).find(({ seconds }) => seconds === 60)?.used).toBeGreaterThan(90)
    times.push(...sendFor(pace, 120_000, now + 500))
    expect(most(times, 60_000)).toBeLessThanOrEqual(100)
  })

  it('keeps what was spent when the limits change', () => {
    const pace = createPace([{ requests: 100, seconds: 1 }], START)
    sendFor(pace, 1_000)
    pace.setRates([{ requests: 10, seconds: 1 }], START + 1_001)
    expect(sendFor(pace, 999, START + 1_001).length).toBeLessThanOrEqual(10)
  })
})

it('what is reserved counts against what Braze left', () => {
  const pace = createPace([{ requests: 100, seconds: 1 }], 0)
  pace.wait(10_000)
  pace.limitTo({ remaining: 1, ms: 50_000 }, 0, 10_000)
  pace.reserve()
  expect(pace.wait(10_000)).toBe(50_000)
})

it('lower limits keep no larger burst, and what had come back before they were read again is not lost', () => {
  const pace = createPace([{ requests: 3_000, seconds: 3 }], START)
  expect(pace.wait(START + 10_000)).toBe(0)
  pace.setRates([{ requests: 10, seconds: 1 }], START + 10_000)
  expect(sendFor(pace, 50, START + 10_000)).toHaveLength(1)
  const slow = createPace([{ requests: 1, seconds: 60 }], START)
  expect(sendFor(slow, 60_001)).toEqual([START + 60_000])
  slow.setRates([{ requests: 1, seconds: 60 }], START + 130_000)
  expect(slow.wait(START + 130_000)).toBe(0)
})

it('changed limits give no new burst', () => {
  const pace = createPace([{ requests: 100, seconds: 1 }], 0)
  while (pace.wait(10_000) === 0) {
    pace.reserve()
    pace.use(10_000)
  }
  pace.setRates([{ requests: 200, seconds: 1 }], 10_000)
  expect(pace.wait(10_000)).toBeGreaterThan(0)
})
