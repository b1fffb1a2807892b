/** Fetching the layers that hold attestations, each blob once and all of them together within a bound (threats E-09, R-33). */
import { mapBounded } from '../core/concurrency.ts'
import { CodedError, toCodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { Registry } from '../registry/client.ts'
import type { Descriptor } from '../registry/manifest.ts'
import { allocate, tooManyBytesError } from './budget.ts'

export type Blob =
  | { status: 'bytes'; bytes: Uint8Array }
  | { status: 'unreadable'; message: string }
  | { status: 'failed'; error: CodedError }

/** What became of a layer; undefined for one that is declared to be too large. */
export type BlobOf = (layer: Descriptor) => Blob | undefined

/**
 * The blobs of the layers that these lists have. What one list has takes no room of another, for a tag with a thousand
 * layers is pushed at once (threats A-20); in each, small layers come first, so that a few large ones cannot take the
 * room of many. Each takes room, also of a blob that others have listed: what is listed a thousand times is judged a
 * thousand times (threats A-70). No more is read of one than was declared, and which ones are read does not depend on who
 * answers when.
 */
export async function fetchBlobs(
  registry: Registry,
  path: string,
  lists: readonly (readonly Descriptor[])[],
  roomBytes: number,
): Promise<BlobOf> {
  const readable = lists.map((layers) => layers.filter(({ size }) => size <= limits.bundleBytes))
  const shares = allocate(
    readable.map((layers) => layers.reduce((sum, { size }) => sum + size, 0)),
    roomBytes,
  )
  const admitted = new Set(readable.flatMap((layers, index) => smallest(layers, shares[index] ?? 0)))
  const unique = new Map([...admitted].map((layer) => [blobKey(layer), layer]))
  const blobs = new Map(
    await mapBounded([...unique], limits.concurrentRequests, async ([key, layer]): Promise<[string, Blob]> => {
      return [key, await fetchBlob(registry, path, layer)]
    }),
  )
  return (layer) => {
    if (layer.size > limits.bundleBytes) return undefined
    return admitted.has(layer) ? blobs.get(blobKey(layer)) : overBudget(roomBytes)
  }
}

function smallest(layers: readonly Descriptor[], roomBytes: number): Descriptor[] {
  let taken = 0
  return layers
    .toSorted((one, other) => one.size - other.size)
    .filter(({ size }) => {
      taken += size
      return taken <= roomBytes
    })
}

/** Names the blob of a layer as it was declared: a wrong size spoils the one who declares it, and nobody else. */
function blobKey({ digest, size }: Descriptor): string {
  return `${digest} ${size}`
}

/** The source was not read as a whole: a good attestation may be among what is left out. */
function overBudget(roomBytes: number): Blob {
  return { status: 'failed', error: tooManyBytesError(roomBytes) }
}

async function fetchBlob(registry: Registry, path: string, { digest, size }: Descriptor): Promise<Blob> {
  const unreadable = (message: string): Blob => ({ status: 'unreadable', message })
  try {
    const bytes = await registry.blob(path, digest, size)
    if (bytes === null) return unreadable('the registry has no such blob')
    if (bytes.length === size) return { status: 'bytes', bytes }
    return unreadable(`it has ${bytes.length} bytes and is declared to have ${size}`)
  } catch (error) {
    if (!(error instanceof CodedError)) return { status: 'failed', error: toCodedError(error) }
    if (error.code === 'DIGEST_MISMATCH') return unreadable(error.message)
    if (error.code === 'LIMIT_EXCEEDED') return unreadable(`it has more bytes than the ${size} that are declared`)
    return { status: 'failed', error }
  }
}
