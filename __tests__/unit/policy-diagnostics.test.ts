import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { limits } from '../../src/core/limits.ts'
import { claimsOf } from '../../src/policy/claims/claim-table.ts'
import { readProfile } from '../../src/policy/profile/read-profile.ts'
import { mistakesOf, policyOf, profileText, surroundings } from '../support/policies.ts'
import { holds } from '../support/properties.ts'

test('diagnostics report eight errors at once, each with its position', () => {
  const text = `version: v1
type: profile
name: images
artifact:
  - type: artifact_signature
    params: { tags: [latest], tag_regex: v.* }
    def:
      repository: acme
      branch: 1.10
      cert_issuer: github
      brunch: main
  - type: artifact_provenance
    def:
      branch: main
      tag: v1
      runner_environment: github_hosted
      max_age: [90d]
      commit: HEAD
`
  assert.deepEqual(mistakesOf(text), [
    '6:42 tags and tag_regex cannot be used together. Remove one of them.',
    '8:19 The profile\'s repository: "acme" is not a repository: write owner/name, or its URL, as in https://github.com/owner/name.',
    "9:15 The profile's artifact[0].def.branch is parsed by YAML as a number. Quote it: '1.10'.",
    '10:20 The profile\'s cert_issuer: "github" is not an issuer URL. The issuer of GitHub Actions is https://token.actions.githubusercontent.com.',
    '11:7 Unknown key "brunch" in the profile (did you mean branch?).',
    '15:12 The profile\'s tag "v1" and branch "main" can never both match, so this rule cannot be satisfied.',
    '16:27 The profile\'s runner_environment: "github_hosted" can never match: expected github-hosted, or self-hosted. Did you mean github-hosted?',
    "17:16 The profile's artifact[1].def.max_age must be a string, got a list.",
    '18:15 The profile\'s commit: "HEAD" is not a full git digest: write its 40 (or 64) lower-case hex digits.',
  ])
})

test('H-11: a duplicate key hides no other diagnostic', () => {
  const text = profileText('artifact_signature', { branch: 'a', repositroy: 'x' }).replace(
    'name: test',
    'name: test\nname: other',
  )
  const twice = text.replace('      branch: a', '      branch: a\n      "branch": b')
  assert.deepEqual(mistakesOf(twice), [
    '4:1 The key "name" occurs twice in one mapping.',
    '9:8 The key "branch" occurs twice in one mapping.',
    '10:7 Unknown key "repositroy" in the profile (did you mean repository?).',
  ])
})

test('H-11: a key written twice in two spellings is rejected', () => {
  const text = `${profileText('artifact_signature', { branch: 'main' })}1: a\n0x1: b\n`
  assert.match(mistakesOf(text).join(), /duplicated mapping key/)
})

suite('diagnostics for values of artifact_provenance with the wrong shape', () => {
  const cases: [string, string, RegExp][] = [
    ['branch', 'null', /branch is empty/],
    ['branch', '[]', /branch is empty/],
    ['branch', '[main, 1.10]', /7:22 .*branch\[1\] is parsed by YAML as a number\. Quote it: '1.10'/],
    ['branch', "[main, '']", /branch\[1\] is empty/],
    ['branch', '[[main]]', /branch\[0\] must be a string or { glob: 'pattern' }, got a list/],
    ['branch', '{ glob: [a] }', /branch\.glob must be a string, got a list/],
    ['branch', "{ glob: '' }", /branch\.glob is empty/],
    ['branch', '{ glb: x }', /7:17 Unknown key "glb" in the profile \(did you mean glob\?\)/],
    ['branch', '{ glob: x, regex: y }', /Unknown key "regex"/],
    ['branch', '{}', /branch\.glob is missing/],
    ['branch', 'true', /branch is parsed by YAML as a boolean/],
    ['owner_id', '12345678901234567890', /owner_id is parsed by YAML as a number\. Quote it: '12345678901234567890'/],
    ['owner_id', '0123', /Quote it: '0123'/],
    ['owner_id', '1e3', /Quote it: '1e3'/],
    ['owner_id', '[1, 1e3]', /7:21 .*owner_id\[1\].*Quote it: '1e3'/],
    ['max_age', '90', /max_age is parsed by YAML as a number/],
    ['max_age', "{ glob: '*d' }", /max_age must be a string, got a mapping/],
    ['branch', `{ glob: '${'a'.repeat(limits.globLength + 1)}' }`, /glob is longer than 512 characters/],
    ['branch', `[${'a, '.repeat(limits.claimValues + 1)}]`, /branch is longer than 256 values/],
    ['is_verified', 'false', /is_verified: false contradicts/],
  ]
  for (const [claim, value, message] of cases) {
    test(`${claim}: ${value.slice(0, 40)}`, () =>
      assert.match(
        mistakesOf(profileText('artifact_provenance', { event: 'push', [claim]: value }))
          .join('\n')
          .replaceAll(/^8:/gm, '7:'),
        message,
      ))
  }
  test('of one wrong item in a list nothing is said but what is wrong with it', () => {
    const mistakes = (value: string) => mistakesOf(profileText('artifact_provenance', { branch: value }))
    assert.deepEqual(mistakes('[main, [x]]'), [
      "7:22 The profile's artifact[0].def.branch[1] must be a string or { glob: 'pattern' }, got a list.",
    ])
    assert.deepEqual(mistakes('[main, { glob: x, glib: y }]'), [
      '7:33 Unknown key "glib" in the profile (did you mean glob?).',
    ])
  })
  test('a glob of 512 characters and a list of 256 values are fine', () => {
    assert.deepEqual(
      mistakesOf(profileText('artifact_provenance', { branch: `{ glob: '${'a'.repeat(limits.globLength)}' }` })),
      [],
    )
    assert.deepEqual(
      mistakesOf(profileText('artifact_provenance', { branch: `[${'a, '.repeat(limits.claimValues)}]` })),
      [],
    )
  })
  test("Minder's rules take neither globs nor, but for events, lists", () => {
    assert.match(
      mistakesOf(profileText('artifact_signature', { branch: '{ glob: x }' })).join(),
      /branch must be a string, got a mapping/,
    )
    assert.match(
      mistakesOf(profileText('artifact_signature', { branch: '[x]' })).join(),
      /branch must be a string, got a list/,
    )
    assert.match(
      mistakesOf(profileText('artifact_attestation_slsa', { event: '{ glob: x }' })).join(),
      /event must be a string or a list of strings/,
    )
  })
})

suite('diagnostics for claims that exclude each other', () => {
  const excluded: Record<string, string>[] = [
    { branch: 'main', tag: 'v1' },
    { branch: '[main, dev]', tag: '{ glob: v* }' },
    { branch: "{ glob: '*' }", tag: "{ glob: '*' }" },
    { branch: 'x', ref: 'refs/heads/y' },
    { branch: "{ glob: 'release/*' }", ref: 'refs/heads/main' },
    { tag: 'v1', workflow_ref: 'refs/heads/main' },
    { repository: 'acme/app', owner: 'evil' },
    { repository: "{ glob: 'acme/*' }", owner: 'evil' },
    { repository: 'acme/app', workflow_repository: 'acme/other' },
    { owner: 'evil', workflow_repository: 'acme/app' },
    { owner: 'evil', workflow_repository: "{ glob: 'acme/*' }" },
    { repository: 'acme/other', run: 'current' },
    { owner: 'evil', run: 'current' },
  ]
  for (const def of excluded)
    test(JSON.stringify(def), () =>
      assert.match(mistakesOf(profileText('artifact_provenance', def)).join('\n'), /can never both match/),
    )
  test('each pair is told once, by five of its values', () =>
    assert.deepEqual(
      mistakesOf(
        profileText('artifact_provenance', {
          repository: 'acme/app',
          workflow_repository: 'evil/other',
          branch: '[a, b, c, d, e, f]',
          tag: "{ glob: 'v*' }",
        }),
      ),
      [
        '8:28 The profile\'s workflow_repository "evil/other" and repository "acme/app" can never both match, so this rule cannot be satisfied.',
        '10:12 The profile\'s tag "glob: v*" and branch "a" or "b" or "c" or "d" or "e" can never both match, so this rule cannot be satisfied.',
      ],
    ))
  const together: Record<string, string>[] = [
    { branch: 'main', ref: 'refs/heads/main' },
    { branch: '[main, dev]', ref: "{ glob: 'refs/heads/m*' }" },
    { ref: "['refs/heads/main', 'refs/tags/v1']", tag: 'v1' },
    { repository: 'acme/app', owner: 'ACME', run: 'current' },
    { repository: "{ glob: '**' }", owner: 'evil' },
    { repository: "{ glob: 'acme/*' }", owner: 'acme' },
    { ref: 'refs/heads/main', branch: '[dev, main]' },
  ]
  for (const def of together)
    test(`not ${JSON.stringify(def)}`, () => assert.deepEqual(mistakesOf(profileText('artifact_provenance', def)), []))
})

suite('the diagnostic for "current" outside of a workflow run', () => {
  const text = profileText('artifact_provenance', { run: 'current', commit: 'current' })
  test('stands for this run and its commit', () => {
    const [run, commit] = policyOf(text).rules[0]?.constraints ?? []
    assert.deepEqual(run?.expected, ['https://github.com/acme/app/actions/runs/3003'])
    assert.deepEqual(commit?.expected, [surroundings.commit])
  })
  for (const missing of ['repository', 'commit', 'runId'] as const)
    test(`outside a workflow run, without ${missing}, it is a mistake`, () => {
      const policy = readProfile(text, 'profile.yaml', { ...surroundings, [missing]: null })
      assert.ok(Array.isArray(policy))
      assert.equal(policy.length, 1)
      assert.match(policy[0]?.message ?? '', /current refers to the running workflow/)
      assert.equal(policy[0]?.position?.line, missing === 'commit' ? 8 : 7)
    })
  test('outside a workflow run it is a mistake beside another value, too', () => {
    const list = profileText('artifact_provenance', { run: '[current, https://github.com/acme/app/actions/runs/1]' })
    const policy = readProfile(list, 'profile.yaml', { ...surroundings, runId: null })
    assert.ok(Array.isArray(policy))
    assert.match(policy[0]?.message ?? '', /current refers to the running workflow/)
  })
  test('a branch may be called so', () =>
    assert.deepEqual(
      policyOf(profileText('artifact_provenance', { branch: 'current' })).rules[0]?.constraints[0]?.expected,
      ['current'],
    ))
})

suite('warnings about a profile', () => {
  const warned = (
    def: Record<string, string>,
    rule: 'artifact_provenance' | 'artifact_signature' = 'artifact_provenance',
  ) =>
    policyOf(profileText(rule, def)).warnings.map(
      ({ message, position }) => `${position?.line}:${position?.column} ${message}`,
    )
  const anybody: Record<string, string>[] = [
    { is_verified: 'true' },
    { branch: 'main' },
    { runner_environment: 'github-hosted', event: 'push' },
    { build_type: 'https://actions.github.io/buildtypes/workflow/v1' },
    { builder_id: 'https://github.com/actions/runner' },
    { max_age: '90d' },
    { commit: 'current' },
    { repository: "{ glob: '**' }" },
    { repository: "{ glob: '*/app' }" },
    { owner: "{ glob: 'a*' }" },
    { owner_id: "{ glob: '2*' }" },
    { signer_identity: "{ glob: 'https://github.com/**' }" },
    { signer_identity: "{ glob: '*/workflows/.github/workflows/build.yml' }" },
    { signer_identity: "{ glob: '*.yml' }" },
    { signer_identity: "{ glob: '*a/workflows/.github/workflows/build.yml' }" },
    { run: "{ glob: 'git+https://github.com/acme/*' }" },
    { signer_identity: "{ glob: 'dev@*' }", cert_issuer: 'https://github.com/login/oauth' },
    { signer_identity: "['release.yml', 'acme/app/.github/workflows/release.yml']" },
  ]
  for (const def of anybody)
    test(`A-09: ${JSON.stringify(def)} accepts anyone`, () =>
      assert.match(warned(def).join(), /^5:5 artifact_provenance: this rule accepts any signer/))
  const pinned: Record<string, string>[] = [
    { repository: 'acme/app' },
    { repository: "{ glob: 'acme/*' }" },
    { owner: 'acme' },
    { owner_id: "'2002'" },
    { repository_id: '1001' },
    { run: 'current' },
    { build_config: 'acme/app/.github/workflows/release.yml' },
    { signer_identity: "{ glob: '*@acme.example' }", cert_issuer: 'https://github.com/login/oauth' },
  ]
  for (const def of pinned) test(`${JSON.stringify(def)} does not`, () => assert.deepEqual(warned(def), []))

  const reusable = 'acme/workflows/.github/workflows/build.yml@refs/tags/v1'
  for (const signer of [reusable, `https://github.com/${reusable}`])
    test(`D-01: a workflow elsewhere without the source that it builds: ${signer}`, () => {
      assert.match(warned({ signer_identity: signer }).join(), /^7:24 .*it also signs for them: add repository/)
      assert.match(warned({ signer_identity: signer }, 'artifact_signature').join(), /also signs for them/)
      assert.deepEqual(warned({ signer_identity: signer, repository: 'acme/app' }), [])
      assert.deepEqual(warned({ signer_identity: signer, owner_id: '2002' }), [])
    })
  const own = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main'
  for (const def of [
    { signer_identity: own.slice('https://github.com/'.length) },
    { signer_identity: own },
    { builder_id: own },
  ])
    test(`D-01: the running repository's own workflow, which others may be able to call: ${JSON.stringify(def)}`, () => {
      assert.match(warned(def).join(), /also signs for them: add repository/)
      assert.deepEqual(warned({ ...def, repository: 'acme/app' }), [])
    })
  const otherCis = [
    'spiffe://ci.acme.example/builder',
    'https://gitlab.com/acme/app//.gitlab-ci.yml@refs/heads/main',
    'https://buildkite.com/acme/app',
    'https://kubernetes.io/namespaces/ci/serviceaccounts/builder',
  ]
  for (const signer_identity of otherCis) {
    test(`${signer_identity} is no workflow that others call: no advice is given that it cannot follow`, () => {
      assert.deepEqual(warned({ signer_identity }, 'artifact_signature'), [])
      assert.deepEqual(warned({ signer_identity, cert_issuer: 'https://ci.acme.example' }, 'artifact_signature'), [])
    })
  }
  test("D-01: a workflow of another server's GitHub can be called all the same", () => {
    const signer_identity = 'https://github.acme.example/acme/workflows/.github/workflows/x.yml@refs/heads/main'
    assert.match(warned({ signer_identity }, 'artifact_signature').join(), /also signs for them/)
  })
  test('a whole identity of another CI is one signer', () => {
    const signer_identity = 'spiffe://ci.acme.example/builder'
    assert.doesNotMatch(warned({ signer_identity, cert_issuer: 'https://ci.acme.example' }).join(), /any signer/)
  })
  test('D-01: one workflow elsewhere among several', () =>
    assert.match(
      warned({ signer_identity: `[acme/app/.github/workflows/release.yml, ${reusable}]` }).join(),
      /also signs for them/,
    ))
  test('D-01: the SLSA rule has a claim of its own for the source', () => {
    const def = { signer_identity: reusable }
    assert.match(
      policyOf(profileText('artifact_attestation_slsa', def)).warnings[0]?.message ?? '',
      /^artifact_attestation_slsa: signer_identity names .* also signs for them: add workflow_repository\.$/,
    )
    assert.match(warned(def).join(), /also signs for them: add repository\.$/)
  })
  test('D-01: a builder elsewhere without the source that it builds, which is the workflow that signed', () => {
    const builder_id = `https://github.com/${reusable}`
    assert.match(
      warned({ builder_id }).join(),
      /^7:19 artifact_provenance: builder_id names a workflow, .*it also signs for them: add repository\.$/,
    )
    assert.deepEqual(warned({ builder_id, repository: 'acme/app' }), [])
  })
  test('an address among other signers, for which any identity provider may vouch', () => {
    const about = (def: Record<string, string>) => warned(def).filter((message) => message.includes('e-mail'))
    assert.equal(about({ signer_identity: `['https://github.com/${reusable}', dev@acme.example]` }).length, 1)
    assert.deepEqual(about({ signer_identity: `https://github.com/${reusable}`, builder_id: 'dev@acme.example' }), [])
  })
  test('an event that is not known is obeyed, and told', () => {
    assert.deepEqual(warned({ repository: 'acme/app', event: '[push, pusj]' }), [
      '8:14 The profile\'s event: "pusj" is not a known GitHub event. Did you mean push?',
    ])
    assert.deepEqual(warned({ repository: 'acme/app', event: 'deployed_by_hand' }), [
      '8:14 The profile\'s event: "deployed_by_hand" is not a known GitHub event.',
    ])
    assert.deepEqual(
      warned({ cert_issuer: 'https://gitlab.com', event: 'pipeline' }).filter((message) => /event/.test(message)),
      [],
    )
  })
  test('what is wrong at GitHub may be right elsewhere', () => {
    const def = { cert_issuer: 'https://gitlab.com', runner_environment: 'gitlab-hosted' }
    assert.deepEqual(mistakesOf(profileText('artifact_provenance', def)), [])
    assert.match(
      mistakesOf(profileText('artifact_provenance', { runner_environment: 'gitlab-hosted' })).join(),
      /Did you mean github-hosted/,
    )
    const enterprise = { ...def, cert_issuer: 'https://token.actions.githubusercontent.com/acme' }
    assert.match(mistakesOf(profileText('artifact_provenance', enterprise)).join(), /can never match/)
  })
})

/** The three that Minder publishes for images, key by key. */
const published = {
  'artifact-signature-simple': `---
version: v1
type: profile
name: artifact-signature-simple
display_name: Validate artifact signatures
context:
  provider: github
artifact:
  - type: artifact_signature
    params:
      tags: [latest]
      name: app
    def:
      is_signed: true
      is_verified: true
`,
  'artifact-signature-extended': `---
version: v1
type: profile
name: artifact-signature-extended
display_name: "Validate artifact signatures (against custom sigstore instance)"
context:
  provider: github
artifact:
  - type: artifact_signature
    params:
      tags: [latest]
      name: app
      sigstore: tuf-repo-cdn.sigstore.dev
    def:
      is_signed: true
      is_verified: true
      repository: https://github.com/acme/app
      branch: main
      runner_environment: github-hosted
      signer_identity: build-image-signed.yml
      cert_issuer: https://token.actions.githubusercontent.com
`,
  artifact_attestation_slsa: `---
version: v1
type: profile
name: slsa-gh-attestation-provenance
context:
  provider: github
artifact:
  - type: artifact_attestation_slsa
    params:
      tags: ["latest"]
      name: app
    def:
      workflow_repository: https://github.com/acme/app
      workflow_ref: refs/heads/main
      signer_identity: .github/workflows/release.yml
      event: ["workflow_dispatch"]
      runner_environment: github-hosted
`,
}

suite("reading Minder's published profiles", () => {
  for (const [name, text] of Object.entries(published)) {
    test(`${name} loads`, () => assert.deepEqual(mistakesOf(text), []))
  }
  test('the simple one accepts any signer, and says so', () => {
    const { rules, warnings } = policyOf(published['artifact-signature-simple'])
    assert.equal(rules[0]?.verified, true)
    assert.deepEqual(rules[0]?.constraints, [])
    assert.match(warnings[0]?.message ?? '', /this rule accepts any signer/)
  })
  test('the extended one asks for its five claims', () => {
    const { rules, warnings } = policyOf(published['artifact-signature-extended'])
    assert.deepEqual(rules[0]?.applies, { name: 'app', tags: ['latest'], tagRegex: null })
    assert.deepEqual(
      rules[0]?.constraints.map(({ claim }) => claim),
      ['repository', 'branch', 'runner_environment', 'signer_identity', 'cert_issuer'],
    )
    assert.deepEqual(warnings, [])
  })
  test('the SLSA one asks for its five, and for the issuer', () => {
    const { rules, warnings } = policyOf(published.artifact_attestation_slsa)
    assert.deepEqual(
      rules[0]?.constraints.map(({ claim, expected }) => [claim, expected.join()]),
      [
        ['workflow_repository', 'https://github.com/acme/app'],
        ['workflow_ref', 'refs/heads/main'],
        ['signer_identity', '.github/workflows/release.yml'],
        ['event', 'workflow_dispatch'],
        ['runner_environment', 'github-hosted'],
        ['cert_issuer', 'https://token.actions.githubusercontent.com'],
      ],
    )
    assert.deepEqual(warnings, [])
  })
  const keys = (more: string) => published.artifact_attestation_slsa.replace('context:', `${more}\ncontext:`)
  test('keys that ask nothing of an image are known', () =>
    assert.deepEqual(
      mistakesOf(
        keys('id: 7d1b6c5e\nlabels: [a]\ndisplay_name: x\nalert: "off"\nremediate: "off"').replace(
          '  - type',
          '  - name: x\n    type',
        ),
      ),
      [],
    ))
  test('empty lists of what is not about images ask for nothing', () => {
    const sections = ['repository', 'pull_request', 'build_environment', 'release', 'pipeline_run', 'task_run', 'build']
    for (const key of [...sections, 'selection']) {
      for (const value of ['[]', 'null', '']) assert.deepEqual(mistakesOf(keys(`${key}: ${value}`)), [], key)
      for (const value of ['{}', '[[]]', '""', 'false', '[x]']) {
        const mistakes = mistakesOf(keys(`${key}: ${value}`))
        assert.equal(mistakes.length, 1, mistakes.join())
        assert.match(mistakes[0] ?? '', new RegExp(`^5:1 The key ${key} is refused: `))
      }
    }
    assert.doesNotMatch(mistakesOf(keys('artefact: []')).join(), /repository/)
  })
  suite('a regular expression is told to be none of what is supported', () => {
    const values: Record<string, string[]> = {
      signer_identity: [
        '^https://github\\.com/acme/.*$',
        'https://github\\.com/acme/x',
        'https://github.com/acme/.*',
        '^release\\.yml$',
      ],
      branch: ['^main$', 'release/.*', 'v\\d+'],
      repository: ['^https://github.com/acme/app$', 'acme/.*'],
      cert_issuer: [
        'https://token\\.actions\\.githubusercontent\\.com',
        '^https://token.actions.githubusercontent.com',
      ],
    }
    for (const [claim, texts] of Object.entries(values)) {
      for (const text of texts) {
        test(`${claim}: ${text}`, () => {
          const [mistake, ...others] = mistakesOf(profileText('artifact_signature', { [claim]: `'${text}'` }))
          assert.deepEqual(others, [])
          assert.match(
            mistake ?? '',
            /looks like a regular expression and can never match: .* or a glob in an artifact_provenance rule/,
          )
        })
      }
    }
    test('in the place of a glob', () =>
      assert.match(
        mistakesOf(profileText('artifact_provenance', { ref: "{ glob: '^refs/tags/v.*$' }" })).join(),
        /regular expression/,
      ))
    test('a glob that has a dot before its star, and a name with a dot, are none', () => {
      assert.deepEqual(mistakesOf(profileText('artifact_provenance', { tag: "{ glob: 'v1.*' }" })), [])
      assert.deepEqual(mistakesOf(profileText('artifact_signature', { branch: 'release/1.x' })), [])
    })
  })
  test('A-08, H-10: keys that would hide a constraint are refused, with the reason', () => {
    assert.match(
      mistakesOf(keys('selection: [{ entity: artifact, selector: "true" }]')).join(),
      /^5:1 The key selection is refused: .*this action does not evaluate it/,
    )
    for (const key of [
      'repository',
      'pull_request',
      'build_environment',
      'release',
      'pipeline_run',
      'task_run',
      'build',
    ])
      assert.match(
        mistakesOf(keys(`${key}: [{ type: x, def: {} }]`)).join(),
        new RegExp(`^5:1 The key ${key} is refused: its rules are not about images`),
      )
  })
})

test('P4: any profile is a policy or has diagnostics, each with a position', () => {
  const key = fc.constantFrom(...Object.keys(claimsOf.artifact_provenance), 'is_verified', 'glob', 'x', '__proto__')
  const scalar = fc.oneof(
    fc.constantFrom('main', '1.10', 'true', 'null', "''", 'current', 'acme/app', '[]', '{}', '1e3'),
    fc.string({ maxLength: 5 }).map((text) => JSON.stringify(text)),
  )
  const value = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc.tuple(key, scalar).map(([inner, text]) => `{ ${inner}: ${text} }`),
    scalar.map((text) => `{ glob: ${text} }`),
  )
  const def = fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true })
  const type = fc.constantFrom(
    'artifact_signature' as const,
    'artifact_attestation_slsa' as const,
    'artifact_provenance' as const,
  )
  holds(
    fc.property(type, def, def, (type, def, params) => {
      const policy = readProfile(profileText(type, def, params), 'profile.yaml', surroundings)
      if (!Array.isArray(policy)) return assert.equal(policy.rules.length, 1)
      assert.ok(policy.length > 0)
      for (const { code, message, position } of policy) {
        assert.equal(code, 'CONFIG_ERROR', message)
        assert.ok(position !== null, message)
      }
    }),
    1000,
  )
})
