/** Rules out of what a profile, the claim inputs, or nothing at all says. */
import type { CodedError, Position } from '../errors.ts'
import { configError } from '../errors.ts'
import type { Constraint, Policy, PolicyWarning, Rule, Surroundings } from '../model.ts'
import { type ClaimName, claimNamed } from './claims.ts'
import { actionsIssuer } from './names.ts'

/** One claim asked for: a value or several of which any one will do, and where it stands. */
export interface Asked {
  claim: ClaimName
  expected: readonly [string, ...string[]]
  position: Position | null
  /** How the user knows it: `Input cert-issuer`, or `The profile's artifact[0].def.cert_issuer`. */
  label: string
}

/**
 * The constraints for these claims. A rule that reads what only GitHub's issuer fills, and names no issuer, means that
 * issuer (contract, section 3; threats D-21).
 */
export function constraintsOf(asked: readonly Asked[], surroundings: Surroundings): Constraint[] {
  const constraints = asked.map(({ claim, expected, position }) => ({ claim, expected, position }))
  const namesIssuer = asked.some(({ claim }) => claim === 'cert_issuer')
  const readsGitHub = asked.some(({ claim, expected }) =>
    expected.some((value) => claimNamed(claim).impliesActions(value)),
  )
  if (namesIssuer || !readsGitHub) return constraints
  return [...constraints, { claim: 'cert_issuer', expected: [actionsIssuer(surroundings.serverUrl)], position: null }]
}

/** The values that can never be met, each said where it stands. */
export function claimMistakes(asked: readonly Asked[], surroundings: Surroundings): CodedError[] {
  return asked.flatMap(({ claim, expected, position, label }) =>
    expected.flatMap((value) => {
      const mistake = claimNamed(claim).mistake(value, surroundings)
      return mistake === null ? [] : configError(`${label}: ${JSON.stringify(value)} ${mistake}`, { position })
    }),
  )
}

/** What the reader should know of these rules although they are obeyed. */
export function warningsOf(rules: readonly Rule[]): PolicyWarning[] {
  return rules.flatMap(({ type, position, verified, constraints }) => {
    if (!verified) {
      return { message: `${type}: is_signed alone verifies nothing; add is_verified and claims.`, position }
    }
    if (constraints.some(identifies)) return []
    return { message: `${type}: any signer is accepted, for no claim says who must have signed.`, position }
  })
}

/**
 * Whether this constraint refuses a stranger's signature. A workflow without its repository does not: it means that
 * file in whatever repository the source is.
 */
function identifies({ claim, expected }: Constraint): boolean {
  if (claim === 'signer_identity') return expected.every((value) => !claimNamed(claim).impliesActions(value))
  return claim === 'repository' || claim === 'workflow_repository'
}

/**
 * The policy of the five claim inputs.
 * @throws {CodedError} CONFIG_ERROR for a value that can never be met
 */
export function policyOfClaims(asked: readonly Asked[], surroundings: Surroundings): Policy | CodedError[] {
  const mistakes = claimMistakes(asked, surroundings)
  if (mistakes.length > 0) return mistakes
  const rules = [{ ...anyImage, constraints: constraintsOf(asked, surroundings) }]
  return { rules, warnings: warningsOf(rules) }
}

/** The policy when nothing was asked for: signed by this very repository's workflows. Never any signer. */
export function defaultPolicy(surroundings: Surroundings): Policy | CodedError[] {
  if (surroundings.repository === null) {
    return [
      configError(
        'There is no profile, no claim input, and GITHUB_REPOSITORY is not set, so that nothing says who must have signed.',
        {
          hint: 'Set the input profile, or repository.',
        },
      ),
    ]
  }
  const repository = `${surroundings.serverUrl}/${surroundings.repository}`
  return policyOfClaims(
    [{ claim: 'repository', expected: [repository], position: null, label: 'GITHUB_REPOSITORY' }],
    surroundings,
  )
}

const anyImage: Omit<Rule, 'constraints'> = {
  type: 'artifact_signature',
  position: null,
  applies: { name: null, tags: [], tagRegex: null },
  verified: true,
  sigstore: null,
}
