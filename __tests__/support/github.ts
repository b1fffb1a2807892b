import type { ServerResponse } from 'node:http'
import { snappyCompress } from 'hysnappy'
import { type Loopback, type Seen, serve } from './loopback.ts'
import { json } from './registry-fixture.ts'

/** How an attestation stands in a list. */
export type Form = 'inline' | 'url' | 'both' | 'neither'

export interface GitHubOptions {
  /** The only token that may see anything; without it everybody may. */
  token?: string
  /** The most that are put on a page, whatever was asked for. */
  pageSize?: number
}

/** Answers a request itself (true), or leaves it to the server (false); `count` is how often the same path was asked. */
export type Answer = (seen: Seen & { count: number }, response: ServerResponse) => boolean

export interface GitHubServer extends AsyncDisposable {
  /** As GITHUB_API_URL has it. */
  readonly apiUrl: string
  /** Where the API is; `seen` holds every request to it. */
  readonly api: Loopback
  /** Where bundles are stored, on another origin. */
  readonly blobs: Loopback
  /** Puts a bundle (bytes, for a blob of rubbish) into a list: `repos/acme/app`, `orgs/acme`. */
  add(list: string, digest: string, bundle: object | Uint8Array, form?: Form): void
  /** The list answers under its new name from now on, and redirects from its old one. */
  rename(list: string, id: number): void
  /** Makes every URL of a blob that was given out worthless. */
  expireSignatures(): void
  onApi(answer: Answer): void
  onBlob(answer: Answer): void
}

interface Stored {
  bundle: object | Uint8Array
  form: Form
  blob: string
}

/**
 * GitHub's attestations API on loopback, as https://docs.github.com/en/rest/repos/attestations describes it, and the
 * store that it keeps bundles in.
 */
export async function startGitHub({ token, pageSize = 100 }: GitHubOptions = {}): Promise<GitHubServer> {
  const lists = new Map<string, Stored[]>()
  const blobs = new Map<string, Uint8Array>()
  const renamed = new Map<string, string>()
  const answers: { api: Answer[]; blob: Answer[] } = { api: [], blob: [] }
  let signature = 1

  const isAnswered = (which: 'api' | 'blob', server: () => Loopback, seen: Seen, response: ServerResponse): boolean => {
    const pathOf = ({ path }: Seen) => path.split('?')[0]
    const count = server().seen.filter((other) => pathOf(other) === pathOf(seen)).length
    return answers[which].some((answer) => answer({ ...seen, count }, response))
  }

  const blobServer: Loopback = await serve((seen, response) => {
    if (isAnswered('blob', () => blobServer, seen, response)) return
    const { pathname, searchParams } = new URL(seen.path, blobServer.origin)
    const blob = blobs.get(pathname)
    if (seen.headers.authorization !== undefined) response.writeHead(400).end('<Error><Code>InvalidAuthenticationInfo')
    else if (searchParams.get('sig') !== String(signature))
      response.writeHead(403).end('<Error><Code>AuthenticationFailed')
    else if (blob === undefined) response.writeHead(404).end('<Error><Code>BlobNotFound')
    else response.writeHead(200, { 'Content-Type': 'application/x-snappy' }).end(blob)
  })

  const answerApi = (seen: Seen, response: ServerResponse): void => {
    if (isAnswered('api', () => api, seen, response)) return
    const url = new URL(seen.path, api.origin)
    const [, list = '', digest = ''] = /^\/(.+)\/attestations\/([^/]+)$/.exec(url.pathname) ?? []
    const { authorization } = seen.headers
    const target = renamed.get(list)
    if (authorization !== undefined && token !== undefined && authorization !== `Bearer ${token}`) {
      refuse(response, 401, 'Bad credentials')
    } else if (target !== undefined) {
      const location = `${api.origin}/${target}/attestations/${digest}${url.search}`
      json(response, 301, { message: 'Moved Permanently', url: location }, { Location: location })
    } else {
      const isVisible = token === undefined || authorization !== undefined
      const stored = isVisible ? lists.get(`${list} ${digest}`) : undefined
      if (stored === undefined) refuse(response, 404, 'Not Found')
      else answerPage(response, url, stored)
    }
  }
  const api: Loopback = await serve(answerApi, { mayHaveLogins: true })

  const answerPage = (response: ServerResponse, url: URL, stored: readonly Stored[]): void => {
    const size = Math.min(pageSize, Number(url.searchParams.get('per_page') ?? 30))
    const start = Number(Buffer.from(url.searchParams.get('after') ?? '', 'base64').toString() || 0)
    const end = start + size
    const cursor = (name: string, at: number) => {
      const target = new URL(url)
      target.search = `per_page=${size}&${name}=${encodeURIComponent(Buffer.from(String(at)).toString('base64'))}`
      return `<${target.href}>; rel="${name === 'after' ? 'next' : 'prev'}"`
    }
    const links = [
      ...(end < stored.length ? [cursor('after', end)] : []),
      ...(start > 0 ? [cursor('before', start)] : []),
    ]
    const attestations = stored.slice(start, end).map(({ bundle, form, blob }) => ({
      bundle: form === 'inline' || form === 'both' ? bundle : null,
      repository_id: 1,
      bundle_url: form === 'url' || form === 'both' ? `${blobServer.origin}${blob}?sp=r&sig=${signature}` : '',
      initiator: 'user',
    }))
    json(response, 200, { attestations }, links.length > 0 ? { Link: links.join(', ') } : {})
  }

  return {
    apiUrl: api.origin,
    api,
    blobs: blobServer,
    add(list, digest, bundle, form = 'inline') {
      const stored = lists.get(`${list} ${digest}`) ?? []
      const blob = `/attestations/${digest.slice(7, 19)}/${lists.size}-${stored.length}.json.sn`
      lists.set(`${list} ${digest}`, [...stored, { bundle, form, blob }])
      blobs.set(blob, bundle instanceof Uint8Array ? bundle : compressed(bundle))
    },
    rename(list, id) {
      renamed.set(list, `repositories/${id}`)
      for (const [key, stored] of [...lists]) {
        if (key.startsWith(`${list} `)) lists.set(key.replace(list, `repositories/${id}`), stored)
      }
    },
    expireSignatures: () => void signature++,
    onApi: (answer) => void answers.api.unshift(answer),
    onBlob: (answer) => void answers.blob.unshift(answer),
    async [Symbol.asyncDispose]() {
      await Promise.all([api[Symbol.asyncDispose](), blobServer[Symbol.asyncDispose]()])
    },
  }
}

/** A bundle as GitHub stores it. */
export function compressed(bundle: object): Uint8Array {
  return snappyCompress(new Uint8Array(Buffer.from(JSON.stringify(bundle))))
}

/** An error as the API words it. */
export function refuse(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string> = {},
): void {
  const body = { message, documentation_url: 'https://docs.github.com/rest', status: String(status) }
  json(response, status, body, { 'X-GitHub-Media-Type': 'github.v3; format=json', ...headers })
}
