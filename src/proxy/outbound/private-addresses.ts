// Addresses that no declared address may lead to: this machine, private and link-local networks (cloud metadata among them), and addresses that no host has. Source: the IANA special-purpose address registries; RFC 3879 for fec0::/10, which some networks still use.
import { BlockList, isIP } from 'node:net'

const V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const

/** Besides these, whatever wraps an IPv4 address (mapped, NAT64, 6to4, Teredo) is refused as a whole. */
const V6 = [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['100:0:0:1::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const

// Two lists: one with `::ffff:0:0/96` in it would match every IPv4 address.
const refused4 = new BlockList()
const refused6 = new BlockList()
for (const [network, bits] of V4) refused4.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of V6) refused6.addSubnet(network, bits, 'ipv6')

/** Whether this is a public address, as far as its number tells. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  return family === 4 ? !refused4.check(address, 'ipv4') : family === 6 && !refused6.check(address, 'ipv6')
}
