/** The policy of the claim inputs, and of no input at all. */
import { type CodedError, configError } from '../../core/errors.ts'
import type { Policy, PolicyContext, PolicyWarning, Rule } from '../../model/index.ts'
import type { ClaimRequirement } from './claim-table.ts'
import { parseIdentity, pinsSigner } from './identity.ts'
import { claimDiagnostics, constraintsOf, isGitHubs } from './requirements.ts'
import { warningsOf } from './rule-warnings.ts'

/**
 * The policy of the five claim inputs. Without `repository` the repository that runs the workflow is meant, unless
 * `signer-identity` says by itself whose signature it is: no combination of them accepts a stranger's (threat D-60).
 * @returns the policy, or every value in it that can never be met
 */
export function policyOfClaims(asked: readonly ClaimRequirement[], surroundings: PolicyContext): Policy | CodedError[] {
  const mistakes = claimDiagnostics('artifact_signature', asked, surroundings)
  if (mistakes.length > 0) return mistakes
  if (saysWhoSigned(asked)) return claimPolicy(asked, surroundings)
  const { repository, serverUrl } = surroundings
  if (repository === null) return [noRepository(asked)]
  const label = 'GITHUB_REPOSITORY'
  const running: ClaimRequirement = {
    claim: 'repository',
    expected: [`${serverUrl}/${repository}`],
    position: null,
    label,
  }
  const unknown = claimDiagnostics('artifact_signature', [running], surroundings)
  if (unknown.length > 0) return unknown
  const { rules, warnings } = claimPolicy([running, ...asked], surroundings)
  return { rules, warnings: [...otherIssuer(asked, surroundings), ...warnings] }
}

/** The policy when nothing was asked for: signed by this very repository's workflows. Never any signer. */
export function defaultPolicy(surroundings: PolicyContext): Policy | CodedError[] {
  return policyOfClaims([], surroundings)
}

/** A repository, or an identity that is whole: with owner and repository, a URI, or an e-mail address. */
function saysWhoSigned(asked: readonly ClaimRequirement[]): boolean {
  return asked.some(({ claim, expected }) => {
    const identity = claim === 'signer_identity' ? parseIdentity(expected[0]) : null
    return claim === 'repository' || (identity !== null && pinsSigner(identity))
  })
}

/** Certificates of another issuer do not name the repository that runs this workflow, so that none can match. */
function otherIssuer(asked: readonly ClaimRequirement[], surroundings: PolicyContext): PolicyWarning[] {
  if (isGitHubs(asked, surroundings)) return []
  const message = `Input cert-issuer: certificates of this issuer do not name ${surroundings.repository}, which is required because the claim inputs (${namesOf(asked)}) do not say who must have signed. Set signer-identity to a whole identity (a URI or an email address), or set repository to the URL in the certificate.`
  return [{ message, position: null }]
}

function noRepository(asked: readonly ClaimRequirement[]): CodedError {
  if (asked.length === 0) {
    return configError('No profile or claim input is given, and GITHUB_REPOSITORY is not set, so no signer is named.', {
      hint: 'Set the input profile or repository.',
    })
  }
  return configError(
    `GITHUB_REPOSITORY is not set, and the claim inputs (${namesOf(asked)}) name no repository, so no signer is named.`,
    { hint: 'Set the input repository, or set signer-identity to a whole identity.' },
  )
}

function namesOf(asked: readonly ClaimRequirement[]): string {
  return asked.map(({ label }) => label.replace('Input ', '')).join(', ')
}

function claimPolicy(asked: readonly ClaimRequirement[], surroundings: PolicyContext): Policy {
  const rule = { ...anyImage, constraints: constraintsOf('artifact_signature', asked, surroundings) }
  return { rules: [rule], warnings: warningsOf(rule, asked, surroundings) }
}

const anyImage: Omit<Rule, 'constraints'> = {
  type: 'artifact_signature',
  position: null,
  applies: { name: null, tags: [], tagRegex: null },
  verified: true,
  sigstore: null,
}
