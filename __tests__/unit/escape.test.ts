import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cell, code, html, link, mermaid, plain, sarif } from '../../src/report/escape.ts'
import { cpuMsOf } from '../support/cpu.ts'
import { holds } from '../support/properties.ts'
import { hostileTexts } from '../support/verdicts.ts'

/** Any text, and such as is likely to hurt. */
const pieces = ['::', ':', '#', '##', '[', '##[', ' ', '\\', '\n', '\r', '<', '\u202e', '\u001b[', 'x', '...', '%0A']
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit))).map((units) => units.join('')),
  fc
    .array(fc.constantFrom(...pieces, '@', '|', '`', '&', '$', '_', 'www.', 'https://', '&#60;'))
    .map((all) => all.join('')),
  fc.constantFrom(...hostileTexts),
)

/** What the runner takes for a command: `::` first in a line, `##[` anywhere. */
const command = /^\s*::|##\[/

function shownBy(markup: string): string {
  return markup
    .replaceAll(/<\/?span>/g, '')
    .replaceAll(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)))
}

test('H-04, P7: plain: only printable ASCII, no tag, no newline, no command, within its bound', () => {
  holds(
    fc.property(anyText, fc.integer({ min: 0, max: 500 }), (text, max) => {
      const shown = plain(text, max)
      assert.match(shown, /^[\x20-\x7e]*$/)
      assert.doesNotMatch(shown, /</)
      assert.doesNotMatch(shown, command)
      assert.ok(shown.length <= max)
    }),
    2000,
  )
})

test('plain: pieces side by side are as safe as one', () => {
  holds(
    fc.property(fc.array(anyText, { maxLength: 5 }), (texts) => {
      assert.doesNotMatch(texts.map((text) => plain(text)).join(''), command)
    }),
    2000,
  )
})

test('plain: two texts never look the same unless they were cut', () => {
  holds(
    fc.property(anyText, (text) => {
      const shown = plain(text, 1_000_000)
      const read = shown.replaceAll(/\\(?:x([0-9a-f]{2})|u\{([0-9a-f]+)\}|\\)/g, (_, short, long) => {
        const hex = short ?? long
        return hex === undefined ? '\\' : String.fromCodePoint(Number.parseInt(hex, 16))
      })
      assert.equal(read, text)
    }),
  )
})

test('plain: what is replaced, and how it looks', () => {
  assert.equal(plain('refs/heads/main'), 'refs/heads/main')
  assert.equal(plain('\u001b[2K'), '\\x1b[2K')
  assert.equal(plain('a\nb\r\tc\u007f'), 'a\\x0ab\\x0d\\x09c\\x7f')
  assert.equal(plain('\u009b31m caf\u00e9'), '\\x9b31m caf\\xe9')
  assert.equal(plain('a\u202eb\u200bc'), 'a\\u{202e}b\\u{200b}c')
  assert.equal(plain('\u{1f600}'), '\\u{1f600}')
  assert.equal(plain('\ud800'), '\\u{d800}')
  assert.equal(plain('a<b\\c'), 'a\\x3cb\\\\c')
  assert.equal(plain('::error::x'), '\\x3a:error::x')
  assert.equal(plain('  ::error::x'), '  \\x3a:error::x')
  assert.equal(plain('[::1]:5000'), '[::1]:5000')
  assert.equal(plain('##[error]x'), '\\x23\\x23[error]x')
  assert.equal(plain('acme/app#12'), 'acme/app#12')
})

test('plain: at the bound a text stays whole, one past it is cut between two escapes', () => {
  assert.equal(plain('x'.repeat(300)), 'x'.repeat(300))
  assert.equal(plain('x'.repeat(301)), `${'x'.repeat(297)}...`)
  assert.equal(plain('\n\n\n', 12), '\\x0a\\x0a\\x0a')
  assert.equal(plain('\n\n\n', 11), '\\x0a\\x0a...')
  assert.equal(plain('\\\\\\', 5), '\\\\...')
  assert.equal(plain('abc', 2), '..')
  assert.equal(plain('abc', 0), '')
})

test('plain: a text of any size costs no more than what is shown of it', () => {
  const ms = cpuMsOf(() => {
    assert.equal(plain('\n'.repeat(16 * 1024 * 1024)).length, 299)
    assert.equal(plain(' '.repeat(16 * 1024 * 1024)).length, 300)
  })
  assert.ok(ms < 1000)
})

test('H-03, P7: html: nothing active is left, and it shows what plain shows', () => {
  holds(
    fc.property(anyText, fc.integer({ min: 0, max: 500 }), (text, max) => {
      const markup = html(text, max)
      const bare = markup.replaceAll(/<span>(?:&#\d+;|\.)<\/span>|&#\d+;/g, '\u0000')
      assert.doesNotMatch(bare, /[&<>"'|`*_[\]~#@$:\\!\n]|www\./i)
      assert.equal(shownBy(markup), plain(text, max))
    }),
    2000,
  )
})

test('html: what is looked for in the finished page stands in an element of its own', () => {
  assert.equal(html('@team'), '<span>&#64;</span>team')
  assert.equal(html('x :tada:'), 'x <span>&#58;</span>tada<span>&#58;</span>')
  assert.equal(html('app#1'), 'app<span>&#35;</span>1')
  assert.equal(html('www.evil.example'), 'www<span>.</span>evil.example')
  assert.equal(html('https://evil.example'), 'https<span>&#58;</span>//evil.example')
})

test('code: no markup is left, and it shows what plain shows', () => {
  holds(
    fc.property(anyText, (text) => {
      const inner = code(text, 80).slice('<code>'.length, -'</code>'.length)
      assert.doesNotMatch(inner.replaceAll(/&#\d+;/g, ''), /[&<>"'|`*_[\]~$\\!\n]/)
      assert.equal(shownBy(inner), plain(text, 80))
    }),
  )
})

test('code: a digest can be found in the source of the page', () => {
  assert.equal(code('ghcr.io/acme/app@sha256:0123'), '<code>ghcr.io/acme/app@sha256:0123</code>')
})

test('mermaid: letters, digits, spaces and entities, in lines that fit; nothing that ends a label', () => {
  holds(
    fc.property(anyText, fc.integer({ min: 0, max: 300 }), (text, max) => {
      const label = mermaid(text, max)
      assert.match(label, /^(?:[A-Za-z0-9 ]|#\d{2,3};|<br\/>)*$/)
      const lines = label
        .split('<br/>')
        .map((line) => line.replaceAll(/#(\d+);/g, (_, point) => String.fromCharCode(point)))
      assert.equal(lines.join(''), plain(text, max))
      assert.ok(lines.every((line) => line.length <= 36))
    }),
    2000,
  )
})

test('sarif: the text of plain, with no bracket and no brace', () => {
  holds(
    fc.property(anyText, fc.integer({ min: 0, max: 300 }), (text, max) => {
      assert.match(sarif(text, max), /^[\x20-\x5a\x5c\x5e-\x7a\x7c\x7e]*$/)
      assert.ok(sarif(text, max).length <= max)
    }),
  )
  assert.equal(sarif('[text](1) {0}'), '\\x5btext\\x5d(1) \\x7b0\\x7d')
})

test('link: an https URL of plain characters, and nothing else', () => {
  assert.equal(link('https://github.com/acme/app', 'x'), '<a href="https://github.com/acme/app">x</a>')
  for (const url of [
    'http://a.example',
    'javascript:1',
    'https://a"b',
    'https://a/<b>',
    'https://a b',
    'https://a/\n',
    '',
  ]) {
    assert.equal(link(url, 'x'), null, url)
  }
  holds(
    fc.property(anyText, (text) =>
      assert.match(link(`https://a${text}`, 'x') ?? '', /^(?:<a href="[^"<>&\s]+">x<\/a>)?$/),
    ),
  )
})

test('cell: the text of code, which may break after a part of a URL', () => {
  assert.equal(cell('https://a.b/c@d'), '<code>https://<wbr>a.<wbr>b/<wbr>c@<wbr>d</code>')
  holds(fc.property(anyText, (text) => assert.equal(cell(text).replaceAll('<wbr>', ''), code(text))))
})
