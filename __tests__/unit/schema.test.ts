import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { Ajv } from 'ajv'
import { load } from 'js-yaml'
import { profileJsonSchema, withClaimTables } from '../../scripts/schema.ts'
import { claimsOf } from '../../src/policy/claims/claim-table.ts'
import { mistakesOf, profileText } from '../support/policies.ts'

const root = join(import.meta.dirname, '..', '..')
const committed = readFileSync(join(root, 'schema', 'profile.schema.json'), 'utf8')
const reference = readFileSync(join(root, 'docs', 'reference', 'profile.md'), 'utf8')
const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(JSON.parse(committed))

test('schema/profile.schema.json is what the code makes (npm run schema)', () => {
  assert.equal(committed, profileJsonSchema())
})

test('the tables of docs/reference/profile.md are what the code makes (npm run schema)', () => {
  assert.equal(reference, withClaimTables(reference))
})

test('the examples of docs/reference/profile.md and of the README have no mistake', () => {
  const pages = [reference, readFileSync(join(root, 'README.md'), 'utf8')]
  const profiles = pages
    .flatMap((page) => [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text))
    .filter((text) => /^version: v1$/m.test(text))
  assert.ok(profiles.length >= 2)
  for (const text of profiles) {
    assert.deepEqual(mistakesOf(text), [])
    assert.ok(validate(load(text)), JSON.stringify(validate.errors))
  }
})

suite('the JSON Schema and the action accept and reject the same shapes', () => {
  const signature = (def: Record<string, string>, params?: Record<string, string>) =>
    profileText('artifact_signature', def, params)
  const provenance = (def: Record<string, string>) => profileText('artifact_provenance', def)
  const plain = signature({ branch: 'main' })
  const profiles: [string, boolean][] = [
    [plain, true],
    [
      signature(
        { is_signed: 'true', is_verified: 'true', repository: 'acme/app' },
        { name: 'app', tags: '[latest]', tag_regex: '', type: 'container' },
      ),
      true,
    ],
    [
      plain.replace(
        'name: test',
        'name: test\ndisplay_name: x\nid: x\nlabels: [a]\nalert: "on"\nremediate: "off"\ncontext: { provider: github, project: x, organization: y }',
      ),
      true,
    ],
    [plain.replace('name: test', 'name: test\ncontext:'), true],
    [
      profileText('artifact_attestation_slsa', {
        workflow_repository: 'acme/app',
        event: 'push',
        cert_issuer: 'https://a.example',
      }),
      true,
    ],
    [profileText('artifact_attestation_slsa', { event: '[push, release]' }), true],
    [profileText('artifact_attestation_slsa', {}), true],
    [provenance({ branch: 'main', owner_id: '1', repository_id: "['1', 2]", max_age: '1d' }), true],
    [provenance({ branch: "[main, { glob: 'release/*' }]", repository: "{ glob: 'acme/*' }" }), true],
    [provenance({ is_verified: 'true' }), true],
    [plain.replace('v1', 'v2'), false],
    [plain.replace('type: profile', 'type: rule-type'), false],
    [plain.replace('name: test\n', ''), false],
    [plain.replace('name: test', 'nmae: test'), false],
    [plain.replace('name: test', 'name: test\nselection: []'), true],
    [plain.replace('name: test', 'name: test\nselection: [x]'), false],
    [plain.replace('name: test', 'name: test\nrepository: []\npull_request: []\nrelease: null'), true],
    [plain.replace('name: test', 'name: test\nrepository: [{ type: x }]'), false],
    [plain.replace('name: test', 'name: test\npull_request: {}'), false],
    [plain.replace('artifact_signature', 'artifact_sbom'), false],
    [plain.replace(/artifact:.*/s, 'artifact: []\n'), false],
    [plain.replace(/ {4}def:.*/s, ''), false],
    [signature({ branch: '' }), false],
    [signature({ branch: "''" }), false],
    [signature({ branch: '1.10' }), false],
    [signature({ branch: '[main]' }), false],
    [signature({ branch: '{ glob: x }' }), false],
    [signature({ repositroy: 'acme/app' }), false],
    [signature({ allowed_workflow: 'true' }), false],
    [signature({ is_verified: "'yes'" }), false],
    [signature({ branch: 'main' }, { tags: '[]' }), false],
    [signature({ branch: 'main' }, { tags: 'latest' }), false],
    [signature({ branch: 'main' }, { tag_regex: 'a'.repeat(513) }), false],
    [signature({ branch: 'main' }, { type: 'helm' }), false],
    [profileText('artifact_attestation_slsa', { event: '[]' }), false],
    [profileText('artifact_attestation_slsa', { event: '{ glob: x }' }), false],
    [profileText('artifact_attestation_slsa', { branch: 'main' }), false],
    [provenance({ branch: '[]' }), false],
    [provenance({ branch: '[1]' }), false],
    [provenance({ branch: "['']" }), false],
    [provenance({ branch: '{}' }), false],
    [provenance({ branch: "{ glob: '' }" }), false],
    [provenance({ branch: '{ glob: x, more: y }' }), false],
    [provenance({ branch: `{ glob: ${'a'.repeat(513)} }` }), false],
    [provenance({ branch: `[${'a, '.repeat(257)}]` }), false],
    [provenance({ owner_id: '1.5' }), false],
    [provenance({ owner_id: '0' }), false],
    [provenance({ owner_id: '12345678901234567890' }), false],
    [provenance({ max_age: '[1d]' }), false],
    [provenance({ max_age: '90' }), false],
  ]
  for (const [text, accepted] of profiles)
    test(`${accepted ? 'accepted' : 'refused'}: ${text.slice(text.indexOf('name:')).replaceAll(/\s+/g, ' ').slice(0, 150)}`, () => {
      assert.equal(validate(load(text)), accepted, JSON.stringify(validate.errors))
      assert.equal(mistakesOf(text).length === 0, accepted, mistakesOf(text).join('\n'))
    })
})

test('an editor shows where the evidence for each claim stands', () => {
  for (const { reads } of Object.values(claimsOf.artifact_provenance))
    assert.ok(committed.includes(JSON.stringify(reads).slice(1, -1)))
})
