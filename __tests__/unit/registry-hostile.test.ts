import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { CodedError } from '../../src/core/errors.ts'
import { parseReference } from '../../src/image/reference.ts'
import { resolveImage } from '../../src/image/resolve.ts'
import { coded, type Loopback, type Seen, serve, serveRaw } from '../support/loopback.ts'
import { holds } from '../support/properties.ts'
import { mediaTypes, startRegistry } from '../support/registry.ts'
import { json, known, open, page, path, withCredential, zeros } from '../support/registry-fixture.ts'
import { about, found, scene } from '../support/source-fixture.ts'

suite('P5: a login reaches only hosts that may have it', () => {
  /** What a host does with what is asked of it: 0 answers, 1 redirects, 2 wants a login. */
  const step = fc.record({ kind: fc.nat(2), to: fc.nat(2), basic: fc.boolean() })
  const graph = fc.array(step, { minLength: 3, maxLength: 12 })

  test('whatever the graph of redirects and realms', async () => {
    let steps: readonly { kind: number; to: number; basic: boolean }[] = []
    const hosts: Loopback[] = []
    const answer =
      (me: number) =>
      (seen: Seen, response: ServerResponse): void => {
        const url = new URL(seen.path, 'http://x')
        const at = Number(url.searchParams.get('at') ?? 0)
        const { kind, to, basic } = steps[(at + me) % steps.length] ?? { kind: 0, to: 0, basic: false }
        const next = `${hosts[to]?.origin}/hop?at=${at + 1}`
        if (kind === 1) return void response.writeHead(307, { Location: next }).end()
        if (kind === 2 && seen.headers.authorization === undefined) {
          const challenge = basic ? 'Basic realm="x"' : `Bearer realm="${next}",service="x"`
          return void response.writeHead(401, { 'WWW-Authenticate': challenge }).end()
        }
        json(response, 200, { token: `of-${me}`, ...page(0, 0) })
      }
    await using registry = await serve(answer(0))
    await using named = await serve(answer(1))
    await using stranger = await serve(answer(2))
    hosts.push(registry, named, stranger)
    const bearer = withCredential({ kind: 'identity-token', token: 'canary', from: 'docker config x' })
    await holds(
      fc.asyncProperty(graph, fc.boolean(), fc.boolean(), async (given, isNamed, hasToken) => {
        steps = given
        for (const { seen } of hosts) seen.length = 0
        const options = { ...(hasToken ? bearer : known), ...(isNamed && { authHosts: [named.host] }) }
        const asked = open(registry.host, options)
        for (const ask of [() => asked.manifest(path, 'latest'), () => asked.referrers(path, zeros)])
          await ask().catch((error: unknown) => assert.ok(error instanceof CodedError, String(error)))
        const sees = (host: Loopback) =>
          host.seen.some(({ headers, body }) => headers.authorization !== undefined || body !== '')
        assert.equal(sees(stranger), false)
        assert.ok(isNamed || !sees(named))
      }),
      60,
    )
  })
})

suite('P4: the registry client turns any answer into a value or a code', () => {
  const line = fc.stringMatching(/^[ -~]{0,60}$/)
  const header = fc.oneof(
    line.map((text) => `Content-Type: ${text}`),
    line.map((text) => `Docker-Content-Digest: ${text}`),
    line.map((text) => `WWW-Authenticate: ${text}`),
    fc.stringMatching(/^[<>;,="rel nxt?]{0,40}$/).map((text) => `Link: ${text}`),
    fc.stringMatching(/^[a-z?=&]{0,20}$/).map((text) => `Location: /${text}`),
    line.map((text) => `Content-Encoding: ${text}`),
    fc.stringMatching(/^[0-9a-z-]{0,12}$/).map((text) => `Content-Length: ${text}`),
    fc.constantFrom('Transfer-Encoding: chunked', 'Retry-After: 99999', 'Retry-After: x', ': x', 'x'),
  )
  const status = fc.constantFrom(200, 200, 200, 204, 206, 304, 307, 400, 401, 403, 404, 405, 418, 501)
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => Buffer.from(text)),
    fc.json().map((text) => Buffer.from(`{"schemaVersion":2,"manifests":[${text}],"layers":${text}}`)),
  )
  test('headers and bodies of any kind', async () => {
    let answer: Buffer = Buffer.alloc(0)
    await using server = await serveRaw((socket) => socket.once('data', () => socket.end(answer)))
    await holds(
      fc.asyncProperty(status, fc.array(header, { maxLength: 4 }), body, async (status, headers, bytes) => {
        const head = [`HTTP/1.1 ${status} x`, ...headers, 'Connection: close', '', ''].join('\r\n')
        answer = Buffer.concat([Buffer.from(head), bytes])
        const registry = open(server.host, { requestMs: 900 })
        const reference = parseReference(`${server.host}/${path}:latest`)
        const started = performance.now()
        for (const ask of [
          () => resolveImage(registry, reference, null),
          () => registry.referrers(path, zeros),
          () => registry.blob(path, zeros, 2),
        ])
          await ask().catch((error: unknown) => {
            assert.ok(error instanceof CodedError && error.code !== 'INTERNAL_ERROR', String(error))
          })
        assert.ok(performance.now() - started < 10_000)
      }),
      100,
    )
  })
})

suite('R-04: a body cut off by the connection', () => {
  const manifest = Buffer.from(JSON.stringify(about(zeros, [])))
  const half = manifest.subarray(0, manifest.length / 2)
  const saying = (body: Buffer, header = '') =>
    serveRaw((socket) =>
      socket.once('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Type: ${mediaTypes.manifest}\r\n${header}Connection: close\r\n\r\n`)
        socket.end(body)
      }),
    )
  const resolving = async (body: Buffer, header = '') => {
    await using server = await saying(body, header)
    return await resolveImage(open(server.host), parseReference(`${server.host}/${path}:latest`), null)
  }
  test('is read where it is whole', async () => {
    assert.deepEqual((await resolving(manifest)).manifest, manifest)
  })
  test('is malformed where it is half of it', () =>
    assert.rejects(resolving(half), coded('REGISTRY_ERROR', /malformed/)))
  test('is not what the registry says itself that it is', () =>
    assert.rejects(resolving(half, `Docker-Content-Digest: ${zeros}\r\n`), coded('DIGEST_MISMATCH')))
  test('is no list of referrers', async () => {
    await using server = await saying(Buffer.from(JSON.stringify(page(0, 3))).subarray(0, 90))
    await assert.rejects(open(server.host).referrers(path, zeros), coded('REGISTRY_ERROR', /malformed/))
  })
})

test('R-13: the registry client never sends HEAD', async () => {
  await using server = await startRegistry()
  server.pushImage(path, 'latest')
  server.intercept(({ method, response }) => {
    if (method !== 'HEAD') return false
    response.writeHead(405).end()
    return true
  })
  assert.notEqual(await open(server.host).manifest(path, 'latest'), null)
  assert.deepEqual([...new Set(server.requests.map(({ method }) => method))], ['GET'])
})

test('E-21, E-06: the data and urls of a descriptor are ignored', async () => {
  await using scenery = await scene()
  const { server, digest } = scenery
  const layer = server.blob(Buffer.from('"by digest"'), mediaTypes.bundle)
  const more = { data: Buffer.from('"inside"').toString('base64'), urls: ['http://169.254.169.254/latest/meta-data'] }
  server.push(path, null, about(digest, [{ ...layer, ...more } as typeof layer]))
  assert.deepEqual(found(await scenery.gather()), ['referrers "by digest"'])
})
