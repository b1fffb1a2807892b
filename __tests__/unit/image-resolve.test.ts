import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { digestOf } from '../../src/core/digest.ts'
import { limits } from '../../src/core/limits.ts'
import { parseReference } from '../../src/image/reference.ts'
import { digestOfTag, resolveImage } from '../../src/image/resolve.ts'
import type { Digest } from '../../src/model/index.ts'
import { coded, serve } from '../support/loopback.ts'
import { mediaTypes, startRegistry } from '../support/registry.ts'
import { descriptor, open, page, path, zeros } from '../support/registry-fixture.ts'

/** What resolving an answer gives, from a registry that gives this one to every request. */
async function resolving(body: unknown, headers: Record<string, string> = {}, expected: Digest | null = null) {
  await using server = await serve((_, response) => {
    const bytes =
      body instanceof Uint8Array || typeof body === 'string' ? Buffer.from(body) : Buffer.from(JSON.stringify(body))
    response.writeHead(200, headers).end(bytes)
  })
  return await resolveImage(open(server.host), parseReference(`${server.host}/${path}:v1`), expected)
}

const config = { ...descriptor(1), mediaType: mediaTypes.config }
const manifest = { schemaVersion: 2, mediaType: mediaTypes.manifest, config, layers: [] }
const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [descriptor(1)] }
const dockerList = 'application/vnd.docker.distribution.manifest.list.v2+json'

suite('B-16: resolving a reference once', () => {
  test('by one request for a tag, to the digest of the bytes', async () => {
    await using server = await startRegistry()
    const digest = server.pushImage(path, 'v1')
    const reference = parseReference(`${server.host}/${path}:v1`)
    const image = await resolveImage(open(server.host), reference, digest as Digest)
    assert.deepEqual([image.digest, image.mediaType, digestOf(image.manifest)], [digest, mediaTypes.manifest, digest])
    assert.equal(image.reference, reference)
    assert.deepEqual(
      server.requests.map((request) => request.path),
      [`/v2/${path}/manifests/v1`],
    )
  })
  test('E-15: by its digest where it has one, whatever the tag says', async () => {
    await using server = await startRegistry()
    const digest = server.pushImage(path, 'v1', { seed: 'one' })
    server.pushImage(path, 'v2', { seed: 'two' })
    const reference = parseReference(`${server.host}/${path}:v2@${digest}`)
    assert.equal((await resolveImage(open(server.host), reference, null)).digest, digest)
    assert.equal(server.requests.length, 1)
  })
  test('IMAGE_NOT_FOUND where the registry has none', async () => {
    await using server = await startRegistry()
    await assert.rejects(
      resolveImage(open(server.host), parseReference(`${server.host}/${path}:v1`), null),
      coded('IMAGE_NOT_FOUND', /has no image .*acme\/app:v1/, /push/),
    )
  })
  test('DIGEST_MISMATCH where the tag was moved, with both digests', async () => {
    const found = digestOf(Buffer.from(JSON.stringify(manifest)))
    await assert.rejects(
      resolving(manifest, {}, zeros),
      coded('DIGEST_MISMATCH', new RegExp(`to resolve to ${zeros}, got ${found}\\.$`), /moved the tag/),
    )
  })
  test('R-12: without Docker-Content-Digest, or with it in another algorithm', async () => {
    const bytes = Buffer.from(JSON.stringify(manifest))
    const { createHash } = await import('node:crypto')
    const sha512 = `sha512:${createHash('sha512').update(bytes).digest('hex')}`
    for (const value of [null, digestOf(bytes), digestOf(bytes).toUpperCase(), sha512]) {
      const headers: Record<string, string> = value === null ? {} : { 'Docker-Content-Digest': value }
      assert.equal((await resolving(bytes, headers)).digest, digestOf(bytes))
    }
  })
  for (const header of [zeros, 'sha512:00', 'md5:00', 'rubbish', 'sha256', `sha256:${'0'.repeat(5000)}`]) {
    test(`R-12: DIGEST_MISMATCH where Docker-Content-Digest is ${header.slice(0, 20)}`, async () => {
      await assert.rejects(
        resolving(manifest, { 'Docker-Content-Digest': header }),
        coded('DIGEST_MISMATCH', /calls the manifest/),
      )
    })
  }
})

suite('B-18: rejecting a manifest of two kinds', () => {
  const cases: [string, object, string | null, string][] = [
    ['an OCI manifest', manifest, mediaTypes.manifest, mediaTypes.manifest],
    ['an OCI index', index, mediaTypes.index, mediaTypes.index],
    ['a Docker list', { ...index, mediaType: dockerList }, dockerList, dockerList],
    ['R-11: without Content-Type', manifest, null, mediaTypes.manifest],
    ['R-11: application/octet-stream', index, 'application/octet-stream', mediaTypes.index],
    ['R-11: application/json with parameters', index, 'application/json; charset=utf-8', mediaTypes.index],
    ['R-11: text/plain', manifest, 'text/plain', mediaTypes.manifest],
    ['no mediaType, but a Content-Type', { ...index, mediaType: undefined }, dockerList, dockerList],
    ['neither mediaType nor Content-Type', { ...index, mediaType: undefined }, null, mediaTypes.index],
    ['Docker by itself, OCI by Content-Type', { ...index, mediaType: dockerList }, mediaTypes.index, dockerList],
    ['an index of 256', { ...index, ...page(0, limits.indexManifests) }, null, mediaTypes.index],
  ]
  for (const [name, body, contentType, expected] of cases) {
    test(`${name} passes`, async () => {
      const image = await resolving(body, contentType === null ? {} : { 'Content-Type': contentType })
      assert.equal(image.mediaType, expected)
    })
  }
  const ambiguous: [string, object, string | null][] = [
    ['manifests and layers', { ...index, layers: [] }, null],
    ['manifests and config', { ...index, config }, null],
    ['manifests and layers without a mediaType', { ...index, mediaType: undefined, layers: [] }, null],
    ['a manifest that calls itself an index', { ...manifest, mediaType: mediaTypes.index }, null],
    ['an index that calls itself a manifest', { ...index, mediaType: mediaTypes.manifest }, null],
    ['a manifest that calls itself a bundle', { ...manifest, mediaType: 'application/x' }, null],
    ['a manifest with the Content-Type of an index', manifest, mediaTypes.index],
    ['an index with the Content-Type of a manifest', { ...index, mediaType: undefined }, mediaTypes.manifest],
    ['a manifest as text/html', manifest, 'text/html'],
  ]
  for (const [name, body, contentType] of ambiguous) {
    test(`${name} is ambiguous`, async () => {
      const headers: Record<string, string> = contentType === null ? {} : { 'Content-Type': contentType }
      await assert.rejects(resolving(body, headers), coded('REGISTRY_ERROR', /ambiguous manifest/))
    })
  }
  const malformed: Record<string, unknown> = {
    'R-10: nothing': '',
    'R-10: HTML': '<html>',
    'R-10: half of it': JSON.stringify(manifest).slice(0, 100),
    'R-10: a byte order mark': `\ufeff${JSON.stringify(manifest)}`,
    'R-10: UTF-16': Buffer.from(JSON.stringify(manifest), 'utf16le'),
    'E-20: null': 'null',
    'E-20: an array': '[]',
    'E-20: a string': '"x"',
    'E-20: an object without fields': '{}',
    'E-20: layers that are no array': { ...manifest, layers: {} },
    'E-20: layers with null': { ...manifest, layers: [null] },
    'E-20: a config that is no descriptor': { ...manifest, config: 'x' },
    'E-20: depth': `${'{"x":'.repeat(1e5)}1${'}'.repeat(1e5)}`,
    'schemaVersion 3': { ...manifest, schemaVersion: 3 },
    'schemaVersion "2"': { ...manifest, schemaVersion: '2' },
    'a key twice': '{"schemaVersion":2,"layers":[],"layers":[]}',
  }
  for (const [name, body] of Object.entries(malformed)) {
    test(`${name} is malformed`, async () => {
      await assert.rejects(resolving(body), coded('REGISTRY_ERROR', /malformed manifest/))
    })
  }
  const followedByNobody: Record<string, unknown> = {
    'E-10: a size of 1e300': { ...manifest, layers: [{ ...descriptor(1), size: 1e300 }] },
    'E-10: a size of -1': { ...manifest, layers: [{ ...descriptor(1), size: -1 }] },
    'E-14: a digest that is none': { ...index, manifests: [{ ...descriptor(1), digest: 'sha256:../../x' }] },
    'E-14: a digest of another algorithm': { ...index, manifests: [{ ...descriptor(1), digest: 'sha512:00' }] },
  }
  for (const [name, body] of Object.entries(followedByNobody)) {
    test(`R-50: ${name}, which is not followed, leads nowhere`, async () => {
      assert.equal((await resolving(body)).digest, digestOf(Buffer.from(JSON.stringify(body))))
    })
  }
  test('B-50: a key that Go reads as a field is told as that', async () => {
    const hint = /^Do not use this image until you know who wrote this manifest/
    const twin = coded('REGISTRY_ERROR', /^malformed manifest of .*: the key "LAYERS" is read as "layers"/, hint)
    await assert.rejects(resolving({ ...manifest, LAYERS: [] }), twin)
    const within = coded('REGISTRY_ERROR', /: the key "Digest" is read as "digest"/, hint)
    await assert.rejects(resolving({ ...manifest, layers: [{ ...descriptor(1), Digest: zeros }] }), within)
    await assert.rejects(resolving({ ...index, manifests: [{ ...descriptor(1), Digest: zeros }] }), within)
  })
  test('E-10: an index of 257 is too long', async () => {
    await assert.rejects(
      resolving({ ...index, ...page(0, limits.indexManifests + 1) }),
      coded('LIMIT_EXCEEDED', /more than 256 manifests/),
    )
  })
  test('Docker schema 1 is refused by its name', async () => {
    const body = { schemaVersion: 1, name: 'acme/app', tag: 'v1', fsLayers: [], signatures: [] }
    const type = 'application/vnd.docker.distribution.manifest.v1+prettyjws'
    await assert.rejects(resolving(body, { 'Content-Type': type }), coded('REGISTRY_ERROR', /Docker schema 1/))
    await assert.rejects(resolving(body), coded('REGISTRY_ERROR', /Docker schema 1/))
  })
})

suite('resolving the digest of a tag', () => {
  test('is what it names, or null', async () => {
    await using server = await startRegistry()
    const digest = server.pushImage(path, 'v1')
    assert.equal(await digestOfTag(open(server.host), path, 'v1'), digest)
    assert.equal(await digestOfTag(open(server.host), path, 'v2'), null)
  })
  test('is not asked for what is not a tag', async () => {
    await using server = await startRegistry()
    await assert.rejects(digestOfTag(open(server.host), path, '../../x'), coded('CONFIG_ERROR', /is not a tag/))
    assert.equal(server.requests.length, 0)
  })
  test('is an error where the registry is', async () => {
    await using server = await serve((_, response) => response.writeHead(500).end())
    await assert.rejects(digestOfTag(open(server.host), path, 'v1'), coded('REGISTRY_ERROR'))
  })
})
