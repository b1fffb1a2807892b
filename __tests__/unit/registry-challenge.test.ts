import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { parseChallenges } from '../../src/registry/challenge.ts'

const bearer = (realm: string, service: string | null = null, scope: string | null = null) => ({
  scheme: 'bearer',
  realm,
  service,
  scope,
})

suite('E-17: parsing WWW-Authenticate challenges', () => {
  const cases: [string, string, object[]][] = [
    [
      'a bearer challenge as registries write it',
      'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:a/b:pull"',
      [bearer('https://ghcr.io/token', 'ghcr.io', 'repository:a/b:pull')],
    ],
    [
      'basic first, bearer second',
      'Basic realm="x", Bearer realm="https://a/t"',
      [{ scheme: 'basic', realm: 'x' }, bearer('https://a/t')],
    ],
    ['unquoted parameters', 'Bearer realm=https://a/t,service=s', [bearer('https://a/t', 's')]],
    ['escaped quotes', 'Bearer realm="a\\"b\\\\c"', [bearer('a"b\\c')]],
    [
      'commas within quotes',
      'Bearer realm="a",scope="repository:x:pull,push"',
      [bearer('a', null, 'repository:x:pull,push')],
    ],
    ['any letter case', 'BEARER Realm="a",SERVICE="b"', [bearer('a', 'b')]],
    ['spaces around "="', 'Bearer realm = "a" , service = "b"', [bearer('a', 'b')]],
    ['a missing comma', 'Bearer realm="a" service="b"', [bearer('a', 'b')]],
    ['the first of two realms', 'Bearer realm="a",realm="b"', [bearer('a')]],
    ['another scheme with a token behind it', 'Negotiate abc/+==, Bearer realm="a"', [bearer('a')]],
    ['a quote that does not end', 'Bearer realm="a', [bearer('a')]],
    ['bearer without realm', 'Bearer service="b"', []],
    ['basic without realm', 'Basic', [{ scheme: 'basic', realm: null }]],
    ['nothing', '', []],
    ['rubbish', '=,="\\', []],
  ]
  for (const [name, header, expected] of cases) test(name, () => assert.deepEqual(parseChallenges(header), expected))

  const long = (length: number) => `Bearer realm="${'a'.repeat(length - 'Bearer realm=""'.length)}"`
  test('16 KiB are read', () => assert.equal(parseChallenges(long(16 * 1024)).length, 1))
  test('one byte more is not', () => assert.deepEqual(parseChallenges(long(16 * 1024 + 1)), []))
})
