import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { CodedError, type ErrorCode } from '../../src/core/errors.ts'
import type {
  Digest,
  Finding,
  ImageVerdict,
  RuleType,
  Signer,
  Source,
  SourceResult,
  Subject,
} from '../../src/model/index.ts'
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
import { githubClaims, slsaStatement } from '../support/sigstore.ts'
import { digest } from '../support/verification-fixture.ts'

const main = policyOf(profileText('artifact_signature', { branch: 'main' })).rules
const onDev = verified(githubClaims({ ref: 'refs/heads/dev' }))

const answered = (source: Source): SourceResult => ({ source, status: 'answered', found: 0, message: 'nothing' })
const failed = (source: Source, code: ErrorCode, message: string): SourceResult => ({
  source,
  status: 'failed',
  found: 0,
  error: new CodedError(code, message, { hint: `what helps against ${code}` }),
})

const ruled = (type: RuleType, def: Record<string, string>, ...findings: Finding[]): ImageVerdict =>
  verdictOn(policyOf(profileText(type, def)).rules, findings)

suite('the message when every rule is satisfied', () => {
  test('who signed', () => {
    const by = githubClaims().signer_identity
    assert.equal(verdictOn(main, [verified()]).message, `Signed by ${by}.`)
  })
  test('the signers of all rules, each once', () => {
    const other = verified(githubClaims({ ref: 'refs/heads/dev' }))
    const dev = policyOf(profileText('artifact_signature', { branch: 'dev' })).rules
    assert.equal(
      verdictOn([...main, ...dev, ...main], [verified(), other]).message,
      `Signed by ${githubClaims().signer_identity} and ${githubClaims({ ref: 'refs/heads/dev' }).signer_identity}.`,
    )
  })
  test('of the attestation, too', () =>
    assert.equal(verdictOn(main, [verified()]).attestations[0]?.message, 'It satisfies the rule.'))
  test('a rule that was met by what cannot be verified names no claim of it', () => {
    const { rules } = ruled('artifact_signature', { is_signed: 'true' }, rejected('UNTRUSTED', true))
    assert.deepEqual(rules[0]?.claims, [])
  })
})

test('the message when no rule applies to this image', () => {
  const { code, message, position } = verdictOn([], [verified()])
  assert.deepEqual([code, message, position], ['NOT_COVERED', 'No rule of the profile applies to this image.', null])
})

suite('the message when nothing was found', () => {
  const verdictFor = (changes: Partial<Subject>, sources = [answered('referrers'), answered('github')]) => {
    const checks = main.map((rule) => ({ rule, findings: [] }))
    return evaluate({ subject: { ...subject, ...changes }, checks, sources, surroundings })
  }
  const nothing = `No attestation or signature found for ${digest}. Sources checked: the referrers API of the registry, the attestations API of GitHub.`
  test('where it was looked for', () => assert.equal(verdictFor({}).message, nothing))
  test('and that the provenance of BuildKit is not signed, for a platform', () => {
    const attestationManifests: Digest[] = [`sha256:${'11'.repeat(32)}`]
    assert.equal(
      verdictFor({ platform: 'linux/amd64', attestationManifests }).message,
      `${nothing} The index has BuildKit provenance for this manifest, but it is not signed and is ignored.`,
    )
  })
  test('and for an index that has it', () => {
    const manifest = Buffer.from('{"annotations":{"vnd.docker.reference.type":"attestation-manifest"}}')
    assert.equal(
      verdictFor({ manifest }).message,
      `${nothing} The index has BuildKit provenance, but it is not signed or not about the index itself, and is ignored.`,
    )
  })
  test('the code of the first source that failed, whoever answered first, and its own words', () => {
    const verdict = verdictFor({}, [
      answered('referrers'),
      failed('github', 'GITHUB_API_ERROR', 'it says 500'),
      failed('cosign-signature', 'TIMEOUT', 'it took too long'),
    ])
    assert.equal(verdict.code, 'TIMEOUT')
    assert.equal(verdict.message, 'the .sig tag of cosign: it took too long')
    assert.equal(verdict.hint, 'what helps against TIMEOUT')
  })
  test('E-07: too much at one place counts before another failure, with the words and the hint of its own', () => {
    const verdict = verdictFor({}, [
      failed('github', 'GITHUB_API_ERROR', 'it says 500'),
      failed('cosign-signature', 'LIMIT_EXCEEDED', 'it is too large'),
    ])
    assert.equal(verdict.code, 'LIMIT_EXCEEDED')
    assert.equal(verdict.message, 'the .sig tag of cosign: it is too large')
    assert.match(verdict.hint ?? '', /^The image has more attestations than this action will process\./)
  })
})

suite('the message when nothing matches', () => {
  const messageOn = (...findings: Finding[]) => verdictOn(main, findings).message
  test('the one attestation, whose claims stand in the rule', () =>
    assert.equal(messageOn(onDev), 'The only attestation found does not satisfy the rule.'))
  test('several, of which one came to its claims', () =>
    assert.equal(messageOn(rejected('UNTRUSTED'), onDev), 'None of the 2 attestations found satisfies the rule.'))
  test('one that came to no claim, and why', () =>
    assert.equal(
      messageOn(rejected('UNTRUSTED')),
      'The only attestation found does not satisfy the rule (UNTRUSTED): it is refused.',
    ))
  test('several for one reason', () =>
    assert.equal(
      messageOn(rejected('UNTRUSTED'), rejected('UNTRUSTED')),
      'None of the 2 attestations found satisfies the rule (UNTRUSTED): it is refused.',
    ))
  test('several for several reasons, counted', () => {
    const other: Finding = { ...rejected('UNTRUSTED'), message: 'another one' } as Finding
    assert.equal(
      messageOn(rejected('UNTRUSTED'), rejected('BUNDLE_INVALID'), other),
      'None of the 3 attestations found satisfies the rule: 2 UNTRUSTED, 1 BUNDLE_INVALID.',
    )
  })
  test('with the places that could not be asked, and no others', () => {
    const missing = [
      failed('referrers', 'TIMEOUT', 'x'),
      answered('cosign-signature'),
      failed('github', 'TIMEOUT', 'x'),
    ]
    assert.equal(
      verdictOn(main, [onDev], missing).message,
      'The only attestation found does not satisfy the rule. Could not be checked: the referrers API of the registry, the attestations API of GitHub.',
    )
    assert.equal(
      verdictOn(main, [onDev], [answered('github')]).message,
      'The only attestation found does not satisfy the rule.',
    )
  })
  test('a signature is no kind of statement', () => {
    const { attestations } = ruled(
      'artifact_provenance',
      { repository: 'acme/app' },
      verified(githubClaims(), { predicateType: null, predicate: null }),
    )
    assert.equal(
      attestations[0]?.message,
      'expected predicate type https://slsa.dev/provenance/v1 or https://slsa.dev/provenance/v0.2 (SLSA provenance), got a signature without a statement',
    )
  })
  test('the kind that the profile asks for, as it stands there', () => {
    const { attestations } = ruled(
      'artifact_provenance',
      { repository: 'acme/app', predicate_type: "['https://spdx.dev/Document', { glob: 'https://cyclonedx.org/*' }]" },
      verified(),
    )
    assert.equal(
      attestations[0]?.message,
      'expected predicate type https://spdx.dev/Document or glob: https://cyclonedx.org/*, got https://slsa.dev/provenance/v1',
    )
  })
  test('beside another kind, a claim that failed is the place to look at', () => {
    const def = { predicate_type: 'https://slsa.dev/provenance/v1', branch: 'main' }
    const sbom = verified(githubClaims(), { predicateType: 'https://spdx.dev/Document', predicate: {} })
    const { position } = ruled('artifact_provenance', def, rejected('UNTRUSTED'), sbom)
    assert.equal(position?.line, 7)
    assert.equal(ruled('artifact_provenance', def, rejected('UNTRUSTED'), onDev).position?.line, 8)
    assert.equal(ruled('artifact_provenance', def, rejected('UNTRUSTED')).position?.line, 5)
  })
})

suite('the message about a claim', () => {
  const said = (type: RuleType, def: Record<string, string>, signer: Signer, statement = {}) =>
    ruled(type, def, verified(signer, { ...slsaStatement({ digest, claims: signer }), ...statement }))
  test('a value, another value, and nothing', () => {
    const branch = (signer: Signer) => said('artifact_signature', { branch: 'main' }, signer).attestations[0]?.message
    assert.equal(branch(githubClaims({ ref: 'refs/heads/dev' })), 'branch: expected "main", found "refs/heads/dev"')
    assert.equal(branch({ ...githubClaims(), ref: null }), 'branch: expected "main", found nothing')
  })
  test('several values, and patterns', () => {
    const { attestations, rules } = said(
      'artifact_provenance',
      { branch: "[main, { glob: 'release/*' }]" },
      githubClaims({ ref: 'refs/heads/dev' }),
    )
    assert.equal(attestations[0]?.message, 'branch: expected "main" or "glob: release/*", found "refs/heads/dev"')
    assert.deepEqual(rules[0]?.claims[0]?.expected, ['main', 'glob: release/*'])
  })
  test('one value is no list of one', () =>
    assert.equal(said('artifact_signature', { branch: 'main' }, githubClaims()).rules[0]?.claims[0]?.expected, 'main'))
  test('kinds of statement that nobody named are shown as what is asked for', () => {
    const { rules } = said('artifact_provenance', { repository: 'acme/app' }, githubClaims())
    const [kinds] = rules[0]?.claims.filter(({ claim }) => claim === 'predicate_type') ?? []
    assert.deepEqual(
      [kinds?.expected, kinds?.actual, kinds?.ok],
      [['https://slsa.dev/provenance/v1', 'https://slsa.dev/provenance/v0.2'], 'https://slsa.dev/provenance/v1', true],
    )
  })
  suite('that certificate and predicate must both make', () => {
    const def = { workflow_repository: 'acme/app' }
    const row = (signer: Signer, statement = {}) =>
      said('artifact_attestation_slsa', def, signer, statement).rules[0]?.claims[0]
    test('one word, where both have the same', () =>
      assert.deepEqual(row(githubClaims()), {
        claim: 'workflow_repository',
        expected: 'acme/app',
        actual: 'https://github.com/acme/app',
        ok: true,
        position: { file: 'profile.yaml', line: 7, column: 28 },
      }))
    test('both words, where they differ', () => {
      const predicate = slsaStatement({ digest, claims: githubClaims({ repository: 'evil/app' }) }).predicate
      const { ok, actual } = row(githubClaims(), { predicate }) ?? {}
      assert.equal(ok, false)
      assert.equal(
        actual,
        'https://github.com/acme/app in the certificate, https://github.com/evil/app in the predicate',
      )
    })
    test('which of the two says nothing', () => {
      assert.equal(
        row(githubClaims(), { predicate: {} })?.actual,
        'https://github.com/acme/app in the certificate, nothing in the predicate',
      )
      const { predicate } = slsaStatement({ digest, claims: githubClaims() })
      assert.equal(
        row({ ...githubClaims(), repository: null }, { predicate })?.actual,
        'nothing in the certificate, https://github.com/acme/app in the predicate',
      )
      assert.equal(row({ ...githubClaims(), repository: null }, { predicate: {} })?.actual, null)
    })
  })
  test('D-09: a contradiction is a row of its own, with both words', () => {
    const { predicate } = slsaStatement({ digest, claims: githubClaims({ ref: 'refs/heads/dev' }) })
    const { rules } = said('artifact_provenance', { repository: 'acme/app' }, githubClaims(), { predicate })
    const [row] = rules[0]?.claims.filter(({ ok }) => !ok) ?? []
    assert.deepEqual(row, {
      claim: 'ref of the predicate',
      expected: 'refs/heads/main',
      actual: 'refs/heads/dev',
      ok: false,
      position: null,
    })
  })
})

suite('the image and attestations in the verdict', () => {
  test('which repository, and which platform was asked for', () => {
    const checks = main.map((rule) => ({ rule, findings: [onDev] }))
    const verdict = evaluate({
      subject: { ...subject, platform: 'linux/arm64' },
      checks,
      sources: [answered('github')],
      surroundings,
    })
    assert.equal(verdict.repository, 'ghcr.io/acme/app')
    assert.deepEqual(verdict.sources, [{ ...answered('github'), platform: 'linux/arm64' }])
    assert.deepEqual([verdict.rules[0]?.platform, verdict.attestations[0]?.platform], ['linux/arm64', 'linux/arm64'])
  })
  test('what is proven of an attestation', () => {
    const finding = verified()
    assert.equal(finding.status, 'verified')
    const proof = { ...finding.proof, logEntry: { log: 'aa', index: 7 } }
    const [shown] = verdictOn(main, [{ ...finding, proof } as Finding]).attestations
    assert.deepEqual(
      { instance: shown?.instance, signedAt: shown?.signedAt, signer: shown?.signer, logEntry: shown?.logEntry },
      { instance: proof.instance, signedAt: proof.signedAt, signer: proof.signer, logEntry: proof.logEntry },
    )
  })
  test('and nothing of one that is not', () => {
    const [shown] = verdictOn(main, [rejected('UNTRUSTED')]).attestations
    assert.deepEqual(
      [shown?.code, shown?.message, shown?.instance, shown?.signedAt, shown?.signer, shown?.logEntry],
      ['UNTRUSTED', 'it is refused', null, null, null, null],
    )
  })
  test('which attestation came closest, and that none did', () => {
    const closest = (...findings: Finding[]) => {
      const [rule] = verdictOn(main, findings).rules
      return [rule?.compared, rule?.closest]
    }
    assert.deepEqual(closest(rejected('UNTRUSTED'), onDev), [true, 1])
    assert.deepEqual(closest(rejected('UNTRUSTED')), [false, null])
  })
  test('no row, where no rule applies', () => assert.deepEqual(verdictOn([], [verified()]).attestations, []))
})
