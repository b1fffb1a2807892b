import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { failed, seen, setStage, verified } from '../support/stage.ts'
import { startTuf } from '../support/tuf.ts'

suite('a Sigstore that is known by its TUF repository', () => {
  test('verifies, and is asked without credentials', async () => {
    await using stage = await setStage()
    stage.attest()
    await using tuf = await startTuf(stage.sigstore.trustedRoot())
    const inputs = { 'trusted-root': '', sigstore: tuf.repository.url, 'tuf-root': 'root.json' }
    const run = await stage.run(inputs, { files: { 'root.json': tuf.repository.root } })
    assert.equal(seen(run), verified)
    assert.equal(run.report?.images[0]?.attestations[0]?.instance, tuf.host)
    assert.ok(tuf.seen.length > 0)
    assert.match(run.stdout, /^Sigstore: loading the trusted roots$/m)
    assert.ok(tuf.seen.every(({ headers }) => headers.authorization === undefined))
  })
  test('G-07: that has expired is TRUST_ROOT_ERROR, and the clock is asked for', async () => {
    await using stage = await setStage()
    stage.attest()
    await using tuf = await startTuf(stage.sigstore.trustedRoot(), { expired: 'timestamp' })
    const inputs = { 'trusted-root': '', sigstore: tuf.repository.url, 'tuf-root': 'root.json' }
    const run = await stage.run(inputs, { files: { 'root.json': tuf.repository.root } })
    assert.equal(seen(run), failed('TRUST_ROOT_ERROR'))
    assert.match(run.annotations[0]?.message ?? '', /clock/)
  })
  test('that does not let itself be asked is TRUST_ROOT_ERROR, never a fall-back', async () => {
    await using stage = await setStage()
    stage.attest()
    await using tuf = await startTuf(stage.sigstore.trustedRoot(), { answers: { 'timestamp.json': () => 403 } })
    const inputs = { 'trusted-root': '', sigstore: tuf.repository.url, 'tuf-root': 'root.json' }
    const run = await stage.run(inputs, { files: { 'root.json': tuf.repository.root } })
    assert.equal(seen(run), failed('TRUST_ROOT_ERROR'))
    assert.match(run.annotations[0]?.message ?? '', /trusted-root.*bundled/)
  })
})

test('bundled: the public-good root of this release, without a network', async () => {
  await using stage = await setStage()
  stage.attest()
  const run = await stage.run({ 'trusted-root': '', sigstore: 'bundled' })
  assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
  assert.equal(run.report?.images[0]?.attestations[0]?.code, 'UNTRUSTED')
  assert.match(run.report?.images[0]?.attestations[0]?.message ?? '', /tuf-repo-cdn\.sigstore\.dev \(bundled\)/)
})
