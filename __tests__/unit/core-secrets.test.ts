import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { toCodedError } from '../../src/core/errors.ts'
import { lastLook, learnSecret, learnSecretsOf, redact, tellSecretsTo } from '../../src/core/secrets.ts'
import { networkFailure } from '../../src/http/failure.ts'
import { addMask, command, info } from '../../src/report/workflow-commands.ts'
import { cell, code, html, mermaid, plain, raw, sarif, sentence } from '../../src/text/escape.ts'
import { quoted } from '../../src/text/quoted.ts'
import { cpuMsOf } from '../support/cpu.ts'
import { holds } from '../support/properties.ts'

const secret = 'canary/Secret+"1"\\<é>'
learnSecret(secret)

const base64 = (text: string) => Buffer.from(text).toString('base64')
const each = (text: string, of: (character: string) => string) => [...text].map(of).join('')
const hex = (character: string, length: number) => character.charCodeAt(0).toString(16).padStart(length, '0')

/** What servers and libraries make of a text that they say back. */
const forms: [string, (text: string) => string][] = [
  ['as it is', (text) => text],
  ['in capitals', (text) => text.toUpperCase()],
  ['in base64', base64],
  ['in base64 without padding', (text) => base64(text).replace(/=+$/, '')],
  ['in base64 for URLs', (text) => Buffer.from(text).toString('base64url')],
  ['as the password of a login', (text) => base64(`robot:${text}`)],
  ['as the password of another', (text) => base64(`robots:${text}`)],
  ['as the password of a third', (text) => base64(`a.robot:${text}`)],
  ['inside of base64', (text) => base64(`{"token":"${text}","more":1}`)],
  ['in a URL', encodeURIComponent],
  [
    'in a URL, every byte',
    (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  ],
  ['in a URL inside of another', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['in a form', (text) => new URLSearchParams({ t: text }).toString().slice(2)],
  ['in JSON', (text) => JSON.stringify(text)],
  ['in JSON inside of JSON', (text) => JSON.stringify(JSON.stringify(text))],
  ['in JSON, every character', (text) => each(text, (one) => `\\u${hex(one, 4)}`)],
  ['in JSON, in capitals', (text) => each(text, (one) => `\\u${hex(one, 4).toUpperCase()}`)],
  ['as JavaScript has it', (text) => each(text, (one) => `\\x${hex(one, 2)}`)],
  ['as the log has it', (text) => each(text, (one) => `\\u{${hex(one, 1)}}`)],
  ['in HTML', (text) => each(text, (one) => `&#${one.charCodeAt(0)};`)],
  ['in HTML, in hex', (text) => each(text, (one) => `&#x${hex(one, 1)};`)],
  [
    'in HTML, where it has to be',
    (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  ],
  ['as Node reads a header', (text) => Buffer.from(text).toString('latin1')],
]

const doors: [string, (text: string) => string][] = [
  ['plain', (text) => plain(text)],
  ['sentence', sentence],
  ['html', (text) => html(text)],
  ['code', (text) => code(text)],
  ['cell', (text) => cell(text)],
  ['sarif', (text) => sarif(text)],
  ['mermaid', (text) => mermaid(text)],
  ['raw', (text) => raw(text, 4096)],
]

/** The text without any markup or escape of ours. */
function read(shown: string): string {
  return shown
    .replaceAll(/<br\/>|<wbr>|<\/?(?:code|span)>/g, '')
    .replaceAll(/&?#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)))
}

suite('H-80: no output shows a secret, in any encoding', () => {
  for (const [name, form] of forms) {
    test(name, () => {
      for (const [door, through] of doors) {
        // What is left of base64 are a few bits of its neighbours.
        assert.match(
          read(through(`it said ${form(secret)}`)),
          /^it said "*\\*"*[A-Za-z0-9+/\\"=]{0,24}\*\*\*.{0,24}$/,
          door,
        )
        assert.ok(
          !read(through(form(secret)))
            .toLowerCase()
            .includes(form(secret).toLowerCase()),
          door,
        )
      }
    })
  }
  test('nor twice, side by side, or one inside of the other', () => {
    learnSecret('Secret+"1"')
    assert.equal(redact(`a ${secret}${secret} b Secret+"1" c`), 'a ****** b *** c')
  })
  test('and all else stays as it is', () => {
    holds(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('@')),
        (text) => redact(text) === text,
      ),
    )
  })
})

suite('H-80: masking a secret that truncation cuts in two', () => {
  const token = 'ghs_0123456789abcdefghijABCDEFGHIJ'
  learnSecret(token)
  test('is recognized before a text is cut short', () => {
    for (let length = 0; length < 320; length++) {
      const text = `${'x'.repeat(length)}${token} and more, ${'y'.repeat(400)}`
      for (const [door, through] of doors.slice(0, 7)) {
        assert.doesNotMatch(read(through(text)), /ghs_/i, `${door} at ${length}`)
      }
      assert.doesNotMatch(redact(text, 200), /ghs_/)
    }
    assert.doesNotMatch(raw(`${'x'.repeat(4090)}${token}`, 4096), /ghs/)
  })
  test('nor does what is cut out before it bring it back', () => {
    const text = `${token} `.repeat(40)
    assert.doesNotMatch(plain(text), /ghs_/)
    assert.doesNotMatch(redact(text, 100), /ghs_/)
  })
  test('is recognized by twelve characters of a long one, whoever has cut it', () => {
    assert.equal(redact(`it said ${token.slice(0, 12)}`), 'it said ***')
    assert.equal(redact(`it said ${token.slice(0, 30)}!`), 'it said ***!')
    assert.equal(redact(`it said ${token.slice(0, 11)}`), `it said ${token.slice(0, 11)}`)
  })
  test('what is cut short says so', () => {
    assert.equal(plain(`${token} ${'x'.repeat(400)}`, 60), `*** ${'x'.repeat(26)}...`)
    assert.equal(raw(`${token} ${'x'.repeat(400)}`, 60), `*** ${'x'.repeat(26)}...`)
    assert.equal(plain(`${token} x`, 60), '*** x')
  })
})

suite('H-80: deciding what counts as a secret', () => {
  test('has four characters: fewer would blacken every text, and protect nothing', () => {
    learnSecret('a')
    learnSecret('xyz')
    learnSecret('')
    learnSecret('q7z!')
    assert.equal(redact('a banana, xyz'), 'a banana, xyz')
    assert.equal(redact('it said q7z!'), 'it said ***')
  })
  test('is what a request carries: its login, the password in that, and what a form sends', () => {
    learnSecretsOf({ authorization: `Basic ${base64('robot:wire-password')}`, Accept: 'not-a-secret' })
    learnSecretsOf({ Authorization: 'Bearer wire-token' }, 'grant_type=refresh_token&refresh_token=wire%2Frefresh')
    const text = ['wire-password', 'wire-token', 'wire/refresh', 'not-a-secret', 'refresh_token'].join(' ')
    assert.equal(redact(text), '*** *** *** not-a-secret refresh_token')
  })
  test('is what stands before the host of a URL, whoever wrote it', () => {
    const rows = [
      [
        'see https://me:pass@host/x, or ssh://git@github.com/a/b',
        'see https://***@host/x, or ssh://git@github.com/a/b',
      ],
      ['git+https://token@host', 'git+https://***@host'],
      ['https://me:p@ss@host/', 'https://***@host/'],
      ['https://github.com/acme/app/.github/workflows/x.yml@refs/heads/main', null],
      ['oci://app@sha256:00 and //a/b@c', null],
    ] as const
    for (const [text, shown] of rows) assert.equal(plain(text), shown ?? text)
  })
  test('is each long line of one in several lines, as of a key in JSON', () => {
    learnSecret('{\n  "private_key": "canary-of-a-key",\n  "x": 1\n}')
    assert.equal(redact('near "private_key": "canary-of-a-key", and "x": 1'), 'near *** and "x": 1')
  })
  test('is told once to who listens, before it can be shown', () => {
    const told: string[] = []
    tellSecretsTo((one) => void told.push(one))
    for (const one of ['told-secret', 'told-secret', 'abc', 'told-again']) learnSecret(one)
    tellSecretsTo(() => {})
    assert.deepEqual(told, ['told-secret', 'told-again'])
  })
})

suite('H-80: the final check of an output for secrets', () => {
  test('leaves alone what may be a word of ours', () => {
    learnSecret('error')
    learnSecret('VERIFIED')
    assert.equal(lastLook('::error title=VERIFIED::'), '::error title=VERIFIED::')
    learnSecret('unmistakable-secret')
    assert.equal(lastLook('{"x":"unmistakable-secret"}'), '{"x":"***"}')
  })
  test('is had by every line of the log and every command, but for the mask itself', () => {
    const lines = written(() => {
      info('say unmistakable-secret')
      command('warning', 'say unmistakable-secret', { title: 'unmistakable-secret' })
      command('error', 'error')
      addMask('unmistakable-secret')
    })
    assert.deepEqual(lines, [
      'say ***',
      '::warning title=***::say ***',
      '::error::error',
      '::add-mask::unmistakable-secret',
    ])
  })
  test('is had by all that is said: nothing but these files writes anything', () => {
    const root = join(import.meta.dirname, '..', '..', 'src')
    const writing =
      /process\.std(?:out|err)|console\.|\b(?:writeFile|appendFile|writeSync|createWriteStream|writeFileSync|appendFileSync)\b/
    const files = globSync('**/*.ts', { cwd: root }).filter((file) =>
      writing.test(readFileSync(join(root, file), 'utf8')),
    )
    // main.ts says letters of a class, old-node.ts its own words and a version, and trust/tuf.ts writes for TUF's own client.
    assert.deepEqual(files.sort(), [
      'actions/old-node.ts',
      'main.ts',
      'report/workflow-commands.ts',
      'report/write-reports.ts',
      'trust/tuf.ts',
    ])
  })
})

suite('H-80: masking secrets in errors of libraries', () => {
  test('an unexpected error is shown by its class and where it was thrown, and not by its message', () => {
    const error = Object.assign(new TypeError('Invalid URL: http://me:pw@h'), { code: 'ERR_INVALID_URL' })
    const { code: got, message } = toCodedError(error)
    assert.equal(got, 'INTERNAL_ERROR')
    assert.match(message, /^An unexpected error: TypeError ERR_INVALID_URL at core-secrets\.test\.ts:\d+:\d+(?:, |$)/)
    assert.doesNotMatch(message, /pw/)
  })
  test('whatever its name, code, message or stack is', () => {
    const forged = Object.assign(new Error('x\n    at y (hunter2.js:1:1)'), { name: 'hunter 2 <b>', code: 'p@ss' })
    assert.doesNotMatch(toCodedError(forged).message, /hunter2|p@ss|</)
    for (const thrown of ['pass-word', { message: 'pass-word' }, null, undefined, 7n, Symbol('pass-word')]) {
      assert.equal(toCodedError(thrown).message, 'An unexpected error: what was thrown is not an Error')
    }
    assert.match(
      toCodedError(Object.assign(new Error('x'), { stack: undefined })).message,
      /^An unexpected error: Error$/,
    )
  })
  test('nor is that of a network error without a code', () => {
    const failure = networkFailure(new Error('pass-word'), 'GET', new URL('https://h'), 'REGISTRY_ERROR')
    assert.doesNotMatch(toCodedError(failure).message, /pass-word/)
  })
})

suite('H-81: quoting an input without its login and query', () => {
  const rows = [
    ['https://me:pw@host/x', 'https://***@host/x'],
    ['https://me:p@ss@host/x', 'https://***@host/x'],
    ['https://me:p/w@host', 'https://***@host'],
    ['https://me:12/w@host:1', 'https://me:12/w@host:1'],
    ['me:pw@auth.example', '***@auth.example'],
    ['https://host/p.yml?token=abc&x=1', 'https://host/p.yml?token=***'],
    ['policy.yml?sig=abc', 'policy.yml?sig=***'],
    ['https://me:pw@host/x.yml@refs/heads/main', 'https://***@host/x.yml@refs/heads/main'],
    ['https://host:8443/acme/x.yml@refs/heads/main', null],
    ['https://github.com/acme/app/.github/workflows/x.yml@refs/heads/a:b', null],
    ['x.yml@refs/heads/a:b', null],
    ['app:tag@sha256:abc', null],
    ['me@example.com', null],
    ['bundles/a?.json', null],
    ['^https://github\\.com/(?=x)', null],
  ] as const
  for (const [text, shown] of rows) test(text, () => assert.equal(quoted(text), JSON.stringify(shown ?? text)))
  test('is cut short, and only then', () => {
    assert.equal(quoted('x'.repeat(201)), JSON.stringify('x'.repeat(200)))
    assert.equal(
      quoted(`https://me:${'x'.repeat(300)}@host/${'y'.repeat(300)}`),
      JSON.stringify(`https://***@host/${'y'.repeat(183)}`),
    )
  })
})

test('H-80: masking a hundred secrets costs no more than the length shown', () => {
  for (let n = 0; n < 100; n++) learnSecret(`secret-number-${n}`)
  const hostile = ['%25', '\\\\', '&#38;', '\\u005c', 'secret-number', '//x', '%', 'a:']
  const ms = cpuMsOf(() => {
    for (const piece of hostile) plain(piece.repeat(4 * 1024 * 1024))
    for (const piece of hostile) quoted(piece.repeat(4 * 1024 * 1024))
    // One escape of a percent sign inside of the other.
    lastLook(`%${'25'.repeat(100_000)}`)
  })
  assert.ok(ms < 1500, `${ms} ms`)
})

function written(work: () => void): string[] {
  const { write } = process.stdout
  let text = ''
  process.stdout.write = (chunk: string | Uint8Array) => {
    text += chunk
    return true
  }
  try {
    work()
  } finally {
    process.stdout.write = write
  }
  return text.trimEnd().split(/\r?\n/)
}
