/** Pushes what a registry in memory holds to a real one, as the distribution specification has it. */
import { mediaTypes, readManifest, referrersOf, type Store, tagFor } from './registry/store.ts'

export interface Target {
  /** `http://127.0.0.1:PORT` */
  origin: string
  /** The Authorization header. */
  login?: string | undefined
}

/**
 * Pushes the repository at `path`: blobs, then manifests, then indices, then tags, and for each digest that something
 * refers to the list of that under its referrers tag (distribution specification 1.1, "Referrers Tag Schema").
 * @throws {Error} where the registry refuses any of it
 */
export async function pushRepository(store: Store, path: string, target: Target): Promise<void> {
  const repository = store.repositories.get(path)
  if (repository === undefined) throw new TypeError(`there is no ${path} to push`)
  for (const [digest, bytes] of store.blobs) await pushBlob(path, digest, bytes, target)
  const manifests = [...repository.manifests].sort(([, one], [, other]) => one.arrival - other.arrival)
  for (const isIndex of [false, true]) {
    for (const [digest, { bytes, mediaType }] of manifests) {
      if ((mediaType === mediaTypes.index) === isIndex) await pushManifest(path, digest, bytes, mediaType, target)
    }
  }
  for (const [tag, digest] of repository.tags) {
    const tagged = repository.manifests.get(digest)
    if (tagged !== undefined) await pushManifest(path, tag, tagged.bytes, tagged.mediaType, target)
  }
  const subjects = manifests.flatMap(([, { bytes }]) => readManifest(bytes)?.subject?.digest ?? [])
  for (const subject of new Set(subjects)) {
    const list = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: referrersOf(repository, subject) }
    await pushManifest(path, tagFor(subject), Buffer.from(JSON.stringify(list)), mediaTypes.index, target)
  }
}

/** An upload is opened with a POST, and ended with a PUT to where that leads ("Pushing a blob monolithically"). */
async function pushBlob(path: string, digest: string, bytes: Buffer, target: Target): Promise<void> {
  const opened = await send('POST', new URL(`/v2/${path}/blobs/uploads/`, target.origin), target, 202)
  const upload = new URL(opened.headers.get('Location') ?? '', target.origin)
  upload.searchParams.set('digest', digest)
  await send('PUT', upload, target, 201, bytes, 'application/octet-stream')
}

async function pushManifest(
  path: string,
  reference: string,
  bytes: Buffer,
  mediaType: string,
  target: Target,
): Promise<void> {
  const url = new URL(`/v2/${path}/manifests/${reference}`, target.origin)
  await send('PUT', url, target, 201, bytes, mediaType)
}

async function send(
  method: string,
  url: URL,
  { login }: Target,
  expected: number,
  body: Buffer | null = null,
  contentType?: string,
): Promise<Response> {
  const headers = { ...(login && { Authorization: login }), ...(contentType && { 'Content-Type': contentType }) }
  const response = await fetch(url, { method, headers, body: body === null ? null : new Uint8Array(body) })
  const text = await response.text()
  if (response.status === expected) return response
  throw new Error(`${method} ${url.pathname} answered ${response.status}, not ${expected}: ${text}`)
}
