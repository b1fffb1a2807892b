/**
 * The attestations API of one GitHub server
 * (https://docs.github.com/en/rest/repos/attestations; threats F-01 to F-05, F-08, F-09, R-19 to R-23). What it lists is
 * handed on as it is; nothing that it says about an attestation is believed (threats D-15).
 */
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { decodeUtf8, isJsonObject, member } from '../formats/strict-json.ts'
import { createHttp, type HttpOptions, type HttpResponse } from '../http/client.ts'
import { requestLine } from '../http/failure.ts'
import { nextPage } from '../http/link.ts'
import { followRedirects, redirectRefusal } from '../http/redirect.ts'
import type { Digest } from '../model/index.ts'
import { absenceMeans, gitHubStatusError, malformedAnswerError, rateLimitHint, rateLimitMs } from './failure.ts'

export interface GitHubOptions extends HttpOptions {
  /** Of the API, without a trailing slash: `https://api.github.com`, `https://ghe.example/api/v3`. */
  apiUrl: string
  /** `https://github.com`, which tells GitHub itself from an enterprise's own server. */
  serverUrl: string
  /** Sent to the API's own origin and nowhere else; null for anonymous requests. */
  token: string | null
}

/** Of which attestations to ask: `repos/owner/name`, `orgs/name` or `users/name`, each name in the letters of a name. */
export type ListName = `${'repos' | 'orgs' | 'users'}/${string}`

/** One page of a list. */
export interface Page {
  /** Of whatever type. */
  entries: readonly unknown[]
  /** Whether another address answered than the one that was asked: the repository has a new name. */
  moved: boolean
}

export interface GitHub {
  /** What it means that a list is absent, for this server and this token. */
  readonly absence: string
  /**
   * Hands every page of the list to `keep`, in order; `absent` where the API answers that there is none, or shows none
   * to this token.
   * @throws {CodedError} GITHUB_API_ERROR, LIMIT_EXCEEDED, TIMEOUT, whatever was kept before; and what `keep` throws
   */
  list(name: ListName, digest: Digest, keep: (page: Page) => void): Promise<'listed' | 'absent'>
  /**
   * The bytes at a `bundle_url`, without any login; null where they are not there, or no longer shown.
   * @throws {CodedError} GITHUB_API_ERROR, LIMIT_EXCEEDED, TIMEOUT
   */
  blob(url: string): Promise<Uint8Array | null>
}

const errorCode = 'GITHUB_API_ERROR'

/** The media type and the version of the answers (https://docs.github.com/en/rest/about-the-rest-api/api-versions). */
const headers = { Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28' }

/** A client of the API. It keeps its connections, so one for a run is the right number. */
export function createGitHub({ apiUrl, serverUrl, token, ...options }: GitHubOptions): GitHub {
  const hasToken = token !== null
  const http = createHttp({ ...options, errorCode, rateLimit: rateLimitMs, rateLimitHint: rateLimitHint(hasToken) })
  const login = hasToken ? `Bearer ${token}` : null
  const get = (url: URL): Promise<HttpResponse> =>
    followRedirects(http, { method: 'GET', url, headers, maxBytes: limits.apiPageBytes }, login, errorCode, true)
  return {
    absence: absenceMeans(serverUrl, hasToken),
    list: (name, digest, keep) => {
      // Digest and names are of letters that need no encoding.
      const first = new URL(`${apiUrl}/${name}/attestations/${digest}?per_page=${limits.apiPageEntries}`)
      return readList(get, first, hasToken, keep)
    },
    async blob(text) {
      const url = blobUrl(text, new URL(apiUrl))
      const request = { method: 'GET', url, headers: {}, maxBytes: limits.bundleBytes } as const
      const answer = await followRedirects(http, request, null, errorCode)
      if (answer.status === 403 || answer.status === 404) return null
      if (answer.status === 200) return answer.body
      const message = `${requestLine('GET', answer.url)} answered ${answer.status}, where a bundle was to be`
      throw new CodedError(errorCode, message, { hint: 'Re-run the job later.' })
    },
  }
}

async function readList(
  get: (url: URL) => Promise<HttpResponse>,
  first: URL,
  hasToken: boolean,
  keep: (page: Page) => void,
): Promise<'listed' | 'absent'> {
  const seen = new Set<string>()
  for (let url: URL | null = first; url !== null; ) {
    if (seen.has(url.href)) throw malformedAnswerError(first, 'its pages lead in a circle')
    if (seen.size === limits.pages) throw tooManyPagesError(first)
    seen.add(url.href)
    const answer = await get(url)
    if (seen.size === 1 && isAbsent(answer)) return 'absent'
    if (answer.status !== 200) throw gitHubStatusError(answer, hasToken)
    keep({ entries: readEntries(answer), moved: answer.url.pathname !== url.pathname })
    url = nextPageOf(answer, first)
  }
  return 'listed'
}

/** The API says it in JSON; a page of HTML is some other server's "not found". */
function isAbsent({ status, headers }: HttpResponse): boolean {
  return status === 404 && !/^\s*text\/html\b/i.test(headers['content-type'] ?? '')
}

/**
 * `JSON.parse` as it is: what counts is written out again from what it gives, so that no two parsers see the same
 * bytes, and one entry that is nested without end must not hide the others.
 */
function readEntries({ body, url }: HttpResponse): readonly unknown[] {
  const page = parse(body, url)
  const entries = isJsonObject(page) ? member(page, 'attestations') : undefined
  if (!Array.isArray(entries)) throw malformedAnswerError(url, 'its answer has no list of attestations')
  return entries
}

function parse(body: Uint8Array, url: URL): unknown {
  try {
    return JSON.parse(decodeUtf8(body))
  } catch {
    throw malformedAnswerError(url, 'its answer is not JSON')
  }
}

function nextPageOf(answer: HttpResponse, first: URL): URL | null {
  try {
    return nextPage(answer, first)
  } catch (error) {
    if (error instanceof SyntaxError) throw malformedAnswerError(answer.url, error.message)
    throw error
  }
}

/** As safe as a redirect from the API would have to be (threats F-03). */
function blobUrl(text: string, api: URL): URL {
  const url = URL.parse(text)
  const why = url === null ? 'to no URL' : redirectRefusal(api, url, api)
  if (url !== null && why === null) return url
  throw new CodedError(errorCode, `${api.host} refers ${why} for a bundle, which is refused`, {
    hint: `${api.host}, or a proxy in front of it, is set up in a way that would be unsafe to follow.`,
  })
}

function tooManyPagesError(url: URL): CodedError {
  return new CodedError('LIMIT_EXCEEDED', `${requestLine('GET', url)} has more than ${limits.pages} pages`, {
    hint: 'Delete attestations you do not need, because a valid one may be beyond the limit.',
  })
}
