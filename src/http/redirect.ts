/** Following redirects without carrying a login away, or being led into a private network (threats E-02, E-06). */

import { CodedError, type ErrorCode } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { isLoopback } from '../core/loopback.ts'
import type { Http, HttpRequest, HttpResponse } from './client.ts'
import { requestLine } from './failure.ts'
import { isPrivate, sameOrigin } from './origin.ts'

const redirects = new Set([301, 302, 303, 307, 308])

/**
 * Sends a request and follows up to `limits.redirects` redirects of a GET. `authorization` goes to the origin of the
 * request's own URL only: the first hop to another origin drops it for good.
 * @param stay - refuse to leave that origin at all
 * @throws {CodedError} REGISTRY_ERROR (or `code`) for a redirect that is refused, and what `Http.send` throws
 */
export async function followRedirects(
  http: Http,
  request: HttpRequest,
  authorization: string | null,
  code: ErrorCode = 'REGISTRY_ERROR',
  stay = false,
): Promise<HttpResponse> {
  const start = request.url
  let url = start
  let login = authorization
  for (let hops = 0; hops <= limits.redirects; hops++) {
    const headers = login === null ? request.headers : { ...request.headers, Authorization: login }
    const response = await http.send({ ...request, url, headers })
    const location = response.headers.location
    if (request.method !== 'GET' || !redirects.has(response.status) || location === undefined) return response
    url = redirectTarget(url, location, start, code, stay)
    if (!sameOrigin(start, url)) login = null
  }
  throw new CodedError(
    code,
    `${requestLine(request.method, start)} was redirected more than ${limits.redirects} times`,
    {
      hint: `Is ${start.host} what it should be, and no proxy or login page in between?`,
    },
  )
}

/**
 * Where a Location header leads, from `current`, in a chain that began at `start`.
 * @throws {CodedError} REGISTRY_ERROR (or `code`) where that is no URL, no http(s), holds userinfo, leaves https, or
 * leads to a private address although the chain began on a public one
 */
export function redirectTarget(
  current: URL,
  location: string,
  start: URL,
  code: ErrorCode = 'REGISTRY_ERROR',
  stay = false,
): URL {
  const target = URL.canParse(location, current.href) ? new URL(location, current) : null
  const why = target === null ? 'to no URL' : redirectRefusal(current, target, start, stay)
  if (target !== null && why === null) return target
  throw new CodedError(code, `${requestLine('GET', current)} was redirected ${why}, which is refused`, {
    hint: `${start.host}, or a proxy in front of it, is set up in a way that would be unsafe to follow.`,
  })
}

/** Why `target`, named by an answer from `current`, is not to be asked, as the end of `was redirected ...`; null where it is. */
export function redirectRefusal(current: URL, target: URL, start: URL, stay = false): string | null {
  if (target.protocol !== 'https:' && target.protocol !== 'http:') return 'to something that is neither https nor http'
  if (target.username !== '' || target.password !== '') return `to ${target.host} with a user name in the URL`
  if (target.protocol === 'http:' && current.protocol === 'https:') return `from https to http at ${target.host}`
  if (isPrivate(target.hostname) && !isPrivate(start.hostname)) return `to ${target.host} in a private network`
  if (target.protocol === 'http:' && !isLoopback(target.hostname)) return `to plain http at ${target.host}`
  if (stay && !sameOrigin(start, target)) return `to another host, ${target.host}`
  return null
}
