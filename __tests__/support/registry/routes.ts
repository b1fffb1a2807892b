import { digestOf } from '../../../src/core/digest.ts'
import {
  type Descriptor,
  mediaTypes,
  type Repository,
  readManifest,
  referrersOf,
  type Store,
  type StoredManifest,
  tagFor,
} from './store.ts'

export type ReferrersMode = 'api' | 'tag' | 'empty-api-and-tag' | 'none'

export interface Asked {
  method: string
  path: string
  query: string
}

export interface Manner {
  referrers: ReferrersMode
  pageSize: number
}

export interface Answer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

const messages = {
  MANIFEST_UNKNOWN: 'manifest unknown',
  NAME_UNKNOWN: 'repository name not known to registry',
  BLOB_UNKNOWN: 'blob unknown to registry',
  UNAUTHORIZED: 'authentication required',
  UNSUPPORTED: 'the operation is unsupported',
}

/** An answer in JSON. */
export function jsonAnswer(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(body)),
  }
}

/** A refusal, as registries write it. */
export function refusal(status: number, code: keyof typeof messages, headers: Record<string, string> = {}): Answer {
  return jsonAnswer(status, { errors: [{ code, message: messages[code], detail: {} }] }, headers)
}

/** What a registry answers (OCI distribution specification 1.1, pulling and listing). */
export function answerTo(store: Store, asked: Asked, manner: Manner): Answer {
  if (asked.method !== 'GET' && asked.method !== 'HEAD') return refusal(405, 'UNSUPPORTED')
  if (asked.path === '/v2/' || asked.path === '/v2') return jsonAnswer(200, {})
  const [, path = '', kind, reference = ''] =
    /^\/v2\/(.+)\/(manifests|blobs|referrers|tags)\/([^/]+)$/.exec(asked.path) ?? []
  const repository = store.repositories.get(path)
  const withoutApi = manner.referrers === 'tag' || manner.referrers === 'none'
  if (kind === 'referrers' && withoutApi) return refusal(404, 'UNSUPPORTED')
  if (repository === undefined) return refusal(404, 'NAME_UNKNOWN')
  switch (kind) {
    case 'manifests':
      return manifestAnswer(repository, reference, manner)
    case 'blobs':
      return blobAnswer(store, reference)
    case 'referrers':
      return referrersAnswer(manner.referrers === 'api' ? repository : null, reference, asked, manner)
    case 'tags':
      return tagsAnswer(repository, path, asked, manner)
    default:
      return refusal(404, 'UNSUPPORTED')
  }
}

function manifestAnswer(repository: Repository, reference: string, manner: Manner): Answer {
  const digest = reference.includes(':') ? reference : repository.tags.get(reference)
  const found = digest === undefined ? generatedIndex(repository, reference, manner) : repository.manifests.get(digest)
  if (found === undefined) return refusal(404, 'MANIFEST_UNKNOWN')
  const headers = { 'Content-Type': found.mediaType, 'Docker-Content-Digest': digest ?? digestOf(found.bytes) }
  return { status: 200, headers, body: found.bytes }
}

const listsByTag = (manner: Manner) => manner.referrers === 'tag' || manner.referrers === 'empty-api-and-tag'

/** What a client would have written under the referrers tag. */
function generatedIndex(
  repository: Repository,
  tag: string,
  manner: Manner,
): Pick<StoredManifest, 'bytes' | 'mediaType'> | undefined {
  if (!listsByTag(manner) || !/^sha256-[0-9a-f]{64}$/.test(tag)) return undefined
  const manifests = referrersOf(repository, tag.replace('-', ':'))
  if (manifests.length === 0) return undefined
  return { bytes: Buffer.from(JSON.stringify(indexOf(manifests))), mediaType: mediaTypes.index }
}

const indexOf = (manifests: Descriptor[]) => ({ schemaVersion: 2, mediaType: mediaTypes.index, manifests })

function blobAnswer(store: Store, digest: string): Answer {
  const body = store.blobs.get(digest)
  if (body === undefined) return refusal(404, 'BLOB_UNKNOWN')
  const headers = { 'Content-Type': 'application/octet-stream', 'Docker-Content-Digest': digest }
  return { status: 200, headers, body }
}

function referrersAnswer(repository: Repository | null, subject: string, asked: Asked, manner: Manner): Answer {
  const wanted = new URLSearchParams(asked.query).get('artifactType')
  const all = repository === null ? [] : referrersOf(repository, subject)
  const matching = wanted === null ? all : all.filter(({ artifactType }) => artifactType === wanted)
  const { items, headers } = onePage(matching, ({ digest }) => digest, asked, manner)
  const filtered = wanted === null ? {} : { 'OCI-Filters-Applied': 'artifactType' }
  return jsonAnswer(200, indexOf(items), { ...headers, ...filtered, 'Content-Type': mediaTypes.index })
}

function tagsAnswer(repository: Repository, name: string, asked: Asked, manner: Manner): Answer {
  const subjects = [...repository.manifests.values()].map(({ bytes }) => readManifest(bytes)?.subject?.digest)
  const generated = listsByTag(manner) ? subjects.flatMap((digest) => (digest ? [tagFor(digest)] : [])) : []
  const all = [...new Set([...repository.tags.keys(), ...generated])].sort()
  const { items, headers } = onePage(all, (tag) => tag, asked, manner)
  return jsonAnswer(200, { name, tags: items }, headers)
}

/** The page that was asked for, and the link to the next. */
function onePage<Item>(
  all: Item[],
  nameOf: (item: Item) => string,
  asked: Asked,
  manner: Manner,
): { items: Item[]; headers: Record<string, string> } {
  const query = new URLSearchParams(asked.query)
  const size = Math.min(Number(query.get('n') ?? manner.pageSize), manner.pageSize)
  const last = query.get('last')
  const start = last === null ? 0 : all.findIndex((item) => nameOf(item) === last) + 1
  const items = all.slice(start, start + size)
  const end = items.at(-1)
  if (end === undefined || start + size >= all.length) return { items, headers: {} }
  query.set('n', String(size))
  query.set('last', nameOf(end))
  return { items, headers: { Link: `<${asked.path}?${query}>; rel="next"` } }
}
