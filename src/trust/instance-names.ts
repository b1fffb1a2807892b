/** How Sigstore instances are named in inputs and profiles. */
import { configError } from '../core/errors.ts'
import { isLoopback } from '../core/loopback.ts'

export const publicGoodHost = 'tuf-repo-cdn.sigstore.dev'
export const githubHost = 'tuf-repo.github.com'

/** The instances that are known by name. Any other is named by the URL of its TUF repository, and needs `tuf-root`. */
export const instanceNames: readonly string[] = ['auto', 'bundled', publicGoodHost, githubHost]

/**
 * The URL of a TUF repository: https, or http on loopback.
 * @param label - what messages call the place that the text stands in
 * @throws {CodedError} CONFIG_ERROR for anything else
 */
export function repositoryUrl(text: string, label = 'Input sigstore'): URL {
  const url = URL.parse(text)
  const isSpoken = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (url !== null && isSpoken && url.username + url.password + url.search + url.hash === '') return url
  // Not the text itself: it may hold a password.
  throw configError(`${label}: expected ${instanceNames.join(', ')}, or the https URL of a TUF repository.`, {
    hint: `Plain http is allowed on loopback only. The URL must not have a user name, a query, or a fragment.`,
  })
}
