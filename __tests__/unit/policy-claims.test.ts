import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Rule, Signer } from '../../src/model.ts'
import { claims as knownClaims } from '../../src/policy/claims.ts'
import { policyOf, profileText, verdictOn, verified } from '../support/policies.ts'
import { actionsIssuer, emailClaims, githubClaims } from '../support/sigstore.ts'

const server = 'https://github.com'
const reusable = { repository: 'acme/workflows', workflow: '.github/workflows/build.yml', ref: 'refs/tags/v1' }

interface Row {
  rule: Rule['type']
  /** Values of the profile that the certificate below meets. */
  right: string[]
  wrong: string[]
  /** The certificate, where it is not the usual one. */
  signer?: Signer
  /** The certificate's word, to be taken away. */
  certificate: keyof Signer | null
}

/** Every claim of every rule: a claim without a row here fails the last test. */
const rows: Record<string, Row[]> = {
  repository: [
    {
      rule: 'artifact_signature',
      right: [
        'acme/app',
        `${server}/acme/app`,
        `${server}/acme/app/`,
        `${server}/acme/app.git`,
        'ACME/App',
        'acme/app.git',
      ],
      wrong: [
        'acme/ap',
        'acme/app2',
        'acme/apps',
        'cme/app',
        'evil/app',
        `${server}/acme/app/x`,
        'https://github.com.evil.example/acme/app',
        'https://gitlab.com/acme/app',
      ],
      certificate: 'repository',
    },
  ],
  branch: [
    {
      rule: 'artifact_signature',
      right: ['main'],
      wrong: ['mai', 'main2', 'Main', 'master', 'heads/main'],
      certificate: 'ref',
    },
    {
      rule: 'artifact_signature',
      right: [],
      wrong: ['main', 'v1'],
      signer: githubClaims({ ref: 'refs/tags/main' }),
      certificate: null,
    },
    {
      rule: 'artifact_signature',
      right: [],
      wrong: ['main', '205/merge', 'pull/205/merge'],
      signer: githubClaims({ ref: 'refs/pull/205/merge' }),
      certificate: null,
    },
  ],
  signer_identity: [
    {
      rule: 'artifact_signature',
      right: [
        `${server}/acme/app/.github/workflows/release.yml@refs/heads/main`,
        `${server}/acme/app/.github/workflows/release.yml`,
        'acme/app/.github/workflows/release.yml@refs/heads/main',
        'acme/app/.github/workflows/release.yml',
        '.github/workflows/release.yml',
        '/.github/workflows/release.yml',
        'release.yml',
        'release.yml@refs/heads/main',
      ],
      wrong: [
        'elease.yml',
        'release.yaml',
        'Release.yml',
        'other.yml',
        'acme/ap/.github/workflows/release.yml',
        'acme/app2/.github/workflows/release.yml',
        'acme/app/.github/workflows/release.yml@refs/heads/mai',
        'acme/app/.github/workflows/release.yml@refs/heads/main2',
        'acme/app/.github/workflows/release.yml@main',
        `${server}/acme/app/.github/workflows/release`,
        `${server}/acme/app/.github/workflows`,
        `${server}/acme/app`,
        'https://evil.example/?u=https://github.com/acme/app/.github/workflows/release.yml',
        'someone@acme.example',
      ],
      certificate: null,
    },
    {
      rule: 'artifact_signature',
      right: ['acme/workflows/.github/workflows/build.yml', 'acme/workflows/.github/workflows/build.yml@refs/tags/v1'],
      wrong: [
        'build.yml',
        '.github/workflows/build.yml',
        'release.yml',
        'acme/app/.github/workflows/build.yml',
        'acme/workflows/.github/workflows/build.yml@refs/tags/v1.0',
      ],
      signer: githubClaims({ signer: reusable }),
      certificate: null,
    },
    {
      rule: 'artifact_signature',
      right: ['dev@acme.example'],
      wrong: ['ev@acme.example', 'dev@acme.example2', 'DEV@acme.example', 'release.yml', 'https://dev@acme.example'],
      signer: emailClaims('dev@acme.example'),
      certificate: null,
    },
    {
      rule: 'artifact_signature',
      right: [],
      wrong: ['dev@acme.example'],
      signer: { ...emailClaims('dev@acme.example'), cert_issuer: actionsIssuer },
      certificate: null,
    },
    {
      rule: 'artifact_signature',
      right: ['https://dev@acme.example'],
      wrong: ['dev@acme.example', 'https://dev'],
      signer: { ...emailClaims('https://dev@acme.example'), identity_type: 'uri' },
      certificate: null,
    },
    {
      rule: 'artifact_signature',
      right: [],
      wrong: [
        `${server}/acme/app/.github/workflows/release.yml`,
        'acme/app/.github/workflows/release.yml',
        'release.yml',
      ],
      signer: { ...githubClaims(), identity_type: 'email' },
      certificate: null,
    },
    {
      rule: 'artifact_attestation_slsa',
      right: ['.github/workflows/release.yml', 'acme/app/.github/workflows/release.yml@refs/heads/main'],
      wrong: ['other.yml'],
      certificate: null,
    },
  ],
  cert_issuer: [
    {
      rule: 'artifact_signature',
      right: [actionsIssuer],
      wrong: [
        `${actionsIssuer}/`,
        `${actionsIssuer}.evil.example`,
        `${actionsIssuer}/acme`,
        actionsIssuer.slice(0, -1),
        actionsIssuer.replace('https', 'http'),
        actionsIssuer.toUpperCase(),
      ],
      certificate: 'cert_issuer',
    },
    {
      rule: 'artifact_signature',
      right: [`${actionsIssuer}/acme`],
      wrong: [actionsIssuer],
      signer: githubClaims({ issuer: `${actionsIssuer}/acme` }),
      certificate: 'cert_issuer',
    },
  ],
  runner_environment: [
    {
      rule: 'artifact_signature',
      right: ['github-hosted'],
      wrong: ['self-hosted', 'github-hoste', 'github-hosted2', 'GitHub-hosted'],
      certificate: 'runner_environment',
    },
    {
      rule: 'artifact_signature',
      right: [],
      wrong: ['github-hosted'],
      signer: githubClaims({ runner: 'github-hosted ' }),
      certificate: null,
    },
    {
      rule: 'artifact_attestation_slsa',
      right: ['github-hosted'],
      wrong: ['self-hosted'],
      certificate: 'runner_environment',
    },
  ],
  workflow_repository: [
    {
      rule: 'artifact_attestation_slsa',
      right: ['acme/app', `${server}/acme/app`, 'Acme/App'],
      wrong: ['acme/ap', 'acme/app2', 'evil/app'],
      certificate: 'repository',
    },
  ],
  workflow_ref: [
    {
      rule: 'artifact_attestation_slsa',
      right: ['refs/heads/main'],
      wrong: ['refs/heads/mai', 'refs/heads/main2', 'refs/tags/main', 'refs/heads/Main'],
      certificate: 'ref',
    },
  ],
  event: [
    {
      rule: 'artifact_attestation_slsa',
      right: ['push', '[push, release]', '[release, push]'],
      wrong: ['release', 'pus', 'push2', 'Push', '[pull_request_target, schedule]'],
      certificate: 'event',
    },
  ],
}

for (const [claim, cases] of Object.entries(rows)) {
  suite(claim, () => {
    for (const { rule, right, wrong, signer = githubClaims(), certificate } of cases) {
      // The issuer is implied otherwise, and would hide what this claim says.
      const issuer =
        rule === 'artifact_signature' && claim !== 'cert_issuer' ? { cert_issuer: signer.cert_issuer ?? '' } : {}
      const rulesFor = (value: string) => policyOf(profileText(rule, { ...issuer, [claim]: value })).rules
      for (const value of right) {
        test(`${rule}: ${value} is met by ${signer.signer_identity} at ${signer.ref}`, () => {
          assert.equal(verdictOn(rulesFor(value), [verified(signer)]).code, 'VERIFIED')
        })
      }
      for (const value of wrong) {
        test(`${rule}: ${value} is not met by ${signer.signer_identity} at ${signer.ref}`, () => {
          const verdict = verdictOn(rulesFor(value), [verified(signer)])
          assert.equal(verdict.code, 'NO_MATCHING_PROVENANCE')
          assert.equal(verdict.attestations[0]?.code, 'CLAIM_MISMATCH')
          assert.ok(verdict.rules[0]?.claims.some((row) => row.claim === claim && !row.ok))
          assert.match(verdict.attestations[0]?.message ?? '', new RegExp(`${claim}: expected `))
        })
      }
      if (certificate === null) continue
      for (const absent of [null, '']) {
        test(`${rule}: a certificate whose ${certificate} is ${JSON.stringify(absent)} meets none`, () => {
          const verdict = verdictOn(rulesFor(right[0] ?? ''), [verified({ ...signer, [certificate]: absent })])
          assert.equal(verdict.code, 'NO_MATCHING_PROVENANCE')
          assert.equal(verdict.attestations[0]?.code, 'CLAIM_MISMATCH')
        })
      }
    }
  })
}

test('every claim that a rule can ask for has rows above', () => {
  assert.deepEqual(Object.keys(rows).sort(), Object.keys(knownClaims).sort())
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
  test('a workflow pinned by commit', () =>
    assert.equal(meets('release.yml', `${base}/release.yml@${'a'.repeat(40)}`), true))
})
