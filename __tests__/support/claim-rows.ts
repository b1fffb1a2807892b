import type { RuleType, Signer, Statement } from '../../src/model/index.ts'
import { actionsIssuer, emailClaims, githubClaims } from './sigstore.ts'

export const server = 'https://github.com'
export const sha = '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e'
export const reusable = { repository: 'acme/workflows', workflow: '.github/workflows/build.yml', ref: 'refs/tags/v1' }

/** Values of a claim, held against a certificate. */
export interface Row {
  rule: RuleType
  /** Values of the profile that the certificate below meets. */
  right: string[]
  wrong: string[]
  /** Values that can never be met, and are mistakes of the profile. */
  refused?: string[]
  /** The certificate, where it is not the usual one. */
  signer?: Signer
  statement?: Statement
  /** The certificate's word, to be taken away. */
  certificate: keyof Signer | null
}

/** The claims of Minder's rules: a claim without a row fails a test below. */
export const rows: Record<string, Row[]> = {
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
        'ac.gitme/app',
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
        'release.yml@refs/heads/\u00fc',
        'rel\u0435ase.yml',
      ],
      refused: [
        'rel*',
        '" https://github.com/acme/app"',
        '"a b@acme.example"',
        '"dev@acme.example x"',
        'acme/app/x/release.yml',
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
    // The same file of a repository whose name is as long: a bare name means the source repository's.
    {
      rule: 'artifact_signature',
      right: ['evil/app/.github/workflows/release.yml'],
      wrong: ['release.yml', '.github/workflows/release.yml', 'release.yml@refs/heads/main'],
      signer: githubClaims({
        signer: { repository: 'evil/app', workflow: '.github/workflows/release.yml', ref: 'refs/heads/main' },
      }),
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
      wrong: ['self-hosted'],
      refused: ['github-hoste', 'github-hosted2', 'GitHub-hosted', 'https://github.com/actions/runner/github-hosted'],
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
