/**
 * Logging in to a registry: the token dance of the distribution specification, and basic authentication. A registry may
 * name any token endpoint it likes, so who gets the credentials is decided here (threats E-01, E-16, E-17, R-08).
 */

import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { learnSecretsOf } from '../core/secrets.ts'
import type { Http, HttpResponse } from '../http/client.ts'
import { sameOrigin } from '../http/origin.ts'
import { type Challenge, parseChallenges } from './challenge.ts'
import { basicValue, type Credential } from './credential.ts'
import { registryStatusError } from './failure.ts'
import type { CredentialsFor } from './keychain.ts'
import { type LoginAttempts, type RefusedRequest, refusalError, refusedElsewhere, refusedLine } from './refusal.ts'
import {
  askForToken,
  mayBeAskedAnonymously,
  maySeeCredentials,
  readRealm,
  readToken,
  wellKnownChallenge,
} from './token-endpoint.ts'

export interface AuthOptions {
  credentialsFor: CredentialsFor
  /** Further hosts, with their port where they have one, that may see the registry's credentials. */
  authHosts: readonly string[]
}

export interface Auth {
  /**
   * The Authorization header to begin with: that of the last login, or of one that this registry is known to ask everybody
   * for. Null where there is neither, or what is known did not lead in: the registry is then asked, and its word counts.
   */
  begin(path: string): Promise<string | null>
  /**
   * The header to answer a 401 with; requests that come together share one login.
   * @throws {CodedError} REGISTRY_ERROR where there is no way in
   */
  renew(path: string, refused: HttpResponse, used: string | null): Promise<string>
  /**
   * The header for one more attempt at what was refused to the job's token: anonymous. Null where it was not that token.
   * @throws {CodedError} REGISTRY_ERROR where there is no way in without it either
   */
  retreat(path: string, refused: HttpResponse, used: string | null): Promise<string | null>
  /** The error for a request that was refused for good, with a 401 or a 403. */
  refusal(path: string, answer: HttpResponse): CodedError
}

interface Session extends LoginAttempts {
  /** How many have led to a header, each of them because the one before was refused. */
  logins: number
  header: string | null
  pending: Promise<string> | null
  /** The login before the first request. */
  ahead: Promise<string | null> | null
  /** The refusal whose challenge was answered last. */
  challenged: HttpResponse | null
  /** The header that the job's token led to. */
  byJobToken: string | null
}

interface Context extends AuthOptions {
  host: string
  origin: URL
  http: Http
}

/** Logins to one registry, kept by path: a token is good for the repository that it was asked for. */
export function createAuth(host: string, origin: URL, http: Http, options: AuthOptions): Auth {
  const context: Context = { ...options, host, origin, http }
  const sessions = new Map<string, Session>()
  const sessionOf = (path: string): Session => {
    const session = sessions.get(path) ?? newSession()
    sessions.set(path, session)
    return session
  }
  return {
    begin: (path) => initialHeader(context, path, sessionOf(path)),
    renew: (path, refused, used) => authenticate(context, path, sessionOf(path), refused, used),
    retreat: (path, refused, used) => retryAnonymously(context, path, sessionOf(path), refused, used),
    refusal(path, answer) {
      if (!sameOrigin(answer.url, context.origin)) return refusedElsewhere(host, answer)
      return refusalError(host, sessionOf(path), { answer, method: 'GET' })
    },
  }
}

function newSession(): Session {
  const nothing = { header: null, pending: null, ahead: null, lookup: null, withheldFrom: null, challenged: null }
  return { ...nothing, logins: 0, byJobToken: null, jobTokenRefused: null }
}

async function initialHeader(context: Context, path: string, session: Session): Promise<string | null> {
  session.ahead ??= preauthenticate(context, path, session)
  return session.header ?? (await session.ahead)
}

/** Asking the token endpoint without having been sent there saves a round trip (threats E-01: where it stands is ours to know). */
async function preauthenticate(context: Context, path: string, session: Session): Promise<string | null> {
  const challenge = wellKnownChallenge(context.host)
  if (challenge === null) return null
  const headers = { 'www-authenticate': challenge }
  try {
    session.header = await logIn(context, path, session, { status: 401, headers, body: noBytes, url: context.origin })
    return session.header
  } catch {
    // What it has led to is nothing that the registry has said.
    Object.assign(session, newSession(), { ahead: session.ahead })
    return null
  }
}

const noBytes = new Uint8Array()

async function authenticate(
  context: Context,
  path: string,
  session: Session,
  refused: HttpResponse,
  used: string | null,
): Promise<string> {
  if (session.pending) return session.pending
  if (session.header !== null && session.header !== used) return session.header
  if (session.logins === limits.loginsOfRepository) throw endlessLogins(context.host, path)
  session.pending = logIn(context, path, session, refused)
  try {
    session.header = await session.pending
    session.logins++
    return session.header
  } finally {
    session.pending = null
  }
}

async function retryAnonymously(
  context: Context,
  path: string,
  session: Session,
  refused: HttpResponse,
  used: string | null,
): Promise<string | null> {
  if (used === null || used !== session.byJobToken || session.challenged === null) return null
  session.jobTokenRefused ??= refusedLine({ answer: refused, method: 'GET' })
  return authenticate(context, path, session, session.challenged, used)
}

/** With what is known for this host; where that is the job's token and is refused, once more without. */
async function logIn(context: Context, path: string, session: Session, challenged: HttpResponse): Promise<string> {
  session.challenged = challenged
  session.withheldFrom = null
  session.lookup ??= await context.credentialsFor(context.host, path)
  const { credential } = session.lookup
  const tried = credential?.kind === 'job-token' && session.jobTokenRefused !== null ? null : credential
  const attempt = await answerChallenge(context, path, session, challenged, tried)
  const byJobToken = tried?.kind === 'job-token' && session.withheldFrom === null
  if (typeof attempt === 'string') {
    session.byJobToken = byJobToken ? attempt : null
    return attempt
  }
  if (!byJobToken) throw refusalError(context.host, session, attempt)
  session.jobTokenRefused = refusedLine(attempt)
  return logIn(context, path, session, challenged)
}

/** The header that answers the challenge, or the refusal of it. */
async function answerChallenge(
  context: Context,
  path: string,
  session: Session,
  challenged: HttpResponse,
  credential: Credential | null,
): Promise<string | RefusedRequest> {
  if (credential?.kind === 'registry-token') return `Bearer ${credential.token}`
  const challenges = parseChallenges(challenged.headers['www-authenticate'] ?? '')
  const bearer = challenges.find((challenge) => challenge.scheme === 'bearer')
  if (bearer) return fetchToken(context, path, session, bearer, credential)
  const basic = challenges.some((challenge) => challenge.scheme === 'basic')
  if (basic && credential !== null && 'username' in credential) return `Basic ${basicValue(credential)}`
  // With a basic challenge, nothing is missing but a login.
  return { answer: challenged, method: 'GET', unanswerable: !basic || credential !== null }
}

async function fetchToken(
  context: Context,
  path: string,
  session: Session,
  challenge: Extract<Challenge, { scheme: 'bearer' }>,
  known: Credential | null,
): Promise<string | RefusedRequest> {
  const { host, origin, http } = context
  const realm = readRealm(challenge.realm, origin)
  // The job's token is for one registry, and the user named no other host for it.
  const authHosts = known?.kind === 'job-token' ? [] : context.authHosts
  const trusted = realm !== null && maySeeCredentials(realm, host, origin, authHosts)
  if (realm === null || !(trusted || mayBeAskedAnonymously(realm, origin))) throw refusedRealm(context, challenge.realm)
  const credential = trusted ? known : null
  if (known !== null) session.withheldFrom = trusted ? null : realm.host
  const method = credential?.kind === 'identity-token' ? 'POST' : 'GET'
  const wanted = { service: challenge.service, path, scope: challenge.scope }
  const answer = await askForToken(http, realm, wanted, credential)
  if (answer.status === 401 || answer.status === 403) return { answer, method }
  if (answer.status !== 200) throw registryStatusError(answer, method)
  const header = `Bearer ${readToken(answer)}`
  // Other requests may be answered before it is sent (threats H-80).
  learnSecretsOf({ authorization: header })
  return header
}

/** A token for each request is more than a registry can need: each is kept, to be cut out of what is said (threats E-130). */
function endlessLogins(host: string, path: string): CodedError {
  const message = `The registry ${host} asked for more than ${limits.loginsOfRepository} logins for ${path}: it accepts its own tokens for too short a time.`
  return new CodedError('REGISTRY_ERROR', message, {
    hint: `Re-run the job. If it keeps failing, ask the operators of ${host} how long its tokens are valid, and whether its clock is right.`,
  })
}

function refusedRealm(context: Context, text: string): CodedError {
  const realm = URL.canParse(text) ? new URL(text) : null
  const where = realm === null || realm.host === '' ? 'not an http(s) URL' : `${realm.protocol}//${realm.host}`
  const hint =
    realm?.protocol === 'https:'
      ? `If that is the token endpoint of ${context.host}, list ${realm.host} in the \`auth-hosts\` input.`
      : 'Token endpoints must use https unless both hosts are loopback addresses.'
  const message = `The registry ${context.host} names an untrusted token endpoint: ${where}.`
  return new CodedError('REGISTRY_ERROR', message, { hint })
}
