/** Names of repositories and issuers: the short forms of the profile, written out. */

/** The issuer of the OpenID tokens that GitHub's workflows on this server get. */
export function actionsIssuer(serverUrl: string): string {
  const { hostname } = new URL(serverUrl)
  if (hostname === 'github.com') return 'https://token.actions.githubusercontent.com'
  if (hostname.endsWith('.ghe.com')) return `https://token.actions.${hostname}`
  return `${serverUrl}/_services/token`
}

/**
 * A repository's URI out of `owner/repo` or a URL; a trailing `/` and `.git` are left away. null where it is neither
 * (threats D-07: nothing else is normalised, nothing but ASCII is a name).
 */
export function repositoryUri(text: string, serverUrl: string): string | null {
  const bare = text.replace(/\/$/, '').replace(/\.git$/, '')
  if (ownerAndName.test(bare)) return `${serverUrl}/${bare}`
  return repositoryUrl.test(bare) ? bare : null
}

const segment = '(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+'
const ownerAndName = new RegExp(`^${segment}/${segment}$`)
const repositoryUrl = new RegExp(`^https://[A-Za-z0-9.:-]+(?:/${segment}){2,}$`)

/** Equality of repositories, in which GitHub ignores the case of ASCII letters. */
export function sameRepository(a: string, b: string): boolean {
  return asciiLowerCase(a) === asciiLowerCase(b)
}

function asciiLowerCase(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}
