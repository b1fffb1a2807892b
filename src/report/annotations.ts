/** The verdict as annotations: few, the worst first, each saying what was expected, what was found, what to do. */
import type { CodedError, Position } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type {
  ClaimResult,
  Code,
  ImageVerdict,
  PolicyWarning,
  RunLocation,
  SourceVerdict,
  Verdict,
} from '../model/index.ts'
import { maxSentence, plain, sentence } from '../text/escape.ts'
import { sourceLabels } from '../text/phrases.ts'
import { bySeverity, claimLabel, codeMessages, failsInAnyMode, pluralize } from './messages.ts'

export interface Annotation {
  level: 'error' | 'warning'
  title: string
  /** Lines of printable ASCII. */
  message: string
  file?: string
  line?: number
  column?: number
}

/** How many failed claims, and how many values of one, an annotation names. */
const maxClaims = 8
const maxValues = 5

/**
 * The annotations of the verdict: failures first, then warnings as far as there is room; GitHub shows no more of one
 * step. What is left out is counted in the last of them.
 */
export function annotationsOf(verdict: Verdict, { workflowFile }: Pick<RunLocation, 'workflowFile'>): Annotation[] {
  // What no line of a profile is to blame for is a matter of the workflow.
  const inWorkflow = (annotation: Annotation): Annotation =>
    annotation.file === undefined && workflowFile !== null ? { ...annotation, file: workflowFile } : annotation
  const failed = bounded(failures(verdict).map(inWorkflow), limits.annotations, moreFailures)
  return [...failed, ...bounded(remarks(verdict), limits.annotations - failed.length, moreRemarks)]
}

/** A claim, and of which platform's manifest it is said; null for the image itself. */
export type PlatformClaim = ClaimResult & { platform: string | null }

/** The claims that kept the image from meeting its rules, each once; none where no attestation got as far as these. */
export function failedClaims(image: ImageVerdict): PlatformClaim[] {
  const claims = image.rules
    .filter(({ code, compared }) => code !== 'VERIFIED' && compared)
    .flatMap(({ platform, claims }) => claims.map((claim) => ({ ...claim, platform })))
  return uniqueBy(
    claims.filter(({ ok }) => !ok),
    (claim) => claimLine(claim),
  )
}

/** One claim in a line: what it is, what was expected of it, what was found. @param door - of escape.ts */
export function claimLine({ claim, expected, actual, platform }: PlatformClaim, door = plain): string {
  const where = platform === null ? '' : `${door(platform, 100)}: `
  const word = claimLabel(claim)
  const name = word === claim ? word : `${word} (${claim})`
  const quoted = (text: string): string => `"${door(text)}"`
  const values = [expected].flat()
  const shown = values.slice(0, maxValues).map(quoted)
  if (values.length > maxValues) shown.push(pluralize(values.length - maxValues, 'other value'))
  return `${where}${door(name, 100)}: expected ${shown.join(' or ')}, found ${actual === null ? 'nothing' : quoted(actual)}`
}

/** The warnings that nobody would see otherwise: about the policy, and about places that could not be asked. */
function remarks(verdict: Verdict): Annotation[] {
  const policy = verdict.warnings.map(policyRemark)
  const verified = verdict.images.filter(({ code }) => code === 'VERIFIED')
  const sources = verified.flatMap((image) => image.sources.flatMap((source) => sourceRemark(image, source) ?? []))
  return uniqueBy([...policy, ...sources], ({ message, file, line, column }) =>
    JSON.stringify([message, file, line, column]),
  )
}

function failures(verdict: Verdict): Annotation[] {
  const errors = verdict.errors.map((error) => ({ code: error.code, annotation: errorFailure(error, verdict.mode) }))
  const images = verdict.images
    .filter(({ code }) => code !== 'VERIFIED')
    .map((image) => ({ code: image.code, annotation: imageFailure(image, verdict.mode) }))
  const all = bySeverity([...errors, ...images]).map(({ annotation }) => annotation)
  return all.length > 0 || verdict.verified ? all : [bareFailure(verdict)]
}

function imageFailure(image: ImageVerdict, mode: Verdict['mode']): Annotation {
  const claims = failedClaims(image)
  const lines = claims.slice(0, maxClaims).map((claim) => `- ${claimLine(claim)}`)
  if (claims.length > maxClaims) lines.push(`- and ${pluralize(claims.length - maxClaims, 'more claim')}`)
  return placed(image.position, {
    level: levelOf(image.code, mode),
    title: `${image.code}: ${plain(image.reference)}`,
    message: [sentence(image.message), ...lines, codeMessages[image.code].nature, toDo(image.code, image.hint)].join(
      '\n',
    ),
  })
}

function errorFailure(error: CodedError, mode: Verdict['mode']): Annotation {
  return placed(error.position, {
    level: levelOf(error.code, mode),
    title: error.code,
    message: [sentence(error.message), codeMessages[error.code].nature, toDo(error.code, error.hint)].join('\n'),
  })
}

/** A step that is red must say so, even if nobody handed us a reason. */
function bareFailure({ code, mode }: Verdict): Annotation {
  return {
    level: levelOf(code, mode),
    title: code,
    message: [codeMessages[code].meaning, codeMessages[code].nature, toDo(code, null)].join('\n'),
  }
}

function policyRemark({ message, position }: PolicyWarning): Annotation {
  return placed(position, { level: 'warning', title: 'Please check the policy', message: sentence(message) })
}

function sourceRemark(image: ImageVerdict, result: SourceVerdict): Annotation | null {
  // A tag that is most likely not there is told in the log, once.
  if (result.status === 'answered' || result.refused) return null
  const { code, message, hint } = result.error
  return {
    level: 'warning',
    title: `${code}: ${plain(image.reference)}`,
    message: [
      `The image is verified, but one place could not be read as a whole: ${placeOf(result)}.`,
      sentence(message),
      toDo(code, hint),
    ].join('\n'),
  }
}

/** The place, and for which platform it was asked. */
export function placeOf({ source, platform }: Pick<SourceVerdict, 'source' | 'platform'>): string {
  return platform === null ? sourceLabels[source] : `${sourceLabels[source]}, for ${plain(platform, 100)}`
}

function levelOf(code: Code, mode: Verdict['mode']): Annotation['level'] {
  return mode === 'enforce' || failsInAnyMode(code) ? 'error' : 'warning'
}

/** GitHub finds a file by its exact name: one that cannot be printed as it is goes into the message instead. */
function placed(position: Position | null, annotation: Annotation): Annotation {
  if (position === null || position.file === null) return annotation
  const { file, line, column } = position
  if (plain(file, maxSentence) === file) return { ...annotation, file, line, column }
  return { ...annotation, message: `${annotation.message}\nSee ${plain(file)}, line ${line}, column ${column}.` }
}

function bounded(annotations: Annotation[], max: number, more: (left: Annotation[]) => Annotation): Annotation[] {
  if (annotations.length <= max) return annotations
  const shown = Math.max(max - 1, 0)
  return [...annotations.slice(0, shown), more(annotations.slice(shown))].slice(0, max)
}

function moreFailures(left: Annotation[]): Annotation {
  return {
    level: left.some(({ level }) => level === 'error') ? 'error' : 'warning',
    title: `${pluralize(left.length, 'more failure')}`,
    message: `${pluralize(left.length, 'more failure')} in the report. Its path is the output "report" of this step.`,
  }
}

function moreRemarks(left: Annotation[]): Annotation {
  return {
    level: 'warning',
    title: `${pluralize(left.length, 'more warning')}`,
    message: `${pluralize(left.length, 'more warning')} in the log of this step.`,
  }
}

function toDo(code: Code, hint: string | null): string {
  return `What to do: ${sentence(hint ?? codeMessages[code].next)}`
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  const seen = new Set<string>()
  return items.filter((item) => seen.size < seen.add(key(item)).size)
}
