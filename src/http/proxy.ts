/**
 * Which requests go through a proxy, by the variables that Go, curl, Node and GitHub's own toolkit read (threats R-80). They
 * agree on most of it; where they do not, this does as programs do that pull images on a runner: an entry with a leading dot stands
 * for subdomains alone (Go's x/net/http/httpproxy, actions/toolkit, actions/runner), lower-case variables come first (curl,
 * Node, actions/toolkit, actions/runner).
 */
import { BlockList, isIP, isIPv4 } from 'node:net'
import { domainToASCII } from 'node:url'
import { type CodedError, configError } from '../core/errors.ts'

export interface Proxies {
  /** The proxy for https as a URL that Node can use, with its login; null where there is none. */
  readonly https: string | null
  /** Whether this URL is asked without the proxy. */
  bypasses(url: URL): boolean
  /** Which entries of NO_PROXY cannot be used, counted from 1: they name no host, address or range. */
  readonly unusable: readonly number[]
}

/**
 * The proxies of this environment. http is spoken on loopback alone, so that HTTP_PROXY is for nothing here.
 * @throws {CodedError} CONFIG_ERROR where the proxy is set and cannot be used, without a part of its value: it may hold a
 * password
 */
export function readProxies(env: NodeJS.ProcessEnv): Proxies {
  const name = blanksTrimmed(env.https_proxy) === '' ? 'HTTPS_PROXY' : 'https_proxy'
  const text = blanksTrimmed(env[name])
  const https = text === '' ? null : proxyUrl(name, text)
  const { bypasses, unusable } = readExemptions(
    https === null ? '' : blanksTrimmed(env.no_proxy) || blanksTrimmed(env.NO_PROXY),
  )
  return { https, bypasses, unusable }
}

/** What of a proxy's value is secret, whether it can be used or not: its password, as it is written and as it is meant. */
export function proxySecrets(env: NodeJS.ProcessEnv): string[] {
  const values = [env.https_proxy, env.HTTPS_PROXY, env.http_proxy, env.HTTP_PROXY, env.all_proxy, env.ALL_PROXY]
  return values.flatMap((value = '') => {
    const login = /^(?:\s*[a-z][a-z0-9+.-]*:\/\/)?(.*)@/is.exec(value)?.[1] ?? ''
    const colon = login.indexOf(':')
    // Where there is no colon it may be a token by itself.
    const secret = login.slice(colon + 1)
    const user = login.slice(0, Math.max(colon, 0))
    const password = decoded(secret) ?? secret
    if (password === '') return []
    return [secret, password, Buffer.from(`${decoded(user) ?? user}:${password}`).toString('base64')]
  })
}

/** A line break is no slip that is passed over: Node, curl and Go refuse it, too. */
function blanksTrimmed(text = ''): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '')
}

/** Null where a percent sign in it begins no escape. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function proxyUrl(name: string, text: string): string {
  // What a URL's parser passes over, or takes for another part of the URL than was meant.
  if (/[\r\n]/.test(text)) throw unusableProxy(name, 'it has a line break in it or at its end')
  if (/[\0-\x20\x7f]/.test(text)) throw unusableProxy(name, 'it has a space or a control character in it')
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? []
  if (scheme !== undefined && !/^https?$/i.test(scheme)) {
    throw unusableProxy(name, 'its scheme is neither http nor https')
  }
  const url = URL.parse(scheme === undefined ? `http://${text}` : text)
  if (url === null || url.port === '0') throw unusableProxy(name, 'it is not a URL with a host and a valid port')
  if (`${url.pathname}${url.search}${url.hash}` !== '/') {
    throw unusableProxy(name, 'it has something behind its host and port')
  }
  if (decoded(url.username) === null || decoded(url.password) === null) {
    throw unusableProxy(name, 'a percent sign in its user name or password begins no escape')
  }
  return url.href
}

function unusableProxy(name: string, why: string): CodedError {
  return configError(`The variable ${name} cannot be used as a proxy: ${why}. Its value is not shown.`, {
    hint: 'Write it as http://HOST:PORT, or http://USER:PASSWORD@HOST:PORT with percent-escapes for special characters in the user name and the password (%40 for @).',
  })
}

// ── what is asked without it ─────────────────────────────────────────────────────────────────────────────────

/** What an entry says of a host, its port, and whether that is an address. */
type Exemption = (host: string, port: string, isAddress: boolean) => boolean

function readExemptions(text: string): Pick<Proxies, 'bypasses' | 'unusable'> {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '')
  const exemptions = entries.map((entry) => readExemption(withoutDot(entry.toLowerCase())))
  return {
    bypasses(url) {
      const host = withoutDot(unbracketed(url.hostname))
      const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
      return exemptions.some((exempts) => exempts?.(host, port, isIP(host) !== 0))
    },
    unusable: exemptions.flatMap((exempts, index) => (exempts === null ? [index + 1] : [])),
  }
}

/** Null where the entry names nothing that a URL could lead to. */
function readExemption(entry: string): Exemption | null {
  if (entry === '*') return () => true
  const range = readRange(entry)
  if (range !== null) return (host, _, isAddress) => isAddress && range.check(host, familyOf(host))
  const [, named = '', port = null] = isIP(entry) ? [entry, entry] : (/^(.+?)(?::([0-9]{1,5}))?$/s.exec(entry) ?? [])
  if (port !== null && (Number(port) < 1 || Number(port) > 65_535)) return null
  const isPort = (actual: string): boolean => port === null || Number(port) === Number(actual)
  const address = unbracketed(named)
  if (isIP(address)) {
    const list = new BlockList()
    list.addAddress(address, familyOf(address))
    return (host, actual, isAddress) => isAddress && isPort(actual) && list.check(host, familyOf(host))
  }
  return readName(named, isPort)
}

/** A name and all below it; with a dot, or `*.`, in front only those below it. Nothing ends in it but at a dot. */
function readName(named: string, isPort: (actual: string) => boolean): Exemption | null {
  const name = named.replace(/^\*?\./, '')
  const ascii = /[^\0-\x7f]/.test(name) ? domainToASCII(name) : name
  // A host whose last label is a number is an address (WHATWG URL), so that no host is called so.
  if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(ascii) || /(?:^|\.)[0-9]+$/.test(ascii)) return null
  const itself = name === named
  return (host, actual, isAddress) =>
    !isAddress && isPort(actual) && ((itself && host === ascii) || host.endsWith(`.${ascii}`))
}

/** `10.0.0.0/8`, `fd00::/8`; and Node's `10.0.0.1-10.0.0.9`. */
function readRange(entry: string): BlockList | null {
  const list = new BlockList()
  const [, network = '', bits = ''] = /^([^/]+)\/([0-9]{1,3})$/.exec(entry) ?? []
  const address = unbracketed(network)
  if (isIP(address) && Number(bits) <= (isIPv4(address) ? 32 : 128)) {
    list.addSubnet(address, Number(bits), familyOf(address))
    return list
  }
  const [first = '', last = '', ...others] = entry.split('-')
  if (!isIPv4(first) || !isIPv4(last) || others.length > 0) return null
  try {
    list.addRange(first, last, 'ipv4')
    return list
  } catch {
    // It ends before it begins.
    return null
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6'
}

function withoutDot(host: string): string {
  return host.endsWith('.') ? host.slice(0, -1) : host
}

function unbracketed(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
}
