import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { artifactDigest, attestedArtifact, claims, judged, runClient, signedArtifact } from '../support/conformance.ts'

const identity = [
  '--certificate-identity',
  claims.signer_identity,
  '--certificate-oidc-issuer',
  'https://issuer.example',
]

suite("conformance: the suite's command line", { concurrency: 2 }, () => {
  const refusals: [string, string[], RegExp][] = [
    ['nothing', [], /only verify-bundle is spoken here/],
    ['sign-bundle', ['sign-bundle', '--identity-token', 'x', '--bundle', 'b', 'f'], /only verify-bundle/],
    [
      'an option that is unknown',
      ['verify-bundle', '--bundle', 'b', ...identity, '--no-log', artifactDigest],
      /--no-log/,
    ],
    ['no bundle', ['verify-bundle', ...identity, artifactDigest], /--bundle is missing/],
    ['no artifact', ['verify-bundle', '--bundle', 'b', ...identity], /exactly one file or digest/],
    ['two artifacts', ['verify-bundle', '--bundle', 'b', ...identity, 'one', 'two'], /exactly one file or digest/],
    [
      'a bundle that is not there',
      ['verify-bundle', '--bundle', 'b', ...identity, artifactDigest],
      /there is no such file/,
    ],
    [
      'an artifact that is not there',
      ['verify-bundle', '--bundle', 'b', ...identity, 'sha256:00'],
      /there is no such file/,
    ],
    ['staging', ['verify-bundle', '--staging', '--bundle', 'b', ...identity, artifactDigest], /--staging: no root/],
  ]
  for (const [name, args, why] of refusals) {
    test(`refuses ${name}, and says so on stderr alone`, async () => {
      const { status, stdout, stderr } = await runClient(args)
      assert.equal(status, 1)
      assert.match(stderr, why)
      assert.equal(stdout, '')
    })
  }
  test('a message signature is held against a file, not against a digest', async () => {
    assert.match(
      await judged({ bundle: signedArtifact(), digest: artifactDigest }),
      /^refused: .*needs the file, not its digest/,
    )
  })
  test('a statement is held against either', async () => {
    assert.equal(await judged({ bundle: attestedArtifact(), digest: artifactDigest }), 'accepted')
    assert.equal(await judged({ bundle: attestedArtifact() }), 'accepted')
  })
  test('without a trusted root it is the public-good one', async () => {
    const { status, stderr } = await runClient([
      'verify-bundle',
      '--bundle',
      import.meta.filename,
      ...identity,
      artifactDigest,
    ])
    assert.equal(status, 1)
    assert.match(stderr, /^BUNDLE_INVALID/)
  })
})
