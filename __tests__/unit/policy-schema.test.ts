import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { RuleType } from '../../src/model/index.ts'
import { readProfile } from '../../src/policy/profile/read-profile.ts'
import { mistakesOf, policyOf, profileText, surroundings } from '../support/policies.ts'

const good = profileText('artifact_signature', { branch: 'main' })
const rules = (rule: string) => `version: v1\ntype: profile\nname: x\nartifact:\n${rule}`
const atTop = (lines: string) => good.replace('name: test', `name: test\n${lines}`)
const inParams = (params: Record<string, string>) => profileText('artifact_signature', { branch: 'main' }, params)
const inDef = (type: RuleType, def: Record<string, string>) => profileText(type, def)

/** What to do about each mistake. */
function hintsOf(text: string): (string | null)[] {
  const policy = readProfile(text, 'profile.yaml', surroundings)
  return Array.isArray(policy) ? policy.map(({ hint }) => hint) : []
}

suite('schema diagnostics: what is wrong with a profile, and where', () => {
  const cases: [string, string, string[]][] = [
    ['a text', 'x', ['1:1 The profile must be a mapping of keys to values, got "x".']],
    [
      'an empty value',
      '{}',
      [
        "1:1 The profile's version is missing.",
        "1:1 The profile's type is missing.",
        "1:1 The profile's name is missing.",
        "1:1 The profile's artifact is missing.",
      ],
    ],
    ['a number for the version', good.replace('v1', '1'), ["1:10 The profile's version must be v1, got 1."]],
    [
      'a long version, of which the beginning is shown',
      good.replace('v1', 'v'.repeat(300)),
      [`1:10 The profile's version must be v1, got "${'v'.repeat(99)}.`],
    ],
    [
      'another type',
      good.replace('type: profile', 'type: { a: b }'),
      ["2:7 The profile's type must be profile, got a mapping."],
    ],
    ['no name', good.replace('name: test', 'name:'), ["3:1 The profile's name is empty. Give it a value."]],
    [
      'a name that YAML reads as a number',
      good.replace('name: test', 'name: 1.0'),
      ["3:7 The profile's name is parsed by YAML as a number. Quote it: '1.0'."],
    ],
    ['a mapping for a name', atTop('id: { a: b }'), ["4:5 The profile's id must be a string, got a mapping."]],
    ['a text for labels', atTop('labels: x'), ['4:9 The profile\'s labels must be a list, got "x".']],
    ['a list for a label', atTop('labels: [[a]]'), ["4:10 The profile's labels[0] must be a string, got a list."]],
    [
      'a text for a mapping',
      atTop('context: x'),
      ['4:10 The profile\'s context must be a mapping of keys to values, got "x".'],
    ],
    [
      'a key of the context',
      atTop('context: { provder: x }'),
      ['4:12 Unknown key "provder" in the profile (did you mean provider?).'],
    ],
    ['a mapping for the rules', rules('  a: b\n'), ["5:3 The profile's artifact must be a list, got a mapping."]],
    ['nothing for the rules', rules(''), ["4:1 The profile's artifact must be a list, got an empty value."]],
    [
      'a text for a rule',
      rules('  - x\n'),
      ['5:5 The profile\'s artifact[0] must be a rule with type and def, got "x".'],
    ],
    [
      'nothing for a rule, which stands where the list does',
      rules('  -\n'),
      ["5:3 The profile's artifact[0] must be a rule with type and def, got an empty value."],
    ],
    ['a rule without type', rules('  - def: {}\n'), ["5:5 The profile's artifact[0].type is missing."]],
    [
      'a rule of a type that is not known, of whose claims nothing is said',
      rules('  - type: artifact_signatur\n    def: { brnch: main }\n'),
      [
        '5:11 The profile\'s artifact[0].type must be one of artifact_signature, artifact_attestation_slsa, artifact_provenance, got "artifact_signatur".',
      ],
    ],
    [
      'a text for the claims',
      rules('  - type: artifact_signature\n    def: x\n'),
      ['6:10 The profile\'s artifact[0].def must be a mapping of keys to values, got "x".'],
    ],
    [
      'nothing for the claims',
      rules('  - type: artifact_signature\n    def:\n'),
      ["6:5 The profile's artifact[0].def must be a mapping of keys to values, got an empty value."],
    ],
    [
      'a claim of nothing',
      inDef('artifact_signature', {}),
      ['6:10 This rule requires nothing. Set is_verified: true, and add claims.'],
    ],
    [
      'a key of a rule',
      good.replace('    def', '    dfe: x\n    def'),
      ['6:5 Unknown key "dfe" in the profile (did you mean def?).'],
    ],
    [
      'keys of parameters, one of which is like none',
      inParams({ tagz: 'x', zzzzzzzzzzzzzzzzz: 'x' }),
      [
        '7:7 Unknown key "tagz" in the profile (did you mean tags?).',
        '8:7 Unknown key "zzzzzzzzzzzzzzzzz" in the profile.',
      ],
    ],
    [
      'a long key, of which the beginning is shown',
      inDef('artifact_signature', { branch: 'main', ['k'.repeat(120)]: 'x' }),
      [`8:7 Unknown key "${'k'.repeat(100)}" in the profile.`],
    ],
    [
      'a text for a list of tags',
      inParams({ tags: 'x' }),
      ['7:13 The profile\'s artifact[0].params.tags must be a list, got "x".'],
    ],
    [
      'a list for a tag',
      inParams({ tags: '[[a]]' }),
      ["7:14 The profile's artifact[0].params.tags[0] must be a string, got a list."],
    ],
    [
      'a mapping for a name of images',
      inParams({ name: '{ a: b }' }),
      ["7:13 The profile's artifact[0].params.name must be a string, got a mapping."],
    ],
    [
      'a long name of images, of which the beginning is shown',
      inParams({ name: 'A'.repeat(300) }),
      [
        `7:13 name: "${'A'.repeat(255)}" is not an image name: write its path (acme/app), or registry/path (docker.io/library/alpine), in lower case, without a tag or wildcard.`,
      ],
    ],
    [
      'a long tag, of which the beginning is shown',
      inParams({ tags: `[a, ${'b'.repeat(130)}]` }),
      [`7:13 "${'b'.repeat(128)}" is not a tag.`],
    ],
    [
      'a number for a flag',
      inDef('artifact_signature', { branch: 'main', is_signed: '1' }),
      ["8:18 The profile's artifact[0].def.is_signed must be true or false without quotes, got 1."],
    ],
  ]
  for (const [name, text, mistakes] of cases) test(name, () => assert.deepEqual(mistakesOf(text), mistakes))
})

suite('schema diagnostics: a value of the wrong type for its claim', () => {
  const quote = (number: string) => `is parsed by YAML as a number. Quote it: '${number}'.`
  const cases: [RuleType, string, string, string][] = [
    ['artifact_provenance', 'repository_id', '1.5', `7:22 id ${quote('1.5')}`],
    ['artifact_provenance', 'repository_id', '0', `7:22 id ${quote('0')}`],
    ['artifact_provenance', 'repository_id', '-1', `7:22 id ${quote('-1')}`],
    ['artifact_provenance', 'repository_id', '9007199254740992', `7:22 id ${quote('9007199254740992')}`],
    ['artifact_provenance', 'repository_id', '[0]', `7:23 id[0] ${quote('0')}`],
    ['artifact_provenance', 'repository_id', '{ glob: 1 }', `7:30 id.glob ${quote('1')}`],
    ['artifact_provenance', 'repository_id', '[{}]', '7:23 id[0].glob is missing.'],
    [
      'artifact_provenance',
      'repository_id',
      '[[1]]',
      "7:23 id[0] must be a string or { glob: 'pattern' }, got a list.",
    ],
    ['artifact_provenance', 'repository_id', '{ glob: { a: b } }', '7:30 id.glob must be a string, got a mapping.'],
    ['artifact_provenance', 'repository_id', '[1, null]', '7:26 id[1] is empty. Remove the key, or give it a value.'],
    ['artifact_provenance', 'max_age', '[90d]', '7:16 id must be a string, got a list.'],
    ['artifact_attestation_slsa', 'event', '[[x]]', '7:15 id[0] must be a string, got a list.'],
    ['artifact_attestation_slsa', 'event', '[{ glob: x }]', '7:15 id[0] must be a string, got a mapping.'],
    ['artifact_attestation_slsa', 'event', '{ a: b }', '7:14 id must be a string or a list of strings, got a mapping.'],
    ['artifact_attestation_slsa', 'event', '[]', '7:14 id is empty. Remove the key, or give it a value.'],
    ['artifact_signature', 'branch', '{ a: b }', '7:15 id must be a string, got a mapping.'],
  ]
  for (const [type, claim, value, mistake] of cases)
    test(`${type}: ${claim}: ${value}`, () =>
      assert.deepEqual(mistakesOf(inDef(type, { [claim]: value })), [
        mistake.replace(' id', ` The profile's artifact[0].def.${claim}`),
      ]))
  test('the largest number that is read as it is written', () =>
    assert.deepEqual(mistakesOf(inDef('artifact_provenance', { repository_id: '9007199254740991' })), []))
})

suite('schema diagnostics: what to do', () => {
  test('what is missing', () =>
    assert.deepEqual(hintsOf('{}'), [
      'Write version: v1 at the top of the profile.',
      'Write type: profile at the top of the profile.',
      'Add the key name.',
      'List the rules for images under artifact.',
    ]))
  test('what is missing in a rule', () => assert.deepEqual(hintsOf(rules('  - def: {}\n')), ['Add the key type.']))
  test('which keys are known there', () => {
    const known = (text: string) => hintsOf(text)[0]
    assert.equal(
      known(atTop('foo: x')),
      'Known keys here: version, type, name, display_name, id, labels, context, alert, remediate, artifact.',
    )
    assert.equal(known(atTop('context: { foo: x }')), 'Known keys here: provider, project, organization.')
    assert.equal(known(good.replace('    def', '    foo: x\n    def')), 'Known keys here: type, name, params, def.')
    assert.equal(known(inParams({ foo: 'x' })), 'Known keys here: name, tags, tag_regex, type, sigstore.')
    assert.equal(
      known(inDef('artifact_attestation_slsa', { foo: 'x', workflow_repository: 'acme/app' })),
      'Known keys here: workflow_repository, workflow_ref, signer_identity, event, runner_environment, cert_issuer.',
    )
    assert.equal(known(inDef('artifact_provenance', { branch: '{ glob: x, foo: y }' })), 'Known keys here: glob.')
  })
  test('keys that are refused', () => {
    assert.equal(
      hintsOf(inDef('artifact_signature', { branch: 'main', allowed_workflow: 'x' }))[0],
      'Pin the workflow with signer_identity.',
    )
    assert.equal(hintsOf(atTop('selection: [x]'))[0], 'Choose images with params: name, tags, or tag_regex.')
    assert.equal(hintsOf(atTop('release: [x]'))[0], 'Keep the rules under artifact in a separate profile.')
  })
  test('a key that stands twice', () => assert.deepEqual(hintsOf(atTop('name: again')), ['Keep one of them.']))
  test('claims that exclude each other', () =>
    assert.deepEqual(hintsOf(inDef('artifact_provenance', { branch: 'main', tag: 'v1' })), [
      'Remove one of them, or write two rules.',
    ]))
  test('current, outside a workflow run', () => {
    const text = inDef('artifact_provenance', { run: 'current' })
    const policy = readProfile(text, null, { ...surroundings, runId: null })
    assert.ok(Array.isArray(policy))
    assert.deepEqual(
      policy.map(({ hint }) => hint),
      ['The runner sets GITHUB_REPOSITORY, GITHUB_RUN_ID and GITHUB_SHA, which identify the run.'],
    )
  })
})

test('a mistake of shape in one value hides no mistake of meaning in another, of the same claim neither', () =>
  assert.deepEqual(mistakesOf(inDef('artifact_provenance', { branch: '[[x]]', repository: '[acme, acme/app]' })), [
    "7:16 The profile's artifact[0].def.branch[0] must be a string or { glob: 'pattern' }, got a list.",
    '8:19 The profile\'s repository: "acme" is not a repository: write owner/name, or its URL, as in https://github.com/owner/name.',
  ]))

test('where a rule names its Sigstore instance', () => {
  const [rule] = policyOf(inParams({ name: 'app', sigstore: 'sigstore.acme.example' })).rules
  assert.deepEqual(rule?.sigstore, {
    name: 'sigstore.acme.example',
    position: { file: 'profile.yaml', line: 8, column: 17 },
  })
})

suite('schema diagnostics: did you mean', () => {
  const near: [string, string | null][] = [
    ['brunch', 'branch'],
    ['branchs', 'branch'],
    ['ranch', 'branch'],
    ['BRANCH', 'branch'],
    ['barnhc', null],
    ['signer-identity', 'signer_identity'],
    ['signeridentity', 'signer_identity'],
    ['runner_envir', 'runner_environment'],
    ['runner_envi', null],
    ['identity', null],
    ['x', null],
    ['xyzxyz', null],
  ]
  for (const [key, meant] of near)
    test(`${key}: ${meant ?? 'none'}`, () =>
      assert.equal(
        mistakesOf(inDef('artifact_signature', { repository: 'acme/app', [key]: 'x' }))[0],
        `8:7 Unknown key "${key}" in the profile${meant === null ? '' : ` (did you mean ${meant}?)`}.`,
      ))
})
