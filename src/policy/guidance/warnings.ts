/** What the reader should know of a verified image although the policy is obeyed. */
import type { ImageVerdict, PolicyWarning } from '../../model/index.ts'

/** Runners that nobody but the provider has a hand in (https://docs.gitlab.com/ci/secrets/id_token_authentication/). */
const hosted: ReadonlySet<string> = new Set(['github-hosted', 'gitlab-hosted'])

/**
 * A warning for each rule that says nothing about the runner and was met by a build on one that is not GitHub's: what
 * ran there before, and who has a hand in it, is for its owner to know.
 */
export function selfHostedRunnerWarnings({ code, reference, rules, attestations }: ImageVerdict): PolicyWarning[] {
  if (code !== 'VERIFIED') return []
  return rules.flatMap(({ satisfiedBy, claims, position }) => {
    const signer = satisfiedBy === null ? null : (attestations[satisfiedBy]?.signer ?? null)
    const runner = signer?.runner_environment ?? null
    if (runner === null || hosted.has(runner)) return []
    const asked = new Set(claims.map(({ claim }) => claim))
    if (asked.has('runner_environment')) return []
    // Without an issuer that of GitHub Actions is meant, once a runner is asked for.
    const issuer = asked.has('cert_issuer') ? '' : ` and cert_issuer: ${signer?.cert_issuer}`
    const message = `${reference}: the image was built on a ${runner} runner, and the policy does not restrict the runner. If you expected that, set runner_environment: ${runner}${issuer}.`
    return [{ message, position }]
  })
}
