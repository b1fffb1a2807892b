/**
 * Logging in to a registry: the token dance of the distribution specification, and basic authentication. A registry may
 * name any token endpoint it likes, so who gets the credentials is decided here (threats E-01, E-16, E-17, R-08).
 */

import { CodedError } from '../errors.ts'
import type { Http, HttpResponse } from '../http/client.ts'
import { requestLine } from '../http/failure.ts'
import { isPublicName, sameOrigin } from '../http/origin.ts'
import { follow } from '../http/redirect.ts'
import { member, parseJsonObject } from '../json.ts'
import { limits } from '../limits.ts'
import { isLoopback } from '../loopback.ts'
import { type Challenge, parseChallenges } from './challenge.ts'
import { basicValue, type Credential, type CredentialLookup } from './credentials.ts'
import { statusFailure } from './failure.ts'
import { isDockerHub } from './origin.ts'

export interface AuthOptions {
  credentialsFor: (host: string) => CredentialLookup
  /** Further hosts, with their port where they have one, that may see the registry's credentials. */
  authHosts: readonly string[]
}

export interface Auth {
  /** The Authorization header to begin with, null before the first login. */
  current(path: string): string | null
  /**
   * The header to answer a 401 with; requests that come together share one login.
   * @throws {CodedError} REGISTRY_ERROR where there is no way in
   */
  renew(path: string, refused: HttpResponse, used: string | null): Promise<string>
  /** The error for a request that was refused for good, with a 401 or a 403. */
  refusal(path: string, answer: HttpResponse): CodedError
}

interface Session {
  header: string | null
  pending: Promise<string> | null
  /** The host of a token endpoint that was not trusted with the credentials. */
  withheldFrom: string | null
}

interface Context extends AuthOptions {
  host: string
  origin: URL
  http: Http
}

/** Logins to one registry, kept by path: a token is good for the repository that it was asked for. */
export function openAuth(host: string, origin: URL, http: Http, options: AuthOptions): Auth {
  const context: Context = { ...options, host, origin, http }
  const sessions = new Map<string, Session>()
  const sessionOf = (path: string): Session => {
    const session = sessions.get(path) ?? { header: null, pending: null, withheldFrom: null }
    sessions.set(path, session)
    return session
  }
  return {
    current: (path) => sessionOf(path).header,
    renew: (path, refused, used) => renew(context, path, sessionOf(path), refused, used),
    refusal(path, answer) {
      if (!sameOrigin(answer.url, context.origin)) return refusedElsewhere(context, answer)
      return refusal(context, sessionOf(path), answer)
    },
  }
}

async function renew(
  context: Context,
  path: string,
  session: Session,
  refused: HttpResponse,
  used: string | null,
): Promise<string> {
  if (session.pending) return session.pending
  if (session.header !== null && session.header !== used) return session.header
  session.pending = logIn(context, path, session, refused)
  try {
    session.header = await session.pending
    return session.header
  } finally {
    session.pending = null
  }
}

async function logIn(context: Context, path: string, session: Session, refused: HttpResponse): Promise<string> {
  const { credential } = context.credentialsFor(context.host)
  if (credential?.kind === 'registry-token') return `Bearer ${credential.token}`
  const challenges = parseChallenges(refused.headers['www-authenticate'] ?? '')
  const bearer = challenges.find((challenge) => challenge.scheme === 'bearer')
  if (bearer) return `Bearer ${await fetchToken(context, path, session, bearer, credential)}`
  const basic = challenges.some((challenge) => challenge.scheme === 'basic')
  if (basic && credential?.kind === 'basic') return `Basic ${basicValue(credential)}`
  throw refusal(context, session, refused)
}

async function fetchToken(
  context: Context,
  path: string,
  session: Session,
  challenge: Extract<Challenge, { scheme: 'bearer' }>,
  known: Credential | null,
): Promise<string> {
  const { host, origin, http, authHosts } = context
  const realm = readRealm(challenge.realm, origin)
  const trusted = realm !== null && maySeeCredentials(realm, host, origin, authHosts)
  if (realm === null || !(trusted || mayBeAskedAnonymously(realm, origin))) throw refusedRealm(context, challenge.realm)
  const credential = trusted ? known : null
  session.withheldFrom = known !== null && !trusted ? realm.host : null
  const wanted = { service: challenge.service, scope: scopeFor(path, challenge.scope) }
  const [method, answer] =
    credential?.kind === 'identity-token'
      ? ['POST', await postRefreshToken(http, realm, wanted, credential.token)]
      : ['GET', await getToken(http, realm, wanted, credential)]
  if (answer.status === 401 || answer.status === 403) throw refusal(context, session, answer, method)
  if (answer.status !== 200) throw statusFailure(answer, method)
  return readToken(answer)
}

interface Wanted {
  service: string | null
  scope: string
}

function getToken(http: Http, realm: URL, wanted: Wanted, credential: Credential | null): Promise<HttpResponse> {
  const url = new URL(realm)
  if (wanted.service !== null) url.searchParams.set('service', wanted.service)
  url.searchParams.set('scope', wanted.scope)
  const login = credential?.kind === 'basic' ? `Basic ${basicValue(credential)}` : null
  const headers = { Accept: 'application/json' }
  return follow(http, { method: 'GET', url, headers, maxBytes: limits.tokenBytes }, login)
}

function postRefreshToken(http: Http, realm: URL, wanted: Wanted, token: string): Promise<HttpResponse> {
  const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'verify-image-provenance' })
  if (wanted.service !== null) form.set('service', wanted.service)
  form.set('scope', wanted.scope)
  form.set('refresh_token', token)
  const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' }
  return http.send({ method: 'POST', url: realm, headers, body: form.toString(), maxBytes: limits.tokenBytes })
}

function readRealm(text: string, origin: URL): URL | null {
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

function readToken(answer: HttpResponse): string {
  try {
    const body = parseJsonObject(answer.body)
    const token = member(body, 'token') ?? ''
    return usable(token === '' ? member(body, 'access_token') : token, answer.url)
  } catch (error) {
    if (error instanceof CodedError) throw error
    throw noToken(answer.url)
  }
}

/** Printable ASCII only: a token becomes part of a header (threats E-16). */
function usable(token: unknown, url: URL): string {
  if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token
  throw noToken(url)
}

function noToken(url: URL): CodedError {
  return new CodedError('REGISTRY_ERROR', `the token endpoint at ${url.host} returned no usable token`, {
    hint: `Is ${url.origin}${url.pathname} what hands out the registry's tokens, and no proxy or login page in between?`,
  })
}

function refusedRealm(context: Context, text: string): CodedError {
  const realm = URL.canParse(text) ? new URL(text) : null
  const where = realm === null || realm.host === '' ? 'that is no http(s) URL' : `at ${realm.protocol}//${realm.host}`
  const hint =
    realm?.protocol === 'https:'
      ? `If that is where ${context.host} hands out tokens, list ${realm.host} in the \`auth-hosts\` input.`
      : 'A token endpoint is spoken to over https, unless it and the registry are both on loopback.'
  const message = `refused token endpoint: ${context.host} sends its clients to one ${where}`
  return new CodedError('REGISTRY_ERROR', message, { hint })
}

function refusal(context: Context, session: Session, answer: HttpResponse, method = 'GET'): CodedError {
  const { credential, note } = context.credentialsFor(context.host)
  const tried =
    credential === null
      ? `without credentials (${note ?? 'none were found'})`
      : session.withheldFrom !== null
        ? `without credentials: those of ${credential.from} were not sent to ${session.withheldFrom}, which is not the registry's own host`
        : `with the credentials of ${credential.from}`
  const word = answer.status === 401 ? 'unauthorised' : 'denied'
  const message = `${requestLine(method, answer.url)} answered ${answer.status}, ${word}, ${tried}`
  const login = `log in to ${context.host} with docker/login-action before this step`
  const hint =
    session.withheldFrom !== null
      ? `If ${session.withheldFrom} is where ${context.host} hands out tokens, list it in the \`auth-hosts\` input.`
      : `Check that the image exists, and ${login}; on ghcr.io the job needs \`permissions: packages: read\`.`
  return new CodedError('REGISTRY_ERROR', message, { hint })
}

/** A redirect led there, and credentials stay behind at a redirect to another origin (threats E-02). */
function refusedElsewhere({ host }: Context, answer: HttpResponse): CodedError {
  const message = `${requestLine('GET', answer.url)} answered ${answer.status}, without credentials: ${host} sent the action there`
  return new CodedError('REGISTRY_ERROR', message, {
    hint: `Run the job again; if it keeps failing, ask those who run ${host} why ${answer.url.host} refuses what they send to it.`,
  })
}
