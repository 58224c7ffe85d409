// Whose request this is: the peer's address, or what declared proxies say of it. The key that rates are counted by.
import { isIP, type BlockList } from 'node:net'

/**
 * @param peer the connection's remote address
 * @param forwardedFor the `X-Forwarded-For` header: believed from right to left, as far as declared proxies wrote it
 * @param ignored called where the header is not believed, because the peer is no declared proxy
 * @returns an IPv4 address, or an IPv6 network of 64 bits: what one subscriber has
 */
export function clientAddress(peer: string, forwardedFor: string | null, trusted: BlockList, ignored?: () => void): string {
  let address = plain(peer)
  const hops = forwardedFor === null ? [] : forwardedFor.split(',')
  const given = hops.length
  while (hops.length > 0 && isTrusted(address, trusted)) {
    const hop = plain(hops.pop()?.trim() ?? '')
    if (isIP(hop) === 0) break
    address = hop
  }
  if (given > 0 && hops.length === given) ignored?.()
  return isIP(address) === 6 ? network(address) : address
}

/** Whether this address belongs to a declared proxy. */
export function isTrusted(peer: string, trusted: BlockList): boolean {
  const address = plain(peer)
  const family = isIP(address)
  return family !== 0 && trusted.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** Without the port that some proxies add; `::ffff:1.2.3.4` is 1.2.3.4. */
function plain(text: string): string {
  const address = /^\[([^\]]+)\](:\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  return /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address
}

/** The first 64 bits, always spelled the same way; a zone (`%eth0`) is in the part that is dropped. */
function network(address: string): string {
  const [head = '', tail] = address.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length - (address.includes('.') ? 1 : 0))
  const groups = [...front, ...Array.from({ length: missing }, () => '0'), ...back]
  return `${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
