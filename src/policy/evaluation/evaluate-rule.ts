/** One finding held against one rule. */
import { limits } from '../../core/limits.ts'
import type {
  AttestationCode,
  ClaimResult,
  Constraint,
  Expected,
  Finding,
  PolicyContext,
  Rule,
  RuleType,
  Signer,
} from '../../model/index.ts'
import type { Evidence } from '../claims/claim.ts'
import { claimNamed } from '../claims/claim-table.ts'
import { matches, shown } from '../claims/glob.ts'
import { reusableWorkflow } from '../claims/identity.ts'
import { contradictions, provenanceOf, slsaPredicateTypes } from '../claims/slsa-provenance.ts'

/** What a rule says of an attestation: `VERIFIED`, or the first reason against it. */
export interface RuleEvaluation {
  code: AttestationCode
  message: string
  /** A row a constraint; empty where no signer is known. */
  claims: readonly ClaimResult[]
  /** Who signed; null where the cryptography does not hold. */
  signer: Signer | null
}

/**
 * Holds a finding against a rule, in the contract's order: what verification found, the kind of statement, the claims.
 * Every claim is asked of this one attestation (threats A-14).
 */
export function evaluateRule(finding: Finding, rule: Rule, surroundings: PolicyContext): RuleEvaluation {
  const signer = finding.proof?.signer ?? null
  if (finding.status === 'not-judged') {
    return { code: 'LIMIT_EXCEEDED', message: notJudged[finding.code], claims: [], signer }
  }
  if (finding.status === 'rejected') return { code: finding.code, message: finding.message, claims: [], signer }
  const { statement, predicateType, proof } = finding
  if (!isKindOf(rule, predicateType)) {
    const kinds = predicateTypesOf(rule) ?? []
    const wanted = kinds === slsaPredicateTypes ? `${anyOf(kinds)} (SLSA provenance)` : anyOf(kinds)
    const found = predicateType ?? 'a signature without a statement'
    return {
      code: 'PREDICATE_MISMATCH',
      message: `expected predicate type ${wanted}, got ${found}`,
      claims: [],
      signer,
    }
  }
  const provenance = rule.type === 'artifact_signature' ? null : provenanceOf(statement)
  const evidence: Evidence = { signer: proof.signer, signedAt: proof.signedAt, predicateType, provenance }
  const claims = [
    ...rule.constraints.map((constraint) => claimResult(rule.type, constraint, evidence, surroundings)),
    ...contradictionResults(evidence),
  ]
  const [failed] = claims.filter(({ ok }) => !ok)
  return failed === undefined
    ? { code: 'VERIFIED', message: 'It satisfies the rule.', claims, signer }
    : {
        code: 'CLAIM_MISMATCH',
        message: `${mismatch(failed)}${reusableWorkflowNote(failed, proof.signer)}`,
        claims,
        signer,
      }
}

const notJudged: Readonly<Record<Extract<Finding, { status: 'not-judged' }>['code'], string>> = {
  TIMEOUT: 'it was not verified, because the step had no time left for it',
  LIMIT_EXCEEDED: `it was not verified, because those before it have up to ${limits.witnesses} log entries and timestamps together`,
}

/** Whether a statement of this kind, or a signature without one, is what the rule asks for. */
export function isKindOf(rule: Rule, predicateType: string | null): boolean {
  const kinds = predicateTypesOf(rule)
  return kinds === null || (predicateType !== null && kinds.some((kind) => matches(kind, predicateType)))
}

/** The kinds of statement that the rule accepts; null for every kind. */
function predicateTypesOf({ type, constraints }: Rule): readonly Expected[] | null {
  if (type === 'artifact_signature') return null
  return constraints.find(({ claim }) => claim === 'predicate_type')?.expected ?? slsaPredicateTypes
}

/** `branch: expected "main", found "refs/heads/dev"`. */
export function mismatch({ claim, expected, actual }: ClaimResult): string {
  const wanted = [expected]
    .flat()
    .map((value) => JSON.stringify(value))
    .join(' or ')
  return `${claim}: expected ${wanted}, found ${actual === null ? 'nothing' : JSON.stringify(actual)}`
}

const aboutWorkflows: ReadonlySet<string> = new Set([
  ...['signer_identity', 'signer_digest', 'build_config', 'build_config_digest', 'builder_id'],
  ...['build_config of the predicate', 'signer_identity of the predicate'],
])

/** Of a reusable workflow the signer and the caller are two files; whoever reads of one must know which it is. */
function reusableWorkflowNote({ claim }: ClaimResult, signer: Signer): string {
  const reusable = reusableWorkflow(signer)
  return aboutWorkflows.has(claim) && reusable !== null
    ? ` (signed by the reusable workflow ${reusable.signer}, which ${reusable.caller} called)`
    : ''
}

/** The row of a constraint that nothing could be held against. */
export function unmet({ claim, expected, position }: Constraint): ClaimResult {
  return { claim, expected: allShown(expected), actual: null, ok: false, position }
}

function claimResult(
  type: RuleType,
  { claim, expected, position }: Constraint,
  evidence: Evidence,
  surroundings: PolicyContext,
): ClaimResult {
  const { word, predicated, accepts } = claimNamed(type, claim)
  const accepted = (actual: string | null): boolean =>
    actual !== null && actual !== '' && expected.some((value) => accepts(value, actual, evidence, surroundings))

  const { provenance } = evidence
  const words = [word(evidence, surroundings)]
  if (predicated !== undefined) words.push(provenance === null ? null : predicated(provenance))
  const [certificate, predicate] = words
  const both = words.length === 2 && certificate !== predicate
  return {
    claim,
    expected: allShown(expected),
    actual: both
      ? `${certificate ?? 'nothing'} in the certificate, ${predicate ?? 'nothing'} in the predicate`
      : (certificate ?? null),
    ok: words.every(accepted),
    position,
  }
}

/** Certificate and predicate may not contradict each other, not even about what the rule leaves open. */
function contradictionResults({ signer, provenance }: Evidence): ClaimResult[] {
  if (provenance === null) return []
  return contradictions(signer, provenance).map((field) => ({
    claim: `${field} of the predicate`,
    expected: signer[field] ?? '',
    actual: provenance[field],
    ok: false,
    position: null,
  }))
}

function allShown(expected: Constraint['expected']): string | readonly string[] {
  const [first, ...others] = expected
  return others.length === 0 ? shown(first) : expected.map(shown)
}

function anyOf(values: readonly Expected[]): string {
  return values.map(shown).join(' or ')
}
