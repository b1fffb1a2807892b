/**
 * The evaluation of one subject: a fold over what verification finds out, in whatever order that arrives. Every rule must
 * be met, each by one attestation alone (contract, sections 3 and 4; threats ). Pure.
 */
import type { Code } from '../../core/errors.ts'
import type {
  Attestation,
  AttestationOrder,
  AttestationResult,
  Digest,
  Finding,
  PolicyContext,
  Rule,
  RuleResult,
  SourceResult,
  Subject,
  SubjectEvent,
} from '../../model/index.ts'
import { assuranceOf } from '../claims/assurance.ts'
import { buildLevelOf } from './build-level.ts'
import { evaluateRule, type RuleEvaluation, unmet } from './evaluate-rule.ts'
import { failuresOf, sourceOrder, unjudgedOf, withUnjudged } from './source-results.ts'

/** What is known of a subject so far. */
export interface Evaluation {
  readonly subject: Subject
  /** The rules that apply to it. */
  readonly rules: readonly Rule[]
  readonly context: PolicyContext
  /** In the order of arrival, each content once. */
  readonly attestations: readonly EvaluatedAttestation[]
  readonly sources: readonly SourceResult[]
}

/** An attestation, and what each rule makes of it. */
export interface EvaluatedAttestation {
  readonly id: Digest
  readonly attestation: Attestation
  readonly order: AttestationOrder
  readonly byRule: ReadonlyMap<Rule, RuleFinding>
}

interface RuleFinding {
  readonly finding: Finding
  readonly judgement: RuleEvaluation
}

/** A rule, and what verification found by the instances that it trusts: a finding for each attestation, in their order. */
export interface RuleFindings {
  rule: Rule
  findings: readonly Finding[]
}

/** What follows for a subject, without words. */
export interface SubjectVerdict {
  readonly subject: Subject
  readonly context: PolicyContext
  readonly code: Code
  readonly checks: readonly RuleFindings[]
  /** For each rule, what it makes of each attestation. */
  readonly judgements: readonly (readonly RuleEvaluation[])[]
  readonly results: readonly RuleResult[]
  readonly attestations: readonly AttestationResult[]
  readonly sources: readonly SourceResult[]
}

/** An evaluation to which nothing has arrived yet. Nothing passes by default: no rule is `NOT_COVERED`. */
export function startEvaluation(subject: Subject, rules: readonly Rule[], context: PolicyContext): Evaluation {
  return { subject, rules, context, attestations: [], sources: [] }
}

/**
 * The evaluation with one thing more. An attestation that is there already counts once, under the first of its sources; what
 * has been verified again replaces what was found before.
 */
export function add(evaluation: Evaluation, event: SubjectEvent): Evaluation {
  if (event.kind === 'end') return { ...evaluation, sources: [...evaluation.sources, event.end] }
  const { id, attestation, order, findings } = event
  const byRule = new Map(
    evaluation.rules.flatMap((rule): [Rule, RuleFinding][] => {
      const finding = findings.get(rule)
      if (finding === undefined) return []
      return [[rule, { finding, judgement: evaluateRule(finding, rule, evaluation.context) }]]
    }),
  )
  const at = evaluation.attestations.findIndex((other) => other.id === id)
  const known = evaluation.attestations[at]
  if (known === undefined) {
    return { ...evaluation, attestations: [...evaluation.attestations, { id, attestation, order, byRule }] }
  }
  if (isBefore(known.order, order)) return evaluation
  const merged = { id, attestation, order, byRule: new Map([...known.byRule, ...byRule]) }
  return { ...evaluation, attestations: evaluation.attestations.with(at, merged) }
}

/** Whether every rule is met, so that nothing that arrives later can change it. */
export function isSettled({ rules, attestations }: Evaluation): boolean {
  return rules.length > 0 && rules.every((rule) => attestations.some((one) => isMetBy(rule, one)))
}

function isMetBy(rule: Rule, { byRule }: EvaluatedAttestation): boolean {
  const found = byRule.get(rule)
  if (found === undefined) return false
  return rule.verified ? found.judgement.code === 'VERIFIED' : existingIndex([found.finding]) !== -1
}

/** What follows from all that has arrived. */
export function conclude({ subject, rules, context, attestations, sources }: Evaluation): SubjectVerdict {
  const inOrder = attestations.toSorted((one, other) => (isBefore(one.order, other.order) ? -1 : 1))
  const found = (rule: Rule): RuleFinding[] => inOrder.flatMap(({ byRule }) => byRule.get(rule) ?? [])
  const checks = rules.map((rule) => ({ rule, findings: found(rule).map(({ finding }) => finding) }))
  const judgements = rules.map((rule) => found(rule).map(({ judgement }) => judgement))
  const judged = withUnjudged(inSourceOrder(sources), checks)
  const results = checks.map((check, index) => ruleResult(check, judgements[index] ?? [], judged, subject, context))
  return {
    subject,
    context,
    code: rules.length === 0 ? 'NOT_COVERED' : (results.find(({ code }) => code !== 'VERIFIED')?.code ?? 'VERIFIED'),
    checks,
    judgements,
    results,
    attestations: inOrder.flatMap((one) => attestationResult(one, subject.platform)),
    sources: judged,
  }
}

function isBefore([source, index]: AttestationOrder, [otherSource, otherIndex]: AttestationOrder): boolean {
  return source < otherSource || (source === otherSource && index < otherIndex)
}

/** They end in no particular order. */
function inSourceOrder(sources: readonly SourceResult[]): SourceResult[] {
  return sources.toSorted((one, other) => sourceOrder.indexOf(one.source) - sourceOrder.indexOf(other.source))
}

function ruleResult(
  { rule, findings }: RuleFindings,
  judgements: readonly RuleEvaluation[],
  sources: readonly SourceResult[],
  { platform }: Subject,
  context: PolicyContext,
): RuleResult {
  const { type, position } = rule
  const assurance = assuranceOf(rule, context)
  const satisfiedBy = rule.verified ? judgements.findIndex(({ code }) => code === 'VERIFIED') : existingIndex(findings)
  if (satisfiedBy !== -1) {
    const claims = judgements[satisfiedBy]?.claims ?? []
    const buildLevel = buildLevelOf(findings[satisfiedBy], rule, context)
    const met = { code: 'VERIFIED', satisfiedBy, buildLevel, compared: true, closest: null, claims } as const
    return { type, position, platform, assurance, ...met }
  }
  const nearest = nearestOf(judgements)
  const claims = nearest?.claims ?? rule.constraints.map(unmet)
  const code = unsatisfiedCode(findings, sources)
  const [compared, closest] = nearest === undefined ? [false, null] : [true, judgements.indexOf(nearest)]
  return { type, position, platform, assurance, code, satisfiedBy: null, buildLevel: 0, compared, closest, claims }
}

/** For `is_signed` alone: one that verifies, else one that can be read and names this digest; -1 where there is none. */
function existingIndex(findings: readonly Finding[]): number {
  const verified = findings.findIndex(({ status }) => status === 'verified')
  if (verified !== -1) return verified
  return findings.findIndex((finding) => finding.namesImage && 'code' in finding && finding.code === 'UNTRUSTED')
}

/** The attestation with the fewest claims against it; none where no signer is known. */
function nearestOf(judgements: readonly RuleEvaluation[]): RuleEvaluation | undefined {
  const failures = ({ claims }: RuleEvaluation): number => claims.filter(({ ok }) => !ok).length
  return judgements.filter(({ claims }) => claims.length > 0).sort((a, b) => failures(a) - failures(b))[0]
}

function unsatisfiedCode(findings: readonly Finding[], sources: readonly SourceResult[]): Code {
  const errors = failuresOf(sources).map(({ error }) => error.code)
  if (errors.includes('LIMIT_EXCEEDED')) return 'LIMIT_EXCEEDED'
  if (unjudgedOf(findings).length > 0) return 'TIMEOUT'
  if (findings.length > 0) return 'NO_MATCHING_PROVENANCE'
  return errors[0] ?? 'NO_PROVENANCE'
}

/** `VERIFIED` by any rule, else what the first rule has against it. */
function attestationResult({ byRule }: EvaluatedAttestation, platform: string | null): AttestationResult[] {
  const all = [...byRule.values()]
  const found = all.find(({ judgement }) => judgement.code === 'VERIFIED') ?? all[0]
  if (found === undefined) return []
  const { finding, judgement } = found
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
