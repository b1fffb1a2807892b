/** What an index lists: the platforms that can be run, and what BuildKit says about them. */
import { asDigest } from '../digest.ts'
import { CodedError } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Digest, Image, Subject } from '../model.ts'
import type { Manifest, Registry } from '../registry/client.ts'
import type { Descriptor } from '../registry/manifest.ts'
import { kindOfMediaType, readImageManifest } from './kind.ts'
import { pinned } from './reference.ts'

/** A manifest that an index lists for a platform. */
export interface Platform {
  /**
   * `linux/arm64`, or several where the index lists one manifest for them; with the digest where it lists
   * several manifests for one, as it does for versions of Windows. No two platforms of an image have one name.
   */
  name: string
  digest: Digest
  /** Those of the same index that refer to it. */
  attestationManifests: readonly Digest[]
}

/**
 * The platforms of an index, those of indexes inside of it too, each manifest once; null for an image that is no index.
 * An entry is passed over only if no runtime could choose it: its platform is `unknown/unknown`, as BuildKit writes it for
 * its attestation manifests. One that merely says that it is an attestation is a platform like any other.
 * @throws {CodedError} LIMIT_EXCEEDED beyond the depth or the number of manifests, REGISTRY_ERROR for an index that is
 * none, DIGEST_MISMATCH, and what the registry's client throws
 */
export async function listPlatforms(registry: Registry, image: Image): Promise<Platform[] | null> {
  if (kindOfMediaType(image.mediaType) !== 'index') return null
  const index = { bytes: image.manifest, digest: image.digest, contentType: null, contentDigest: null }
  const entries = await entriesOf(registry, image, index, 1)
  const names = new Map<Digest, Set<string>>()
  for (const { digest, platform } of entries.filter((entry) => !isUnknown(entry))) {
    names.set(digest, (names.get(digest) ?? new Set()).add(platform ?? 'a platform that is not named'))
  }
  const all = [...names].map(([digest, platforms]) => ({ digest, name: [...platforms].join(', ') }))
  return all.map(({ digest, name }) => ({
    name: all.filter((other) => other.name === name).length === 1 ? name : `${name} (${digest})`,
    digest,
    attestationManifests: entries.filter((entry) => refersTo(entry, digest)).map((entry) => entry.digest),
  }))
}

/**
 * The platform as what has to be attested: its manifest, by the digest that the index names.
 * @throws {CodedError} IMAGE_NOT_FOUND, REGISTRY_ERROR for what is no image manifest, DIGEST_MISMATCH, and what the
 * registry's client throws
 */
export async function platformSubject(registry: Registry, image: Image, platform: Platform): Promise<Subject> {
  const { digest, name, attestationManifests } = platform
  const manifest = await listed(registry, image, digest)
  const { kind, mediaType } = readImageManifest(manifest, pinned(image.reference, digest))
  if (kind !== 'manifest') throw contradiction(image, digest, 'an image manifest', 'an index')
  return { ...image, digest, mediaType, manifest: manifest.bytes, platform: name, attestationManifests }
}

/** Every entry that is no index, with those of the indexes inside. */
async function entriesOf(registry: Registry, image: Image, index: Manifest, depth: number): Promise<Descriptor[]> {
  const { kind, body } = readImageManifest(index, pinned(image.reference, index.digest))
  if (kind !== 'index') throw contradiction(image, index.digest, 'an index', 'an image manifest')
  const isIndex = (entry: Descriptor): boolean => kindOfMediaType(entry.mediaType) === 'index'
  const entries = (body.manifests ?? []).filter((entry) => !isIndex(entry))
  for (const { digest } of (body.manifests ?? []).filter(isIndex)) {
    if (depth === limits.indexDepth) throw tooDeep(image)
    entries.push(...(await entriesOf(registry, image, await listed(registry, image, digest), depth + 1)))
    if (entries.length > limits.indexManifests) throw tooMany(image)
  }
  return entries
}

async function listed(registry: Registry, image: Image, digest: Digest): Promise<Manifest> {
  const manifest = await registry.manifest(image.reference.path, digest)
  if (manifest !== null) return manifest
  const message = `${image.reference.registry} does not have ${digest}, which the index of ${image.reference.given} lists`
  throw new CodedError('IMAGE_NOT_FOUND', message, {
    hint: 'Was the image copied without all of its platforms? Copy or push all of it.',
  })
}

/** What BuildKit writes for manifests that are not for running; no runtime asks for it. */
function isUnknown({ platform }: Descriptor): boolean {
  return platform === 'unknown/unknown'
}

/** https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
function refersTo(entry: Descriptor, digest: Digest): boolean {
  const { annotations } = entry
  return (
    isUnknown(entry) &&
    annotations['vnd.docker.reference.type'] === 'attestation-manifest' &&
    asDigest(annotations['vnd.docker.reference.digest']) === digest
  )
}

function contradiction(image: Image, digest: Digest, said: string, found: string): CodedError {
  const message = `the index of ${image.reference.given} lists ${digest} as ${said}, and it is ${found}`
  return new CodedError('REGISTRY_ERROR', message, {
    hint: 'The index is not one that a builder writes: push the image again.',
  })
}

function tooDeep({ reference }: Image): CodedError {
  const message = `${reference.given} is an index of indexes of indexes: more than ${limits.indexDepth} levels deep`
  return new CodedError('LIMIT_EXCEEDED', message, {
    hint: 'No builder writes that; was another index pushed by mistake?',
  })
}

function tooMany({ reference }: Image): CodedError {
  const message = `the index of ${reference.given} lists more than ${limits.indexManifests} manifests, those inside counted`
  return new CodedError('LIMIT_EXCEEDED', message, {
    hint: 'No image has that many platforms; was another index pushed by mistake?',
  })
}
