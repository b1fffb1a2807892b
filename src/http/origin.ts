/** What a URL's origin tells: whether it is the same as another's, and whether it is private (threats E-02, E-06). */
import { BlockList, isIPv4, isIPv6 } from 'node:net'

const privateNetworks = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
] as const

/** Made when first asked: it takes some milliseconds, and most runs meet names alone. */
let privateAddresses: BlockList | null = null

/**
 * Whether a URL's hostname is by its very spelling no public one: `localhost`, or a loopback, private or link-local
 * address. A public name may still resolve to such an address; what is behind it then has no certificate for the name.
 */
export function isPrivate(hostname: string): boolean {
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  const address = unbracketed(name)
  if (!isIPv4(address) && !isIPv6(address)) return false
  privateAddresses ??= blockListOf(privateNetworks)
  return privateAddresses.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}

/** Whether a hostname is a name of the public DNS by its spelling: with a dot, and no address. */
export function isPublicName(hostname: string): boolean {
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
  const address = unbracketed(name)
  return name.includes('.') && !isIPv4(address) && !isIPv6(address) && !isPrivate(name)
}

/** The same origin, by scheme, host and port. */
export function sameOrigin(one: URL, other: URL): boolean {
  return one.protocol === other.protocol && one.host === other.host
}

function blockListOf(networks: typeof privateNetworks): BlockList {
  const list = new BlockList()
  for (const [network, bits, family] of networks) list.addSubnet(network, bits, family)
  return list
}

function unbracketed(hostname: string): string {
  return hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname
}
