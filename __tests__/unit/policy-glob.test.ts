import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { limits } from '../../src/core/limits.ts'
import type { Expected } from '../../src/model/index.ts'
import { compatible, matches } from '../../src/policy/claims/glob.ts'
import { holds } from '../support/properties.ts'

suite('matching a glob', () => {
  const cases: [string, string, boolean][] = [
    ['refs/tags/v*', 'refs/tags/v1.2', true],
    ['refs/tags/v*', 'refs/tags/v', true],
    ['refs/tags/v*', 'refs/tags/v1/x', false],
    ['refs/tags/v*', 'xrefs/tags/v1', false],
    ['refs/**', 'refs/tags/v1', true],
    ['**', '', true],
    ['*', 'a\nb', true],
    ['***', 'a/b', true],
    ['a.c', 'abc', false],
    ['a?c', 'abc', false],
    ['[ab]', 'a', false],
    ['(a|b)', 'a', false],
    ['{a,b}', 'a', false],
    ['\\*', '\\anything', true],
    ['^a$', 'a', false],
    ['\\Qa\\E', 'a', false],
    ['\\Ea', '\\Ea', true],
    ['main', 'Main', false],
    ['main', 'main', true],
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', '*', true],
    ['*', '*a', true],
    ['*', '/', false],
    ['**', '*/*', true],
    ['a**', 'a/b', true],
    ['**b', 'a/b', true],
    ['a**c', 'a/b/d', false],
    ['*/x', '*/x', true],
    ['a*b', 'a*b', true],
    ['aa', 'a', false],
    ['a', 'aa', false],
    ['\u{1f600}*', '\u{1f600}x', true],
  ]
  for (const [glob, text, expected] of cases)
    test(`${glob} and ${JSON.stringify(text)}`, () => assert.equal(matches({ glob }, text), expected))
  test('a text is no glob', () => assert.equal(matches('a*', 'ab'), false))
  test('as long a word as a certificate can hold, and one character more', () => {
    assert.equal(matches({ glob: '*' }, 'a'.repeat(limits.certificateBytes)), true)
    assert.equal(matches({ glob: '*' }, 'a'.repeat(limits.certificateBytes + 1)), false)
  })
})

suite('two constraints that one value can satisfy', () => {
  const cases: [Expected, Expected, boolean][] = [
    ['main', 'main', true],
    ['main', 'dev', false],
    ['main', { glob: 'm*' }, true],
    ['main', { glob: 'd*' }, false],
    ['main', { glob: '*x' }, false],
    [{ glob: 'v1*' }, { glob: 'v*' }, true],
    [{ glob: 'v1*' }, { glob: 'v2*' }, false],
    [{ glob: '*1' }, { glob: 'v2*' }, true],
    [{ glob: 'main' }, { glob: 'n*' }, false],
    [{ glob: 'release/v1*' }, { glob: 'v1*' }, false],
  ]
  for (const [a, b, expected] of cases)
    test(`${JSON.stringify(a)} and ${JSON.stringify(b)}: ${expected}`, () => {
      assert.equal(compatible(a, b), expected)
      assert.equal(compatible(b, a), expected)
    })
})

/** The definition itself, slow and obvious. */
function matchesSlowly(glob: string, text: string): boolean {
  if (glob === '') return text === ''
  if (glob.startsWith('**'))
    return matchesSlowly(glob.slice(2), text) || (text !== '' && matchesSlowly(glob, text.slice(1)))
  if (glob.startsWith('*'))
    return matchesSlowly(glob.slice(1), text) || (text !== '' && text[0] !== '/' && matchesSlowly(glob, text.slice(1)))
  return text !== '' && text[0] === glob[0] && matchesSlowly(glob.slice(1), text.slice(1))
}

test('a glob matches what its definition says', () => {
  const glob = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '.', '\\', '[', '+'), maxLength: 7 })
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '\\', '[', '+'), maxLength: 7 })
  holds(
    fc.property(glob, text, (glob, text) => assert.equal(matches({ glob }, text), matchesSlowly(glob, text))),
    2000,
  )
})

test('constraints that one value satisfies are never reported as exclusive', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), minLength: 1, maxLength: 6 })
  const globFor = (text: string) =>
    fc.array(fc.constantFrom(true, false), { minLength: text.length, maxLength: text.length }).map((mask) => ({
      glob: [...text].map((character, index) => (mask[index] ? '**' : character)).join(''),
    }))
  const valueFor = (text: string) => fc.oneof(fc.constant(text), globFor(text))
  holds(
    fc.property(
      text.chain((text) => fc.tuple(valueFor(text), valueFor(text))),
      ([a, b]) => assert.ok(compatible(a, b)),
    ),
  )
})
