/** From findings and rules to the verdict on one image (contract, section 4). Pure. */
import type {
  Code,
  Finding,
  Image,
  ImageVerdict,
  JudgedAttestation,
  Rule,
  RuleResult,
  SourceResult,
  Surroundings,
} from '../model.ts'
import { places } from '../places.ts'
import { hintFor } from './hints.ts'
import { type Judgement, judge, unmet } from './judge.ts'
import { suggestionFor } from './suggest.ts'

/** Everything that the verdict on an image follows from. */
export interface Case {
  image: Image
  /** Those that apply to this image. */
  rules: readonly Rule[]
  findings: readonly Finding[]
  sources: readonly SourceResult[]
  surroundings: Surroundings
}

/** What the image is said to be, before it is written into the verdict. */
type Outcome = Pick<ImageVerdict, 'code' | 'message' | 'hint' | 'position'>

/**
 * The verdict: every rule must be met, each by one attestation alone. Nothing passes by default: no rules is
 * `NOT_COVERED`, no findings satisfy nothing (threats A-10).
 */
export function evaluate(given: Case): ImageVerdict {
  const { image, rules, findings, sources, surroundings } = given
  const judged = rules.map((rule) => findings.map((finding) => judge(finding, rule, surroundings)))
  const results = rules.map((rule, index) => ruleResult(rule, judged[index] ?? [], given))
  const { reference, digest, mediaType } = image
  return {
    reference: reference.given,
    repository: `${reference.registry}/${reference.path}`,
    digest,
    mediaType,
    ...outcomeOf(results, judged, given),
    suggestedProfile: suggestionFor(given, results, judged),
    rules: results,
    attestations: findings.map((finding, index) =>
      judgedAttestation(
        finding,
        judged.map((row) => row[index]),
      ),
    ),
    sources: sources.map((source) => ({ ...source, platform: null })),
  }
}

function ruleResult(rule: Rule, judgements: readonly Judgement[], given: Case): RuleResult {
  const { type, position } = rule
  const satisfiedBy = rule.verified ? judgements.findIndex(({ code }) => code === 'VERIFIED') : existing(given.findings)
  if (satisfiedBy !== -1) {
    const claims = judgements[satisfiedBy]?.claims ?? []
    return { type, position, platform: null, code: 'VERIFIED', satisfiedBy, compared: true, claims }
  }
  const nearest = closest(judgements)
  const claims = nearest?.claims ?? rule.constraints.map(unmet)
  const code = unsatisfiedCode(given)
  return { type, position, platform: null, code, satisfiedBy: null, compared: nearest !== undefined, claims }
}

/** For `is_signed` alone: one that verifies, else one that can be read and names this digest; -1 where there is none. */
function existing(findings: readonly Finding[]): number {
  const verified = findings.findIndex(({ status }) => status === 'verified')
  if (verified !== -1) return verified
  return findings.findIndex((finding) => finding.namesImage && 'code' in finding && finding.code === 'UNTRUSTED')
}

/** The attestation with the fewest claims against it; none where no signer is known. */
function closest(judgements: readonly Judgement[]): Judgement | undefined {
  const failures = ({ claims }: Judgement): number => claims.filter(({ ok }) => !ok).length
  return judgements.filter(({ claims }) => claims.length > 0).sort((a, b) => failures(a) - failures(b))[0]
}

function unsatisfiedCode({ findings, sources }: Case): Code {
  const errors = sources.flatMap((source) => (source.status === 'failed' ? [source.error.code] : []))
  if (errors.includes('LIMIT_EXCEEDED')) return 'LIMIT_EXCEEDED'
  if (findings.length > 0) return 'NO_MATCHING_PROVENANCE'
  return errors[0] ?? 'NO_PROVENANCE'
}

function outcomeOf(results: readonly RuleResult[], judged: readonly (readonly Judgement[])[], given: Case): Outcome {
  if (results.length === 0) {
    const message = 'No rule of the profile applies to this image.'
    return { code: 'NOT_COVERED', message, hint: hintFor('NOT_COVERED', null, [], given), position: null }
  }
  const failed = results.findIndex(({ code }) => code !== 'VERIFIED')
  const result = results[failed]
  if (result === undefined) {
    return { code: 'VERIFIED', message: verifiedMessage(results, given), hint: null, position: null }
  }
  const claim = result.compared ? (result.claims.find(({ ok }) => !ok) ?? null) : null
  const judgements = judged[failed] ?? []
  const otherKind = judgements.some(({ code }) => code === 'PREDICATE_MISMATCH')
  const kind = otherKind ? result.claims.find(({ claim }) => claim === 'predicate_type') : undefined
  return {
    code: result.code,
    message: failureMessage(result, judgements, given),
    hint: hintFor(result.code, claim, judgements, given),
    position: (claim ?? kind)?.position ?? result.position,
  }
}

function verifiedMessage(results: readonly RuleResult[], { findings }: Case): string {
  const satisfying = results.flatMap(({ satisfiedBy }) => (satisfiedBy === null ? [] : (findings[satisfiedBy] ?? [])))
  const signers = satisfying.flatMap((finding) => finding.proof?.signer.signer_identity ?? [])
  if (signers.length === 0) return 'A signature or attestation exists; nothing was verified.'
  return `Signed by ${[...new Set(signers)].join(' and ')}.`
}

function failureMessage(result: RuleResult, judgements: readonly Judgement[], given: Case): string {
  switch (result.code) {
    case 'NO_PROVENANCE':
      return nothingFound(given)
    case 'NO_MATCHING_PROVENANCE':
      return `${notMatching(judgements)}${missingSources(given.sources)}`
    default:
      return sourceFailure(given.sources, result.code)
  }
}

function nothingFound({ image, sources }: Case): string {
  const asked = sources.map(({ source }) => places[source]).join(', ')
  const unsigned = hasUnsignedBuildKitProvenance(image)
    ? ' The provenance that BuildKit put into the index is not signed and counts as nothing.'
    : ''
  return `Nothing is attached to ${image.digest}. Looked in: ${asked}.${unsigned}`
}

/** https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
function hasUnsignedBuildKitProvenance({ manifest }: Image): boolean {
  return Buffer.from(manifest).includes('"vnd.docker.reference.type"')
}

/** The claims themselves stand in the rule's result; where none could be held against, the reasons stand here. */
function notMatching(judgements: readonly Judgement[]): string {
  const one = judgements.length === 1
  const subject = one
    ? 'The one attestation found does not meet the rule'
    : `None of the ${judgements.length} attestations found meets the rule`
  if (judgements.some(({ code }) => code === 'CLAIM_MISMATCH')) return `${subject}.`
  const [first, ...others] = judgements
  if (first === undefined) return `${subject}.`
  if (others.every(({ message }) => message === first.message)) return `${subject}: ${first.code}: ${first.message}.`
  const codes = [...new Set(judgements.map(({ code }) => code))]
  return `${subject}: ${codes.map((code) => `${judgements.filter((other) => other.code === code).length} ${code}`).join(', ')}.`
}

function missingSources(sources: readonly SourceResult[]): string {
  const missing = sources.filter(({ status }) => status === 'failed').map(({ source }) => places[source])
  return missing.length === 0 ? '' : ` Not asked, for it failed: ${missing.join(', ')}.`
}

function sourceFailure(sources: readonly SourceResult[], code: Code): string {
  const failures = sources.flatMap((source) =>
    source.status === 'failed' && source.error.code === code ? [source] : [],
  )
  const [first] = failures
  return first === undefined ? code : `${places[first.source]}: ${first.error.message}`
}

/** `VERIFIED` by any rule, else what the first rule has against it, else what verification found. */
function judgedAttestation(finding: Finding, judgements: readonly (Judgement | undefined)[]): JudgedAttestation {
  const known = judgements.filter((judgement) => judgement !== undefined)
  const judgement = known.find(({ code }) => code === 'VERIFIED') ?? known[0] ?? unjudged(finding)
  return {
    platform: null,
    ...finding.attestation,
    predicateType: finding.predicateType,
    code: judgement.code,
    message: judgement.message,
    instance: finding.proof?.instance ?? null,
    signedAt: finding.proof?.signedAt ?? null,
    signer: finding.proof?.signer ?? null,
  }
}

function unjudged(finding: Finding): Pick<Judgement, 'code' | 'message'> {
  if (finding.status === 'rejected') return finding
  return { code: 'VERIFIED', message: 'It verifies; no rule was held against it.' }
}
