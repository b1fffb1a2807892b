import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import type { RuleType, Signer, Statement } from '../../src/model/index.ts'
import { claimsOf } from '../../src/policy/claims/claim-table.ts'
import { policyOf, profileText, verdictOn, verified } from '../support/policies.ts'
import { holds } from '../support/properties.ts'
import { certificates } from '../support/runs.ts'
import { emailClaims, githubClaims, slsaStatement, slsaStatementV02 } from '../support/sigstore.ts'
import { digest } from '../support/verification-fixture.ts'

const verdictOf = (rule: RuleType, def: Record<string, string>, signer?: Signer, statement?: Statement) =>
  verdictOn(policyOf(profileText(rule, def)).rules, [verified(signer, statement)])

suite('the predicate type is compared before the claims', () => {
  const sbom = { predicateType: 'https://spdx.dev/Document', predicate: {} }
  const wrong = { repository: 'evil/app' }
  test('another kind than provenance, and a wrong repository', () => {
    const verdict = verdictOf('artifact_provenance', wrong, githubClaims(), sbom)
    assert.equal(verdict.attestations[0]?.code, 'PREDICATE_MISMATCH')
    assert.match(
      verdict.message,
      /expected predicate type https:\/\/slsa.dev\/provenance\/v1 or .* \(SLSA provenance\), got https:\/\/spdx.dev\/Document/,
    )
  })
  test('the position is that of predicate_type, where the profile has it', () => {
    const def = { repository: 'acme/app', predicate_type: 'https://spdx.dev/Document' }
    assert.deepEqual(verdictOf('artifact_provenance', def).position, { file: 'profile.yaml', line: 8, column: 23 })
    assert.equal(verdictOf('artifact_provenance', { repository: 'acme/app' }, githubClaims(), sbom).position?.line, 5)
  })
  test('the kind asked for, and a wrong repository', () => {
    const def = { ...wrong, predicate_type: 'https://spdx.dev/Document' }
    assert.equal(verdictOf('artifact_provenance', def, githubClaims(), sbom).attestations[0]?.code, 'CLAIM_MISMATCH')
    assert.equal(
      verdictOf('artifact_provenance', { ...def, repository: 'acme/app' }, githubClaims(), sbom).code,
      'VERIFIED',
    )
  })
  for (const type of ['https://slsa.dev/provenance/v1', 'https://slsa.dev/provenance/v0.2']) {
    test(`${type} is meant where none is named`, () => {
      const statement = (type.endsWith('v1') ? slsaStatement : slsaStatementV02)({ digest, claims: githubClaims() })
      assert.equal(
        verdictOf('artifact_provenance', { repository: 'acme/app' }, githubClaims(), statement).code,
        'VERIFIED',
      )
    })
  }
  test('B-26: a signature without statement is no kind, whatever pattern is asked for', () => {
    const def = { repository: 'acme/app', predicate_type: "{ glob: '**' }" }
    const verdict = verdictOf('artifact_provenance', def, githubClaims(), { predicateType: null, predicate: null })
    assert.equal(verdict.attestations[0]?.code, 'PREDICATE_MISMATCH')
  })
  test('builder and build type cannot be read from another kind', () => {
    for (const def of [{ builder_id: "{ glob: '**' }" }, { build_type: "{ glob: '**' }" }]) {
      const verdict = verdictOf(
        'artifact_provenance',
        { ...def, predicate_type: 'https://spdx.dev/Document' },
        githubClaims(),
        {
          predicateType: 'https://spdx.dev/Document',
          predicate: slsaStatement({ digest, claims: githubClaims() }).predicate,
        },
      )
      assert.equal(verdict.attestations[0]?.code, 'CLAIM_MISMATCH')
    }
  })
})

suite('a reusable workflow: messages name the signer and the caller apart', () => {
  const reusable = { repository: 'acme/workflows', workflow: '.github/workflows/build.yml', ref: 'refs/tags/v1' }
  const signer = githubClaims({ signer: reusable })
  const signed = 'https://github.com/acme/workflows/.github/workflows/build.yml@refs/tags/v1'
  const caller = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main'
  test("the SLSA rule, with the caller's file for the signer", () => {
    const def = { workflow_repository: 'acme/app', signer_identity: '.github/workflows/release.yml' }
    const verdict = verdictOf('artifact_attestation_slsa', def, signer)
    assert.equal(
      verdict.attestations[0]?.message,
      `signer_identity: expected ".github/workflows/release.yml", found "${signed}" (signed by the reusable workflow ${signed}, which ${caller} called)`,
    )
    assert.match(
      verdict.hint ?? '',
      /signer_identity is compared with the workflow that signed, and release\.yml is the workflow that called it .*write signer_identity: acme\/workflows\/\.github\/workflows\/build\.yml@refs\/tags\/v1$/,
    )
  })
  test("the SLSA rule, with the signer's name", () => {
    const def = {
      workflow_repository: 'acme/app',
      signer_identity: 'acme/workflows/.github/workflows/build.yml@refs/tags/v1',
    }
    for (const statement of [slsaStatement({ digest, claims: signer }), slsaStatementV02({ digest, claims: signer })])
      assert.equal(verdictOf('artifact_attestation_slsa', def, signer, statement).code, 'VERIFIED')
  })
  test("this action's own rule, with the signer's file for the caller", () => {
    const def = { repository: 'acme/app', build_config: 'acme/workflows/.github/workflows/build.yml' }
    const verdict = verdictOf('artifact_provenance', def, signer)
    assert.match(verdict.attestations[0]?.message ?? '', /^build_config: .*\(signed by the reusable workflow/)
    assert.match(
      verdict.hint ?? '',
      /build_config is compared with the calling workflow, .*release\.yml.*The reusable workflow that signed, .* is compared with signer_identity/,
    )
  })
  test("this action's own rule, with both", () => {
    const def = {
      build_config: 'release.yml',
      signer_identity: 'acme/workflows/.github/workflows/build.yml@refs/tags/v1',
    }
    assert.equal(verdictOf('artifact_provenance', def, signer).code, 'VERIFIED')
  })
  for (const [claim, value] of [
    ['signer_digest', 'a'.repeat(40)],
    ['build_config', 'other.yml'],
    ['build_config_digest', 'a'.repeat(40)],
    ['builder_id', 'https://github.com/acme/other'],
  ] as const)
    test(`${claim} is about one of the two files`, () => {
      const verdict = verdictOf('artifact_provenance', { repository: 'acme/app', [claim]: value }, signer)
      assert.ok(
        verdict.attestations[0]?.message.endsWith(
          ` (signed by the reusable workflow ${signed}, which ${caller} called)`,
        ),
      )
    })
  for (const [field, path] of [
    ['build_config', 'buildDefinition.externalParameters.workflow.path'],
    ['signer_identity', 'runDetails.builder.id'],
  ] as const)
    test(`so is ${field} of the predicate`, () => {
      const statement = slsaStatement({ digest, claims: signer })
      const predicate = changed(statement.predicate, path)
      const verdict = verdictOf('artifact_provenance', { repository: 'acme/app' }, signer, { ...statement, predicate })
      assert.match(verdict.attestations[0]?.message ?? '', new RegExp(`^${field} of the predicate: .* called\\)$`))
    })
  test('other claims are not', () => {
    const verdict = verdictOf('artifact_provenance', { repository: 'acme/other' }, signer)
    assert.doesNotMatch(verdict.attestations[0]?.message ?? '', /reusable/)
  })
  test('D-18: the tag of the reusable workflow was moved', () => {
    const moved = githubClaims({ signer: { ...reusable, sha: 'e'.repeat(40) } })
    const def = { repository: 'acme/app', signer_digest: signer.signer_digest ?? '' }
    assert.match(
      verdictOf('artifact_provenance', def, moved).attestations[0]?.message ?? '',
      /^signer_digest: expected .*called\)$/,
    )
  })
})

test('B-21: the message for an old signature says its age and what that may mean', () => {
  const verdict = verdictOf('artifact_provenance', { repository: 'acme/app', max_age: '12h' })
  assert.equal(verdict.rules[0]?.claims[1]?.actual, '27 hours, signed at 2026-01-01T00:00:00.000Z')
  assert.match(verdict.hint ?? '', /older than the profile allows/)
})

test('D-12: an e-mail signer never matches a workflow, nor a workflow an e-mail address', () => {
  const def = {
    predicate_type: 'x:y',
    signer_identity: "{ glob: '*@acme.example' }",
    cert_issuer: 'https://github.com/login/oauth',
  }
  const statement = { predicateType: 'x:y', predicate: {} }
  const verdict = (claims: Signer) => verdictOf('artifact_provenance', def, claims, statement).code
  assert.equal(verdict(emailClaims('dev@acme.example')), 'VERIFIED')
  assert.equal(verdict(emailClaims('dev@acme.example.evil')), 'NO_MATCHING_PROVENANCE')
  assert.equal(verdict({ ...emailClaims('dev@acme.example'), identity_type: 'uri' }), 'NO_MATCHING_PROVENANCE')
})

test('D-05: a pattern never matches the wrong part of an ambiguous identity', () => {
  const base = 'https://github.com/acme/app/.github/workflows'
  const globs = ['*@refs/heads/main', '*', 'acme/app/.github/workflows/*', `${base}/**@refs/heads/main`, `${base}/**`]
  for (const san of [`${base}/x.yml@refs/heads/y@refs/heads/main`, `${base}/x.yml@evil@refs/heads/main`])
    for (const glob of globs) {
      const signer = { ...githubClaims(), signer_identity: san, signer_uri: san }
      assert.equal(
        verdictOf('artifact_provenance', { signer_identity: `{ glob: '${glob}' }` }, signer).attestations[0]?.code,
        'CLAIM_MISMATCH',
      )
    }
})

// ── every claim and every field that a rule reads ───────────────────────────────────────────────────────────────

/** For each claim the certificate's word that it reads, and a value that this certificate meets; null for none. */
const reads: Record<string, [keyof Signer, (signer: Signer) => string | null]> = {
  repository: ['repository', ({ repository }) => repository],
  owner: ['owner', ({ owner }) => owner],
  repository_id: ['repository_id', ({ repository_id }) => repository_id],
  owner_id: ['owner_id', ({ owner_id }) => owner_id],
  visibility: ['visibility', ({ visibility }) => visibility],
  branch: ['ref', ({ ref }) => (ref?.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null)],
  tag: ['ref', ({ ref }) => (ref?.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : null)],
  ref: ['ref', ({ ref }) => ref],
  commit: ['commit', ({ commit }) => commit],
  signer_identity: ['signer_identity', ({ signer_identity }) => signer_identity],
  signer_digest: ['signer_digest', ({ signer_digest }) => signer_digest],
  build_config: ['build_config', ({ build_config }) => build_config],
  build_config_digest: ['build_config_digest', ({ build_config_digest }) => build_config_digest],
  cert_issuer: ['cert_issuer', ({ cert_issuer }) => cert_issuer],
  runner_environment: ['runner_environment', ({ runner_environment }) => runner_environment],
  event: ['event', ({ event }) => event],
  run: ['run', ({ run }) => run],
  builder_id: ['signer_identity', ({ signer_identity }) => signer_identity],
  workflow_repository: ['repository', ({ repository }) => repository],
  workflow_ref: ['ref', ({ ref }) => ref],
}

const predicateFields = {
  v1: [
    'buildDefinition.externalParameters.workflow.ref',
    'buildDefinition.externalParameters.workflow.repository',
    'buildDefinition.externalParameters.workflow.path',
    'buildDefinition.internalParameters.github.event_name',
    'buildDefinition.internalParameters.github.repository_id',
    'buildDefinition.internalParameters.github.repository_owner_id',
    'buildDefinition.internalParameters.github.runner_environment',
    'buildDefinition.resolvedDependencies.0.digest.gitCommit',
    'runDetails.builder.id',
    'runDetails.metadata.invocationId',
  ],
  v02: [
    'builder.id',
    'invocation.configSource.uri',
    'invocation.configSource.entryPoint',
    'invocation.configSource.digest.sha1',
    'invocation.environment.github_event_name',
    'invocation.environment.github_repository_id',
    'invocation.environment.github_repository_owner_id',
    'invocation.environment.github_run_id',
    'invocation.environment.github_run_attempt',
  ],
}
const buildType = { v1: 'buildDefinition.buildType', v02: 'buildType' }

/** The same with this at this path; without it, with one more character there. */
function changed<T extends object>(value: T, path: string, ...by: [unknown?]): T {
  const copy = structuredClone(value)
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  // biome-ignore lint/suspicious/noExplicitAny: a predicate is free JSON
  const inner = keys.reduce((at: any, key) => at[key], copy)
  inner[last] = by.length === 0 ? `${inner[last]}7` : by[0]
  return copy
}

/** A profile that this certificate meets, of these claims as far as they can be asked for. */
function defOf(rule: RuleType, signer: Signer, claims: readonly string[]): Record<string, string> {
  const given = claims.flatMap((claim) => {
    const value = reads[claim]?.[1](signer) ?? null
    return value === null ? [] : [[claim, JSON.stringify(value)]]
  })
  const needed: Record<string, string> =
    rule === 'artifact_attestation_slsa' ? { workflow_ref: signer.ref ?? '', event: signer.event ?? '' } : {}
  return { ...needed, ...Object.fromEntries(given) }
}

const cases = fc
  .constantFrom<RuleType>('artifact_signature', 'artifact_attestation_slsa', 'artifact_provenance')
  .chain((rule) =>
    fc.record({
      rule: fc.constant(rule),
      signer: certificates,
      version: fc.constantFrom<'v1' | 'v02'>('v1', 'v02'),
      claims: fc.subarray(
        Object.keys(claimsOf[rule]).filter((claim) => reads[claim] !== undefined),
        { minLength: 1 },
      ),
    }),
  )

suite('D-09: a predicate field that contradicts the certificate', () => {
  /** What the verdict shows for each: the field, and the word of the predicate. */
  const shown: Record<'v1' | 'v02', Record<string, string>> = {
    v1: {
      'buildDefinition.externalParameters.workflow.ref': 'ref',
      'buildDefinition.externalParameters.workflow.repository': 'repository',
      'buildDefinition.externalParameters.workflow.path': 'build_config',
      'buildDefinition.internalParameters.github.event_name': 'event',
      'buildDefinition.internalParameters.github.repository_id': 'repository_id',
      'buildDefinition.internalParameters.github.repository_owner_id': 'owner_id',
      'buildDefinition.internalParameters.github.runner_environment': 'runner_environment',
      'buildDefinition.resolvedDependencies.0.digest.gitCommit': 'commit',
      'runDetails.builder.id': 'signer_identity',
      'runDetails.metadata.invocationId': 'run',
    },
    v02: {
      'builder.id': 'signer_identity',
      'invocation.configSource.uri': 'ref',
      'invocation.configSource.entryPoint': 'build_config',
      'invocation.configSource.digest.sha1': 'commit',
      'invocation.environment.github_event_name': 'event',
      'invocation.environment.github_repository_id': 'repository_id',
      'invocation.environment.github_repository_owner_id': 'owner_id',
      'invocation.environment.github_run_id': 'run',
      'invocation.environment.github_run_attempt': 'run',
    },
  }
  const { rules } = policyOf(profileText('artifact_provenance', { signer_digest: githubClaims().signer_digest ?? '' }))
  const blamedIn = (statement: Statement) =>
    verdictOn(rules, [verified(githubClaims(), statement)]).rules[0]?.claims.filter(({ ok }) => !ok)
  for (const version of ['v1', 'v02'] as const) {
    const statement = (version === 'v1' ? slsaStatement : slsaStatementV02)({ digest, claims: githubClaims() })
    test(`${version}: nothing is against what says the same`, () => assert.deepEqual(blamedIn(statement), []))
    for (const path of predicateFields[version])
      test(`${version}: ${path}`, () => {
        const field = shown[version][path]
        const blamed = blamedIn({ ...statement, predicate: changed(statement.predicate, path) }) ?? []
        const row = blamed.find(({ claim }) => claim === `${field} of the predicate`)
        assert.match(row?.actual ?? '', /7/, JSON.stringify(blamed))
      })
  }
})

suite('a field missing from the predicate contradicts nothing', () => {
  const { rules } = policyOf(profileText('artifact_provenance', { repository: 'acme/app' }))
  const meets = (statement: Statement) => verdictOn(rules, [verified(githubClaims(), statement)]).code === 'VERIFIED'
  for (const version of ['v1', 'v02'] as const) {
    const statement = (version === 'v1' ? slsaStatement : slsaStatementV02)({ digest, claims: githubClaims() })
    for (const path of predicateFields[version])
      for (const word of [null, undefined])
        test(`${version}: ${path} is ${word}`, () =>
          assert.ok(meets({ ...statement, predicate: changed(statement.predicate, path, word) })))
    test(`${version}: nothing at all`, () => assert.ok(meets({ ...statement, predicate: {} })))
  }
  test('v02: a source in another form than git+https://…@ref', () => {
    const statement = slsaStatementV02({ digest, claims: githubClaims() })
    for (const uri of [
      'https://github.com/evil/app',
      'xgit+https://github.com/evil/app@refs/heads/x',
      'git+https://github.com/evil/app@',
    ])
      assert.ok(
        meets({ ...statement, predicate: changed(statement.predicate, 'invocation.configSource.uri', uri) }),
        uri,
      )
  })
})

suite('finding the source commit among the dependencies', () => {
  const { rules } = policyOf(profileText('artifact_provenance', { repository: 'acme/app' }))
  const of = (...dependencies: object[]) => {
    const statement = slsaStatement({ digest, claims: githubClaims() })
    const predicate = changed(statement.predicate, 'buildDefinition.resolvedDependencies', dependencies)
    const { code, rules: results } = verdictOn(rules, [verified(githubClaims(), { ...statement, predicate })])
    return code === 'VERIFIED' ? code : results[0]?.claims.find(({ ok }) => !ok)?.actual
  }
  const dependency = (uri: string, gitCommit?: string) => ({
    uri,
    digest: gitCommit === undefined ? {} : { gitCommit },
  })
  const own = 'git+https://github.com/acme/app@refs/heads/main'
  const [right, wrong] = [githubClaims().commit ?? '', '0'.repeat(40)]
  test('is that of its own repository alone', () => {
    assert.equal(
      of(dependency(own, right), dependency('git+https://github.com/acme/tools@refs/heads/main', wrong)),
      'VERIFIED',
    )
    assert.equal(
      of(dependency(own, right), dependency('git+https://github.com/acme/app2@refs/heads/main', wrong)),
      'VERIFIED',
    )
    assert.equal(
      of(dependency(own, right), dependency('https://github.com/acme/app@refs/heads/main', wrong)),
      'VERIFIED',
    )
  })
  test('of whatever ref, and of none', () => {
    assert.equal(of(dependency('git+https://github.com/acme/app@refs/tags/v1', wrong)), wrong)
    assert.equal(of(dependency('git+https://github.com/acme/app', wrong)), wrong)
  })
  test('twice, and not the same: both are shown', () =>
    assert.equal(of(dependency(own, right), dependency(own, wrong)), `${right} and ${wrong}`))
  test('twice, one of which says none', () => {
    assert.equal(of(dependency(own, right), dependency(own)), 'VERIFIED')
    assert.equal(of(dependency(own)), 'VERIFIED')
  })
  test('is none where the predicate names no repository', () => {
    const statement = slsaStatement({ digest, claims: githubClaims() })
    const unnamed = changed(statement.predicate, 'buildDefinition.externalParameters.workflow.repository', null)
    const predicate = changed(unnamed, 'buildDefinition.resolvedDependencies', [dependency('git+null@x', wrong)])
    assert.equal(verdictOn(rules, [verified(githubClaims(), { ...statement, predicate })]).code, 'VERIFIED')
  })
})

suite('E-20: a predicate field that is not a string', () => {
  const { rules } = policyOf(profileText('artifact_provenance', { repository: 'acme/app' }))
  const said = (value: unknown) => {
    const statement = slsaStatement({ digest, claims: githubClaims() })
    const predicate = changed(statement.predicate, 'buildDefinition.internalParameters.github.repository_id', value)
    const { code, rules: results } = verdictOn(rules, [verified(githubClaims(), { ...statement, predicate })])
    return code === 'VERIFIED' ? code : results[0]?.claims.find(({ ok }) => !ok)?.actual
  }
  test('a whole number is its digits', () => {
    assert.equal(said(1001), 'VERIFIED')
    assert.equal(said(1002), '1002')
  })
  const others: [unknown, string][] = [
    [1001.5, '(no text, but number)'],
    [2 ** 53, '(no text, but number)'],
    [['1001'], '(no text, but a list)'],
    [{ id: '1001' }, '(no text, but object)'],
    [true, '(no text, but boolean)'],
    ['', ''],
  ]
  for (const [value, shown] of others)
    test(`${JSON.stringify(value)}: ${shown}`, () => assert.equal(said(value), shown))
})

test('a builder that is not a workflow contradicts no certificate', () => {
  const { rules } = policyOf(profileText('artifact_provenance', { repository: 'acme/app' }))
  const statement = slsaStatement({ digest, claims: githubClaims() })
  const predicate = changed(statement.predicate, 'runDetails.builder.id', 'https://github.com/actions/runner')
  assert.equal(verdictOn(rules, [verified(githubClaims(), { ...statement, predicate })]).code, 'VERIFIED')
})

test('A-08, P3: changing any single claim or field that a rule reads changes the verdict', () => {
  holds(
    fc.property(cases, ({ rule, signer, version, claims }) => {
      const def = defOf(rule, signer, claims)
      fc.pre(Object.keys(def).length > 0)
      const statementOf = (claims: Signer) => (version === 'v1' ? slsaStatement : slsaStatementV02)({ digest, claims })
      const statement = statementOf(signer)
      const { rules } = policyOf(profileText(rule, def))
      const passes = (signer: Signer, statement: Statement) =>
        verdictOn(rules, [verified(signer, statement)]).code === 'VERIFIED'
      assert.ok(passes(signer, statement), JSON.stringify(def))
      for (const claim of Object.keys(def)) {
        const field = reads[claim]?.[0] ?? 'signer_identity'
        for (const value of [`${signer[field]}7`, '', null]) {
          if (value === null && field === 'signer_identity') continue
          const flipped = { ...signer, [field]: value }
          if (field === 'signer_identity') flipped.signer_uri = value
          assert.ok(!passes(flipped, statement), `${claim}: ${field}=${value}`)
          // A predicate that says the same leaves only the claim to refuse it.
          assert.ok(!passes(flipped, statementOf(flipped)), `${claim}: ${field}=${value}, in the predicate too`)
        }
      }
      if (rule === 'artifact_signature') return
      for (const path of predicateFields[version])
        assert.ok(!passes(signer, { ...statement, predicate: changed(statement.predicate, path) }), path)
      const typed = policyOf(
        profileText('artifact_provenance', { build_type: "'https://actions.github.io/buildtypes/workflow/v1'" }),
      ).rules
      const other = { ...statement, predicate: changed(statement.predicate, buildType[version]) }
      assert.notEqual(verdictOn(typed, [verified(signer, other)]).code, 'VERIFIED')
    }),
    150,
  )
})
