import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { failed, path, provenance, type Stage, seen, setStage, verified } from '../support/action-fixture.ts'
import { serveRaw } from '../support/loopback.ts'
import { mediaTypes, tagFor } from '../support/registry.ts'
import { shorterTimers } from '../support/shorter-timers.ts'

const MiB = 1024 * 1024

/** Pushes a referrer of the image with these layers, before anything else was pushed. */
function pushReferrer({ registry, digest }: Stage, layers: object[], more: object = {}): void {
  const empty = registry.blob(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json')
  registry.push(path, null, {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: empty,
    layers,
    subject: { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest, size: 1 },
    ...more,
  })
}

suite('A-13: junk attestations cannot break verification', () => {
  test('by declaring the good blob, and others, to be large', async () => {
    await using stage = await setStage()
    const layers = [...Array(17)].map((_, index) => ({
      ...stage.registry.blob(Buffer.from(`x${index}`), mediaTypes.bundle),
      size: 16 * MiB - 1,
    }))
    const bundle = Buffer.from(JSON.stringify(stage.sigstore.sign({ statement: provenance(stage.digest) })))
    pushReferrer(stage, [...layers.slice(0, 15), { ...stage.registry.blob(bundle, mediaTypes.bundle), size: 16 * MiB }])
    pushReferrer(stage, layers.slice(15))
    stage.registry.attach(path, stage.digest, bundle)
    assert.equal(seen(await stage.run()), 'exit 0, VERIFIED, verified=true, 0 errors, 1 warnings')
  })
  test('with a thousand and one layers in one referrer, listed first', async () => {
    await using stage = await setStage()
    const layers = [...Array(1001)].map((_, index) => stage.registry.blob(Buffer.from(`x${index}`), mediaTypes.bundle))
    pushReferrer(stage, layers)
    stage.attest()
    assert.equal(seen(await stage.run()), 'exit 0, VERIFIED, verified=true, 0 errors, 1 warnings')
  })
  test('and without a good one, nothing can be concluded from what was not read', async () => {
    await using stage = await setStage()
    const layers = [...Array(1001)].map((_, index) => stage.registry.blob(Buffer.from(`x${index}`), mediaTypes.bundle))
    pushReferrer(stage, layers)
    assert.equal(seen(await stage.run()), failed('LIMIT_EXCEEDED'))
  })
  test('A-70: with one blob of 16 MiB that 999 layers list', async () => {
    await using stage = await setStage()
    const text = JSON.stringify(stage.sigstore.cosignAttestation({ statement: provenance(stage.digest) }))
    const layer = stage.registry.blob(Buffer.from(text + ' '.repeat(16 * MiB - text.length)), mediaTypes.envelope)
    const annotations = { 'dev.sigstore.cosign/certificate': 'x' }
    const layers = [...Array(999)].map((_, n) => ({
      ...layer,
      annotations: { ...annotations, 'dev.sigstore.n': `${n}` },
    }))
    stage.registry.push(path, tagFor(stage.digest, '.att'), { schemaVersion: 2, layers })
    stage.attest()
    const run = await stage.run()
    assert.equal(seen(run), 'exit 0, VERIFIED, verified=true, 0 errors, 1 warnings')
    assert.equal(run.requests.filter((request) => request.path.endsWith(layer.digest)).length, 1)
    assert.equal(run.report?.images[0]?.attestations.length, 8)
  })
  test('A-73: with 1,500 referrers that hold nothing, listed first', async () => {
    await using stage = await setStage()
    for (let n = 0; n < 1500; n++)
      pushReferrer(stage, [], { artifactType: mediaTypes.bundle, annotations: { n: `${n}` } })
    stage.attest()
    assert.equal(seen(await stage.run()), verified)
  })
  test('A-73: with more small blobs than there is room for, listed first', async () => {
    await using stage = await setStage()
    for (let n = 0; n < 63; n++)
      pushReferrer(
        stage,
        [...Array(16)].map((_, m) => stage.registry.blob(Buffer.from(`x${n} ${m}`), mediaTypes.bundle)),
      )
    stage.attest()
    assert.equal(seen(await stage.run()), 'exit 0, VERIFIED, verified=true, 0 errors, 1 warnings')
  })
  test('A-70: with the same bundle in a thousand and one referrers', async () => {
    await using stage = await setStage()
    const layer = stage.registry.blob(Buffer.from('x'.repeat(2000)), mediaTypes.bundle)
    for (let n = 0; n < 1001; n++) pushReferrer(stage, [layer], { annotations: { n: `${n}` } })
    stage.attest()
    assert.equal(seen(await stage.run()), verified)
  })
  test('with 999 bad attestations beside the good one', async () => {
    await using stage = await setStage()
    for (let index = 0; index < 999; index++) stage.registry.attach(path, stage.digest, Buffer.from(`x${index}`))
    stage.attest()
    assert.equal(seen(await stage.run()), verified)
  })
})

test('R-34: dist times out on a proxy that accepts and never answers', async () => {
  await using proxy = await serveRaw(() => {})
  await using stage = await setStage()
  const env = { HTTPS_PROXY: `http://${proxy.host}`, ...shorterTimers({ [limits.requestMs]: 500 }) }
  const options = { env, expectRequestsTo: ['https://registry.example'] }
  const run = await stage.run({ image: 'registry.example/acme/app:latest' }, options)
  assert.equal(run.signal, null)
  assert.equal(seen(run), failed('TIMEOUT'))
  assert.match(run.annotations[0]?.message ?? '', /within 30 s/)
})
