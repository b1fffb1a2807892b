import assert from 'node:assert/strict'
import { test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import type { ImageVerdict } from '../../src/model/index.ts'
import { attestationMessages, claimLabel, claimLabels, codeMessages } from '../../src/report/messages.ts'
import { summaryOf } from '../../src/report/summary/index.ts'
import { html } from '../../src/text/escape.ts'
import { sourceLabels } from '../../src/text/phrases.ts'
import {
  attestation,
  claim,
  codes,
  digest,
  error,
  hostileTexts,
  image,
  rule,
  signer,
  verdict,
  verdictFullOf,
} from '../support/verdicts.ts'

const context = { report: '/tmp/report.json' }
const footer = 'This shows who built the image and from what source. It does not show that the source is harmless.'
const warning = { message: 'Any signer is accepted.', position: null }

/** The page as a person reads it: its text without the tags. */
function read(page: string): string {
  return page
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)))
}

/** The only tags that we write; nothing else may stand between `<` and `>`. */
const ourTags =
  /<(?:\/?(?:h2|h3|p|strong|code|span|pre|table|tr|th|td|ul|li|details|summary|sub)|w?br|details open|td colspan="\d")>/g

/** What stands between the blocks of HTML, each a block of its own. */
const pictures = /```mermaid\n(?:[\x20-\x7e]+\n)+?```\n\n/g

function many(count: number, code: ImageVerdict['code'], changes: Partial<ImageVerdict> = {}): ImageVerdict[] {
  return Array.from({ length: count }, (_, index) =>
    image(code, { reference: `ghcr.io/acme/app:v${index}`, ...changes }),
  )
}

test('a verified image: the headline, the pinned reference, who signed it, the footer', () => {
  const page = summaryOf(verdict([image('VERIFIED')]), context)
  const text = read(page)
  assert.match(page, /^<h2>✅ The image is verified<\/h2>\n/)
  assert.ok(page.includes(`<pre><code>ghcr.io/acme/app@${digest}</code></pre>`))
  assert.ok(text.includes('Signed by: https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main'))
  assert.ok(text.includes('Signed at: 2026-03-04T05:06:07.000Z'))
  assert.ok(text.includes(footer))
  assert.doesNotMatch(text, /What to do/)
  assert.doesNotMatch(text, /❌/)
})

test('a failed image: each claim in a row, with what was expected and found, and no reference to copy', () => {
  const page = summaryOf(verdict([image('NO_MATCHING_PROVENANCE')]), context)
  assert.match(page, /^<h2>❌ No attestation satisfies the policy<\/h2>\n/)
  assert.ok(page.includes('<tr><td>❌ branch</td><td><code>main</code></td><td><code>feature-x</code></td></tr>'))
  assert.ok(page.includes('<li>branch: expected <code>main</code>, found <code>feature-x</code></li>'))
  assert.ok(page.includes('<tr><td>✅ source repository<br><code>repository</code></td>'))
  assert.match(read(page), /Rule artifact_signature, line 5 is not satisfied\. The closest attestation:/)
  assert.doesNotMatch(page, /<pre>/)
})

test('a rule that no attestation got as far as: what it asks for, and no marks', () => {
  const page = summaryOf(
    verdict([image('NO_PROVENANCE', { rules: [rule('NO_PROVENANCE', { compared: false })] })]),
    context,
  )
  assert.match(
    read(page),
    /is not satisfied\. No attestation passed signature verification, so these claims were not compared:/,
  )
  assert.ok(page.includes('<tr><td>branch</td><td><code>main</code></td></tr>'))
})

for (const code of codes) {
  test(`${code}: the page says it in words, and what to do`, () => {
    const page = summaryOf(verdict([image(code)]), context)
    const text = read(page)
    const { title, meaning, nature, next } = codeMessages[code]
    assert.ok(text.includes(title))
    assert.equal(text.includes(`What to do: Do what helps against ${code}.`), code !== 'VERIFIED')
    const bare = read(summaryOf(verdict([image(code, { hint: null })]), context))
    assert.equal(bare.includes(`What to do: ${next}`), code !== 'VERIFIED')
    assert.equal(nature === '', code === 'VERIFIED')
    assert.ok(text.includes(nature))
    for (const words of [title, meaning, next, ...(code === 'VERIFIED' ? [] : [nature])])
      assert.match(words, /^[A-Z][\x20-\x7e]+$/)
  })
}

test('an error outside any image: its headline, place and next step', () => {
  const page = summaryOf(
    verdict([], { verified: false, code: 'CONFIG_ERROR', errors: [error('CONFIG_ERROR')] }),
    context,
  )
  assert.match(page, /^<h2>❌ Invalid configuration<\/h2>\n/)
  assert.match(read(page), /What went wrong: CONFIG_ERROR\. \(\.github\/images\.yml line 7, column 9\)/)
  assert.match(read(page), /What to do: Do what helps against CONFIG_ERROR\./)
})

test('several images: how many are not verified', () => {
  const mixed = [image('VERIFIED'), image('NO_PROVENANCE'), image('TIMEOUT')]
  assert.match(summaryOf(verdict(mixed), context), /^<h2>❌ 2 of 3 images are not verified<\/h2>/)
  assert.match(summaryOf(verdict(many(3, 'VERIFIED')), context), /^<h2>✅ All 3 images are verified<\/h2>/)
})

test('warn mode: the step stays green, unless it is not set up right', () => {
  const warned = summaryOf(verdict([image('NO_PROVENANCE')], { mode: 'warn' }), context)
  assert.match(warned, /^<h2>⚠️ No provenance found for this image<\/h2>\n<p>The step stays green/)
  assert.match(summaryOf(verdict([image('CONFIG_ERROR')], { mode: 'warn' }), context), /^<h2>❌ /)
  const second = verdict([image('NO_PROVENANCE'), image('CONFIG_ERROR')], { mode: 'warn' })
  assert.match(summaryOf(second, context), /^<h2>❌ /)
})

test('where it looked: each place, those that failed with code and reason', () => {
  const sources: ImageVerdict['sources'] = [
    { platform: null, source: 'cosign-signature', status: 'answered', found: 0, message: 'no such tag' },
    { platform: null, source: 'github', status: 'failed', found: 0, error: error('GITHUB_API_ERROR') },
  ]
  const page = summaryOf(verdict([image('GITHUB_API_ERROR', { sources })]), context)
  assert.ok(page.includes('<details open><summary>Sources checked: 2 (1 incomplete)</summary>'))
  assert.ok(page.includes('<tr><td>the .sig tag of cosign</td><td>0</td><td>no such tag</td></tr>'))
  assert.match(read(page), /attestations API of GitHub0❌ GITHUB_API_ERROR What went wrong: GITHUB_API_ERROR\./)
})

test('other attestations: collapsed, each with its code and reason', () => {
  const attestations = [attestation('VERIFIED'), attestation('UNTRUSTED'), attestation('CLAIM_MISMATCH')]
  const page = summaryOf(verdict([image('VERIFIED', { attestations })]), context)
  assert.ok(page.includes('<details><summary>2 other attestations (not needed)</summary>'))
  assert.ok(page.includes(`<code>UNTRUSTED</code>: ${attestationMessages.UNTRUSTED}<br>`))
  assert.match(read(page), /what is the matter with it: UNTRUSTEDnot proven/)
  const failed = summaryOf(verdict([image('NO_MATCHING_PROVENANCE')]), context)
  assert.ok(failed.includes('<summary>1 attestation (not sufficient)</summary>'))
})

test('the picture is a block of Markdown of its own, before the details; of many images only the first have one', () => {
  const page = summaryOf(verdict([image('VERIFIED')]), context)
  assert.match(page, /\n\n```mermaid\nflowchart TD\n[^`]+\n```\n\n<p><sub>Solid: /)
  assert.ok(page.indexOf('```') < page.indexOf('<details'))
  assert.equal(summaryOf(verdict(many(30, 'NO_MATCHING_PROVENANCE')), context).match(pictures)?.length, 10)
  assert.equal(summaryOf(verdict([image('IMAGE_NOT_FOUND', { digest: null })]), context).match(pictures), null)
})

test('where to read on: links in the proof, and none where the claims are in no form that we know', () => {
  const run = 'https://github.com/acme/app/actions/runs/3003/attempts/1'
  const attestations = [attestation('VERIFIED', { signer: signer({ run }) })]
  const page = summaryOf(verdict([image('VERIFIED', { attestations })]), context)
  assert.ok(
    page.includes(`<li>See: <a href="${run}">workflow run</a>, <a href="https://github.com/acme/app/commit/cccc`),
  )
  assert.doesNotMatch(summaryOf(verdictFullOf('https://evil.example'), context), /<a /)
})

test('of which platform something is said stands beside it', () => {
  const platform = 'linux/arm64'
  const rules = [rule('VERIFIED', { platform })]
  const attestations = [attestation('VERIFIED', { platform }), attestation('UNTRUSTED', { platform })]
  const sources: ImageVerdict['sources'] = [
    { platform, source: 'referrers', status: 'answered', found: 2, message: '' },
  ]
  const text = read(summaryOf(verdict([image('VERIFIED', { rules, attestations, sources })]), context))
  assert.match(text, /Rule artifact_signature, line 5 \(linux\/arm64\) is satisfied/)
  assert.equal(text.split('the referrers API of the registry (linux/arm64)').length, 3)
})

test('warnings of the step are shown', () => {
  const page = summaryOf(verdict([image('VERIFIED')], { warnings: [warning] }), context)
  assert.equal(page.split('⚠️ Any signer is accepted.').length, 2)
})

test('the report is named where there is one', () => {
  assert.match(read(summaryOf(verdict([image('VERIFIED')]), context)), /\/tmp\/report\.json/)
  assert.doesNotMatch(read(summaryOf(verdict([image('VERIFIED')]), { report: '' })), /JSON report/)
})

test('H-03, H-19: texts of others show and do nothing: no tag, no blank line inside a block, no Markdown', () => {
  for (const text of hostileTexts) {
    const whole = summaryOf(verdictFullOf(text), context)
    const page = whole.replaceAll(pictures, '')
    assert.equal(whole.match(pictures)?.length, 2)
    const outsideCode = page
      .replaceAll('<wbr>', '')
      .replaceAll(/<code>[^<]*<\/code>/g, (code) => code.replaceAll(/&#\d+;/g, '').replaceAll(/[@#:.]/g, ''))
    const inert = outsideCode.replaceAll(/<span>(?:&#\d+;|\.)<\/span>|&#\d+;/g, '\u0000')
    assert.doesNotMatch(inert.replaceAll(ourTags, '\u0000'), /[&<>"'|`*[\]~#@$\\!]|:\/\/|www\./i)
    for (const block of page.trimEnd().split('\n\n')) assert.match(block, /^<(?:h2|h3|p|ul|details)\b/)
    assert.match(page, /^(?:[\n\x20-\x7e]|✅|❌|⚠️)*$/u)
    assert.equal(page.match(/<details/g)?.length, page.match(/<\/details>/g)?.length)
    assert.equal(page.match(/<table>/g)?.length, page.match(/<\/table>/g)?.length)
  }
})

test('64 failed images fit; past the bound the worst are kept and the rest is counted', () => {
  const small = summaryOf(verdict(many(64, 'NO_PROVENANCE')), context)
  assert.equal(small.match(/<h3>/g)?.length, 64)
  assert.doesNotMatch(small, /more image/)

  const message = '@'.repeat(1000)
  const huge = [...many(63, 'REGISTRY_ERROR', { message, hint: message }), image('DIGEST_MISMATCH')]
  const page = summaryOf(verdict([...huge, ...many(36, 'VERIFIED', { message })]), context)
  const shown = page.match(/<h3>/g)?.length ?? 0
  assert.ok(Buffer.byteLength(page) <= limits.summaryBytes)
  assert.ok(Buffer.byteLength(page) > limits.summaryBytes / 2)
  assert.ok(page.indexOf('ghcr.io/acme/app:1.2.3') < page.indexOf('ghcr.io/acme/app:v0'))
  assert.match(read(page), new RegExp(`${100 - shown} more images in the report, ${64 - shown} of them not verified`))
  assert.ok(page.includes(footer))
})

test('an image with a thousand attestations gets a bounded list, one with endless text a short section', () => {
  const attestations = Array.from({ length: 1000 }, () => attestation('UNTRUSTED'))
  const long = summaryOf(verdict([image('NO_MATCHING_PROVENANCE', { attestations })]), context)
  assert.ok(long.includes('<td colspan="3">950 more in the report</td>'))
  const text = '@'.repeat(10_000)
  const stuffed = attestations.map((each) => ({
    ...each,
    message: text,
    location: text,
    signer: signer({ signer_identity: text }),
  }))
  const page = summaryOf(verdict([image('NO_MATCHING_PROVENANCE', { attestations: stuffed })]), context)
  assert.ok(Buffer.byteLength(page) < 10_000)
  assert.match(read(page), /The details are too long to show here/)
})

test('lists outside the images are bounded too', () => {
  const errors = Array.from({ length: 30 }, () => error('REGISTRY_ERROR', '@'.repeat(5000)))
  const warnings = Array.from({ length: 30 }, () => ({ message: '@'.repeat(5000), position: null }))
  const page = summaryOf(verdict([image('NO_PROVENANCE')], { errors, warnings }), context)
  assert.ok(Buffer.byteLength(page) <= limits.summaryBytes)
  assert.match(read(page), /20 more errors/)
  assert.match(read(page), /20 more warnings/)
})

test('claims without number, and values without number, are bounded', () => {
  const expected = Array.from({ length: 30 }, (_, index) => `v${index}`)
  const claims = Array.from({ length: 60 }, () => claim(false, { expected, actual: null }))
  const rules = [rule('NO_MATCHING_PROVENANCE', { claims, position: null })]
  const page = summaryOf(verdict([image('NO_MATCHING_PROVENANCE', { rules })]), context)
  assert.ok(page.includes('<td colspan="3">10 more in the report</td>'))
  assert.ok(page.includes('20 other values</td><td>nothing</td>'))
})

test('words: every claim of a certificate and every place has a name, other claims keep theirs', () => {
  for (const name of Object.keys(signer())) assert.ok(Object.hasOwn(claimLabels, name), name)
  for (const word of [
    ...Object.values(claimLabels),
    ...Object.values(sourceLabels),
    ...Object.values(attestationMessages),
  ]) {
    assert.equal(word, read(html(word)))
    assert.doesNotMatch(word, /[<>&]/)
  }
  assert.equal(claimLabel('repository'), 'source repository')
  assert.equal(claimLabel('constructor'), 'constructor')
})

for (const [name, word] of Object.entries(claimLabels)) {
  test(`${name}: a row with what was expected of it and what was found`, () => {
    const rules = [rule('NO_MATCHING_PROVENANCE', { claims: [claim(false, { claim: name })] })]
    const page = summaryOf(verdict([image('NO_MATCHING_PROVENANCE', { rules })]), context)
    const [mark, ...cells] = [...page.matchAll(/<tr><td>❌ (.*)<\/tr>/g)].flatMap(([, row = '']) => row.split('</td>'))
    const title = word === name ? name : `${word}${name}`
    assert.equal(read(mark ?? ''), title)
    assert.deepEqual(cells.map(read), ['main', 'feature-x', ''])
  })
}
