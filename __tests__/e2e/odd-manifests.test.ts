/** What is written in a manifest and followed by nobody is no reason to refuse; what is followed is read strictly. */
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { ActionRun } from '../support/action.ts'
import { failed, path, provenance, seen, setStage, verified } from '../support/action-fixture.ts'
import { cosignManifest } from '../support/registry/images.ts'
import { type Manifest, putBlob, putManifest } from '../support/registry/store.ts'
import { mediaTypes, tagFor } from '../support/registry.ts'

type Json = Record<string, unknown>

const sha512 = `sha512:${'0'.repeat(128)}`
const messageOf = (run: ActionRun) => run.annotations.map(({ message }) => message).join('\n')

/** The image as it is and its index, and how to push them otherwise. */
async function setScene() {
  const stage = await setStage()
  const { registry, sigstore, digest } = stage
  const { digest: multi, platforms } = registry.pushIndex(path, 'multi')
  const manifestOf = (of: string): Json & { layers: Json[]; manifests: Json[]; config: Json } =>
    JSON.parse(`${registry.store.repositories.get(path)?.manifests.get(of)?.bytes}`)
  return {
    ...stage,
    platforms,
    image: manifestOf(digest),
    index: manifestOf(multi),
    attest: (about: string) => registry.attach(path, about, sigstore.sign({ statement: provenance(about) })),
    push: (manifest: Json) => putManifest(registry.store, path, 'odd', manifest).digest,
    run: (inputs: Record<string, string> = {}) => stage.run({ image: `${registry.host}/${path}:odd`, ...inputs }),
  }
}

suite('R-50: unusual manifest fields that nothing follows', () => {
  const oddImages: Record<string, (image: Json & { layers: Json[]; config: Json }) => Json> = {
    'layers that are named by sha512': ({ layers }) => ({
      layers: layers.map((layer) => ({ ...layer, digest: sha512 })),
    }),
    'a layer without a size': ({ layers }) => ({ layers: [{ ...layers[0], size: undefined }] }),
    'a layer whose size is a text': ({ layers }) => ({ layers: [{ ...layers[0], size: '7' }] }),
    'a layer without a media type': ({ layers }) => ({ layers: [{ ...layers[0], mediaType: undefined }] }),
    'a layer whose annotations are null': ({ layers }) => ({ layers: [{ ...layers[0], annotations: null }] }),
    'a layer whose annotations are a list': ({ layers }) => ({ layers: [{ ...layers[0], annotations: [] }] }),
    'a configuration that is named by sha512': ({ config }) => ({ config: { ...config, digest: sha512 } }),
    'a configuration without a size': ({ config }) => ({ config: { ...config, size: null } }),
    'a subject that is named by sha512': ({ config }) => ({ subject: { ...config, digest: sha512 } }),
    'a platform of a layer that is a text': ({ layers }) => ({
      layers: [{ ...layers[0], platform: 'linux/amd64' }],
    }),
    'annotations that are null': () => ({ annotations: null }),
    'annotations that are a list': () => ({ annotations: ['x'] }),
    'no layers, as Go writes it': () => ({ layers: null }),
    'no subject, as Go writes it': () => ({ subject: null }),
  }
  for (const [name, twist] of Object.entries(oddImages)) {
    test(`${name}: the image is verified by its own digest`, async () => {
      await using scene = await setScene()
      scene.attest(scene.push({ ...scene.image, ...twist(scene.image) }))
      assert.equal(seen(await scene.run()), verified)
    })
  }

  const oddEntries: Record<string, [entry: (entry: Json) => Json, each: RegExp | null]> = {
    'without a size': [(entry) => ({ ...entry, size: undefined }), null],
    'with a size that is a text': [(entry) => ({ ...entry, size: '7' }), null],
    'with annotations that are null': [(entry) => ({ ...entry, annotations: null }), null],
    'with annotations that are a text': [(entry) => ({ ...entry, annotations: 'x' }), null],
    'whose platform is null': [(entry) => ({ ...entry, platform: null }), null],
    'that is named by sha512': [
      (entry) => ({ ...entry, digest: sha512 }),
      /its entry for linux\/amd64 has no digest of the/,
    ],
    'that is named by sha512, for no platform': [
      ({ platform, ...entry }) => ({ ...entry, digest: sha512 }),
      /an entry without a platform has no digest of the/,
    ],
    'whose platform is a text': [(entry) => ({ ...entry, platform: 'linux/amd64' }), /"platform" is not an object/],
    'whose operating system is a number': [(entry) => ({ ...entry, platform: { os: 7 } }), /"os" is not a string/],
  }
  for (const [name, [twist, refusal]] of Object.entries(oddEntries)) {
    test(`an entry of the index ${name}: where the index is attested`, async () => {
      for (const platforms of ['index', 'any']) {
        await using scene = await setScene()
        const [entry = {}, ...others] = scene.index.manifests
        scene.attest(scene.push({ ...scene.index, manifests: [twist(entry), ...others] }))
        assert.equal(seen(await scene.run({ platforms })), verified)
      }
    })
    test(`an entry of the index ${name}: where its platforms are`, async () => {
      await using scene = await setScene()
      const [entry = {}, ...others] = scene.index.manifests
      for (const { digest } of scene.platforms) scene.attest(digest)
      scene.push({ ...scene.index, manifests: [twist(entry), ...others] })
      const run = await scene.run({ platforms: 'each' })
      assert.equal(seen(run), refusal === null ? verified : failed('REGISTRY_ERROR'))
      if (refusal !== null) {
        assert.match(messageOf(run), refusal)
        assert.match(
          messageOf(run),
          /What to do: A platform that cannot be followed cannot be verified: push the image/,
        )
      }
    })
  }
  test('what is listed for no platform at all, by sha512', async () => {
    await using scene = await setScene()
    for (const { digest } of scene.platforms) scene.attest(digest)
    const unknown = {
      ...scene.index.manifests[0],
      digest: sha512,
      platform: { os: 'unknown', architecture: 'unknown' },
    }
    scene.push({ ...scene.index, manifests: [...scene.index.manifests, unknown] })
    assert.equal(seen(await scene.run({ platforms: 'each' })), verified)
  })
})

suite('R-50: an unusual layer does not hide a valid attestation', () => {
  const odd: Record<string, (layer: Json) => unknown> = {
    'its annotations are null': (layer) => ({ ...layer, annotations: null }),
    'its annotations are a text': (layer) => ({ ...layer, annotations: 'x' }),
    'it has no size': (layer) => ({ ...layer, size: undefined }),
    'it is named by sha512': (layer) => ({ ...layer, digest: sha512 }),
    'it has no media type': (layer) => ({ ...layer, mediaType: undefined }),
    'it is null': () => null,
    'it is a number': () => 7,
    'it has two digests': (layer) => ({ ...layer, Digest: sha512 }),
  }
  for (const [name, twist] of Object.entries(odd)) {
    for (const suffix of ['.att', '.sig', 'a referrer']) {
      test(`${suffix}: ${name}`, async () => {
        await using stage = await setStage()
        const { registry, sigstore, digest } = stage
        const put = (manifest: Json) =>
          putManifest(registry.store, path, suffix.startsWith('.') ? tagFor(digest, suffix) : null, manifest)
        const manifest = manifestWith()
        function manifestWith(): Json & Manifest {
          const { envelope, annotations } = sigstore.cosignAttestation({ statement: provenance(digest) })
          const signature = sigstore.cosignSignature({ digest, reference: path })
          if (suffix === '.att') {
            return { ...cosignManifest(registry.store, [{ bytes: envelope, annotations }], mediaTypes.envelope) }
          }
          if (suffix === '.sig') {
            const layer = { bytes: signature.payload, annotations: signature.annotations }
            return { ...cosignManifest(registry.store, [layer], mediaTypes.simpleSigning) }
          }
          const bundle = Buffer.from(JSON.stringify(sigstore.sign({ statement: provenance(digest) })))
          const layers = [putBlob(registry.store, bundle, mediaTypes.bundle)]
          const subject = { mediaType: mediaTypes.manifest, digest, size: 1 }
          return { ...cosignManifest(registry.store, [], mediaTypes.bundle), layers, subject }
        }
        const [good = { mediaType: '', digest: '', size: 0 }] = manifest.layers ?? []
        const profile = 'profile.yaml'
        const rule =
          "version: v1\ntype: profile\nname: x\nartifact:\n  - type: artifact_signature\n    def: { is_verified: true, cert_issuer: 'https://token.actions.githubusercontent.com' }\n"
        for (const layers of [
          [twist({ ...good }), good],
          [good, twist({ ...good })],
        ]) {
          const pushed = put({ ...manifest, layers })
          const run = await stage.run({ profile }, { files: { [profile]: rule } })
          assert.equal(run.outputs.verified, 'true', run.stdout)
          const codes = run.report?.images[0]?.attestations.map(({ code }) => code).sort()
          // A bundle needs no annotations, so the second is the same once more; a layer of cosign's without any names no signer.
          const isRead = name.startsWith('its annotations')
          assert.deepEqual(codes, isRead ? ['VERIFIED'] : ['BUNDLE_INVALID', 'VERIFIED'])
          registry.store.repositories.get(path)?.manifests.delete(pushed.digest)
        }
      })
    }
  }
})

suite('R-51: null, where Go writes it for an empty list', () => {
  for (const referrers of ['api', 'tag'] as const) {
    test(`the list of referrers (${referrers}) is null`, async () => {
      await using stage = await setStage({ referrers: referrers === 'api' ? 'api' : 'none' })
      const list = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests: null })
      stage.registry.intercept(({ path: asked, response }) => {
        if (!asked.endsWith(referrers === 'api' ? `/referrers/${stage.digest}` : `/${tagFor(stage.digest)}`))
          return false
        response.writeHead(200, { 'Content-Type': mediaTypes.index }).end(list)
        return true
      })
      const run = await stage.run()
      assert.equal(seen(run), failed('NO_PROVENANCE'))
      assert.match(run.stdout, /0 referrers, 0 attestations/)
    })
  }
  test('the layers of a referrer are null: it holds nothing', async () => {
    await using stage = await setStage()
    const subject = { mediaType: mediaTypes.manifest, digest: stage.digest, size: 1 }
    const manifest = { ...cosignManifest(stage.registry.store, [], mediaTypes.bundle), layers: null, subject }
    putManifest(stage.registry.store, path, null, manifest)
    assert.equal(seen(await stage.run()), failed('NO_PROVENANCE'))
    stage.attest()
    assert.equal(seen(await stage.run()), verified)
  })
  test('the layers under a tag of cosign are null: it holds nothing', async () => {
    await using stage = await setStage()
    const manifest = { ...cosignManifest(stage.registry.store, [], mediaTypes.envelope), layers: null }
    putManifest(stage.registry.store, path, tagFor(stage.digest, '.att'), manifest)
    assert.equal(seen(await stage.run()), failed('NO_PROVENANCE'))
  })
  test('a referrer that the list gives neither size nor media type', async () => {
    await using stage = await setStage({ referrers: 'none' })
    const { registry, digest } = stage
    const referrer = stage.attest()
    const list = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [{ digest: referrer }] }
    putManifest(registry.store, path, tagFor(digest), list)
    assert.equal(seen(await stage.run()), verified)
  })
  test('an index that has lists of both kinds, one of them null, is still neither', async () => {
    for (const more of [{ layers: null }, { layers: [] }]) {
      await using scene = await setScene()
      scene.attest(scene.push({ ...scene.index, ...more }))
      assert.equal(seen(await scene.run()), failed('REGISTRY_ERROR'))
    }
  })
})
