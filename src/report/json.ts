/** The report for machines (contract, section 5). Its strings are raw but for secrets: quoting them is what JSON is for. */
import type { CodedError } from '../core/errors.ts'
import type {
  AttestationResult,
  ClaimResult,
  ImageVerdict,
  RuleResult,
  Signer,
  SourceVerdict,
  Verdict,
} from '../model/index.ts'
import { raw } from '../text/escape.ts'

/** No single text of others may blow up the report. */
const maxText = 4096

/** The verdict as the object that the report file holds. */
export function reportOf(verdict: Verdict): object {
  return {
    schemaVersion: 1,
    verified: verdict.verified,
    code: verdict.code,
    mode: verdict.mode,
    images: verdict.images.map(imageOf),
    errors: verdict.errors.map(errorOf),
    durations: { ...verdict.durations },
  }
}

function imageOf(image: ImageVerdict): object {
  return {
    reference: bounded(image.reference),
    digest: image.digest,
    mediaType: boundedOrNull(image.mediaType),
    code: image.code,
    message: bounded(image.message),
    suggestedProfile: boundedOrNull(image.suggestedProfile),
    rules: image.rules.map(ruleOf),
    attestations: image.attestations.map(attestationOf),
    sources: image.sources.map(sourceOf),
  }
}

function ruleOf(rule: RuleResult): object {
  return {
    type: rule.type,
    line: rule.position?.line ?? null,
    platform: boundedOrNull(rule.platform),
    code: rule.code,
    satisfiedBy: rule.satisfiedBy,
    buildLevel: rule.buildLevel,
    claims: rule.claims.map(claimOf),
  }
}

function claimOf(claim: ClaimResult): object {
  return {
    claim: bounded(claim.claim),
    expected: typeof claim.expected === 'string' ? bounded(claim.expected) : claim.expected.map(bounded),
    actual: boundedOrNull(claim.actual),
    ok: claim.ok,
  }
}

function attestationOf(attestation: AttestationResult): object {
  return {
    platform: boundedOrNull(attestation.platform),
    source: attestation.source,
    location: bounded(attestation.location),
    kind: attestation.kind,
    digest: attestation.digest,
    predicateType: boundedOrNull(attestation.predicateType),
    code: attestation.code,
    message: bounded(attestation.message),
    instance: boundedOrNull(attestation.instance),
    signedAt: attestation.signedAt?.toISOString() ?? null,
    signer: attestation.signer === null ? {} : signerOf(attestation.signer),
    logEntry: attestation.logEntry,
  }
}

function signerOf(signer: Signer): object {
  const claims = Object.entries(signer).filter((claim): claim is [string, string] => typeof claim[1] === 'string')
  return Object.fromEntries(claims.map(([name, value]) => [name, bounded(value)]))
}

function sourceOf(result: SourceVerdict): object {
  const { source, found } = result
  const platform = boundedOrNull(result.platform)
  return result.status === 'answered'
    ? { platform, source, code: 'OK', found, message: bounded(result.message) }
    : { platform, source, code: result.error.code, found, message: bounded(result.error.message) }
}

function errorOf(error: CodedError): object {
  return {
    code: error.code,
    message: bounded(error.message),
    hint: boundedOrNull(error.hint),
    file: boundedOrNull(error.position?.file ?? null),
    line: error.position?.line ?? null,
    column: error.position?.column ?? null,
  }
}

function bounded(text: string): string {
  return raw(text, maxText)
}

function boundedOrNull(text: string | null): string | null {
  return text === null ? null : bounded(text)
}
