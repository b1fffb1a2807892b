import assert from 'node:assert/strict'
import { createServer as createHttpServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { suite, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { CodedError } from '../../src/core/errors.ts'
import { limits } from '../../src/core/limits.ts'
import { createHttp, type HttpOptions } from '../../src/http/client.ts'
import { coded, serve, serveRaw } from '../support/loopback.ts'

const MiB = 1024 * 1024

/** A GET with tests' patience: retries come at once. */
function get(url: string, options: HttpOptions & { maxBytes?: number } = {}) {
  const { maxBytes = MiB, ...rest } = options
  const http = createHttp({ retryBaseMs: 1, ...rest })
  return http.send({ method: 'GET', url: new URL(url), headers: {}, maxBytes })
}

suite('sending one HTTP request', () => {
  test('says who asks, and asks for no compression', async () => {
    await using server = await serve((_, response) => response.end('hello'))
    const { status, body } = await get(`${server.origin}/x?y=1`)
    assert.deepEqual([status, Buffer.from(body).toString()], [200, 'hello'])
    const { headers } = server.seen[0] ?? {}
    assert.equal(headers?.['user-agent'], 'verify-image-provenance')
    assert.equal(headers?.['accept-encoding'], 'identity')
    assert.equal(headers?.authorization, undefined)
  })
  test('gives answers of any status', async () => {
    await using server = await serve((_, response) => response.writeHead(404).end('no'))
    assert.equal((await get(server.origin)).status, 404)
    assert.equal(server.seen.length, 1)
  })
  test('keeps its connection for the next', async () => {
    const ports = new Set<number | undefined>()
    await using server = await serve((_, response) => {
      ports.add(response.socket?.remotePort)
      response.end('x')
    })
    const http = createHttp()
    for (let n = 0; n < 3; n++)
      await http.send({ method: 'GET', url: new URL(server.origin), headers: {}, maxBytes: 1 })
    assert.equal(ports.size, 1)
  })
  test('H-05: is reported without its query', async () => {
    await using server = await serve((_, response) => response.end('x'))
    const lines: string[] = []
    await get(`${server.origin}/path?secret=1`, { onRequest: (line) => lines.push(line) })
    assert.match(lines.join('\n'), /^GET http:\/\/127\.0\.0\.1:\d+\/path 200 \d+ ms$/)
  })
  test('R-40: keeps sixteen under way at once and no more', async () => {
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

suite('E-09: the HTTP client bounds a body', () => {
  const body = Buffer.alloc(4 * MiB, 'x')
  for (const [way, send] of [
    ['with its length declared', (response: ServerResponse, bytes: Buffer) => response.end(bytes)],
    ['in chunks', (response: ServerResponse, bytes: Buffer) => void response.write(bytes, () => response.end())],
  ] as const) {
    test(`4 MiB pass, ${way}`, async () => {
      await using server = await serve((_, response) => send(response, body))
      assert.equal((await get(server.origin, { maxBytes: limits.manifestBytes })).body.length, limits.manifestBytes)
    })
    test(`one byte more does not, ${way}`, async () => {
      await using server = await serve((_, response) => send(response, Buffer.concat([body, Buffer.from('x')])))
      await assert.rejects(
        get(server.origin, { maxBytes: limits.manifestBytes }),
        coded('LIMIT_EXCEEDED', /more than 4194304 bytes/),
      )
      assert.equal(server.seen.length, 1)
    })
  }
  test('E-10: a declared length beyond the bound is refused before any body', async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': '1000000000000' }).flushHeaders()
    })
    await assert.rejects(get(server.origin), coded('LIMIT_EXCEEDED'))
  })
  test('an endless body ends at the bound, and its connection with it', async () => {
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
  test('of an error as much as is of use', async () => {
    await using server = await serve((_, response) => response.writeHead(404).end(Buffer.alloc(MiB)))
    const { status, body } = await get(server.origin)
    assert.equal(status, 404)
    assert.ok(body.length <= 64 * 1024)
  })
  for (const encoding of ['gzip', 'br', 'gzip, gzip', 'zstd']) {
    test(`E-11: Content-Encoding ${encoding} is refused`, async () => {
      await using server = await serve((_, response) => {
        response.writeHead(200, { 'Content-Encoding': encoding }).end(gzipSync(Buffer.alloc(10 * MiB)))
      })
      await assert.rejects(get(server.origin), coded('REGISTRY_ERROR', /compressed/))
    })
  }
  test('E-11: Content-Encoding identity is none', async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'identity' }).end('x')
    })
    assert.equal((await get(server.origin)).body.length, 1)
  })
  test('R-36: headers are bounded', async () => {
    await using server = await serve((_, response) => response.writeHead(200, { 'X-Long': 'x'.repeat(20_000) }).end())
    await assert.rejects(get(server.origin), coded('REGISTRY_ERROR', /HPE_HEADER_OVERFLOW/))
    assert.equal(server.seen.length, 1)
  })
})

suite('R-05, R-35, E-12: the HTTP client bounds time', () => {
  test('no headers', async () => {
    await using server = await serve(() => {})
    await assert.rejects(get(server.origin, { requestMs: 50 }), coded('TIMEOUT', /within 0\.05 s/))
  })
  test('a body that stops', async () => {
    await using server = await serve((_, response) => void response.writeHead(200).write('x'))
    await assert.rejects(get(server.origin, { requestMs: 50 }), coded('TIMEOUT'))
  })
  test('a body that trickles', async () => {
    await using server = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'), 10)
      response.on('close', () => clearInterval(timer))
    })
    await assert.rejects(get(server.origin, { requestMs: 100 }), coded('TIMEOUT'))
  })
  test('E-12: a TLS handshake that stalls', async () => {
    await using server = await serveRaw(() => {})
    await assert.rejects(get(`https://${server.host}/`, { requestMs: 50 }), coded('TIMEOUT'))
  })
  test('an answer just in time passes', async () => {
    await using server = await serve((_, response) => void setTimeout(() => response.end('x'), 50))
    assert.equal((await get(server.origin, { requestMs: 2000 })).status, 200)
  })
  test('a request that timed out is not sent again', async () => {
    await using server = await serve(() => {})
    await assert.rejects(get(server.origin, { requestMs: 300 }), coded('TIMEOUT'))
    assert.equal(server.seen.length, 1)
  })
})

suite('aborting the step aborts every HTTP request', () => {
  test('before it begins', async () => {
    await using server = await serve((_, response) => response.end())
    await assert.rejects(get(server.origin, { signal: AbortSignal.abort() }), coded('TIMEOUT', /step ran out of time/))
    assert.equal(server.seen.length, 0)
  })
  test('under way, with the reason given', async () => {
    await using server = await serve(() => {})
    const controller = new AbortController()
    setTimeout(() => controller.abort(new CodedError('TIMEOUT', 'five minutes are over')), 30)
    await assert.rejects(get(server.origin, { signal: controller.signal }), coded('TIMEOUT', /five minutes are over/))
  })
  test('while it waits for another attempt', async () => {
    await using server = await serve((_, response) => response.writeHead(503, { 'Retry-After': '30' }).end())
    const start = performance.now()
    await assert.rejects(get(server.origin, { signal: AbortSignal.timeout(50) }), coded('TIMEOUT'))
    assert.ok(performance.now() - start < 2000)
  })
  test('while it waits for its turn', async () => {
    await using server = await serve(() => {})
    const signal = AbortSignal.timeout(500)
    const results = await Promise.allSettled(Array.from({ length: 40 }, () => get(server.origin, { signal })))
    assert.ok(results.every((result) => result.status === 'rejected' && coded('TIMEOUT')(result.reason)))
    assert.equal(server.seen.length, limits.concurrentRequests)
    await using after = await serve((_, response) => response.end('x'))
    assert.equal((await get(after.origin)).status, 200)
  })
})

suite('R-34: the HTTP client behind a proxy', () => {
  test('407 of a proxy is named as such, and its password is not', async () => {
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
  test('none stands between the runner and itself', async () => {
    await using server = await serve((_, response) => response.end('x'))
    const env = { HTTP_PROXY: 'http://127.0.0.1:1', HTTPS_PROXY: 'http://127.0.0.1:1' }
    assert.equal((await get(server.origin, { env })).status, 200)
  })
})
