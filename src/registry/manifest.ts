/**
 * The shape of OCI and Docker manifests, read out of JSON that anybody may have pushed (threats E-10, E-14, E-20).
 * Field names are those of the OCI image specification; `urls` and `data` of a descriptor are never looked at (E-06, E-21).
 */
import { asDigest } from '../digest.ts'
import { CodedError } from '../errors.ts'
import { isJsonObject, type JsonObject, member, parseJsonObject } from '../json.ts'
import { limits } from '../limits.ts'
import type { Digest } from '../model.ts'

export interface Descriptor {
  mediaType: string
  digest: Digest
  /** As declared: an upper bound for what to expect, and never what to reserve. */
  size: number
  artifactType: string | null
  /** `linux/arm64/v8`; null where it is not said. */
  platform: string | null
  /** Those that are strings; the specification knows no others. */
  annotations: Readonly<Record<string, string>>
}

/** A manifest or an index; what it does not have is null. */
export interface ManifestBody {
  schemaVersion: number | null
  mediaType: string | null
  artifactType: string | null
  config: Descriptor | null
  /** As long as the manifest's bytes allow: whoever reads attestations out of it counts them. */
  layers: readonly Descriptor[] | null
  /** At most `limits.indexManifests`. */
  manifests: readonly Descriptor[] | null
  subject: Descriptor | null
  annotations: Readonly<Record<string, string>>
}

/**
 * Reads a manifest or an index. Every descriptor in it has to be one.
 * @throws {SyntaxError} where it is no JSON object or a field has another type than the specification gives it
 * @throws {CodedError} LIMIT_EXCEEDED for an index of more than `limits.indexManifests` manifests
 */
export function readManifest(bytes: Uint8Array): ManifestBody {
  const body = parseJsonObject(bytes)
  const children = readArray(body, 'manifests')
  if (children !== null && children.length > limits.indexManifests) {
    throw new CodedError('LIMIT_EXCEEDED', `the index lists more than ${limits.indexManifests} manifests`, {
      hint: 'No image has that many platforms; was another index pushed by mistake?',
    })
  }
  return {
    schemaVersion: readSchemaVersion(body),
    mediaType: readText(body, 'mediaType'),
    artifactType: readText(body, 'artifactType'),
    config: readOptional(body, 'config'),
    layers: readArray(body, 'layers')?.map(readDescriptor) ?? null,
    manifests: children?.map(readDescriptor) ?? null,
    subject: readOptional(body, 'subject'),
    annotations: readAnnotations(body),
  }
}

/** A list of referrers: a page of the referrers API, or the index under a referrers tag. */
export interface ReferrersPage {
  descriptors: readonly Descriptor[]
  /** How many entries are no descriptors, or name their manifest by another algorithm than SHA-256. */
  unusable: number
}

/**
 * Reads a list of referrers. An entry that cannot be used is counted and left out: one such entry, which anybody who
 * can push may add, must not hide the others (threats A-13).
 * @throws {SyntaxError} where this is no JSON object with an array `manifests`
 */
export function readReferrersPage(bytes: Uint8Array): ReferrersPage {
  const entries = readArray(parseJsonObject(bytes), 'manifests')
  if (entries === null) throw new SyntaxError('"manifests" is missing')
  const descriptors = entries.flatMap((entry) => descriptorOrNone(entry))
  return { descriptors, unusable: entries.length - descriptors.length }
}

function descriptorOrNone(entry: unknown): Descriptor[] {
  try {
    return [readDescriptor(entry)]
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

function readDescriptor(value: unknown): Descriptor {
  if (!isJsonObject(value)) throw new SyntaxError('a descriptor is no object')
  const mediaType = readText(value, 'mediaType')
  const digest = asDigest(member(value, 'digest'))
  const size = member(value, 'size')
  if (mediaType === null) throw new SyntaxError('a descriptor has no mediaType')
  if (digest === null) throw new SyntaxError('a descriptor has no digest of the form sha256:...')
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
    throw new SyntaxError('a descriptor has no size')
  }
  return {
    mediaType,
    digest,
    size,
    artifactType: readText(value, 'artifactType'),
    platform: readPlatform(value),
    annotations: readAnnotations(value),
  }
}

/** As docker writes it; what else a platform may hold (`os.version`, features) does not name it. */
function readPlatform(descriptor: JsonObject): string | null {
  const value = member(descriptor, 'platform') ?? null
  if (value === null) return null
  if (!isJsonObject(value)) throw new SyntaxError('"platform" is no object')
  const [os, architecture, variant] = [
    readText(value, 'os'),
    readText(value, 'architecture'),
    readText(value, 'variant'),
  ]
  if (os === null || architecture === null) return null
  return [os, architecture, ...(variant ? [variant] : [])].join('/')
}

function readOptional(body: JsonObject, key: string): Descriptor | null {
  const value = member(body, key) ?? null
  return value === null ? null : readDescriptor(value)
}

function readArray(body: JsonObject, key: string): readonly unknown[] | null {
  const value = member(body, key)
  if (value === undefined) return null
  if (!Array.isArray(value)) throw new SyntaxError(`"${key}" is no array`)
  return value
}

function readText(body: JsonObject, key: string): string | null {
  const value = member(body, key) ?? null
  if (value !== null && typeof value !== 'string') throw new SyntaxError(`"${key}" is no string`)
  return value
}

function readSchemaVersion(body: JsonObject): number | null {
  const value = member(body, 'schemaVersion') ?? null
  if (value !== null && typeof value !== 'number') throw new SyntaxError('"schemaVersion" is no number')
  return value
}

function readAnnotations(body: JsonObject): Readonly<Record<string, string>> {
  const value = member(body, 'annotations') ?? {}
  if (!isJsonObject(value)) throw new SyntaxError('"annotations" is no object')
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
