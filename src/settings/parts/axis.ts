// A round top and few ticks for an axis of counts that starts at 0.
export function axisOf(highest: number): { top: number; ticks: number[] } {
  const rough = Math.max(1, highest) / 3
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * magnitude).find((one) => one >= rough) ?? 10 * magnitude)
  const count = Math.max(1, Math.ceil(highest / step))
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) }
}
