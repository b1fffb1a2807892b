/** From what is asked of each claim to the constraints of a rule, and what can never be met. */
import { type CodedError, configError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Constraint, Expected, PolicyContext, RuleType } from '../../model/index.ts'
import { quoted } from '../../text/quoted.ts'
import { type ClaimName, type ClaimRequirement, claimNamed } from './claim-table.ts'
import { conflicts } from './conflicts.ts'
import { isRegularExpression, patternText, shown } from './glob.ts'
import { actionsIssuer } from './repository-names.ts'
import { slsaPredicateTypes } from './slsa-provenance.ts'

/**
 * The constraints for these claims. A rule that reads what only GitHub's issuer fills, and names no issuer, means that
 * issuer (contract, section 3; threats D-21).
 */
export function constraintsOf(
  type: RuleType,
  asked: readonly ClaimRequirement[],
  surroundings: PolicyContext,
): Constraint[] {
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
export function resolveCurrent(
  type: RuleType,
  asked: ClaimRequirement,
  surroundings: PolicyContext,
): ClaimRequirement | null {
  const { current } = claimNamed(type, asked.claim)
  if (current === undefined) return asked
  const resolved = asked.expected.map((value) => (value === 'current' ? current(surroundings) : value))
  if (resolved.some((value) => value === null)) return null
  return { ...asked, expected: resolved as unknown as ClaimRequirement['expected'] }
}

/** What can never be met, said where it stands: a value, or claims that exclude each other. */
export function claimDiagnostics(
  type: RuleType,
  asked: readonly ClaimRequirement[],
  surroundings: PolicyContext,
): CodedError[] {
  const context = { surroundings, github: isGitHubs(asked, surroundings) }
  const resolved = asked.map((one) => ({ one, resolved: resolveCurrent(type, one, surroundings) }))
  const understood = resolved.flatMap(({ resolved }) => resolved ?? [])
  return [
    ...resolved.flatMap(({ one, resolved }) => (resolved === null ? noRun(one) : [])),
    ...understood.flatMap((one) =>
      valueMessages(one, (value) => {
        if (patternText(value).length > limits.certificateBytes) return 'is longer than any certificate.'
        return isRegularExpression(value) ? noRegularExpression : claimNamed(type, one.claim).mistake(value, context)
      }).map((message) => configError(message, { position: one.position })),
    ),
    ...conflicts(understood, surroundings),
  ]
}

const noRegularExpression =
  "looks like a regular expression and can never match: write the exact value, or a glob in an artifact_provenance rule, as in { glob: 'https://github.com/acme/**' }."

function noRun({ position, label }: ClaimRequirement): CodedError {
  return configError(`${label}: current refers to the running workflow, but this step does not run in a workflow.`, {
    position,
    hint: 'The runner sets GITHUB_REPOSITORY, GITHUB_RUN_ID and GITHUB_SHA, which identify the run.',
  })
}

/** What there is to say of each value: label, value, and the words for it. */
export function valueMessages({ label, expected }: ClaimRequirement, of: (value: Expected) => string | null): string[] {
  return expected.flatMap((value) => {
    const words = of(value)
    return words === null ? [] : [`${label}: ${quoted(shown(value))} ${words}`]
  })
}

/** Whether a rule is about GitHub's workflows: it names no issuer, or one of theirs, an enterprise's too. */
export function isGitHubs(asked: readonly ClaimRequirement[], { serverUrl }: PolicyContext): boolean {
  const issuers = asked.flatMap(({ claim, expected }) => (claim === 'cert_issuer' ? expected : []))
  return issuers
    .map(patternText)
    .every((issuer) => issuer.startsWith(actionsIssuer(serverUrl)) || !URL.canParse(issuer))
}
