import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/limits.ts'
import type { Expected, Policy, Surroundings } from '../../src/model.ts'
import type { ClaimName } from '../../src/policy/claims.ts'
import { defaultPolicy, policyOfClaims } from '../../src/policy/rules.ts'
import { surroundings, verdictOn, verified } from '../support/policies.ts'
import { githubClaims } from '../support/sigstore.ts'

const asked = (claims: Partial<Record<ClaimName, Expected>>, around: Surroundings = surroundings) =>
  policyOfClaims(
    Object.entries(claims).map(([claim, value]) => {
      const label = `Input ${claim.replaceAll('_', '-')}`
      return { claim: claim as ClaimName, expected: [value], position: null, label }
    }),
    around,
  )

const sound = (policy: ReturnType<typeof policyOfClaims>): Policy => {
  assert.ok(!Array.isArray(policy))
  return policy
}

suite('the claims of the inputs', () => {
  test('are one rule for any image, that asks for a verified signature', () => {
    const { rules, warnings } = sound(asked({ repository: 'acme/app', branch: 'main' }))
    assert.equal(rules.length, 1)
    assert.deepEqual(rules[0]?.applies, { name: null, tags: [], tagRegex: null })
    assert.deepEqual([rules[0]?.type, rules[0]?.verified, rules[0]?.sigstore], ['artifact_signature', true, null])
    assert.deepEqual(warnings, [])
    assert.equal(verdictOn(rules, [verified()]).code, 'VERIFIED')
    const dev = verified(githubClaims({ ref: 'refs/heads/dev' }))
    assert.equal(verdictOn(rules, [dev]).code, 'NO_MATCHING_PROVENANCE')
  })
  test('that can never be met are mistakes, by the names of the inputs', () => {
    const mistakes = asked({ repository: 'acme', branch: 'refs/heads/main', signer_identity: 'release' })
    assert.ok(Array.isArray(mistakes))
    assert.deepEqual(
      mistakes.map(({ code, message, position }) => [code, message, position]),
      [
        [
          'CONFIG_ERROR',
          'Input repository: "acme" is no repository: write owner/name, or its URL, as in https://github.com/owner/name.',
          null,
        ],
        [
          'CONFIG_ERROR',
          'Input branch: "refs/heads/main" is a full ref; write the branch\'s own name, as in main.',
          null,
        ],
        [
          'CONFIG_ERROR',
          'Input signer-identity: "release" can never match: write a workflow (release.yml, or owner/repo/.github/workflows/release.yml@ref), a whole URI, or an e-mail address.',
          null,
        ],
      ],
    )
  })
  test('longer than a certificate can be mistakes, of which the beginning is shown; as long as one is none', () => {
    const branch = (length: number) => asked({ branch: 'b'.repeat(length) })
    const mistakes = branch(limits.certificateBytes + 1)
    assert.ok(Array.isArray(mistakes))
    assert.equal(
      mistakes.map(({ message }) => message).join('\n'),
      `Input branch: "${'b'.repeat(200)}" is longer than any certificate.`,
    )
    assert.ok(!Array.isArray(branch(limits.certificateBytes)))
  })
  test('that pin nobody are obeyed, and told', () =>
    assert.deepEqual(
      sound(asked({ branch: 'main' })).warnings.map(({ message }) => message),
      ['artifact_signature: any signer is accepted, for no claim says who must have signed.'],
    ))
})

suite('where nothing is asked for', () => {
  test('the repository that runs must have signed, and no other', () => {
    const { rules } = sound(defaultPolicy(surroundings))
    assert.equal(verdictOn(rules, [verified()]).code, 'VERIFIED')
    const other = verified(githubClaims({ repository: 'acme/other' }))
    assert.equal(verdictOn(rules, [other]).code, 'NO_MATCHING_PROVENANCE')
  })
  test('A-09: outside a workflow it is a mistake, and what helps is said', () => {
    const mistakes = defaultPolicy({ ...surroundings, repository: null })
    assert.ok(Array.isArray(mistakes))
    assert.equal(mistakes[0]?.hint, 'Set the input profile, or repository.')
  })
  test('a name of a repository that is none is a mistake, by the name of the variable', () => {
    const mistakes = defaultPolicy({ ...surroundings, repository: 'acme' })
    assert.ok(Array.isArray(mistakes))
    assert.match(mistakes[0]?.message ?? '', /^GITHUB_REPOSITORY: "https:\/\/github\.com\/acme" is no repository/)
  })
})
