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

suite('a rule that names its Sigstore instance', () => {
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
    [
      'that nobody knows',
      'staging',
      { 'trusted-root': '' },
      /^The profile's params\.sigstore: it is not what it can be/,
    ],
    ['without its root', 'https://tuf.example', { 'trusted-root': '' }, /^Input tuf-root: it is empty/],
    [
      'beside a trusted root',
      'bundled',
      {},
      /^The profile's params\.sigstore names "bundled", and the input trusted-root/,
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
    assert.match(run.annotations[0]?.message ?? '', /^Input tuf-root: it is for another TUF repository/)
  })
})
