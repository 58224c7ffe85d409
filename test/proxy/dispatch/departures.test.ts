// When one more may go, by those that went before.
import { expect, test } from 'vitest'
import { createDepartures } from '../../../src/proxy/dispatch/departures.ts'

const after = (requests: number, times: number[]) => createDepartures(requests, 1_000, times)

test.each<[string, ReturnType<typeof createDepartures>, reserved: number, wait: number]>([
  ['as many as may go have not gone yet', after(3, [0, 10]), 0, 0],
  ['a window after the first of as many', after(3, [0, 10, 20]), 0, 970],
  ['behind another that is reserved, after the second', after(3, [0, 10, 20]), 1, 980],
  ['of more than may go now, the last count', after(2, [0, 10, 20]), 0, 980],
  ['a limit that was lowered and raised again knows all that went', after(3, after(1, [0, 10, 20]).all()), 0, 970],
  ['a raised one has room for more', after(4, after(3, [0, 10, 20]).all()), 0, 0],
])('%s', (_name, departures, reserved, wait) => {
  expect(departures.wait(30, reserved)).toBe(wait)
})
