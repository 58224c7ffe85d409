// UUID version 7 (RFC 9562): ids sort in the order in which this page made them, and the proxy's index of known ids grows at its end.
let last = 0
/** One for the whole page, whose ids differ by their time. */
let random: string | undefined

export function uuid(): string {
  last = Math.max(last + 1, Date.now())
  // Twelve digits up to the year 2527.
  const time = '0' + last.toString(16)
  random ??= crypto.randomUUID().slice(15)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random}`
}
