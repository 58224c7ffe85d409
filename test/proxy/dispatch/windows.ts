// Sliding windows, looked at as a limiter would: what a pace must never exceed.
/** The most that went in any half-open window of this length. */
export function most(times: number[], windowMs: number): number {
  let from = 0
  let top = 0
  times.forEach((time, index) => {
    while ((times[from] ?? 0) <= time - windowMs) from++
    top = Math.max(top, index - from + 1)
  })
  return top
}
