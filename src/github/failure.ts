/** What goes wrong with the attestations API, in the reader's words (threats, F-06). */
import { CodedError } from '../core/errors.ts'
import { redact } from '../core/secrets.ts'
import { member, parseJsonObject } from '../formats/strict-json.ts'
import type { HttpResponse } from '../http/client.ts'
import { requestLine } from '../http/failure.ts'
import { retryAfterMs } from '../http/retry.ts'

const errorCode = 'GITHUB_API_ERROR'

/** In one line, for annotations have no more. */
const permission =
  'Add to the job, beside the permissions that it has: permissions: { attestations: read }. A token of your own needs read access to attestations.'

/**
 * Until when GitHub takes no more requests, in milliseconds from now; null for an answer that is not about that. It
 * says so with 403 as well as with 429
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api).
 */
export function rateLimitMs({ status, headers }: Pick<HttpResponse, 'status' | 'headers'>, now: number): number | null {
  if (status !== 403 && status !== 429) return null
  const asked = retryAfterMs(headers['retry-after'], now)
  if (asked !== null || headers['x-ratelimit-remaining'] !== '0') return asked
  const reset = headers['x-ratelimit-reset']?.toString() ?? ''
  return /^\d{1,11}$/.test(reset) ? Math.max(0, Number(reset) * 1000 - now) : null
}

/** What helps against a rate limit. */
export function rateLimitHint(hasToken: boolean): string {
  return hasToken
    ? 'Re-run the job after that time.'
    : 'Leave the input token at its default for a higher limit, or re-run the job after that time.'
}

/**
 * What a 404 means: the API says the same where there is nothing and where the asker may not see it.
 * Servers of an enterprise's own may be too old to have this API at all.
 */
export function absenceMeans(serverUrl: string, hasToken: boolean): string {
  const { hostname } = new URL(serverUrl)
  if (hostname !== 'github.com' && !hostname.endsWith('.ghe.com')) {
    return 'this GitHub Enterprise Server has no attestations API, or nothing that this step may see'
  }
  return hasToken
    ? 'none, or not visible to this token, which needs attestations: read'
    : 'none, or not visible without a token'
}

/** An answer with a status that the list has no use for. */
export function gitHubStatusError(answer: HttpResponse, hasToken: boolean): CodedError {
  const { what, hint } = explain(answer, hasToken)
  return new CodedError(errorCode, `${requestLine('GET', answer.url)} answered ${answer.status}: ${what}`, { hint })
}

/** An answer that is no list, or no part of one. */
export function malformedAnswerError(url: URL, why: string): CodedError {
  return new CodedError(errorCode, `${requestLine('GET', url)}: ${why}`, {
    hint: `The list of attestations cannot be read as a whole; is ${url.host} GitHub's API, and no proxy in between?`,
  })
}

function explain(answer: HttpResponse, hasToken: boolean): { what: string; hint: string } {
  const { status, headers, url } = answer
  const said = apiMessage(answer.body)
  if (status === 401) {
    return hasToken
      ? { what: 'the token is not valid', hint: 'Has the token expired? Leave the input token at its default.' }
      : { what: 'it wants a token', hint: 'Leave the input token at its default, or give one.' }
  }
  if (status === 403 && headers['x-github-sso'] !== undefined) {
    return {
      what: 'the organization wants the token to be authorized for single sign-on',
      hint: "Authorize the token for the organization in the token's settings, or leave the input token at its default.",
    }
  }
  if (status === 429 || (status === 403 && (headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(said)))) {
    return { what: 'too many requests, rate limited', hint: rateLimitHint(hasToken).replace('that time', 'a while') }
  }
  if (status === 403) return { what: said === '' ? 'it is not allowed' : said, hint: permission }
  if (status === 451) {
    return {
      what: 'the repository is not available for legal reasons',
      hint: 'Ask the owner of the repository, or take the attestations from the registry (sources: registry).',
    }
  }
  if (status >= 500) return { what: said || 'it failed', hint: `${url.host} has an internal problem: re-run the job.` }
  return { what: said || 'it was not expected', hint: `Is ${url.host} GitHub's API, and no proxy in between?` }
}

/** GitHub's own words; empty where the body holds none. */
function apiMessage(body: Uint8Array): string {
  try {
    const message: unknown = member(parseJsonObject(body), 'message')
    return typeof message === 'string' ? redact(message, 200) : ''
  } catch {
    // An error page of any form: its status is told anyway.
    return ''
  }
}
