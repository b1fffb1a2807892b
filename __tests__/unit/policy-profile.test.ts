import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/limits.ts'
import type { Reference } from '../../src/model.ts'
import { applicableRules, tagRegexWork, tagsToAsk, undecidedRules } from '../../src/policy/applies.ts'
import { readProfile } from '../../src/policy/profile.ts'
import { defaultPolicy } from '../../src/policy/rules.ts'
import { mistakesOf, policyOf, profileText, surroundings, verdictOn, verified } from '../support/policies.ts'
import { githubClaims } from '../support/sigstore.ts'

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

suite("Minder's profile", () => {
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

suite('the issuer that is meant where none is named', () => {
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

suite('warnings', () => {
  const warningsOf = (def: Record<string, string>) =>
    policyOf(profileText('artifact_signature', def)).warnings.map(({ message }) => message)
  test('is_signed alone', () =>
    assert.match(warningsOf({ is_signed: 'true' })[0] ?? '', /is_signed alone verifies nothing/))
  test('is_verified without any identity', () =>
    assert.match(warningsOf({ is_verified: 'true' })[0] ?? '', /any signer is accepted/))
  test('claims that pin nobody', () => assert.match(warningsOf({ branch: 'main' })[0] ?? '', /any signer is accepted/))
  test('D-01: a workflow of whatever repository the source is', () => {
    assert.match(warningsOf({ signer_identity: 'release.yml' })[0] ?? '', /any signer is accepted/)
    assert.match(warningsOf({ signer_identity: '.github/workflows/release.yml' })[0] ?? '', /any signer is accepted/)
    assert.deepEqual(warningsOf({ signer_identity: 'acme/app/.github/workflows/release.yml' }), [])
    assert.deepEqual(warningsOf({ signer_identity: 'dev@acme.example' }), [])
  })
  test('a repository is enough', () => assert.deepEqual(warningsOf({ repository: 'acme/app' }), []))
})

suite('mistakes: every one, where it stands, in our own words', () => {
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
      '1:10 The profile\'s version must be v1; it is "v2".',
      '3:1 Unknown key "nmae" in the profile (did you mean name?).',
      "6:21 The profile's artifact[0].params.tags is empty: leave the key out, or give it a value.",
      '6:31 The profile\'s artifact[0].params.type must be container; it is "helm".',
      '8:7 Unknown key "repositroy" in the profile (did you mean repository?).',
      "9:15 The profile's artifact[0].def.branch is a number to YAML, and could lose its spelling: quote it, '1.10'.",
      "10:7 The profile's artifact[0].def.signer_identity is empty: leave the key out, or give it a value.",
      '11:7 The key allowed_workflow is refused: Minder never implemented it, so that it would promise a check that nobody makes.',
      '12:21 The profile\'s artifact[0].def.is_verified must be true or false, without quotes; it is "yes".',
    ])
  })
  const rule = 'version: v1\ntype: profile\nname: x\nartifact:\n'
  const single: [string, string, RegExp][] = [
    [
      'a branch that git does not allow',
      profileText('artifact_signature', { branch: '"release/*"' }),
      /is no name of a branch/,
    ],
    [
      'a tag that is none',
      profileText('artifact_signature', { branch: 'main' }, { tags: '["a b"]' }),
      /"a b" is no tag/,
    ],
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
    ['A-09 nothing asked', profileText('artifact_signature', {}), /asks for nothing/],
    ['A-09 nothing but false', profileText('artifact_signature', { is_signed: 'false' }), /asks for nothing/],
    [
      'is_verified false beside a claim',
      profileText('artifact_signature', { is_verified: 'false', branch: 'main' }),
      /^7:20 .*contradicts the claims/,
    ],
    [
      'tags and tag_regex',
      profileText('artifact_signature', { branch: 'main' }, { tags: '[a]', tag_regex: 'b' }),
      /exclude each other/,
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
      /workflow_ref: "main" is no full ref/,
    ],
    ['D-07 no repository', profileText('artifact_signature', { repository: 'acme' }), /"acme" is no repository/],
    [
      'D-07 a repository over http',
      profileText('artifact_signature', { repository: 'http://github.com/acme/app' }),
      /is no repository/,
    ],
    [
      'D-07 a repository with dots',
      profileText('artifact_signature', { repository: 'acme/app/../x' }),
      /is no repository/,
    ],
    [
      'D-07 a repository in other letters',
      profileText('artifact_signature', { repository: 'acme/\u0430pp' }),
      /is no repository/,
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
    ['A-10 no rules', `${rule.replace('artifact:', 'artifact: []')}`, /artifact is empty/],
    ['a rule without def', `${rule}  - type: artifact_signature\n`, /def is missing/],
    [
      'H-11 a key twice',
      `${rule}  - type: artifact_signature\n    def: { branch: a, branch: b }\n`,
      /^6:23 The key "branch" stands twice in one mapping/,
    ],
    ['H-07 an anchor', profileText('artifact_signature', { branch: '&x main' }), /Anchors and aliases/],
    ['H-08 a merge key', profileText('artifact_signature', { '<<': '{ branch: main }' }), /Unknown key "<<"/],
    ['H-12 a tag', profileText('artifact_signature', { branch: '!!str 1' }), /Tags are not allowed/],
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
    ['H-09 a number', profileText('artifact_signature', { branch: '1e10' }), /quote it, '1e10'/],
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

test('T5: as many mistakes as a file can hold are told up to 100, at once', () => {
  const text = `${profileText('artifact_signature', { branch: 'main' })}${[...Array(20_000)].map((_, index) => `k${index}: x`).join('\n')}`
  const start = performance.now()
  assert.equal(mistakesOf(text).length, 100)
  assert.ok(performance.now() - start < 2000)
})

suite('which rules apply', () => {
  const reference = (registry: string, path: string): Reference => ({
    given: '',
    registry,
    path,
    tag: 'latest',
    digest: null,
  })
  const applies = (params: Record<string, string>, path = 'acme/app', tags = ['latest']) => {
    const { rules } = policyOf(profileText('artifact_signature', { branch: 'main' }, params))
    return applicableRules(rules, reference('ghcr.io', path), new Set(tags)).length === 1
  }
  const cases: [string, Record<string, string>, boolean, (string | undefined)?, string[]?][] = [
    ['no parameters', {}, true],
    ['the path', { name: 'acme/app' }, true],
    ['the path without its owner', { name: 'app' }, true],
    ['registry and path', { name: 'ghcr.io/acme/app' }, true],
    ['another registry', { name: 'docker.io/acme/app' }, false],
    ['another name', { name: 'ap' }, false],
    ['the last of three segments', { name: 'app' }, false, 'acme/team/app'],
    ['the last two of three segments', { name: 'team/app' }, true, 'acme/team/app'],
    ['a tag that is carried', { tags: '[latest]' }, true],
    ['a tag that is not', { tags: '[v1]' }, false],
    ['all tags are needed', { tags: '[latest, v1]' }, false],
    ['all tags are there', { tags: '[latest, v1]' }, true, undefined, ['latest', 'v1', 'x']],
    ['a pattern matches the whole tag', { tag_regex: 'v[0-9]+' }, true, undefined, ['v12']],
    ['a pattern does not match a part', { tag_regex: 'v[0-9]+' }, false, undefined, ['v12-rc', 'xv1']],
    ['a pattern without any tag', { tag_regex: '.*' }, false, undefined, []],
  ]
  for (const [name, params, expected, path, tags] of cases) {
    test(name, () => assert.equal(applies(params, path, tags), expected))
  }
  const slow: [string, boolean][] = [
    ['(a+)+$', false],
    ['(a|aa)+$', false],
    ['(a+)+'.repeat(102), false],
    ['(a|aa)+'.repeat(73), false],
    ['(a*)*'.repeat(100), false],
    ['.*'.repeat(256), true],
    ['[\\p{L}a-z]*'.repeat(40), false],
    ['(a?){60}a{60}', false],
    [`${'a?'.repeat(127)}${'a'.repeat(127)}!`, true],
  ]
  for (const [pattern, expected] of slow) {
    test(`D-16: ${pattern.slice(0, 20)}, ${pattern.length} characters, on a tag of 128`, () => {
      const tag = `${'a'.repeat(127)}!`
      assert.ok(tagRegexWork(pattern) <= limits.tagRegexWork)
      const start = performance.now()
      assert.equal(applies({ tag_regex: `'${pattern}'` }, 'acme/app', [tag]), expected)
      assert.ok(performance.now() - start < 2000)
    })
  }
  for (const pattern of ['a{1,1000}'.repeat(50), `(${'a'.repeat(100)}){1000}`, '((a{1,31}){1,31}x)'.repeat(28)]) {
    test(`D-16: ${pattern.slice(0, 20)}, which would be long if it were written out, is refused unread`, () => {
      const mistakes = mistakesOf(profileText('artifact_signature', { branch: 'main' }, { tag_regex: `'${pattern}'` }))
      assert.match(mistakes.join(), /^7:19 tag_regex repeats too much/)
    })
  }
  test('counts that tags have are fine', () => {
    assert.ok(applies({ tag_regex: 'sha-[0-9a-f]{40}' }, 'acme/app', [`sha-${'a'.repeat(40)}`]))
    assert.ok(
      applies({ tag_regex: '"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{7,40}"' }, 'acme/app', ['2026-01-02-5ca1ab1e']),
    )
  })
  test('a pattern is compared with each tag, letter case included; a tag of the profile too', () => {
    assert.equal(applies({ tag_regex: 'V1' }, 'acme/app', ['v1']), false)
    assert.equal(applies({ tags: '[Latest]' }), false)
    assert.equal(applies({ name: 'App' }), false)
    assert.equal(applies({ tag_regex: 'v1|v2' }, 'acme/app', ['x', 'v2']), true)
  })
  test('every rule that applies must pass, and those that do not ask nothing', () => {
    const rule = (params: string, branch: string) =>
      `  - type: artifact_signature\n    params: ${params}\n    def: { branch: ${branch} }\n`
    const text = `version: v1\ntype: profile\nname: x\nartifact:\n${rule('{ tags: [latest] }', 'main')}${rule('{ tag_regex: l.* }', 'dev')}${rule('{ name: other }', 'no')}`
    const { rules } = policyOf(text)
    const chosen = applicableRules(rules, reference('ghcr.io', 'acme/app'), new Set(['latest']))
    assert.deepEqual(
      chosen.map(({ position }) => position?.line),
      [5, 8],
    )
    const of = (...refs: string[]) =>
      verdictOn(
        chosen,
        refs.map((ref) => verified(githubClaims({ ref }))),
      ).code
    assert.equal(of('refs/heads/main'), 'NO_MATCHING_PROVENANCE')
    assert.equal(of('refs/heads/dev'), 'NO_MATCHING_PROVENANCE')
    assert.equal(of('refs/heads/main', 'refs/heads/dev'), 'VERIFIED')
  })
  test('a tag beside a digest is asked for where a pattern wants tags', () => {
    const { rules } = policyOf(profileText('artifact_signature', { branch: 'main' }, { tag_regex: 'v.*' }))
    assert.deepEqual(tagsToAsk(rules, reference('ghcr.io', 'acme/app'), new Set(), ['v1']), ['v1'])
    assert.deepEqual(undecidedRules(rules, [{ ...reference('ghcr.io', 'acme/app'), tag: null }]).length, 1)
    assert.deepEqual(undecidedRules(rules, [reference('ghcr.io', 'acme/app')]), [])
  })
  test('tags that the references do not tell are asked for, once, and only for images that the name fits', () => {
    const { rules } =
      policyOf(`${profileText('artifact_signature', { branch: 'main' }, { name: 'app', tags: '[latest, v1]' })}  - type: artifact_signature
    params: { name: other, tags: [v2] }
    def: { branch: main }
`)
    assert.deepEqual(tagsToAsk(rules, reference('ghcr.io', 'acme/app'), new Set(['latest']), []), ['v1'])
  })
})

suite('nothing asked for', () => {
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
    assert.match(mistakes[0]?.message ?? '', /nothing says who must have signed/)
  })
})
