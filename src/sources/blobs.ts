/** Fetching the layers that hold attestations, each blob once and all of them together within a bound (threats E-09, R-33). */
import { mapBounded } from '../concurrency.ts'
import { CodedError, toCodedError } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Digest } from '../model.ts'
import type { Registry } from '../registry/client.ts'
import type { Descriptor } from '../registry/manifest.ts'

export type Blob =
  | { status: 'bytes'; bytes: Uint8Array }
  | { status: 'unreadable'; code: 'BUNDLE_INVALID' | 'LIMIT_EXCEEDED'; message: string }
  | { status: 'failed'; error: CodedError }

/**
 * The blobs of these layers by their digest, without those that are declared to be too large. Small ones come first, so
 * that a few large ones cannot take the room of many; which ones are read does not depend on who answers when.
 */
export async function fetchBlobs(
  registry: Registry,
  path: string,
  layers: readonly Descriptor[],
): Promise<ReadonlyMap<Digest, Blob>> {
  const sizes = new Map<Digest, number>()
  for (const { digest, size } of layers) {
    if (size <= limits.bundleBytes) sizes.set(digest, Math.max(size, sizes.get(digest) ?? 0))
  }
  const wanted = [...sizes].sort(([, one], [, other]) => one - other)
  let declared = 0
  const blobs = await mapBounded(wanted, limits.concurrentRequests, async ([digest, size]): Promise<[Digest, Blob]> => {
    declared += size
    return [digest, declared > limits.gatheredBytes ? noRoom : await fetchBlob(registry, path, digest, size)]
  })
  return new Map(blobs)
}

const noRoom: Blob = {
  status: 'unreadable',
  code: 'LIMIT_EXCEEDED',
  message: `the attestations of the image are larger than ${limits.gatheredBytes} bytes together`,
}

async function fetchBlob(registry: Registry, path: string, digest: Digest, size: number): Promise<Blob> {
  try {
    const bytes = await registry.blob(path, digest, limits.bundleBytes)
    if (bytes === null)
      return { status: 'unreadable', code: 'BUNDLE_INVALID', message: 'the registry has no such blob' }
    if (bytes.length <= size) return { status: 'bytes', bytes }
    const message = `has ${bytes.length} bytes and is declared to have ${size}`
    return { status: 'unreadable', code: 'BUNDLE_INVALID', message }
  } catch (error) {
    if (!(error instanceof CodedError)) return { status: 'failed', error: toCodedError(error) }
    if (error.code === 'DIGEST_MISMATCH')
      return { status: 'unreadable', code: 'BUNDLE_INVALID', message: error.message }
    if (error.code === 'LIMIT_EXCEEDED') return { status: 'unreadable', code: 'LIMIT_EXCEEDED', message: error.message }
    return { status: 'failed', error }
  }
}
