import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite, test } from 'node:test'
import { idsIn, readThreats, threatModel } from '../support/threats.ts'

const root = join(import.meta.dirname, '..', '..')
const threats = readThreats()

/** The code of all tests without its comments, in which an id names no test. */
const tests = globSync('__tests__/{unit,e2e,rehearsal}/*.test.ts', { cwd: root }).map((file) => ({
  file,
  code: readFileSync(join(root, file), 'utf8')
    .replaceAll(/^\s*(?:\/\/.*|\/\*\*.*\*\/)$/gm, '')
    .replaceAll(/^\s*\/\*\*\n(?:\s*\*.*\n)*/gm, ''),
}))

suite('the threat model', () => {
  test('has every row once', () => {
    const ids = threats.map(({ id }) => id)
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    )
    assert.equal(ids.length, 265)
  })
  test('knows every id that a test names', () => {
    const known = new Set(threats.map(({ id }) => id))
    const unknown = tests.flatMap(({ file, code }) =>
      idsIn(code)
        .filter((id) => !known.has(id))
        .map((id) => `${file}: ${id}`),
    )
    assert.deepEqual(unknown, [])
  })
  test('has a test for every row, or a reason why there is none', () => {
    const named = new Set(tests.flatMap(({ code }) => idsIn(code)))
    const missing = threats.filter(({ id, reason }) => named.has(id) === (reason !== null)).map(({ id }) => id)
    assert.deepEqual(missing, [])
  })
  test('links to files that are there', () => {
    const links = readFileSync(threatModel, 'utf8').matchAll(/\]\(([^)#]+)/g)
    const broken = [...links]
      .map(([, link = '']) => link)
      .filter((link) => !existsSync(join(dirname(threatModel), link)))
    assert.deepEqual(broken, [])
  })
})
