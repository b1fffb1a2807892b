import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import type { Expected, Policy, PolicyContext, Signer } from '../../src/model/index.ts'
import type { ClaimName } from '../../src/policy/claims/claim-table.ts'
import { defaultPolicy, policyOfClaims } from '../../src/policy/claims/input-policy.ts'
import { surroundings, verdictOn, verified } from '../support/policies.ts'
import { emailClaims, githubClaims } from '../support/sigstore.ts'

const asked = (claims: Partial<Record<ClaimName, Expected>>, around: PolicyContext = surroundings) =>
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

suite('building a policy from the claim inputs', () => {
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
          'Input repository: "acme" is not a repository: write owner/name, or its URL, as in https://github.com/owner/name.',
          null,
        ],
        [
          'CONFIG_ERROR',
          'Input branch: "refs/heads/main" is a full ref: write the name of the branch, as in main.',
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
})

suite('D-60: no combination of the five claim inputs accepts a stranger', () => {
  const all: Record<string, Expected> = {
    repository: 'acme/app',
    branch: 'main',
    signer_identity: 'release.yml',
    cert_issuer: 'https://token.actions.githubusercontent.com',
    runner_environment: 'github-hosted',
  }
  const combinations = [...Array(32).keys()].map((bits) =>
    Object.fromEntries(Object.entries(all).filter((_, index) => (bits >> index) & 1)),
  )
  /** All as it should be, but for what no input says. */
  const stranger = verified(githubClaims({ repository: 'mallory/app', repositoryId: '6', ownerId: '66' }))
  for (const claims of combinations) {
    test(Object.keys(claims).join(', ') || 'none of them', () => {
      const { rules, warnings } = sound(asked(claims))
      assert.equal(verdictOn(rules, [stranger]).code, 'NO_MATCHING_PROVENANCE')
      assert.equal(verdictOn(rules, [verified()]).code, 'VERIFIED')
      assert.deepEqual(warnings, [])
    })
  }
  for (const claims of combinations.filter(({ repository }) => repository === undefined)) {
    test(`${Object.keys(claims).join(', ') || 'none of them'}, where no repository is known`, () => {
      const mistakes = asked(claims, { ...surroundings, repository: null })
      assert.ok(Array.isArray(mistakes))
      assert.deepEqual(
        mistakes.map(({ code }) => code),
        ['CONFIG_ERROR'],
      )
      assert.match(mistakes[0]?.message ?? '', /GITHUB_REPOSITORY is not set/)
      assert.match(mistakes[0]?.hint ?? '', /^Set the input .*repository/)
    })
  }
  const wholes: [string, Signer, Signer][] = [
    [
      'acme/workflows/.github/workflows/build.yml',
      githubClaims({ signer: builder('acme/workflows') }),
      githubClaims({ signer: builder('mallory/workflows') }),
    ],
    [
      'https://github.com/acme/workflows/.github/workflows/build.yml@refs/tags/v1',
      githubClaims({ signer: builder('acme/workflows') }),
      githubClaims({ signer: builder('mallory/workflows') }),
    ],
    ['release@acme.example', emailClaims('release@acme.example'), emailClaims('release@mallory.example')],
  ]
  for (const [identity, right, wrong] of wholes) {
    test(`${identity} is whole: no repository is added to it, and it accepts no other`, () => {
      for (const around of [surroundings, { ...surroundings, repository: null }]) {
        const { rules } = sound(asked({ signer_identity: identity }, around))
        assert.ok(!rules[0]?.constraints.some(({ claim }) => claim === 'repository'))
        assert.equal(verdictOn(rules, [verified(right)]).code, 'VERIFIED')
        assert.equal(verdictOn(rules, [verified(wrong)]).code, 'NO_MATCHING_PROVENANCE')
      }
    })
  }
  for (const identity of [
    'release.yml',
    '.github/workflows/release.yml',
    '/.github/workflows/release.yml',
    'release.yml@refs/heads/main',
  ]) {
    test(`${identity} is not whole: it is a file of whatever repository the source is`, () => {
      const { rules } = sound(asked({ signer_identity: identity }))
      assert.equal(verdictOn(rules, [stranger]).code, 'NO_MATCHING_PROVENANCE')
      assert.equal(verdictOn(rules, [verified()]).code, 'VERIFIED')
    })
  }
  for (const claims of [{}, { runner_environment: 'github-hosted' }, { signer_identity: 'release.yml' }]) {
    const names = ['cert_issuer', ...Object.keys(claims)].join(', ')
    test(`another provider's issuer (${names}) and nobody named is met by nobody, and a warning says what helps`, () => {
      const issuer = 'https://accounts.google.com'
      const { rules, warnings } = sound(asked({ cert_issuer: issuer, ...claims }))
      const person = { ...githubClaims({ issuer }), repository: null }
      for (const signer of [person, githubClaims({ issuer: 'https://token.actions.githubusercontent.com' })]) {
        assert.equal(verdictOn(rules, [verified(signer)]).code, 'NO_MATCHING_PROVENANCE')
      }
      assert.match(warnings[0]?.message ?? '', /^Input cert-issuer: certificates of this issuer do not name acme\/app/)
      assert.match(warnings[0]?.message ?? '', /Set signer-identity to a whole identity/)
    })
  }
  test("an enterprise's own issuer is GitHub's", () => {
    const { rules } = sound(asked({ cert_issuer: 'https://token.actions.githubusercontent.com/acme' }))
    const issuer = 'https://token.actions.githubusercontent.com/acme'
    assert.equal(verdictOn(rules, [verified(githubClaims({ issuer }))]).code, 'VERIFIED')
    assert.equal(
      verdictOn(rules, [verified(githubClaims({ issuer, repository: 'mallory/app' }))]).code,
      'NO_MATCHING_PROVENANCE',
    )
  })
  test('an e-mail address without issuer is told: any provider may have vouched for it', () => {
    const { warnings } = sound(asked({ signer_identity: 'release@acme.example' }))
    assert.match(warnings[0]?.message ?? '', /accepts it from any OIDC issuer: add cert_issuer/)
  })
})

function builder(repository: string) {
  return { repository, workflow: '.github/workflows/build.yml', ref: 'refs/tags/v1' }
}

suite('claim inputs that require nothing', () => {
  test('the repository that runs must have signed, and no other', () => {
    const { rules } = sound(defaultPolicy(surroundings))
    assert.equal(verdictOn(rules, [verified()]).code, 'VERIFIED')
    const other = verified(githubClaims({ repository: 'acme/other' }))
    assert.equal(verdictOn(rules, [other]).code, 'NO_MATCHING_PROVENANCE')
  })
  test('A-09: outside a workflow it is a mistake, and what helps is said', () => {
    const mistakes = defaultPolicy({ ...surroundings, repository: null })
    assert.ok(Array.isArray(mistakes))
    assert.equal(mistakes[0]?.hint, 'Set the input profile or repository.')
  })
  test('a name of a repository that is none is a mistake, by the name of the variable', () => {
    const mistakes = defaultPolicy({ ...surroundings, repository: 'acme' })
    assert.ok(Array.isArray(mistakes))
    assert.match(mistakes[0]?.message ?? '', /^GITHUB_REPOSITORY: "https:\/\/github\.com\/acme" is not a repository/)
  })
})
