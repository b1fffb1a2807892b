/**
 * The read-only client of one registry (OCI distribution specification 1.1). What is asked for by digest is hashed here,
 * and nothing that a registry says in a header stands for the bytes that it sent (threats B-14, B-17, E-13, E-22).
 */

import { asDigest, digestOf } from '../core/digest.ts'
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { isRepositoryPath, isTag } from '../formats/image-name.ts'
import { createHttp, type HttpOptions, type HttpResponse } from '../http/client.ts'
import { requestLine } from '../http/failure.ts'
import { sameOrigin } from '../http/origin.ts'
import { followRedirects } from '../http/redirect.ts'
import type { Digest } from '../model/index.ts'
import { type Auth, createAuth } from './auth.ts'
import { registryStatusError } from './failure.ts'
import type { CredentialsFor } from './keychain.ts'
import { originOf } from './origin.ts'
import { type Get, listReferrers, type ReferrersList } from './referrers.ts'
import { quoted } from './words.ts'

export interface RegistryOptions extends HttpOptions {
  /** Logins by host; without it every request is anonymous. */
  credentialsFor?: CredentialsFor | undefined
  /** Further hosts that may see the registry's credentials when it names them as its token endpoint. */
  authHosts?: readonly string[] | undefined
}

/** A manifest as it was served. */
export interface Manifest {
  bytes: Uint8Array
  /** Of these bytes. */
  digest: Digest
  /** What the registry says about them, to be compared and never to be believed. */
  contentType: string | null
  contentDigest: string | null
}

export interface Registry {
  readonly host: string
  /**
   * The manifest of that digest or tag, null when the registry answers that there is none.
   * @throws {CodedError} DIGEST_MISMATCH, LIMIT_EXCEEDED, TIMEOUT, REGISTRY_ERROR
   */
  manifest(path: string, reference: Digest | string): Promise<Manifest | null>
  /**
   * The blob of that digest, null when the registry answers that there is none.
   * @throws {CodedError} DIGEST_MISMATCH, LIMIT_EXCEEDED, TIMEOUT, REGISTRY_ERROR
   */
  blob(path: string, digest: Digest, maxBytes: number): Promise<Uint8Array | null>
  /**
   * What the referrers API lists for that digest, `unsupported` when the registry has no such API.
   * @throws {CodedError} TIMEOUT, LIMIT_EXCEEDED, REGISTRY_ERROR, where not even the first page could be read
   */
  referrers(path: string, digest: Digest): Promise<ReferrersList | 'unsupported'>
}

const rateLimitHint = 'Log in with docker/login-action for a higher limit, or re-run the job after that time.'

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/**
 * A client of the registry at `host`, as references name it (`docker.io`, `ghcr.io`, `localhost:5000`). It keeps its
 * connections and logins, so one for all images of a registry is the right number.
 * @throws {CodedError} CONFIG_ERROR where `host` is none
 */
export function createRegistry(host: string, options: RegistryOptions = {}): Registry {
  const origin = originOf(host)
  const words = (answer: HttpResponse) => quoted(answer.body)
  const http = createHttp({ ...options, rateLimitHint, words })
  const auth = createAuth(host, origin, http, {
    credentialsFor: options.credentialsFor ?? (async () => ({ credential: null, note: null })),
    authHosts: options.authHosts ?? [],
  })
  const get: Get = async (path, url, accept, maxBytes) => {
    const send = async (login: string | null) =>
      followRedirects(http, { method: 'GET', url, headers: { Accept: accept }, maxBytes }, login)
    return withLogin(send, auth, path, origin)
  }
  return {
    host,
    manifest: (path, reference) => fetchManifest(get, origin, path, reference),
    blob: (path, digest, maxBytes) => fetchBlob(get, origin, path, digest, maxBytes),
    referrers: (path, digest) => listReferrers(get, urlOf(origin, path, 'referrers', digest), path),
  }
}

/**
 * One login for one request at most: a registry that refuses a fresh token has said no (threats R-08). But for the job's
 * token, which may be worth less than none.
 */
async function withLogin(
  send: (login: string | null) => Promise<HttpResponse>,
  auth: Auth,
  path: string,
  origin: URL,
): Promise<HttpResponse> {
  let login = await auth.begin(path)
  let answer = await send(login)
  // Another host's challenge, met behind a redirect, is not to be answered with this registry's login.
  const isOwn = () => sameOrigin(answer.url, origin)
  if (answer.status === 401 && isOwn()) {
    login = await auth.renew(path, answer, login)
    answer = await send(login)
  }
  if (isRefusal(answer) && isOwn()) {
    const other = await auth.retreat(path, answer, login)
    if (other !== null) answer = await send(other)
  }
  if (isRefusal(answer)) throw auth.refusal(path, answer)
  return answer
}

function isRefusal({ status }: HttpResponse): boolean {
  return status === 401 || status === 403
}

async function fetchManifest(get: Get, origin: URL, path: string, reference: string): Promise<Manifest | null> {
  const url = urlOf(origin, path, 'manifests', reference)
  const answer = await get(path, url, manifestTypes, limits.manifestBytes)
  if (isAbsent(answer)) return null
  if (answer.status !== 200) throw registryStatusError(answer, 'GET')
  const digest = digestOf(answer.body)
  const wanted = asDigest(reference)
  if (wanted !== null && digest !== wanted) throw digestMismatchError(answer, digest, wanted)
  return {
    bytes: answer.body,
    digest,
    contentType: answer.headers['content-type'] ?? null,
    contentDigest: bodyText(answer.headers['docker-content-digest']),
  }
}

async function fetchBlob(
  get: Get,
  origin: URL,
  path: string,
  digest: Digest,
  maxBytes: number,
): Promise<Uint8Array | null> {
  const answer = await get(path, urlOf(origin, path, 'blobs', digest), '*/*', maxBytes)
  if (isAbsent(answer)) return null
  if (answer.status !== 200) throw registryStatusError(answer, 'GET')
  const served = digestOf(answer.body)
  if (served !== digest) throw digestMismatchError(answer, served, digest)
  return answer.body
}

/** A page of HTML is a web server's "not found", and says nothing about what a registry holds. */
function isAbsent(answer: HttpResponse): boolean {
  return answer.status === 404 && !/^\s*text\/html\b/i.test(answer.headers['content-type'] ?? '')
}

function bodyText(header: string | string[] | undefined): string | null {
  return header === undefined ? null : header.toString()
}

function digestMismatchError(answer: HttpResponse, served: Digest, wanted: Digest): CodedError {
  const line = requestLine('GET', answer.url)
  return new CodedError('DIGEST_MISMATCH', `${line}: the registry returned ${served} for ${wanted}`, {
    hint: 'The registry, or a proxy or mirror in front of it, serves other bytes than were pushed. Do not deploy them.',
  })
}

/** The last look at what becomes a URL: nothing in it can lead to another place (threats E-14, F-11). */
function urlOf(origin: URL, path: string, kind: 'manifests' | 'blobs' | 'referrers', reference: string): URL {
  const referenced = asDigest(reference) !== null || (kind === 'manifests' && isTag(reference))
  if (!isRepositoryPath(path) || !referenced)
    throw new TypeError('not the path of an image, or neither a tag nor a digest')
  return new URL(`/v2/${path}/${kind}/${reference}`, origin)
}
