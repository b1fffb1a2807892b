/** What a failed request is called: method, host and path, never a query or userinfo (threats H-05, H-06). */
import { CodedError, type ErrorCode } from '../errors.ts'
import { redact } from '../secrets.ts'

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

/** Whether an error of the network is worth another attempt (threats ). */
export function isTransient(error: unknown): boolean {
  return transient.has(networkCode(error) ?? '')
}

/**
 * A network error in the reader's words. Only its code is shown: the messages of proxies and of TLS libraries may hold
 * addresses with passwords. An error without code is a defect and is handed back as it is.
 */
export function networkFailure(error: unknown, method: string, url: URL, as: ErrorCode): unknown {
  const code = networkCode(error)
  if (error instanceof CodedError || code === null) return error
  const { what, hint } = explain(code, error, url)
  return new CodedError(as, `${requestLine(method, url)} failed: ${what} (${code})`, { hint })
}

function explain(code: string, error: unknown, url: URL): { what: string; hint: string } {
  if (code === 'ENOTFOUND') {
    return {
      what: 'host not found',
      hint: `Is ${url.hostname} spelled as it should be, and known to this runner's DNS? Behind a proxy, is the one in HTTPS_PROXY?`,
    }
  }
  if (code === 'ERR_PROXY_TUNNEL') {
    const status = error instanceof Error && 'statusCode' in error ? ` with ${String(error.statusCode)}` : ''
    return { what: `the proxy refused the connection${status}`, hint: 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.' }
  }
  if (isTls(code)) {
    return {
      what: 'TLS: the connection could not be secured',
      hint: `Check the certificate of ${url.host}; a private certificate authority is named in NODE_EXTRA_CA_CERTS.`,
    }
  }
  if (code.startsWith('HPE_')) {
    return { what: 'the answer is no well-formed HTTP', hint: `Is ${url.host} a registry, and no proxy in between?` }
  }
  return {
    what: 'the connection could not be made or broke off',
    hint: `Is ${url.host} reachable from this runner? Behind a proxy, set HTTPS_PROXY and NO_PROXY.`,
  }
}

function isTls(code: string): boolean {
  return /^(?:EPROTO$|ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_|ERROR_IN_CERT)/.test(
    code,
  )
}
