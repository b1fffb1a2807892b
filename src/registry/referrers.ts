/** The referrers API, all pages of it (OCI distribution specification 1.1; threats E-07, E-08, R-09, R-14, R-16). */
import { CodedError, toCodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { HttpResponse } from '../http/client.ts'
import { requestLine } from '../http/failure.ts'
import { nextPage } from '../http/link.ts'
import type { Digest } from '../model/index.ts'
import { registryStatusError } from './failure.ts'
import { type Descriptor, type ReferrersPage, readReferrersPage } from './manifest.ts'

/** A GET of one registry, login included: the answer, whatever its status but 401 and 403. */
export type Get = (path: string, url: URL, accept: string, maxBytes: number) => Promise<HttpResponse>

export interface ReferrersList {
  /** Each digest once, in the registry's order. */
  descriptors: readonly Descriptor[]
  /** Entries that could not be used. */
  unusable: number
  /** Why the list ends early; null when it is complete. */
  incomplete: CodedError | null
}

/** How registries without the referrers API answer it. */
const unsupported = new Set([400, 404, 405, 406, 415, 501])

const indexType = 'application/vnd.oci.image.index.v1+json'

/**
 * Everything that the referrers API lists at `first`, or `unsupported`. What was read before a later page failed, or
 * before a bound was reached, is kept, with the error beside it: an incomplete list is never given for a complete one.
 * @throws {CodedError} where not even the first page could be read
 */
export async function listReferrers(get: Get, first: URL, path: string): Promise<ReferrersList | 'unsupported'> {
  const answer = await get(path, first, indexType, limits.apiPageBytes)
  if (unsupported.has(answer.status)) return 'unsupported'
  const found = new Map<Digest, Descriptor>()
  let unusable = 0
  const keep = (page: ReferrersPage) => {
    unusable += page.unusable
    for (const descriptor of page.descriptors) {
      if (!found.has(descriptor.digest)) {
        if (found.size === limits.listedReferrers) throw tooManyReferrersError(first)
        // Its annotations are megabytes where somebody wants it so, and say nothing that the manifest does not.
        found.set(descriptor.digest, { ...descriptor, annotations: {} })
      }
    }
  }
  const page = readPage(answer)
  let incomplete: CodedError | null = null
  try {
    keep(page)
    await readFurtherPages(get, path, first, answer, keep)
  } catch (error) {
    incomplete = toCodedError(error)
  }
  return { descriptors: [...found.values()], unusable, incomplete }
}

async function readFurtherPages(
  get: Get,
  path: string,
  first: URL,
  firstAnswer: HttpResponse,
  keep: (page: ReferrersPage) => void,
): Promise<void> {
  const seen = new Set([first.href])
  let bytes = firstAnswer.body.length
  for (let next = nextPageOf(firstAnswer, first); next !== null; ) {
    if (seen.has(next.href)) throw malformedListError(first, 'its pages lead in a circle')
    if (seen.size === limits.pages) throw tooManyPagesError(first)
    seen.add(next.href)
    const answer = await get(path, next, indexType, limits.apiPageBytes)
    bytes += answer.body.length
    if (bytes > limits.listedBytes) throw tooLong(first)
    keep(readPage(answer))
    next = nextPageOf(answer, first)
  }
}

function readPage(answer: HttpResponse): ReferrersPage {
  if (answer.status !== 200) throw registryStatusError(answer, 'GET')
  try {
    return readReferrersPage(answer.body)
  } catch (error) {
    if (error instanceof SyntaxError)
      throw malformedListError(answer.url, `malformed list of referrers (${error.message})`)
    throw error
  }
}

function nextPageOf(answer: HttpResponse, first: URL): URL | null {
  try {
    return nextPage(answer, first)
  } catch (error) {
    if (error instanceof SyntaxError) throw malformedListError(answer.url, error.message)
    throw error
  }
}

function malformedListError(url: URL, why: string): CodedError {
  return new CodedError('REGISTRY_ERROR', `${requestLine('GET', url)}: ${why}`, {
    hint: `The list of attestations cannot be read as a whole; is ${url.host} an OCI registry, and no proxy in between?`,
  })
}

function tooManyReferrersError(url: URL): CodedError {
  const message = `${requestLine('GET', url)} lists more than ${limits.listedReferrers} referrers`
  return new CodedError('LIMIT_EXCEEDED', message, {
    hint: 'Delete the ones you do not need, because a valid attestation may be beyond the limit.',
  })
}

function tooLong(url: URL): CodedError {
  const message = `the pages of ${requestLine('GET', url)} are longer than ${limits.listedBytes} bytes together`
  return new CodedError('LIMIT_EXCEEDED', message, {
    hint: 'Delete referrers you do not need, because a valid attestation may be beyond the limit.',
  })
}

function tooManyPagesError(url: URL): CodedError {
  return new CodedError('LIMIT_EXCEEDED', `${requestLine('GET', url)} has more than ${limits.pages} pages`, {
    hint: 'Delete referrers you do not need, because a valid attestation may be beyond the limit.',
  })
}
