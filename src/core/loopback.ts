/** The one exception to https: a machine speaking to itself (contract, section 2). */
import { isIPv4 } from 'node:net'

/** `localhost`, `127.0.0.0/8` and `[::1]`, as `URL.hostname` spells them. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'))
}
