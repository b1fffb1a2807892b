import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { load } from 'js-yaml'
import { checkInputNames, inputNames, variableOf } from '../../src/actions/inputs/input-names.ts'
import { CodedError } from '../../src/core/errors.ts'
import { claimsOf } from '../../src/policy/claims/claim-table.ts'

const action = load(readFileSync(join(import.meta.dirname, '..', '..', 'action.yml'), 'utf8')) as { inputs: object }

/** What is said of these variables: `error` and `warning` are never both. */
function said(env: Record<string, string>): string {
  try {
    const [warning, ...more] = checkInputNames(env)
    assert.deepEqual(more, [])
    return warning === undefined ? 'nothing' : `warning: ${warning}`
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    assert.equal(error.code, 'CONFIG_ERROR')
    return `error: ${error.message}`
  }
}

suite('A-40: recognizing misspelled input names', () => {
  test('are those of action.yml', () => assert.deepEqual([...inputNames], Object.keys(action.inputs)))
  test('are passed as the runner passes them', () => {
    assert.equal(variableOf('signer-identity'), 'INPUT_SIGNER-IDENTITY')
    assert.equal(variableOf('two words'), 'INPUT_TWO_WORDS')
  })
  test('none of them is a stray, whatever its value', () => {
    const env = (value: string) => Object.fromEntries(inputNames.map((name) => [variableOf(name), value]))
    for (const value of ['', 'x']) assert.equal(said(env(value)), 'nothing')
  })
  test('every other claim of a profile is a slip, for it would be a constraint', () => {
    const claims = new Set([
      'is_signed',
      'is_verified',
      ...Object.values(claimsOf).flatMap((rule) => Object.keys(rule)),
    ])
    const names = inputNames.map((name) => name.replaceAll('-', '_') as string)
    const others = [...claims].filter((claim) => !names.includes(claim) && claim !== 'tag')
    assert.ok(others.length > 15)
    for (const claim of others) {
      for (const name of [claim, claim.replaceAll('_', '-')]) {
        assert.match(
          said({ [`INPUT_${name.toUpperCase()}`]: 'x' }),
          new RegExp(`^error: .*write it in a profile, as ${claim}\\)`),
        )
      }
    }
  })
  test('every letter left out, doubled, or swapped with the next is a slip, and so is an s behind it', () => {
    for (const name of inputNames) {
      const spelled = Array.from(name).flatMap((letter, at) => [
        name.slice(0, at) + name.slice(at + 1),
        name.slice(0, at) + letter + name.slice(at),
        name.slice(0, at) + (name[at + 1] ?? '') + letter + name.slice(at + 2),
      ])
      for (const slip of [...spelled, `${name}s`, name.replaceAll('-', '_'), name.replaceAll('-', '')]) {
        if (inputNames.some((known) => known === slip)) continue
        const told = said({ [`INPUT_${slip.toUpperCase()}`]: 'x' })
        assert.ok(told.startsWith('error: ') && told.includes('did you mean'), `${slip}: ${told}`)
      }
    }
  })
  test('A-24: a word that a constraint is made of says so, whatever stands around it', () => {
    const meant: Record<string, string[]> = {
      'did you mean signer-identity?': [
        'cert-identity-regex',
        'certificate-identity-regexp',
        'certificate-github-workflow-name',
        'allowed-signers',
        'workflow-path',
        'WORKFLOW_IDENTITY',
        'identities',
      ],
      'did you mean cert-issuer?': ['certificate-oidc-issuer-regexp', 'token_issuer'],
      'did you mean repository?': [
        'signer-repo',
        'source_repo',
        'github-repository',
        'certificate-github-workflow-repository',
      ],
      'did you mean branch?': ['head-branch', 'allowed branches'],
      'did you mean runner-environment?': ['runner_env', 'runs-on', 'deny-self-hosted-runners'],
      'did you mean digest?': ['expected-digest', 'manifest_digest'],
      'did you mean image?': ['images ', '-image'],
      'write it in a profile, as commit': ['commit-sha', 'git_sha', 'certificate-github-workflow-sha'],
      'write it in a profile, as owner': ['org', 'repository-owner'],
      'write it in a profile, as builder_id': ['builder', 'trusted-builders'],
      'write it in a profile, as event': ['trigger', 'events'],
      'write it in a profile, as ref': ['git-ref', 'certificate-github-workflow-ref'],
      'write it in a profile, as tag': ['source-tag', 'source-versioned-tag'],
    }
    for (const [words, names] of Object.entries(meant)) {
      for (const name of names) {
        const told = said({ [`INPUT_${name.toUpperCase().replaceAll(' ', '_')}`]: 'x' })
        assert.ok(told.startsWith('error: ') && told.includes(words), `${name}: ${told}`)
      }
    }
  })
  test('what a job may well call a variable of its own is a warning', () => {
    const names = [
      'VERSION',
      'NAME',
      'PATH',
      'ENVIRONMENT',
      'TARGET',
      'CONTEXT',
      'FILE',
      'TEXT',
      'REGION',
      'DEPLOY',
      'USERNAME',
      'REF_NAME',
    ]
    for (const name of names) assert.match(said({ [`INPUT_${name}`]: 'x' }), /^warning: .*are ignored: /, name)
  })
  test('Windows does not tell letter cases apart: the same value is the same variable', () => {
    assert.equal(said({ INPUT_BRANCH: 'main', INPUT_branch: 'main' }), 'nothing')
    assert.match(said({ INPUT_BRANCH: '', INPUT_branch: 'main' }), /^error: .*INPUT_branch \(write branch\)/)
    assert.match(said({ INPUT_BRANCH: 'dev', INPUT_branch: 'main' }), /^error: /)
  })
  test('names of others are bounded, and members of no table', () => {
    assert.match(said({ [`INPUT_${'X'.repeat(10_000)}`]: 'x' }), /^warning: .{60,160}$/)
    for (const name of ['__PROTO__', 'CONSTRUCTOR', 'TOSTRING', ''])
      assert.match(said({ [`INPUT_${name}`]: 'x' }), /^warning/)
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`INPUT_${n}`, 'x']))
    assert.match(said(many), /^warning: .*, and 4990 more\.$/)
  })
})
