import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { ImageVerdict } from '../../src/model/index.ts'
import { selfHostedRunnerWarnings } from '../../src/policy/guidance/warnings.ts'
import { policyOf, profileText, rejected, verdictOn, verified } from '../support/policies.ts'
import { emailClaims, githubClaims } from '../support/sigstore.ts'

/** The verdict on a build on such a runner, by rules of these claims. */
function verdictOf(runner: string, ...defs: Record<string, string>[]): ImageVerdict {
  const rules = defs.flatMap((def) => policyOf(profileText('artifact_signature', def)).rules)
  return verdictOn(rules, [verified(githubClaims({ runner }))])
}

const anybody = { repository: 'acme/app' }

suite('a self-hosted runner that the policy does not mention', () => {
  test('is told, and what to write, for each rule that it met', () => {
    const remarks = selfHostedRunnerWarnings(verdictOf('self-hosted', anybody, anybody))
    assert.equal(remarks.length, 2)
    assert.deepEqual(remarks[0], {
      message:
        'ghcr.io/acme/app: the image was built on a self-hosted runner, and the policy does not restrict the runner. If you expected that, set runner_environment: self-hosted.',
      position: { file: 'profile.yaml', line: 5, column: 5 },
    })
  })
  test('is not told where the policy says so', () =>
    assert.deepEqual(
      selfHostedRunnerWarnings(verdictOf('self-hosted', { ...anybody, runner_environment: 'self-hosted' })),
      [],
    ))
  test('is told of that rule alone that does not say so', () =>
    assert.equal(
      selfHostedRunnerWarnings(verdictOf('self-hosted', { ...anybody, runner_environment: 'self-hosted' }, anybody))
        .length,
      1,
    ))
  test('is not told of an image that is refused', () =>
    assert.deepEqual(selfHostedRunnerWarnings(verdictOf('self-hosted', anybody, { branch: 'dev' })), []))
})

suite('the runner of another CI', () => {
  const gitlab = { ...githubClaims(), cert_issuer: 'https://gitlab.com' }
  const remarksOn = (runner_environment: string, def: Record<string, string>) => {
    const { rules } = policyOf(profileText('artifact_signature', def))
    return selfHostedRunnerWarnings(verdictOn(rules, [verified({ ...gitlab, runner_environment })])).map(
      ({ message }) => message,
    )
  }
  const identity = { signer_identity: githubClaims().signer_identity }
  test('that is its own is not told', () => assert.deepEqual(remarksOn('gitlab-hosted', identity), []))
  test('that is not: with the issuer, without which that of GitHub would be meant', () => {
    assert.match(
      remarksOn('self-hosted', identity).join(),
      /set runner_environment: self-hosted and cert_issuer: https:\/\/gitlab\.com\.$/,
    )
    const issuer = { ...identity, cert_issuer: 'https://gitlab.com' }
    assert.match(remarksOn('self-hosted', issuer).join(), /set runner_environment: self-hosted\.$/)
    assert.deepEqual(remarksOn('self-hosted', { ...issuer, runner_environment: 'self-hosted' }), [])
  })
})

suite('no warning about other runners', () => {
  test('of GitHub', () => assert.deepEqual(selfHostedRunnerWarnings(verdictOf('github-hosted', anybody)), []))
  test('none, for a person signed', () => {
    const { rules } = policyOf(profileText('artifact_signature', { is_verified: 'true' }))
    assert.deepEqual(selfHostedRunnerWarnings(verdictOn(rules, [verified(emailClaims('dev@acme.example'))])), [])
  })
  test('nor of a signer that is not known', () => {
    const { rules } = policyOf(profileText('artifact_signature', { is_signed: 'true' }))
    const verdict = verdictOn(rules, [rejected('UNTRUSTED', true)])
    assert.equal(verdict.code, 'VERIFIED')
    assert.deepEqual(selfHostedRunnerWarnings(verdict), [])
  })
  test('nor of a rule that nothing met', () => {
    const verdict = verdictOf('self-hosted', anybody)
    const rules = verdict.rules.map((rule) => ({ ...rule, satisfiedBy: null }))
    assert.deepEqual(selfHostedRunnerWarnings({ ...verdict, rules }), [])
  })
})
