import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { failed, seen, setStage, verified } from '../support/action-fixture.ts'
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

suite('a Sigstore given by its TUF repository', { concurrency: 4 }, () => {
  test('R-26: that never answers: TRUST_ROOT_ERROR, as soon as a request may last no longer', async () => {
    const { run, message } = await runWith({ answers: { 'timestamp.json': () => 'never' } })
    assert.equal(seen(run), failed('TRUST_ROOT_ERROR'))
    assert.match(message, /could not be read: .*within 30 s/)
    assert.ok(run.durationMs >= limits.requestMs && run.durationMs < 2 * limits.requestMs, `took ${run.durationMs} ms`)
  })
  test('R-26: slow, in pieces, and in time', async () => {
    const { run } = await runWith({
      answers: Object.fromEntries(
        ['timestamp.json', '1.snapshot.json', '1.targets.json', 'target'].map((file) => [file, () => 'slow' as const]),
      ),
    })
    assert.equal(seen(run), verified)
    assert.ok(run.durationMs > 1000)
  })
  test('G-12: verifies, and is asked without credentials', async () => {
    const { run, host } = await runWith()
    assert.equal(seen(run), verified)
    assert.equal(run.report?.images[0]?.attestations[0]?.instance, host)
    assert.match(run.stdout, /^Sigstore: loading the trusted roots$/m)
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
      /TUF verification failed for 1\.snapshot\.json from \S+: Snapshot version doesn't match timestamp/,
    ],
    [
      'G-01: whose targets were rolled back',
      { served: { targets: 0 } },
      /TUF verification failed for 1\.targets\.json from /,
    ],
    ['G-01: whose root was rolled back', { newRoot: { version: 1 } }, /2\.root\.json .*Expected version 2, got 1/],
    ['whose new root a stranger signed', { newRoot: { signers: stranger } }, /root was signed by 0\/1 keys/],
    ['whose timestamp a stranger signed', { signers: { timestamp: stranger } }, /timestamp was signed by 0\/1/],
    [
      'whose target is not what its metadata says',
      { tamper: replace(/^targets\//, (bytes) => Buffer.from(bytes.map((byte) => byte ^ 1))) },
      /TUF verification failed for \S*trusted_root\.json from \S+: Expected hash [\s\S]*Do not bypass this check/,
    ],
    [
      'whose target is cut off',
      { tamper: replace(/^targets\//, (bytes) => bytes.subarray(0, -1)) },
      /TUF verification failed for \S*trusted_root\.json from /,
    ],
    ['that answers with a page', { tamper: replace(/timestamp/, () => Buffer.from('<html>')) }, /not well-formed TUF/],
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

test('sigstore: bundled verifies with the public-good root of this release, without a network', async () => {
  await using stage = await setStage()
  stage.attest()
  const run = await stage.run({ 'trusted-root': '', sigstore: 'bundled' })
  assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
  assert.equal(run.report?.images[0]?.attestations[0]?.code, 'UNTRUSTED')
  assert.match(run.report?.images[0]?.attestations[0]?.message ?? '', /tuf-repo-cdn\.sigstore\.dev \(bundled\)/)
  assert.ok(run.requests.every(({ origin }) => origin === `http://${stage.registry.host}`))
})

suite('a rule with its own Sigstore instance', () => {
  const profile = (rules: readonly string[]) =>
    ['version: v1', 'type: profile', 'name: instances', 'artifact:', ...rules].join('\n')
  const rule = (sigstore: string) => [
    '  - type: artifact_signature',
    `    params: { sigstore: '${sigstore}' }`,
    '    def: { repository: acme/app }',
  ]

  test('is met by that one, and asks no other', async () => {
    await using stage = await setStage()
    stage.attest()
    await using tuf = await startTuf(stage.sigstore.trustedRoot())
    const run = await stage.run(
      { 'trusted-root': '', 'tuf-root': 'root.json', profile: 'profile.yml' },
      { files: { 'root.json': tuf.repository.root, 'profile.yml': profile(rule(tuf.repository.url)) } },
    )
    assert.equal(seen(run), verified)
    assert.equal(run.report?.images[0]?.attestations[0]?.instance, tuf.host)
  })
  test('is not met by another, while the rule beside it is', async () => {
    await using stage = await setStage()
    stage.attest()
    await using tuf = await startTuf(stage.sigstore.trustedRoot())
    const rules = profile([...rule(tuf.repository.url), ...rule('bundled')])
    const run = await stage.run(
      { 'trusted-root': '', 'tuf-root': 'root.json', profile: 'profile.yml' },
      { files: { 'root.json': tuf.repository.root, 'profile.yml': rules } },
    )
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    const [image] = run.report?.images ?? []
    assert.deepEqual(
      image?.rules.map(({ code }) => code),
      ['VERIFIED', 'NO_MATCHING_PROVENANCE'],
    )
    assert.equal(image?.attestations[0]?.code, 'VERIFIED')
    assert.match(run.annotations[0]?.message ?? '', /UNTRUSTED.*tuf-repo-cdn\.sigstore\.dev \(bundled\)/)
  })
  const mistakes: [string, string, Record<string, string>, RegExp][] = [
    ['that nobody knows', 'staging', { 'trusted-root': '' }, /^The profile's params\.sigstore: expected auto, /],
    ['without its root', 'https://tuf.example', { 'trusted-root': '' }, /^Input tuf-root is required/],
    [
      'beside a trusted root',
      'bundled',
      {},
      /^The input trusted-root and the profile's params\.sigstore \("bundled"\) cannot be used together/,
    ],
  ]
  for (const [name, sigstore, inputs, message] of mistakes) {
    test(`CONFIG_ERROR, at its line, for one ${name}`, async () => {
      await using stage = await setStage()
      const files = { 'profile.yml': profile(rule(sigstore)) }
      const run = await stage.run({ ...inputs, profile: 'profile.yml' }, { files })
      assert.equal(seen(run), failed('CONFIG_ERROR'))
      const [annotation] = run.annotations
      assert.match(annotation?.message ?? '', message)
      assert.deepEqual([annotation?.file, annotation?.line, annotation?.col], ['profile.yml', 6, 26])
    })
  }
  test('a TUF root that no rule and no input has a use for is CONFIG_ERROR', async () => {
    await using stage = await setStage()
    const run = await stage.run({ 'trusted-root': '', sigstore: 'bundled', 'tuf-root': 'root.json' })
    assert.equal(seen(run), failed('CONFIG_ERROR'))
    assert.match(run.annotations[0]?.message ?? '', /^Input tuf-root needs the URL of a TUF repository/)
  })
})
