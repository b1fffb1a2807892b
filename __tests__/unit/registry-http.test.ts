import assert from 'node:assert/strict'
import { createServer as createHttpServer, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { CodedError } from '../../src/errors.ts'
import { limits } from '../../src/limits.ts'
import { isTransient, networkFailure } from '../../src/registry/failure.ts'
import { type HttpOptions, openHttp } from '../../src/registry/http.ts'
import { backoffMs, isTooLong, retryAfterMs, untilText } from '../../src/registry/retry.ts'
import { coded, serve } from '../support/loopback.ts'

const MiB = 1024 * 1024

/** A GET with tests' patience: retries come at once. */
function get(url: string, options: HttpOptions & { maxBytes?: number } = {}) {
  const { maxBytes = MiB, ...rest } = options
  const http = openHttp({ retryBaseMs: 1, ...rest })
  return http.send({ method: 'GET', url: new URL(url), headers: {}, maxBytes })
}

const _redirectTo = (response: ServerResponse, location: string) =>
  response.writeHead(307, { Location: location }).end()

/** What a raw TCP server says to each connection. */
async function serveRaw(speak: (socket: Socket, count: number) => void) {
  let count = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    speak(socket, ++count)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => count,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe('one request', () => {
  it('says who asks, and asks for no compression', async () => {
    await using server = await serve((_, response) => response.end('hello'))
    const { status, body } = await get(`${server.origin}/x?y=1`)
    assert.deepEqual([status, Buffer.from(body).toString()], [200, 'hello'])
    const { headers } = server.seen[0] ?? {}
    assert.equal(headers?.['user-agent'], 'verify-image-provenance')
    assert.equal(headers?.['accept-encoding'], 'identity')
    assert.equal(headers?.authorization, undefined)
  })
  it('gives answers of any status', async () => {
    await using server = await serve((_, response) => response.writeHead(404).end('no'))
    assert.equal((await get(server.origin)).status, 404)
    assert.equal(server.seen.length, 1)
  })
  it('keeps its connection for the next', async () => {
    const ports = new Set<number | undefined>()
    await using server = await serve((_, response) => {
      ports.add(response.socket?.remotePort)
      response.end('x')
    })
    const http = openHttp()
    for (let n = 0; n < 3; n++)
      await http.send({ method: 'GET', url: new URL(server.origin), headers: {}, maxBytes: 1 })
    assert.equal(ports.size, 1)
  })
  it('H-05: is reported without its query', async () => {
    await using server = await serve((_, response) => response.end('x'))
    const lines: string[] = []
    await get(`${server.origin}/path?secret=1`, { onRequest: (line) => lines.push(line) })
    assert.match(lines.join('\n'), /^GET http:\/\/127\.0\.0\.1:\d+\/path 200 \d+ ms$/)
  })
  it('keeps sixteen under way at once and no more', async () => {
    let open = 0
    let most = 0
    await using server = await serve((_, response) => {
      most = Math.max(most, ++open)
      setTimeout(() => {
        open--
        response.end('x')
      }, 20)
    })
    await Promise.all(Array.from({ length: 50 }, () => get(server.origin)))
    assert.equal(most, limits.concurrentRequests)
  })
})

describe('E-09: a body is bounded', () => {
  const body = Buffer.alloc(4 * MiB, 'x')
  for (const [way, send] of [
    ['with its length declared', (response: ServerResponse, bytes: Buffer) => response.end(bytes)],
    ['in chunks', (response: ServerResponse, bytes: Buffer) => void response.write(bytes, () => response.end())],
  ] as const) {
    it(`4 MiB pass, ${way}`, async () => {
      await using server = await serve((_, response) => send(response, body))
      assert.equal((await get(server.origin, { maxBytes: limits.manifestBytes })).body.length, limits.manifestBytes)
    })
    it(`one byte more does not, ${way}`, async () => {
      await using server = await serve((_, response) => send(response, Buffer.concat([body, Buffer.from('x')])))
      await assert.rejects(
        get(server.origin, { maxBytes: limits.manifestBytes }),
        coded('LIMIT_EXCEEDED', /more than 4194304 bytes/),
      )
      assert.equal(server.seen.length, 1)
    })
  }
  it('E-10: a declared length beyond the bound is refused before any body', async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': '1000000000000' }).flushHeaders()
    })
    await assert.rejects(get(server.origin), coded('LIMIT_EXCEEDED'))
  })
  it('an endless body ends at the bound, and its connection with it', async () => {
    let closed = false
    await using server = await serve((_, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(64 * 1024)), 1)
      response.on('close', () => {
        closed = true
        clearInterval(timer)
      })
    })
    await assert.rejects(get(server.origin, { maxBytes: MiB }), coded('LIMIT_EXCEEDED'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.ok(closed)
  })
  it('of an error as much as is of use', async () => {
    await using server = await serve((_, response) => response.writeHead(404).end(Buffer.alloc(MiB)))
    const { status, body } = await get(server.origin)
    assert.equal(status, 404)
    assert.ok(body.length <= 64 * 1024)
  })
  for (const encoding of ['gzip', 'br', 'gzip, gzip', 'zstd']) {
    it(`E-11: Content-Encoding ${encoding} is refused`, async () => {
      await using server = await serve((_, response) => {
        response.writeHead(200, { 'Content-Encoding': encoding }).end(gzipSync(Buffer.alloc(10 * MiB)))
      })
      await assert.rejects(get(server.origin), coded('REGISTRY_ERROR', /compressed/))
    })
  }
  it('E-11: Content-Encoding identity is none', async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'identity' }).end('x')
    })
    assert.equal((await get(server.origin)).body.length, 1)
  })
  it('R-36: headers are bounded', async () => {
    await using server = await serve((_, response) => response.writeHead(200, { 'X-Long': 'x'.repeat(20_000) }).end())
    await assert.rejects(get(server.origin), coded('REGISTRY_ERROR', /HPE_HEADER_OVERFLOW/))
    assert.equal(server.seen.length, 1)
  })
})

describe('R-05, E-12: time is bounded', () => {
  it('no headers', async () => {
    await using server = await serve(() => {})
    await assert.rejects(get(server.origin, { requestMs: 50 }), coded('TIMEOUT', /within 0\.05 s/))
  })
  it('a body that stops', async () => {
    await using server = await serve((_, response) => void response.writeHead(200).write('x'))
    await assert.rejects(get(server.origin, { requestMs: 50 }), coded('TIMEOUT'))
  })
  it('a body that trickles', async () => {
    await using server = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'), 10)
      response.on('close', () => clearInterval(timer))
    })
    await assert.rejects(get(server.origin, { requestMs: 100 }), coded('TIMEOUT'))
  })
  it('E-12: a TLS handshake that stalls', async () => {
    await using server = await serveRaw(() => {})
    await assert.rejects(get(`https://${server.host}/`, { requestMs: 50 }), coded('TIMEOUT'))
  })
  it('an answer just in time passes', async () => {
    await using server = await serve((_, response) => void setTimeout(() => response.end('x'), 50))
    assert.equal((await get(server.origin, { requestMs: 2000 })).status, 200)
  })
  it('a request that timed out is not sent again', async () => {
    await using server = await serve(() => {})
    await assert.rejects(get(server.origin, { requestMs: 30 }), coded('TIMEOUT'))
    assert.equal(server.seen.length, 1)
  })
})

describe('the end of the step ends every request', () => {
  it('before it begins', async () => {
    await using server = await serve((_, response) => response.end())
    await assert.rejects(get(server.origin, { signal: AbortSignal.abort() }), coded('TIMEOUT', /step ran out of time/))
    assert.equal(server.seen.length, 0)
  })
  it('under way, with the reason given', async () => {
    await using server = await serve(() => {})
    const controller = new AbortController()
    setTimeout(() => controller.abort(new CodedError('TIMEOUT', 'five minutes are over')), 30)
    await assert.rejects(get(server.origin, { signal: controller.signal }), coded('TIMEOUT', /five minutes are over/))
  })
  it('while it waits for another attempt', async () => {
    await using server = await serve((_, response) => response.writeHead(503, { 'Retry-After': '30' }).end())
    const start = performance.now()
    await assert.rejects(get(server.origin, { signal: AbortSignal.timeout(50) }), coded('TIMEOUT'))
    assert.ok(performance.now() - start < 2000)
  })
  it('while it waits for its turn', async () => {
    await using server = await serve(() => {})
    const signal = AbortSignal.timeout(100)
    const results = await Promise.allSettled(Array.from({ length: 40 }, () => get(server.origin, { signal })))
    assert.ok(results.every((result) => result.status === 'rejected' && coded('TIMEOUT')(result.reason)))
    assert.equal(server.seen.length, limits.concurrentRequests)
    await using after = await serve((_, response) => response.end('x'))
    assert.equal((await get(after.origin)).status, 200)
  })
})

describe('R-02, R-03: transient failures are tried again', () => {
  for (const status of [429, 500, 502, 503, 504]) {
    it(`${status} twice, then 200`, async () => {
      await using server = await serve((_, response, count) => response.writeHead(count < 3 ? status : 200).end())
      assert.equal((await get(server.origin)).status, 200)
      assert.equal(server.seen.length, 3)
    })
  }
  it('five times, and then it is the answer', async () => {
    await using server = await serve((_, response) => response.writeHead(503).end())
    assert.equal((await get(server.origin)).status, 503)
    assert.equal(server.seen.length, 1 + limits.retries)
  })
  for (const status of [400, 401, 403, 404, 501]) {
    it(`${status} is an answer`, async () => {
      await using server = await serve((_, response) => response.writeHead(status).end())
      assert.equal((await get(server.origin)).status, status)
      assert.equal(server.seen.length, 1)
    })
  }
  const cuts: Record<string, string> = {
    'before the headers': '',
    'within the headers': 'HTTP/1.1 200 OK\r\nContent-',
    'short of its Content-Length': 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive.',
    'within a chunk': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nfive.',
  }
  for (const [where, text] of Object.entries(cuts)) {
    it(`a connection that ends ${where} is no answer`, async () => {
      await using server = await serveRaw((socket, count) => {
        socket.once('data', () => socket.end(count < 3 ? text : 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
      })
      assert.equal(Buffer.from((await get(`http://${server.host}/`)).body).toString(), 'ok')
      assert.equal(server.count(), 3)
    })
  }
  it('and in the end named by code, host and path', async () => {
    await using server = await serveRaw((socket) => socket.destroy())
    await assert.rejects(
      get(`http://${server.host}/v2/x?token=hunter2`),
      (error: Error) =>
        !error.message.includes('hunter2') &&
        coded('REGISTRY_ERROR', /^GET http:\/\/127\.0\.0\.1:\d+\/v2\/x failed: .*\(ECONNRESET\)$/, /reachable/)(error),
    )
    assert.equal(server.count(), 1 + limits.retries)
  })
  it('R-36: an answer that is no HTTP is not tried again', async () => {
    await using server = await serveRaw((socket) => socket.once('data', () => socket.end('SSH-2.0-x\r\n')))
    await assert.rejects(get(`http://${server.host}/`), coded('REGISTRY_ERROR', /no well-formed HTTP/))
    assert.equal(server.count(), 1)
  })
  it('R-07: TLS that fails is not tried again, and no way around it is offered', async () => {
    await using server = await serveRaw((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n')))
    await assert.rejects(get(`https://${server.host}/`), coded('REGISTRY_ERROR', /TLS/, /NODE_EXTRA_CA_CERTS/))
    assert.equal(server.count(), 1)
  })
  it('R-06: EAI_AGAIN is transient, ENOTFOUND is not', () => {
    const failed = (code: string) => Object.assign(new Error('getaddrinfo'), { code })
    assert.equal(isTransient(failed('EAI_AGAIN')), true)
    assert.equal(isTransient(failed('ENOTFOUND')), false)
    assert.equal(isTransient(failed('CERT_HAS_EXPIRED')), false)
    const url = new URL('https://reg.invalid/v2/')
    const error = networkFailure(failed('ENOTFOUND'), 'GET', url, 'REGISTRY_ERROR')
    assert.ok(coded('REGISTRY_ERROR', /host not found/, /reg\.invalid/)(error))
  })
  it('an error without code is a defect, and not the network', () => {
    const error = new TypeError('oops')
    assert.equal(networkFailure(error, 'GET', new URL('https://x.io'), 'REGISTRY_ERROR'), error)
  })
})

describe('R-01: Retry-After', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  it('in seconds is waited for', async () => {
    await using server = await serve((_, response, count) => {
      response.writeHead(count === 1 ? 429 : 200, { 'Retry-After': '1' }).end()
    })
    const start = performance.now()
    assert.equal((await get(server.origin)).status, 200)
    assert.ok(performance.now() - start >= 990)
  })
  it('beyond a minute is not', async () => {
    await using server = await serve((_, response) => response.writeHead(429, { 'Retry-After': '99999' }).end())
    await assert.rejects(get(server.origin), coded('REGISTRY_ERROR', /rate limited until .*\d\d:\d\d:\d\d UTC/))
    assert.equal(server.seen.length, 1)
  })
  for (const value of ['-1', 'soon', '', '1e3', '0x10', '1.5']) {
    it(`that is ${JSON.stringify(value)} is passed over`, async () => {
      assert.equal(retryAfterMs(value, now), null)
      await using server = await serve((_, response, count) => {
        response.writeHead(count === 1 ? 503 : 200, { 'Retry-After': value }).end()
      })
      assert.equal((await get(server.origin)).status, 200)
    })
  }
  it('may be a date', () => {
    assert.equal(retryAfterMs('Sun, 01 Mar 2026 12:00:07 GMT', now), 7000)
    assert.equal(retryAfterMs('Sun, 01 Mar 2026 11:00:00 GMT', now), 0)
    assert.equal(retryAfterMs('Sun, 99 Mar 2026 11:00:00 GMT', now), null)
    assert.equal(retryAfterMs('2026-03-01T12:00:07Z', now), null)
  })
  it('of a minute is honoured, of one millisecond more is not', () => {
    assert.equal(isTooLong(60_000), false)
    assert.equal(isTooLong(60_001), true)
  })
  it('is shown as a time, with the day where it is another', () => {
    assert.equal(untilText(61_000, now), '12:01:01 UTC')
    assert.equal(untilText(86_400_000, now), '2026-03-02 12:00:00 UTC')
    assert.match(untilText(1e13, now), /UTC$/)
    assert.match(untilText(9999999999 * 1000, now), /UTC$/)
  })
  it('without it, waits double and are spread', () => {
    assert.deepEqual([backoffMs(0, 250, 1), backoffMs(4, 250, 1), backoffMs(0, 250, 0)], [250, 4000, 125])
  })
})

describe('R-34: proxies', () => {
  it('407 of a proxy is named as such, and its password is not', async () => {
    const proxy = createHttpServer().on('connect', (_, socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const env = { HTTPS_PROXY: `http://me:hunter2@127.0.0.1:${(proxy.address() as AddressInfo).port}` }
    await assert.rejects(
      get('https://registry.example.com/v2/', { env }),
      (error: Error) =>
        !`${error.message}${error.cause}`.includes('hunter2') &&
        coded('REGISTRY_ERROR', /the proxy refused the connection with 407/, /HTTPS_PROXY/)(error),
    )
    proxy.close()
  })
  it('none stands between the runner and itself', async () => {
    await using server = await serve((_, response) => response.end('x'))
    const env = { HTTP_PROXY: 'http://127.0.0.1:1', HTTPS_PROXY: 'http://127.0.0.1:1' }
    assert.equal((await get(server.origin, { env })).status, 200)
  })
})
