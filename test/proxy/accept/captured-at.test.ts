// When an envelope was captured, by the proxy's clock.
import { describe, expect, test } from 'vitest'
import { capturedAt } from '../../../src/proxy/accept/captured-at.ts'

const NOW = 1_795_000_000_000
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Captured so long before it was sent, by a page whose clock is off by `offBy`. */
const sentAfter = (ms: number, offBy = 0) => capturedAt(NOW + offBy - ms, { now: NOW, sentAt: NOW + offBy }, 3 * DAY)

describe('what lay between capture and sending counts, however far the page’s clock is off', () => {
  test.each([0, -5 * 365 * DAY, 5 * 365 * DAY])('by %i ms', (offBy) => {
    expect(sentAfter(2 * HOUR, offBy)).toEqual({ at: NOW - 2 * HOUR, clamped: false })
  })
})

test.each<[string, number, { at: number; clamped: boolean }]>([
  ['as old as the hub lets a page keep it, and an hour for clocks', 3 * DAY + HOUR, { at: NOW - 3 * DAY - HOUR, clamped: false }],
  ['older by what two rounded clocks make', 3 * DAY + HOUR + 1000, { at: NOW - 3 * DAY - HOUR, clamped: false }],
  ['older', 3 * DAY + HOUR + 1001, { at: NOW - 3 * DAY - HOUR, clamped: true }],
  ['after it was sent, by what two rounded clocks make', -1000, { at: NOW, clamped: false }],
  ['after it was sent', -1001, { at: NOW, clamped: true }],
])('an envelope that is %s', (_, ms, expected) => {
  expect(sentAfter(ms)).toEqual(expected)
})
