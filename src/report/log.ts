/** The verdict for people who read logs. */
import type { AttestationResult, ImageVerdict, PolicyWarning, SourceVerdict, Verdict } from '../model/index.ts'
import { plain, sentence } from '../text/escape.ts'
import { claimLine, failedClaims, placeOf } from './annotations.ts'
import { attestationMessages, bySeverity, codeMessages } from './messages.ts'

const maxLines = 20

/** Lines under a title that the reader may fold. */
export interface LogGroup {
  title: string
  lines: readonly string[]
}

/** Lines of printable ASCII, none of which is a workflow command. */
export interface Log {
  /** One for each error and each image, the worst first. */
  groups: readonly LogGroup[]
  /** What stands below them, never folded. */
  end: readonly string[]
}

/** The verdict, for the log. */
export function logOf(verdict: Verdict): Log {
  const errors = bySeverity(verdict.errors).map(({ code, message, hint }) => ({
    title: `${code}: ${sentence(message)}`,
    lines: [codeMessages[code].nature, `What to do: ${sentence(hint ?? codeMessages[code].next)}`],
  }))
  return {
    groups: [...errors, ...bySeverity(verdict.images).map(imageGroup)],
    end: [...verdict.warnings.map(warningLine), `Verdict: ${verdict.code}. ${codeMessages[verdict.code].title}.`],
  }
}

function imageGroup(image: ImageVerdict): LogGroup {
  const { code, reference, digest, message, hint, sources, attestations } = image
  const end =
    code === 'VERIFIED' ? [] : [codeMessages[code].nature, `What to do: ${sentence(hint ?? codeMessages[code].next)}`]
  return {
    title: `${code}: ${plain(reference)}${digest === null ? '' : ` (${plain(digest)})`}`,
    lines: [
      sentence(message),
      ...atMost(failedClaims(image).map((claim) => `- ${claimLine(claim)}`)),
      ...sources.filter((source) => !isRefused(source)).map(sourceLine),
      ...refusedTags(sources),
      ...atMost(attestations.map(attestationLine)),
      ...end,
    ],
  }
}

function sourceLine(result: SourceVerdict): string {
  const place = `Checked ${placeOf(result)}:`
  if (result.status === 'answered') return `${place} ${result.found} found. ${sentence(result.message)}`.trimEnd()
  return `${place} ${result.error.code}. ${sentence(result.error.message)}`
}

function isRefused(result: SourceVerdict): boolean {
  return result.status === 'failed' && result.refused === true
}

/** One quiet line for all of them: some registries answer so for every tag that is not there. */
function refusedTags(sources: readonly SourceVerdict[]): string[] {
  const refused = sources.filter(isRefused)
  const [first] = refused
  if (first?.status !== 'failed') return []
  const where = refused.map(placeOf).join(', ')
  return [
    `Checked ${where}: refused, as some registries do for tags that do not exist. ${sentence(first.error.message)}`,
  ]
}

function attestationLine({ code, platform, location, message }: AttestationResult): string {
  const where = platform === null ? '' : ` (${plain(platform, 100)})`
  return `Attestation ${plain(location)}${where}: ${code}, ${attestationMessages[code]}. ${plain(message)}`.trimEnd()
}

function warningLine({ message }: PolicyWarning): string {
  return `Warning: ${sentence(message)}`
}

function atMost(lines: readonly string[]): string[] {
  const left = lines.length - maxLines
  return left > 0 ? [...lines.slice(0, maxLines), `and ${left} more in the report`] : [...lines]
}
