/**
 * The verdict as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), for GitHub's code
 * scanning: a rule a verdict code, a result a constraint that was not met.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import type { Location, Log, ReportingDescriptor, Result } from 'sarif'
import type { CodedError, Position } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { Code, ImageVerdict, RunLocation, Verdict } from '../model/index.ts'
import { raw, sarif } from '../text/escape.ts'
import { claimLine, failedClaims } from './annotations.ts'
import { bySeverity, codeMessages, failsInAnyMode } from './messages.ts'

/** How long a message is at most: GitHub cuts descriptions at 1,024 characters. */
const maxText = 1000

/**
 * How grave it is, as code scanning counts: 7.0 to 8.9 is high, 4.0 to 6.9 medium. null where it says nothing about
 * the image, so that it is no security alert.
 */
const severities: Readonly<Record<Code, string | null>> = {
  VERIFIED: null,
  NO_PROVENANCE: '7.0',
  NO_MATCHING_PROVENANCE: '8.0',
  DIGEST_MISMATCH: '8.0',
  NOT_COVERED: '5.0',
  IMAGE_NOT_FOUND: null,
  REGISTRY_ERROR: null,
  GITHUB_API_ERROR: null,
  TRUST_ROOT_ERROR: null,
  TIMEOUT: null,
  LIMIT_EXCEEDED: '5.0',
  CONFIG_ERROR: null,
  INTERNAL_ERROR: null,
}

const codes = Object.keys(severities) as Code[]

/** What went wrong, before it is given a place. */
interface Failure {
  code: Code
  message: string
  position: Position | null
  /** What makes it the same failure in the next run. */
  identity: readonly string[]
  /** What stands for a file where there is none. */
  otherwise: string
}

/** The verdict as a SARIF log, the worst first, with at most `limits.sarifResults` results. */
export function sarifOf(verdict: Verdict, { workflowFile }: Pick<RunLocation, 'workflowFile'>): Log {
  const failures = failuresOf(verdict)
  const shown = failures.slice(0, limits.sarifResults)
  const left = failures.length - shown.length
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Verify image provenance', rules: codes.map(ruleOf) } },
        invocations: [
          {
            executionSuccessful: verdict.errors.length === 0,
            ...(left > 0 && {
              toolExecutionNotifications: [{ message: { text: `${left} more in the JSON report.` } }],
            }),
          },
        ],
        // Lines and columns of the profile's reader count as JavaScript does.
        columnKind: 'utf16CodeUnits',
        results: shown.map((failure) => resultOf(failure, verdict.mode, workflowFile)),
      },
    ],
  }
}

function ruleOf(code: Code): ReportingDescriptor {
  const { title, meaning, next } = codeMessages[code]
  const severity = severities[code]
  return {
    id: code,
    name: title,
    shortDescription: { text: title },
    fullDescription: { text: meaning },
    help: { text: next },
    defaultConfiguration: { level: code === 'VERIFIED' ? 'none' : 'error' },
    properties: {
      tags: severity === null ? ['provenance'] : ['provenance', 'security'],
      precision: 'very-high',
      ...(severity !== null && { 'security-severity': severity }),
    },
  }
}

// ── results ──────────────────────────────────────────────────────────────────────────────────────────────────

function failuresOf(verdict: Verdict): Failure[] {
  const all = [
    ...verdict.errors.map(errorFailure),
    ...verdict.images.filter(({ code }) => code !== 'VERIFIED').flatMap(imageFailures),
  ]
  if (all.length > 0 || verdict.verified) return bySeverity(all)
  const { code } = verdict
  const message = `${codeMessages[code].meaning} ${toDo(code, null)}`
  return [{ code, message, position: null, identity: [], otherwise: nowhere }]
}

/** Where nothing else is known: what is wrong is then a matter of the workflow. */
const nowhere = '.github/workflows'

function errorFailure({ code, message, hint, position }: CodedError): Failure {
  return {
    code,
    message: `${sentence(message)} ${toDo(code, hint)}`,
    position,
    identity: [message],
    otherwise: nowhere,
  }
}

/** One for each claim that was not met, or one for the image where no attestation got as far. */
function imageFailures(image: ImageVerdict): Failure[] {
  const { code, reference, message, hint, position } = image
  const about = { code, otherwise: image.repository ?? reference }
  const claims = failedClaims(image)
  if (claims.length === 0) {
    const text = `${sarif(reference)}: ${sentence(message)} ${toDo(code, hint)}`
    return [{ ...about, message: text, position, identity: [reference] }]
  }
  return claims.map((claim) => ({
    ...about,
    message: `${sarif(reference)}: ${claimLine(claim, sarif)}. ${toDo(code, hint)}`,
    position: claim.position ?? position,
    identity: [reference, claim.platform ?? '', claim.claim, ...[claim.expected].flat()],
  }))
}

function resultOf(failure: Failure, mode: Verdict['mode'], workflowFile: string | null): Result {
  const { code, message } = failure
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: mode === 'enforce' || failsInAnyMode(code) ? 'error' : 'warning',
    message: { text: message },
    locations: [locationOf(failure, workflowFile)],
    // The one that code scanning reads; upload-sarif computes it from the source line where it is missing.
    partialFingerprints: { primaryLocationLineHash: fingerprint([code, ...failure.identity]) },
  }
}

function fingerprint(identity: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32)
}

/** Code scanning shows no result without a file: where there is none, the workflow's stands in, or the image's name. */
function locationOf({ position, otherwise }: Failure, workflowFile: string | null): Location {
  const file = position?.file ?? workflowFile
  const [startLine, startColumn] =
    position !== null && position.file !== null ? [position.line, position.column] : [1, 1]
  return {
    physicalLocation: {
      artifactLocation: {
        uri: relativeUri(file ?? raw(otherwise, maxText)),
        ...(file !== null && { uriBaseId: '%SRCROOT%' }),
      },
      region: { startLine, startColumn, endLine: startLine, endColumn: startColumn + 1 },
    },
  }
}

/** The path as a relative reference (RFC 3986, section 4.2), whatever it holds. */
function relativeUri(path: string): string {
  const segments = posix.normalize(path.slice(0, maxText).toWellFormed()).split('/')
  const encoded = segments.filter((segment) => segment !== '' && segment !== '..').map(encodeURIComponent)
  return encoded.join('/') || '.'
}

function toDo(code: Code, hint: string | null): string {
  return `What to do: ${sentence(hint ?? codeMessages[code].next)}`
}

function sentence(text: string): string {
  return sarif(text, maxText)
}
