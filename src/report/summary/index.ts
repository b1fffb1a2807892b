/**
 * The verdict as the job's summary page. But for its pictures it is HTML: a block of it holds no blank line, so GitHub's
 * Markdown leaves what stands inside alone, and text of others comes in through `escape.ts` only.
 */
import type { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { ImageVerdict, PolicyWarning, Verdict } from '../../model/index.ts'
import { code, html, maxSentence } from '../../text/escape.ts'
import { bySeverity, codeMessages, failsInAnyMode, pluralize } from '../messages.ts'
import { imageSection, shortSection } from './image-section.ts'
import { maxItems, parenthetical, positionText, whatToDo } from './phrases.ts'

export interface SummaryContext {
  /** Path of the JSON report; empty where it could not be written. */
  report: string
}

/** How many images have a picture. */
const maxPictures = 10

/** More than any honest image needs; one with more must not push the others off the page. */
const sectionBytes = 64 * 1024

const footer =
  '<p><sub>This shows who built the image and from what source. It does not show that the source is harmless.</sub></p>'

/** The summary page: at most `limits.summaryBytes`, the worst first, and how many images found no room. */
export function summaryOf(verdict: Verdict, context: SummaryContext): string {
  const images = bySeverity(verdict.images)
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
  for (const [index, image] of images.entries()) {
    const full = imageSection(image, { only, pictured: index < maxPictures })
    const section = bytesOf([full]) <= Math.min(left, sectionBytes) ? full : shortSection(image, only)
    left -= bytesOf([section])
    if (left < 0) break
    sections.push(section)
  }
  return sections
}

function moreLine(images: readonly ImageVerdict[]): string {
  const failed = images.filter((image) => image.code !== 'VERIFIED').length
  return `<p><strong>${pluralize(images.length, 'more image')} in the report</strong>, ${failed} of them not verified.</p>`
}

function reportLine({ report }: SummaryContext): string {
  if (report === '') return ''
  return `<p>All details are in the JSON report (output <code>report</code> of this step): ${code(report)}</p>`
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
  return codeMessages[verdictCode].title
}

function errorSections(errors: readonly CodedError[]): string[] {
  const shown = bySeverity(errors).slice(0, maxItems).map(errorSection)
  return errors.length > maxItems ? [...shown, `<p>${pluralize(errors.length - maxItems, 'more error')}</p>`] : shown
}

function errorSection(error: CodedError): string {
  return [
    `<h3>❌ ${codeMessages[error.code].title} (<code>${error.code}</code>)</h3>`,
    `<p>${html(error.message, maxSentence)}${parenthetical(positionText(error.position))}</p>`,
    `<p>${codeMessages[error.code].nature}</p>`,
    whatToDo(error.code, error.hint),
  ].join('\n')
}

function warningSection(warnings: readonly PolicyWarning[]): string[] {
  if (warnings.length === 0) return []
  const items = warnings.slice(0, maxItems).map((warning) => {
    return `<li>⚠️ ${html(warning.message, maxSentence)}${parenthetical(positionText(warning.position))}</li>`
  })
  const left = warnings.length - maxItems
  return [`<ul>\n${[...items, ...(left > 0 ? [`<li>${pluralize(left, 'more warning')}</li>`] : [])].join('\n')}\n</ul>`]
}
