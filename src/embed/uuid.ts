// UUID version 7 (RFC 9562): its order is the order in which this page made them; the proxy's index of known ids grows at its end.
let last = 0

export function uuid(): string {
  last = Math.max(last + 1, Date.now())
  const random = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const hex = last.toString(16).padStart(12, '0') + random
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-7$3-8$4-$5')
}
