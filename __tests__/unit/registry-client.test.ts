import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { digestOf } from '../../src/core/digest.ts'
import { limits } from '../../src/core/limits.ts'
import type { Digest } from '../../src/model/index.ts'
import { coded, serve } from '../support/loopback.ts'
import { mediaTypes, startRegistry } from '../support/registry.ts'
import { json, known, open, path, user, zeros } from '../support/registry-fixture.ts'

suite('reading a manifest', () => {
  test('R-13, E-22: is given with the digest of its bytes, by one GET with one Accept', async () => {
    await using server = await startRegistry()
    const digest = server.pushImage(path, 'latest')
    const manifest = await open(server.host).manifest(path, 'latest')
    assert.equal(manifest?.digest, digest)
    assert.equal(manifest?.contentType, mediaTypes.manifest)
    assert.equal(manifest?.contentDigest, digest)
    assert.equal(server.requests.length, 1)
    assert.match(
      server.requests[0]?.headers.accept ?? '',
      /oci\.image\.index.*oci\.image\.manifest.*list\.v2.*manifest\.v2/,
    )
  })
  test('B-17: by digest is hashed, whatever the header says', async () => {
    await using server = await serve((_, response) => json(response, 200, {}, { 'Docker-Content-Digest': zeros }))
    const other = digestOf(Buffer.from('{}'))
    await assert.rejects(
      open(server.host).manifest(path, zeros),
      coded('DIGEST_MISMATCH', new RegExp(`the registry returned ${other} for ${zeros}`)),
    )
  })
  for (const code of ['MANIFEST_UNKNOWN', 'NAME_UNKNOWN', 'NOT_FOUND']) {
    test(`that is not there (404 ${code}) is null`, async () => {
      await using server = await serve((_, response) => json(response, 404, { errors: [{ code }] }))
      assert.equal(await open(server.host).manifest(path, 'latest'), null)
    })
  }
  test('R-10: a web page with 404 says nothing about the image', async () => {
    await using server = await serve((_, response) => response.writeHead(404, { 'Content-Type': 'text/html' }).end())
    await assert.rejects(open(server.host).manifest(path, 'latest'), coded('REGISTRY_ERROR', /answered 404/, /proxy/))
  })
  test('R-02: a registry in trouble is an error that names request, status and reason', async () => {
    await using server = await serve((_, response) => json(response, 503, { errors: [{ code: 'UNAVAILABLE' }] }))
    await assert.rejects(
      open(server.host).manifest(path, 'latest'),
      coded('REGISTRY_ERROR', /^GET http:.*\/v2\/acme\/app\/manifests\/latest answered 503: "UNAVAILABLE"$/, /later/),
    )
  })
  test('of 4 MiB passes, of one byte more does not', async () => {
    const bytes = Buffer.alloc(limits.manifestBytes, ' ')
    await using server = await serve((seen, response) => {
      json(response, 200, seen.path.endsWith('more') ? Buffer.concat([bytes, Buffer.from(' ')]) : bytes)
    })
    assert.equal((await open(server.host).manifest(path, 'just'))?.bytes.length, limits.manifestBytes)
    await assert.rejects(open(server.host).manifest(path, 'more'), coded('LIMIT_EXCEEDED'))
  })
  for (const [where, what] of [
    ['../x', 'latest'],
    ['a/../b', 'latest'],
    ['a%2f', 'latest'],
    ['A', 'latest'],
    ['a', '../../x'],
    ['a', 'sha256:../x'],
    ['a', 'sha512:00'],
    ['a', 'x?y'],
    ['a', ''],
    ['', 'latest'],
  ] as const) {
    test(`E-14: "${where}" and "${what}" never become a URL`, async () => {
      await using server = await serve((_, response) => json(response, 200, {}))
      await assert.rejects(async () => open(server.host).manifest(where, what), TypeError)
      assert.equal(server.seen.length, 0)
    })
  }
})

suite('fetching a blob', () => {
  test('is given as it is, or null', async () => {
    await using server = await startRegistry()
    server.pushImage(path, 'latest')
    const { digest } = server.blob(Buffer.from('hello'))
    assert.equal(Buffer.from((await open(server.host).blob(path, digest as Digest, 5)) ?? '').toString(), 'hello')
    assert.equal(await open(server.host).blob(path, zeros, 5), null)
    await assert.rejects(open(server.host).blob(path, digest as Digest, 4), coded('LIMIT_EXCEEDED'))
  })
  test('E-13: of other bytes is refused', async () => {
    await using server = await serve((_, response) => response.end('other'))
    await assert.rejects(open(server.host).blob(path, zeros, 100), coded('DIGEST_MISMATCH', /returned .* for/))
  })
  test('A-17: of other bytes is not asked for again', async () => {
    await using server = await serve((_, response) => response.end('other'))
    await assert.rejects(open(server.host).blob(path, zeros, 100), coded('DIGEST_MISMATCH'))
    assert.equal(server.seen.length, 1)
  })
  test('E-02: may lie at a CDN, which sees no login', async () => {
    const bytes = Buffer.from('hello')
    await using cdn = await serve((_, response) => response.end(bytes))
    await using server = await startRegistry({ auth: user })
    server.pushImage(path, 'latest')
    server.intercept(({ path: asked, response, request }) => {
      if (!asked.includes('/blobs/') || !request.headers.authorization) return false
      response.writeHead(307, { Location: `${cdn.origin}/x?signature=1` }).end()
      return true
    })
    assert.deepEqual(await open(server.host, known).blob(path, digestOf(bytes), 100), bytes)
    assert.deepEqual(
      cdn.seen.map(({ headers }) => headers.authorization),
      [undefined],
    )
  })
  test('E-01: a challenge of that CDN is not answered', async () => {
    await using cdn = await serve((_, response) => {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="give it to me"' }).end()
    })
    await using server = await serve((_, response) => response.writeHead(307, { Location: cdn.origin }).end())
    await assert.rejects(open(server.host, known).blob(path, zeros, 9), coded('REGISTRY_ERROR', /answered 401/))
    assert.deepEqual(
      cdn.seen.map(({ headers }) => headers.authorization),
      [undefined],
    )
  })
})
