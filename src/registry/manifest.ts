/**
 * The shape of OCI and Docker manifests, read out of JSON that anybody may have pushed (threats E-10, E-14, E-20). Container
 * runtimes read the same bytes: no field is read but through a shape (threats B-50). Only what is followed is read strictly:
 * the rest of a manifest is nobody's business here, and is allowed to be odd (threats R-50).
 * Field names are those of the OCI image specification; `urls` and `data` of a descriptor are never looked at (E-06, E-21).
 */
import { asDigest } from '../core/digest.ts'
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { AmbiguousKey, isJsonObject, type JsonObject, parseJsonObject, shape } from '../formats/strict-json.ts'
import type { Digest } from '../model/index.ts'

export interface Descriptor {
  mediaType: string
  digest: Digest
  /** As declared: an upper bound for what to expect, and never what to reserve. */
  size: number
  artifactType: string | null
  /** Those that are strings; the specification knows no others. */
  annotations: Readonly<Record<string, string>>
}

/** A descriptor that cannot be followed, and why. */
export interface OddDescriptor {
  /** Where at least that can be told. */
  mediaType: string | null
  problem: SyntaxError
}

/** An entry of an index. How it is followed depends on its digest alone. */
export interface IndexEntry {
  mediaType: string | null
  /** null where it is none of the form sha256:..., so that nothing can be fetched by it. */
  digest: Digest | null
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
  config: { mediaType: string | null } | null
  /** As long as the manifest's bytes allow: whoever reads attestations out of it counts them. */
  layers: readonly (Descriptor | OddDescriptor)[] | null
  /** At most `limits.indexManifests`. */
  manifests: readonly (IndexEntry | OddDescriptor)[] | null
  /** Its digest is null where it is none of the form sha256:... */
  subject: { digest: Digest | null } | null
}

/** All that the image specification's own types know, so that what is not read here today is unambiguous, too. */
const bodyFields = shape(
  'schemaVersion',
  'mediaType',
  'artifactType',
  'config',
  'layers',
  'manifests',
  'subject',
  'annotations',
)
const descriptorFields = shape('mediaType', 'digest', 'size', 'urls', 'annotations', 'data', 'platform', 'artifactType')
const platformFields = shape('architecture', 'os', 'os.version', 'os.features', 'variant', 'features')

type DescriptorFields = ReturnType<typeof descriptorFields>

/**
 * Reads a manifest or an index.
 * @throws {SyntaxError} where it is not a JSON object or a field has another type than the specification gives it
 * @throws {CodedError} LIMIT_EXCEEDED for an index of more than `limits.indexManifests` manifests
 */
export function readManifest(bytes: Uint8Array): ManifestBody {
  const body = bodyFields(parseJsonObject(bytes))
  const children = asArray(body.manifests, 'manifests')
  if (children !== null && children.length > limits.indexManifests) {
    throw new CodedError('LIMIT_EXCEEDED', `the index lists more than ${limits.indexManifests} manifests`, {
      hint: 'No image has that many platforms. Check that the right index was pushed.',
    })
  }
  const config = fieldsOfOptional(body.config)
  const subject = fieldsOfOptional(body.subject)
  return {
    schemaVersion: asNumber(body.schemaVersion, 'schemaVersion'),
    mediaType: asText(body.mediaType, 'mediaType'),
    artifactType: asText(body.artifactType, 'artifactType'),
    config: config && { mediaType: textOrNull(config.mediaType) },
    layers: asArray(body.layers, 'layers')?.map((layer) => orOdd(layer, readDescriptor)) ?? null,
    manifests: children?.map((child) => orOdd(child, readIndexEntry)) ?? null,
    subject: subject && { digest: asDigest(subject.digest) },
  }
}

/**
 * Refuses what two readers may take for two things, and what is no descriptor to anybody, in the parts, too, that are not
 * followed here: whoever runs the image follows them.
 * @throws {SyntaxError}
 */
export function refuseUnreadableParts({ layers, manifests }: ManifestBody): void {
  for (const part of [...(layers ?? []), ...(manifests ?? [])]) {
    if (!('problem' in part)) continue
    if (part.problem instanceof AmbiguousKey || part.problem instanceof NoDescriptor) throw part.problem
  }
}

class NoDescriptor extends SyntaxError {}

/** Whether the fields of an index are there: `manifests`, and none of an image manifest's. @throws {SyntaxError} */
export function isIndex(bytes: Uint8Array): boolean {
  const { manifests, layers, config } = bodyFields(parseJsonObject(bytes))
  return manifests !== undefined && layers === undefined && config === undefined
}

/** A list of referrers: a page of the referrers API, or the index under a referrers tag. */
export interface ReferrersPage {
  descriptors: readonly Descriptor[]
  /** How many entries are no descriptors, or name their manifest by another algorithm than SHA-256. */
  unusable: number
}

/**
 * Reads a list of referrers; null is an empty one, as Go writes it. An entry that cannot be used is counted and left out:
 * one such entry, which anybody who can push may add, must not hide the others (threats A-13). What it says beside the
 * digest is a hint at most, and may be missing.
 * @throws {SyntaxError} where this is no JSON object with an array `manifests`
 */
export function readReferrersPage(bytes: Uint8Array): ReferrersPage {
  const entries = asArray(bodyFields(parseJsonObject(bytes)).manifests, 'manifests')
  if (entries === null) throw new SyntaxError('"manifests" is missing')
  const descriptors = entries.flatMap((entry) => {
    const read = orOdd(entry, readReferrer)
    return 'problem' in read ? [] : read
  })
  return { descriptors, unusable: entries.length - descriptors.length }
}

/** One without a size is read last, as if it were as large as a manifest may be. */
function readReferrer(fields: DescriptorFields): Descriptor {
  const size = isSize(fields.size) ? fields.size : limits.manifestBytes
  return readDescriptor({ ...fields, mediaType: textOrNull(fields.mediaType) ?? '', size })
}

function orOdd<Part>(value: unknown, read: (fields: DescriptorFields) => Part): Part | OddDescriptor {
  let mediaType: string | null = null
  try {
    const fields = fieldsOf(value)
    mediaType = textOrNull(fields.mediaType)
    return read(fields)
  } catch (problem) {
    if (problem instanceof SyntaxError) return { mediaType, problem }
    throw problem
  }
}

/** Those of the platform inside of it are looked at in any case: whatever is read of a descriptor, it is unambiguous. */
function fieldsOf(value: unknown): DescriptorFields {
  if (!isJsonObject(value)) throw new NoDescriptor('a descriptor is not an object')
  const fields = descriptorFields(value)
  if (isJsonObject(fields.platform)) platformFields(fields.platform)
  return fields
}

function fieldsOfOptional(value: unknown): DescriptorFields | null {
  return value === undefined || value === null ? null : fieldsOf(value)
}

function readDescriptor(fields: DescriptorFields): Descriptor {
  const mediaType = asText(fields.mediaType, 'mediaType')
  const digest = asDigest(fields.digest)
  if (mediaType === null) throw new SyntaxError('a descriptor has no mediaType')
  if (digest === null) throw new SyntaxError('a descriptor has no digest of the form sha256:...')
  if (!isSize(fields.size)) throw new SyntaxError('a descriptor has no size')
  return {
    mediaType,
    digest,
    size: fields.size,
    artifactType: textOrNull(fields.artifactType),
    annotations: readAnnotations(fields.annotations),
  }
}

function readIndexEntry(fields: DescriptorFields): IndexEntry {
  return {
    mediaType: asText(fields.mediaType, 'mediaType'),
    digest: asDigest(fields.digest),
    artifactType: textOrNull(fields.artifactType),
    platform: readPlatform(fields.platform),
    annotations: readAnnotations(fields.annotations),
  }
}

/** As docker writes it; what else a platform may hold (`os.version`, features) does not name it. */
function readPlatform(value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (!isJsonObject(value)) throw new SyntaxError('"platform" is not an object')
  const fields = platformFields(value)
  const [os, architecture, variant] = [
    asText(fields.os, 'os'),
    asText(fields.architecture, 'architecture'),
    asText(fields.variant, 'variant'),
  ]
  if (os === null || architecture === null) return null
  return [os, architecture, ...(variant ? [variant] : [])].join('/')
}

/** A list of nothing is null where Go wrote it; one that is not there at all is null here. */
function asArray(value: unknown, name: string): readonly unknown[] | null {
  if (value === undefined) return null
  if (value === null) return []
  if (!Array.isArray(value)) throw new SyntaxError(`"${name}" is not an array`)
  return value
}

function asText(value: unknown, name: string): string | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') throw new SyntaxError(`"${name}" is not a string`)
  return value
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function asNumber(value: unknown, name: string): number | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'number') throw new SyntaxError(`"${name}" is not a number`)
  return value
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** A map whose keys are data: two that differ in letter case are two. */
function readAnnotations(value: unknown): Readonly<Record<string, string>> {
  const map: JsonObject = isJsonObject(value) ? value : {}
  return Object.fromEntries(
    Object.entries(map).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
