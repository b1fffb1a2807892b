import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { CodedError } from '../../src/core/errors.ts'
import { imageNameOf, isTag, pinned } from '../../src/formats/image-name.ts'
import { parseReference } from '../../src/image/reference.ts'
import { cpuMsOf } from '../support/cpu.ts'
import { coded } from '../support/loopback.ts'
import { holds } from '../support/properties.ts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}` as const

/** The reference in one text: what Docker would make of it. */
function normal(text: string): string {
  const reference = parseReference(text)
  const tag = reference.tag === null ? '' : `:${reference.tag}`
  return `${imageNameOf(reference)}${tag}${reference.digest === null ? '' : `@${reference.digest}`}`
}

function refused(text: string, message: RegExp): void {
  assert.throws(() => parseReference(text), coded('CONFIG_ERROR', message))
}

suite('parseReference normalizes as Docker does', () => {
  const cases: [string, string][] = [
    ['alpine', 'docker.io/library/alpine:latest'],
    ['alpine:3.20', 'docker.io/library/alpine:3.20'],
    ['acme/app', 'docker.io/acme/app:latest'],
    ['docker.io/alpine', 'docker.io/library/alpine:latest'],
    ['index.docker.io/acme/app:1', 'docker.io/acme/app:1'],
    ['index.docker.io/alpine', 'docker.io/library/alpine:latest'],
    ['ghcr.io/acme/app:v1', 'ghcr.io/acme/app:v1'],
    ['GHCR.io/acme/app', 'ghcr.io/acme/app:latest'],
    ['localhost/app', 'localhost/app:latest'],
    ['localhost:5000/app:1', 'localhost:5000/app:1'],
    ['localhost:5000', 'docker.io/library/localhost:5000'],
    ['registry:5000/app', 'registry:5000/app:latest'],
    ['[::1]:5000/app', '[::1]:5000/app:latest'],
    ['[0:0::1]/app', '[::1]/app:latest'],
    ['ghcr.io/a/b/c/d-e__f.g', 'ghcr.io/a/b/c/d-e__f.g:latest'],
    [`ghcr.io/acme/app@${digest}`, `ghcr.io/acme/app@${digest}`],
    [`ghcr.io/acme/app:v1@${digest}`, `ghcr.io/acme/app:v1@${digest}`],
    ['  alpine\t', 'docker.io/library/alpine:latest'],
    ['registry.example.com:65535/app', 'registry.example.com:65535/app:latest'],
  ]
  for (const [text, expected] of cases)
    test(`${text.trim()} is ${expected}`, () => assert.equal(normal(text), expected))

  test('keeps what was given, trimmed', () => assert.equal(parseReference(' alpine:1 ').given, 'alpine:1'))
  test('pins to a digest without the tag', () => {
    assert.equal(pinned(parseReference('alpine:1'), digest), `docker.io/library/alpine@${digest}`)
  })
})

suite('E-15: parseReference rejects an invalid reference with the reason', () => {
  test('an empty value', () => refused('  ', /empty; expected/))
  test('a value that is quoted back, with the form wanted', () => {
    refused('a//b', /^Input image: "a\/\/b" is not an image reference.*expected \[registry\/\]path\[:tag\]/)
  })
  for (const text of ['Alpine', 'ghcr.io/Acme/app', 'REG/x']) {
    test(`upper case in the path: ${text}`, () => refused(text, /lower case/))
  }
  for (const text of ['ghcr.io/../x', 'reg.io/x%2f..', 'ghcr.io/', '/app', 'a/-b', 'a/b-', 'a___b', 'a..b', 'a/./b']) {
    test(`a path that is none: ${text}`, () => refused(text, /its path is not one/))
  }
  for (const text of ['ghcr.io:0/x', 'ghcr.io:65536/x', 'ghcr.io:/x', 'ghcr.io:5a/x', 'ghcr.io:05/x']) {
    test(`a port that is none: ${text}`, () => refused(text, /port/))
  }
  for (const text of [':5000/x', '-a.io/x', 'a..io/x', 'a_b.io/x', '[::1/x', '[zz]:5/x', 'ghcr.io./x']) {
    test(`a host that is none: ${text}`, () => refused(text, /host name/))
  }
  for (const text of ['127.1:5000/x', '0x7f.1/x', '1.2.3/x']) {
    test(`E-06: an address in disguise: ${text}`, () => refused(text, /unusual spelling/))
  }
  for (const text of ['alpine:', 'alpine:-x', `alpine:${'t'.repeat(129)}`, 'alpine:a+b']) {
    test(`a tag that is none: ${text.slice(0, 20)}`, () => refused(text, /tag is not one/))
  }
  for (const text of ['sha256:abc', `sha256:${'A'.repeat(64)}`, `sha512:${'a'.repeat(128)}`.slice(0, 71), 'sha256:']) {
    test(`a digest that is none: ${text.slice(0, 20)}`, () => refused(`alpine@${text}`, /its digest is not/))
  }
  test('R-38: a character outside of ASCII', () => refused('exämple.io/app', /outside of ASCII/))
  test('R-38: a space', () => refused('ghcr.io/a b', /a space/))
  test('a URL', () => refused('https://ghcr.io/acme/app', /no scheme/))
  test('an image ID', () => refused('0123456789abcdef'.repeat(4), /image ID/))
})

suite('E-15: parseReference never echoes credentials', () => {
  for (const text of [
    'user:hunter2@ghcr.io/x',
    'https://user:hunter2@ghcr.io/x',
    'user:hunter2@host:5000/x',
    'u@hunter2',
  ]) {
    test(text.replace('hunter2', '***'), () => {
      assert.throws(
        () => parseReference(text),
        (error: CodedError) => {
          assert.doesNotMatch(`${error.message} ${error.hint}`, /hunter2/)
          return coded('CONFIG_ERROR', /after its "@"/, /docker\/login-action/)(error)
        },
      )
    })
  }
})

suite('parseReference bounds lengths', () => {
  const name = (length: number) => `ghcr.io/${'a'.repeat(length - 'ghcr.io/'.length)}`
  test('a name of 255 characters passes', () => assert.equal(imageNameOf(parseReference(name(255))).length, 255))
  test('a name of 256 does not', () => refused(name(256), /longer than 255/))
  test('library/ counts', () => refused('a'.repeat(240), /longer than 255/))
  test('a tag of 128 characters passes', () => assert.equal(parseReference(`a:${'t'.repeat(128)}`).tag?.length, 128))
  test('isTag holds the same bound', () => {
    assert.equal(isTag('t'.repeat(128)), true)
    assert.equal(isTag('t'.repeat(129)), false)
    assert.equal(isTag('../x'), false)
  })
  test('H-18: ten megabytes are refused at once, in a short message', () => {
    const ms = cpuMsOf(() => {
      for (const text of ['a'.repeat(1e7), 'a-'.repeat(5e6), `a@${'sha256:'.repeat(1e6)}`, 'a.'.repeat(5e6)]) {
        assert.throws(
          () => parseReference(text),
          (error: Error) => error.message.length < 1000,
        )
      }
    })
    assert.ok(ms < 1000)
  })
})

suite('P4: parseReference turns any string into a reference or CONFIG_ERROR', () => {
  const check = (text: string) => {
    try {
      const { registry, path } = parseReference(text)
      assert.match(`${registry}/${path}`, /^[\x21-\x7e]{1,255}$/)
      assert.ok(!path.split('/').includes('..'))
    } catch (error) {
      assert.ok(error instanceof CodedError && error.code === 'CONFIG_ERROR', String(error))
    }
  }
  test('whatever it is', () => holds(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), check)))
  test('whatever it is made of', () => {
    const part = fc.constantFrom(
      'a',
      'A',
      '0',
      '.',
      '_',
      '-',
      ':',
      '/',
      '@',
      '[',
      ']',
      'sha256:',
      digest,
      'localhost',
      '%',
    )
    holds(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => check(parts.join(''))),
      2000,
    )
  })
  test('and reading a normal form again changes nothing', () => {
    const path = fc.stringMatching(/^[a-z0-9]{1,5}(?:\/[a-z0-9]{1,5}){0,2}$/)
    const host = fc.constantFrom('', 'ghcr.io/', 'localhost:5000/', 'docker.io/')
    holds(fc.property(host, path, (one, other) => assert.equal(normal(normal(one + other)), normal(one + other))))
  })
})
