/** What follows from how asking each source went, and from what was found there and never judged. */
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Finding, Source, SourceResult } from '../../model/index.ts'

/** The sources in the order in which reports tell of them (contract, section 5). */
export const sourceOrder: readonly Source[] = [
  'referrers',
  'referrers-tag',
  'cosign-signature',
  'cosign-attestation',
  'buildkit',
  'github',
  'file',
]

/** What the sources hold beside attestations, each by what it says of itself. */
export function unreadIn(sources: readonly SourceResult[]): string[] {
  return sources.flatMap((source) => (source.status === 'answered' ? (source.unread ?? []) : []))
}

/** What could not be asked; a tag that is most likely not there comes last, for it says least. */
export function failuresOf(sources: readonly SourceResult[]): Extract<SourceResult, { status: 'failed' }>[] {
  const failed = sources.filter((source) => source.status === 'failed')
  return failed.toSorted((one, other) => Number(one.refused ?? false) - Number(other.refused ?? false))
}

/** How asking went, where judging what was found counts as a part of it (threats ). */
export function withUnjudged(
  sources: readonly SourceResult[],
  checks: readonly { findings: readonly Finding[] }[],
): SourceResult[] {
  return sources.map((result) => {
    // Rules may trust different instances, and each has judged by itself: the one that got least far is told.
    const counts = checks.map(({ findings }) =>
      unjudgedOf(findings).filter((one) => one.attestation.source === result.source),
    )
    const [most] = counts.toSorted((one, other) => other.length - one.length)
    const [first] = most ?? []
    if (most === undefined || first === undefined) return result
    if (result.status === 'failed' && result.error.code === 'LIMIT_EXCEEDED') return result
    const { source, found } = result
    return { source, status: 'failed', found, error: notJudged(first.code, most.length, found) }
  })
}

/** Those that nobody has judged. */
export function unjudgedOf(findings: readonly Finding[]): Extract<Finding, { status: 'not-judged' }>[] {
  return findings.filter((finding) => finding.status === 'not-judged')
}

function notJudged(code: 'TIMEOUT' | 'LIMIT_EXCEEDED', count: number, found: number): CodedError {
  const which = `${count} of the ${found} attestations that were found there ${count === 1 ? 'was' : 'were'} not verified`
  const why =
    code === 'TIMEOUT'
      ? 'because the step had no time left for them'
      : `because those before them have up to ${limits.witnesses} log entries and timestamps together`
  return new CodedError(code, `${which}, ${why}`, {
    hint: 'Delete what does not belong to the image, and look into who can push to the repository. Until then, name the bundle to use with the input bundle.',
  })
}
