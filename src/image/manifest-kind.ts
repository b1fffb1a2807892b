/** What a manifest is, index or image manifest: two readers must not take the same bytes for two things (threats B-18, B-50, R-11). */
import { CodedError } from '../core/errors.ts'
import { redact } from '../core/secrets.ts'
import { AmbiguousKey } from '../formats/strict-json.ts'
import type { Manifest } from '../registry/client.ts'
import { type ManifestBody, readManifest, refuseUnreadableParts } from '../registry/manifest.ts'

type Kind = 'index' | 'manifest'

const kinds: ReadonlyMap<string, Kind> = new Map([
  ['application/vnd.oci.image.index.v1+json', 'index'],
  ['application/vnd.docker.distribution.manifest.list.v2+json', 'index'],
  ['application/vnd.oci.image.manifest.v1+json', 'manifest'],
  ['application/vnd.docker.distribution.manifest.v2+json', 'manifest'],
])

/** What servers say that do not know what they serve: the body alone has to tell (threats R-11). */
const silent = new Set(['', 'application/json', 'application/octet-stream', 'text/plain'])

const schema1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/

/** An image manifest or an index, read. */
export interface ImageManifest {
  kind: Kind
  mediaType: string
  body: ManifestBody
}

/**
 * What was served, read as the one thing that it is: its fields, its own `mediaType` and the Content-Type must agree.
 * @param name - what messages call it
 * @throws {CodedError} REGISTRY_ERROR where it is neither an image manifest nor an index, or could be taken for both
 */
export function readImageManifest(manifest: Manifest, name: string): ImageManifest {
  const body = readBody(manifest, name)
  const [contentType = ''] = (manifest.contentType ?? '').split(';').map((part) => part.trim().toLowerCase())
  if (body.schemaVersion === 1 || schema1.test(body.mediaType ?? '') || schema1.test(contentType)) {
    throw manifestError(`${name} is of Docker schema 1, which is not supported: push it again with a current client`)
  }
  const kind = kindOf(body)
  if (kind === null) throw malformedManifestError(name, 'it is neither an image manifest nor an index')
  if (kind === 'both') throw ambiguousManifestError(name, 'it has the fields of an index and those of a manifest')
  if (body.schemaVersion !== 2) throw malformedManifestError(name, 'its schemaVersion is not 2')
  if (body.mediaType !== null && kinds.get(body.mediaType) !== kind) {
    throw ambiguousManifestError(
      name,
      `its fields are those of ${nounOf(kind)}, its mediaType is "${redact(body.mediaType, 128)}"`,
    )
  }
  if (!silent.has(contentType) && kinds.get(contentType) !== kind) {
    throw ambiguousManifestError(name, `it is ${nounOf(kind)}, its Content-Type is "${redact(contentType, 128)}"`)
  }
  return { kind, mediaType: body.mediaType ?? (kinds.has(contentType) ? contentType : unsaid[kind]), body }
}

/** OCI leaves the field optional, Docker does not. */
const unsaid: Readonly<Record<Kind, string>> = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
}

/** What a descriptor's media type says that it describes; null where it is neither. */
export function kindOfMediaType(mediaType: string | null): Kind | null {
  return kinds.get(mediaType ?? '') ?? null
}

/** The media types of an image's configuration, by which the specification tells an image from any other artifact. */
const imageConfigs: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
])

/**
 * What a manifest is where it is no image: a Helm chart, a WASM module, a SOCI index. null for an image
 * (https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidelines-for-artifact-usage).
 */
export function artifactTypeOf({ artifactType, config }: ManifestBody): string | null {
  if (artifactType) return artifactType
  const configType = config?.mediaType ?? ''
  return configType === '' || imageConfigs.has(configType) ? null : configType
}

function readBody(manifest: Manifest, name: string): ManifestBody {
  try {
    const body = readManifest(manifest.bytes)
    refuseUnreadableParts(body)
    return body
  } catch (error) {
    if (error instanceof SyntaxError) throw malformedManifestError(name, error.message, error)
    throw error
  }
}

function kindOf(body: ManifestBody): Kind | 'both' | null {
  const index = body.manifests !== null
  const manifest = body.layers !== null || body.config !== null
  if (index && manifest) return 'both'
  if (index) return 'index'
  return manifest ? 'manifest' : null
}

function nounOf(kind: Kind): string {
  return kind === 'index' ? 'an index' : 'an image manifest'
}

function ambiguousManifestError(name: string, why: string): CodedError {
  return manifestError(`ambiguous manifest of ${name}: ${why}`)
}

function malformedManifestError(name: string, why: string, cause?: SyntaxError): CodedError {
  return manifestError(`malformed manifest of ${name}: ${why}`, cause)
}

const notAnImage =
  'Check that this is the reference of a container image, and that no proxy or login page is in front of the registry.'
const twoReadings =
  'Do not use this image until you know who wrote this manifest. Builders do not write such a key, and clients may pull something other than what was verified. Push the image again.'

function manifestError(message: string, cause?: SyntaxError): CodedError {
  return new CodedError('REGISTRY_ERROR', message, {
    hint: cause instanceof AmbiguousKey ? twoReadings : notAnImage,
    cause,
  })
}
