/** What is said of a request for which no login lets in: what was answered, which login was sent, and what helps. */
import { CodedError, RefusedError } from '../core/errors.ts'
import type { HttpResponse } from '../http/client.ts'
import { requestLine } from '../http/failure.ts'
import { offeredSchemes } from './challenge.ts'
import type { Credential, CredentialLookup } from './credential.ts'
import { refusalKind, remedyFor } from './remedy.ts'
import { quoted } from './words.ts'

/** A request for a login, or with one, that was answered with a 401 or a 403. */
export interface RefusedRequest {
  answer: HttpResponse
  method: 'GET' | 'POST'
  /** That the answer asks for a login of a kind that is not there, so that none was sent. */
  unanswerable?: boolean
}

/** What is known of the logins that were tried. */
export interface LoginAttempts {
  /** Null as long as the registry asked for no login. */
  lookup: CredentialLookup | null
  /** The host of a token endpoint that was not trusted with the credentials. */
  withheldFrom: string | null
  /** The request by which the job's token was refused. */
  jobTokenRefused: string | null
}

/** The error for a request that was refused for good by the registry called `host`, or its token endpoint. */
export function refusalError(host: string, tried: LoginAttempts, refused: RefusedRequest): CodedError {
  const unanswerable = refused.unanswerable === true ? whyUnanswerable(host, tried, refused.answer) : null
  const { what, hint } = unanswerable ?? {
    what: `, ${credentialsUsed(host, tried)}`,
    hint: authHint(host, tried, refused.answer),
  }
  return new RefusedError('REGISTRY_ERROR', `${refusedLine(refused)}${what}`, { hint })
}

/** The request and its answer, with the registry's own words. */
export function refusedLine({ answer, method }: RefusedRequest): string {
  const word = answer.status === 401 ? 'unauthorized' : 'denied'
  return `${requestLine(method, answer.url)} answered ${answer.status}, ${word}${quoted(answer.body)}`
}

/** A redirect led there, and credentials stay behind at a redirect to another origin (threats E-02). */
export function refusedElsewhere(host: string, answer: HttpResponse): CodedError {
  const line = `${requestLine('GET', answer.url)} answered ${answer.status}${quoted(answer.body)}`
  return new CodedError('REGISTRY_ERROR', `${line}, without credentials: ${host} sent the action there`, {
    hint: `Re-run the job. If it keeps failing, ask the operators of ${host} why ${answer.url.host} refuses what they send to it.`,
  })
}

/** Whatever credentials there are, they were not sent, and that is what the reader has to know. */
function whyUnanswerable(
  host: string,
  { lookup }: LoginAttempts,
  answer: HttpResponse,
): { what: string; hint: string } {
  const credential = lookup?.credential ?? null
  const schemes = offeredSchemes(answer.headers['www-authenticate'] ?? '')
  const offersBasic = schemes.some((scheme) => scheme.toLowerCase() === 'basic')
  const sent = credential === null ? '' : `; the credentials of ${credential.from} were not sent`
  const what = (why: string) => `: the registry offers no supported login method (${why})${sent}`
  if (offersBasic)
    return {
      what: what('Basic, which does not accept an identity token'),
      hint: `Log in to ${host} with a user name and a password or access token, in place of the identity token.`,
    }
  if (schemes.length === 0)
    return {
      what: what('it names none'),
      hint: `Is ${host} an OCI registry? One that wants a login says which, in the header WWW-Authenticate; a proxy in between may have taken it away.`,
    }
  return {
    what: what(schemes.join(', ')),
    hint: `This action logs in with Bearer tokens and Basic: ask the operators of ${host} for an address where one of these is offered.`,
  }
}

/** Which login was tried and from where, or why there was none; never a part of it. */
function credentialsUsed(host: string, { lookup, withheldFrom, jobTokenRefused }: LoginAttempts): string {
  if (lookup === null) return `without credentials, for which ${host} did not ask`
  const { credential, note } = lookup
  if (credential === null) return `without credentials (${note ?? 'none were found'})`
  const why = note === null ? '' : ` (${note})`
  if (withheldFrom !== null) {
    return `without credentials: those of ${credential.from} were not sent to ${withheldFrom}, which is not the registry's own host${why}`
  }
  if (jobTokenRefused !== null) return `without credentials; before, with ${credential.from}: ${jobTokenRefused}${why}`
  return `with the credentials of ${credential.from}${why}`
}

function authHint(host: string, { lookup, withheldFrom }: LoginAttempts, answer: HttpResponse): string {
  const credential: Credential | null = lookup?.credential ?? null
  if (credential !== null && withheldFrom !== null && credential.kind !== 'job-token')
    return `If ${withheldFrom} is the token endpoint of ${host}, list it in the \`auth-hosts\` input.`
  const kind = refusalKind(answer.status, answer.body)
  const logIn = `log in to ${host} with docker/login-action before this step`
  // All others are about a login of the user's, whatever the registry says where there is none.
  const isAboutLogin = kind !== 'rate limit' && kind !== 'address'
  const hasLogin = credential !== null && credential.kind !== 'job-token'
  if (kind !== null && (hasLogin || !isAboutLogin)) return remedyFor(kind, host)
  if (credential?.kind === 'job-token')
    return `Give the job \`permissions: packages: read\`, and its repository access to the package; or ${logIn}.`
  return `Check that the image exists, and ${logIn}; on ghcr.io the job needs \`permissions: packages: read\`.`
}
