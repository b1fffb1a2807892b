import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Code, ImageVerdict } from '../../src/model.ts'
import { eitherOf, everyPlatform } from '../../src/policy/platforms.ts'
import { image as resolved } from '../support/policies.ts'
import { codes, image } from '../support/verdicts.ts'

const every = (...verdicts: ImageVerdict[]) =>
  everyPlatform(
    resolved,
    verdicts.map((verdict, n) => ({ platform: `linux/p${n}`, verdict })),
  )

const failures = codes.filter((code) => code !== 'VERIFIED')

suite('every platform', () => {
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
  test('each rule points at its own attestation', () => {
    const two = image('VERIFIED', {
      attestations: [...image('VERIFIED').attestations, ...image('VERIFIED').attestations],
    })
    const { rules, attestations, sources } = every(two, image('VERIFIED'), image('NO_MATCHING_PROVENANCE'))
    assert.deepEqual(
      rules.map(({ satisfiedBy }) => satisfiedBy),
      [0, 2, null],
    )
    assert.deepEqual([attestations.length, sources.length], [4, 3])
  })
})

suite('the image itself or every platform', () => {
  test('one of the two is enough', () => {
    for (const code of failures) {
      assert.equal(eitherOf(image('VERIFIED'), image(code)).code, 'VERIFIED')
      assert.equal(eitherOf(image(code), image('VERIFIED')).code, 'VERIFIED')
      for (const other of failures) assert.notEqual(eitherOf(image(code), image(other)).code, 'VERIFIED')
    }
  })
  test('that nothing was found is said only where everybody answered', () => {
    for (const code of failures.filter((failure) => failure !== 'NO_PROVENANCE' && failure !== 'NOT_COVERED')) {
      if (code === 'CONFIG_ERROR') continue
      assert.equal(eitherOf(image('NO_PROVENANCE'), image(code)).code, code)
      assert.equal(eitherOf(image(code), image('NO_PROVENANCE')).code, code)
    }
  })
  test('a failure tells both sides, and the hint of the one that counts', () => {
    const { message, hint, attestations } = eitherOf(image('NO_PROVENANCE'), image('NO_MATCHING_PROVENANCE'))
    assert.match(message, /^The index: .*NO_PROVENANCE\. Its platforms: .*NO_MATCHING_PROVENANCE\.$/)
    assert.equal(hint, 'Do what helps against NO_MATCHING_PROVENANCE.')
    assert.equal(attestations.length, 1)
  })
})
