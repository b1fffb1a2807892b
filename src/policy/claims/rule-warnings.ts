/** What the reader should know of a rule although it is obeyed. */
import type { Constraint, Expected, PolicyContext, PolicyWarning, Rule } from '../../model/index.ts'
import { identifies } from './assurance.ts'
import { type ClaimRequirement, claimNamed } from './claim-table.ts'
import { patternText } from './glob.ts'
import { parseIdentity } from './identity.ts'
import { isGitHubs, valueMessages } from './requirements.ts'

/** The warnings about a rule. @param asked - what it asks, as the user wrote it */
export function warningsOf(
  rule: Rule,
  asked: readonly ClaimRequirement[],
  surroundings: PolicyContext,
): PolicyWarning[] {
  const { type, position, verified, constraints } = rule
  const context = { surroundings, github: isGitHubs(asked, surroundings) }
  const oddities = asked.flatMap((one) => {
    const { oddity } = claimNamed(type, one.claim)
    const said = oddity === undefined ? [] : valueMessages(one, (value) => oddity(value, context))
    return said.map((message) => ({ message, position: one.position }))
  })
  if (!verified) {
    return [
      { message: `${type}: is_signed alone verifies nothing. Add is_verified and claims.`, position },
      ...oddities,
    ]
  }
  const identifying = constraints.filter((constraint) => identifies(type, constraint, surroundings))
  if (identifying.length === 0) {
    const message = `${type}: this rule accepts any signer: add a claim such as repository or signer_identity.`
    return [{ message, position }, ...oddities]
  }
  return [...reusableAlone(rule, identifying, surroundings), ...anyProvider(rule), ...oddities]
}

/** An e-mail address alone: every provider that the Sigstore instance knows may vouch for it. */
function anyProvider({ type, constraints }: Rule): PolicyWarning[] {
  if (constraints.some(({ claim }) => claim === 'cert_issuer')) return []
  const address = constraints.find(({ claim, expected }) => {
    return claim === 'signer_identity' && expected.some((value) => parseIdentity(value)?.form === 'email')
  })
  if (address === undefined) return []
  const message = `${type}: signer_identity is an e-mail address, and the rule accepts it from any OIDC issuer: add cert_issuer.`
  return [{ message, position: address.position }]
}

/**
 * A workflow pinned without the source that it builds: a reusable one, of the running repository too, signs in its own
 * name for whatever repository calls it (threats D-01).
 */
function reusableAlone(rule: Rule, identifying: readonly Constraint[], { serverUrl }: PolicyContext): PolicyWarning[] {
  const pinsSource = identifying.some(({ claim }) => claim !== 'signer_identity' && claim !== 'builder_id')
  if (pinsSource) return []
  const isCallable = (value: Expected): boolean => {
    const identity = parseIdentity(value)
    if (identity?.form === 'workflow') return true
    const uri = patternText(value)
    // What does not read like a workflow of GitHub's can be called by nobody, and its certificate may have no repository.
    return identity?.form === 'uri' && (uri.startsWith(`${serverUrl}/`) || uri.includes('/.github/workflows/'))
  }
  const callable = identifying.find(({ expected }) => expected.some(isCallable))
  if (callable === undefined) return []
  const source = rule.type === 'artifact_attestation_slsa' ? 'workflow_repository' : 'repository'
  return [
    {
      message: `${rule.type}: ${callable.claim} names a workflow, but no claim names the source repository. If other repositories can call the workflow, it also signs for them: add ${source}.`,
      position: callable.position ?? rule.position,
    },
  ]
}
