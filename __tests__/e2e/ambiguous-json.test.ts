/**
 * Container runtimes read JSON with Go's encoding/json: of the keys that are one but for letter case it takes the last. A
 * manifest that says two things must not be green by the one that is not run.
 */
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { ActionRun } from '../support/action.ts'
import { failed, path, provenance, type Stage, seen, setStage, verified } from '../support/action-fixture.ts'
import { putManifest } from '../support/registry/store.ts'
import { mediaTypes } from '../support/registry.ts'

type Json = Record<string, unknown>

const messageOf = (run: ActionRun) => run.annotations.map(({ message }) => message).join('\n')

/** Two attested platforms, an image that nobody attested, and what it takes to push an index of one's own. */
async function setScene() {
  const stage = await setStage()
  const { registry, sigstore } = stage
  const { store } = registry
  const attest = (digest: string) => registry.attach(path, digest, sigstore.sign({ statement: provenance(digest) }))
  const { digest, platforms } = registry.pushIndex(path, 'good')
  for (const { digest: child } of platforms) attest(child)
  const bytes = store.repositories.get(path)?.manifests.get(digest)?.bytes
  const index: Json & { manifests: Json[] } = JSON.parse(`${bytes}`)
  const evil = { ...index.manifests[0], digest: registry.pushImage(path, null, { seed: 'evil' }) }
  return {
    ...stage,
    index,
    evil,
    attest,
    /** Pushes this as the image, and attests it where the platforms alone would not do. */
    async push(manifest: Json | string, platform: string): Promise<ActionRun> {
      const given = typeof manifest === 'string' ? Buffer.from(manifest) : manifest
      const pushed = putManifest(store, path, 'multi', given, mediaTypes.index)
      if (platform !== 'each') attest(pushed.digest)
      return stage.run({ image: `${registry.host}/${path}:multi`, platforms: platform })
    },
  }
}

type Scene = Awaited<ReturnType<typeof setScene>>

/** The first platform of the index, with this in it, too. */
const within = ({ index }: Scene, more: Json) => {
  const [first, ...others] = index.manifests
  return { ...index, manifests: [{ ...first, ...more }, ...others] }
}

/** The platform of the first, with this in it, too. */
const ofPlatform = (scene: Scene, more: Json) =>
  within(scene, { platform: { os: 'linux', architecture: 'amd64', ...more } })

const twins: Record<string, [key: string, field: string, (scene: Scene) => Json | string]> = {
  'another list': ['Manifests', 'manifests', ({ index, evil }) => ({ ...index, Manifests: [evil] })],
  'another list ahead': ['MANIFESTS', 'manifests', ({ index, evil }) => ({ MANIFESTS: [evil], ...index })],
  'a long s': ['manife\u017fts', 'manifests', ({ index, evil }) => ({ ...index, manifeſts: [evil] })],
  'a key written with escapes': [
    'Manifests',
    'manifests',
    ({ index, evil }) => `${JSON.stringify(index).slice(0, -1)},"\\u004danifests":${JSON.stringify([evil])}}`,
  ],
  'another media type': ['MediaType', 'mediaType', ({ index }) => ({ ...index, MediaType: mediaTypes.manifest })],
  'another version': ['schemaversion', 'schemaVersion', ({ index }) => ({ ...index, schemaversion: 1 })],
  'the layers of an image': ['Layers', 'layers', ({ index, evil }) => ({ ...index, Layers: [evil] })],
  'another digest': ['Digest', 'digest', (scene) => within(scene, { Digest: scene.evil.digest })],
  'a digest with a long s': ['dige\u017ft', 'digest', (scene) => within(scene, { digeſt: scene.evil.digest })],
  'another media type of an entry': [
    'mediatype',
    'mediaType',
    (scene) => within(scene, { mediatype: mediaTypes.index }),
  ],
  'bytes to use in place of those that are named': ['Data', 'data', (scene) => within(scene, { Data: 'e30=' })],
  'another platform': [
    'Platform',
    'platform',
    ({ index, evil }) => ({
      ...index,
      manifests: [
        ...index.manifests,
        {
          ...evil,
          platform: { os: 'unknown', architecture: 'unknown' },
          Platform: { os: 'linux', architecture: 'amd64' },
        },
      ],
    }),
  ],
  'another operating system': [
    'OS',
    'os',
    ({ index, evil }) => ({
      ...index,
      manifests: [
        ...index.manifests,
        { ...evil, platform: { os: 'unknown', architecture: 'unknown', OS: 'linux', Architecture: 'amd64' } },
      ],
    }),
  ],
  'an operating system with a long s': ['o\u017f', 'os', (scene) => ofPlatform(scene, { oſ: 'windows' })],
  'another version of it': ['OS.Version', 'os.version', (scene) => ofPlatform(scene, { 'OS.Version': '10' })],
}

suite('B-50: a key that only Go programs read as a known field', () => {
  for (const [name, [key, field, index]] of Object.entries(twins)) {
    for (const platforms of ['index', 'each', 'any']) {
      test(`${platforms}: ${name}`, async () => {
        await using scene = await setScene()
        const run = await scene.push(index(scene), platforms)
        assert.equal(seen(run), failed('REGISTRY_ERROR'))
        // A log is ASCII: what is not stands there as its escape.
        const shown = key.replaceAll('\u017f', '\\\\u\\{17f\\}')
        assert.match(messageOf(run), new RegExp(`the key .*${shown}.* is read as "${field}" by programs written in Go`))
        assert.match(messageOf(run), /What to do: Do not use this image until you know who wrote this manifest/)
        assert.equal(run.outputs.digest ?? '', '')
      })
    }
  }

  test('the index as it is, with annotations that differ in letter case alone, is verified', async () => {
    for (const platforms of ['index', 'each', 'any']) {
      await using scene = await setScene()
      const annotations = { version: '1', Version: '2', VERSION: '3', digest: 'x', Digest: 'y' }
      const index = { ...within(scene, { annotations }), annotations, Vendor: 1, vendor: 2 }
      assert.equal(seen(await scene.push(index, platforms)), verified)
    }
  })

  for (const platforms of ['each', 'any']) {
    test(`${platforms}: in an index inside of the index`, async () => {
      await using scene = await setScene()
      const { registry, index, evil } = scene
      const inner = putManifest(registry.store, path, null, { ...index, Manifests: [evil] }, mediaTypes.index)
      putManifest(registry.store, path, 'multi', { ...index, manifests: [inner] })
      const run = await scene.run({ image: `${registry.host}/${path}:multi`, platforms })
      assert.equal(seen(run), failed('REGISTRY_ERROR'))
      assert.match(messageOf(run), /the key "Manifests" is read as "manifests"/)
    })
    for (const twin of ['Layers', 'Config', 'con\u{fb01}g']) {
      const isOne = twin !== 'con\u{fb01}g'
      test(`${platforms}: in the manifest of a platform: ${twin} ${isOne ? 'is one' : 'is none'}`, async () => {
        await using scene = await setScene()
        const { registry, index, attest } = scene
        const [first, ...others] = index.manifests
        const bytes = registry.store.repositories.get(path)?.manifests.get(`${first?.digest}`)?.bytes
        const child = putManifest(registry.store, path, null, { ...JSON.parse(`${bytes}`), [twin]: [] })
        attest(child.digest)
        putManifest(registry.store, path, 'multi', { ...index, manifests: [{ ...first, ...child }, ...others] })
        const run = await scene.run({ image: `${registry.host}/${path}:multi`, platforms })
        assert.equal(seen(run), isOne ? failed('REGISTRY_ERROR') : verified)
        if (isOne) assert.match(messageOf(run), new RegExp(`the key "${twin}" is read as`))
      })
    }
  }

  for (const [name, twist] of Object.entries<(manifest: Json & { layers: Json[]; config: Json }) => Json>({
    'its layers': (manifest) => ({ ...manifest, Layers: [] }),
    'one of its layers': (manifest) => ({ ...manifest, layers: [{ ...manifest.layers[0], Digest: 'sha256:x' }] }),
    'its configuration': (manifest) => ({ ...manifest, config: { ...manifest.config, DIGEST: 'sha256:x' } }),
    'its subject': (manifest) => ({ ...manifest, subject: { ...manifest.config, Digest: 'sha256:x' } }),
  })) {
    test(`an image, in ${name}`, async () => {
      await using scene = await setScene()
      const { registry, digest } = scene
      const manifest = JSON.parse(`${registry.store.repositories.get(path)?.manifests.get(digest)?.bytes}`)
      const twisted = putManifest(registry.store, path, 'twisted', twist(manifest))
      scene.attest(twisted.digest)
      const run = await scene.run({ image: `${registry.host}/${path}:twisted` })
      assert.equal(seen(run), failed('REGISTRY_ERROR'))
      assert.match(messageOf(run), /is read as "(?:layers|digest)" by programs written in Go/)
    })
  }

  test('a signed statement with two lists of subjects is BUNDLE_INVALID, and harms no other', async () => {
    await using stage: Stage = await setStage()
    const { registry, sigstore, digest } = stage
    const statement = { ...provenance(digest), Subject: [{ name: 'other', digest: { sha256: '0'.repeat(64) } }] }
    registry.attach(path, digest, sigstore.sign({ statement }))
    const run = await stage.run()
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.match(messageOf(run), /\(BUNDLE_INVALID\): .*the key "Subject" is read as "subject"/)
    stage.attest()
    assert.equal(seen(await stage.run()), verified)
  })
  test('a list of referrers with two lists is no answer', async () => {
    await using stage: Stage = await setStage({ referrers: 'tag' })
    const { registry, digest } = stage
    stage.attest()
    const list = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [], Manifests: [] }
    putManifest(registry.store, path, `sha256-${digest.slice(7)}`, list)
    registry.intercept(({ path: asked, response }) => {
      if (!asked.endsWith(`sha256-${digest.slice(7)}`)) return false
      response.writeHead(200, { 'Content-Type': mediaTypes.index }).end(JSON.stringify(list))
      return true
    })
    const run = await stage.run()
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    assert.match(messageOf(run), /the key "Manifests" is read as "manifests"/)
  })
})
