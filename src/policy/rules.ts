/** Rules out of what a profile, the claim inputs, or nothing at all says. */
import type { CodedError, Position } from '../core/errors.ts'
import { configError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type {
  Assurance,
  Constraint,
  Expected,
  Policy,
  PolicyWarning,
  Rule,
  RuleType,
  Surroundings,
} from '../model/index.ts'
import { quoted } from '../text/quoted.ts'
import type { Claim } from './claims/claim.ts'
import { type ClaimName, claimNamed } from './claims/claim-table.ts'
import { conflicts } from './claims/conflicts.ts'
import { isRegularExpression, shown, textOf } from './claims/glob.ts'
import { parseIdentity, pinsSigner } from './claims/identity.ts'
import { actionsIssuer } from './claims/repository-names.ts'
import { slsaPredicateTypes } from './claims/slsa-provenance.ts'

/** One claim asked for: a value or several of which any one will do, and where it stands. */
export interface Asked {
  claim: ClaimName
  expected: readonly [Expected, ...Expected[]]
  position: Position | null
  /** How the user knows it: `Input cert-issuer`, or `The profile's cert_issuer`. */
  label: string
}

/**
 * The constraints for these claims. A rule that reads what only GitHub's issuer fills, and names no issuer, means that
 * issuer (contract, section 3; threats D-21).
 */
export function constraintsOf(type: RuleType, asked: readonly Asked[], surroundings: Surroundings): Constraint[] {
  const constraints = asked.map(({ claim, expected, position }) => ({ claim, expected, position }))
  const names = (claim: ClaimName): boolean => asked.some((one) => one.claim === claim)
  const readsGitHub = asked.some(({ claim, expected }) =>
    expected.some((value) => claimNamed(type, claim).impliesActions(value)),
  )
  const implied: Constraint[] = []
  if (type === 'artifact_provenance' && !names('predicate_type')) {
    implied.push({ claim: 'predicate_type', expected: slsaPredicateTypes, position: null })
  }
  if (readsGitHub && !names('cert_issuer')) {
    implied.push({ claim: 'cert_issuer', expected: [actionsIssuer(surroundings.serverUrl)], position: null })
  }
  return [...constraints, ...implied]
}

/**
 * The same with `current` written out, where a claim has it.
 * @returns null in place of the claim, where there is no run that `current` could stand for
 */
export function resolveCurrent(type: RuleType, asked: Asked, surroundings: Surroundings): Asked | null {
  const { current } = claimNamed(type, asked.claim)
  if (current === undefined) return asked
  const resolved = asked.expected.map((value) => (value === 'current' ? current(surroundings) : value))
  if (resolved.some((value) => value === null)) return null
  return { ...asked, expected: resolved as unknown as Asked['expected'] }
}

/** What can never be met, said where it stands: a value, or claims that exclude each other. */
export function claimMistakes(type: RuleType, asked: readonly Asked[], surroundings: Surroundings): CodedError[] {
  const context = { surroundings, github: isGitHubs(asked, surroundings) }
  const resolved = asked.map((one) => ({ one, resolved: resolveCurrent(type, one, surroundings) }))
  const understood = resolved.flatMap(({ resolved }) => resolved ?? [])
  return [
    ...resolved.flatMap(({ one, resolved }) => (resolved === null ? noRun(one) : [])),
    ...understood.flatMap((one) =>
      remarks(one, (value) => {
        if (textOf(value).length > limits.certificateBytes) return 'is longer than any certificate.'
        return isRegularExpression(value) ? noRegularExpression : claimNamed(type, one.claim).mistake(value, context)
      }).map((message) => configError(message, { position: one.position })),
    ),
    ...conflicts(understood, surroundings),
  ]
}

const noRegularExpression =
  "looks like a regular expression, and can never match: write the text itself, or a glob in an artifact_provenance rule, as in { glob: 'https://github.com/acme/**' }."

function noRun({ position, label }: Asked): CodedError {
  return configError(`${label}: current stands for what this workflow run is of, and this is no workflow run.`, {
    position,
    hint: 'GITHUB_REPOSITORY, GITHUB_RUN_ID and GITHUB_SHA say which it is; the runner sets them.',
  })
}

/** What there is to say of each value: label, value, and the words for it. */
function remarks({ label, expected }: Asked, of: (value: Expected) => string | null): string[] {
  return expected.flatMap((value) => {
    const words = of(value)
    return words === null ? [] : [`${label}: ${quoted(shown(value))} ${words}`]
  })
}

/** Whether a rule is about GitHub's workflows: it names no issuer, or one of theirs, an enterprise's too. */
function isGitHubs(asked: readonly Asked[], { serverUrl }: Surroundings): boolean {
  const issuers = asked.flatMap(({ claim, expected }) => (claim === 'cert_issuer' ? expected : []))
  return issuers.map(textOf).every((issuer) => issuer.startsWith(actionsIssuer(serverUrl)) || !URL.canParse(issuer))
}

/** What the reader should know of this rule although it is obeyed. */
export function warningsOf(rule: Rule, asked: readonly Asked[], surroundings: Surroundings): PolicyWarning[] {
  const { type, position, verified, constraints } = rule
  const context = { surroundings, github: isGitHubs(asked, surroundings) }
  const oddities = asked.flatMap((one) => {
    const { oddity } = claimNamed(type, one.claim)
    const said = oddity === undefined ? [] : remarks(one, (value) => oddity(value, context))
    return said.map((message) => ({ message, position: one.position }))
  })
  if (!verified) {
    return [
      { message: `${type}: is_signed alone verifies nothing; add is_verified and claims.`, position },
      ...oddities,
    ]
  }
  const identifying = constraints.filter((constraint) => identifies(type, constraint, surroundings))
  if (identifying.length === 0) {
    const message = `${type}: any signer is accepted, for no claim says who must have signed.`
    return [{ message, position }, ...oddities]
  }
  return [...reusableAlone(rule, identifying, surroundings), ...anyProvider(rule), ...oddities]
}

/** What the rule shows once it is met. */
export function assuranceOf(rule: Rule, surroundings: Surroundings): Assurance {
  if (!rule.verified) return 'none'
  return acceptsAnyone(rule, surroundings) ? 'any-signer' : 'named-signer'
}

/** Whether the rule accepts a stranger's signature. */
export function acceptsAnyone({ type, constraints }: Rule, surroundings: Surroundings): boolean {
  return !constraints.some((constraint) => identifies(type, constraint, surroundings))
}

function identifies(type: RuleType, { claim, expected }: Constraint, surroundings: Surroundings): boolean {
  const { identifies: pins }: Claim = claimNamed(type, claim)
  return expected.every((value) => pins(value, surroundings))
}

/** An e-mail address alone: every provider that the Sigstore instance knows may vouch for it. */
function anyProvider({ type, constraints }: Rule): PolicyWarning[] {
  if (constraints.some(({ claim }) => claim === 'cert_issuer')) return []
  const address = constraints.find(({ claim, expected }) => {
    return claim === 'signer_identity' && expected.some((value) => parseIdentity(value)?.form === 'email')
  })
  if (address === undefined) return []
  const message = `${type}: signer_identity is an e-mail address, and nothing says which identity provider must have vouched for it: add cert_issuer.`
  return [{ message, position: address.position }]
}

/**
 * A workflow pinned without the source that it builds: a reusable one, of the running repository too, signs in its own
 * name for whatever repository calls it (threats D-01).
 */
function reusableAlone(rule: Rule, identifying: readonly Constraint[], { serverUrl }: Surroundings): PolicyWarning[] {
  const pinsSource = identifying.some(({ claim }) => claim !== 'signer_identity' && claim !== 'builder_id')
  if (pinsSource) return []
  const isCallable = (value: Expected): boolean => {
    const identity = parseIdentity(value)
    if (identity?.form === 'workflow') return true
    const uri = textOf(value)
    // What does not read like a workflow of GitHub's can be called by nobody, and its certificate may have no repository.
    return identity?.form === 'uri' && (uri.startsWith(`${serverUrl}/`) || uri.includes('/.github/workflows/'))
  }
  const callable = identifying.find(({ expected }) => expected.some(isCallable))
  if (callable === undefined) return []
  const source = rule.type === 'artifact_attestation_slsa' ? 'workflow_repository' : 'repository'
  return [
    {
      message: `${rule.type}: ${callable.claim} names a workflow, but no claim names the source that it must have built. If other repositories can call the workflow, it signs for them too: add ${source}.`,
      position: callable.position ?? rule.position,
    },
  ]
}

/**
 * The policy of the five claim inputs. Without `repository` the repository that runs the workflow is meant, unless
 * `signer-identity` says by itself whose signature it is: no combination of them accepts a stranger's (threat D-60).
 * @returns the policy, or every value in it that can never be met
 */
export function policyOfClaims(asked: readonly Asked[], surroundings: Surroundings): Policy | CodedError[] {
  const mistakes = claimMistakes('artifact_signature', asked, surroundings)
  if (mistakes.length > 0) return mistakes
  if (saysWhoSigned(asked)) return claimPolicy(asked, surroundings)
  const { repository, serverUrl } = surroundings
  if (!isGitHubs(asked, surroundings)) return [otherProvider(asked)]
  if (repository === null) return [noRepository(asked)]
  const label = 'GITHUB_REPOSITORY'
  const running: Asked = { claim: 'repository', expected: [`${serverUrl}/${repository}`], position: null, label }
  const unknown = claimMistakes('artifact_signature', [running], surroundings)
  return unknown.length > 0 ? unknown : claimPolicy([running, ...asked], surroundings)
}

/** The policy when nothing was asked for: signed by this very repository's workflows. Never any signer. */
export function defaultPolicy(surroundings: Surroundings): Policy | CodedError[] {
  return policyOfClaims([], surroundings)
}

/** A repository, or an identity that is whole: with owner and repository, a URI, or an e-mail address. */
function saysWhoSigned(asked: readonly Asked[]): boolean {
  return asked.some(({ claim, expected }) => {
    const identity = claim === 'signer_identity' ? parseIdentity(expected[0]) : null
    return claim === 'repository' || (identity !== null && pinsSigner(identity))
  })
}

/** Of another provider's certificates none names the repository that runs this workflow. */
function otherProvider(asked: readonly Asked[]): CodedError {
  return configError(
    `Input cert-issuer: it is not the issuer of GitHub Actions, and the claim inputs (${namesOf(asked)}) do not say who must have signed.`,
    {
      hint: 'Set the input signer-identity to a whole identity (a URI or an e-mail address), or set repository to the URL in the certificate.',
    },
  )
}

function noRepository(asked: readonly Asked[]): CodedError {
  if (asked.length === 0) {
    return configError(
      'There is no profile, no claim input, and GITHUB_REPOSITORY is not set, so that nothing says who must have signed.',
      { hint: 'Set the input profile, or repository.' },
    )
  }
  return configError(
    `GITHUB_REPOSITORY is not set, and the claim inputs (${namesOf(asked)}) name no repository: nothing says who must have signed.`,
    { hint: 'Set the input repository, or set signer-identity to a whole identity.' },
  )
}

function namesOf(asked: readonly Asked[]): string {
  return asked.map(({ label }) => label.replace('Input ', '')).join(', ')
}

function claimPolicy(asked: readonly Asked[], surroundings: Surroundings): Policy {
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
