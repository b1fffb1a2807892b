/** What a rule shows once it is met: nothing, that somebody signed, or who. */
import type { Assurance, Constraint, PolicyContext, Rule, RuleType } from '../../model/index.ts'
import type { Claim } from './claim.ts'
import { claimNamed } from './claim-table.ts'

/** What the rule shows once it is met. */
export function assuranceOf(rule: Rule, surroundings: PolicyContext): Assurance {
  if (!rule.verified) return 'none'
  return acceptsAnyone(rule, surroundings) ? 'any-signer' : 'named-signer'
}

/** Whether the rule accepts a stranger's signature. */
export function acceptsAnyone({ type, constraints }: Rule, surroundings: PolicyContext): boolean {
  return !constraints.some((constraint) => identifies(type, constraint, surroundings))
}

export function identifies(type: RuleType, { claim, expected }: Constraint, surroundings: PolicyContext): boolean {
  const { identifies: pins }: Claim = claimNamed(type, claim)
  return expected.every((value) => pins(value, surroundings))
}
