import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { digestOf } from '../../src/core/digest.ts'
import { limits } from '../../src/core/limits.ts'
import { parseReference } from '../../src/image/reference.ts'
import type { CollectedAttestations } from '../../src/model/index.ts'
import type { Registry } from '../../src/registry/client.ts'
import type { Descriptor } from '../../src/registry/manifest.ts'
import { fetchFromRegistry } from '../../src/sources/registry.ts'
import { coded } from '../support/loopback.ts'
import { mediaTypes, tagFor } from '../support/registry.ts'
import { about } from '../support/source-fixture.ts'

const digest = digestOf(Buffer.from('image'))
const good = Buffer.from(JSON.stringify({ good: 'x'.repeat(8000) }))

/** A registry that needs no network, with what is attached to the image in it. */
function imagined() {
  const manifests = new Map<string, Uint8Array>()
  const blobs = new Map<string, Uint8Array>()
  const descriptors: Descriptor[] = []
  const asked = { manifests: 0, blobs: 0 }
  const layer = (bytes: Uint8Array, mediaType: string = mediaTypes.bundle, annotations = {}) => {
    blobs.set(digestOf(bytes), bytes)
    return { mediaType, digest: digestOf(bytes), size: bytes.length, annotations }
  }
  const registry: Registry = {
    host: 'localhost:5000',
    async manifest(_, reference) {
      asked.manifests++
      const bytes = manifests.get(reference)
      return bytes ? { bytes, digest: digestOf(bytes), contentType: null, contentDigest: null } : null
    },
    async blob(_, of) {
      asked.blobs++
      return blobs.get(of) ?? null
    },
    referrers: async () => {
      await it.beforeListing()
      return { descriptors, unusable: 0, incomplete: null }
    },
  }
  const it = {
    asked,
    beforeListing: async () => {},
    /** Puts an index under the tag that stands in for the API. */
    list(manifestsListed: object[]) {
      manifests.set(tagFor(digest, ''), Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: manifestsListed })))
    },
    manifest(body: object) {
      const bytes = Buffer.from(JSON.stringify(body))
      manifests.set(digestOf(bytes), bytes)
      return { mediaType: mediaTypes.manifest, digest: digestOf(bytes), size: bytes.length }
    },
    descriptors,
    layer,
    tag(suffix: string, layers: object[]) {
      manifests.set(tagFor(digest, suffix), Buffer.from(JSON.stringify({ schemaVersion: 2, layers })))
    },
    refer(layers: object[], more: object = {}, artifactType: string | null = mediaTypes.bundle) {
      const bytes = Buffer.from(JSON.stringify(about(digest, layers as never, { artifactType, ...more })))
      manifests.set(digestOf(bytes), bytes)
      const size = bytes.length
      descriptors.push({
        mediaType: mediaTypes.manifest,
        digest: digestOf(bytes),
        size,
        artifactType,
        annotations: {},
      })
    },
    gather: (room = limits.gatheredBytes): Promise<CollectedAttestations> =>
      fetchFromRegistry(registry, { reference: parseReference('localhost:5000/acme/app:v1'), digest }, room),
  }
  return it
}

const certified = (n: number) => ({ 'dev.sigstore.cosign/certificate': 'x', 'dev.sigstore.n': String(n) })
const isGood = ({ attestations }: CollectedAttestations) =>
  attestations.filter(({ content }) => content.kind === 'bundle' && digestOf(content.bundle) === digestOf(good)).length
const statuses = ({ sources }: CollectedAttestations) =>
  sources.map(({ source, found, ...one }) => [source, found, one.status === 'failed' ? one.error.code : 'answered'])

suite('A-70: the byte limit counts each layer, not each blob', () => {
  test('one of 16 MiB that is listed 999 times takes the room of 999, and the small one beside it keeps its own', async () => {
    const it = imagined()
    const large = it.layer(Buffer.alloc(limits.bundleBytes, ' '), mediaTypes.envelope)
    it.tag(
      '.att',
      Array.from({ length: 999 }, (_, n) => ({ ...large, annotations: certified(n) })),
    )
    it.refer([it.layer(good)])
    const gathered = await it.gather()
    assert.equal(isGood(gathered), 1)
    // The good one is there, so that there is no room for an eighth.
    assert.deepEqual(statuses(gathered)[3], ['cosign-attestation', 7, 'LIMIT_EXCEEDED'])
    assert.equal(it.asked.blobs, 2)
  })
  test('the very same layer is one, however often it is listed, and takes nobody’s room', async () => {
    const it = imagined()
    const junk = it.layer(Buffer.alloc(2000, ' '), mediaTypes.envelope, certified(0))
    const last = it.layer(Buffer.from('"last"'), mediaTypes.envelope, certified(1))
    it.tag('.att', [...Array(limits.attestations + 1).fill(junk), last])
    const gathered = await it.gather()
    assert.deepEqual(statuses(gathered)[3], ['cosign-attestation', 2, 'answered'])
  })
  test('nor does the same bundle in many referrers', async () => {
    const it = imagined()
    const junk = it.layer(Buffer.alloc(2000, ' '))
    for (let n = 0; n < limits.attestations + 1; n++) it.refer([junk], { annotations: { n: String(n) } })
    // Larger than all others, and so read last.
    it.refer([it.layer(good)], { annotations: { fill: 'x'.repeat(100) } })
    const gathered = await it.gather()
    assert.equal(isGood(gathered), 1)
    assert.deepEqual(statuses(gathered)[0], ['referrers', 2, 'answered'])
  })
})

suite('A-20: one place takes no room of another', () => {
  for (const [size, what] of [
    [7000, 'a little smaller than the good one'],
    [1000, 'much smaller'],
  ] as const) {
    test(`a thousand layers under a tag, ${what}`, async () => {
      const it = imagined()
      const junk = it.layer(Buffer.alloc(size, ' '), mediaTypes.envelope)
      it.tag(
        '.att',
        Array.from({ length: 999 }, (_, n) => ({ ...junk, annotations: certified(n) })),
      )
      it.refer([it.layer(good)])
      const gathered = await it.gather(100_000)
      assert.equal(isGood(gathered), 1)
      const room = Math.floor((100_000 - good.length) / size)
      assert.deepEqual(statuses(gathered)[3], ['cosign-attestation', room, 'LIMIT_EXCEEDED'])
    })
  }
  test('nor do a thousand signatures and a thousand attestations together', async () => {
    const it = imagined()
    for (const [suffix, mediaType] of [
      ['.sig', mediaTypes.simpleSigning],
      ['.att', mediaTypes.envelope],
    ] as const) {
      const junk = it.layer(Buffer.alloc(1000, ' '), mediaType)
      it.tag(
        suffix,
        Array.from({ length: 499 }, (_, n) => ({ ...junk, annotations: certified(n) })),
      )
    }
    it.refer([it.layer(good)])
    assert.equal(isGood(await it.gather(10_000)), 1)
  })
})

suite('A-23: the tag that stands in for the referrers API takes no room of it', () => {
  const large = (it: ReturnType<typeof imagined>) =>
    Array.from({ length: 20 }, (_, n) => ({
      ...it.manifest({
        schemaVersion: 2,
        layers: [],
        annotations: { n: String(n), fill: 'x'.repeat(2 * 1024 * 1024) },
      }),
      size: 500,
    }))
  test('with manifests of megabytes, read before the API has answered', async () => {
    const it = imagined()
    it.beforeListing = () => sleep(200)
    it.refer([it.layer(good)])
    it.list(large(it))
    const gathered = await it.gather()
    assert.equal(isGood(gathered), 1)
    assert.deepEqual(statuses(gathered)[0], ['referrers', 1, 'answered'])
  })
  test('and what it had no room to read, the API still has', async () => {
    const it = imagined()
    it.beforeListing = () => sleep(200)
    it.refer([it.layer(good)])
    it.list([...large(it), ...it.descriptors.map((one) => ({ ...one, size: 2_000_000 }))])
    assert.equal(isGood(await it.gather()), 1)
  })
  test('with thousands that are not there', async () => {
    const it = imagined()
    it.refer([it.layer(good)])
    const missing = Array.from({ length: limits.listedReferrers }, (_, n) => ({
      mediaType: mediaTypes.manifest,
      digest: digestOf(Buffer.from(`${n}`)),
      size: 500,
      artifactType: mediaTypes.bundle,
    }))
    it.list(missing)
    assert.equal(isGood(await it.gather()), 1)
  })
})

suite('A-73: the likeliest attestations are fetched first', () => {
  test('referrers that hold nothing take no room, whatever they call themselves', async () => {
    const it = imagined()
    for (let n = 0; n < 1500; n++) it.refer([], { annotations: { n: String(n), fill: 'x'.repeat(n % 500) } })
    it.refer([it.layer(good)])
    const gathered = await it.gather()
    assert.equal(isGood(gathered), 1)
    assert.deepEqual(statuses(gathered)[0], ['referrers', 1, 'answered'])
  })
  for (const [more, code] of [
    [0, 'answered'],
    [1, 'LIMIT_EXCEEDED'],
  ] as const) {
    test(`of ${limits.referrers + more} referrers ${limits.referrers} are read, the good one among them`, async () => {
      const it = imagined()
      for (let n = 0; n < limits.referrers - 1 + more; n++) {
        it.refer([], { annotations: { n: String(n) } }, n % 2 ? 'application/spdx+json' : null)
      }
      it.refer([it.layer(good)])
      const gathered = await it.gather()
      assert.equal(isGood(gathered), 1)
      assert.deepEqual(statuses(gathered)[0], ['referrers', 1, code])
      // The three tags are asked for, too.
      assert.equal(it.asked.manifests, limits.referrers + 3)
      const [result] = gathered.sources
      if (code !== 'answered' && result?.status === 'failed') {
        assert.ok(coded('LIMIT_EXCEEDED', /^4001 referrers are listed, and no more than 4000 are read$/)(result.error))
      }
    })
  }
  test('more referrers than are read, which call themselves bundles and have no room for a layer', async () => {
    const it = imagined()
    for (let n = 0; n < limits.referrers; n++) it.refer([], { config: undefined, annotations: { n: String(n) } })
    it.refer([it.layer(good)])
    assert.equal(isGood(await it.gather()), 1)
  })
  test('more bundles than there is room for, all too small to be one', async () => {
    const it = imagined()
    for (let n = 0; n < limits.attestations; n++) it.refer([it.layer(Buffer.from(`"${n}"`))])
    it.refer([it.layer(good)])
    const gathered = await it.gather()
    assert.equal(isGood(gathered), 1)
    assert.deepEqual(statuses(gathered)[0], ['referrers', limits.attestations, 'LIMIT_EXCEEDED'])
  })
  test('more bundles than there is room for, all larger', async () => {
    const it = imagined()
    for (let n = 0; n < limits.attestations / 10; n++) {
      it.refer(Array.from({ length: 10 }, (_, m) => it.layer(Buffer.from(`${n} ${m} ${'x'.repeat(9000)}`))))
    }
    it.refer([it.layer(good)])
    const gathered = await it.gather()
    assert.equal(isGood(gathered), 1)
    assert.deepEqual(statuses(gathered)[0], ['referrers', limits.attestations, 'LIMIT_EXCEEDED'])
  })
  test('manifests of megabytes are read last', async () => {
    const it = imagined()
    for (let n = 0; n < 60; n++) it.refer([], { annotations: { n: String(n), fill: 'x'.repeat(2 * 1024 * 1024) } })
    it.refer([it.layer(good)])
    const gathered = await it.gather()
    assert.equal(isGood(gathered), 1)
    assert.deepEqual(statuses(gathered)[0], ['referrers', 1, 'LIMIT_EXCEEDED'])
  })
  test('an artifactType that lies comes later, and is read all the same', async () => {
    const it = imagined()
    it.refer([it.layer(good)], {}, 'application/spdx+json')
    assert.equal(isGood(await it.gather()), 1)
  })
})
