/**
 * The endpoint that hands out a registry's tokens (distribution, "Token Authentication"): who may be asked for one, with
 * credentials or without, and what for (threats E-01, E-06, E-16).
 */
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { isLoopback } from '../core/loopback.ts'
import { member, parseJsonObject } from '../formats/strict-json.ts'
import type { Http, HttpResponse } from '../http/client.ts'
import { isPublicName, sameOrigin } from '../http/origin.ts'
import { followRedirects } from '../http/redirect.ts'
import { basicValue, type Credential } from './credential.ts'
import { isDockerHub } from './origin.ts'

/** What the token is to be for: `scope` is what the registry asked for, in behalf of the repository at `path`. */
export interface TokenRequest {
  service: string | null
  path: string
  scope: string | null
}

/**
 * The challenge with which this registry is known to answer every request without a token, that for a public image, too;
 * null where none is known. A registry that has changed it is asked without, and says so.
 */
export function wellKnownChallenge(host: string): string | null {
  if (isDockerHub(host)) return 'Bearer realm="https://auth.docker.io/token",service="registry.docker.io"'
  if (host === 'ghcr.io') return 'Bearer realm="https://ghcr.io/token",service="ghcr.io"'
  return null
}

/** Asks for a token with what the credential is good for there: a login, an identity token, or nothing. */
export function askForToken(
  http: Http,
  realm: URL,
  wanted: TokenRequest,
  credential: Credential | null,
): Promise<HttpResponse> {
  if (credential?.kind === 'identity-token') return postRefreshToken(http, realm, wanted, credential.token)
  return getToken(http, realm, wanted, credential)
}

function getToken(http: Http, realm: URL, wanted: TokenRequest, credential: Credential | null): Promise<HttpResponse> {
  const url = new URL(realm)
  if (wanted.service !== null) url.searchParams.set('service', wanted.service)
  url.searchParams.set('scope', scopeFor(wanted.path, wanted.scope))
  const login = credential !== null && 'username' in credential ? `Basic ${basicValue(credential)}` : null
  const headers = { Accept: 'application/json' }
  return followRedirects(http, { method: 'GET', url, headers, maxBytes: limits.tokenBytes }, login)
}

function postRefreshToken(http: Http, realm: URL, wanted: TokenRequest, token: string): Promise<HttpResponse> {
  const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'verify-image-provenance' })
  if (wanted.service !== null) form.set('service', wanted.service)
  form.set('scope', scopeFor(wanted.path, wanted.scope))
  form.set('refresh_token', token)
  const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' }
  return http.send({ method: 'POST', url: realm, headers, body: form.toString(), maxBytes: limits.tokenBytes })
}

/** The token endpoint that a challenge names, null where it is no URL that may be asked. */
export function readRealm(text: string, origin: URL): URL | null {
  if (!URL.canParse(text)) return null
  const realm = new URL(text)
  const bare = realm.username === '' && realm.password === '' && realm.hash === ''
  const spoken = realm.protocol === 'https:' || (realm.protocol === 'http:' && origin.protocol === 'http:')
  return bare && spoken ? realm : null
}

/**
 * Whether a token endpoint may see a registry's credentials (contract, input `auth-hosts`): one at the registry's own
 * origin, the two that are known to stand elsewhere, and those that the user has named.
 */
export function maySeeCredentials(realm: URL, host: string, origin: URL, authHosts: readonly string[]): boolean {
  if (sameOrigin(realm, origin)) return true
  if (realm.protocol !== 'https:' && !isLoopback(realm.hostname)) return false
  if (isDockerHub(host) && realm.origin === 'https://auth.docker.io') return true
  if (host === 'registry.gitlab.com' && realm.origin === 'https://gitlab.com') return true
  return authHosts.some((name) => name.trim().toLowerCase() === realm.host)
}

/**
 * Whether any other token endpoint may be asked, without credentials: on a public name that does no harm, inside of the
 * runner's own network it might (threats E-06).
 */
export function mayBeAskedAnonymously(realm: URL, origin: URL): boolean {
  if (isLoopback(realm.hostname)) return isLoopback(origin.hostname)
  return realm.protocol === 'https:' && isPublicName(realm.hostname)
}

/**
 * What the registry asks for, as long as that is reading and nothing else: it is the registry that gets the token. The
 * name in it may differ from the path, where a registry answers for another one.
 */
function scopeFor(path: string, asked: string | null): string {
  const modest = asked?.split(' ').every((scope) => /^repository:[A-Za-z0-9._/:-]+:pull$/.test(scope)) ?? false
  return asked !== null && modest ? asked : `repository:${path}:pull`
}

/**
 * The token in an answer.
 * @throws {CodedError} REGISTRY_ERROR where there is none that a header can hold
 */
export function readToken(answer: HttpResponse): string {
  try {
    const body = parseJsonObject(answer.body)
    const token = member(body, 'token') ?? ''
    return usable(token === '' ? member(body, 'access_token') : token, answer.url)
  } catch (error) {
    if (error instanceof CodedError) throw error
    throw noToken(answer.url)
  }
}

/** Printable ASCII only, and no more than servers take: a token becomes part of a header (threats E-16, E-130). */
function usable(token: unknown, url: URL): string {
  if (typeof token === 'string' && token.length <= limits.tokenLength && /^[\x21-\x7e]+$/.test(token)) return token
  throw noToken(url)
}

function noToken(url: URL): CodedError {
  return new CodedError('REGISTRY_ERROR', `the token endpoint at ${url.host} returned no usable token`, {
    hint: `Is ${url.origin}${url.pathname} what hands out the registry's tokens, and no proxy or login page in between?`,
  })
}
