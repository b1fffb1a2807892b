/** Names of repositories, owners and issuers: the short forms of the profile, written out. */
import type { Expected } from '../../model/index.ts'
import { literalPrefix, mapExpected, matches } from './glob.ts'

/** The issuer of the OpenID tokens that GitHub's workflows on this server get. */
export function actionsIssuer(serverUrl: string): string {
  const { hostname } = new URL(serverUrl)
  if (hostname === 'github.com') return 'https://token.actions.githubusercontent.com'
  if (hostname.endsWith('.ghe.com')) return `https://token.actions.${hostname}`
  return `${serverUrl}/_services/token`
}

/**
 * A repository's URI out of `owner/repo` or a URL; a trailing `/` and `.git` are left away. null where it is neither
 * (threats D-07: nothing else is normalized, nothing but ASCII is a name).
 */
export function repositoryUri(text: string, serverUrl: string): string | null {
  const bare = text.replace(/\/$/, '').replace(/\.git$/, '')
  if (ownerAndName.test(bare)) return `${serverUrl}/${bare}`
  return repositoryUrl.test(bare) ? bare : null
}

/** An owner's URI out of a name or a URL; null where it is neither. */
export function ownerUri(text: string, serverUrl: string): string | null {
  const bare = text.replace(/\/$/, '')
  if (ownerName.test(bare)) return `${serverUrl}/${bare}`
  return ownerUrl.test(bare) ? bare : null
}

/** The value with the server's address before it, where it has none: `owner/*` is short for `https://host/owner/*`. */
export function withServer(glob: string, serverUrl: string): string {
  return glob.includes('://') ? glob : `${serverUrl}/${glob}`
}

/** Whether every URI that meets this value is of one owner, which the value spells out. */
export function pinsOwner(uri: Expected): boolean {
  return typeof uri === 'string' || /^https:\/\/[^/]+\/[^/]+\//.test(literalPrefix(uri))
}

const segment = '(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+'
const ownerAndName = new RegExp(`^${segment}/${segment}$`)
const repositoryUrl = new RegExp(`^https://[A-Za-z0-9.:-]+(?:/${segment}){2,}$`)

const ownerName = new RegExp(`^${segment}$`)
const ownerUrl = new RegExp(`^https://[A-Za-z0-9.:-]+/${segment}$`)

/** Whether the value is met by this URI of a repository or owner, in which GitHub ignores the case of ASCII letters. */
export function matchesName(expected: Expected, uri: string): boolean {
  return matches(mapExpected(expected, asciiLowerCase), asciiLowerCase(uri))
}

/** What GitHub takes two names for that differ in the case of ASCII letters alone. */
export function asciiLowerCase(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}
