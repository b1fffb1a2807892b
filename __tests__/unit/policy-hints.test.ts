import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { CodedError, type ErrorCode } from '../../src/core/errors.ts'
import type { Finding, RuleType, Signer, SourceResult, Subject } from '../../src/model/index.ts'
import {
  evaluate,
  policyOf,
  profileText,
  rejected,
  subject,
  surroundings,
  verdictOn,
  verified,
} from '../support/policies.ts'
import { emailClaims, githubClaims, slsaStatement } from '../support/sigstore.ts'
import { digest } from '../support/verification-fixture.ts'

type Def = Record<string, string>

const main = policyOf(profileText('artifact_signature', { branch: 'main' })).rules
const sourceThat = (code: ErrorCode, hint?: string): SourceResult => ({
  source: 'github',
  status: 'failed',
  found: 0,
  error: new CodedError(code, 'it failed', hint === undefined ? {} : { hint }),
})

/** What to do about this, where nothing is attached. */
function hintWithout(changes: Partial<Subject>, sources: SourceResult[] = []): string | null {
  const checks = main.map((rule) => ({ rule, findings: [] }))
  return evaluate({ subject: { ...subject, ...changes }, checks, sources, surroundings }).hint
}

/** What to do where this is attached, and does not meet a rule of these claims. */
function hintOn(def: Def, finding: Finding | readonly Finding[], type: RuleType = 'artifact_provenance'): string {
  const verdict = verdictOn(policyOf(profileText(type, def)).rules, [finding].flat())
  assert.equal(verdict.code, 'NO_MATCHING_PROVENANCE')
  return verdict.hint ?? ''
}

suite('the hint when no attestation can be evaluated', () => {
  test('no rule', () =>
    assert.equal(
      verdictOn([], [verified()]).hint,
      'Add a rule for acme/app to the profile, or check the name, tags and tag_regex of the existing rules.',
    ))
  test('nothing attached to an image', () =>
    assert.equal(
      hintWithout({}),
      'Attest the image after it is pushed, by its digest (actions/attest with push-to-registry: true, or cosign), and run this step after that.',
    ))
  test('nothing attached to a platform', () =>
    assert.equal(
      hintWithout({ platform: 'linux/arm64' }),
      'Attest the manifest of every platform by its own digest, because an attestation of the index does not cover them. If an attestation of the index is enough, set the input platforms: index.',
    ))
  test('too much attached, whatever the place says', () =>
    assert.equal(
      hintWithout({}, [sourceThat('LIMIT_EXCEEDED', 'ask somebody else')]),
      'The image has more attestations than this action will process. Delete the ones you do not need, or name the bundle to use in the bundle input.',
    ))
  test('a place that failed, and knows what helps; of several that of the one that is told', () => {
    assert.equal(hintWithout({}, [sourceThat('TIMEOUT', 'wait for it')]), 'wait for it')
    const two = [sourceThat('REGISTRY_ERROR', 'log in'), sourceThat('TIMEOUT', 'wait for it')]
    assert.equal(hintWithout({}, two), 'log in')
    assert.equal(hintWithout({}, two.toReversed()), 'wait for it')
  })
  test('a place that failed, and does not', () =>
    assert.equal(
      hintWithout({}, [sourceThat('TIMEOUT')]),
      'Re-run the job. If it keeps failing, re-run it with debug logging, which shows each request.',
    ))
})

suite('the hint follows the attestation closest to satisfying the rule', () => {
  const sbom = verified(githubClaims(), { predicateType: 'https://spdx.dev/Document', predicate: {} })
  const nearestFirst: [Finding, RegExp][] = [
    [
      sbom,
      /^The attestation is valid but has a different predicate type than the rule requires\. Create an attestation with the predicate type of the rule/,
    ],
    [rejected('SUBJECT_MISMATCH'), /^The attestation is for a different digest: .* Attest this digest\.$/],
    [rejected('UNTRUSTED'), /^The signing certificate was not issued by any of the configured Sigstore instances\./],
    [rejected('LIMIT_EXCEEDED'), /^The attestation is larger than anything a signer writes\./],
    [rejected('BUNDLE_INVALID'), /^The attestation cannot be verified, for the reason given\. Attest the image again/],
  ]
  for (const [index, [finding, words]] of nearestFirst.entries()) {
    const later = nearestFirst.slice(index + 1).map(([other]) => other)
    test(`${words.source.slice(1, 40)}…, alone, and before ${later.length} other reasons`, () => {
      const def = { branch: 'main' }
      assert.match(hintOn(def, finding), words)
      assert.match(hintOn(def, [...later, finding]), words)
    })
  }
  test('and the job again, where a place failed; not where all of them answered', () => {
    const answered: SourceResult = { source: 'referrers', status: 'answered', found: 1, message: '' }
    const hint = (sources: SourceResult[]) => verdictOn(main, [rejected('UNTRUSTED')], sources).hint ?? ''
    assert.match(
      hint([answered, sourceThat('TIMEOUT')]),
      / Some sources could not be checked\. .* re-run the job first\.$/,
    )
    assert.match(hint([answered]), /trusted-root\.$/)
  })
})

suite('the hint for a claim mismatch', () => {
  const by = (changes: Partial<Signer>) => verified({ ...githubClaims(), ...changes })
  const cases: [string, Def, Finding, string][] = [
    [
      'the run',
      { repository: 'acme/app', run: 'current' },
      verified(githubClaims({ runId: '4004' })),
      'The image was built by a different workflow run. Verify the digest that this run pushed, and check who else pushes to this repository.',
    ],
    [
      'the age',
      { repository: 'acme/app', max_age: '1h' },
      verified(),
      'The signature is older than the profile allows. Build and sign the image again. If no one moved the tag back to an old image on purpose, find out who did.',
    ],
    [
      'the issuer',
      { cert_issuer: 'https://gitlab.com' },
      verified(),
      'The signing certificate was issued for the OIDC issuer https://token.actions.githubusercontent.com. Sign in the workflow that builds the image. Set cert_issuer: https://token.actions.githubusercontent.com only if you trust that issuer.',
    ],
    [
      'the issuer, where the certificate names none',
      { cert_issuer: 'https://gitlab.com' },
      by({ cert_issuer: null }),
      'The signing certificate names no OIDC issuer. Sign in the workflow that builds the image. Set cert_issuer: URL only if you trust that issuer.',
    ],
    [
      'another value',
      { event: 'release' },
      verified(),
      'If you expected push, update the policy. If not, do not use this image: it was not built from the required source.',
    ],
    [
      'what the certificate does not say',
      { event: 'release' },
      by({ event: null }),
      'The certificate has no value for event, so it was probably not issued to a GitHub Actions workflow. Sign in the workflow that builds the image.',
    ],
  ]
  for (const [name, def, finding, hint] of cases) test(name, () => assert.equal(hintOn(def, finding), hint))

  test('D-09: a statement that contradicts its certificate', () => {
    const statement = slsaStatement({ digest, claims: githubClaims({ ref: 'refs/heads/dev' }) })
    assert.equal(
      hintOn({ repository: 'acme/app' }, verified(githubClaims(), statement)),
      'The statement contradicts the certificate of its own signer. Do not use this image until you know why.',
    )
  })
})

suite('the hint for a ref mismatch', () => {
  const on = (ref: string) => verified(githubClaims({ ref }))
  const [tag, pull, change] = [
    /^The image was built from a tag, and a tag never matches a branch\./,
    /^The image was built from a pull request\. Verify images that are built from the branch itself\.$/,
    /^If you expected refs\/\S+, update the policy\./,
  ]
  const cases: [RuleType, Def, string, RegExp][] = [
    ['artifact_signature', { branch: 'main' }, 'refs/tags/v1', tag],
    ['artifact_signature', { branch: 'main' }, 'refs/pull/1/merge', pull],
    ['artifact_signature', { branch: 'main' }, 'refs/heads/dev', change],
    ['artifact_provenance', { ref: 'refs/heads/main' }, 'refs/tags/v1', tag],
    ['artifact_provenance', { ref: 'refs/heads/main' }, 'refs/pull/1/merge', pull],
    ['artifact_provenance', { ref: "['refs/heads/main', 'refs/heads/dev']" }, 'refs/tags/v1', tag],
    ['artifact_provenance', { ref: 'refs/tags/v1' }, 'refs/tags/v2', change],
    ['artifact_provenance', { ref: "['refs/heads/main', 'refs/tags/v1']" }, 'refs/tags/v2', change],
    ['artifact_provenance', { workflow_ref: 'refs/heads/main' }, 'refs/tags/v1', tag],
    ['artifact_provenance', { tag: 'v1' }, 'refs/tags/v2', change],
    ['artifact_provenance', { tag: 'v1' }, 'refs/pull/1/merge', change],
  ]
  for (const [type, def, ref, hint] of cases)
    test(`${JSON.stringify(def)}, and it was built from ${ref}`, () => assert.match(hintOn(def, on(ref), type), hint))
  test('another claim that reads like a ref', () => {
    const event = verified({ ...githubClaims(), event: 'refs/tags/v1' })
    assert.match(hintOn({ event: 'push' }, event), change)
    const pulled = verified({ ...githubClaims(), event: 'refs/pull/1' })
    assert.match(hintOn({ event: 'push' }, pulled), change)
  })
})

suite('the hint for a signer whose certificates lack the claim', () => {
  const spiffe = {
    ...emailClaims('x'),
    identity_type: 'uri' as const,
    signer_identity: 'spiffe://ci.acme.example/builder',
  }
  const signers = [
    emailClaims('dev@acme.example', 'https://accounts.google.com'),
    { ...spiffe, cert_issuer: 'https://ci.acme.example' },
  ]
  for (const signer of signers) {
    test(signer.signer_identity, () => {
      const { signer_identity, cert_issuer } = signer
      const asked = { branch: 'main', cert_issuer: cert_issuer ?? '' }
      const hint = hintOn(asked, verified(signer), 'artifact_signature')
      assert.match(
        hint,
        /^Certificates for \S+ have no branch\. If you trust this signer, name it with signer_identity: /,
      )
      assert.ok(
        hint.includes(`signer_identity: ${signer_identity} and cert_issuer: ${cert_issuer}, and leave branch out`),
      )
      const { rules } = policyOf(profileText('artifact_signature', { signer_identity, cert_issuer: cert_issuer ?? '' }))
      assert.equal(verdictOn(rules, [verified(signer)]).code, 'VERIFIED')
    })
  }
})

suite('the hint for a signer mismatch', () => {
  const reusable = { repository: 'acme/workflows', workflow: '.github/workflows/build.yml', ref: 'refs/tags/v1' }
  const byReusable = verified(githubClaims({ signer: reusable }))
  const spelled = 'acme/workflows/.github/workflows/build.yml@refs/tags/v1'
  const caller = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main'
  const isCaller = `signer_identity is compared with the workflow that signed, and release.yml is the workflow that called it (build_config in an artifact_provenance rule). If you trust the reusable workflow, write signer_identity: ${spelled}`
  const isElsewhere = `The image was signed by a reusable workflow of another repository, and signer_identity must name that repository. If you trust it, write signer_identity: ${spelled}`
  const isRight = (signer: string) =>
    `If you expected this signer, write signer_identity: ${signer}. If not, do not use this image.`
  const cases: [string, string, Finding, string][] = [
    ['the caller for the signer', 'release.yml', byReusable, isCaller],
    ['the caller for the signer, spelled out', 'acme/app/.github/workflows/release.yml', byReusable, isCaller],
    ['the caller among others', "['other.yml', 'release.yml']", byReusable, isCaller],
    ['the signer without its repository', 'build.yml', byReusable, isElsewhere],
    ['the signer without its repository, among others', "['other.yml', 'build.yml']", byReusable, isElsewhere],
    ['the signer of another repository', 'evil/workflows/.github/workflows/build.yml', byReusable, isRight(spelled)],
    ['neither of the two files', 'other.yml', byReusable, isRight(spelled)],
    ['an address', 'dev@acme.example', byReusable, isRight(spelled)],
    [
      'another file of the same repository',
      'other.yml',
      verified(),
      isRight('acme/app/.github/workflows/release.yml@refs/heads/main'),
    ],
    [
      'the same file of another repository',
      'evil/app/.github/workflows/release.yml',
      verified(),
      isRight('acme/app/.github/workflows/release.yml@refs/heads/main'),
    ],
    ['a person', 'release.yml', verified(emailClaims('dev@acme.example')), isRight('dev@acme.example')],
    [
      'a workflow of another server',
      'release.yml',
      verified({
        ...githubClaims(),
        signer_identity: 'https://gitlab.com/acme/app//.gitlab-ci.yml@refs/heads/main',
        build_config: null,
      }),
      isRight('https://gitlab.com/acme/app//.gitlab-ci.yml@refs/heads/main'),
    ],
  ]
  for (const [name, asked, finding, hint] of cases)
    test(`D-01: ${name}`, () =>
      assert.equal(
        hintOn({ signer_identity: asked, cert_issuer: finding.proof?.signer.cert_issuer ?? '' }, finding),
        hint,
      ))
  test('D-01: a reusable workflow whose file is called like the caller', () => {
    const same = { ...reusable, workflow: '.github/workflows/release.yml' }
    assert.match(
      hintOn({ signer_identity: 'release.yml' }, verified(githubClaims({ signer: same }))),
      /^The image was signed by a reusable workflow of another repository, .*acme\/workflows\/\.github\/workflows\/release\.yml@/,
    )
  })
  for (const claim of ['build_config', 'build_config_digest'])
    test(`${claim} is about the caller`, () => {
      const value = claim === 'build_config' ? 'build.yml' : 'a'.repeat(40)
      assert.equal(
        hintOn({ repository: 'acme/app', [claim]: value }, byReusable),
        `${claim} is compared with the calling workflow, ${caller}. The reusable workflow that signed, https://github.com/${spelled}, is compared with signer_identity. If you expected this caller, update the policy. If not, do not use this image.`,
      )
      assert.match(
        hintOn({ repository: 'acme/app', [claim]: value }, verified()),
        /^If you expected .*, update the policy\./,
      )
    })
  test('another claim of a reusable workflow', () =>
    assert.match(
      hintOn({ signer_digest: 'a'.repeat(40) }, byReusable),
      /^If you expected 5ca1ab1e\w+, update the policy\./,
    ))
})
