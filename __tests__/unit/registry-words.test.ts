import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { limits } from '../../src/limits.ts'
import { offeredSchemes } from '../../src/registry/challenge.ts'
import { refusalKind, remedyFor } from '../../src/registry/remedy.ts'
import { quoted, withoutSecrets, wordsIn } from '../../src/registry/words.ts'
import { json, known, open, path, withCredential } from '../support/asking.ts'
import { coded, serve } from '../support/loopback.ts'
import { holds } from '../support/properties.ts'

const words = (body: unknown) => wordsIn(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)))

describe("a registry's own words", () => {
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
  for (const [body, expected] of rows) it(JSON.stringify(body), () => assert.equal(words(body), expected))
  it(`registryWords: ${limits.registryWords} characters are shown, and one more is cut`, () => {
    const exact = 'x'.repeat(limits.registryWords)
    assert.equal(words(exact), exact)
    assert.equal(words(`${exact}y`), `${'x'.repeat(limits.registryWords - 3)}...`)
  })
  it('nothing in them ends the quotation', () => assert.equal(quoted(Buffer.from('a "b" c')), ': "a \'b\' c"'))
  it('P4: any bytes at all end in a line, or in none', () => {
    holds(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        const got = wordsIn(bytes)
        assert.ok(got === null || (got.length <= limits.registryWords && !/[\r\n]/.test(got)))
      }),
    )
  })
})

describe('H-90: a secret in the words of a registry', () => {
  const answer = (status: number, text: string) => ({ status, body: Buffer.from(JSON.stringify({ message: text })) })
  const shown = (status: number, text: string, ...secrets: string[]) =>
    wordsIn(withoutSecrets(answer(status, text), new Set(secrets)).body)
  it('is cut out in each of its forms', () => {
    assert.equal(shown(403, 'a hunter2 b', 'hunter2'), 'a *** b')
    assert.equal(shown(403, 'a hunter2 b', '', 'hunter2'), 'a *** b')
    assert.equal(shown(401, Buffer.from('hunter2').toString('base64'), 'hunter2'), '***')
    assert.equal(shown(500, 'x%2Fy%3D', 'x/y='), '***')
    assert.equal(shown(403, 'q"uo\\te', 'q"uo\\te'), '***')
    assert.equal(shown(403, 'hunter22 hunter2', 'hunter2', 'hunter22'), '*** ***')
    assert.equal(shown(403, 'x\ud800', 'x\ud800'), '***')
  })
  it('however JSON spells it', () => {
    const body = Buffer.from('{"message":"\\u0068unter\\u0032"}')
    assert.equal(wordsIn(withoutSecrets({ status: 403, body }, new Set(['hunter2'])).body), '***')
  })
  it('also where it stands across the bound', () => {
    const text = `${'x'.repeat(limits.registryWords - 10)}hunter2hunter2`
    assert.ok(!shown(403, text, 'hunter2')?.includes('hunter'))
  })
  it('an answer of success stays as it is', () => {
    const success = answer(200, 'hunter2')
    assert.equal(withoutSecrets(success, new Set(['hunter2'])), success)
  })
  it('whatever the status, and whoever was given it: a password, a token, an identity token', async () => {
    for (const status of [400, 403, 405, 500]) {
      await using server = await serve((seen, response) => {
        const { authorization = '' } = seen.headers
        if (seen.path.startsWith('/token')) json(response, 200, { token: 'handed-out' })
        else if (authorization)
          json(response, status, { errors: [{ code: 'X', message: `${authorization} hunter2 refresh` }] })
        else response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${server.origin}/token"` }).end()
      })
      const lines: string[] = []
      const identity = withCredential({ kind: 'identity-token', token: 'refresh', from: 'x' })
      for (const login of [known, identity]) {
        const registry = open(server.host, { ...login, onRequest: (line) => void lines.push(line) })
        await assert.rejects(
          registry.manifest(path, 'latest'),
          (error: Error) =>
            !error.message.includes('handed-out') &&
            coded(
              'REGISTRY_ERROR',
              login === known ? /"X: Bearer \*\*\* \*\*\* refresh"/ : /"X: Bearer \*\*\* hunter2 \*\*\*"/,
            )(error),
        )
      }
      assert.ok(lines.some((line) => line.includes('"X: Bearer ***')))
      assert.ok(lines.every((line) => !line.includes('handed-out')))
    }
  })
})

describe('what the words mean', () => {
  it('only a rate limit needs none', () => {
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
    it(text, () => {
      assert.equal(refusalKind(403, Buffer.from(text)), kind)
      if (kind !== null) assert.match(remedyFor(kind, 'h.io'), /\.$/)
    })
})

describe('E-17: what a challenge offers', () => {
  for (const [header, names] of [
    ['', []],
    ['Negotiate', ['Negotiate']],
    ['NTLM, Digest realm="a, Basic x", nonce=y', ['NTLM', 'Digest']],
    ['a, b, c, d, e, f', ['a', 'b', 'c', 'd', 'e']],
    ['x'.repeat(50), ['x'.repeat(40)]],
    ['x'.repeat(16 * 1024 + 1), []],
    ['"Basic"', []],
  ] as const)
    it(header.slice(0, 50), () => assert.deepEqual(offeredSchemes(header), names))
})
