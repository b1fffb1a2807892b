/**
 * Everything that GitHub's attestations API holds about one digest: of the repositories that may have signed it, and of
 * the owner of its package. All lists are asked at the same time, and together they are one source (contract, section 2;
 * threats A-13, D-15, F-01 to F-06, R-24). Nothing is verified here.
 */
import { mapBounded } from '../core/concurrency.ts'
import { digestOf } from '../core/digest.ts'
import { CodedError, toCodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { GitHub } from '../github/client.ts'
import type { Attestation, AttestationContent, CollectedAttestations, Digest, SourceResult } from '../model/index.ts'
import { allocate, tooManyAttestationsError, tooManyBytesError } from './budget.ts'
import { type ApiList, type Entry, type Listing, readEntries, readListing } from './github-listings.ts'
import { contentOfBlob } from './snappy-bundle.ts'

/**
 * The attestations of a digest, and how asking went. Never rejects for what the API does.
 * @param lists - each of them once
 * @param roomBytes - how much of them to keep at most; every list has an equal part of it
 */
export async function fetchFromGitHub(
  github: GitHub,
  digest: Digest,
  lists: readonly ApiList[],
  roomBytes: number,
): Promise<CollectedAttestations> {
  const asked = lists.slice(0, limits.apiLists)
  const room = Math.floor(roomBytes / Math.max(1, asked.length))
  const listings = await Promise.all(asked.map((list) => readListing(github, digest, list, room)))
  const bounded = withinBound(withoutRepetition(listings))
  const contents = await Promise.all(bounded.map((listing) => fetchContents(github, digest, listing, room)))
  const attestations = eachOnce(contents.flatMap((one) => one.attestations))
  const error =
    contents.find((one) => one.error !== null)?.error ?? (asked.length < lists.length ? tooManyListsError() : null)
  const message = contents.map((one) => one.message).join('; ') || 'no repository on this server is named'
  return { attestations, sources: [resultOf(attestations.length, error, message)] }
}

function resultOf(found: number, error: CodedError | null, message: string): SourceResult {
  const source = 'github'
  return error === null ? { source, status: 'answered', found, message } : { source, status: 'failed', found, error }
}

/** What several lists hold stands under the first of them. */
function withoutRepetition(listings: readonly Listing[]): Listing[] {
  const known = new Set<string>()
  return listings.map((listing) => ({
    ...listing,
    entries: listing.entries.filter(({ key }) => {
      const isNew = !known.has(key)
      known.add(key)
      return isNew
    }),
  }))
}

function withinBound(listings: readonly Listing[]): Listing[] {
  const shares = allocate(
    listings.map(({ entries }) => entries.length),
    limits.attestations,
  )
  return listings.map((listing, index) => {
    const entries = listing.entries.slice(0, shares[index])
    const isWhole = entries.length === listing.entries.length
    return { ...listing, entries, error: isWhole ? listing.error : (listing.error ?? tooManyAttestationsError()) }
  })
}

/** For the bytes of one list's bundles. */
interface Budget {
  room: number
  left: number
}

interface Contents {
  attestations: Attestation[]
  message: string
  error: CodedError | null
}

/** What stands in the list itself, and what it refers to. */
async function fetchContents(github: GitHub, digest: Digest, listing: Listing, room: number): Promise<Contents> {
  const budget: Budget = { room, left: room - listing.bytes }
  const { entries, name } = listing
  const first = await mapBounded(entries, limits.concurrentBlobs, (entry) => contentOf(github, entry, budget))
  const fresh = first.includes(null) ? await freshUrls(github, digest, name) : new Map<string, string>()
  const contents = await mapBounded(entries, limits.concurrentBlobs, async (entry, index) => {
    const content = first[index] ?? null
    const url = fresh.get(entry.key)
    // The signature in the URL may have expired: one fresh URL, and then it is not there.
    const again = content === null && url !== undefined ? contentOf(github, { ...entry, url }, budget) : content
    return (await again) ?? bundleGoneError(entry)
  })
  const attestations: Attestation[] = []
  let { error } = listing
  for (const [index, entry] of entries.entries()) {
    const content = contents[index]
    if (content instanceof CodedError) error ??= content
    else if (content !== undefined) attestations.push({ source: 'github', location: entry.location, content })
  }
  return { attestations, message: listing.message, error }
}

/** null where its bundle is not there, or no longer shown. */
async function contentOf(
  github: GitHub,
  entry: Entry,
  budget: Budget,
): Promise<AttestationContent | CodedError | null> {
  if (!('url' in entry)) return entry.content
  if (budget.left <= 0) return tooManyBytesError(budget.room)
  try {
    const bytes = await github.blob(entry.url)
    if (bytes === null) return null
    const content = contentOfBlob(bytes)
    if (content.kind !== 'bundle') return content
    budget.left -= content.bundle.length
    return budget.left < 0 ? tooManyBytesError(budget.room) : content
  } catch (error) {
    const coded = toCodedError(error)
    if (coded.code !== 'LIMIT_EXCEEDED') return coded
    return {
      kind: 'unreadable',
      as: 'bundle',
      code: 'LIMIT_EXCEEDED',
      message: `larger than ${limits.bundleBytes} bytes`,
    }
  }
}

/** The URLs that the list has now, by the keys of their entries; none where it cannot be read again. */
async function freshUrls(github: GitHub, digest: Digest, name: Listing['name']): Promise<Map<string, string>> {
  const urls = new Map<string, string>()
  try {
    await github.list(name, digest, ({ entries }) => {
      for (const entry of readEntries(entries)) if ('url' in entry) urls.set(entry.key, entry.url)
    })
  } catch {
    // Then every entry that needs a fresh URL is told to be gone, with what to do.
  }
  return urls
}

/** The same bundle may stand inline in one list, and behind a URL in another. */
function eachOnce(attestations: readonly Attestation[]): Attestation[] {
  const known = new Set<string>()
  return attestations.filter(({ content }) => {
    if (content.kind !== 'bundle') return true
    const digest = digestOf(content.bundle)
    const isNew = !known.has(digest)
    known.add(digest)
    return isNew
  })
}

function bundleGoneError({ location }: Entry): CodedError {
  return new CodedError('GITHUB_API_ERROR', `the bundle of ${location} is not where the API says that it is`, {
    hint: 'Re-run the job. If it keeps failing, attest the image again, or take the attestation from the registry.',
  })
}

function tooManyListsError(): CodedError {
  const message = `the policy names so many repositories for this image that more than ${limits.apiLists} lists would be asked for`
  return new CodedError('LIMIT_EXCEEDED', message, {
    hint: 'Give the image a rule of its own, with fewer repositories.',
  })
}
