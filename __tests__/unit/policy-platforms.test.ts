import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Code, ImageVerdict } from '../../src/model/index.ts'
import { indexOrPlatforms, platformsAreAttested, requireEveryPlatform } from '../../src/policy/evaluation/platforms.ts'
import { image as resolved } from '../support/policies.ts'
import { codes, image } from '../support/verdicts.ts'

const every = (...verdicts: ImageVerdict[]) =>
  requireEveryPlatform(
    resolved,
    verdicts.map((verdict, n) => ({ platform: `linux/p${n}`, artifactType: null, verdict })),
  )

const failures = codes.filter((code) => code !== 'VERIFIED')

suite('requiring every platform', () => {
  test('verified only where all of them are', () => {
    assert.equal(every(image('VERIFIED')).code, 'VERIFIED')
    assert.equal(every(image('VERIFIED'), image('VERIFIED')).code, 'VERIFIED')
    for (const code of failures) {
      assert.equal(every(image('VERIFIED'), image(code), image('VERIFIED')).code, code)
      assert.equal(every(image(code)).code, code)
    }
  })
  test('A-10: no platform verifies nothing', () => assert.equal(every().code, 'NO_PROVENANCE'))
  test('the verdict is on the image, whatever the digests of its platforms', () => {
    const { reference, digest, mediaType } = every(image('VERIFIED', { digest: `sha256:${'00'.repeat(32)}` }))
    assert.deepEqual([reference, digest, mediaType], [resolved.reference.given, resolved.digest, resolved.mediaType])
  })
  test('what was found is told before what could not be found out, in any order', () => {
    const order: Code[] = ['DIGEST_MISMATCH', 'NO_MATCHING_PROVENANCE', 'NO_PROVENANCE', 'LIMIT_EXCEEDED', 'TIMEOUT']
    for (const [n, code] of order.entries()) {
      for (const later of order.slice(n + 1)) {
        assert.equal(every(image(later), image(code)).code, code)
        assert.equal(every(image(code), image(later)).code, code)
      }
    }
  })
  test('the message names the platform, and how many there are', () => {
    const { message, hint } = every(image('VERIFIED'), image('NO_PROVENANCE'), image('TIMEOUT'))
    assert.equal(message, 'linux/p1: What is the matter: NO_PROVENANCE. 2 of 3 platforms are not verified.')
    assert.equal(hint, 'Do what helps against NO_PROVENANCE.')
  })
  test('B-51: an artifact fails as an image does, is told after the images, and says what to do', () => {
    const artifact = { platform: 'linux/p7 (x/y)', artifactType: 'x/y', verdict: image('NO_PROVENANCE') }
    const platform = (code: Code) => ({ platform: 'linux/p8', artifactType: null, verdict: image(code) })
    const alone = requireEveryPlatform(resolved, [artifact, platform('VERIFIED')])
    assert.equal(alone.code, 'NO_PROVENANCE')
    assert.equal(
      alone.message,
      'linux/p7 (x/y): What is the matter: NO_PROVENANCE. It is not an image but an artifact of the type x/y, which the index lists as if it could be run.',
    )
    assert.match(alone.hint ?? '', /^Attest the artifact, too, by its own digest\. /)
    const both = requireEveryPlatform(resolved, [artifact, platform('NO_PROVENANCE')])
    assert.match(both.message, /^linux\/p8: .* 2 of 2 platforms are not verified\.$/)
    assert.equal(both.hint, 'Do what helps against NO_PROVENANCE.')
    const unread = requireEveryPlatform(resolved, [{ ...artifact, verdict: image('REGISTRY_ERROR') }])
    assert.deepEqual([unread.code, unread.hint], ['REGISTRY_ERROR', 'Do what helps against REGISTRY_ERROR.'])
    for (const code of failures) {
      assert.equal(
        requireEveryPlatform(resolved, [{ ...artifact, verdict: image(code) }, platform('VERIFIED')]).code,
        code,
      )
    }
  })
  test('one platform alone is not counted', () =>
    assert.equal(
      every(image('VERIFIED'), image('NO_PROVENANCE')).message,
      'linux/p1: What is the matter: NO_PROVENANCE.',
    ))
  test('a green names all platforms, and says once what is true of each', () => {
    const green = (message: string) => image('VERIFIED', { message })
    assert.equal(
      every(green('Signed by a.'), green('Signed by a.'), green('Signed by b.')).message,
      'Every platform (linux/p0, linux/p1, linux/p2): Signed by a. Signed by b.',
    )
  })
  test('the profile to start from is the first that there is; of a red, that of the platform that is told', () => {
    const of = (code: Code, suggestedProfile: string | null) => image(code, { suggestedProfile })
    assert.equal(every(of('VERIFIED', null), of('VERIFIED', 'a'), of('VERIFIED', 'b')).suggestedProfile, 'a')
    assert.equal(every(of('VERIFIED', null)).suggestedProfile, null)
    assert.equal(every(of('VERIFIED', 'a'), of('NO_MATCHING_PROVENANCE', 'b')).suggestedProfile, 'b')
    assert.equal(every(of('VERIFIED', 'a'), of('NO_PROVENANCE', null)).suggestedProfile, null)
  })
  test('the place in the profile is that of the platform that is told', () => {
    const position = { file: 'profile.yaml', line: 7, column: 3 }
    assert.deepEqual(every(image('VERIFIED'), image('NO_PROVENANCE', { position })).position, position)
    assert.equal(every(image('VERIFIED', { position })).position, null)
  })
  test('the image is told by its repository', () =>
    assert.equal(every(image('VERIFIED')).repository, 'ghcr.io/acme/app'))
  test('no platform: what to do', () => {
    const { message, hint } = every()
    assert.equal(message, 'The index lists no platform that could be run, so that none could be attested.')
    assert.equal(
      hint,
      'Check that the reference is that of an image. For an index of other artifacts, set the input platforms: index.',
    )
  })
  test('each rule points at its own attestation', () => {
    const two = image('VERIFIED', {
      attestations: [...image('VERIFIED').attestations, ...image('VERIFIED').attestations],
    })
    const { rules, attestations, sources } = every(two, image('VERIFIED'), image('NO_MATCHING_PROVENANCE'))
    assert.deepEqual(
      rules.map(({ satisfiedBy }) => satisfiedBy),
      [0, 2, null],
    )
    assert.deepEqual(
      rules.map(({ closest }) => closest),
      [null, null, 3],
    )
    assert.deepEqual([attestations.length, sources.length], [4, 3])
    assert.deepEqual(sources, Array(3).fill(image('VERIFIED').sources[0]))
  })
})

suite('requiring the index or every platform', () => {
  test('one of the two is enough', () => {
    for (const code of failures) {
      assert.equal(indexOrPlatforms(image('VERIFIED'), image(code)).code, 'VERIFIED')
      assert.equal(indexOrPlatforms(image(code), image('VERIFIED')).code, 'VERIFIED')
      for (const other of failures) assert.notEqual(indexOrPlatforms(image(code), image(other)).code, 'VERIFIED')
    }
  })
  test('that nothing was found is said only where everybody answered', () => {
    for (const code of failures.filter((failure) => failure !== 'NO_PROVENANCE' && failure !== 'NOT_COVERED')) {
      if (code === 'CONFIG_ERROR') continue
      assert.equal(indexOrPlatforms(image('NO_PROVENANCE'), image(code)).code, code)
      assert.equal(indexOrPlatforms(image(code), image('NO_PROVENANCE')).code, code)
    }
  })
  test('a failure tells both sides, and the hint of the one that counts', () => {
    const { message, hint, attestations } = indexOrPlatforms(image('NO_PROVENANCE'), image('NO_MATCHING_PROVENANCE'))
    assert.match(message, /^The index: .*NO_PROVENANCE\. Its platforms: .*NO_MATCHING_PROVENANCE\.$/)
    assert.equal(hint, 'Do what helps against NO_MATCHING_PROVENANCE.')
    assert.equal(attestations.length, 1)
  })
})

test('the hint for an index whose platforms alone are attested names the input platforms', () => {
  const index = image('NO_PROVENANCE')
  const { code, message, hint } = platformsAreAttested(index)
  assert.equal(code, 'NO_PROVENANCE')
  assert.equal(
    message,
    'What is the matter: NO_PROVENANCE. Each of its platforms is attested, though: set platforms: each.',
  )
  assert.equal(
    hint,
    'Set the input platforms: each, to ask for an attestation of every platform instead of one of the index. Or attest the digest of the index, too.',
  )
})
