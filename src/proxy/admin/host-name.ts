// What the host in an address says of whoever uses it.
import { isIP } from 'node:net'

/** @param host as `URL.hostname` has it */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || isLoopbackAddress(host)
}

/** @param address as a socket has it */
export function isLoopbackAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '')
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'))
}

/** Whether it is a name that anybody's DNS server may answer for, with any address. @param host as `URL.hostname` has it */
export function isDnsName(host: string): boolean {
  return isIP(host.replace(/^\[|\]$/g, '')) === 0 && host.includes('.') && !/\.localhost\.?$/.test(host)
}
