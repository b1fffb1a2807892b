import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Finding, RuleType, Signer } from '../../src/model/index.ts'
import { claimNamed, claimsOf } from '../../src/policy/claims/claim-table.ts'
import { rows as mindersRows, type Row, server } from '../support/claim-rows.ts'
import { mistakesOf, policyOf, profileText, verdictOn, verified } from '../support/policies.ts'
import { builtBy, globs, provenanceRows } from '../support/provenance-rows.ts'
import { actionsIssuer, githubClaims } from '../support/sigstore.ts'

const rows: Record<string, Row[]> = structuredClone(mindersRows)

/** What a claim of two rules means in the one it means in the other. */
const shared = [
  'repository',
  'branch',
  'signer_identity',
  'cert_issuer',
  'runner_environment',
  'workflow_repository',
  'workflow_ref',
]
for (const claim of shared) {
  const [first] = rows[claim] ?? []
  const same = rows[claim]?.filter(({ rule }) => rule === first?.rule) ?? []
  rows[claim]?.push(...same.map((row) => ({ ...row, rule: 'artifact_provenance' as const })))
}
for (const [claim, cases] of Object.entries(provenanceRows)) {
  const further = cases.map((row) => ({ ...row, rule: 'artifact_provenance' as const }))
  rows[claim] = [...(rows[claim] ?? []), ...further]
}
rows.cert_issuer?.push({
  rule: 'artifact_attestation_slsa',
  right: [actionsIssuer],
  wrong: [`${actionsIssuer}/acme`],
  refused: ['github'],
  certificate: 'cert_issuer',
})

/** What comes of this value: the code of the attestation, or that the profile is refused. */
function outcomeOf(rule: RuleType, claim: string, value: string, finding: Finding): string {
  // The issuer is implied otherwise, and would hide what this claim says.
  const issuer = finding.proof?.signer.cert_issuer ?? ''
  const named = claim === 'cert_issuer' || rule === 'artifact_attestation_slsa' ? {} : { cert_issuer: issuer }
  const text = profileText(rule, { ...named, [claim]: value })
  const mistakes = mistakesOf(text)
  if (mistakes.length > 0) return mistakes.every((mistake) => mistake.includes(claim)) ? 'refused' : mistakes.join()
  const verdict = verdictOn(policyOf(text).rules, [finding])
  const code = verdict.attestations[0]?.code ?? ''
  assert.equal(verdict.code, code === 'VERIFIED' ? 'VERIFIED' : 'NO_MATCHING_PROVENANCE')
  if (code !== 'CLAIM_MISMATCH') return code
  const blamed = verdict.rules[0]?.claims.filter(({ ok }) => !ok).map((row) => row.claim.split(' ')[0])
  return blamed?.includes(claim) || verdict.attestations[0]?.message.includes('predicate')
    ? code
    : `${code} of ${blamed}`
}

const quoted = (value: string) => (/^['"]/.test(value) ? value : JSON.stringify(value))

for (const [claim, cases] of Object.entries(rows)) {
  suite(claim, () => {
    for (const row of cases) {
      const { rule, right, wrong, refused = [], signer = githubClaims(), certificate } = row
      const finding = verified(signer, row.statement)
      const otherwise = claim === 'predicate_type' ? 'PREDICATE_MISMATCH' : 'CLAIM_MISMATCH'
      const by = `${signer.signer_identity} at ${signer.ref}`
      for (const value of right)
        test(`${rule}: ${value} is met by ${by}`, () =>
          assert.equal(outcomeOf(rule, claim, value, finding), 'VERIFIED'))
      for (const value of wrong)
        test(`${rule}: ${value} is not met by ${by}`, () =>
          assert.equal(outcomeOf(rule, claim, value, finding), otherwise))
      for (const value of refused)
        test(`${rule}: ${value} can never be met`, () =>
          assert.equal(outcomeOf(rule, claim, value, finding), 'refused'))
      for (const absent of certificate === null ? [] : [null, '']) {
        test(`${rule}: a certificate whose ${certificate} is ${JSON.stringify(absent)} meets none`, () => {
          const bare = verified({ ...signer, [certificate as string]: absent })
          assert.equal(outcomeOf(rule, claim, right[0] ?? '', bare), 'CLAIM_MISMATCH')
        })
      }
      const [value] = right
      if (rule !== 'artifact_provenance' || claim === 'max_age' || value === undefined) continue
      test(`${rule}: any value of a list will do, and none is not enough`, () => {
        const list = (values: string[]) => `[${values.map(quoted).join(', ')}]`
        assert.equal(outcomeOf(rule, claim, list([...wrong, value]), finding), 'VERIFIED')
        assert.equal(outcomeOf(rule, claim, list(wrong), finding), otherwise)
        assert.equal(outcomeOf(rule, claim, '[]', finding), 'refused')
      })
      test(`C-16: ${rule}: neither a beginning, an end, nor more than the value`, () => {
        const bare = value.replaceAll(/['"]/g, '')
        for (const other of [bare.slice(0, -1), bare.slice(1), `${bare}x`, `x${bare}`, `${bare}/x`, ` ${bare}`]) {
          assert.notEqual(outcomeOf(rule, claim, JSON.stringify(other), finding), 'VERIFIED', other)
        }
      })
    }
  })
}

for (const [claim, { right, wrong, refused = [], signer }] of Object.entries(globs)) {
  suite(`${claim}, with wildcards`, () => {
    const outcome = (glob: string) =>
      outcomeOf('artifact_provenance', claim, `{ glob: ${JSON.stringify(glob)} }`, verified(signer))
    const otherwise = claim === 'predicate_type' ? 'PREDICATE_MISMATCH' : 'CLAIM_MISMATCH'
    for (const glob of right) test(`${glob} matches`, () => assert.equal(outcome(glob), 'VERIFIED'))
    for (const glob of wrong) test(`${glob} does not`, () => assert.equal(outcome(glob), otherwise))
    for (const glob of refused) test(`${glob} can never`, () => assert.equal(outcome(glob), 'refused'))
    test('an empty one is refused', () => assert.equal(outcome(''), 'refused'))
  })
}

test('D-01: a signer without a repository also means the source repository', () => {
  const signer = githubClaims({
    signer: { repository: 'evil/app', workflow: '.github/workflows/release.yml', ref: 'refs/heads/main' },
  })
  for (const glob of ['*.yml', '.github/workflows/*', '*@refs/heads/main', '*.yml@refs/**'])
    assert.equal(
      outcomeOf('artifact_provenance', 'signer_identity', `{ glob: '${glob}' }`, verified(signer)),
      'CLAIM_MISMATCH',
    )
})

test('a builder that is not a workflow has no ref for a pattern to leave open', () => {
  const finding = verified(githubClaims(), builtBy('https://ci.acme.example/builder'))
  const outcome = (glob: string) => outcomeOf('artifact_provenance', 'builder_id', `{ glob: '${glob}' }`, finding)
  assert.equal(outcome('https://ci.acme.example/*'), 'VERIFIED')
  assert.equal(outcome('https://ci.acme.example/b'), 'CLAIM_MISMATCH')
})

test('D-13: an empty or absent value matches no glob', () => {
  for (const field of ['event', 'visibility', 'run', 'ref', 'commit', 'repository_id', 'cert_issuer'] as const)
    for (const word of ['', null]) {
      const bare = verified({ ...githubClaims(), [field]: word })
      assert.equal(outcomeOf('artifact_provenance', field, "{ glob: '**' }", bare), 'CLAIM_MISMATCH', field)
    }
})

test('every claim of every rule type is tested, with globs where it takes them', () => {
  for (const [rule, claims] of Object.entries(claimsOf)) {
    const tested = Object.entries(rows).flatMap(([claim, cases]) =>
      cases.some((row) => row.rule === rule) ? [claim] : [],
    )
    assert.deepEqual(tested.sort(), Object.keys(claims).sort(), rule)
  }
  const taking = Object.keys(claimsOf.artifact_provenance).filter((claim) => claim !== 'max_age')
  assert.deepEqual(Object.keys(globs).sort(), taking.sort())
})

suite('D-05: a workflow file or a branch with @ in its name', () => {
  const signerOf = (san: string): Signer => ({ ...githubClaims(), signer_identity: san })
  const base = `${server}/acme/app/.github/workflows`
  const meets = (value: string, san: string) =>
    verdictOn(policyOf(profileText('artifact_signature', { signer_identity: value })).rules, [verified(signerOf(san))])
      .code === 'VERIFIED'
  test('a file that only begins like the right one', () =>
    assert.equal(meets('release.yml', `${base}/release.yml@evil.yml@refs/heads/main`), false))
  test('a branch that looks like a ref', () => {
    assert.equal(meets('release.yml', `${base}/release.yml@refs/heads/x@refs/heads/main`), false)
    assert.equal(meets('release.yml@refs/heads/main', `${base}/release.yml@refs/heads/x@refs/heads/main`), false)
  })
  test('a tag with @ in it, as package releases have', () =>
    assert.equal(meets('release.yml', `${base}/release.yml@refs/tags/@acme/app@1.0.0`), true))
  test('D-19: a workflow pinned by commit, of either length', () => {
    assert.equal(meets('release.yml', `${base}/release.yml@${'a'.repeat(40)}`), true)
    assert.equal(meets('release.yml', `${base}/release.yml@${'a'.repeat(64)}`), true)
  })
  test('what only begins or ends with a commit is none', () => {
    for (const ref of [`${'a'.repeat(40)}.yml`, `evil.yml@${'a'.repeat(40)}`, `x${'a'.repeat(40)}`, 'a'.repeat(39)])
      assert.equal(meets('release.yml', `${base}/release.yml@${ref}`), false, ref)
  })
  test('an identity without ref, which no pattern of a ref meets', () => {
    const bare = `${base}/release.yml`
    assert.equal(meets(bare, bare), true)
    for (const value of ['release.yml', 'acme/app/.github/workflows/release.yml', `${bare}@refs/heads/main`])
      assert.equal(meets(value, bare), false, value)
    assert.equal(meets(`${base}/release.ym`, bare), false)
    const byGlob = (glob: string) =>
      outcomeOf(
        'artifact_provenance',
        'signer_identity',
        `{ glob: '${glob}' }`,
        verified({ ...signerOf(bare), signer_uri: bare }),
      )
    assert.equal(byGlob(`${base}/*`), 'VERIFIED')
    assert.equal(byGlob(`${base}/build*`), 'CLAIM_MISMATCH')
  })
  test('no file is one of the source repository, where the certificate names none', () => {
    const signer = { ...signerOf('null/.github/workflows/release.yml@refs/heads/main'), repository: null }
    assert.equal(outcomeOf('artifact_signature', 'signer_identity', 'release.yml', verified(signer)), 'CLAIM_MISMATCH')
  })
})

test('an unknown claim is an error and never matches', () => {
  for (const name of ['wasm', 'toString', '']) {
    assert.throws(() => claimNamed('artifact_signature', name), {
      message: `artifact_signature knows no claim ${name}`,
    })
  }
})
