import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { RuleType, Signer } from '../../src/model/index.ts'
import { policyOf, profileText, rejected, verdictOn, verified } from '../support/policies.ts'
import { emailClaims, githubClaims, slsaStatement } from '../support/sigstore.ts'
import { digest } from '../support/verification-fixture.ts'

const builder = 'acme/workflows/.github/workflows/build.yml'
const reusable: Partial<Signer> = {
  signer_identity: `https://github.com/${builder}@refs/tags/v1`,
  signer_uri: `https://github.com/${builder}@refs/tags/v1`,
}
const repository = 'acme/app'
const own = githubClaims()
const byReusable: Signer = { ...own, ...reusable }

function levelOf(
  def: Record<string, string>,
  signer: Signer,
  statement = slsaStatement({ digest, claims: signer }),
  type: RuleType = 'artifact_signature',
) {
  const { rules } = policyOf(profileText(type, def))
  const [result] = verdictOn(rules, [verified(signer, statement)]).rules
  assert.equal(result?.code, 'VERIFIED')
  return result?.buildLevel
}

suite('the build level claims only what was proven', () => {
  test('2: provenance by GitHub Actions on a runner of GitHub', () => {
    assert.equal(levelOf({ repository }, own), 2)
  })
  test('2: of a reusable workflow that the rule does not ask for', () => {
    assert.equal(levelOf({ repository }, byReusable), 2)
  })
  test('3: of a reusable workflow of another repository that the rule names with it', () => {
    for (const identity of [builder, `${builder}@refs/tags/v1`, `https://github.com/${builder}`]) {
      assert.equal(levelOf({ repository, signer_identity: identity }, byReusable), 3, identity)
    }
  })
  test('2: of a workflow of the source repository, however it is named', () => {
    assert.equal(levelOf({ repository, signer_identity: own.signer_identity }, own), 2)
    assert.equal(levelOf({ repository, signer_identity: 'release.yml' }, own), 2)
  })
  test('1: on a runner of somebody else, or where the certificate does not say', () => {
    for (const runner_environment of ['self-hosted', null]) {
      assert.equal(levelOf({ repository, signer_identity: builder }, { ...byReusable, runner_environment }), 1)
    }
  })
  test('3: where GitHub vouches by the issuer of an enterprise', () => {
    const cert_issuer = 'https://token.actions.githubusercontent.com/acme'
    assert.equal(levelOf({ repository, cert_issuer, signer_identity: builder }, { ...byReusable, cert_issuer }), 3)
  })
  test('2: of a reusable workflow that the rule asks for among others, or by a pattern', () => {
    const provenance = (signer_identity: string) =>
      levelOf({ repository, signer_identity }, byReusable, undefined, 'artifact_provenance')
    assert.equal(provenance(`[${builder}, release.yml]`), 2)
    assert.equal(provenance(`[release.yml, ${builder}]`), 2)
    assert.equal(provenance(`[${builder}, 'https://github.com/${builder}']`), 3)
    for (const glob of ['acme/*/.github/workflows/build.yml', `https://github.com/acme/**`])
      assert.equal(provenance(`{ glob: '${glob}' }`), 2, glob)
    assert.equal(provenance(`{ glob: 'acme/workflows/.github/workflows/*' }`), 3)
  })
  test('2: of a signer that is no workflow in one place', () => {
    const signer_identity = 'https://github.com/acme/workflows/.github/workflows/x.yml@y@refs/heads/main'
    const signer: Signer = { ...own, signer_identity, signer_uri: signer_identity }
    assert.equal(levelOf({ repository, signer_identity }, signer), 2)
  })
  test('1: by nobody in particular', () => {
    const signer: Signer = { ...own, cert_issuer: null }
    assert.equal(levelOf({ is_verified: 'true' }, signer), 1)
  })
  test('1: by another identity provider, whatever else it claims', () => {
    const cert_issuer = 'https://token.actions.githubusercontent.com.evil.example'
    assert.equal(levelOf({ cert_issuer, signer_identity: builder }, { ...byReusable, cert_issuer }), 1)
    assert.equal(levelOf({ is_verified: 'true' }, emailClaims('someone@example.com')), 1)
  })
  test('1: provenance that names no source', () => {
    const statement = { ...slsaStatement({ digest, claims: own }), predicate: {} }
    assert.equal(levelOf({ repository }, own, statement as never), 1)
  })
  test('0: a statement that is no provenance', () => {
    const statement = { predicateType: 'https://spdx.dev/Document', predicate: {} }
    assert.equal(levelOf({ repository }, githubClaims(), statement as never), 0)
  })
  test('0: provenance that contradicts its signer', () => {
    const claims = githubClaims({ repository: 'https://github.com/evil/app' })
    assert.equal(levelOf({ repository }, githubClaims(), slsaStatement({ digest, claims })), 0)
  })
  test('0: of what is not verified, and of a rule that is not met', () => {
    const { rules } = policyOf(profileText('artifact_signature', { is_signed: 'true' }))
    assert.equal(verdictOn(rules, [rejected('UNTRUSTED', true)]).rules[0]?.buildLevel, 0)
    const other = policyOf(profileText('artifact_signature', { repository: 'acme/other' })).rules
    assert.equal(verdictOn(other, [verified()]).rules[0]?.buildLevel, 0)
  })
})
