// UUID version 7 (RFC 9562): made in the order of time, so that the proxy's index of known ids grows at its end.
export function uuid(): string {
  const random = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const hex = Date.now().toString(16).padStart(12, '0') + random
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-7$3-8$4-$5')
}
