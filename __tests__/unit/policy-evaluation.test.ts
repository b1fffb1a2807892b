import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { CodedError } from '../../src/core/errors.ts'
import type { Finding, SourceResult } from '../../src/model/index.ts'
import { policyOf, profileText, rejected, verdictOn, verified } from '../support/policies.ts'
import { holds } from '../support/properties.ts'
import { emailClaims, githubClaims } from '../support/sigstore.ts'

const { rules } = policyOf(profileText('artifact_signature', { repository: 'acme/app', branch: 'main' }))
const [rule] = rules
assert.ok(rule)
const elsewhere = verified(githubClaims({ repository: 'evil/app' }))
const onDev = verified(githubClaims({ ref: 'refs/heads/dev' }))

const answered: SourceResult = { source: 'referrers', status: 'answered', found: 0, message: '' }
const failing = (code: CodedError['code']): SourceResult => ({
  source: 'cosign-attestation',
  status: 'failed',
  found: 0,
  error: new CodedError(code as 'TIMEOUT', 'it did not answer', { hint: 'try again' }),
})

suite('evaluating a rule passes nothing by default', () => {
  test('A-10: no rules', () => assert.equal(verdictOn([], [verified()]).code, 'NOT_COVERED'))
  test('A-10: no findings', () => assert.equal(verdictOn(rules, [], [answered]).code, 'NO_PROVENANCE'))
  test('A-10: no findings, and nobody was asked', () => assert.equal(verdictOn(rules, []).code, 'NO_PROVENANCE'))
})

suite('evaluating is_signed alone', () => {
  const signed = policyOf(profileText('artifact_signature', { is_signed: 'true' })).rules
  const passes: [string, Finding[], boolean][] = [
    ['nothing', [], false],
    ['an unknown signer, about this image', [rejected('UNTRUSTED', true)], true],
    ['an unknown signer, about another image', [rejected('UNTRUSTED', false)], false],
    ['rubbish', [rejected('BUNDLE_INVALID', true)], false],
    ['another image', [rejected('SUBJECT_MISMATCH')], false],
    ['a verified one behind an unknown one', [rejected('UNTRUSTED', true), verified()], true],
  ]
  for (const [name, findings, passed] of passes) {
    test(name, () => assert.equal(verdictOn(signed, findings, [answered]).code === 'VERIFIED', passed))
  }
  test('the one that verifies is named before one that does not', () => {
    const verdict = verdictOn(signed, [rejected('UNTRUSTED', true), verified()])
    assert.equal(verdict.rules[0]?.satisfiedBy, 1)
    assert.match(verdict.message, /^Signed by /)
    assert.match(verdictOn(signed, [rejected('UNTRUSTED', true)]).message, /nothing was verified/)
  })
})

suite('evaluating keeps a failed source apart from an empty one', () => {
  for (const code of ['REGISTRY_ERROR', 'GITHUB_API_ERROR', 'TIMEOUT'] as const) {
    test(`${code} in place of nothing found`, () => {
      const verdict = verdictOn(rules, [], [answered, failing(code)])
      assert.equal(verdict.code, code)
      assert.match(verdict.message, /it did not answer/)
      assert.equal(verdict.hint, 'try again')
    })
    test(`${code} beside what does not match`, () => {
      const verdict = verdictOn(rules, [onDev], [failing(code)])
      assert.equal(verdict.code, 'NO_MATCHING_PROVENANCE')
      assert.match(verdict.message, /Could not be checked: the \.att tag of cosign/)
      assert.match(verdict.hint ?? '', /Some sources could not be checked\. .* re-run the job first\.$/)
    })
    test(`${code} beside what verifies`, () =>
      assert.equal(verdictOn(rules, [verified()], [failing(code)]).code, 'VERIFIED'))
  }
  test('E-07: too much to conclude anything, though something is there', () => {
    assert.equal(verdictOn(rules, [onDev], [failing('LIMIT_EXCEEDED')]).code, 'LIMIT_EXCEEDED')
  })
  test('E-07: too much, but one of them is right', () => {
    assert.equal(verdictOn(rules, [onDev, verified()], [failing('LIMIT_EXCEEDED')]).code, 'VERIFIED')
  })
})

suite('the failure that the evaluation reports', () => {
  test('the claims of the attestation that came closest', () => {
    const far = verified(githubClaims({ repository: 'evil/app', ref: 'refs/heads/dev' }))
    const verdict = verdictOn(rules, [rejected('UNTRUSTED'), far, onDev])
    assert.deepEqual(
      verdict.rules[0]?.claims.map(({ claim, ok }) => [claim, ok]),
      [
        ['repository', true],
        ['branch', false],
        ['cert_issuer', true],
      ],
    )
  })
  test('the expectations, where no attestation got that far', () => {
    const verdict = verdictOn(rules, [rejected('SUBJECT_MISMATCH')])
    assert.deepEqual(
      verdict.rules[0]?.claims.map(({ actual, ok }) => [actual, ok]),
      [
        [null, false],
        [null, false],
        [null, false],
      ],
    )
    assert.match(verdict.message, /The only attestation found does not satisfy the rule \(SUBJECT_MISMATCH\): /)
  })
  test('the place of the claim that failed, else of the rule', () => {
    assert.deepEqual(verdictOn(rules, [onDev]).position, { file: 'profile.yaml', line: 8, column: 15 })
    assert.equal(verdictOn(rules, [], [answered]).position?.line, 5)
  })
  const hints: [string, Finding[], RegExp][] = [
    [
      'a tag where a branch is asked for',
      [verified(githubClaims({ ref: 'refs/tags/v1' }))],
      /a tag never matches a branch/,
    ],
    ['a pull request', [verified(githubClaims({ ref: 'refs/pull/1/merge' }))], /pull request/],
    ['another image', [rejected('SUBJECT_MISMATCH')], /is for a different digest/],
    ['another Sigstore', [rejected('UNTRUSTED')], /trusted-root/],
    ['damaged', [rejected('BUNDLE_INVALID')], /cannot be verified, for the reason given/],
    ['another repository', [elsewhere], /update the policy\. If not/],
  ]
  for (const [name, findings, hint] of hints)
    test(`what to do: ${name}`, () => assert.match(verdictOn(rules, findings).hint ?? '', hint))
  test('what to do: a claim that the certificate does not make', () => {
    const { hint, rules: results } = verdictOn(rules, [verified({ ...githubClaims(), ref: null })])
    assert.match(hint ?? '', /has no value for branch, so it was probably not issued to a GitHub Actions workflow/)
    assert.equal(results[0]?.compared, true)
  })
  test('what to do: a person signed', () => {
    const issuer = policyOf(
      profileText('artifact_signature', { cert_issuer: 'https://token.actions.githubusercontent.com' }),
    ).rules
    const { hint } = verdictOn(issuer, [verified(emailClaims('dev@acme.example'))])
    assert.match(hint ?? '', /issued for the OIDC issuer https:\/\/github\.com\/login\/oauth/)
  })
  test('an attestation that meets another rule still shows the claim that this one lacks', () => {
    const second = policyOf(profileText('artifact_signature', { repository: 'acme/app', branch: 'release' })).rules
    const failure = verdictOn([...rules, ...second], [verified()]).rules[1]
    assert.equal(failure?.compared, true)
    assert.deepEqual(
      failure?.claims.filter(({ ok }) => !ok).map(({ claim }) => claim),
      ['branch'],
    )
  })
  test('D-01: a reusable workflow: the signer_identity to write', () => {
    const signer = githubClaims({
      signer: { repository: 'acme/workflows', workflow: '.github/workflows/build.yml', ref: 'refs/tags/v1' },
    })
    const [rule] = policyOf(profileText('artifact_signature', { signer_identity: 'build.yml' })).rules
    assert.match(
      verdictOn(rule ? [rule] : [], [verified(signer)]).hint ?? '',
      /signer_identity: acme\/workflows\/\.github\/workflows\/build\.yml@refs\/tags\/v1$/,
    )
  })
})

test('an attestation carries VERIFIED when it satisfies one of the rules, else what the first has against it', () => {
  const second = policyOf(profileText('artifact_signature', { repository: 'evil/app' })).rules
  const verdict = verdictOn([...rules, ...second], [verified(), elsewhere, onDev])
  assert.equal(verdict.code, 'VERIFIED')
  assert.deepEqual(
    verdict.rules.map(({ satisfiedBy }) => satisfiedBy),
    [0, 1],
  )
  assert.deepEqual(
    verdict.attestations.map(({ code }) => code),
    ['VERIFIED', 'VERIFIED', 'CLAIM_MISMATCH'],
  )
  assert.match(verdict.attestations[2]?.message ?? '', /^branch: expected "main", found "refs\/heads\/dev"$/)
})

suite('evaluating a SLSA rule also reads the predicate', () => {
  const slsa = policyOf(profileText('artifact_attestation_slsa', { workflow_repository: 'acme/app' })).rules
  const said = (change: (predicate: never) => void) => {
    const finding = structuredClone(verified())
    if (finding.status === 'verified') change(finding.statement.predicate as never)
    return verdictOn(slsa, [finding])
  }
  // biome-ignore lint/suspicious/noExplicitAny: a predicate is free JSON
  type Free = any
  const contradictions: [string, (predicate: Free) => void][] = [
    [
      'number of the repository',
      (p) => Object.assign(p.buildDefinition.internalParameters.github, { repository_id: '999' }),
    ],
    [
      'number of the owner',
      (p) => Object.assign(p.buildDefinition.internalParameters.github, { repository_owner_id: 999 }),
    ],
    [
      'run',
      (p) =>
        Object.assign(p.runDetails.metadata, { invocationId: 'https://github.com/evil/app/actions/runs/1/attempts/1' }),
    ],
    [
      'calling workflow',
      (p) => Object.assign(p.buildDefinition.externalParameters.workflow, { path: '.github/workflows/evil.yml' }),
    ],
    [
      'runner that is a list',
      (p) => Object.assign(p.buildDefinition.internalParameters.github, { runner_environment: ['github-hosted'] }),
    ],
    [
      'commit in a second dependency',
      (p) =>
        p.buildDefinition.resolvedDependencies.push({
          uri: 'git+https://github.com/acme/app@refs/heads/main',
          digest: { gitCommit: '0'.repeat(40) },
        }),
    ],
    [
      'commit of a dependency without ref',
      (p) =>
        Object.assign(p.buildDefinition, {
          resolvedDependencies: [{ uri: 'git+https://github.com/acme/app', digest: { gitCommit: '0'.repeat(40) } }],
        }),
    ],
    [
      'repository',
      (p) =>
        Object.assign(p.buildDefinition.externalParameters.workflow, { repository: 'https://github.com/evil/app' }),
    ],
    ['ref', (p) => Object.assign(p.buildDefinition.externalParameters.workflow, { ref: 'refs/heads/dev' })],
    ['event', (p) => Object.assign(p.buildDefinition.internalParameters.github, { event_name: 'workflow_dispatch' })],
    [
      'runner',
      (p) => Object.assign(p.buildDefinition.internalParameters.github, { runner_environment: 'self-hosted' }),
    ],
    ['commit', (p) => Object.assign(p.buildDefinition.resolvedDependencies[0].digest, { gitCommit: '0'.repeat(40) })],
    [
      'builder',
      (p) =>
        Object.assign(p.runDetails.builder, {
          id: 'https://github.com/evil/app/.github/workflows/x.yml@refs/heads/main',
        }),
    ],
  ]
  for (const [name, change] of contradictions) {
    test(`D-09: a ${name} that contradicts the certificate`, () => {
      const verdict = said(change as (predicate: never) => void)
      assert.equal(verdict.code, 'NO_MATCHING_PROVENANCE')
      assert.equal(verdict.attestations[0]?.code, 'CLAIM_MISMATCH')
    })
  }
  test('a predicate without the fields that are asked for', () => {
    for (const field of ['buildDefinition'] as const) {
      assert.equal(said((p: Free) => delete p[field]).code, 'NO_MATCHING_PROVENANCE')
    }
  })
  for (const predicate of [
    null,
    'x',
    [],
    { buildDefinition: null },
    { buildDefinition: { resolvedDependencies: [null] } },
  ]) {
    test(`E-20: the predicate ${JSON.stringify(predicate)}`, () => {
      const finding = verified(githubClaims(), { predicateType: 'https://slsa.dev/provenance/v1', predicate })
      assert.equal(verdictOn(slsa, [finding]).code, 'NO_MATCHING_PROVENANCE')
    })
  }
  test("an invocation's ID of the builder's own contradicts no certificate", () => {
    for (const invocationId of ['4757060009-1', 'rpv7a389uzil5lqmrgwhijwjz']) {
      const verdict = said((p: Free) => Object.assign(p.runDetails.metadata, { invocationId }))
      assert.equal(verdict.code, 'VERIFIED')
    }
  })
  test("nor does the context of a build by BuildKit, which need not be the workflow's source", () => {
    const configSource = {
      uri: 'https://github.com/moby/buildkit.git#refs/tags/v0.11.0',
      digest: { sha1: '0'.repeat(40) },
    }
    const predicate = { buildType: 'https://mobyproject.org/buildkit@v1', invocation: { configSource } }
    const finding = verified(githubClaims(), { predicateType: 'https://slsa.dev/provenance/v0.2', predicate })
    const any = policyOf(profileText('artifact_provenance', { repository: 'acme/app' })).rules
    assert.equal(verdictOn(any, [finding]).code, 'VERIFIED')
    assert.equal(verdictOn(slsa, [finding]).code, 'NO_MATCHING_PROVENANCE')
  })
  test('B-26: a signature without statement is another kind', () => {
    const finding = verified(githubClaims(), { predicateType: null, predicate: null })
    assert.equal(verdictOn(slsa, [finding]).attestations[0]?.code, 'PREDICATE_MISMATCH')
    assert.equal(verdictOn(rules, [finding]).code, 'VERIFIED')
  })
})

test('P2: invalid attestations, in any order, never change a verdict', () => {
  const bad = fc.constantFrom(
    rejected('UNTRUSTED', true),
    rejected('BUNDLE_INVALID'),
    rejected('SUBJECT_MISMATCH'),
    rejected('LIMIT_EXCEEDED'),
    elsewhere,
    onDev,
  )
  holds(
    fc.property(fc.array(bad, { maxLength: 12 }), fc.nat(12), (others, at) => {
      assert.equal(verdictOn(rules, others.toSpliced(at, 0, verified())).code, 'VERIFIED')
      assert.notEqual(verdictOn(rules, others, [answered]).code, 'VERIFIED')
    }),
  )
})
