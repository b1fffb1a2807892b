/** What a failed request is called: method, host and path, never a query or userinfo (threats H-05, H-06). */
import { CodedError, type ErrorCode } from '../core/errors.ts'
import { isLoopback } from '../core/loopback.ts'
import { redact } from '../core/secrets.ts'

/** The request as messages name it. */
export function requestLine(method: string, url: URL): string {
  const path = url.pathname.length > 300 ? `${redact(url.pathname, 300)}...` : url.pathname
  return `${method} ${url.origin}${path}`
}

/** Codes after which the same request may well succeed. What is not known to be transient is not tried again. */
const transient = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
])

/** Node's code of a network error; null for anything that is none. */
export function networkCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : null
}

/** Whether an error of the network is worth another attempt (threats R-03, R-06, R-07). */
export function isTransient(error: unknown): boolean {
  return transient.has(networkCode(error) ?? '')
}

/**
 * A network error in the reader's words. Only its code is shown: the messages of proxies and of TLS libraries may hold
 * addresses with passwords. An error without code is a defect and is handed back as it is.
 */
export function networkFailure(error: unknown, method: string, url: URL, as: ErrorCode): unknown {
  const code = networkCode(error)
  if (!(error instanceof Error) || error instanceof CodedError || code === null) return error
  const { what, hint } = explain(code, error, url)
  return new CodedError(as, `${requestLine(method, url)} failed: ${what} (${code})`, { hint })
}

interface Explained {
  what: string
  hint: string
}

function explain(code: string, error: Error, url: URL): Explained {
  if (code === 'ENOTFOUND') {
    return {
      what: 'host not found',
      hint: `Is ${url.hostname} spelled as it should be, and known to this runner's DNS? Behind a proxy, is the one in HTTPS_PROXY?`,
    }
  }
  if (code === 'ERR_PROXY_TUNNEL') return explainProxy(error)
  if (code.startsWith('HPE_')) {
    const hint = `Is ${url.host} a registry, and no proxy in between?`
    return { what: 'the response is not well-formed HTTP', hint: url.protocol === 'http:' ? overHttp(url) : hint }
  }
  return explainTls(code, error, url) ?? explainConnection(code, error, url)
}

function explainProxy(error: Error): Explained {
  const status = 'statusCode' in error ? String(error.statusCode) : null
  const what = `the proxy refused the connection${status === null ? '' : ` with ${status}`}`
  if (status !== '407') return { what, hint: 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.' }
  return {
    what,
    hint: 'The proxy wants a login: write it into HTTPS_PROXY, as http://USER:PASSWORD@HOST:PORT with the password from a secret, or name the host in NO_PROXY.',
  }
}

function explainConnection(code: string, error: Error, url: URL): Explained {
  if (code === 'ECONNRESET' && error.message.includes('before secure TLS connection')) {
    return {
      what: 'the connection was closed before it could be secured',
      hint: `Does that port of ${url.host} speak TLS, and does the network in between let it through? Only loopback is spoken to over http.`,
    }
  }
  const what = 'the connection could not be made or broke off'
  if (code === 'ECONNRESET' && url.protocol === 'http:') return { what, hint: overHttp(url) }
  return { what, hint: `Is ${url.host} reachable from this runner? Behind a proxy, set HTTPS_PROXY and NO_PROXY.` }
}

/** An https server answers http with rubbish, or not at all. */
function overHttp(url: URL): string {
  return `Is ${url.host} reachable from this runner, and does it speak http? Loopback is spoken to over http, never over https.`
}

/** What TLS itself calls the trouble, by Node's code and the words of OpenSSL, which are constants; they are not shown. */
const tlsTroubles: readonly (readonly [RegExp, (url: URL) => Explained])[] = [
  [/wrong[ _]version[ _]number|packet length too long|record layer failure/i, speaksHttp],
  [
    /CERT_HAS_EXPIRED/,
    (url) => ({
      what: 'TLS: its certificate has expired',
      hint: `Have the certificate of ${url.host} renewed. Is the clock of this runner right?`,
    }),
  ],
  [
    /CERT_NOT_YET_VALID/,
    (url) => ({
      what: 'TLS: its certificate is not valid yet',
      hint: `Is the clock of this runner right? If it is, ${url.host} needs another certificate.`,
    }),
  ],
  [
    /ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|unrecognized[ _]name/i,
    (url) => ({
      what: 'TLS: its certificate is for another name',
      hint: `Write the name that is in the certificate in place of ${url.hostname}, or have ${url.hostname} added to the certificate.`,
    }),
  ],
  [
    /SELF_SIGNED|UNABLE_TO_|INVALID_CA|CERT_UNTRUSTED/,
    (url) => ({
      what: 'TLS: its certificate comes from an authority that this runner does not know',
      hint: `Is this really ${url.host}? Then name the certificate of its private authority in NODE_EXTRA_CA_CERTS.`,
    }),
  ],
  [
    /certificate[ _]required/i,
    (url) => ({
      what: 'TLS: it asks for a client certificate',
      hint: `This action has none: use an address of ${url.host} where none is asked for.`,
    }),
  ],
  [
    /protocol[ _]version|unsupported[ _]protocol|handshake[ _]failure|no[ _]shared[ _]cipher|no[ _]protocols/i,
    (url) => ({
      what: 'TLS: the two sides have no version or cipher in common',
      hint: `${url.host}, or a proxy in between, has to speak TLS 1.2 or 1.3.`,
    }),
  ],
]

function explainTls(code: string, error: Error, url: URL): Explained | null {
  if (!isTls(code)) return null
  const known = tlsTroubles.find(([pattern]) => pattern.test(`${code} ${error.message}`))
  return (
    known?.[1](url) ?? {
      what: 'TLS: the connection could not be secured',
      hint: `Check the certificate of ${url.host}; a private certificate authority is named in NODE_EXTRA_CA_CERTS.`,
    }
  )
}

/** Told by what has come in place of TLS; nothing is ever asked over http to find out (threats E-05). */
function speaksHttp(url: URL): Explained {
  if (isLoopback(url.hostname)) return { what: 'it speaks http, not https', hint: `Write http://${url.host} instead.` }
  return {
    what: 'it speaks http; only loopback is spoken to over http',
    hint: `Put TLS in front of ${url.host}. A service container of this job can be named localhost instead, with its port published (\`ports: ['5000:5000']\`), in a job without \`container\`. Behind a proxy, is the one in HTTPS_PROXY an http:// address?`,
  }
}

function isTls(code: string): boolean {
  return /^(?:EPROTO$|ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_|ERROR_IN_CERT)/.test(
    code,
  )
}
