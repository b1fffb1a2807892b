import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { digestOf } from '../../src/core/digest.ts'
import { limits } from '../../src/core/limits.ts'
import { learnSecret } from '../../src/core/secrets.ts'
import { listPlatforms, platformSubject } from '../../src/image/platforms.ts'
import { parseReference } from '../../src/image/reference.ts'
import type { Digest, Image } from '../../src/model/index.ts'
import { typeOf } from '../../src/sources/unread.ts'
import { coded } from '../support/loopback.ts'
import { mediaTypes, type Registry, startRegistry } from '../support/registry.ts'
import { open, path, zeros } from '../support/registry-fixture.ts'

type Entry = Record<string, unknown>

const noBody = {
  schemaVersion: 2,
  mediaType: null,
  artifactType: null,
  config: null,
  layers: null,
  manifests: null,
  subject: null,
}

const bytesOf = (manifests: readonly Entry[]) =>
  Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests }))

const imageOf = (registry: Registry, manifests: readonly Entry[]): Image => ({
  reference: parseReference(`${registry.host}/${path}:v1`),
  digest: digestOf(bytesOf(manifests)),
  mediaType: mediaTypes.index,
  manifest: bytesOf(manifests),
})

const platform = (name: string) => {
  const [os, architecture, variant] = name.split('/')
  return { os, architecture, ...(variant && { variant }) }
}

/** An entry for a digest that is different for each number. */
const entry = (n: number, name: string | null, more: Entry = {}): Entry => ({
  mediaType: mediaTypes.manifest,
  digest: `sha256:${n.toString(16).padStart(64, '0')}`,
  size: 1,
  ...(name !== null && { platform: platform(name) }),
  ...more,
})

const about = (n: number, type = 'attestation-manifest') => ({
  annotations: {
    'vnd.docker.reference.type': type,
    'vnd.docker.reference.digest': `sha256:${n.toString(16).padStart(64, '0')}`,
  },
})

/** `name about-count` of each platform. */
async function listed(registry: Registry, manifests: readonly Entry[]): Promise<string[] | undefined> {
  const platforms = await listPlatforms(open(registry.host), imageOf(registry, manifests))
  return platforms?.map(({ name, attestationManifests }) => `${name} ${attestationManifests.length}`)
}

suite('reading the platforms of an index', () => {
  test('H-80: a short secret that goes on beyond the bound of a name is cut out', async () => {
    learnSecret('pass-word-7')
    const cut = `${'x'.repeat(120)}pass-word-7`
    await using registry = await startRegistry()
    const entries = [entry(1, 'linux/amd64', { artifactType: cut }), entry(2, cut)]
    const shown = JSON.stringify(await listPlatforms(open(registry.host), imageOf(registry, entries)))
    assert.ok(shown.includes('x***') && !shown.includes('xpass'), shown)
    assert.equal(typeOf({ ...noBody, artifactType: `${'x'.repeat(95)}pass-word-7` }), `${'x'.repeat(95)}***`)
  })
  test('each entry that could be run, with the attestation manifests that refer to it', async () => {
    await using registry = await startRegistry()
    const entries = [
      entry(1, 'linux/amd64'),
      entry(2, 'linux/arm64/v8'),
      entry(3, 'unknown/unknown', about(1)),
      entry(4, 'unknown/unknown', about(1)),
      entry(5, 'unknown/unknown', about(9)),
    ]
    assert.deepEqual(await listed(registry, entries), ['linux/amd64 2', 'linux/arm64/v8 0'])
    assert.equal(registry.requests.length, 0)
  })
  test('an entry that merely says that it is an attestation is a platform like any other', async () => {
    await using registry = await startRegistry()
    const entries = [entry(1, 'linux/amd64'), entry(2, 'linux/arm64', about(1)), entry(3, null, about(1))]
    assert.deepEqual(await listed(registry, entries), [
      'linux/amd64 0',
      'linux/arm64 0',
      'a platform that is not named 0',
    ])
  })
  test('what is for no platform and is no attestation manifest refers to nothing', async () => {
    await using registry = await startRegistry()
    const entries = [
      entry(1, 'linux/amd64'),
      entry(2, 'unknown/unknown', about(1, 'sbom')),
      entry(3, 'unknown/unknown'),
    ]
    assert.deepEqual(await listed(registry, entries), ['linux/amd64 0'])
  })
  test('one manifest for two platforms is one, by both names', async () => {
    await using registry = await startRegistry()
    const entries = [entry(1, 'linux/arm/v6'), entry(1, 'linux/arm/v7'), entry(1, 'linux/arm/v7')]
    assert.deepEqual(await listed(registry, entries), ['linux/arm/v6, linux/arm/v7 0'])
  })
  test('an image manifest has none', async () => {
    await using registry = await startRegistry()
    const image = { ...imageOf(registry, []), mediaType: mediaTypes.manifest }
    assert.equal(await listPlatforms(open(registry.host), image), null)
  })
  test('no two of them have one name: versions of Windows differ in their digests', async () => {
    await using registry = await startRegistry()
    const entries = [entry(1, 'windows/amd64'), entry(2, 'windows/amd64'), entry(3, 'linux/amd64')]
    const [one, other, linux] = (await listed(registry, entries)) ?? assert.fail()
    assert.match(one ?? '', /^windows\/amd64 \(sha256:[0-9a-f]{64}\) 0$/)
    assert.match(other ?? '', /^windows\/amd64 \(sha256:[0-9a-f]{64}\) 0$/)
    assert.notEqual(one, other)
    assert.equal(linux, 'linux/amd64 0')
  })
  test('B-51: an artifact is named for what it is, and one that is listed as an image, too, is one', async () => {
    await using registry = await startRegistry()
    const artifactType = 'application/vnd.amazon.soci.index.v2+json'
    const entries = [
      entry(1, 'linux/amd64'),
      entry(2, 'linux/amd64', { artifactType }),
      entry(3, 'linux/arm64', { artifactType }),
      entry(3, 'linux/arm64'),
      entry(4, null, { mediaType: 'application/vnd.oci.artifact.manifest.v1+json' }),
      entry(5, 'linux/s390x', { artifactType: '', mediaType: undefined }),
      entry(6, 'linux/s390x', { artifactType: 'z'.repeat(200) }),
    ]
    const platforms = await listPlatforms(open(registry.host), imageOf(registry, entries))
    assert.deepEqual(
      platforms?.map(({ name, artifactType }) => [name, artifactType]),
      [
        ['linux/amd64', null],
        [`linux/amd64 (${artifactType})`, artifactType],
        [`linux/arm64 (${artifactType}), linux/arm64`, null],
        [
          'a platform that is not named (application/vnd.oci.artifact.manifest.v1+json)',
          'application/vnd.oci.artifact.manifest.v1+json',
        ],
        ['linux/s390x', null],
        [`linux/s390x (${'z'.repeat(128)})`, 'z'.repeat(128)],
      ],
    )
  })
  test('R-50: an entry that cannot be followed, and could be chosen, is refused', async () => {
    await using registry = await startRegistry()
    const sha512 = `sha512:${'0'.repeat(128)}`
    for (const [odd, why] of [
      [entry(2, 'linux/arm64', { digest: sha512 }), /its entry for linux\/arm64 has no digest of the form sha256/],
      [entry(2, null, { digest: undefined }), /an entry without a platform has no digest of the form sha256/],
      [entry(2, 'linux/arm64', { platform: 'unknown/unknown' }), /"platform" is not an object/],
      [{ mediaType: mediaTypes.index, digest: sha512, size: 1 }, /has no digest of the form sha256/],
    ] as const)
      await assert.rejects(listed(registry, [entry(1, 'linux/amd64'), odd]), coded('REGISTRY_ERROR', why))
  })
  test('R-50: BuildKit may list what cannot be followed, where nobody could choose it', async () => {
    await using registry = await startRegistry()
    const odd = entry(2, 'unknown/unknown', { ...about(1), digest: `sha512:${'0'.repeat(128)}` })
    assert.deepEqual(await listed(registry, [entry(1, 'linux/amd64'), odd]), ['linux/amd64 0'])
  })
  test('an index of none has an empty list', async () => {
    await using registry = await startRegistry()
    assert.deepEqual(await listed(registry, []), [])
  })
})

suite('B-15: an index nested in an index', () => {
  const nest = (registry: Registry, manifests: readonly Entry[]): Entry => {
    const digest = registry.push(path, null, bytesOf(manifests), mediaTypes.index)
    return { mediaType: mediaTypes.index, digest, size: bytesOf(manifests).length }
  }
  test('one level is unfolded, and its attestation manifests count', async () => {
    await using registry = await startRegistry()
    const inner = nest(registry, [entry(1, 'linux/amd64'), entry(2, 'unknown/unknown', about(1))])
    assert.deepEqual(await listed(registry, [inner, entry(3, 'linux/arm64')]), ['linux/arm64 0', 'linux/amd64 1'])
  })
  test(`${limits.indexDepth} levels are LIMIT_EXCEEDED, whatever platform they are said to be for`, async () => {
    await using registry = await startRegistry()
    const innermost = { ...nest(registry, [entry(1, 'linux/amd64')]), platform: platform('unknown/unknown') }
    const entries = [nest(registry, [innermost])]
    await assert.rejects(listed(registry, entries), coded('LIMIT_EXCEEDED', /more than 2 levels deep/))
  })
  test(`${limits.indexManifests} manifests over all, and one more`, async () => {
    await using registry = await startRegistry()
    const half = limits.indexManifests / 2
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => entry(from + n, `linux/p${from + n}`))
    const inner = nest(registry, many(1000, half))
    assert.equal((await listed(registry, [...many(1, half), inner]))?.length, limits.indexManifests)
    const tooMany = listed(registry, [...many(1, half + 1), inner])
    await assert.rejects(tooMany, coded('LIMIT_EXCEEDED', /lists more than 256 manifests/))
  })
  test('an entry that is said to be an index, and is none', async () => {
    await using registry = await startRegistry()
    const digest = registry.pushImage(path, null)
    const lie = { mediaType: mediaTypes.index, digest, size: 1 }
    await assert.rejects(listed(registry, [lie]), coded('REGISTRY_ERROR', /ambiguous|lists .* as an index/))
  })
})

suite('a platform as the subject to attest', () => {
  const subject = async (registry: Registry, digest: string) => {
    const entries = [{ mediaType: mediaTypes.manifest, digest, size: 1, platform: platform('linux/amd64') }]
    const image = imageOf(registry, entries)
    const client = open(registry.host)
    const [first] = (await listPlatforms(client, image)) ?? []
    return (await platformSubject(client, image, first ?? assert.fail())).subject
  }
  test('its own bytes, by the digest that the index names', async () => {
    await using registry = await startRegistry()
    const digest = registry.pushImage(path, null) as Digest
    const found = await subject(registry, digest)
    assert.deepEqual([found.digest, digestOf(found.manifest), found.platform], [digest, digest, 'linux/amd64'])
  })
  test('one that the registry does not have', async () => {
    await using registry = await startRegistry()
    await assert.rejects(subject(registry, zeros), coded('IMAGE_NOT_FOUND', /which the index of .* lists/))
  })
  test('B-18: one that is an index, and not said to be', async () => {
    await using registry = await startRegistry()
    const { digest } = registry.pushIndex(path, null)
    await assert.rejects(subject(registry, digest), coded('REGISTRY_ERROR', /lists sha256:.* as an image manifest/))
  })
})
