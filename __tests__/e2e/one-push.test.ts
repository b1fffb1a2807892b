import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { path, provenance, type Stage, seen, setStage } from '../support/action-fixture.ts'
import { mediaTypes, tagFor } from '../support/registry.ts'

/** Puts these layers under cosign's tag for a digest: one push, whatever is in it. */
function pushTag({ registry }: Pick<Stage, 'registry'>, digest: string, suffix: '.sig' | '.att', layers: object[]) {
  registry.push(path, tagFor(digest, suffix), { schemaVersion: 2, layers })
}

/** A bundle that can be read, with as many timestamps as it may have, and nothing in it true. */
const stuffed = (n: number) => ({
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: {
    certificate: { rawBytes: 'AAAA' },
    tlogEntries: [],
    timestampVerificationData: { rfc3161Timestamps: Array(32).fill({ signedTimestamp: 'AAAA' }) },
  },
  dsseEnvelope: {
    payload: Buffer.from(
      `{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"x","n":${n}}`,
    ).toString('base64'),
    payloadType: 'application/vnd.in-toto+json',
    signatures: [{ sig: 'AAAA' }],
  },
})

suite('one push of a tag cannot keep a good referrer from passing', () => {
  test('A-22: with bundles that are small and full of timestamps', async () => {
    await using stage = await setStage()
    const layers = [...Array(130)].map((_, n) =>
      stage.registry.blob(Buffer.from(JSON.stringify(stuffed(n))), mediaTypes.bundle),
    )
    pushTag(stage, stage.digest, '.att', layers)
    stage.attest()
    assert.match(seen(await stage.run()), /^exit 0, VERIFIED, verified=true/)
  })
  test('A-21: with signatures of an attestation manifest of BuildKit, which has two statements', async () => {
    await using stage = await setStage()
    const { registry, sigstore } = stage
    const index = registry.pushIndex(path, null, { platforms: ['linux/amd64'] })
    const [platform] = index.platforms
    if (platform === undefined) assert.fail()
    const statements = [
      provenance(platform.digest),
      { ...provenance(platform.digest), predicateType: 'https://spdx.dev/Document' },
    ]
    const layers = statements.map((one) => registry.blob(Buffer.from(JSON.stringify(one)), mediaTypes.inToto))
    const attested = registry.push(path, null, { schemaVersion: 2, mediaType: mediaTypes.manifest, layers })
    const { manifests, ...rest } = JSON.parse(
      `${registry.store.repositories.get(path)?.manifests.get(index.digest)?.bytes}`,
    )
    const beside = {
      mediaType: mediaTypes.manifest,
      digest: attested,
      size: 1,
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': platform.digest,
      },
    }
    registry.push(path, 'multi', { ...rest, manifests: [...manifests, beside] })
    const statement = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ digest: { sha256: attested.slice('sha256:'.length) } }],
      predicateType: 'https://sigstore.dev/cosign/sign/v1',
      predicate: {},
    }
    registry.attach(path, attested, sigstore.sign({ statement }))
    const small = registry.blob(Buffer.from('{}'), mediaTypes.simpleSigning)
    const signatures = [...Array(1000)].map((_, n) => ({
      ...small,
      annotations: { 'dev.sigstore.cosign/certificate': 'x', 'dev.sigstore.n': `${n}` },
    }))
    pushTag(stage, attested, '.sig', signatures)
    const run = await stage.run({ image: `${registry.host}/${path}:multi`, platforms: 'each' })
    assert.match(seen(run), /^exit 0, VERIFIED, verified=true/)
  })
  test('A-20: with layers that are a little smaller than the good one', async () => {
    await using stage = await setStage()
    const { registry, sigstore } = stage
    const names = [...Array(40)].map((_, n) => `linux/p${n}`)
    const index = registry.pushIndex(path, 'multi', { platforms: names })
    for (const { digest } of index.platforms)
      registry.attach(path, digest, sigstore.sign({ statement: provenance(digest) }))
    const [first] = index.platforms
    const layers = [...Array(999)].map((_, n) => ({
      ...registry.blob(Buffer.from('x'.repeat(4000)), mediaTypes.envelope),
      annotations: { 'dev.sigstore.cosign/certificate': 'x', 'dev.sigstore.n': `${n}` },
    }))
    pushTag(stage, first?.digest ?? '', '.att', layers)
    const run = await stage.run({ image: `${registry.host}/${path}:multi`, platforms: 'each' })
    assert.match(seen(run), /^exit 0, VERIFIED, verified=true/)
  })
})
