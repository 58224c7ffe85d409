// How long to wait before the next try: doubling, capped, and scattered so that batches and proxies do not come back together.

const FIRST_MS = 1_000
const LONGEST_BACKOFF_MS = 60_000

/** `failures` from 1; between half and the whole of 1 s, 2 s, 4 s … 60 s. */
export function backoff(failures: number, random: () => number): number {
  const whole = Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_BACKOFF_MS)
  return whole / 2 + (random() * whole) / 2
}
