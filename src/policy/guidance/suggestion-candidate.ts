/** Whether a profile is to be suggested with a verdict, and for which attestation. */
import type { Finding, ImageVerdict, PolicyContext } from '../../model/index.ts'
import { acceptsAnyone } from '../claims/assurance.ts'
import type { RuleFindings } from '../evaluation/evaluation.ts'

export type Verified = Extract<Finding, { status: 'verified' }>

/**
 * What satisfied rules that accept anyone, or what came closest to a rule that failed on its claims. null where neither
 * is there, or where another build is the answer.
 */
export function suggestionCandidate(
  checks: readonly RuleFindings[],
  { rules }: Pick<ImageVerdict, 'rules'>,
  surroundings: PolicyContext,
): Verified | null {
  const failed = rules.findIndex(({ code }) => code !== 'VERIFIED')
  const result = rules[failed]
  if (result === undefined) {
    const open = checks.length > 0 && checks.every(({ rule }) => acceptsAnyone(rule, surroundings))
    return (open ? checks[0]?.findings.find((finding) => finding.status === 'verified') : null) ?? null
  }
  const closest = result.closest === null ? null : checks[failed]?.findings[result.closest]
  if (closest?.status !== 'verified') return null
  return result.claims.some(({ claim, ok }) => !ok && buildSpecificClaims.has(claim)) ? null : closest
}

/** Claims of this very build: where they fail, another build is wanted and not another profile. */
const buildSpecificClaims: ReadonlySet<string> = new Set(['run', 'commit', 'max_age'])
