/**
 * What to read first, and what to keep, where there is more than a bound allows. Whoever can push chooses what is listed,
 * and no list has a date that could be trusted: only what a signer writes, and what it costs to write as much, tell
 * attestations from rubbish (threats A-73).
 */
import type { AttestationContent, AttestationKind } from '../model/index.ts'
import type { Descriptor } from '../registry/manifest.ts'
import { saysNothing } from './unread.ts'

/** A layer's own media type tells what it is; a manifest's artifactType is a hint at most (threats B-19). */
export const kinds: ReadonlyMap<string, AttestationKind> = new Map([
  ['application/vnd.dev.sigstore.bundle.v0.3+json', 'bundle'],
  ['application/vnd.dev.sigstore.bundle+json;version=0.1', 'bundle'],
  ['application/vnd.dev.sigstore.bundle+json;version=0.2', 'bundle'],
  ['application/vnd.dev.sigstore.bundle+json;version=0.3', 'bundle'],
  ['application/vnd.dsse.envelope.v1+json', 'dsse'],
  ['application/vnd.dev.cosign.simplesigning.v1+json', 'simplesigning'],
])

/** A manifest with a layer and a subject has two digests, four media types or more, and their sizes. */
const smallestReferrer = 450
/** A certificate alone is longer in base64. */
const smallestBundle = 1000

/**
 * Referrers in the order in which they should be read: first those whose artifactType is that of an attestation, then
 * those that name none or one that says nothing, then all others; of each the smallest first, for a signer's are small,
 * but what is too small to hold anything comes last of all.
 */
export function likeliestFirst(referrers: readonly Descriptor[]): Descriptor[] {
  const ranks = new Map(referrers.map((referrer) => [referrer, rankOf(referrer)]))
  return referrers.toSorted((one, other) => {
    return (ranks.get(one) ?? 0) - (ranks.get(other) ?? 0) || one.size - other.size
  })
}

function rankOf({ artifactType, size }: Descriptor): number {
  if (size < smallestReferrer) return 3
  if (artifactType !== null && kinds.has(artifactType)) return 0
  return artifactType === null || artifactType === '' || saysNothing.test(artifactType) ? 1 : 2
}

/** Of these the likeliest, so many, in the order in which they came. @param weightOf - the least is the likeliest */
export function likeliest<One>(all: readonly One[], count: number, weightOf: (one: One) => number): One[] {
  if (all.length <= count) return [...all]
  const kept = new Set(byWeight(all, weightOf).slice(0, count))
  return all.filter((one) => kept.has(one))
}

/** All of these, the likeliest first. */
export function byWeight<One>(all: readonly One[], weightOf: (one: One) => number): One[] {
  return all.toSorted((one, other) => compare(weightOf(one), weightOf(other)))
}

/** Infinity less infinity is no number. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1
}

/** The smaller the likelier, but for a bundle too small to be one. */
export function weightOfSize(kind: AttestationKind, size: number): number {
  return kind === 'bundle' && size < smallestBundle ? Number.MAX_VALUE : size
}

/** The same of what was fetched; of a pair, by its signature, which anybody may have added. */
export function weightOf(content: AttestationContent): number {
  switch (content.kind) {
    case 'buildkit':
      return content.rank
    case 'unreadable':
      return Number.POSITIVE_INFINITY
    case 'bundle':
      return weightOfSize('bundle', content.bundle.length)
    case 'dsse':
      return content.envelope.length
    case 'simplesigning':
      return content.payload.length
  }
}
