import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { defaultPolicy } from '../../src/policy/claims/input-policy.ts'
import { readProfile } from '../../src/policy/profile/read-profile.ts'
import { mistakesOf, policyOf, profileText, surroundings } from '../support/policies.ts'

const issuer = 'https://token.actions.githubusercontent.com'

/** The shape that Minder publishes, and the contract shows. */
const minders = `version: v1
type: profile
name: release-images
context: { provider: github }
artifact:
  - type: artifact_signature
    params: { name: app, tags: [latest], tag_regex: , type: container, sigstore: }
    def:
      is_signed: true
      is_verified: true
      repository: https://github.com/acme/app
      branch: main
      signer_identity: docker-image-build-push.yml
      cert_issuer: ${issuer}
      runner_environment: github-hosted
  - type: artifact_attestation_slsa
    params: { tags: [latest] }
    def:
      workflow_repository: https://github.com/acme/app
      workflow_ref: refs/heads/main
      signer_identity: .github/workflows/docker-image-build-push.yml
      event: [push, workflow_dispatch]
      runner_environment: github-hosted
`

suite('reading a profile written for Minder', () => {
  const { rules, warnings } = policyOf(minders)
  test('two rules, each constraint with the place of its value', () => {
    assert.deepEqual(warnings, [])
    assert.deepEqual(
      rules.map(({ type, position }) => [type, position?.line]),
      [
        ['artifact_signature', 6],
        ['artifact_attestation_slsa', 16],
      ],
    )
    const places = rules[0]?.constraints.map(({ claim, expected, position }) => [
      claim,
      expected,
      position?.line,
      position?.column,
    ])
    assert.deepEqual(places?.[1], ['branch', ['main'], 12, 15])
    assert.equal(places?.length, 5)
  })
  test('a null parameter is one left out', () => {
    assert.deepEqual(rules[0]?.applies, { name: 'app', tags: ['latest'], tagRegex: null })
  })
  test("the SLSA rule's ref and event have defaults, and imply the issuer", () => {
    const [rule] = policyOf(profileText('artifact_attestation_slsa', { workflow_repository: 'acme/app' })).rules
    assert.deepEqual(
      rule?.constraints.map(({ claim, expected }) => [claim, expected]),
      [
        ['workflow_repository', ['acme/app']],
        ['workflow_ref', ['refs/heads/main']],
        ['event', ['push', 'workflow_dispatch']],
        ['cert_issuer', [issuer]],
      ],
    )
  })
})

suite('the default issuer of a profile', () => {
  const impliedBy = (def: Record<string, string>) =>
    policyOf(profileText('artifact_signature', def)).rules[0]?.constraints.find(({ claim }) => claim === 'cert_issuer')
      ?.expected[0]
  for (const def of [
    { repository: 'acme/app' },
    { branch: 'main' },
    { runner_environment: 'github-hosted' },
    { signer_identity: 'release.yml' },
  ]) {
    test(`${Object.keys(def)[0]} means GitHub's`, () => assert.equal(impliedBy(def), issuer))
  }
  const ofProvenance: Record<string, [string, boolean]> = {
    repository: ['acme/app', true],
    owner: ['acme', true],
    repository_id: ["'1001'", true],
    owner_id: ["'2002'", true],
    visibility: ['public', true],
    branch: ['main', true],
    tag: ['v1', true],
    ref: ['refs/heads/main', true],
    commit: ['current', true],
    signer_digest: ['a'.repeat(40), true],
    build_config: ['acme/app/.github/workflows/release.yml', true],
    build_config_digest: ['a'.repeat(40), true],
    runner_environment: ['github-hosted', true],
    event: ['push', true],
    run: ['current', true],
    workflow_repository: ['acme/app', true],
    workflow_ref: ['refs/heads/main', true],
    signer_identity: ['acme/app/.github/workflows/release.yml', false],
    predicate_type: ['https://spdx.dev/Document', false],
    builder_id: ['https://github.com/actions/runner', false],
    build_type: ['https://actions.github.io/buildtypes/workflow/v1', false],
    max_age: ['90d', false],
  }
  for (const [claim, [value, implied]] of Object.entries(ofProvenance))
    test(`${claim} alone ${implied ? "means GitHub's" : 'means nobody in particular'}`, () => {
      const [rule] = policyOf(profileText('artifact_provenance', { [claim]: value })).rules
      const [named] = rule?.constraints.filter((constraint) => constraint.claim === 'cert_issuer') ?? []
      assert.deepEqual(named?.expected, implied ? [issuer] : undefined)
    })
  test('one value of several that reads what GitHub fills is enough', () => {
    const signer_identity = '[acme/app/.github/workflows/release.yml, release.yml]'
    const [rule] = policyOf(profileText('artifact_provenance', { signer_identity })).rules
    assert.deepEqual(rule?.constraints.find(({ claim }) => claim === 'cert_issuer')?.expected, [issuer])
  })
  test('an e-mail address means nobody in particular', () =>
    assert.equal(impliedBy({ signer_identity: 'dev@acme.example' }), undefined))
  test('a named one stays', () =>
    assert.equal(impliedBy({ repository: 'acme/app', cert_issuer: `${issuer}/acme` }), `${issuer}/acme`))
  const elsewhere = {
    'https://acme.ghe.com': 'https://token.actions.acme.ghe.com',
    'https://git.acme.example': 'https://git.acme.example/_services/token',
  }
  for (const [serverUrl, expected] of Object.entries(elsewhere)) {
    test(`on ${serverUrl}`, () => {
      const policy = readProfile(profileText('artifact_signature', { branch: 'main' }), null, {
        ...surroundings,
        serverUrl,
      })
      assert.ok(!Array.isArray(policy))
      assert.equal(policy.rules[0]?.constraints.at(-1)?.expected[0], expected)
    })
  }
})

suite('warnings about a profile', () => {
  const warningsOf = (def: Record<string, string>) =>
    policyOf(profileText('artifact_signature', def)).warnings.map(({ message }) => message)
  test('is_signed alone', () =>
    assert.match(warningsOf({ is_signed: 'true' })[0] ?? '', /is_signed alone verifies nothing/))
  test('is_verified without any identity', () =>
    assert.match(warningsOf({ is_verified: 'true' })[0] ?? '', /this rule accepts any signer/))
  test('claims that pin nobody', () =>
    assert.match(warningsOf({ branch: 'main' })[0] ?? '', /this rule accepts any signer/))
  test('D-01: a workflow of whatever repository the source is', () => {
    assert.match(warningsOf({ signer_identity: 'release.yml' })[0] ?? '', /this rule accepts any signer/)
    assert.match(
      warningsOf({ signer_identity: '.github/workflows/release.yml' })[0] ?? '',
      /this rule accepts any signer/,
    )
    const whole = warningsOf({ signer_identity: 'acme/app/.github/workflows/release.yml' })
    assert.match(whole.join(), /no claim names the source repository/)
  })
  test('an e-mail address for which any identity provider may vouch', () => {
    const signer_identity = 'dev@acme.example'
    assert.match(
      warningsOf({ signer_identity }).join(),
      /^\w+: signer_identity is an e-mail address, .* add cert_issuer\.$/,
    )
    assert.deepEqual(warningsOf({ signer_identity, cert_issuer: 'https://accounts.google.com' }), [])
  })
  test('a repository is enough', () => assert.deepEqual(warningsOf({ repository: 'acme/app' }), []))
})

test('is_verified: false contradicts nothing where no claim is asked for', () =>
  assert.deepEqual(mistakesOf(profileText('artifact_signature', { is_signed: 'true', is_verified: 'false' })), []))

suite('reading a profile reports every error with its position', () => {
  test('eight of them at once', () => {
    const text = `version: v2
type: profile
nmae: x
artifact:
  - type: artifact_signature
    params: { tags: [], type: helm }
    def:
      repositroy: acme/app
      branch: 1.10
      signer_identity:
      allowed_workflow: true
      is_verified: "yes"
`
    assert.deepEqual(mistakesOf(text), [
      "1:1 The profile's name is missing.",
      '1:10 The profile\'s version must be v1, got "v2".',
      '3:1 Unknown key "nmae" in the profile (did you mean name?).',
      "6:21 The profile's artifact[0].params.tags is empty. Remove the key, or give it a value.",
      '6:31 The profile\'s artifact[0].params.type must be container, got "helm".',
      '8:7 Unknown key "repositroy" in the profile (did you mean repository?).',
      "9:15 The profile's artifact[0].def.branch is parsed by YAML as a number. Quote it: '1.10'.",
      "10:7 The profile's artifact[0].def.signer_identity is empty. Remove the key, or give it a value.",
      '11:7 The key allowed_workflow is refused: Minder never implemented it, so it would check nothing.',
      '12:21 The profile\'s artifact[0].def.is_verified must be true or false without quotes, got "yes".',
    ])
  })
  const rule = 'version: v1\ntype: profile\nname: x\nartifact:\n'
  const single: [string, string, RegExp][] = [
    [
      'a branch that git does not allow',
      profileText('artifact_signature', { branch: '"release/*"' }),
      /is not a branch name/,
    ],
    [
      'a tag that is none',
      profileText('artifact_signature', { branch: 'main' }, { tags: '["a b"]' }),
      /"a b" is not a tag/,
    ],
    ...[
      ...['acme/*', 'acme/app:latest', 'Acme/App', 'https://ghcr.io/acme/app', 'ghcr.io/', 'docker.io/alpine'],
      ...['index.docker.io/library/alpine', 'localhost:5000', '!ghcr.io/acme/app', 'ghcr.io:5000x/acme/app'],
      ...['ghcr.io:123456/acme/app', 'acme/-app', 'acme/app-', 'acme//app', '[::1'],
    ].map((name): [string, string, RegExp] => [
      `A-08 the name ${name}, which no image has`,
      profileText('artifact_signature', { branch: 'main' }, { name: `'${name}'` }),
      /^7:14 name: ".*" is not an image name/,
    ]),
    [
      'A-08 a key of another rule',
      profileText('artifact_signature', { workflow_ref: 'refs/heads/main' }),
      /^7:7 Unknown key "workflow_ref"/,
    ],
    [
      'A-08 a key with a no-break space',
      profileText('artifact_signature', { 'branch\u00a0': 'main' }),
      /^7:7 Unknown key/,
    ],
    ['A-08 null', profileText('artifact_signature', { branch: '' }), /branch is empty/],
    ['D-13 an empty text', profileText('artifact_signature', { branch: "''" }), /branch is empty/],
    ['A-09 nothing asked', profileText('artifact_signature', {}), /requires nothing/],
    ['A-09 nothing but false', profileText('artifact_signature', { is_signed: 'false' }), /requires nothing/],
    [
      'is_verified false beside a claim',
      profileText('artifact_signature', { is_verified: 'false', branch: 'main' }),
      /^7:20 .*contradicts the claims/,
    ],
    [
      'tags and tag_regex',
      profileText('artifact_signature', { branch: 'main' }, { tags: '[a]', tag_regex: 'b' }),
      /cannot be used together/,
    ],
    [
      'a broken tag_regex',
      profileText('artifact_signature', { branch: 'main' }, { tag_regex: '"(a"' }),
      /not a regular expression/,
    ],
    [
      'D-16 a lookbehind',
      profileText('artifact_signature', { branch: 'main' }, { tag_regex: '"(?<=a)b"' }),
      /not a regular expression/,
    ],
    [
      'a tag_regex over 512 characters',
      profileText('artifact_signature', { branch: 'main' }, { tag_regex: 'a'.repeat(513) }),
      /longer than 512/,
    ],
    [
      'D-04 a branch that is a ref',
      profileText('artifact_signature', { branch: 'refs/heads/main' }),
      /branch: "refs\/heads\/main" is a full ref/,
    ],
    [
      'a ref that is a branch',
      profileText('artifact_attestation_slsa', { workflow_ref: 'main' }),
      /workflow_ref: "main" is not a full ref/,
    ],
    ['D-07 no repository', profileText('artifact_signature', { repository: 'acme' }), /"acme" is not a repository/],
    [
      'D-07 a repository over http',
      profileText('artifact_signature', { repository: 'http://github.com/acme/app' }),
      /is not a repository/,
    ],
    [
      'D-07 a repository with dots',
      profileText('artifact_signature', { repository: 'acme/app/../x' }),
      /is not a repository/,
    ],
    [
      'D-07 a repository in other letters',
      profileText('artifact_signature', { repository: 'acme/\u0430pp' }),
      /is not a repository/,
    ],
    [
      'a signer that can never match',
      profileText('artifact_signature', { signer_identity: 'release' }),
      /can never match/,
    ],
    [
      'an unknown rule',
      `${rule}  - type: artifact_sbom\n    def: {}\n`,
      /^5:11 .*must be one of artifact_signature, artifact_attestation_slsa/,
    ],
    ['A-10 no rules', `${rule.replace('artifact:', 'artifact: []')}`, /artifact is empty. Give it a value\.$/],
    ['a rule without def', `${rule}  - type: artifact_signature\n`, /def is missing/],
    [
      'H-11 a key twice',
      `${rule}  - type: artifact_signature\n    def: { branch: a, branch: b }\n`,
      /^6:23 The key "branch" occurs twice in one mapping/,
    ],
    ['H-07 an anchor', profileText('artifact_signature', { branch: '&x main' }), /^7:16 Anchors and aliases/],
    ['H-08 a merge key', profileText('artifact_signature', { '<<': '{ branch: main }' }), /Unknown key "<<"/],
    ['H-12 a tag', profileText('artifact_signature', { branch: '!!str 1' }), /^7:15 Tags are not allowed/],
    [
      'H-11 a long key twice, of which the beginning is shown',
      `${rule}  - type: artifact_signature\n    def: { ${'k'.repeat(101)}: a, ${'k'.repeat(101)}: b }\n`,
      /The key "k{100}" occurs twice/,
    ],
    [
      'H-12 a function',
      profileText('artifact_signature', { branch: "!!js/function 'x'" }),
      /Tags are not allowed|not valid YAML/,
    ],
    [
      'H-08 __proto__',
      profileText('artifact_signature', { __proto__x: 'x', ['__proto__']: '{ a: b }' } as Record<string, string>),
      /Unknown key "__proto__/,
    ],
    ['H-09 a number', profileText('artifact_signature', { branch: '1e10' }), /Quote it: '1e10'/],
    ['no YAML', 'a: [', /^1:5 The profile is not valid YAML/],
    ['no profile', '- a\n', /must be a mapping/],
    [
      'a list of parameters',
      profileText('artifact_signature', { branch: 'main' }).replace('    def', '    params: []\n    def'),
      /^6:13 .*params must be a mapping/,
    ],
    ['nothing', '', /not valid YAML/],
    ['two documents', `${profileText('artifact_signature', { branch: 'main' })}---\na: b\n`, /not valid YAML/],
  ]
  for (const [name, text, message] of single) {
    test(name, () => assert.match(mistakesOf(text).join('\n'), message))
  }
  test('H-07: an alias bomb is refused at once', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...[...'bcdefgh'].map((key, index) => `${key}: &${key} [${`*${'abcdefg'[index]},`.repeat(9)}]`),
    ].join('\n')
    assert.match(mistakesOf(bomb)[0] ?? '', /Anchors and aliases/)
  })
})

suite('reading a profile that requires nothing', () => {
  test('means the repository that runs, signed by way of GitHub', () => {
    const policy = defaultPolicy(surroundings)
    assert.ok(!Array.isArray(policy))
    assert.deepEqual(
      policy.rules[0]?.constraints.map(({ claim, expected }) => [claim, expected[0]]),
      [
        ['repository', 'https://github.com/acme/app'],
        ['cert_issuer', issuer],
      ],
    )
  })
  test('A-09: never any signer', () => {
    const mistakes = defaultPolicy({ ...surroundings, repository: null })
    assert.ok(Array.isArray(mistakes))
    assert.equal(mistakes[0]?.code, 'CONFIG_ERROR')
    assert.match(mistakes[0]?.message ?? '', /so no signer is named/)
  })
})
