/**
 * The verdict as the job's summary page. It is HTML throughout: a block of it holds no blank line, so GitHub's
 * Markdown leaves what stands inside alone, and text of others comes in through `escape.ts` only.
 */
import type { CodedError, Position } from '../errors.ts'
import { limits } from '../limits.ts'
import type {
  Code,
  ImageVerdict,
  JudgedAttestation,
  PolicyWarning,
  RuleResult,
  SourceResult,
  Verdict,
} from '../model.ts'
import { places } from '../places.ts'
import { failedClaims } from './annotations.ts'
import { code, html } from './escape.ts'
import { attestationWords, claimWord, codeWords, counted, failsInAnyMode, inOrderOfUrgency } from './words.ts'

export interface SummaryContext {
  /** Path of the JSON report; empty where it could not be written. */
  report: string
}

/** How much of one list, and of one sentence, the page shows. */
const maxItems = 10
const maxAttestations = 50
const maxClaims = 50
const maxSentence = 1000

/** More than any honest image needs; one with more must not push the others off the page. */
const sectionBytes = 64 * 1024

const footer = '<p><sub>This shows who built the image and from what source, not that the source is harmless.</sub></p>'

/** The summary page: at most `limits.summaryBytes`, the worst first, and how many images found no room. */
export function summaryOf(verdict: Verdict, context: SummaryContext): string {
  const images = inOrderOfUrgency(verdict.images)
  const head = [headline(verdict), ...errorSections(verdict.errors), ...warningSection(verdict.warnings)]
  const foot = [reportLine(context), footer].filter((line) => line !== '')
  const room = limits.summaryBytes - bytesOf([...head, moreLine(images), ...foot])
  const sections = sectionsWithin(images, room)
  const left = images.slice(sections.length)
  const more = left.length > 0 ? [moreLine(left)] : []
  return [...head, ...sections, ...more, ...foot].map((block) => `${block}\n\n`).join('')
}

function bytesOf(blocks: readonly string[]): number {
  return blocks.reduce((sum, block) => sum + Buffer.byteLength(block) + 2, 0)
}

function sectionsWithin(images: readonly ImageVerdict[], room: number): string[] {
  const sections: string[] = []
  const only = images.length === 1
  let left = room
  for (const image of images) {
    const full = imageSection(image, only)
    const section = bytesOf([full]) <= Math.min(left, sectionBytes) ? full : shortSection(image, only)
    left -= bytesOf([section])
    if (left < 0) break
    sections.push(section)
  }
  return sections
}

function moreLine(images: readonly ImageVerdict[]): string {
  const failed = images.filter((image) => image.code !== 'VERIFIED').length
  return `<p><strong>${counted(images.length, 'more image')} in the report</strong>, ${failed} of them not verified.</p>`
}

function reportLine({ report }: SummaryContext): string {
  if (report === '') return ''
  return `<p>The JSON report, the output <code>report</code> of this step, has all details: ${code(report)}</p>`
}

// ── headline ─────────────────────────────────────────────────────────────────────────────────────────────────

function headline(verdict: Verdict): string {
  const words = headlineWords(verdict)
  if (verdict.verified) return `<h2>✅ ${words}</h2>`
  if (verdict.mode !== 'warn') return `<h2>❌ ${words}</h2>`
  const broken = [...verdict.errors, ...verdict.images, verdict].some(({ code }) => failsInAnyMode(code))
  if (broken) return `<h2>❌ ${words}</h2>`
  return `<h2>⚠️ ${words}</h2>\n<p>The step stays green, because its mode is <code>warn</code>.</p>`
}

function headlineWords({ verified, code: verdictCode, images }: Verdict): string {
  const failed = images.filter((image) => image.code !== 'VERIFIED').length
  if (verified && images.length > 1) return `All ${images.length} images are verified`
  if (images.length > 1 && failed > 0) return `${failed} of ${images.length} images are not verified`
  return codeWords[verdictCode].title
}

function errorSections(errors: readonly CodedError[]): string[] {
  const shown = inOrderOfUrgency(errors).slice(0, maxItems).map(errorSection)
  return errors.length > maxItems ? [...shown, `<p>${counted(errors.length - maxItems, 'more error')}</p>`] : shown
}

function errorSection(error: CodedError): string {
  return [
    `<h3>❌ ${codeWords[error.code].title} (<code>${error.code}</code>)</h3>`,
    `<p>${html(error.message, maxSentence)}${asides(place(error.position))}</p>`,
    toDo(error.code, error.hint),
  ].join('\n')
}

function warningSection(warnings: readonly PolicyWarning[]): string[] {
  if (warnings.length === 0) return []
  const items = warnings.slice(0, maxItems).map((warning) => {
    return `<li>⚠️ ${html(warning.message, maxSentence)}${asides(place(warning.position))}</li>`
  })
  const left = warnings.length - maxItems
  return [`<ul>\n${[...items, ...(left > 0 ? [`<li>${counted(left, 'more warning')}</li>`] : [])].join('\n')}\n</ul>`]
}

function place(position: Position | null): string {
  if (position === null || position.file === null) return ''
  return `${code(position.file)} line ${position.line}, column ${position.column}`
}

function asides(...texts: readonly string[]): string {
  const said = texts.filter((text) => text !== '')
  return said.length > 0 ? ` (${said.join(', ')})` : ''
}

function toDo(verdictCode: Code, hint: string | null): string {
  return `<p><strong>What to do:</strong> ${html(hint ?? codeWords[verdictCode].next, maxSentence)}</p>`
}

// ── one image ────────────────────────────────────────────────────────────────────────────────────────────────

function imageSection(image: ImageVerdict, only: boolean): string {
  const open = only || image.code !== 'VERIFIED'
  const rules = image.rules.map((rule) => ruleBlock(rule, image.attestations))
  return [
    ...verdictLines(image, only),
    ...suggestionBlock(image),
    ...(rules.length > 0 ? [details('What was checked', rules.join('\n'), open)] : []),
    ...sourceBlock(image),
    ...attestationBlock(image),
  ].join('\n')
}

function shortSection(image: ImageVerdict, only: boolean): string {
  const short = '<p>There is too much to show here; the details are in the report.</p>'
  return [...verdictLines(image, only), short].join('\n')
}

function verdictLines(image: ImageVerdict, only: boolean): string[] {
  const pinned = image.repository !== null && image.digest !== null ? `${image.repository}@${image.digest}` : null
  const message = html(image.message, maxSentence)
  if (image.code === 'VERIFIED') {
    const copy = pinned === null ? [] : ['<p>Pinned to what was verified:</p>', `<pre>${code(pinned)}</pre>`]
    return [`<h3>✅ ${code(image.reference)}</h3>`, `<p>${message}</p>`, ...copy]
  }
  // Of a single image the headline says this already.
  const title = only ? '' : `<strong>${codeWords[image.code].title}.</strong> `
  return [
    `<h3>❌ ${code(image.reference)}</h3>`,
    `<p>${title}${message}${asides(`<code>${image.code}</code>`, place(image.position))}</p>`,
    ...mismatches(image),
    toDo(image.code, image.hint),
    ...(pinned === null ? [] : [`<p>Looked at: ${code(pinned)}</p>`]),
  ]
}

/** A profile to paste: its values are words of a certificate. */
function suggestionBlock({ suggestedProfile, code: verdictCode }: ImageVerdict): string[] {
  if (suggestedProfile === null) return []
  const verified = verdictCode === 'VERIFIED'
  const title = verified
    ? 'Nothing pins this image yet: a profile that pins this build'
    : 'If this is the build you meant: a profile that accepts it'
  const lines = suggestedProfile.trimEnd().split('\n')
  return [details(title, `<pre>${lines.map((line) => code(line, maxSentence)).join('\n')}</pre>`, verified)]
}

/** The very claims that failed, where nobody has to look for them. */
function mismatches(image: ImageVerdict): string[] {
  const items = failedClaims(image)
    .slice(0, maxItems)
    .map(({ claim, expected, actual }) => {
      const found = actual === null ? 'nothing' : code(actual)
      return `<li>${html(claimWord(claim), 100)}: expected ${short([expected].flat(), ' or ')}, found ${found}</li>`
    })
  return items.length > 0 ? [`<ul>${items.join('')}</ul>`] : []
}

function ruleBlock(rule: RuleResult, attestations: readonly JudgedAttestation[]): string {
  const line = rule.position === null ? '' : `, line ${rule.position.line}`
  const name = `Rule <code>${rule.type}</code>${line}`
  const proof = rule.satisfiedBy === null ? undefined : attestations[rule.satisfiedBy]
  const claims = claimTable(rule)
  if (rule.code === 'VERIFIED')
    return `<p>✅ ${name} is met.</p>${proof === undefined ? '' : proofList(proof)}${claims}`
  if (rule.claims.length === 0) return `<p>❌ ${name} is not met.</p>`
  if (!rule.compared) return `<p>❌ ${name} is not met. No attestation got as far as what it asks for:</p>${claims}`
  return `<p>❌ ${name} is not met. The attestation that came closest:</p>${claims}`
}

function proofList({ location, source, signedAt, signer, instance }: JudgedAttestation): string {
  const items = [`Attestation: ${code(location)} (${places[source]})`]
  if (signer !== null) items.push(`Signed by: ${code(signer.signer_identity)}`)
  if (signer?.commit) items.push(`Built from commit: ${code(signer.commit)}`)
  if (signedAt !== null) items.push(`Signed at: ${code(signedAt.toISOString())}`)
  if (instance !== null) items.push(`Certified by the Sigstore instance: ${code(instance)}`)
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
}

/** The mark comes first, for what was found may be long; without an attestation there is nothing to mark. */
function claimTable({ claims, compared }: RuleResult): string {
  if (claims.length === 0) return ''
  const rows = claims.slice(0, maxClaims).map(({ claim, expected, actual, ok }) => {
    const values = typeof expected === 'string' ? [expected] : expected
    const word = claimWord(claim)
    const name = word === claim ? html(claim, 100) : `${word}<br>${code(claim, 100)}`
    const asked = [name, short(values, ' or<br>')]
    return compared ? [ok ? '✅' : '❌', ...asked, actual === null ? 'nothing' : code(actual)] : asked
  })
  const heads = compared ? ['', 'Claim', 'Expected', 'Found'] : ['Claim', 'Expected']
  return table(heads, rows, claims.length - maxClaims)
}

function short(values: readonly string[], separator: string): string {
  const shown = values.slice(0, maxItems).map((value) => code(value))
  if (values.length > maxItems) shown.push(counted(values.length - maxItems, 'other value'))
  return shown.join(separator)
}

function sourceBlock({ code: verdictCode, sources }: ImageVerdict): string[] {
  if (sources.length === 0) return []
  const failed = sources.filter(({ status }) => status === 'failed').length
  const title = `Where it looked: ${counted(sources.length, 'place')}${failed > 0 ? `, ${failed} could not be read as a whole` : ''}`
  const open = failed > 0 || verdictCode === 'NO_PROVENANCE'
  return [details(title, table(['Place', 'Found', 'Answer'], sources.map(sourceRow), 0), open)]
}

function sourceRow(result: SourceResult): string[] {
  const place = places[result.source]
  if (result.status === 'answered') return [place, String(result.found), html(result.message, maxSentence)]
  return [
    place,
    String(result.found),
    `❌ <code>${result.error.code}</code> ${html(result.error.message, maxSentence)}`,
  ]
}

function attestationBlock({ attestations, rules }: ImageVerdict): string[] {
  const counts = new Set(rules.map(({ satisfiedBy }) => satisfiedBy))
  const others = attestations.filter((_, index) => !counts.has(index))
  if (others.length === 0) return []
  const used = others.length < attestations.length
  const title = counted(others.length, used ? 'other attestation' : 'attestation')
  const rows = others.slice(0, maxAttestations).map(attestationRow)
  const content = table(['Attestation', 'Result', 'Signed by'], rows, others.length - maxAttestations)
  return [details(`${title}${used ? ', which changed nothing' : ', none of which is enough'}`, content, false)]
}

function attestationRow(attestation: JudgedAttestation): string[] {
  const { location, source, predicateType, code: reason, message, signer } = attestation
  const kind = predicateType === null ? '' : `<br>${code(predicateType)}`
  return [
    `${code(location)}<br>${places[source]}${kind}`,
    `<code>${reason}</code>: ${attestationWords[reason]}<br>${html(message)}`,
    signer === null ? 'not proven' : code(signer.signer_identity),
  ]
}

// ── HTML ─────────────────────────────────────────────────────────────────────────────────────────────────────

function details(title: string, content: string, open: boolean): string {
  return `<details${open ? ' open' : ''}><summary>${title}</summary>\n${content}\n</details>`
}

function table(head: readonly string[], rows: readonly string[][], left: number): string {
  const cells = (tag: string, row: readonly string[]) => row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')
  const lines = rows.map((row) => `<tr>${cells('td', row)}</tr>`)
  if (left > 0) lines.push(`<tr><td colspan="${head.length}">${left} more in the report</td></tr>`)
  return `<table>\n<tr>${cells('th', head)}</tr>\n${lines.join('\n')}\n</table>`
}
