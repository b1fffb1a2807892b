import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { limits } from '../../src/core/limits.ts'
import { learnSecret } from '../../src/core/secrets.ts'
import { offeredSchemes } from '../../src/registry/challenge.ts'
import { refusalKind, remedyFor } from '../../src/registry/remedy.ts'
import { quoted, wordsIn } from '../../src/registry/words.ts'
import { holds } from '../support/properties.ts'

const words = (body: unknown) => wordsIn(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)))

suite("reading a registry's own error messages", () => {
  const rows: [unknown, string | null][] = [
    [{ errors: [{ code: 'DENIED', message: 'no' }] }, 'DENIED: no'],
    [{ errors: [{}, { code: 'X', message: 'second' }] }, 'X: second'],
    [{ errors: [{ message: 'no code' }] }, 'no code'],
    [{ errors: [{ code: 'TOOMANYREQUESTS' }] }, 'TOOMANYREQUESTS'],
    [{ errors: [{ code: 'DENIED' }] }, null],
    [{ errors: [{ code: 'UNAUTHORIZED', message: '' }] }, null],
    [{ errors: [{ code: 7, message: ['x'] }] }, null],
    [{ errors: { code: 'X' } }, null],
    [{ errors: [], message: 'beside' }, 'beside'],
    [{ error: 'invalid_grant', error_description: 'expired' }, 'invalid_grant: expired'],
    [{ error: { code: 403, message: 'Google' } }, 'Google'],
    [{ error: 'only', message: 'GitLab' }, 'only: GitLab'],
    [{ details: 'Docker Hub' }, 'Docker Hub'],
    ['plain\r\n  text\t', 'plain text'],
    ['', null],
    [' \n', null],
    ['<!DOCTYPE html>denied', null],
    ['  <?xml version="1.0"?><Code>x</Code>', null],
    ['{"message":"cut off', null],
    ['{"message":"a","message":"b"}', null],
    ['[1]', null],
    ['"text"', null],
    ['null', 'null'],
  ]
  for (const [body, expected] of rows) test(JSON.stringify(body), () => assert.equal(words(body), expected))
  test(`registryWords: ${limits.registryWords} characters are shown, and one more is cut`, () => {
    const exact = 'x'.repeat(limits.registryWords)
    assert.equal(words(exact), exact)
    assert.equal(words(`${exact}y`), `${'x'.repeat(limits.registryWords - 3)}...`)
  })
  test('H-80: a secret is cut out before quotes, spaces and length are looked at', () => {
    learnSecret('ab"cd"\t ef')
    for (const said of ['ab"cd"\t ef', `${'x'.repeat(limits.registryWords - 8)}ab"cd"\t ef`]) {
      const shown = quoted(Buffer.from(JSON.stringify({ message: said })))
      assert.ok(shown.includes('***') && !/[a-f]/.test(shown), shown)
    }
  })
  test('nothing in them ends the quotation', () => assert.equal(quoted(Buffer.from('a "b" c')), ': "a \'b\' c"'))
  test('P4: any bytes at all end in a line, or in none', () => {
    holds(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        const got = wordsIn(bytes)
        assert.ok(got === null || (got.length <= limits.registryWords && !/[\r\n]/.test(got)))
      }),
    )
  })
})

suite("recognizing what a registry's message means", () => {
  test('only a rate limit needs none', () => {
    assert.equal(refusalKind(429, Buffer.from('')), 'rate limit')
    assert.equal(refusalKind(403, Buffer.from('')), null)
  })
  for (const [text, kind] of [
    ['denied: requested access to the resource is denied', null],
    ['authentication required', null],
    ['toomanyrequests: slow down', 'rate limit'],
    ['Rate exceeded for quota metric', 'rate limit'],
    ['jwt expired', 'expired'],
    ['Request from 192.0.2.1 blocked by firewall rules', 'address'],
    ['Your IP is not permitted', 'address'],
    ['this recipe is not permitted', null],
    ['single sign-on is required', 'sso'],
    ['insufficient_scope', 'permission'],
    ['The token lacks the scope read', 'scope'],
    ['User: arn:aws:iam::1:user/x is not authorized to perform: ecr:BatchGetImage', 'permission'],
    ['Invalid username or password', 'wrong login'],
  ] as const)
    test(text, () => {
      assert.equal(refusalKind(403, Buffer.from(text)), kind)
      if (kind !== null) assert.match(remedyFor(kind, 'h.io'), /\.$/)
    })
})

suite('E-17: reading what a challenge offers', () => {
  for (const [header, names] of [
    ['', []],
    ['Negotiate', ['Negotiate']],
    ['NTLM, Digest realm="a, Basic x", nonce=y', ['NTLM', 'Digest']],
    ['a, b, c, d, e, f', ['a', 'b', 'c', 'd', 'e']],
    ['x'.repeat(50), ['x'.repeat(40)]],
    ['x'.repeat(16 * 1024 + 1), []],
    ['"Basic"', []],
  ] as const)
    test(header.slice(0, 50), () => assert.deepEqual(offeredSchemes(header), names))
  test('H-80: no piece of a secret that is said back', () => {
    learnSecret('first-part/second-part=third')
    assert.deepEqual(offeredSchemes('Odd, first-part/second-part=third'), ['Odd', '***'])
  })
})
