// UUID version 7 (RFC 9562): its order is the order in which this page made them; the proxy's index of known ids grows at its end.
let last = 0

export function uuid(): string {
  last = Math.max(last + 1, Date.now())
  const time = last.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`
}
