/**
 * One HTTP request on Node's own client: bounded in size and time, tried again where that may help, without redirects
 * (redirect.ts) and without logins (auth.ts). Threats E-05, E-09 to E-12, R-01 to.
 */

import { setMaxListeners } from 'node:events'
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import https from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { now } from '../core/clock.ts'
import { CodedError, type ErrorCode } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { isLoopback } from '../core/loopback.ts'
import { learnSecretsOf } from '../core/secrets.ts'
import {
  abortError,
  connectionLostError,
  contentEncodingError,
  rateLimitError,
  requestTimeoutError,
  responseTooLargeError,
  retryAfterTooLongError,
} from './errors.ts'
import { isTransient, networkCode, networkFailure, requestLine } from './failure.ts'
import { readProxies } from './proxy.ts'
import { withSlot } from './request-slots.ts'
import { backoffMs, isTooLong, isTransientStatus, retryAfterMs } from './retry.ts'

export interface HttpRequest {
  method: 'GET' | 'POST'
  url: URL
  headers: Readonly<Record<string, string>>
  body?: string
  /** The longest body that a 2xx answer may have. */
  maxBytes: number
}

export interface HttpResponse {
  status: number
  headers: IncomingHttpHeaders
  /** Whole for a 2xx answer, else at most its first 64 KiB. */
  body: Uint8Array
  /** Where the answer came from. */
  url: URL
}

export interface HttpOptions {
  /** Ends every request of this client; its reason is what they throw, where that is a CodedError. */
  signal?: AbortSignal | undefined
  /** The deadline of one attempt, headers and body. */
  requestMs?: number | undefined
  /** The first wait between two attempts; each further one is twice as long. */
  retryBaseMs?: number | undefined
  /** The code of what goes wrong. */
  errorCode?: ErrorCode | undefined
  /**
   * Until when the server takes no more requests, in milliseconds from now, where it says so in a way of its own; null
   * for an answer that is not about that. Statuses and headers of HTTP itself are known anyway.
   */
  rateLimit?: ((response: HttpResponse, now: number) => number | null) | undefined
  /** What helps against a rate limit, beside waiting. */
  rateLimitHint?: string | undefined
  /** What the server itself says about an answer that is none of success, as the end of a sentence. */
  words?: ((response: HttpResponse) => string) | undefined
  /** HTTPS_PROXY and NO_PROXY are read from here. */
  env?: NodeJS.ProcessEnv | undefined
  /** Told about every attempt: method, URL without query, status or network code, milliseconds. */
  onRequest?: ((line: string) => void) | undefined
}

export interface Http {
  send(request: HttpRequest): Promise<HttpResponse>
}

interface ClientSettings {
  signal: AbortSignal | null
  requestMs: number
  retryBaseMs: number
  errorCode: ErrorCode
  rateLimit: (response: HttpResponse, now: number) => number | null
  rateLimitHint: string
  words: (response: HttpResponse) => string
  onRequest: (line: string) => void
  agentFor(url: URL): http.Agent
}

/** Larger than any registry's error; a page of HTML behind an error is of no use to anybody. */
const errorBodyBytes = 64 * 1024
/** All headers of an answer together. */
const headerBytes = 16 * 1024

/**
 * A client. `send` gives every answer that is no transient failure, of whatever status.
 * @throws {CodedError} CONFIG_ERROR where the environment names a proxy that cannot be used
 * @throws {CodedError} (send) TIMEOUT at the deadline, LIMIT_EXCEEDED where the body is longer than asked for,
 * `errorCode` where the network fails for good or the server asks for a wait that is too long
 */
export function createHttp(options: HttpOptions = {}): Http {
  // Every waiting request listens to the one signal of the step; many of them are no leak.
  if (options.signal) setMaxListeners(0, options.signal)
  const wire: ClientSettings = {
    signal: options.signal ?? null,
    requestMs: options.requestMs ?? limits.requestMs,
    retryBaseMs: options.retryBaseMs ?? 250,
    errorCode: options.errorCode ?? 'REGISTRY_ERROR',
    rateLimit: options.rateLimit ?? (() => null),
    rateLimitHint: options.rateLimitHint ?? 'Re-run the job after that time.',
    words: options.words ?? (() => ''),
    onRequest: options.onRequest ?? (() => {}),
    agentFor: createAgents(options.env ?? process.env),
  }
  return { send: (request) => sendWithRetries(request, wire) }
}

/** No proxy stands between a runner and itself, and TLS is not to be switched off by the environment. */
function createAgents(env: NodeJS.ProcessEnv): (url: URL) => http.Agent {
  const proxies = readProxies(env)
  const plain = new http.Agent({ keepAlive: true })
  const direct = new https.Agent({ keepAlive: true, rejectUnauthorized: true })
  if (proxies.https === null) return (url) => (url.protocol === 'http:' ? plain : direct)
  // Node is told nothing of NO_PROXY: it reads it in another way than others do (nodejs/node#65616).
  const proxyEnv = { HTTPS_PROXY: proxies.https }
  const proxied = new https.Agent({ keepAlive: true, rejectUnauthorized: true, proxyEnv })
  return (url) => {
    if (url.protocol === 'http:') return plain
    return isLoopback(url.hostname) || proxies.bypasses(url) ? direct : proxied
  }
}

async function sendWithRetries(request: HttpRequest, wire: ClientSettings): Promise<HttpResponse> {
  let waited = 0
  for (let attempt = 0; ; attempt++) {
    const outcome = await tryOnce(request, wire)
    const failed = outcome instanceof Error
    const limited = failed ? null : wire.rateLimit(outcome, Date.now())
    const again = failed ? isTransient(outcome) : limited !== null || isTransientStatus(outcome.status)
    if (!again || attempt === limits.retries) {
      if (failed) throw networkFailure(outcome, request.method, request.url, wire.errorCode)
      return outcome
    }
    const asked = failed ? null : (limited ?? retryAfterMs(outcome.headers['retry-after'], Date.now()))
    // Over all attempts, for the step has other places to ask and little time.
    if (!failed && asked !== null && isTooLong(waited + asked)) {
      const isLimit = limited !== null || outcome.status === 429
      const told = { status: outcome.status, waitMs: asked, words: wire.words(outcome), hint: wire.rateLimitHint }
      throw (isLimit ? rateLimitError : retryAfterTooLongError)(request, told, wire.errorCode)
    }
    const wait = Math.max(asked ?? 0, backoffMs(attempt, wire.retryBaseMs, Math.random()))
    waited += wait
    await pause(wait, wire)
  }
}

/** The answer, or what broke it; an error that is not the network's is thrown at once. */
async function tryOnce(request: HttpRequest, wire: ClientSettings): Promise<HttpResponse | Error> {
  const line = requestLine(request.method, request.url)
  return withSlot(
    () => abortError(wire.signal),
    wire.signal,
    async () => {
      const start = now()
      const report = (result: string | number) => {
        wire.onRequest(`${line} ${result} ${Math.round(now() - start)} ms`)
      }
      try {
        const response = await exchange(request, wire)
        const isTold = response.status < 400 || response.status === 404
        report(isTold ? response.status : `${response.status}${wire.words(response)}`)
        return response
      } catch (error) {
        report(error instanceof CodedError ? error.code : (networkCode(error) ?? 'failed'))
        if (error instanceof CodedError || !(error instanceof Error)) throw error
        return error
      }
    },
  )
}

/** One request and its whole answer. Settles by the deadline at the latest, whatever the server does. */
function exchange(request: HttpRequest, wire: ClientSettings): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    // Whoever gets it may say it back: from here on it is known, whoever asked for the request.
    learnSecretsOf(request.headers, request.body)
    const client = request.url.protocol === 'http:' ? http : https
    const outgoing = client.request(request.url, {
      method: request.method,
      headers: { 'User-Agent': 'verify-image-provenance', 'Accept-Encoding': 'identity', ...request.headers },
      agent: wire.agentFor(request.url),
      maxHeaderSize: headerBytes,
      insecureHTTPParser: false,
    })
    const deadline = setTimeout(() => fail(requestTimeoutError(request, wire.requestMs)), wire.requestMs)
    const onAbort = () => fail(abortError(wire.signal))
    wire.signal?.addEventListener('abort', onAbort, { once: true })
    const settle = () => {
      clearTimeout(deadline)
      wire.signal?.removeEventListener('abort', onAbort)
    }
    const fail = (error: Error) => {
      settle()
      reject(error)
      outgoing.destroy()
    }
    let answered = false
    outgoing.on('error', fail)
    outgoing.on('response', (incoming) => {
      answered = true
      readBody(incoming, request, wire).then((body) => {
        settle()
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body, url: request.url })
      }, fail)
    })
    outgoing.on('close', () => {
      if (!answered) fail(connectionLostError())
    })
    if (wire.signal?.aborted) return fail(abortError(wire.signal))
    outgoing.end(request.body)
  })
}

/** The body, never more of it in memory than is allowed: nothing is reserved because a header says so (threats E-10). */
function readBody(incoming: IncomingMessage, request: HttpRequest, wire: ClientSettings): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const good = isSuccess(incoming.statusCode)
    const most = good ? request.maxBytes : Math.min(request.maxBytes, errorBodyBytes)
    const chunks: Buffer[] = []
    let length = 0
    const overflow = () => {
      if (good) reject(responseTooLargeError(request))
      else resolve(Buffer.concat(chunks))
      incoming.destroy()
    }
    incoming.on('error', reject)
    incoming.on('close', () => reject(connectionLostError()))
    incoming.on('end', () => (incoming.complete ? resolve(Buffer.concat(chunks)) : reject(connectionLostError())))
    const encoding = incoming.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
    if (good && encoding !== 'identity' && encoding !== '') return reject(contentEncodingError(request, wire.errorCode))
    if (Number(incoming.headers['content-length'] ?? 0) > most) return overflow()
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > most) overflow()
      else chunks.push(chunk)
    })
  })
}

function isSuccess(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300
}

async function pause(ms: number, wire: ClientSettings): Promise<void> {
  try {
    await sleep(ms, undefined, wire.signal === null ? {} : { signal: wire.signal })
  } catch {
    // Nothing but the signal ends a sleep early.
    throw abortError(wire.signal)
  }
}
