import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { failed, seen, setStage, verified } from '../support/stage.ts'
import { startTuf, type TufOptions, tufKey } from '../support/tuf.ts'

/** Dist on an attested image, with a Sigstore that is known by its TUF repository. */
async function runWith(options: TufOptions = {}) {
  await using stage = await setStage()
  stage.attest()
  await using tuf = await startTuf(stage.sigstore.trustedRoot(), options)
  const inputs = { 'trusted-root': '', sigstore: tuf.repository.url, 'tuf-root': 'root.json' }
  const run = await stage.run(inputs, { files: { 'root.json': tuf.repository.root } })
  return { run, host: tuf.host, count: tuf.count, message: run.annotations[0]?.message ?? '' }
}

suite('a Sigstore that is known by its TUF repository', () => {
  test('verifies, and is asked without credentials', async () => {
    const { run, host } = await runWith()
    assert.equal(seen(run), verified)
    assert.equal(run.report?.images[0]?.attestations[0]?.instance, host)
    const asked = run.requests.filter(({ origin }) => origin === `http://${host}`)
    assert.ok(asked.length > 0 && asked.every(({ authorization }) => !authorization))
  })
  const replace = (file: RegExp, change: (bytes: Buffer) => Buffer) => (files: Map<string, Buffer>) => {
    for (const [name, bytes] of files) if (file.test(name)) files.set(name, change(bytes))
  }
  const stranger = [tufKey()]
  const refusals: [string, TufOptions, RegExp][] = [
    [
      'G-07: that has expired, and the clock is asked for',
      { expired: 'timestamp' },
      /expired on 2020-01-02[\s\S]*clock/,
    ],
    [
      'that does not let itself be asked, and never falls back',
      { answers: { 'timestamp.json': () => 403 } },
      /timestamp\.json answered 403[\s\S]*trusted-root.*bundled/,
    ],
    [
      'that is not there at all',
      { answers: { 'timestamp.json': () => 404 } },
      /could not be read: GET \S+\/timestamp\.json answered 404/,
    ],
    [
      'G-01: whose snapshot was rolled back',
      { served: { snapshot: 0 } },
      /1\.snapshot\.json does not verify: Snapshot version doesn't match timestamp/,
    ],
    ['G-01: whose targets were rolled back', { served: { targets: 0 } }, /1\.targets\.json does not verify/],
    ['G-01: whose root was rolled back', { newRoot: { version: 1 } }, /2\.root\.json .*Expected version 2, got 1/],
    ['whose new root a stranger signed', { newRoot: { signers: stranger } }, /root was signed by 0\/1 keys/],
    ['whose timestamp a stranger signed', { signers: { timestamp: stranger } }, /timestamp was signed by 0\/1/],
    [
      'whose target is not what its metadata says',
      { tamper: replace(/^targets\//, (bytes) => Buffer.from(bytes.map((byte) => byte ^ 1))) },
      /trusted_root\.json does not verify: Expected hash [\s\S]*Do not go on with it/,
    ],
    [
      'whose target is cut off',
      { tamper: replace(/^targets\//, (bytes) => bytes.subarray(0, -1)) },
      /trusted_root\.json does not verify/,
    ],
    ['that answers with a page', { tamper: replace(/timestamp/, () => Buffer.from('<html>')) }, /no well-formed TUF/],
    ['whose target is no trusted root', { target: Buffer.from('{}') }, /no usable target trusted_root\.json/],
    ['that has no such target', { targetName: 'other.json', target: Buffer.from('{}') }, /no usable target/],
  ]
  for (const [name, options, message] of refusals) {
    test(`${name}: TRUST_ROOT_ERROR`, async () => {
      const { run, message: said } = await runWith(options)
      assert.equal(seen(run), failed('TRUST_ROOT_ERROR'))
      assert.match(said, message)
    })
  }
  for (const answer of [429, 503, 'truncated'] as const) {
    for (const file of ['timestamp.json', 'target']) {
      test(`R-26: ${file} that is ${answer} twice, then well`, async () => {
        const { run, count } = await runWith({ answers: { [file]: (n) => (n <= 2 ? answer : 'as it should') } })
        assert.equal(seen(run), verified)
        assert.equal(count(file), 3)
      })
    }
  }
})

test('bundled: the public-good root of this release, without a network', async () => {
  await using stage = await setStage()
  stage.attest()
  const run = await stage.run({ 'trusted-root': '', sigstore: 'bundled' })
  assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
  assert.equal(run.report?.images[0]?.attestations[0]?.code, 'UNTRUSTED')
  assert.match(run.report?.images[0]?.attestations[0]?.message ?? '', /tuf-repo-cdn\.sigstore\.dev \(bundled\)/)
  assert.ok(run.requests.every(({ origin }) => origin === `http://${stage.registry.host}`))
})
