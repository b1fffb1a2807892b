import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { digestOf } from '../../src/core/digest.ts'
import { limits } from '../../src/core/limits.ts'
import { parseReference } from '../../src/image/reference.ts'
import type { Digest, Subject } from '../../src/model/index.ts'
import { fetchFromBuildKit } from '../../src/sources/buildkit.ts'
import { likeliest, weightOf } from '../../src/sources/order.ts'
import { mediaTypes, type Registry, type RegistryOptions, startRegistry, tagFor } from '../support/registry.ts'
import { open, path } from '../support/registry-fixture.ts'
import { failing } from '../support/source-fixture.ts'

/** An index with BuildKit's attestation manifests, and what is gathered about its first platform. */
async function scene(options: RegistryOptions = {}) {
  const registry = await startRegistry(options)
  const { platforms, attestations } = registry.pushIndex(path, 'v1', { buildkit: true })
  const [platform] = platforms
  const [attestation] = attestations
  if (platform === undefined || attestation === undefined) return assert.fail()
  const subject: Subject = {
    reference: parseReference(`${registry.host}/${path}:v1`),
    digest: platform.digest as Digest,
    mediaType: mediaTypes.manifest,
    manifest: new Uint8Array(),
    platform: platform.platform,
    attestationManifests: [attestation.digest as Digest],
  }
  const gather = (more: Partial<Subject> = {}) =>
    fetchFromBuildKit(open(registry.host), { ...subject, ...more }, limits.gatheredBytes)
  return {
    registry,
    attested: attestation.digest,
    gather,
    [Symbol.asyncDispose]: () => registry[Symbol.asyncDispose](),
  }
}

async function resultOf(gathering: ReturnType<typeof fetchFromBuildKit>): Promise<string> {
  const { attestations, sources } = await gathering
  const [result, ...others] = sources
  assert.equal(others.length, 0)
  if (result === undefined) return assert.fail()
  assert.equal(result.found, attestations.length)
  return result.status === 'answered' ? `${result.found} ${result.message}` : `${result.found} ${result.error.code}`
}

/** Puts an attestation manifest with these layers into the registry. */
const manifestOf = (registry: Registry, layers: object[]) =>
  registry.push(path, null, { schemaVersion: 2, mediaType: mediaTypes.manifest, layers }) as Digest

suite("reading BuildKit's attestations of a platform", () => {
  test('unsigned: nothing, and not even asked for', async () => {
    await using it = await scene()
    assert.equal(await resultOf(it.gather()), '0 1 attestation manifest, not signed')
    assert.equal(it.registry.requests.filter((request) => request.path.includes('/blobs/')).length, 0)
  })
  test('no attestation manifest: nobody is asked', async () => {
    await using it = await scene()
    assert.equal(
      await resultOf(it.gather({ attestationManifests: [] })),
      '0 the index has no attestation manifest for it',
    )
    assert.equal(it.registry.requests.length, 0)
  })
  test('signed: each statement with each signature', async () => {
    await using it = await scene()
    for (const signature of ['one', 'two']) it.registry.attach(path, it.attested, Buffer.from(signature))
    assert.equal(await resultOf(it.gather()), '2 1 attestation manifest, 2 signed statements')
    const { attestations } = await it.gather()
    for (const { source, location, content } of attestations) {
      if (content.kind !== 'buildkit') assert.fail()
      assert.equal(source, 'buildkit')
      assert.equal(digestOf(content.manifest), it.attested)
      assert.ok(location.endsWith(`@${it.attested}#${digestOf(content.statement)}`))
    }
  })
  test('a place that could not be asked about it is its error', async () => {
    await using it = await scene()
    failing(it.registry, `/referrers/${it.attested}`, 503)
    assert.equal(await resultOf(it.gather()), '0 REGISTRY_ERROR')
  })
  test('the attestation manifest is gone', async () => {
    await using it = await scene()
    it.registry.attach(path, it.attested, Buffer.from('signature'))
    it.registry.store.repositories.get(path)?.manifests.delete(it.attested)
    assert.equal(await resultOf(it.gather()), '0 REGISTRY_ERROR')
  })
  test('a statement that the registry does not have is unreadable, others count', async () => {
    await using it = await scene()
    const there = it.registry.blob(Buffer.from('{}'), mediaTypes.inToto)
    const digest = manifestOf(it.registry, [{ ...there, digest: `sha256:${'0'.repeat(64)}` }, there])
    it.registry.attach(path, digest, Buffer.from('signature'))
    const { attestations } = await it.gather({ attestationManifests: [digest] })
    assert.deepEqual(
      attestations.map(({ content }) => content.kind),
      ['unreadable', 'buildkit'],
    )
  })
  test('E-09: a statement that is declared to be too large is not asked for', async () => {
    await using it = await scene()
    const blob = it.registry.blob(Buffer.from('{}'), mediaTypes.inToto)
    const digest = manifestOf(it.registry, [{ ...blob, size: limits.bundleBytes + 1 }])
    it.registry.attach(path, digest, Buffer.from('signature'))
    const { attestations } = await it.gather({ attestationManifests: [digest] })
    assert.equal(attestations[0]?.content.kind === 'unreadable' && attestations[0].content.code, 'LIMIT_EXCEEDED')
  })
  test('a registry that fails to hand out a statement is the error, not the statement', async () => {
    await using it = await scene()
    it.registry.attach(path, it.attested, Buffer.from('signature'))
    const { layers } = JSON.parse(
      it.registry.store.repositories.get(path)?.manifests.get(it.attested)?.bytes.toString() ?? '',
    )
    failing(it.registry, `/blobs/${layers[0].digest}`, 503)
    assert.equal(await resultOf(it.gather()), '0 REGISTRY_ERROR')
  })
  test('A-73: of more pairs than there is room for, those with the likeliest signatures are kept', async () => {
    await using it = await scene()
    const statements = [1, 2, 3].map((n) => it.registry.blob(Buffer.from(`{"n":${n}}`), mediaTypes.inToto))
    const digest = manifestOf(it.registry, statements)
    const good = Buffer.from('x'.repeat(3000))
    for (let n = 0; n < 340; n++) it.registry.attach(path, digest, Buffer.from(`${n}`))
    it.registry.attach(path, digest, good)
    const { attestations } = await it.gather({ attestationManifests: [digest] })
    const kept = attestations.filter(({ content }) => {
      return content.kind === 'buildkit' && content.signature.kind === 'bundle' && good.equals(content.signature.bundle)
    })
    assert.deepEqual([attestations.length, kept.length], [limits.attestations, 3])
  })
  for (const suffix of ['.sig', '.att']) {
    test(`A-21: a thousand small signatures under ${suffix} take no room of the larger one that refers`, async () => {
      await using it = await scene()
      const statements = [1, 2].map((n) => it.registry.blob(Buffer.from(`{"n":${n}}`), mediaTypes.inToto))
      const digest = manifestOf(it.registry, statements)
      const small = it.registry.blob(
        Buffer.from('{}'),
        suffix === '.sig' ? mediaTypes.simpleSigning : mediaTypes.envelope,
      )
      const layers = Array.from({ length: limits.attestations }, (_, n) => ({
        ...small,
        annotations: { 'dev.sigstore.cosign/certificate': 'x', 'dev.sigstore.n': `${n}` },
      }))
      it.registry.push(path, tagFor(digest, suffix), { schemaVersion: 2, layers })
      const good = Buffer.from('x'.repeat(3000))
      it.registry.attach(path, digest, good)
      const { attestations } = await it.gather({ attestationManifests: [digest] })
      const kept = attestations.filter(({ content }) => {
        return (
          content.kind === 'buildkit' && content.signature.kind === 'bundle' && good.equals(content.signature.bundle)
        )
      })
      assert.deepEqual([attestations.length, kept.length], [limits.attestations, 2])
      // Where the room for all places is smaller yet, they come first, too.
      assert.equal(
        likeliest(attestations, 4, ({ content }) => weightOf(content)).filter((one) => kept.includes(one)).length,
        2,
      )
    })
  }
  for (const [count, expected] of [
    [limits.statementsOfManifest, `${limits.statementsOfManifest} 1 attestation manifest, 64 signed statements`],
    [limits.statementsOfManifest + 1, `${limits.statementsOfManifest} LIMIT_EXCEEDED`],
  ] as const) {
    test(`E-19: ${count} statements in one`, async () => {
      await using it = await scene()
      const blobs = Array.from({ length: count }, (_, n) => it.registry.blob(Buffer.from(`${n}`), mediaTypes.inToto))
      const digest = manifestOf(it.registry, blobs)
      it.registry.attach(path, digest, Buffer.from('signature'))
      assert.equal(await resultOf(it.gather({ attestationManifests: [digest] })), expected)
    })
  }
})
