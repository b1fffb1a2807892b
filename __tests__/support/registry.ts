import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { allowRequestsTo } from './audit.ts'
import { type Auth, createGate } from './registry/auth.ts'
import {
  bundleManifest,
  cosignManifest,
  type ImageRequest,
  type IndexRequest,
  type PushedIndex,
  putImage,
  putIndex,
  putLayout,
  type Referrer,
} from './registry/images.ts'
import { type Answer, answerTo, jsonAnswer, type ReferrersMode, refusal } from './registry/routes.ts'
import {
  createStore,
  type Descriptor,
  mediaTypes,
  putBlob,
  putManifest,
  repositoryOf,
  type Store,
  tagFor,
} from './registry/store.ts'
import type { CosignAttestation, CosignSignature } from './sigstore.ts'

export type { PushedIndex } from './registry/images.ts'
export { type Descriptor, mediaTypes, tagFor } from './registry/store.ts'

export interface RegistryOptions {
  /** Where referrers are found: by the API (the default), by the tag, by the tag while the API answers with nothing, nowhere. */
  referrers?: ReferrersMode
  auth?: Auth
  /** Referrers and tags on one page. */
  pageSize?: number
}

/** A request that arrived, and how it was answered; status 0 where it was not. */
export interface LoggedRequest {
  /** The host and port that it arrived at. */
  host: string
  method: string
  path: string
  query: string
  headers: IncomingHttpHeaders
  status: number
}

export interface Intercepted {
  request: IncomingMessage
  response: ServerResponse
  method: string
  path: string
  query: string
  /** How often the same was asked, this time included. */
  count: number
}

/** Answers a request itself (true), or leaves it to the registry (false). */
export type Interceptor = (intercepted: Intercepted) => boolean | Promise<boolean>

export interface Registry extends AsyncDisposable {
  /** `127.0.0.1:PORT` */
  readonly host: string
  /** Every request, in the order of arrival. */
  readonly requests: LoggedRequest[]
  readonly store: Store
  push(path: string, tag: string | null, manifest: object | Uint8Array, mediaType?: string): string
  blob(bytes: Uint8Array, mediaType?: string): Descriptor
  tag(path: string, tag: string, digest: string): void
  untag(path: string, tag: string): void
  pushImage(path: string, tag: string | null, image?: ImageRequest): string
  pushIndex(path: string, tag: string | null, index?: IndexRequest): PushedIndex
  /** A bundle (bytes, to attach rubbish) as a referrer of the subject; gives the referrer's digest. */
  attach(
    path: string,
    subject: string,
    bundle: object | Uint8Array,
    how?: Referrer & { descriptorArtifactType?: string },
  ): string
  cosignAttestations(path: string, digest: string, layers: readonly CosignAttestation[]): string
  cosignSignatures(path: string, digest: string, layers: readonly CosignSignature[]): string
  serveLayout(directory: string, path: string): string
  /** The last one given is asked first; the answer takes it away again. */
  intercept(interceptor: Interceptor): () => void
  /** Makes every token given out worthless. */
  expireTokens(): void
}

/** An OCI registry on loopback. */
export async function startRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const store = createStore()
  const requests: LoggedRequest[] = []
  const interceptors: Interceptor[] = []
  const gate = options.auth ? createGate(options.auth) : null
  const servers: Server[] = []
  const asked = new Map<string, number>()

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://registry.invalid')
    const logged: LoggedRequest = {
      host: `${request.socket.localAddress}:${request.socket.localPort}`,
      method: request.method ?? '',
      path: decodeURIComponent(url.pathname),
      query: url.search,
      headers: request.headers,
      status: 0,
    }
    requests.push(logged)
    response.on('finish', () => {
      logged.status = response.statusCode
    })
    const key = `${logged.method} ${logged.path}${logged.query}`
    const count = (asked.get(key) ?? 0) + 1
    asked.set(key, count)
    for (const interceptor of [...interceptors]) if (await interceptor({ request, response, ...logged, count })) return
    const { status, headers, body } = decide(logged, request)
    response.writeHead(status, { ...headers, 'Content-Length': body.length })
    response.end(logged.method === 'HEAD' ? undefined : body)
  }

  const manner = { referrers: options.referrers ?? 'api', pageSize: options.pageSize ?? 100 }
  const decide = (logged: LoggedRequest, request: IncomingMessage): Answer => {
    if (gate && logged.path === '/token') {
      if (!gate.knows(request)) return refusal(401, 'UNAUTHORIZED')
      const token = gate.token()
      return jsonAnswer(200, { token, access_token: token, expires_in: 300 })
    }
    if (gate && !gate.admits(request)) {
      return refusal(401, 'UNAUTHORIZED', { 'WWW-Authenticate': gate.challenge(realm, logged.path) })
    }
    return answerTo(store, logged, manner)
  }

  const host = await listen(servers, handle)
  const forbid = [allowRequestsTo(`http://${host}`, { mayHaveLogins: gate !== null })]
  const asksFor = options.auth?.realm
  let realm = asksFor ?? `http://${host}/token`
  if (asksFor === 'elsewhere') {
    const elsewhere = `http://${await listen(servers, handle)}`
    forbid.push(allowRequestsTo(elsewhere))
    realm = `${elsewhere}/token`
  }

  return {
    host,
    requests,
    store,
    push: (path, tag, manifest, mediaType) => putManifest(store, path, tag, manifest, mediaType).digest,
    blob: (bytes, mediaType = 'application/octet-stream') => putBlob(store, bytes, mediaType),
    tag: (path, tag, digest) => void repositoryOf(store, path).tags.set(tag, digest),
    untag: (path, tag) => void repositoryOf(store, path).tags.delete(tag),
    pushImage: (path, tag, image = {}) => putImage(store, path, tag, image).digest,
    pushIndex: (path, tag, index = {}) => putIndex(store, path, tag, index),
    attach(path, subject, bundle, how = {}) {
      const repository = repositoryOf(store, path)
      const known = repository.manifests.get(subject)
      const descriptor = {
        mediaType: known?.mediaType ?? mediaTypes.manifest,
        digest: subject,
        size: known?.bytes.length ?? 0,
      }
      const { digest } = putManifest(store, path, null, bundleManifest(store, descriptor, bundle, how))
      if (how.descriptorArtifactType !== undefined) repository.claimed.set(digest, how.descriptorArtifactType)
      return digest
    },
    cosignAttestations(path, digest, layers) {
      const described = layers.map(({ envelope, annotations }) => ({ bytes: envelope, annotations }))
      return putManifest(store, path, tagFor(digest, '.att'), cosignManifest(store, described, mediaTypes.envelope))
        .digest
    },
    cosignSignatures(path, digest, layers) {
      const described = layers.map(({ payload, annotations }) => ({ bytes: payload, annotations }))
      return putManifest(
        store,
        path,
        tagFor(digest, '.sig'),
        cosignManifest(store, described, mediaTypes.simpleSigning),
      ).digest
    },
    serveLayout: (directory, path) => putLayout(store, path, directory),
    intercept(interceptor) {
      interceptors.unshift(interceptor)
      return () => void interceptors.splice(interceptors.indexOf(interceptor), 1)
    },
    expireTokens: () => gate?.expire(),
    async [Symbol.asyncDispose]() {
      for (const one of forbid) one()
      await Promise.all(servers.map(close))
    },
  }
}

async function listen(
  servers: Server[],
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<string> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      response.writeHead(599).end(String(error))
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
