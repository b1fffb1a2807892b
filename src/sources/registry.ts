/**
 * Everything that a registry holds about one digest. The four places where attestations are kept are asked at the same
 * time and each stands for itself: none is a fall-back for another, and none can hide what another holds (threats A-06,
 * A-13, B-19, B-20, F-12). Nothing is verified here.
 */
import { CodedError, RefusedError, toCodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { pinned } from '../formats/image-name.ts'
import type {
  Attestation,
  AttestationContent,
  CollectedAttestations,
  ImageId,
  Source,
  SourceResult,
} from '../model/index.ts'
import type { Registry } from '../registry/client.ts'
import { type BlobOf, fetchBlobs } from './blobs.ts'
import { allocate, tooManyAttestationsError } from './budget.ts'
import { likeliest, weightOfSize } from './order.ts'
import {
  type Candidate,
  identityOf,
  type Listing,
  listCosignTag,
  listReferrersApi,
  listReferrersTag,
  readOnce,
} from './referrers.ts'

/**
 * The attestations of an image and how asking each place went, both in a fixed order. Never rejects for what a registry
 * does: that is the result of the source that it happened to, beside everything that this source had held until then.
 * @param roomBytes - how much of them to keep at most
 */
export async function fetchFromRegistry(
  registry: Registry,
  image: ImageId,
  roomBytes: number = limits.gatheredBytes,
): Promise<CollectedAttestations> {
  const read = readOnce(registry, image)
  const listings = await Promise.all([
    settled('referrers', listReferrersApi(registry, image, read)),
    settled('referrers-tag', listReferrersTag(registry, image, read)),
    settled('cosign-signature', listCosignTag(registry, image, '.sig')),
    settled('cosign-attestation', listCosignTag(registry, image, '.att')),
  ])
  const bounded = withinBound(withoutRepetition(listings))
  const layers = bounded.map(({ candidates }) => candidates.flatMap((one) => ('layer' in one ? [one.layer] : [])))
  const blobOf = await fetchBlobs(registry, image.reference.path, layers, roomBytes)
  const gathered = bounded.map((listing) => withContents(listing, blobOf, image))
  return {
    attestations: gathered.flatMap(({ attestations }) => attestations),
    sources: gathered.map(({ result }) => result),
  }
}

/** `refused` where the registry refuses to show what it would be read from. */
type SourceListing = Listing & { source: Source; refused: boolean }

async function settled(source: Source, listing: Promise<Listing>): Promise<SourceListing> {
  try {
    return { source, refused: false, ...(await listing) }
  } catch (error) {
    const refused = source !== 'referrers' && error instanceof RefusedError
    return {
      source,
      candidates: [],
      unread: [],
      message: '',
      error: refused ? tagRefused(error) : toCodedError(error),
      refused,
    }
  }
}

/**
 * Some registries answer a tag that is not there as one that must not be seen (Artifactory with 403). Whoever asks here has
 * seen the image: most likely there is no such tag, but that is not known, and so it is never "nothing found" (threats A-76).
 */
function tagRefused({ code, message }: RefusedError): CodedError {
  return new CodedError(code, message, {
    hint: 'The image itself can be read, so that most likely there is no such tag, and nothing is attached: attest the image by its digest after it is pushed. If something is attached under this tag, the login needs the permission to read it.',
  })
}

/** What the API and the tag both list stands under the API. */
function withoutRepetition(listings: readonly SourceListing[]): SourceListing[] {
  const api = listings.find(({ source }) => source === 'referrers')
  const known = new Set(api?.candidates.flatMap((one) => [one.manifest, identityOf(one)]))
  const knownUnread = new Set(api?.unread.map(({ manifest }) => manifest))
  return listings.map((listing) => {
    if (listing.source !== 'referrers-tag') return listing
    const candidates = listing.candidates.filter((one) => !known.has(one.manifest) && !known.has(identityOf(one)))
    const unread = listing.unread.filter(({ manifest }) => !knownUnread.has(manifest))
    const repeated = listing.candidates.length - candidates.length
    if (repeated === 0) return { ...listing, unread }
    return {
      ...listing,
      candidates,
      unread,
      message: `${listing.message}; ${repeated} known from the referrers API already`,
    }
  })
}

function withinBound(listings: readonly SourceListing[]): SourceListing[] {
  const lengths = listings.map(({ candidates }) => candidates.length)
  const shares = allocate(lengths, limits.attestations)
  return listings.map((listing, index) => {
    const candidates = likeliest(listing.candidates, shares[index] ?? 0, weightOf)
    const isWhole = candidates.length === listing.candidates.length
    return { ...listing, candidates, error: isWhole ? listing.error : (listing.error ?? tooManyAttestationsError()) }
  })
}

function weightOf(candidate: Candidate): number {
  return 'layer' in candidate ? weightOfSize(candidate.kind, candidate.layer.size) : Number.POSITIVE_INFINITY
}

function withContents(
  listing: SourceListing,
  blobOf: BlobOf,
  image: ImageId,
): { attestations: Attestation[]; result: SourceResult } {
  const { source } = listing
  const attestations: Attestation[] = []
  let { error } = listing
  for (const candidate of listing.candidates) {
    const content = contentOf(candidate, blobOf)
    if (content instanceof CodedError) error ??= content
    else attestations.push({ source, location: locationOf(candidate, image), content })
  }
  const found = attestations.length
  const { message } = listing
  const unread = listing.unread.map(({ type }) => type)
  const result: SourceResult =
    error === null
      ? { source, status: 'answered', found, message, ...(unread.length > 0 && { unread }) }
      : { source, status: 'failed', found, error, ...(listing.refused && { refused: true }) }
  return { attestations, result }
}

function contentOf(candidate: Candidate, blobOf: BlobOf): AttestationContent | CodedError {
  const { kind } = candidate
  if (!('layer' in candidate)) return { kind: 'unreadable', as: kind, code: candidate.code, message: candidate.message }
  const { layer } = candidate
  const blob = blobOf(layer)
  if (blob === undefined) {
    const message = `declared to have ${layer.size} bytes, more than the ${limits.bundleBytes} allowed`
    return { kind: 'unreadable', as: kind, code: 'LIMIT_EXCEEDED', message }
  }
  if (blob.status === 'failed') return blob.error
  if (blob.status === 'unreadable')
    return { kind: 'unreadable', as: kind, code: 'BUNDLE_INVALID', message: blob.message }
  const { bytes } = blob
  switch (kind) {
    case 'bundle':
      return { kind, bundle: bytes }
    case 'dsse':
      return { kind, envelope: bytes, annotations: layer.annotations }
    case 'simplesigning':
      return { kind, payload: bytes, annotations: layer.annotations }
  }
}

function locationOf(candidate: Candidate, image: ImageId): string {
  const manifest = pinned(image.reference, candidate.manifest)
  return 'layer' in candidate ? `${manifest}#${candidate.layer.digest}` : manifest
}
