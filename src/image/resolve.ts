/**
 * From a reference to one digest, by one request: whatever follows is asked for by that digest, so that a tag which
 * moves, or a registry which answers differently each time, cannot put another image in its place (threats B-16, B-17).
 */
import { createHash } from 'node:crypto'
import { CodedError, configError } from '../core/errors.ts'
import { redact } from '../core/secrets.ts'
import { imageNameOf, isTag } from '../formats/image-name.ts'
import type { Digest, Image, Reference } from '../model/index.ts'
import type { Manifest, Registry } from '../registry/client.ts'
import { readImageManifest } from './manifest-kind.ts'

/**
 * The image that a reference names at this moment: its digest by our own hash, and the bytes that hash to it. `expected`
 * is the digest that the push step reported, null where none was given.
 * @throws {CodedError} IMAGE_NOT_FOUND, DIGEST_MISMATCH, REGISTRY_ERROR for what is no image manifest or index,
 * LIMIT_EXCEEDED, and what the registry's client throws
 */
export async function resolveImage(registry: Registry, reference: Reference, expected: Digest | null): Promise<Image> {
  const manifest = await registry.manifest(reference.path, reference.digest ?? reference.tag ?? 'latest')
  if (manifest === null) throw imageNotFoundError(reference)
  refuseOtherContentDigest(manifest, reference)
  if (expected !== null && manifest.digest !== expected) throw digestMismatchError(reference, manifest.digest, expected)
  const { mediaType } = readImageManifest(manifest, reference.given)
  return { reference, digest: manifest.digest, mediaType, manifest: manifest.bytes }
}

/**
 * The digest that a tag names at this moment, null when the registry answers that there is no such tag.
 * @throws {CodedError} CONFIG_ERROR where it is no tag, DIGEST_MISMATCH, and what the registry's client throws
 */
export async function digestOfTag(registry: Registry, path: string, tag: string): Promise<Digest | null> {
  if (!isTag(tag)) {
    throw configError(
      `"${tag.slice(0, 128)}" is not a tag: expected letters, digits, "_", "." and "-", at most 128 of them`,
    )
  }
  const manifest = await registry.manifest(path, tag)
  if (manifest === null) return null
  refuseOtherContentDigest(manifest, { registry: registry.host, path })
  return manifest.digest
}

function imageNotFoundError(reference: Reference): CodedError {
  return new CodedError('IMAGE_NOT_FOUND', `${reference.registry} has no image ${reference.given}`, {
    hint: 'Did the push step succeed, and push to this very name? A registry may also hide what a login does not reach.',
  })
}

function digestMismatchError(reference: Reference, found: Digest, expected: Digest): CodedError {
  const message = `Expected ${reference.given} to resolve to ${expected}, got ${found}.`
  return new CodedError('DIGEST_MISMATCH', message, {
    hint: 'Do not use this image until you know why. Find out who moved the tag since it was pushed, or whether the push step reported the digest of another image.',
  })
}

/** A registry that contradicts itself about what it sent is not to be believed either way (threats R-12). */
function refuseOtherContentDigest(manifest: Manifest, name: Pick<Reference, 'registry' | 'path'>): void {
  const { contentDigest, bytes, digest } = manifest
  if (contentDigest === null || namesTheseBytes(contentDigest, bytes)) return
  const shown = redact(contentDigest, 'sha512:'.length + 128)
  const message = `the registry calls the manifest of ${imageNameOf(name)} ${shown}, but what it sent is ${digest}`
  throw new CodedError('DIGEST_MISMATCH', message, {
    hint: 'The registry, or a proxy or mirror in front of it, serves other bytes than were pushed. Do not deploy them.',
  })
}

function namesTheseBytes(contentDigest: string, bytes: Uint8Array): boolean {
  const [algorithm = '', hex] = contentDigest.trim().toLowerCase().split(':')
  return /^sha(?:256|512)$/.test(algorithm) && createHash(algorithm).update(bytes).digest('hex') === hex
}
