import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { digestOf } from '../../src/core/digest.ts'
import { limits } from '../../src/core/limits.ts'
import { parseReference } from '../../src/image/reference.ts'
import type { Digest, Image } from '../../src/model/index.ts'
import { createRegistry, type Registry } from '../../src/registry/client.ts'
import { fetchFromRegistry } from '../../src/sources/registry.ts'
import { coded, serve } from '../support/loopback.ts'
import { mediaTypes, startRegistry, tagFor } from '../support/registry.ts'

const path = 'acme/app'
const subject = digestOf(Buffer.from('subject'))

const imageAt = (host: string): Image => {
  const reference = parseReference(`${host}/${path}:v1`)
  return { reference, digest: subject, mediaType: mediaTypes.manifest, manifest: new Uint8Array() }
}

/** What is found where the `.att` tag lists these layers. */
async function gatherLayers(
  layers: { digest: string; size: number }[],
  blobs: ReadonlyMap<string, Uint8Array>,
  options: { status?: number } = {},
) {
  await using server = await startRegistry({ referrers: 'none' })
  const described = layers.map((layer) => ({ mediaType: mediaTypes.envelope, annotations, ...layer }))
  server.push(path, tagFor(subject, '.att'), { schemaVersion: 2, mediaType: mediaTypes.manifest, layers: described })
  server.intercept(({ path: asked, response }) => {
    const blob = blobs.get(asked.split('/').at(-1) ?? '')
    if (blob === undefined) return false
    response.writeHead(options.status ?? 200).end(blob)
    return true
  })
  const registry = createRegistry(server.host, { retryBaseMs: 1 })
  const { attestations, sources } = await fetchFromRegistry(registry, imageAt(server.host))
  const asked = server.requests.filter((request) => request.path.includes('/blobs/')).length
  return { contents: attestations.map(({ content }) => content), result: sources[3], asked }
}

/** Without a certificate a layer of cosign's is passed over. */
const annotations = { 'dev.sigstore.cosign/certificate': 'x' }

const blob = (bytes: Uint8Array) => ({ digest: digestOf(bytes), size: bytes.length })
const good = Buffer.from('"good"')

suite('fetching the blob of an attestation', () => {
  test('E-09: of 16 MiB is read', async () => {
    const bytes = Buffer.alloc(limits.bundleBytes, ' ')
    const { contents } = await gatherLayers([blob(bytes)], new Map([[digestOf(bytes), bytes]]))
    assert.ok(contents[0]?.kind === 'dsse' && contents[0].envelope.length === limits.bundleBytes)
  })
  test('E-09: of one byte more is LIMIT_EXCEEDED, and not asked for', async () => {
    const bytes = Buffer.alloc(limits.bundleBytes + 1, ' ')
    const blobs = new Map<string, Uint8Array>([
      [digestOf(bytes), bytes],
      [digestOf(good), good],
    ])
    const { contents, asked, result } = await gatherLayers([blob(bytes), blob(good)], blobs)
    assert.deepEqual(
      contents.map((content) => [content.kind, 'code' in content && content.code]),
      [
        ['unreadable', 'LIMIT_EXCEEDED'],
        ['dsse', false],
      ],
    )
    assert.equal(asked, 1)
    assert.equal(result?.status, 'answered')
  })
  test('E-09: that is larger than declared is read no further, and invalid', async () => {
    const bytes = Buffer.alloc(limits.bundleBytes + 1, ' ')
    const { contents } = await gatherLayers([{ digest: digestOf(bytes), size: 9 }], new Map([[digestOf(bytes), bytes]]))
    assert.ok(contents[0]?.kind === 'unreadable' && contents[0].code === 'BUNDLE_INVALID' && contents[0].as === 'dsse')
    assert.match(contents[0].message, /more bytes than the 9 that are declared/)
  })
  test('E-10: of a declared size of 9e15 is not asked for', async () => {
    const { contents, asked } = await gatherLayers([{ digest: digestOf(good), size: 9e15 }], new Map())
    assert.ok(contents[0]?.kind === 'unreadable' && contents[0].code === 'LIMIT_EXCEEDED')
    assert.equal(asked, 0)
  })
  for (const size of [good.length - 1, good.length + 1]) {
    test(`E-13: of ${good.length} bytes that is declared to have ${size} is BUNDLE_INVALID`, async () => {
      const { contents } = await gatherLayers([{ digest: digestOf(good), size }], new Map([[digestOf(good), good]]))
      assert.ok(contents[0]?.kind === 'unreadable' && contents[0].code === 'BUNDLE_INVALID')
    })
  }
  test('B-05: of other bytes is BUNDLE_INVALID', async () => {
    const { contents } = await gatherLayers([blob(good)], new Map([[digestOf(good), Buffer.from('"evil"')]]))
    assert.ok(contents[0]?.kind === 'unreadable' && contents[0].code === 'BUNDLE_INVALID')
  })
  test('that is not there is BUNDLE_INVALID', async () => {
    const { contents, result } = await gatherLayers([blob(good)], new Map())
    assert.ok(contents[0]?.kind === 'unreadable' && /no such blob/.test(contents[0].message))
    assert.equal(result?.status, 'answered')
  })
  test('A-06: that the registry fails to serve fails the source', async () => {
    const { contents, result } = await gatherLayers([blob(good)], new Map([[digestOf(good), good]]), { status: 500 })
    assert.deepEqual(contents, [])
    assert.ok(result?.status === 'failed' && coded('REGISTRY_ERROR', /500/)(result.error))
  })
  test('R-05: that never comes fails the source', async () => {
    const layer = { mediaType: mediaTypes.envelope, annotations, ...blob(good) }
    await using server = await serve((seen, response) => {
      if (seen.path.endsWith('.att')) response.end(JSON.stringify({ schemaVersion: 2, layers: [layer] }))
      else if (!seen.path.includes('/blobs/')) response.writeHead(404).end()
    })
    const { sources } = await fetchFromRegistry(createRegistry(server.host, { requestMs: 500 }), imageAt(server.host))
    assert.deepEqual(
      sources.map(({ status }) => status),
      ['answered', 'answered', 'answered', 'failed'],
    )
    assert.ok(sources[3]?.status === 'failed' && coded('TIMEOUT')(sources[3].error))
  })
})

/** A registry that needs no network, for what is about numbers. */
function imagined(layers: number[], referrers: number[] = []) {
  const manifests = new Map<string, Uint8Array>()
  const blobs = new Map<Digest, Uint8Array>()
  const asked: Digest[] = []
  const manifestsAsked: string[] = []
  const manifest = (sizes: number[], name: string) => {
    const described = sizes.map((size, n) => {
      const bytes = Buffer.alloc(size, `${name} ${n} `)
      blobs.set(digestOf(bytes), bytes)
      return { mediaType: mediaTypes.envelope, annotations, ...blob(bytes) }
    })
    const about = { mediaType: mediaTypes.manifest, digest: subject, size: 1 }
    return Buffer.from(JSON.stringify({ schemaVersion: 2, layers: described, subject: about, annotations: { name } }))
  }
  manifests.set(tagFor(subject, '.att'), manifest(layers, 'att'))
  const descriptors = referrers.map((count, n) => {
    const bytes = manifest(
      Array.from({ length: count }, () => 20),
      `referrer ${n}`,
    )
    manifests.set(digestOf(bytes), bytes)
    return { mediaType: mediaTypes.manifest, ...blob(bytes), artifactType: null, platform: null, annotations: {} }
  })
  const registry: Registry = {
    host: 'localhost:5000',
    async manifest(_, reference) {
      manifestsAsked.push(reference)
      const bytes = manifests.get(reference)
      return bytes ? { bytes, digest: digestOf(bytes), contentType: null, contentDigest: null } : null
    },
    async blob(_, digest) {
      asked.push(digest)
      return blobs.get(digest) ?? null
    },
    referrers: async () => ({ descriptors, unusable: 0, incomplete: null }),
  }
  return { registry, asked, manifestsAsked }
}

const gatherImagined = async (registry: Registry) => fetchFromRegistry(registry, imageAt(registry.host))

suite('E-07, E-19: fetching at most a thousand attestations of an image', () => {
  test('in one manifest are read', async () => {
    const { sources } = await gatherImagined(imagined(Array(limits.attestations).fill(20)).registry)
    assert.deepEqual([sources[3]?.status, sources[3]?.found], ['answered', 1000])
  })
  test('and one more: the source has failed, and the thousand are kept', async () => {
    const { registry, asked } = imagined(Array(limits.attestations + 1).fill(20))
    const { sources, attestations } = await gatherImagined(registry)
    assert.ok(sources[3]?.status === 'failed' && coded('LIMIT_EXCEEDED', /more than 1000/)(sources[3].error))
    assert.deepEqual([sources[3]?.found, attestations.length, asked.length], [1000, 1000, 1000])
  })
  test('over many referrers: those that come last are left out', async () => {
    const { registry } = imagined([], Array(64).fill(16))
    const { sources, attestations } = await gatherImagined(registry)
    assert.ok(sources[0]?.status === 'failed' && coded('LIMIT_EXCEEDED')(sources[0].error))
    assert.equal(sources[0]?.found, 1000)
    const byManifest = Object.groupBy(attestations, ({ location }) => location.split('#')[0] ?? '')
    const counts = Object.values(byManifest).map((group) => group?.length)
    assert.deepEqual(counts, [...Array(62).fill(16), 8])
  })
  test('in one referrer: 16 are read, and of more the source has failed, so that one push takes no room of others', async () => {
    const at = await gatherImagined(imagined([], [limits.layersOfReferrer, 1]).registry)
    assert.deepEqual([at.sources[0]?.status, at.sources[0]?.found], ['answered', 17])
    const over = await gatherImagined(imagined([], [1001, 1]).registry)
    assert.deepEqual([over.sources[0]?.status, over.sources[0]?.found], ['failed', 17])
    assert.ok(over.sources[0]?.status === 'failed' && coded('LIMIT_EXCEEDED', /more than 16/)(over.sources[0].error))
  })
  test('and once it is passed, no more referrers are asked for', async () => {
    const { registry, manifestsAsked } = imagined([], Array(200).fill(16))
    await gatherImagined(registry)
    assert.ok(manifestsAsked.length < 90, String(manifestsAsked.length))
  })
  test('and a source over the bound does not fail another', async () => {
    const { sources } = await gatherImagined(imagined([20], Array(70).fill(16)).registry)
    assert.deepEqual(
      sources.map(({ status, found }) => [status, found]),
      [
        ['failed', 999],
        ['answered', 0],
        ['answered', 0],
        ['answered', 1],
      ],
    )
  })
})

suite('R-33: the byte budget of all attestations of an image', () => {
  const most = limits.gatheredBytes
  const declared = (sizes: number[], names = sizes.map((_, n) => n)) => {
    const asked: Digest[] = []
    const layers = sizes.map((size, n) => ({
      mediaType: mediaTypes.envelope,
      annotations,
      digest: digestOf(Buffer.from(String(names[n]))),
      size,
    }))
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, layers }))
    const registry: Registry = {
      host: 'localhost:5000',
      manifest: async (_, tag) =>
        tag.endsWith('.att') ? { bytes, digest: digestOf(bytes), contentType: null, contentDigest: null } : null,
      async blob(_, digest) {
        asked.push(digest)
        return null
      },
      referrers: async () => 'unsupported',
    }
    return { registry, asked }
  }
  test(`${most} bytes are asked for`, async () => {
    const { registry, asked } = declared(Array(8).fill(limits.bundleBytes))
    await gatherImagined(registry)
    assert.equal(asked.length, 8)
  })
  test('of one byte more the largest is left out, wherever it stands, and the source has failed', async () => {
    const { registry, asked } = declared([limits.bundleBytes, ...Array(7).fill(limits.bundleBytes - 1), 8])
    const { sources } = await gatherImagined(registry)
    assert.equal(asked.length, 8)
    assert.ok(sources[3]?.status === 'failed' && coded('LIMIT_EXCEEDED')(sources[3].error))
  })
  test('A-13: who declares a blob of others to be large hides nothing', async () => {
    const sizes = [...Array(9).fill(limits.bundleBytes - 1), limits.bundleBytes, 9]
    const { registry, asked } = declared(sizes, [...Array(10).keys(), 9])
    await gatherImagined(registry)
    assert.ok(asked.includes(digestOf(Buffer.from('9'))))
  })
})
