import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { ActionOptions, ActionRun } from '../support/action.ts'
import { failed, path, provenance, type Stage, seen, setStage, verified } from '../support/action-fixture.ts'
import { putManifest } from '../support/registry/store.ts'
import type { PushedIndex } from '../support/registry.ts'

/** A stage with an index under `multi`, and what it takes to attest a digest and to run the action on the index. */
async function setIndex(request: Parameters<Stage['registry']['pushIndex']>[2] = {}) {
  const stage = await setStage()
  const { registry, sigstore } = stage
  const index = registry.pushIndex(path, 'multi', request)
  const image = `${registry.host}/${path}:multi`
  return {
    ...stage,
    index,
    image,
    /** Signs provenance of this digest, and attaches it to it. */
    attest: (digest: string) => registry.attach(path, digest, sigstore.sign({ statement: provenance(digest) })),
    run: (inputs: Record<string, string> = {}, options: ActionOptions = {}) => stage.run({ image, ...inputs }, options),
    /** Signs this digest as cosign 3 signs what BuildKit wrote. */
    sign(digest: string) {
      const hex = digest.slice('sha256:'.length)
      const statement = {
        _type: 'https://in-toto.io/Statement/v1',
        subject: [{ digest: { sha256: hex } }],
        predicateType: 'https://sigstore.dev/cosign/sign/v1',
        predicate: {},
      }
      return registry.attach(path, digest, sigstore.sign({ statement }))
    },
  }
}

const platformOf = (index: PushedIndex, name: string) =>
  index.platforms.find(({ platform }) => platform === name)?.digest ?? assert.fail()

const messageOf = (run: ActionRun) => run.annotations.map(({ message }) => message).join('\n')

suite('B-13: an index attested only on its two platforms', () => {
  test('index: fails, and says what to set', async () => {
    await using stage = await setIndex()
    for (const { digest } of stage.index.platforms) stage.attest(digest)
    const run = await stage.run()
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.match(messageOf(run), /Each of its platforms is attested, though: set platforms: each\./)
    assert.match(messageOf(run), /What to do: Set the input platforms: each/)
  })
  test('index: says nothing of the kind where one platform is not attested', async () => {
    await using stage = await setIndex()
    stage.attest(platformOf(stage.index, 'linux/amd64'))
    const run = await stage.run()
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.doesNotMatch(messageOf(run), /platforms: each/)
  })
  test('each: passes, and hands on the digest of the index', async () => {
    await using stage = await setIndex()
    for (const { digest } of stage.index.platforms) stage.attest(digest)
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), verified)
    assert.equal(run.outputs.digest, stage.index.digest)
    const rules = run.report?.images[0]?.rules.map(({ platform, satisfiedBy }) => [platform, satisfiedBy])
    assert.deepEqual(rules, [
      ['linux/amd64', 0],
      ['linux/arm64', 1],
    ])
    assert.match(run.report?.images[0]?.message ?? '', /^Every platform \(linux\/amd64, linux\/arm64\): Signed by /)
  })
  test('each: fails where one attestation is taken away, and names the platform', async () => {
    await using stage = await setIndex()
    stage.attest(platformOf(stage.index, 'linux/amd64'))
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.match(messageOf(run), /^linux\/arm64: No attestation or signature found for sha256:/)
  })
  test('each: fails where a third platform is added to the index', async () => {
    await using stage = await setIndex({ platforms: ['linux/amd64', 'linux/arm64', 'linux/s390x'] })
    stage.attest(platformOf(stage.index, 'linux/amd64'))
    stage.attest(platformOf(stage.index, 'linux/arm64'))
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.match(messageOf(run), /^linux\/s390x: /)
  })
  test('each: an attestation of one platform does not count for the other', async () => {
    await using stage = await setIndex()
    const [amd64, arm64] = [platformOf(stage.index, 'linux/amd64'), platformOf(stage.index, 'linux/arm64')]
    stage.attest(amd64)
    stage.registry.attach(path, arm64, stage.sigstore.sign({ statement: provenance(amd64) }))
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.match(messageOf(run), /^linux\/arm64: .*SUBJECT_MISMATCH/)
  })
  test('any: passes', async () => {
    await using stage = await setIndex()
    for (const { digest } of stage.index.platforms) stage.attest(digest)
    assert.equal(seen(await stage.run({ platforms: 'any', wait: '15' })), verified)
  })
  test('any: passes where the index alone is attested', async () => {
    await using stage = await setIndex()
    stage.attest(stage.index.digest)
    assert.equal(seen(await stage.run({ platforms: 'any', wait: '15' })), verified)
  })
  test('any: fails where neither is', async () => {
    await using stage = await setIndex()
    stage.attest(platformOf(stage.index, 'linux/amd64'))
    const run = await stage.run({ platforms: 'any' })
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.match(
      messageOf(run),
      /^The index: No attestation or signature found.* Its platforms: linux\/arm64: No attestation or signature found/,
    )
  })
  test('each: an attestation of the index alone does not do', async () => {
    await using stage = await setIndex()
    stage.attest(stage.index.digest)
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.match(
      messageOf(run),
      /What to do: Attest the manifest of every platform by its own digest, .* set the input platforms: index\.$/,
    )
  })
  test('bundles in files, one a platform', async () => {
    await using stage = await setIndex()
    const bundles = stage.index.platforms.map(({ digest }) => stage.sigstore.sign({ statement: provenance(digest) }))
    const lines = bundles.map((bundle) => JSON.stringify(bundle)).join('\n')
    const run = await stage.run({ platforms: 'each', bundle: 'all.jsonl' }, { files: { 'all.jsonl': lines } })
    assert.equal(seen(run), verified)
  })
})

for (const platforms of ['each', 'any']) {
  test(`${platforms}: an image that is no index is its own platform`, async () => {
    await using stage = await setStage()
    stage.attest()
    const run = await stage.run({ platforms })
    assert.equal(seen(run), verified)
    assert.equal(run.report?.images[0]?.rules[0]?.platform, null)
  })
}

suite('the platform descriptions of an index', () => {
  test('A-10: an index of nothing that could be run is not verified', async () => {
    await using stage = await setIndex({ platforms: [] })
    stage.attest(stage.index.digest)
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.match(messageOf(run), /lists no platform that could be run/)
  })
  test('B-14: a platform whose manifest is other bytes is DIGEST_MISMATCH', async () => {
    await using stage = await setIndex()
    for (const { digest } of stage.index.platforms) stage.attest(digest)
    const arm64 = platformOf(stage.index, 'linux/arm64')
    stage.registry.intercept(({ path, response }) => {
      if (!path.endsWith(`/manifests/${arm64}`)) return false
      response.writeHead(200, { 'Content-Type': 'application/vnd.oci.image.manifest.v1+json' })
      response.end('{"schemaVersion":2,"config":{},"layers":[]}')
      return true
    })
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), failed('DIGEST_MISMATCH'))
    assert.match(messageOf(run), /^linux\/arm64: /)
  })
  for (const attested of [true, false]) {
    test(`any: platforms that cannot be listed matter only where the index is not attested (${attested})`, async () => {
      await using stage = await setIndex()
      const { manifests } = stage.registry.store.repositories.get(path) ?? assert.fail()
      const index = JSON.parse(`${manifests.get(stage.index.digest)?.bytes}`)
      index.manifests.push({ ...index.manifests[0], mediaType: index.mediaType })
      const { digest } = putManifest(stage.registry.store, path, 'multi', index)
      if (attested) stage.attest(digest)
      assert.equal(seen(await stage.run({ platforms: 'any' })), attested ? verified : failed('REGISTRY_ERROR'))
      assert.equal(seen(await stage.run({ platforms: 'each' })), failed('REGISTRY_ERROR'))
    })
  }
  test('a platform that is missing is IMAGE_NOT_FOUND', async () => {
    await using stage = await setIndex()
    for (const { digest } of stage.index.platforms) stage.attest(digest)
    const { manifests } = stage.registry.store.repositories.get(path) ?? assert.fail()
    manifests.delete(platformOf(stage.index, 'linux/arm64'))
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), failed('IMAGE_NOT_FOUND'))
    assert.match(messageOf(run), /^linux\/arm64: .*which the index of .* lists/)
  })
})

suite('BuildKit', () => {
  test('B-27: its unsigned provenance counts as nothing, and is named', async () => {
    await using stage = await setIndex({ buildkit: true })
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.match(messageOf(run), /BuildKit.* is not signed and is ignored/)
    const buildkit = run.report?.images[0]?.sources.filter(({ source }) => source === 'buildkit')
    assert.deepEqual(
      buildkit?.map(({ platform, found, message }) => [platform, found, message]),
      [
        ['linux/amd64', 0, '1 attestation manifest, not signed'],
        ['linux/arm64', 0, '1 attestation manifest, not signed'],
      ],
    )
  })
  test('signed attestation manifests attest the platforms that they are about', async () => {
    await using stage = await setIndex({ buildkit: true })
    for (const { digest } of stage.index.attestations) stage.sign(digest)
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), verified)
    const [attestation] = run.report?.images[0]?.attestations ?? []
    assert.equal(attestation?.source, 'buildkit')
    assert.equal(attestation?.predicateType, 'https://slsa.dev/provenance/v1')
    assert.ok(attestation?.location.includes(stage.index.attestations[0]?.digest ?? 'none'))
  })
  test('one that is not signed is missed', async () => {
    await using stage = await setIndex({ buildkit: true })
    stage.sign(stage.index.attestations[0]?.digest ?? assert.fail())
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.match(messageOf(run), /^linux\/arm64: /)
  })
  test('those of one index do not count for another that lists the same platforms, nor for a platform by itself', async () => {
    await using stage = await setIndex({ buildkit: true })
    const { registry, index, image } = stage
    for (const { digest } of index.attestations) stage.sign(digest)
    const { manifests } = registry.store.repositories.get(path) ?? assert.fail()
    const { manifests: entries, ...rest } = JSON.parse(`${manifests.get(index.digest)?.bytes}`)
    putManifest(registry.store, path, 'bare', { ...rest, manifests: entries.slice(0, index.platforms.length) })
    const bare = image.replace('multi', 'bare')
    const alone = `${registry.host}/${path}@${platformOf(index, 'linux/amd64')}`
    for (const images of [
      [image, bare, alone],
      [alone, bare, image],
    ]) {
      const run = await stage.run({ image: images.join('\n'), platforms: 'each' })
      const codes = run.report?.images.map(({ reference, code }) => [reference, code])
      const wanted = images.map((one) => [one, one === image ? 'VERIFIED' : 'NO_PROVENANCE'])
      assert.deepEqual(codes, wanted)
      assert.equal(run.exitCode, 1)
    }
  })
  test('index: says what to set', async () => {
    await using stage = await setIndex({ buildkit: true })
    for (const { digest } of stage.index.attestations) stage.sign(digest)
    assert.match(messageOf(await stage.run()), /set platforms: each/)
  })
  test('a signature copied from the attestation manifest of another platform does not count', async () => {
    await using stage = await setIndex({ buildkit: true })
    const [amd64, arm64] = stage.index.attestations
    stage.sign(amd64?.digest ?? assert.fail())
    const hex = (amd64?.digest ?? '').slice('sha256:'.length)
    const statement = { ...provenance(`sha256:${hex}`), predicateType: 'https://sigstore.dev/cosign/sign/v1' }
    stage.registry.attach(path, arm64?.digest ?? assert.fail(), stage.sigstore.sign({ statement }))
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.match(messageOf(run), /^linux\/arm64: .*SUBJECT_MISMATCH/)
  })
})

test('the input wait covers several platforms together and the report says how long', async () => {
  await using stage = await setIndex()
  const [amd64, arm64] = [platformOf(stage.index, 'linux/amd64'), platformOf(stage.index, 'linux/arm64')]
  stage.attest(amd64)
  let asked = 0
  stage.registry.intercept(({ path: asking }) => {
    if (asking.endsWith(`/referrers/${arm64}`) && ++asked === 2) stage.attest(arm64)
    return false
  })
  const run = await stage.run({ platforms: 'each', wait: '10' })
  assert.equal(seen(run), verified)
  assert.ok((run.report?.durations.wait ?? 0) >= 900)
})

suite('B-51: entries of an index that are not images', () => {
  const soci = 'application/vnd.amazon.soci.index.v2+json'
  /** An index whose two platforms are attested, with an artifact of one's own listed for linux/amd64. */
  async function setArtifact(manifest: object, entry: object = {}, platform: object | null = amd64) {
    const stage = await setIndex()
    const { registry, index } = stage
    for (const { digest } of index.platforms) stage.attest(digest)
    const { manifests } = registry.store.repositories.get(path) ?? assert.fail()
    const json = JSON.parse(`${manifests.get(index.digest)?.bytes}`)
    const [first] = json.manifests
    const image = JSON.parse(`${manifests.get(first.digest)?.bytes}`)
    const artifact = putManifest(registry.store, path, null, { ...image, ...manifest })
    json.manifests.push({ ...artifact, ...(platform && { platform }), ...entry })
    putManifest(registry.store, path, 'multi', json)
    return { ...stage, artifact: artifact.digest }
  }
  const amd64 = { os: 'linux', architecture: 'amd64' }
  const configOf = (mediaType: string) => ({ config: { mediaType, digest: `sha256:${'0'.repeat(64)}`, size: 2 } })
  const helm = 'application/vnd.cncf.helm.config.v1+json'
  const wasm = 'application/vnd.wasm.config.v0+json'

  for (const [name, type, manifest, entry] of [
    ['SOCI, by its entry', soci, { artifactType: soci }, { artifactType: soci }],
    ['SOCI, by its manifest', soci, { artifactType: soci }, {}],
    ['a Helm chart, by its configuration', helm, configOf(helm), {}],
    ['a WASM module, by its configuration', wasm, configOf(wasm), {}],
    ['a WASM module, by its entry', wasm, { annotations: { a: 'b' } }, { artifactType: wasm }],
  ] as const) {
    test(`each: ${name}: fails closed, and is named for what it is`, async () => {
      await using stage = await setArtifact(manifest, entry)
      const run = await stage.run({ platforms: 'each' })
      assert.equal(seen(run), failed('NO_PROVENANCE'))
      const text = messageOf(run)
      assert.match(text, /^linux\/amd64 \(.*\): No attestation or signature found for sha256:/)
      assert.ok(
        text.includes(`It is not an image but an artifact of the type ${type}, which the index lists as if`),
        text,
      )
      assert.match(text, /What to do: Attest the artifact, too, by its own digest\. Or keep it out of what can be run/)
      assert.doesNotMatch(text, /Attest the manifest of every platform/)
      stage.attest(stage.artifact)
      assert.equal(seen(await stage.run({ platforms: 'each' })), verified)
    })
  }
  test('each: an artifact that has no image manifest is named for what it is', async () => {
    const type = 'application/vnd.oci.artifact.manifest.v1+json'
    await using stage = await setArtifact({ mediaType: type, config: undefined, layers: undefined, blobs: [] })
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    assert.match(
      messageOf(run),
      /neither an image manifest nor an index\. It is not an image but an artifact of the type/,
    )
    assert.match(
      messageOf(run),
      /What to do: What has no image manifest cannot be verified as a platform\. Keep it out/,
    )
  })
  test('B-50: each: one that Go reads otherwise is told as that', async () => {
    await using stage = await setArtifact({ artifactType: soci, Layers: [] }, { artifactType: soci })
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    assert.match(messageOf(run), /the key "Layers" is read as "layers".* It is not an image but an artifact/)
    assert.match(messageOf(run), /What to do: Do not use this image until you know who wrote this manifest/)
  })
  test('each: one of the real platforms that is not attested is told first, as an image', async () => {
    await using stage = await setArtifact({ artifactType: soci }, { artifactType: soci })
    const { manifests } = stage.registry.store.repositories.get(path) ?? assert.fail()
    const json = JSON.parse(
      `${manifests.get(stage.registry.store.repositories.get(path)?.tags.get('multi') ?? '')?.bytes}`,
    )
    json.manifests = [
      json.manifests.at(-1),
      { ...json.manifests[0], digest: stage.registry.pushImage(path, null, { seed: 'x' }) },
    ]
    putManifest(stage.registry.store, path, 'multi', json)
    const text = messageOf(await stage.run({ platforms: 'each' }))
    assert.match(text, /^linux\/amd64: No attestation or signature found.* 2 of 2 platforms are not verified\./)
    assert.match(text, /What to do: Attest the manifest of every platform/)
  })
  test('each: one for no platform is a platform that is not named, and named for what it is', async () => {
    await using stage = await setArtifact({ artifactType: soci }, { artifactType: soci }, null)
    const text = messageOf(await stage.run({ platforms: 'each' }))
    assert.ok(text.startsWith(`a platform that is not named (${soci}): No attestation or signature found`), text)
  })
  test('each: one that nobody could choose is passed over, as what BuildKit lists', async () => {
    const unknown = { os: 'unknown', architecture: 'unknown' }
    await using stage = await setArtifact({ artifactType: soci }, { artifactType: soci }, unknown)
    assert.equal(seen(await stage.run({ platforms: 'each' })), verified)
  })
  for (const platform of [
    { os: 'Unknown', architecture: 'unknown' },
    { os: 'unknown', architecture: 'UNKNOWN' },
    { os: 'unknown', architecture: 'amd64' },
    { os: 'linux', architecture: 'unknown' },
    { os: 'unknown ', architecture: 'unknown' },
    { os: 'unknown' },
    { architecture: 'unknown' },
    { os: '', architecture: 'unknown' },
    { os: null, architecture: 'unknown' },
    { os: 'unknown', architecture: 'unknown', variant: 'v8' },
    { os: 'linux', architecture: 'x86_64' },
    { os: 'Linux', architecture: 'AMD64' },
    { os: 'macos', architecture: 'aarch64' },
    {},
  ]) {
    test(`each: ${JSON.stringify(platform)} is not passed over`, async () => {
      await using stage = await setArtifact({ annotations: { evil: 'yes' } }, {}, platform)
      assert.equal(seen(await stage.run({ platforms: 'each' })), failed('NO_PROVENANCE'))
    })
  }
  test('each: what it calls itself is shown in one line', async () => {
    const type = `x/y\n::error::${'z'.repeat(300)}`
    await using stage = await setArtifact({ artifactType: type }, { artifactType: type })
    const run = await stage.run({ platforms: 'each' })
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.ok(!run.stdout.includes('\n::error::z') && !run.stdout.includes('z'.repeat(129)))
  })
})
