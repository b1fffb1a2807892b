/** Which layers of which manifests hold attestations of an image, as each of a registry's four places lists them. */
import { mapBounded } from '../core/concurrency.ts'
import { hexOf } from '../core/digest.ts'
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { AttestationKind, Digest, ImageId } from '../model/index.ts'
import type { Registry } from '../registry/client.ts'
import {
  type Descriptor,
  isIndex,
  type ManifestBody,
  type OddDescriptor,
  readManifest,
  readReferrersPage,
} from '../registry/manifest.ts'
import { kinds, likeliestFirst } from './order.ts'
import { isSignedWithKey, signatureWithKey, typeOf, type Unread } from './unread.ts'

/** A layer that holds an attestation, or a listed manifest of which nobody can tell what it holds. */
export type Candidate = { kind: AttestationKind; manifest: Digest } & (
  | { layer: Descriptor }
  | { code: 'BUNDLE_INVALID' | 'LIMIT_EXCEEDED'; message: string }
)

export interface Listing {
  candidates: readonly Candidate[]
  /** What else is attached. */
  unread: readonly Unread[]
  /** How it went, for the report. */
  message: string
  /** What kept it from being complete. */
  error: CodedError | null
}

/** What one manifest holds. */
interface Held {
  candidates: readonly Candidate[]
  unread: readonly Unread[]
}

/** What one referrer turned out to be. */
type Referrer =
  | ({ status: 'read' } & Held)
  | { status: 'foreign'; digest: Digest }
  | { status: 'failed'; error: CodedError }

/** How much of the manifests that one place lists was read. */
interface Read {
  bytes: number
}

type ReadReferrer = (descriptor: Descriptor, read: Read) => Promise<Referrer>

/**
 * Reads a referrer, each one once however often it is listed, as long as its place has room for its manifest. What one
 * place has no room for another may have (threats A-23).
 */
export function readOnce(registry: Registry, image: ImageId): ReadReferrer {
  const known = new Map<Digest, Promise<Referrer>>()
  return async ({ digest }, read) => {
    const before = known.get(digest)
    if (before !== undefined) return before
    if (read.bytes > limits.referrersBytes) return { status: 'failed', error: referrersTooLargeError() }
    const referrer = readReferrer(registry, image, digest, read)
    known.set(digest, referrer)
    return referrer
  }
}

/**
 * The referrers API.
 * @throws what the registry's client throws, where nothing at all could be read
 */
export async function listReferrersApi(registry: Registry, image: ImageId, read: ReadReferrer): Promise<Listing> {
  const list = await registry.referrers(image.reference.path, image.digest)
  if (list === 'unsupported') return nothing('the registry has no referrers API')
  const listing = await readReferrers(list.descriptors, list.unusable, read)
  return { ...listing, error: list.incomplete ?? listing.error }
}

/**
 * The index under the tag `sha256-<hex>`, which stands in for the referrers API where a registry has none. Some
 * registries answer this tag with the image itself; that, and anything else that is no index, is passed over without
 * a look at what it lists (threats B-20).
 * @throws what the registry's client throws, and REGISTRY_ERROR for what is not JSON
 */
export async function listReferrersTag(registry: Registry, image: ImageId, read: ReadReferrer): Promise<Listing> {
  const tag = tagOf(image)
  const manifest = await registry.manifest(image.reference.path, tag)
  if (manifest === null) return nothing(`there is no tag ${tag}`)
  const passedOver = (why: string): Listing => nothing(`the tag ${tag} ${why}`)
  if (manifest.digest === image.digest) return passedOver('names the image itself')
  if (!wellFormed(() => isIndex(manifest.bytes), registry, tag)) return passedOver('names no index')
  const { descriptors, unusable } = wellFormed(() => readReferrersPage(manifest.bytes), registry, tag)
  const unique = [...new Map(descriptors.map((descriptor) => [descriptor.digest, descriptor])).values()]
  const listing = await readReferrers(unique.slice(0, limits.listedReferrers), unusable, read)
  return { ...listing, error: unique.length > limits.listedReferrers ? tooManyReferrersError(tag) : listing.error }
}

/**
 * The manifest under cosign's tag `sha256-<hex>.sig` or `.att`, whose layers are the attestations.
 * @throws what the registry's client throws, and REGISTRY_ERROR for what is no manifest
 */
export async function listCosignTag(registry: Registry, image: ImageId, suffix: '.sig' | '.att'): Promise<Listing> {
  const tag = `${tagOf(image)}${suffix}`
  const manifest = await registry.manifest(image.reference.path, tag)
  if (manifest === null) return nothing(`there is no tag ${tag}`)
  const body = wellFormed(() => readManifest(manifest.bytes), registry, tag)
  const { candidates, unread } = heldBy(body, manifest.digest, suffix === '.sig' ? 'simplesigning' : 'dsse')
  const message = `the tag ${tag} holds ${count(candidates.length, 'attestation')}${unreadText(unread)}`
  return { candidates, unread, message, error: null }
}

function nothing(message: string): Listing {
  return { candidates: [], unread: [], message, error: null }
}

async function readReferrers(
  descriptors: readonly Descriptor[],
  unusable: number,
  read: ReadReferrer,
): Promise<Listing> {
  const order = likeliestFirst(descriptors)
  // What holds nothing takes no room, nor does what another holds already.
  const held = new Set<string>()
  const room: Read = { bytes: 0 }
  const known = await mapBounded(order.slice(0, limits.referrers), limits.concurrentRequests, async (descriptor) => {
    if (held.size > limits.attestations) return [descriptor, null] as const
    const referrer = await read(descriptor, room)
    if (referrer.status === 'read') {
      for (const one of referrer.candidates.slice(0, limits.layersOfReferrer))
        if ('layer' in one) held.add(identityOf(one))
    }
    return [descriptor, referrer] as const
  })
  const byDescriptor = new Map(known)
  const listing: Listing = nothing('')
  if (order.length > limits.referrers) listing.error = tooManyReferrers(order.length)
  const candidates: Candidate[] = []
  const unread: Unread[] = []
  const foreign: Digest[] = []
  for (const descriptor of descriptors) {
    const referrer = byDescriptor.get(descriptor)
    if (referrer?.status === 'read') {
      candidates.push(...referrer.candidates.slice(0, limits.layersOfReferrer))
      unread.push(...referrer.unread)
      if (referrer.candidates.length > limits.layersOfReferrer) listing.error ??= tooManyLayersError(descriptor)
    }
    if (referrer?.status === 'foreign') foreign.push(referrer.digest)
    if (referrer?.status === 'failed') listing.error ??= referrer.error
  }
  const distinct = eachOnce(candidates)
  const message = describe(descriptors.length, distinct.length, candidates.length, foreign, unusable)
  return { ...listing, candidates: distinct, unread, message: `${message}${unreadText(unread)}` }
}

/** The same for what cannot but be judged the same, wherever it is attached. */
export function identityOf(candidate: Candidate): string {
  if (!('layer' in candidate)) return candidate.manifest
  const { digest, size, annotations } = candidate.layer
  return JSON.stringify([candidate.kind, digest, size, Object.entries(annotations).sort()])
}

function eachOnce(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return candidates.filter((one) => seen.size < seen.add(identityOf(one)).size)
}

/** A referrer counts only if it says itself that it is about this image; the list is the registry's word alone. */
async function readReferrer(registry: Registry, image: ImageId, digest: Digest, read: Read): Promise<Referrer> {
  const unreadable = (code: 'BUNDLE_INVALID' | 'LIMIT_EXCEEDED', message: string): Referrer => ({
    status: 'read',
    candidates: [{ kind: 'bundle', manifest: digest, code, message }],
    unread: [],
  })
  try {
    const manifest = await registry.manifest(image.reference.path, digest)
    read.bytes += manifest?.bytes.length ?? 0
    if (manifest === null) return unreadable('BUNDLE_INVALID', 'listed, but the registry has no such manifest')
    const body = readManifest(manifest.bytes)
    if (body.subject?.digest !== image.digest) return { status: 'foreign', digest }
    return { status: 'read', ...heldBy(body, digest) }
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable('BUNDLE_INVALID', `malformed manifest: ${error.message}`)
    if (!(error instanceof CodedError)) throw error
    if (error.code === 'DIGEST_MISMATCH') return unreadable('BUNDLE_INVALID', error.message)
    if (error.code === 'LIMIT_EXCEEDED') return unreadable('LIMIT_EXCEEDED', error.message)
    return { status: 'failed', error }
  }
}

/** One push must not use up the room of a thousand; a good attestation may stand behind the few that are read. */
function tooManyLayersError(descriptor: Descriptor): CodedError {
  const message = `the referrer ${descriptor.digest} holds more than ${limits.layersOfReferrer} attestations`
  return new CodedError('LIMIT_EXCEEDED', message, { hint: 'Delete it, unless you know what it is for.' })
}

function referrersTooLargeError(): CodedError {
  const message = `the manifests of the referrers are larger than ${limits.referrersBytes} bytes together`
  return new CodedError('LIMIT_EXCEEDED', message, {
    hint: 'Delete the ones you do not need, because the action reads no more of them.',
  })
}

/** @param unsaid - what a layer is taken for that cannot even say what it is */
function heldBy(body: ManifestBody, manifest: Digest, unsaid: AttestationKind = 'bundle'): Held {
  const candidates = new Map<string, Candidate>()
  let withKey = 0
  for (const layer of body.layers ?? []) {
    const kind = layer.mediaType === null ? unsaid : kinds.get(layer.mediaType)
    if (kind === undefined) continue
    const isOdd = 'problem' in layer
    if (!isOdd && isSignedWithKey(kind, layer)) withKey++
    // One more than the bound lets the caller see that it was passed.
    else if (candidates.size <= limits.attestations) {
      const candidate = isOdd ? oddLayer(kind, manifest, layer) : layerOf(kind, manifest, layer)
      candidates.set(identityOf(candidate), candidate)
    }
  }
  const types: string[] = candidates.size + withKey > 0 ? Array(withKey).fill(signatureWithKey) : [typeOf(body)]
  return { candidates: [...candidates.values()], unread: types.map((type) => ({ type, manifest })) }
}

function layerOf(kind: AttestationKind, manifest: Digest, layer: Descriptor): Candidate {
  return { kind, manifest, layer: { ...layer, annotations: kept(kind, layer.annotations) } }
}

/** It may have been an attestation, and is no reason not to read those beside it (threats ). */
function oddLayer(kind: AttestationKind, manifest: Digest, { problem }: OddDescriptor): Candidate {
  return { kind, manifest, code: 'BUNDLE_INVALID', message: `its layer is malformed: ${problem.message}` }
}

/** What cosign writes into annotations; a bundle has all of it inside. Anybody may add megabytes of others. */
function kept(kind: AttestationKind, annotations: Descriptor['annotations']): Descriptor['annotations'] {
  if (kind === 'bundle') return {}
  return Object.fromEntries(
    Object.entries(annotations).filter(([key]) => /^dev\.(?:sigstore|cosignproject)\./.test(key)),
  )
}

function tagOf(image: ImageId): string {
  return `sha256-${hexOf(image.digest)}`
}

/** What a tag names has no digest to be held against: bytes that make no sense may be half an answer (threats R-10). */
function wellFormed<T>(parse: () => T, registry: Registry, tag: string): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new CodedError('REGISTRY_ERROR', `malformed manifest under the tag ${tag}: ${error.message}`, {
      hint: `Is ${registry.host} an OCI registry, and no proxy or login page in between?`,
    })
  }
}

function tooManyReferrers(listed: number): CodedError {
  const message = `${listed} referrers are listed, and no more than ${limits.referrers} are read`
  return new CodedError('LIMIT_EXCEEDED', message, {
    hint: 'Delete the ones you do not need, because a valid attestation may be beyond the limit.',
  })
}

function tooManyReferrersError(tag: string): CodedError {
  return new CodedError('LIMIT_EXCEEDED', `the tag ${tag} lists more than ${limits.listedReferrers} referrers`, {
    hint: 'Delete the ones you do not need, because a valid attestation may be beyond the limit.',
  })
}

function describe(
  listed: number,
  held: number,
  withRepeated: number,
  foreign: readonly Digest[],
  unusable: number,
): string {
  const parts = [`${count(listed, 'referrer')}, ${count(held, 'attestation')}`]
  if (withRepeated > held) parts.push(`skipped ${withRepeated - held} that are there already`)
  if (foreign.length > 0) {
    const named = foreign.slice(0, 3).join(', ')
    parts.push(
      `skipped ${foreign.length} that do not refer to this image (${named}${foreign.length > 3 ? ', ...' : ''})`,
    )
  }
  if (unusable > 0) parts.push(`skipped ${count(unusable, 'entry')} without a usable digest`)
  return parts.join('; ')
}

function unreadText({ length }: readonly Unread[]): string {
  return length === 0 ? '' : `; ${length} of another kind, not read`
}

function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun.replace(/y$/, 'ie')}s`
}
