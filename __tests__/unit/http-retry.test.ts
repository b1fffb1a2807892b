import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { createHttp, type HttpOptions } from '../../src/http/client.ts'
import { isTransient, networkFailure } from '../../src/http/failure.ts'
import { backoffMs, isTooLong, retryAfterMs, untilText } from '../../src/http/retry.ts'
import { coded, serve, serveRaw } from '../support/loopback.ts'
import { open, path } from '../support/registry-fixture.ts'

const MiB = 1024 * 1024

/** A GET with tests' patience: retries come at once. */
function get(url: string, options: HttpOptions & { maxBytes?: number } = {}) {
  const { maxBytes = MiB, ...rest } = options
  const http = createHttp({ retryBaseMs: 1, ...rest })
  return http.send({ method: 'GET', url: new URL(url), headers: {}, maxBytes })
}

suite('R-02, R-03: retrying transient failures', () => {
  for (const status of [429, 500, 502, 503, 504]) {
    test(`${status} twice, then 200`, async () => {
      await using server = await serve((_, response, count) => response.writeHead(count < 3 ? status : 200).end())
      assert.equal((await get(server.origin)).status, 200)
      assert.equal(server.seen.length, 3)
    })
  }
  test('R-02: five times, and then it is the answer', async () => {
    await using server = await serve((_, response) => response.writeHead(503).end())
    assert.equal((await get(server.origin)).status, 503)
    assert.equal(server.seen.length, 1 + limits.retries)
  })
  for (const status of [400, 401, 403, 404, 501]) {
    test(`${status} is an answer`, async () => {
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
    test(`a connection that ends ${where} is no answer`, async () => {
      await using server = await serveRaw((socket, count) => {
        socket.once('data', () => socket.end(count < 3 ? text : 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
      })
      assert.equal(Buffer.from((await get(`http://${server.host}/`)).body).toString(), 'ok')
      assert.equal(server.count(), 3)
    })
  }
  test('and in the end named by code, host and path', async () => {
    await using server = await serveRaw((socket) => socket.destroy())
    await assert.rejects(
      get(`http://${server.host}/v2/x?token=hunter2`),
      (error: Error) =>
        !error.message.includes('hunter2') &&
        coded('REGISTRY_ERROR', /^GET http:\/\/127\.0\.0\.1:\d+\/v2\/x failed: .*\(ECONNRESET\)$/, /reachable/)(error),
    )
    assert.equal(server.count(), 1 + limits.retries)
  })
  test('R-36: an answer that is no HTTP is not tried again', async () => {
    await using server = await serveRaw((socket) => socket.once('data', () => socket.end('SSH-2.0-x\r\n')))
    await assert.rejects(get(`http://${server.host}/`), coded('REGISTRY_ERROR', /not well-formed HTTP/))
    assert.equal(server.count(), 1)
  })
  test('R-07: TLS that fails is not tried again, and no way around it is offered', async () => {
    await using server = await serveRaw((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n')))
    await assert.rejects(
      get(`https://${server.host}/`),
      coded('REGISTRY_ERROR', /speaks http, not https \(EPROTO\)$/, /http:/),
    )
    assert.equal(server.count(), 1)
  })
  test('R-06: EAI_AGAIN is transient, ENOTFOUND is not', () => {
    const failed = (code: string) => Object.assign(new Error('getaddrinfo'), { code })
    assert.equal(isTransient(failed('EAI_AGAIN')), true)
    assert.equal(isTransient(failed('ENOTFOUND')), false)
    assert.equal(isTransient(failed('CERT_HAS_EXPIRED')), false)
    const url = new URL('https://reg.invalid/v2/')
    const error = networkFailure(failed('ENOTFOUND'), 'GET', url, 'REGISTRY_ERROR')
    assert.ok(coded('REGISTRY_ERROR', /host not found/, /reg\.invalid/)(error))
  })
  test('an error without code is a defect, and not the network', () => {
    const error = new TypeError('oops')
    assert.equal(networkFailure(error, 'GET', new URL('https://x.io'), 'REGISTRY_ERROR'), error)
  })
})

suite('R-01: honoring Retry-After', () => {
  test('is honoured for a minute over all attempts, and no longer', async () => {
    let asked = 0
    await using server = await serve((_, response) => {
      asked++
      response.writeHead(asked === 1 ? 429 : 503, { 'Retry-After': asked === 1 ? '1' : '60' }).end()
    })
    await assert.rejects(get(server.origin), coded('REGISTRY_ERROR', /answered 503, and asks to come back at/))
    assert.equal(asked, 2)
  })
  const now = Date.parse('2026-03-01T12:00:00Z')
  test('in seconds is waited for', async () => {
    await using server = await serve((_, response, count) => {
      response.writeHead(count === 1 ? 429 : 200, { 'Retry-After': '1' }).end()
    })
    const start = performance.now()
    assert.equal((await get(server.origin)).status, 200)
    assert.ok(performance.now() - start >= 990)
  })
  test('beyond a minute is not', async () => {
    await using server = await serve((_, response) => response.writeHead(429, { 'Retry-After': '99999' }).end())
    const told = (hint: RegExp) => coded('REGISTRY_ERROR', /rate limited until .*\d\d:\d\d:\d\d UTC/, hint)
    await assert.rejects(get(server.origin), told(/^Re-run the job after that time\.$/))
    assert.equal(server.seen.length, 1)
    await assert.rejects(get(server.origin, { rateLimitHint: 'Log in.' }), told(/^Log in\.$/))
    await assert.rejects(open(server.host).manifest(path, 'latest'), told(/docker\/login-action/))
  })
  for (const value of ['-1', 'soon', '', '1e3', '0x10', '1.5']) {
    test(`that is ${JSON.stringify(value)} is passed over`, async () => {
      assert.equal(retryAfterMs(value, now), null)
      await using server = await serve((_, response, count) => {
        response.writeHead(count === 1 ? 503 : 200, { 'Retry-After': value }).end()
      })
      assert.equal((await get(server.origin)).status, 200)
    })
  }
  test('may be a date', () => {
    assert.equal(retryAfterMs('Sun, 01 Mar 2026 12:00:07 GMT', now), 7000)
    assert.equal(retryAfterMs('Sun, 01 Mar 2026 11:00:00 GMT', now), 0)
    assert.equal(retryAfterMs('Sun, 99 Mar 2026 11:00:00 GMT', now), null)
    assert.equal(retryAfterMs('2026-03-01T12:00:07Z', now), null)
  })
  test('of a minute is honoured, of one millisecond more is not', () => {
    assert.equal(isTooLong(limits.retryAfterMs), false)
    assert.equal(isTooLong(limits.retryAfterMs + 1), true)
  })
  test('is shown as a time, with the day where it is another', () => {
    assert.equal(untilText(61_000, now), '12:01:01 UTC')
    assert.equal(untilText(86_400_000, now), '2026-03-02 12:00:00 UTC')
    assert.match(untilText(1e13, now), /UTC$/)
    assert.match(untilText(9999999999 * 1000, now), /UTC$/)
  })
  test('without it, waits double and are spread', () => {
    assert.deepEqual([backoffMs(0, 250, 1), backoffMs(4, 250, 1), backoffMs(0, 250, 0)], [250, 4000, 125])
  })
})
