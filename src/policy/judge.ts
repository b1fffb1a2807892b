/** One finding held against one rule. */
import type { AttestationCode, ClaimResult, Constraint, Finding, Rule, Surroundings } from '../model.ts'
import { claimNamed, type Evidence } from './claims.ts'
import { contradictions, provenanceOf, slsaPredicateTypes } from './provenance.ts'

/** What a rule says of an attestation: `VERIFIED`, or the first reason against it. */
export interface Judgement {
  code: AttestationCode
  message: string
  /** A row a constraint; empty where no signer is known. */
  claims: readonly ClaimResult[]
}

/**
 * Holds a finding against a rule, in the contract's order: what verification found, the kind of statement, the claims.
 * Every claim is asked of this one attestation (threats A-14).
 */
export function judge(finding: Finding, rule: Rule, surroundings: Surroundings): Judgement {
  if (finding.status === 'rejected') return { code: finding.code, message: finding.message, claims: [] }
  const readsPredicate = rule.type === 'artifact_attestation_slsa'
  const provenance = readsPredicate ? provenanceOf(finding.statement) : null
  if (readsPredicate && provenance === null) {
    const found = finding.predicateType ?? 'a signature without statement'
    return {
      code: 'PREDICATE_MISMATCH',
      message: `SLSA provenance (${slsaPredicateTypes.join(' or ')}) is asked for; this is ${found}`,
      claims: [],
    }
  }
  const evidence: Evidence = { signer: finding.proof.signer, provenance }
  const claims = [
    ...rule.constraints.map((constraint) => claimResult(constraint, evidence, surroundings)),
    ...contradictionResults(evidence),
  ]
  const [failed] = claims.filter(({ ok }) => !ok)
  return failed === undefined
    ? { code: 'VERIFIED', message: 'It satisfies the rule.', claims }
    : { code: 'CLAIM_MISMATCH', message: mismatch(failed), claims }
}

/** `branch: expected "main", found "refs/heads/dev"`. */
export function mismatch({ claim, expected, actual }: ClaimResult): string {
  const wanted = [expected]
    .flat()
    .map((value) => JSON.stringify(value))
    .join(' or ')
  return `${claim}: expected ${wanted}, found ${actual === null ? 'nothing' : JSON.stringify(actual)}`
}

/** The row of a constraint that nothing could be held against. */
export function unmet({ claim, expected, position }: Constraint): ClaimResult {
  return { claim, expected: shown(expected), actual: null, ok: false, position }
}

function claimResult(
  constraint: Constraint,
  { signer, provenance }: Evidence,
  surroundings: Surroundings,
): ClaimResult {
  const { claim, expected, position } = constraint
  const { certified, predicated, accepts } = claimNamed(claim)
  const accepted = (actual: string | null): boolean =>
    actual !== null && expected.some((value) => accepts(value, actual, signer, surroundings))

  const words = [certified(signer)]
  if (predicated !== undefined) words.push(provenance === null ? null : predicated(provenance))
  const [certificate, predicate] = words
  const both = words.length === 2 && certificate !== predicate
  return {
    claim,
    expected: shown(expected),
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

function shown(expected: Constraint['expected']): string | readonly string[] {
  return expected.length === 1 ? expected[0] : expected
}
