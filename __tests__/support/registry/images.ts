import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { digestOf } from '../../../src/core/digest.ts'
import {
  type Descriptor,
  type Manifest,
  mediaTypes,
  putBlob,
  putManifest,
  readManifest,
  type Store,
  tagFor,
} from './store.ts'

export interface ImageRequest {
  /** Another seed, another digest. */
  seed?: string
  /** `linux/amd64` */
  platform?: string
}

export interface IndexRequest {
  seed?: string
  platforms?: readonly string[]
  /** Adds the attestation manifests that BuildKit adds, unsigned. */
  buildkit?: boolean
}

export interface PushedIndex {
  digest: string
  platforms: { platform: string; digest: string }[]
  /** BuildKit's attestation manifests, and the platform manifest that each is about. */
  attestations: { digest: string; about: string }[]
}

const emptyTar = Buffer.alloc(1024)

/** A tiny image with one empty layer. */
export function putImage(store: Store, path: string, tag: string | null, request: ImageRequest): Descriptor {
  const { seed = 'seed', platform = 'linux/amd64' } = request
  const [os = 'linux', architecture = 'amd64', variant] = platform.split('/')
  const config = {
    os,
    architecture,
    ...(variant !== undefined && { variant }),
    config: { Labels: { seed } },
    rootfs: { type: 'layers', diff_ids: [digestOf(emptyTar)] },
  }
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: putBlob(store, Buffer.from(JSON.stringify(config)), mediaTypes.config),
    layers: [putBlob(store, gzipSync(emptyTar), mediaTypes.layer)],
  }
  const platformOf = { os, architecture, ...(variant !== undefined && { variant }) }
  return { ...putManifest(store, path, tag, manifest), platform: platformOf }
}

/** A tiny multi-platform image. */
export function putIndex(store: Store, path: string, tag: string | null, request: IndexRequest): PushedIndex {
  const { seed = 'seed', platforms = ['linux/amd64', 'linux/arm64'], buildkit = false } = request
  const images = platforms.map((platform) => putImage(store, path, null, { seed, platform }))
  const attestations = buildkit ? images.map((image) => buildkitAttestation(store, path, image.digest)) : []
  const index: Manifest = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [...images, ...attestations] }
  return {
    digest: putManifest(store, path, tag, index).digest,
    platforms: images.map(({ digest }, at) => ({ platform: platforms[at] ?? '', digest })),
    attestations: attestations.map(({ digest }, at) => ({ digest, about: images[at]?.digest ?? '' })),
  }
}

function buildkitAttestation(store: Store, path: string, about: string): Descriptor {
  const predicateType = 'https://slsa.dev/provenance/v1'
  const statement = {
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType,
    subject: [{ name: 'pkg:docker/app@latest', digest: { sha256: about.slice('sha256:'.length) } }],
    predicate: { buildDefinition: { buildType: 'https://mobyproject.org/buildkit@v1' }, runDetails: {} },
  }
  const layer = putBlob(store, Buffer.from(JSON.stringify(statement)), mediaTypes.inToto)
  const config = {
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  }
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: putBlob(store, Buffer.from(JSON.stringify(config)), mediaTypes.config),
    layers: [{ ...layer, annotations: { 'in-toto.io/predicate-type': predicateType } }],
  }
  return {
    ...putManifest(store, path, null, manifest),
    annotations: { 'vnd.docker.reference.digest': about, 'vnd.docker.reference.type': 'attestation-manifest' },
    platform: { os: 'unknown', architecture: 'unknown' },
  }
}

export interface Referrer {
  /** Of the manifest. */
  artifactType?: string
  /** Of the bundle's layer. */
  layerMediaType?: string
  annotations?: Record<string, string>
}

/** The manifest that carries a bundle, about the subject. */
export function bundleManifest(
  store: Store,
  subject: Descriptor,
  bundle: object | Uint8Array,
  how: Referrer,
): Manifest {
  const artifactType = how.artifactType ?? mediaTypes.bundle
  const bytes = bundle instanceof Uint8Array ? bundle : Buffer.from(JSON.stringify(bundle))
  return {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    artifactType,
    config: putBlob(store, Buffer.from('{}'), mediaTypes.empty),
    layers: [putBlob(store, bytes, how.layerMediaType ?? artifactType)],
    subject,
    ...(how.annotations && { annotations: how.annotations }),
  }
}

/** The image under a `.att` or `.sig` tag, whose layers are not layers of files. */
export function cosignManifest(
  store: Store,
  layers: readonly { bytes: Uint8Array; annotations: Record<string, string> }[],
  mediaType: string,
): Manifest {
  const described = layers.map(({ bytes, annotations }) => ({ ...putBlob(store, bytes, mediaType), annotations }))
  const diffIds = described.map(({ digest }) => digest)
  const config = { architecture: '', os: '', config: {}, rootfs: { type: 'layers', diff_ids: diffIds } }
  return {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: putBlob(store, Buffer.from(JSON.stringify(config)), mediaTypes.config),
    layers: described,
  }
}

/**
 * Fills a repository from an OCI image layout as `cosign save` writes it: the image under the tag `latest`, its
 * attestations and signatures under the tags that cosign gives them. Gives the image's digest.
 */
export function putLayout(store: Store, path: string, directory: string): string {
  const blob = (digest: string) => readFileSync(join(directory, 'blobs', ...digest.split(':')))
  const index = readManifest(readFileSync(join(directory, 'index.json')))
  const entries = index?.manifests ?? []
  const kindOf = ({ annotations }: Descriptor) => annotations?.kind?.split('/').at(-1)
  const isImage = (entry: Descriptor) => ['image', 'imageIndex'].includes(kindOf(entry) ?? '')
  const image = entries.find(isImage) ?? entries.find((entry) => entry.artifactType !== mediaTypes.bundle)
  if (image === undefined) throw new TypeError(`${directory} names no image`)

  const load = ({ digest, mediaType }: Descriptor, tag: string | null): void => {
    const bytes = blob(digest)
    const manifest = readManifest(bytes)
    putManifest(store, path, tag, bytes, mediaType)
    for (const child of manifest?.manifests ?? []) if (isThere(() => blob(child.digest))) load(child, null)
    for (const part of [manifest?.config, ...(manifest?.layers ?? [])]) {
      // Whoever saved the layout left the files of the image out.
      if (part && isThere(() => blob(part.digest))) putBlob(store, blob(part.digest), part.mediaType)
    }
  }
  const suffixes: Record<string, string> = { atts: '.att', sigs: '.sig' }
  for (const entry of entries) {
    const suffix = suffixes[kindOf(entry) ?? '']
    load(entry, entry === image ? 'latest' : suffix ? tagFor(image.digest, suffix) : null)
  }
  return image.digest
}

function isThere(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
