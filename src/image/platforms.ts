/** What an index lists: the platforms that can be run, and what BuildKit says about them. */
import { asDigest } from '../core/digest.ts'
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { redact } from '../core/secrets.ts'
import { pinned } from '../formats/image-name.ts'
import { AmbiguousKey } from '../formats/strict-json.ts'
import type { Digest, Image, Subject } from '../model/index.ts'
import type { Manifest, Registry } from '../registry/client.ts'
import type { IndexEntry } from '../registry/manifest.ts'
import { artifactTypeOf, type ImageManifest, kindOfMediaType, readImageManifest } from './manifest-kind.ts'

/** Characters of a platform or a type that are kept; no registered one has as many. */
const longestName = 128

/** A manifest that an index lists for a platform. */
export interface Platform {
  /**
   * `linux/arm64`, or several where the index lists one manifest for them; with the digest where it lists
   * several manifests for one, as it does for versions of Windows; with what it is where that is no image. No two
   * platforms of an image have one name.
   */
  name: string
  digest: Digest
  /** What the index says that it is where it is no image; null for an image. */
  artifactType: string | null
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
  const byDigest = new Map<Digest, { names: Set<string>; artifactType: string | null }>()
  for (const entry of entries.filter((one) => !isUnknown(one))) {
    const digest = followed(entry, image)
    const type = listedType(entry)
    const known = byDigest.get(digest) ?? { names: new Set(), artifactType: type }
    // What is listed as an image, too, is one.
    byDigest.set(digest, { names: known.names.add(nameOfEntry(entry)), artifactType: known.artifactType && type })
  }
  const all = [...byDigest].map(([digest, { names, artifactType }]) => ({
    digest,
    artifactType,
    name: [...names].join(', '),
  }))
  return all.map(({ digest, artifactType, name }) => ({
    name: all.filter((other) => other.name === name).length === 1 ? name : `${name} (${digest})`,
    digest,
    artifactType,
    attestationManifests: entries.flatMap((entry) => (refersTo(entry, digest) ? (entry.digest ?? []) : [])),
  }))
}

function nameOfEntry(entry: IndexEntry): string {
  const type = listedType(entry)
  return `${redact(entry.platform ?? 'a platform that is not named', longestName)}${type === null ? '' : ` (${type})`}`
}

/** Anything that is listed may be chosen by a runtime, whatever the index says that it is. */
function listedType({ artifactType, mediaType }: IndexEntry): string | null {
  const type = artifactType || (kindOfMediaType(mediaType) === null && mediaType) || null
  return nameOrNull(type)
}

function nameOrNull(name: string | null): string | null {
  return name === null ? null : redact(name, longestName)
}

/** A platform as what has to be attested. */
export interface PlatformSubject {
  subject: Subject
  /** What it is where it is no image, by its own manifest or by the index. */
  artifactType: string | null
}

/**
 * The platform as what has to be attested: its manifest, by the digest that the index names.
 * @throws {CodedError} IMAGE_NOT_FOUND, REGISTRY_ERROR for what is no image manifest, DIGEST_MISMATCH, and what the
 * registry's client throws
 */
export async function platformSubject(registry: Registry, image: Image, platform: Platform): Promise<PlatformSubject> {
  const { digest, name, attestationManifests } = platform
  const manifest = await fetchListedManifest(registry, image, digest)
  const { kind, mediaType, body } = readPlatform(manifest, pinned(image.reference, digest), platform)
  if (kind !== 'manifest') throw wrongKindError(image, digest, 'an image manifest', 'an index')
  return {
    subject: { ...image, digest, mediaType, manifest: manifest.bytes, platform: name, attestationManifests },
    artifactType: platform.artifactType ?? nameOrNull(artifactTypeOf(body)),
  }
}

/** What an index lists as an artifact need not have the manifest of an image: then the remedy is another. */
function readPlatform(manifest: Manifest, name: string, { artifactType }: Platform): ImageManifest {
  try {
    return readImageManifest(manifest, name)
  } catch (error) {
    if (artifactType === null || !(error instanceof CodedError) || error.cause instanceof AmbiguousKey) throw error
    throw new CodedError(error.code, error.message, {
      hint: 'What has no image manifest cannot be verified as a platform. Keep it out of what can be run: attach it to the image as a referrer, or list it for the platform unknown/unknown. If an attestation of the index is enough, set the input platforms: index.',
      cause: error,
    })
  }
}

/** Every entry that is no index, with those of the indexes inside. Here all of them are followed, and read strictly. */
async function entriesOf(registry: Registry, image: Image, index: Manifest, depth: number): Promise<IndexEntry[]> {
  const name = pinned(image.reference, index.digest)
  const { kind, body } = readImageManifest(index, name)
  if (kind !== 'index') throw wrongKindError(image, index.digest, 'an index', 'an image manifest')
  const all = (body.manifests ?? []).map((entry) => {
    if ('problem' in entry) throw oddEntry(name, entry.problem.message)
    return entry
  })
  const isIndex = ({ mediaType }: IndexEntry): boolean => kindOfMediaType(mediaType) === 'index'
  const entries = all.filter((entry) => !isIndex(entry))
  for (const entry of all.filter(isIndex)) {
    if (depth === limits.indexDepth) throw indexTooDeepError(image)
    const inner = await fetchListedManifest(registry, image, followed(entry, image))
    entries.push(...(await entriesOf(registry, image, inner, depth + 1)))
    if (entries.length > limits.indexManifests) throw tooManyManifestsError(image)
  }
  return entries
}

/** The digest to follow an entry by. One that cannot be followed may be what a runtime chooses. */
function followed({ digest, platform }: IndexEntry, image: Image): Digest {
  if (digest !== null) return digest
  const where = platform === null ? 'an entry without a platform' : `its entry for ${redact(platform, longestName)}`
  throw oddEntry(image.reference.given, `${where} has no digest of the form sha256:...`)
}

async function fetchListedManifest(registry: Registry, image: Image, digest: Digest): Promise<Manifest> {
  const manifest = await registry.manifest(image.reference.path, digest)
  if (manifest !== null) return manifest
  const message = `${image.reference.registry} does not have ${digest}, which the index of ${image.reference.given} lists`
  throw new CodedError('IMAGE_NOT_FOUND', message, {
    hint: 'Was the image copied without all of its platforms? Copy or push all of it.',
  })
}

/** What BuildKit writes for manifests that are not for running; no runtime asks for it. */
function isUnknown({ platform }: IndexEntry): boolean {
  return platform === 'unknown/unknown'
}

/** https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
function refersTo(entry: IndexEntry, digest: Digest): boolean {
  const { annotations } = entry
  return (
    isUnknown(entry) &&
    annotations['vnd.docker.reference.type'] === 'attestation-manifest' &&
    asDigest(annotations['vnd.docker.reference.digest']) === digest
  )
}

function wrongKindError(image: Image, digest: Digest, said: string, found: string): CodedError {
  const message = `The index of ${image.reference.given} lists ${digest} as ${said}, but ${digest} is ${found}.`
  return new CodedError('REGISTRY_ERROR', message, {
    hint: 'Builders do not write such an index. Check that the right index was pushed, or push the image again.',
  })
}

function oddEntry(name: string, why: string): CodedError {
  return new CodedError('REGISTRY_ERROR', `malformed index ${name}: ${why}`, {
    hint: 'A platform that cannot be followed cannot be verified: push the image again with a current builder. If the index itself is attested, and that is enough, set the input platforms: index.',
  })
}

function indexTooDeepError({ reference }: Image): CodedError {
  const message = `${reference.given} is an index of indexes of indexes: more than ${limits.indexDepth} levels deep`
  return new CodedError('LIMIT_EXCEEDED', message, {
    hint: 'Builders do not write such an index. Check that the right index was pushed.',
  })
}

function tooManyManifestsError({ reference }: Image): CodedError {
  const message = `the index of ${reference.given} lists more than ${limits.indexManifests} manifests, those inside counted`
  return new CodedError('LIMIT_EXCEEDED', message, {
    hint: 'No image has that many platforms. Check that the right index was pushed.',
  })
}
