/** From findings and rules to the verdict on one image (contract, section 4). Pure. */
import type {
  Code,
  Finding,
  ImageVerdict,
  JudgedAttestation,
  Rule,
  RuleResult,
  SourceResult,
  Subject,
  Surroundings,
} from '../../model/index.ts'
import { places } from '../../text/phrases.ts'
import { assuranceOf } from '../claims/assurance.ts'
import { failuresOf, hintFor, unreadIn } from '../guidance/hints.ts'
import { buildLevelOf } from './build-level.ts'
import { type Judgement, judge, unmet } from './evaluate-rule.ts'
import { unjudgedOf, withUnjudged } from './unjudged.ts'

/** Everything that the verdict on a subject follows from. */
export interface Case {
  subject: Subject
  /** The rules that apply to it. */
  checks: readonly Check[]
  sources: readonly SourceResult[]
  surroundings: Surroundings
}

/** A rule, and what verification found by the instances that it trusts: a finding for each attestation, in their order. */
export interface Check {
  rule: Rule
  findings: readonly Finding[]
}

/** What the image is said to be, before it is written into the verdict. */
type Outcome = Pick<ImageVerdict, 'code' | 'message' | 'hint' | 'position'>

/**
 * The verdict: every rule must be met, each by one attestation alone. Nothing passes by default: no rules is
 * `NOT_COVERED`, no findings satisfy nothing (threats A-10).
 */
export function evaluate(found: Case): ImageVerdict {
  const given = { ...found, sources: withUnjudged(found.sources, found.checks) }
  const { subject, checks, sources, surroundings } = given
  const { reference, digest, mediaType, platform } = subject
  const judged = checks.map(({ rule, findings }) => findings.map((finding) => judge(finding, rule, surroundings)))
  const results = checks.map((check, index) => ruleResult(check, judged[index] ?? [], given))
  const rows = (checks[0]?.findings ?? []).map((_, at) => {
    return checks.flatMap(({ findings }, index) => pairOf(findings[at], judged[index]?.[at]))
  })
  return {
    reference: reference.given,
    repository: `${reference.registry}/${reference.path}`,
    digest,
    mediaType,
    ...outcomeOf(results, judged, given),
    suggestedProfile: null,
    rules: results,
    attestations: rows.flatMap((row) => judgedAttestation(row, platform)),
    sources: sources.map((source) => ({ ...source, platform })),
  }
}

function ruleResult({ rule, findings }: Check, judgements: readonly Judgement[], given: Case): RuleResult {
  const { type, position } = rule
  const { platform } = given.subject
  const assurance = assuranceOf(rule, given.surroundings)
  const satisfiedBy = rule.verified ? judgements.findIndex(({ code }) => code === 'VERIFIED') : existing(findings)
  if (satisfiedBy !== -1) {
    const claims = judgements[satisfiedBy]?.claims ?? []
    const buildLevel = buildLevelOf(findings[satisfiedBy], rule, given.surroundings)
    const met = { code: 'VERIFIED', satisfiedBy, buildLevel, compared: true, closest: null, claims } as const
    return { type, position, platform, assurance, ...met }
  }
  const nearest = nearestOf(judgements)
  const claims = nearest?.claims ?? rule.constraints.map(unmet)
  const code = unsatisfiedCode(findings, given.sources)
  const [compared, closest] = nearest === undefined ? [false, null] : [true, judgements.indexOf(nearest)]
  return { type, position, platform, assurance, code, satisfiedBy: null, buildLevel: 0, compared, closest, claims }
}

/** For `is_signed` alone: one that verifies, else one that can be read and names this digest; -1 where there is none. */
function existing(findings: readonly Finding[]): number {
  const verified = findings.findIndex(({ status }) => status === 'verified')
  if (verified !== -1) return verified
  return findings.findIndex((finding) => finding.namesImage && 'code' in finding && finding.code === 'UNTRUSTED')
}

/** The attestation with the fewest claims against it; none where no signer is known. */
function nearestOf(judgements: readonly Judgement[]): Judgement | undefined {
  const failures = ({ claims }: Judgement): number => claims.filter(({ ok }) => !ok).length
  return judgements.filter(({ claims }) => claims.length > 0).sort((a, b) => failures(a) - failures(b))[0]
}

function unsatisfiedCode(findings: readonly Finding[], sources: readonly SourceResult[]): Code {
  const errors = failuresOf(sources).map(({ error }) => error.code)
  if (errors.includes('LIMIT_EXCEEDED')) return 'LIMIT_EXCEEDED'
  if (unjudgedOf(findings).length > 0) return 'TIMEOUT'
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
    return { code: 'VERIFIED', message: verifiedMessage(results, given.checks), hint: null, position: null }
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

function verifiedMessage(results: readonly RuleResult[], checks: readonly Check[]): string {
  const satisfying = results.flatMap(({ satisfiedBy }, index) =>
    satisfiedBy === null ? [] : (checks[index]?.findings[satisfiedBy] ?? []),
  )
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

function nothingFound({ subject, sources }: Case): string {
  const asked = sources.map(({ source }) => places[source]).join(', ')
  const unread = unreadIn(sources)
  const what = unread.length === 0 ? 'Nothing is attached' : 'Nothing that can be verified is attached'
  const there = unread.length === 0 ? '' : ` What is there is not read: ${counted(unread)}.`
  return `${what} to ${subject.digest}.${there} Looked in: ${asked}.${unsignedProvenance(subject)}`
}

/** How many kinds of what is not read a message names. */
const maxKinds = 5

/** `2 application/spdx+json, 1 cosign signature made with a key`. */
function counted(kinds: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const all = [...counts].toSorted(([, one], [, other]) => other - one)
  const named = all.slice(0, maxKinds).map(([kind, count]) => `${count} ${kind}`)
  const left = all.slice(maxKinds).reduce((sum, [, count]) => sum + count, 0)
  return [...named, ...(left > 0 ? [`${left} of other kinds`] : [])].join(', ')
}

/** https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
function unsignedProvenance({ manifest, attestationManifests }: Subject): string {
  if (attestationManifests.length > 0) {
    return ' The provenance that BuildKit put into the index for it is not signed and counts as nothing.'
  }
  if (!Buffer.from(manifest).includes('"vnd.docker.reference.type"')) return ''
  return ' The provenance that BuildKit put into the index counts as nothing: it is not signed, or not about the index itself.'
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
  const first = failuresOf(sources).find(({ error }) => error.code === code)
  return first === undefined ? code : `${places[first.source]}: ${first.error.message}`
}

/** What one check makes of one attestation. */
interface Pair {
  finding: Finding
  judgement: Judgement
}

function pairOf(finding: Finding | undefined, judgement: Judgement | undefined): Pair[] {
  return finding === undefined || judgement === undefined ? [] : [{ finding, judgement }]
}

/** `VERIFIED` by any rule, else what the first rule has against it. */
function judgedAttestation(row: readonly Pair[], platform: string | null): JudgedAttestation[] {
  const pair = row.find(({ judgement }) => judgement.code === 'VERIFIED') ?? row[0]
  if (pair === undefined) return []
  const { finding, judgement } = pair
  return [
    {
      platform,
      ...finding.attestation,
      predicateType: finding.predicateType,
      code: judgement.code,
      message: judgement.message,
      instance: finding.proof?.instance ?? null,
      signedAt: finding.proof?.signedAt ?? null,
      signer: finding.proof?.signer ?? null,
      logEntry: finding.proof?.logEntry ?? null,
    },
  ]
}
