// A round top and few ticks for an axis that starts at 0.

/** @param roundStep the round step that is nearest above this one */
export function axisOf(highest: number, roundStep = countStep): { top: number; ticks: number[] } {
  const step = roundStep(Math.max(1, highest) / 3)
  const count = Math.max(1, Math.ceil(highest / step))
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) }
}

/** Of counts: 1, 2, 5, 10, 20 … */
function countStep(least: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(least))
  return Math.max(1, [1, 2, 5, 10].map((factor) => factor * magnitude).find((one) => one >= least) ?? 10 * magnitude)
}

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400
const UP_TO_A_DAY = [1, 2, 5, 10, 30, ...[1, 2, 5, 10, 30].map((count) => count * MINUTE), ...[1, 2, 6, 12].map((count) => count * HOUR)]

/** Of spans of time, in seconds: 10 sec, 30 sec, 1 min … 12 hr, then whole days. */
export function timeStep(least: number): number {
  return UP_TO_A_DAY.find((one) => one >= least) ?? Math.ceil(least / DAY) * DAY
}
