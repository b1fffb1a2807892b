import type { Signer, Statement } from '../../src/model/index.ts'
import { type Row, reusable, server, sha } from './claim-rows.ts'
import { actionsIssuer, githubClaims, slsaStatement, slsaStatementV02 } from './sigstore.ts'
import { digest } from './verification-fixture.ts'

/** Provenance by a builder that is no workflow. */
export function builtBy(id: string): Statement {
  const { predicateType, predicate } = slsaStatement({ digest, claims: githubClaims() })
  return { predicateType, predicate: { ...predicate, runDetails: { builder: { id } } } }
}

/** The claims that only artifact_provenance knows, or that read otherwise there. */
export const provenanceRows: Record<string, Omit<Row, 'rule'>[]> = {
  owner: [
    {
      right: ['acme', `${server}/acme`, `${server}/acme/`, 'ACME'],
      wrong: ['acm', 'acme2', 'evil', 'https://gitlab.com/acme'],
      refused: ['acme/app', 'a b', '\u0430cme'],
      certificate: 'owner',
    },
  ],
  repository_id: [
    {
      right: ["'1001'", '1001'],
      wrong: ["'100'", "'10011'", '2002'],
      refused: ['x1', '0', '-1', '1.5'],
      certificate: 'repository_id',
    },
  ],
  owner_id: [
    {
      right: ["'2002'", '2002'],
      wrong: ["'200'", "'20022'", '1001'],
      refused: ["'02002'", '0x7d2', '2e3', '2002x', 'x2002'],
      certificate: 'owner_id',
    },
  ],
  visibility: [
    { right: ['public'], wrong: ['private', 'internal'], refused: ['Public', 'publi'], certificate: 'visibility' },
  ],
  tag: [
    {
      right: ['v1.2.3'],
      wrong: ['v1.2', 'v1.2.34', 'V1.2.3', 'tags/v1.2.3'],
      refused: ['refs/tags/v1.2.3', '"v*"'],
      signer: githubClaims({ ref: 'refs/tags/v1.2.3' }),
      certificate: 'ref',
    },
    { right: [], wrong: ['main'], certificate: null },
  ],
  ref: [
    {
      right: ['refs/heads/main'],
      wrong: ['refs/heads/mai', 'refs/heads/main2', 'refs/tags/main', 'refs/heads/Main'],
      refused: ['main', 'heads/main', 'ref', 're', 'refs'],
      certificate: 'ref',
    },
    {
      right: ['refs/pull/205/merge'],
      wrong: ['refs/pull/205/head'],
      signer: githubClaims({ ref: 'refs/pull/205/merge' }),
      certificate: 'ref',
    },
  ],
  commit: [
    {
      right: [sha, 'current'],
      wrong: [`'${'0'.repeat(40)}'`, 'a'.repeat(64)],
      refused: [sha.slice(0, 7), sha.toUpperCase(), 'HEAD'],
      certificate: 'commit',
    },
  ],
  signer_digest: [
    {
      right: [sha],
      wrong: [`'${'0'.repeat(40)}'`],
      refused: [sha.slice(0, 39), `${sha}0`, `x${sha}`, `${'a'.repeat(64)}0`],
      certificate: 'signer_digest',
    },
  ],
  build_config: [
    {
      right: [
        `${server}/acme/app/.github/workflows/release.yml@refs/heads/main`,
        `${server}/acme/app/.github/workflows/release.yml`,
        'acme/app/.github/workflows/release.yml',
        '.github/workflows/release.yml',
        'release.yml',
      ],
      wrong: [
        'build.yml',
        'acme/workflows/.github/workflows/build.yml',
        `${server}/acme/app/.github/workflows/release.yml@refs/heads/mai`,
        'elease.yml',
      ],
      refused: ['release', 'dev@acme.example'],
      signer: githubClaims({ signer: reusable }),
      certificate: 'build_config',
    },
  ],
  build_config_digest: [
    { right: [sha], wrong: [`'${'0'.repeat(40)}'`], refused: ['x'], certificate: 'build_config_digest' },
  ],
  event: [{ right: ['push'], wrong: ['release', 'pus', 'push2', 'Push', 'pull_request_target'], certificate: 'event' }],
  run: [
    {
      right: ['current', `${server}/acme/app/actions/runs/3003`, `${server}/acme/app/actions/runs/3003/attempts/1`],
      wrong: [
        `${server}/acme/app/actions/runs/300`,
        `${server}/acme/app/actions/runs/30033`,
        `${server}/acme/app/actions/runs/3003/attempts/2`,
        `${server}/acme/app/actions/runs/3003/attempts/11`,
        `${server}/evil/app/actions/runs/3003`,
      ],
      refused: [
        '"3003"',
        `${server}/acme/app/actions/runs/`,
        `${server}/acme/app/actions/runs/3003/`,
        `x${server}/acme/app/actions/runs/3003`,
      ],
      certificate: 'run',
    },
    {
      right: ['current', `${server}/acme/app/actions/runs/3003/attempts/11`],
      wrong: [`${server}/acme/app/actions/runs/3003/attempts/1`],
      signer: githubClaims({ runAttempt: '11' }),
      certificate: 'run',
    },
  ],
  predicate_type: [
    {
      right: ['https://slsa.dev/provenance/v1'],
      wrong: [
        'https://slsa.dev/provenance/v0.2',
        'https://slsa.dev/provenance/v11',
        'https://slsa.dev/provenance/V1',
        'https://slsa.dev/provenance/',
      ],
      refused: ['slsaprovenance'],
      certificate: null,
    },
    {
      right: ['https://spdx.dev/Document'],
      wrong: ['https://spdx.dev/document'],
      statement: { predicateType: 'https://spdx.dev/Document', predicate: {} },
      certificate: null,
    },
  ],
  builder_id: [
    {
      right: [
        `${server}/acme/app/.github/workflows/release.yml@refs/heads/main`,
        `${server}/acme/app/.github/workflows/release.yml`,
      ],
      wrong: [
        `${server}/acme/app/.github/workflows/release.yml@refs/heads/mai`,
        `${server}/acme/app/.github/workflows/release`,
      ],
      certificate: null,
    },
    {
      right: ['refs/heads/main'],
      wrong: ['refs/heads/mai'],
      statement: builtBy('refs/heads/main'),
      certificate: null,
    },
    {
      right: [`'${'a'.repeat(40)}'`],
      wrong: [`'${'a'.repeat(39)}'`],
      statement: builtBy('a'.repeat(40)),
      certificate: null,
    },
  ],
  build_type: [
    {
      right: ['https://actions.github.io/buildtypes/workflow/v1'],
      wrong: ['https://actions.github.io/buildtypes/workflow/v', 'https://actions.github.io/buildtypes/workflow/v12'],
      certificate: null,
    },
    {
      right: ['https://github.com/slsa-framework/slsa-github-generator/container@v1'],
      wrong: ['https://github.com/slsa-framework/slsa-github-generator/container'],
      statement: slsaStatementV02({ digest, claims: githubClaims() }),
      certificate: null,
    },
  ],
  // The signature of these tests is 27 hours old.
  max_age: [
    {
      right: ['28h', '2d', '1w', '99999m'],
      wrong: ['27h', '1d', '1m'],
      refused: ['0d', '1y', '27', '1.5h', '-1d', '1 d', '1dx', 'x1d', '100000m', 'd', '28hours'],
      certificate: null,
    },
  ],
}

/** Globs for each claim of artifact_provenance, on the usual certificate. */
export const globs: Record<string, { right: string[]; wrong: string[]; refused?: string[]; signer?: Signer }> = {
  repository: {
    right: ['acme/*', `${server}/acme/*`, 'ACME/a*', '**', '*/app'],
    wrong: ['acme/a', 'acme/b*', 'evil/*', 'https://gitlab.com/acme/*'],
    refused: ['*', 'acme', 'acme/a b*', 'acme/***/x y'],
  },
  owner: { right: ['a*', `${server}/*`, '**'], wrong: ['b*', 'acme*x'], refused: ['acme/*', 'a b*'] },
  repository_id: { right: ['10*'], wrong: ['1', '100'] },
  owner_id: { right: ['2*2'], wrong: ['3*'] },
  visibility: { right: ['pub*'], wrong: ['priv*'] },
  branch: { right: ['ma*', '*'], wrong: ['release/*', 'm', 'main/*'], refused: ['refs/heads/*', 'a b*'] },
  tag: {
    right: ['v*', 'v1.*.*'],
    wrong: ['w*', 'v*/x', 'v1'],
    refused: ['refs/tags/v*'],
    signer: githubClaims({ ref: 'refs/tags/v1.2.3' }),
  },
  ref: {
    right: ['refs/heads/*', 'refs/**', '**', '*/heads/main', 'ref**'],
    wrong: ['refs/*', 'refs/tags/*', '*', 'ref*'],
    refused: ['main*', '/*', 's/*'],
  },
  commit: { right: ['5ca1ab1e*'], wrong: ['6*'] },
  signer_identity: {
    right: [
      `${server}/acme/app/.github/workflows/*`,
      `${server}/acme/*/.github/workflows/*@refs/heads/main`,
      'acme/*/.github/workflows/release.yml',
      'acme/app/.github/workflows/rel*.yml@refs/heads/*',
      '.github/workflows/*.yml',
      'rel*',
      '*.yml@refs/heads/main',
    ],
    wrong: [
      `${server}/acme/*`,
      'evil/*/.github/workflows/release.yml',
      '*.yaml',
      '*@acme.example',
      '*.yml@refs/tags/*',
      '\u0430*.yml',
      'acme/app/.github/workflows/*@refs/tags/v*',
    ],
    refused: ['acme/app', '\u0430*/.github/workflows/x.yml', 'acme/app/x/*.yml', '*.yml/x'],
  },
  signer_digest: { right: ['5ca1ab1e*'], wrong: ['6*'] },
  build_config: {
    right: ['*.yml', 'acme/app/.github/workflows/*@refs/heads/*'],
    wrong: ['b*.yml', '*.yml@main', '*.yaml@main'],
    refused: ['*@acme.example'],
  },
  build_config_digest: { right: ['5ca1ab1e*'], wrong: ['6*'] },
  cert_issuer: { right: [`${actionsIssuer}*`], wrong: [`${actionsIssuer}/*`, '*'] },
  runner_environment: { right: ['github-*'], wrong: ['self-*'] },
  event: { right: ['p*h'], wrong: ['pull_*', 'P*'] },
  run: {
    right: [`${server}/acme/*/actions/runs/*`, `${server}/acme/app/actions/runs/*/attempts/*`, `${server}/acme/app/**`],
    wrong: [`${server}/acme/*`, `${server}/acme/app/actions/runs/*/attempts/2`],
  },
  predicate_type: { right: ['https://slsa.dev/provenance/*'], wrong: ['https://slsa.dev/*'] },
  builder_id: { right: [`${server}/acme/**`], wrong: [`${server}/acme/*`] },
  build_type: { right: ['https://actions.github.io/buildtypes/**'], wrong: ['https://actions.github.io/*'] },
  workflow_repository: { right: ['acme/*'], wrong: ['evil/*'], refused: ['*'] },
  workflow_ref: { right: ['refs/heads/*'], wrong: ['refs/tags/*'], refused: ['x*'] },
}
