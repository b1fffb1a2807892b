/** What to do about a refusal, as far as the registry's own words tell. */
import { wordsIn } from './words.ts'

/** Why a registry refuses, where its words tell. */
export type RefusalKind = 'rate limit' | 'expired' | 'address' | 'sso' | 'scope' | 'wrong login' | 'permission'

/** In the order in which they are looked for: words about an expired token may speak of permissions, too. */
const kinds: readonly (readonly [RefusalKind, RegExp])[] = [
  ['rate limit', /rate.?limit|too.?many.?requests|throttl|abuse detection|quota/i],
  ['address', /\bip\b.*(?:allow|permit|block|denied)|(?:allow|white).?list|firewall/i],
  ['sso', /\bsaml\b|\bsso\b|single sign/i],
  ['expired', /\bexpired?\b/i],
  ['scope', /\bscopes?\b/i],
  [
    'wrong login',
    /bad credentials|(?:incorrect|invalid|wrong) (?:user|password|credential|login)|authentication failed/i,
  ],
  ['permission', /permission|denied on resource|insufficient|not authorized to perform/i],
]

/** What kind of refusal this is by the words in its body; null where they do not tell. */
export function refusalKind(status: number, body: Uint8Array): RefusalKind | null {
  if (status === 429) return 'rate limit'
  const words = wordsIn(body)
  return (words === null ? undefined : kinds.find(([, pattern]) => pattern.test(words)))?.[0] ?? null
}

/** What to do about it, at the registry of that name. */
export function remedyFor(kind: RefusalKind, host: string): string {
  switch (kind) {
    case 'rate limit':
      return `${host} limits requests: re-run the job in some minutes, with fewer images at a time; a login with docker/login-action may have a higher limit.`
    case 'address':
      return `${host} lets only some IP addresses in: run the job on a runner that has one of them, or have its address added to the allow list.`
    case 'sso':
      return 'Authorize the token of that login for the organization\'s single sign-on (on GitHub: "Configure SSO" among the settings of the token), or log in with the job\'s GITHUB_TOKEN.'
    case 'expired':
      return `The login at ${host} has expired: log in again, with docker/login-action right before this step; a secret that holds the token has to be renewed first.`
    case 'scope':
      return `The token of the login at ${host} lacks a scope: for ghcr.io a personal access token (classic) needs \`read:packages\`.`
    case 'wrong login':
      return `${host} does not accept that user name and password: check the secrets with which docker/login-action logs in.`
    case 'permission':
      return `The login at ${host} lacks the permission that is named: give it the right to read this repository; on ghcr.io the job needs \`permissions: packages: read\`.`
  }
}
