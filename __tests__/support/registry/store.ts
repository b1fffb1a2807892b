import { digestOf } from '../../../src/core/digest.ts'

export interface Descriptor {
  mediaType: string
  digest: string
  size: number
  artifactType?: string
  annotations?: Record<string, string>
  platform?: { os: string; architecture: string; variant?: string }
}

/** A manifest or an index, as far as a registry looks into it. */
export interface Manifest {
  schemaVersion: 2
  mediaType?: string
  artifactType?: string
  config?: Descriptor
  layers?: Descriptor[]
  manifests?: Descriptor[]
  subject?: Descriptor
  annotations?: Record<string, string>
}

export interface StoredManifest {
  bytes: Buffer
  mediaType: string
  /** In the order of their arrival. */
  arrival: number
}

/** One repository of the registry. */
export interface Repository {
  tags: Map<string, string>
  manifests: Map<string, StoredManifest>
  /** Artifact types to claim in the listing instead of the manifest's own, by digest. */
  claimed: Map<string, string>
}

/** Everything that the registry holds. */
export interface Store {
  blobs: Map<string, Buffer>
  repositories: Map<string, Repository>
}

export const mediaTypes = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  empty: 'application/vnd.oci.empty.v1+json',
  bundle: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  envelope: 'application/vnd.dsse.envelope.v1+json',
  simpleSigning: 'application/vnd.dev.cosign.simplesigning.v1+json',
  inToto: 'application/vnd.in-toto+json',
} as const

export const createStore = (): Store => ({ blobs: new Map(), repositories: new Map() })

/** The repository, new where there is none of that path. */
export function repositoryOf(store: Store, path: string): Repository {
  const known = store.repositories.get(path)
  if (known) return known
  const repository: Repository = { tags: new Map(), manifests: new Map(), claimed: new Map() }
  store.repositories.set(path, repository)
  return repository
}

/** Keeps the bytes, and describes them. */
export function putBlob(store: Store, bytes: Uint8Array, mediaType: string): Descriptor {
  const digest = digestOf(bytes)
  store.blobs.set(digest, Buffer.from(bytes))
  return { mediaType, digest, size: bytes.length }
}

/** Keeps the manifest, under a tag where one is given, and describes it. */
export function putManifest(
  store: Store,
  path: string,
  tag: string | null,
  manifest: object | Uint8Array,
  mediaType?: string,
): Descriptor {
  const repository = repositoryOf(store, path)
  const bytes = manifest instanceof Uint8Array ? Buffer.from(manifest) : Buffer.from(JSON.stringify(manifest))
  const type = mediaType ?? readManifest(bytes)?.mediaType ?? mediaTypes.manifest
  const digest = digestOf(bytes)
  if (!repository.manifests.has(digest)) {
    repository.manifests.set(digest, { bytes, mediaType: type, arrival: repository.manifests.size })
  }
  if (tag !== null) repository.tags.set(tag, digest)
  return { mediaType: type, digest, size: bytes.length }
}

/** The manifest in these bytes; null where they hold none. */
export function readManifest(bytes: Uint8Array): Manifest | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString())
    return typeof value === 'object' && value !== null ? (value as Manifest) : null
  } catch {
    return null
  }
}

/** What refers to this digest, as the referrers API lists it. */
export function referrersOf(repository: Repository, subject: string): Descriptor[] {
  return [...repository.manifests]
    .sort(([, one], [, other]) => one.arrival - other.arrival)
    .flatMap(([digest, { bytes, mediaType }]) => {
      const manifest = readManifest(bytes)
      if (manifest?.subject?.digest !== subject) return []
      const artifactType = repository.claimed.get(digest) ?? manifest.artifactType ?? manifest.config?.mediaType
      return [
        {
          mediaType,
          digest,
          size: bytes.length,
          ...(artifactType !== undefined && { artifactType }),
          ...(manifest.annotations && { annotations: manifest.annotations }),
        },
      ]
    })
}

/** The tag that names a digest: `sha256-<hex>`, and what stands behind it. */
export const tagFor = (digest: string, suffix = '') => `${digest.replace(':', '-')}${suffix}`
