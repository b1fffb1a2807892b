import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { redact } from '../../src/core/secrets.ts'
import { cell, code, html, link, mermaid, plain, sarif } from '../../src/text/escape.ts'
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

test('plain: two texts never look the same unless they were cut, or a login was cut out of them', () => {
  holds(
    fc.property(anyText, (text) => {
      fc.pre(redact(text) === text)
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

test('plain: what opens a command in the middle of a line, or with the piece that comes next, opens none', () => {
  assert.equal(plain('a ##[error]x'), 'a \\x23\\x23[error]x')
  assert.equal(plain('a#[b'), 'a\\x23[b')
  assert.equal(plain('a##b'), 'a\\x23#b')
  assert.equal(plain('a#'), 'a\\x23')
  assert.equal(plain('#a#b'), '#a#b')
  assert.equal(plain(' : a'), ' \\x3a a')
  assert.equal(plain('a : b'), 'a : b')
  assert.equal(plain('a::b'), 'a::b')
})

test('plain: at the bound a text stays whole, one past it is cut between two escapes', () => {
  assert.equal(plain('x'.repeat(300)), 'x'.repeat(300))
  assert.equal(plain('x'.repeat(301)), `${'x'.repeat(297)}...`)
  assert.equal(plain('\n\n\n', 12), '\\x0a\\x0a\\x0a')
  for (const max of [8, 9, 10]) assert.equal(plain('\n\n\n', max), '\\x0a...')
  assert.equal(plain('\n\n\n', 11), '\\x0a\\x0a...')
  assert.equal(plain('\\\\\\', 5), '\\\\...')
  assert.equal(plain('abc', 2), '..')
  assert.equal(plain('abc', 0), '')
  assert.equal(plain('\u{1f600}\u{1f600}', 9), '...')
  assert.equal(plain('\u{1f600}\u{1f600}', 12), '\\u{1f600}...')
  assert.equal(plain('a\n\n', 8), 'a\\x0a...')
  assert.equal(plain('abc', -1), '')
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

test('html: every character of markup is an entity, and no other is', () => {
  const characters = String.fromCharCode(...Array.from({ length: 0x7f - 0x20 }, (_, index) => index + 0x20))
  const shown = [...characters].filter((character) => html(`x${character}x`) !== `x${character}x`)
  assert.equal(shown.join(''), '!"#$&\'*:<>@[\\]_`|~')
  assert.equal(html('a&b<c>d'), 'a&#38;b&#92;x3cc&#62;d')
  for (const bare of ['WWW.x', 'wWw.x']) assert.equal(html(bare), `${bare.slice(0, 3)}<span>.</span>x`)
  assert.equal(html('ww.x'), 'ww.x')
  assert.equal(html('xwww.x'), 'xwww<span>.</span>x')
})

test('html, code, cell, sarif: as long as they may be, and cut there', () => {
  const long = 'x'.repeat(301)
  const cut = `${'x'.repeat(297)}...`
  assert.equal(html(long), cut)
  assert.equal(code(long), `<code>${cut}</code>`)
  assert.equal(cell(long), `<code>${cut}</code>`)
  assert.equal(sarif(long), cut)
  for (const form of [html, code, cell, sarif]) assert.match(form('x'.repeat(300)), /^(?:<code>)?x{300}(?:<\/code>)?$/)
  assert.equal(sarif('[a]', 9), '\\x5ba\\x5d')
  assert.equal(sarif('[a]', 8), '\\x5ba...')
})

test('code: every character of markup is an entity, and those that only a finished page reads are not', () => {
  assert.equal(
    code('&"\'|`*_[]~$\\!>'),
    '<code>&#38;&#34;&#39;&#124;&#96;&#42;&#95;&#91;&#93;&#126;&#36;&#92;&#92;&#33;&#62;</code>',
  )
  assert.equal(code('a@b:c#1'), '<code>a@b:c#1</code>')
})

test('mermaid: a label whose words are broken where they end, else at 36 characters', () => {
  assert.equal(mermaid('refs/heads/main'), 'refs#47;heads#47;main')
  assert.equal(mermaid('a"b`c;d#1'), 'a#34;b#96;c#59;d#35;1')
  assert.equal(mermaid('x'.repeat(80)), [36, 36, 8].map((length) => 'x'.repeat(length)).join('<br/>'))
  assert.equal(mermaid(`${'x'.repeat(20)} ${'y'.repeat(20)}`), `${'x'.repeat(20)} <br/>${'y'.repeat(20)}`)
  for (const [mark, entity] of [
    ['/', '#47;'],
    ['@', '#64;'],
    ['-', '#45;'],
  ] as const)
    assert.equal(
      mermaid(`${'x'.repeat(20)}${mark}${'y'.repeat(20)}`),
      `${'x'.repeat(20)}${entity}<br/>${'y'.repeat(20)}`,
    )
  assert.equal(mermaid('x'.repeat(121)).replaceAll(/<br\/>|#46;/g, ''), 'x'.repeat(117))
  assert.equal(mermaid(''), '')
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
    'xhttps://a.example',
    `https://${'a'.repeat(993)}`,
    '',
  ]) {
    assert.equal(link(url, 'x'), null, url)
  }
  assert.equal(link(`https://${'a'.repeat(992)}`, 'x')?.length, 1000 + '<a href="">x</a>'.length)
  holds(
    fc.property(anyText, (text) =>
      assert.match(link(`https://a${text}`, 'x') ?? '', /^(?:<a href="[^"<>&\s]+">x<\/a>)?$/),
    ),
  )
})

test('cell: the text of code, which may break after a part of a URL', () => {
  assert.equal(cell('a..b'), '<code>a..<wbr>b</code>')
  assert.equal(cell('a!b/'), '<code>a&#33;b/</code>')
  assert.equal(cell('https://a.b/c@d'), '<code>https://<wbr>a.<wbr>b/<wbr>c@<wbr>d</code>')
  holds(fc.property(anyText, (text) => assert.equal(cell(text).replaceAll('<wbr>', ''), code(text))))
})
