/** What the lists of the attestations API hold, before any bundle is fetched. */
import { digestOf } from '../core/digest.ts'
import { CodedError, toCodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { isJsonObject, member } from '../formats/strict-json.ts'
import type { GitHub, ListName } from '../github/client.ts'
import type { AttestationContent, Digest } from '../model/index.ts'
import { tooManyAttestationsError, tooManyBytesError } from './budget.ts'

/** A list to ask for. */
export interface ApiList {
  /** What people call it: `acme/app`, `all of acme`. */
  title: string
  /** Where it is; the second is asked only where the API has no such first. */
  names: readonly [ListName, ...ListName[]]
}

/** One attestation of a list: what it is, or where its bundle is. */
export type Entry = {
  /** The same for the same attestation, whichever list it stands in. */
  key: string
  location: string
} & ({ content: AttestationContent | CodedError } | { url: string })

export interface Listing {
  /** The list that answered. */
  name: ListName
  entries: readonly Entry[]
  /** Of the bundles that stand in it. */
  bytes: number
  /** How it went, for the report. */
  message: string
  /** What kept it from being complete. */
  error: CodedError | null
}

/**
 * Reads one list. What was read before it broke off, or passed a bound, is kept, with the error beside it.
 * @param room - for the bytes of the bundles in it
 */
export async function readListing(
  github: GitHub,
  digest: Digest,
  { title, names }: ApiList,
  room: number,
): Promise<Listing> {
  const entries: Entry[] = []
  let bytes = 0
  let moved = false
  const keep = (name: ListName, page: { entries: readonly unknown[]; moved: boolean }) => {
    moved ||= page.moved
    for (const entry of readEntries(page.entries, `${name}/attestations/${digest}`, entries.length)) {
      if (entries.length === limits.attestations) throw tooManyAttestationsError()
      bytes += 'content' in entry && 'bundle' in entry.content ? entry.content.bundle.length : 0
      if (bytes > room) throw tooManyBytesError(room)
      entries.push(entry)
    }
  }
  let [name] = names
  try {
    for (name of names) {
      const found = name
      if ((await github.list(found, digest, (page) => keep(found, page))) === 'absent') continue
      const renamed = moved ? ' (it has another name by now)' : ''
      return { name, entries, bytes, message: `${title}${renamed}: ${entries.length || 'none'}`, error: null }
    }
    return { name, entries, bytes, message: `${title}: ${github.absence}`, error: null }
  } catch (error) {
    return { name, entries, bytes, message: '', error: toCodedError(error) }
  }
}

/**
 * The entries of a page. Where both are given the bundle itself counts, and what else stands in an entry does not
 * (threats D-15, F-02).
 * @param list - what their location begins with, and how many of them are on the pages before
 */
export function readEntries(page: readonly unknown[], list = '', before = 0): Entry[] {
  return page.map((entry, index) => {
    const location = `${list}#${before + index + 1}`
    const bundle = isJsonObject(entry) ? (member(entry, 'bundle') ?? null) : null
    if (bundle !== null) return { ...inline(bundle, location), location }
    const url = isJsonObject(entry) ? member(entry, 'bundle_url') : null
    if (typeof url === 'string' && url !== '') return { key: keyOf(url), url, location }
    return { key: location, content: withoutBundle(location), location }
  })
}

/** Without the query, whose signature is another each time. */
function keyOf(text: string): string {
  const url = URL.parse(text)
  return url === null ? text : `${url.origin}${url.pathname}`
}

function inline(bundle: unknown, location: string): { key: string; content: AttestationContent } {
  const bytes = written(bundle)
  if (bytes === null) return { key: location, content: unreadable('BUNDLE_INVALID', 'nested beyond reason') }
  const key = digestOf(bytes)
  if (bytes.length <= limits.bundleBytes) return { key, content: { kind: 'bundle', bundle: bytes } }
  return { key, content: unreadable('LIMIT_EXCEEDED', `larger than ${limits.bundleBytes} bytes`) }
}

function written(bundle: unknown): Uint8Array | null {
  try {
    return Buffer.from(JSON.stringify(bundle))
  } catch {
    // The stack is full: the only thing that a value out of JSON.parse can do to it.
    return null
  }
}

function unreadable(code: 'BUNDLE_INVALID' | 'LIMIT_EXCEEDED', message: string): AttestationContent {
  return { kind: 'unreadable', as: 'bundle', code, message }
}

function withoutBundle(location: string): CodedError {
  return new CodedError('GITHUB_API_ERROR', `attestation without bundle: ${location}`, {
    hint: 'Attest the image again, or take the attestation from the registry (sources: registry).',
  })
}
