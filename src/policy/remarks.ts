/** What the reader should know of a verified image although the policy is obeyed. */
import type { ImageVerdict, PolicyWarning } from '../model.ts'

/**
 * A warning for each rule that says nothing about the runner and was met by a build on one that is not GitHub's: what
 * ran there before, and who has a hand in it, is for its owner to know.
 */
export function runnerRemarks({ code, reference, rules, attestations }: ImageVerdict): PolicyWarning[] {
  if (code !== 'VERIFIED') return []
  return rules.flatMap(({ satisfiedBy, claims, position }) => {
    const runner = satisfiedBy === null ? null : (attestations[satisfiedBy]?.signer?.runner_environment ?? null)
    if (runner === null || runner === 'github-hosted') return []
    if (claims.some(({ claim }) => claim === 'runner_environment')) return []
    const message = `${reference}: built on a ${runner} runner, and the policy says nothing about the runner. Write runner_environment: ${runner} if that is right.`
    return [{ message, position }]
  })
}
