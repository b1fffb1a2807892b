/** What the summary page says of one image. */
import type { AttestationResult, ImageVerdict, RuleResult, SourceVerdict } from '../../model/index.ts'
import { cell, code, html, maxSentence } from '../../text/escape.ts'
import { details, list, table } from '../../text/html.ts'
import { sourceLabels } from '../../text/phrases.ts'
import { failedClaims } from '../annotations.ts'
import { linksOf } from '../links.ts'
import { attestationMessages, claimLabel, codeMessages, pluralize } from '../messages.ts'
import { maxItems, parenthetical, positionText, whatToDo } from './phrases.ts'
import { legend, provenanceDiagram } from './provenance-diagram.ts'

const maxAttestations = 50
const maxClaims = 50

/** How an image is shown. */
export interface Showing {
  /** It is the only one, so that the headline speaks of it already. */
  only: boolean
  /** Whether there is a picture; a page full of them is slow to open. */
  pictured: boolean
}

/**
 * The whole section: blocks of HTML, none of which holds a blank line, and between them a picture, which is Markdown.
 */
export function imageSection(image: ImageVerdict, { only, pictured }: Showing): string {
  const open = only || image.code !== 'VERIFIED'
  const rules = image.rules.map((rule) => ruleBlock(rule, image.attestations))
  const picture = pictured ? provenanceDiagram(image) : null
  const below = [
    ...(picture === null ? [] : [`<p><sub>${legend}</sub></p>`]),
    ...(rules.length > 0 ? [details('What was checked', rules.join('\n'), open)] : []),
    ...sourceBlock(image),
    ...attestationBlock(image),
  ]
  const above = [...verdictLines(image, only), ...suggestionBlock(image)]
  const blocks = [above.join('\n'), picture ?? '', below.join('\n')]
  return blocks.filter((block) => block !== '').join('\n\n')
}

/** A profile to paste: its values are words of a certificate. */
function suggestionBlock({ suggestedProfile, code: verdictCode }: ImageVerdict): string[] {
  if (suggestedProfile === null) return []
  const verified = verdictCode === 'VERIFIED'
  const title = verified ? 'Suggested profile that pins this build' : 'Suggested profile, if you expected this build'
  const lines = suggestedProfile.trimEnd().split('\n')
  return [details(title, `<pre>${lines.map((line) => code(line, maxSentence)).join('\n')}</pre>`, verified)]
}

/** The verdict alone, for an image about which there is too much to say. */
export function shortSection(image: ImageVerdict, only: boolean): string {
  const short = '<p>The details are too long to show here. See the report.</p>'
  return [...verdictLines(image, only), short].join('\n')
}

function verdictLines(image: ImageVerdict, only: boolean): string[] {
  const pinned = image.repository !== null && image.digest !== null ? `${image.repository}@${image.digest}` : null
  const message = html(image.message, maxSentence)
  if (image.code === 'VERIFIED') {
    const copy =
      pinned === null ? [] : ['<p>Reference pinned to the verified digest:</p>', `<pre>${code(pinned)}</pre>`]
    return [`<h3>✅ ${code(image.reference)}</h3>`, `<p>${message}</p>`, ...copy]
  }
  // Of a single image the headline says this already.
  const title = only ? '' : `<strong>${codeMessages[image.code].title}.</strong> `
  return [
    `<h3>❌ ${code(image.reference)}</h3>`,
    `<p>${title}${message}${parenthetical(`<code>${image.code}</code>`, positionText(image.position))}</p>`,
    ...mismatches(image),
    `<p>${codeMessages[image.code].nature}</p>`,
    whatToDo(image.code, image.hint),
    ...(pinned === null ? [] : [`<p>Image: ${code(pinned)}</p>`]),
  ]
}

/** The very claims that failed, where nobody has to look for them. */
function mismatches(image: ImageVerdict): string[] {
  const items = failedClaims(image)
    .slice(0, maxItems)
    .map(({ claim, expected, actual, platform }) => {
      const found = actual === null ? 'nothing' : code(actual)
      return `${html(claimLabel(claim), 100)}${onPlatform(platform)}: expected ${short([expected].flat(), ' or ')}, found ${found}`
    })
  return items.length > 0 ? [list(items)] : []
}

function ruleBlock(rule: RuleResult, attestations: readonly AttestationResult[]): string {
  const line = rule.position === null ? '' : `, line ${rule.position.line}`
  const name = `Rule <code>${rule.type}</code>${line}${onPlatform(rule.platform)}`
  const proof = rule.satisfiedBy === null ? undefined : attestations[rule.satisfiedBy]
  const claims = claimTable(rule)
  if (rule.code === 'VERIFIED')
    return `<p>✅ ${name} is satisfied.</p>${proof === undefined ? '' : proofList(proof)}${claims}`
  if (rule.claims.length === 0) return `<p>❌ ${name} is not satisfied.</p>`
  if (!rule.compared)
    return `<p>❌ ${name} is not satisfied. No attestation passed signature verification, so these claims were not compared:</p>${claims}`
  const nearest = rule.closest === null ? undefined : attestations[rule.closest]
  const shown = nearest === undefined ? '' : proofList(nearest)
  return `<p>❌ ${name} is not satisfied. The closest attestation:</p>${shown}${claims}`
}

function onPlatform(platform: string | null): string {
  return platform === null ? '' : ` (${code(platform)})`
}

function proofList(attestation: AttestationResult): string {
  const { location, source, signedAt, signer, instance } = attestation
  const items = [`Attestation: ${code(location)} (${sourceLabels[source]})`]
  if (signer !== null) items.push(`Signed by: ${code(signer.signer_identity)}`)
  if (signer?.commit) items.push(`Built from commit: ${code(signer.commit)}`)
  if (signedAt !== null) items.push(`Signed at: ${code(signedAt.toISOString())}`)
  if (instance !== null) items.push(`Certificate issued by the Sigstore instance: ${code(instance)}`)
  const links = linksOf(attestation)
  if (links.length > 0) items.push(`See: ${links.join(', ')}`)
  return list(items)
}

/** The mark stands before the claim, where a phone shows it too; without an attestation there is nothing to mark. */
function claimTable({ claims, compared }: RuleResult): string {
  if (claims.length === 0) return ''
  const rows = claims.slice(0, maxClaims).map(({ claim, expected, actual, ok }) => {
    const values = typeof expected === 'string' ? [expected] : expected
    const word = claimLabel(claim)
    const name = word === claim ? html(claim, 100) : `${word}<br>${code(claim, 100)}`
    if (!compared) return [name, short(values, ' or<br>')]
    return [`${ok ? '✅' : '❌'} ${name}`, short(values, ' or<br>'), actual === null ? 'nothing' : cell(actual)]
  })
  const heads = compared ? ['Claim', 'Expected', 'Found'] : ['Claim', 'Expected']
  return table(heads, rows, claims.length - maxClaims)
}

function short(values: readonly string[], separator: string): string {
  const shown = values.slice(0, maxItems).map((value) => cell(value))
  if (values.length > maxItems) shown.push(pluralize(values.length - maxItems, 'other value'))
  return shown.join(separator)
}

function sourceBlock({ code: verdictCode, sources }: ImageVerdict): string[] {
  if (sources.length === 0) return []
  const failed = sources.filter((source) => source.status === 'failed' && !source.refused).length
  const title = `Sources checked: ${sources.length}${failed > 0 ? ` (${failed} incomplete)` : ''}`
  const open = failed > 0 || verdictCode === 'NO_PROVENANCE'
  return [details(title, table(['Source', 'Found', 'Result'], sources.map(sourceRow), 0), open)]
}

function sourceRow(result: SourceVerdict): string[] {
  const place = `${sourceLabels[result.source]}${onPlatform(result.platform)}`
  if (result.status === 'answered') return [place, String(result.found), html(result.message, maxSentence)]
  return [
    place,
    String(result.found),
    `${result.refused ? '' : '❌ '}<code>${result.error.code}</code> ${html(result.error.message, maxSentence)}`,
  ]
}

function attestationBlock({ attestations, rules }: ImageVerdict): string[] {
  const counts = new Set(rules.map(({ satisfiedBy }) => satisfiedBy))
  const others = attestations.filter((_, index) => !counts.has(index))
  if (others.length === 0) return []
  const used = others.length < attestations.length
  const title = pluralize(others.length, used ? 'other attestation' : 'attestation')
  const rows = others.slice(0, maxAttestations).map(attestationRow)
  const content = table(['Attestation', 'Result', 'Signed by'], rows, others.length - maxAttestations)
  return [details(`${title} (${used ? 'not needed' : 'not sufficient'})`, content, false)]
}

function attestationRow(attestation: AttestationResult): string[] {
  const { platform, location, source, predicateType, code: reason, message, signer } = attestation
  const kind = predicateType === null ? '' : `<br>${cell(predicateType)}`
  return [
    `${cell(location)}<br>${sourceLabels[source]}${onPlatform(platform)}${kind}`,
    `<code>${reason}</code>: ${attestationMessages[reason]}<br>${html(message)}`,
    signer === null ? 'not proven' : cell(signer.signer_identity),
  ]
}
