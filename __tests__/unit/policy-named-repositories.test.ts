import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { namedRepositories, repositoryName } from '../../src/policy/claims/named-repositories.ts'
import { policyOf, profileText } from '../support/policies.ts'

const server = 'https://github.com'

suite('finding the repositories that a policy names', () => {
  const named = (...defs: Record<string, string>[]) =>
    namedRepositories(
      defs.flatMap((def) => policyOf(profileText('artifact_provenance', def)).rules),
      server,
    )
  test('by either claim that names one, in any spelling, of every rule', () =>
    assert.deepEqual(named({ repository: 'acme/app' }, { workflow_repository: `${server}/acme/other.git` }), [
      'acme/app',
      'acme/other',
    ]))
  test('each of a list', () =>
    assert.deepEqual(named({ repository: '[acme/app, acme/other]' }), ['acme/app', 'acme/other']))
  test('no pattern, and what stands beside it', () =>
    assert.deepEqual(named({ repository: "[{ glob: 'acme/*' }, acme/app]" }), ['acme/app']))
  test('none of another server', () =>
    assert.deepEqual(named({ repository: '[https://gitlab.com/acme/app, acme/app]' }), ['acme/app']))
  test('none by a branch or a builder that reads like one', () =>
    assert.deepEqual(named({ branch: 'feature/x', builder_id: 'https://github.com/acme/builder' }), []))
  test('none by what another claim says', () =>
    assert.deepEqual(named({ signer_identity: 'acme/app/.github/workflows/release.yml', owner: 'acme' }), []))
})

suite('reading the name of a repository', () => {
  const cases: [string, string | null][] = [
    ['acme/app', 'acme/app'],
    ['Acme/App_1.2-x', 'Acme/App_1.2-x'],
    [`${server}/acme/app`, 'acme/app'],
    [`${server}/acme/app/`, 'acme/app'],
    ['https://GITHUB.com/acme/app', 'acme/app'],
    ['https://github.com.evil.example/acme/app', null],
    ['https://gitlab.com/acme/app', null],
    [`https://gitlab.com/${server}/acme/app`, null],
    [`${server}/acme/team/app`, null],
    [`${server}/acme`, null],
    [`${server}/acme/a~b`, null],
    [`${server}/a~b/app`, null],
    ['acme', null],
    ['acme/app?x', null],
    ['acme/../app', null],
    ['', null],
  ]
  for (const [text, name] of cases)
    test(`${JSON.stringify(text)} is ${name}`, () => assert.equal(repositoryName(text, server), name))
  test('on a server of which letters are written large', () => {
    assert.equal(repositoryName('https://git.acme.example/acme/app', 'https://Git.Acme.Example'), 'acme/app')
    assert.equal(repositoryName('acme/app', 'https://Git.Acme.Example'), 'acme/app')
  })
})
