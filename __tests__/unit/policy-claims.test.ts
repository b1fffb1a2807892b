import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Finding, Rule, RuleType, Signer, Statement } from '../../src/model.ts'
import { claimsOf } from '../../src/policy/claims.ts'
import { digest } from '../support/judging.ts'
import { mistakesOf, policyOf, profileText, verdictOn, verified } from '../support/policies.ts'
import { actionsIssuer, emailClaims, githubClaims, slsaStatementV02 } from '../support/sigstore.ts'

const server = 'https://github.com'
const sha = '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e'
const reusable = { repository: 'acme/workflows', workflow: '.github/workflows/build.yml', ref: 'refs/tags/v1' }

interface Row {
  rule: Rule['type']
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

const provenanceRows: Record<string, Omit<Row, 'rule'>[]> = {
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
      refused: ["'02002'", '0x7d2', '2e3'],
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
      refused: ['main', 'heads/main'],
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
    { right: [sha], wrong: [`'${'0'.repeat(40)}'`], refused: [sha.slice(0, 39)], certificate: 'signer_digest' },
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
      refused: ['"3003"', `${server}/acme/app/actions/runs/`, `${server}/acme/app/actions/runs/3003/`],
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
      refused: ['0d', '1y', '27', '1.5h', '-1d', '1 d'],
      certificate: null,
    },
  ],
}

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
      test(`${rule}: neither a beginning, an end, nor more than the value`, () => {
        const bare = value.replaceAll(/['"]/g, '')
        for (const other of [bare.slice(0, -1), bare.slice(1), `${bare}x`, `x${bare}`, `${bare}/x`, ` ${bare}`]) {
          assert.notEqual(outcomeOf(rule, claim, JSON.stringify(other), finding), 'VERIFIED', other)
        }
      })
    }
  })
}

/** Globs for each claim of artifact_provenance, on the usual certificate. */
const globs: Record<string, { right: string[]; wrong: string[]; refused?: string[]; signer?: Signer }> = {
  repository: {
    right: ['acme/*', `${server}/acme/*`, 'ACME/a*', '**', '*/app'],
    wrong: ['acme/a', 'acme/b*', 'evil/*', 'https://gitlab.com/acme/*'],
    refused: ['*', 'acme', 'acme/a b*'],
  },
  owner: { right: ['a*', `${server}/*`], wrong: ['b*', 'acme*x'], refused: ['acme/*'] },
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
    right: ['refs/heads/*', 'refs/**', '**', '*/heads/main'],
    wrong: ['refs/*', 'refs/tags/*', '*'],
    refused: ['main*'],
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
      'acme/app/.github/workflows/*@refs/tags/v*',
    ],
    refused: ['acme/app', '\u0430*.yml'],
  },
  signer_digest: { right: ['5ca1ab1e*'], wrong: ['6*'] },
  build_config: {
    right: ['*.yml', 'acme/app/.github/workflows/*@refs/heads/*'],
    wrong: ['b*.yml'],
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

test('D-01: a bare pattern means the source repository, too', () => {
  const signer = githubClaims({
    signer: { repository: 'evil/app', workflow: '.github/workflows/release.yml', ref: 'refs/heads/main' },
  })
  for (const glob of ['*.yml', '.github/workflows/*', '*@refs/heads/main', '*.yml@refs/**'])
    assert.equal(
      outcomeOf('artifact_provenance', 'signer_identity', `{ glob: '${glob}' }`, verified(signer)),
      'CLAIM_MISMATCH',
    )
})

test('D-13: an empty or absent word meets no glob', () => {
  for (const field of ['event', 'visibility', 'run', 'ref', 'commit', 'repository_id', 'cert_issuer'] as const)
    for (const word of ['', null]) {
      const bare = verified({ ...githubClaims(), [field]: word })
      assert.equal(outcomeOf('artifact_provenance', field, "{ glob: '**' }", bare), 'CLAIM_MISMATCH', field)
    }
})

test('every claim of every rule has rows above, and every one that takes a glob has globs', () => {
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
  test('a workflow pinned by commit', () =>
    assert.equal(meets('release.yml', `${base}/release.yml@${'a'.repeat(40)}`), true))
})
