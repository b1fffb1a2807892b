/**
 * action.yml is what the runner, the marketplace and the published schema of action metadata take
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax), and what the code reads.
 */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { load } from 'js-yaml'
import { mistakesOfAction } from '../support/github-schemas.ts'

const root = join(import.meta.dirname, '..', '..')
const text = readFileSync(join(root, 'action.yml'), 'utf8')
const action = load(text) as Record<string, Record<string, unknown>>
const inputs = (action.inputs ?? {}) as Record<string, Record<string, unknown>>
const outputs = (action.outputs ?? {}) as Record<string, Record<string, unknown>>

function only(value: Record<string, unknown> | undefined, keys: readonly string[]): void {
  for (const key of Object.keys(value ?? {})) assert.ok(keys.includes(key), `unknown key ${key}`)
}

test("action.yml is valid by GitHub's own schema, and a typo is not", () => {
  assert.deepEqual(mistakesOfAction(text), [])
  for (const [right, wrong] of [
    ['branding:', 'brandings:'],
    ['icon: shield', 'icon: no-such-icon'],
    ['color: green', 'colour: green'],
    ['using: node24', 'using: node99'],
    ['  main: dist', '  mian: dist'],
    ['description: >-', 'descripton: >-'],
  ] as const) {
    assert.ok(text.includes(right), right)
    assert.notDeepEqual(mistakesOfAction(text.replace(right, wrong)), [], wrong)
  }
})

test('action.yml has only known keys and all required ones', () => {
  only(action, ['name', 'author', 'description', 'branding', 'inputs', 'outputs', 'runs'])
  for (const key of ['name', 'description']) assert.equal(typeof action[key], 'string')
})

test('action.yml has a name, description and branding that the marketplace accepts', () => {
  const [name, description] = [String(action.name), String(action.description)]
  assert.ok(name.length <= 100 && description.length <= 125, `${description.length} characters`)
  only(action.branding, ['icon', 'color'])
  assert.ok(
    ['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark'].includes(
      String(action.branding?.color),
    ),
  )
  assert.ok(['shield', 'check-circle', 'lock', 'package', 'anchor'].includes(String(action.branding?.icon)))
})

test('action.yml runs dist with a Node.js that runners have', () => {
  only(action.runs, ['using', 'main'])
  assert.equal(action.runs?.using, 'node24')
  assert.ok(existsSync(join(root, String(action.runs?.main))))
})

test('action.yml describes inputs and outputs under names that the platform accepts', () => {
  for (const [name, input] of Object.entries(inputs)) {
    assert.match(name, /^[a-z_][a-z0-9_-]*$/)
    only(input, ['description', 'required', 'default', 'deprecationMessage'])
    assert.ok(String(input.description).trim().endsWith('.'), name)
    assert.equal(typeof input.required, 'boolean', name)
    assert.ok(input.default === undefined || typeof input.default === 'string', `${name}: quote the default`)
    assert.ok(
      input.required === true || input.default !== undefined,
      `${name} is neither required nor has it a default`,
    )
  }
  for (const [name, output] of Object.entries(outputs)) {
    assert.match(name, /^[a-z_][a-z0-9_-]*$/)
    only(output, ['description'])
    assert.ok(String(output.description).trim().endsWith('.'), name)
  }
})

test('action.yml has exactly the inputs that the code reads', () => {
  const source = readFileSync(join(root, 'src', 'actions', 'inputs', 'verify.ts'), 'utf8')
  const readByCode = new Set([
    ...[...source.matchAll(/\(env, '([a-z-]+)'/g)].map(([, name]) => name),
    ...[...source.matchAll(/^ {2}'?([a-z-]+)'?: '[a-z_]+',$/gm)].map(([, name]) => name),
  ])
  assert.deepEqual([...readByCode].toSorted(), Object.keys(inputs).toSorted())
})
