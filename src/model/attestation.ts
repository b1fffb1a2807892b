/** Images, and what is attached to them, before any of it is believed. */

import type { Digest } from '../core/digest.ts'
import type { CodedError } from '../core/errors.ts'

/** An image reference, normalized as Docker does. */
export interface Reference {
  /** As the user wrote it, trimmed. */
  given: string
  /** Host, with its port where one was given: `ghcr.io`, `docker.io`, `localhost:5000`. */
  registry: string
  /** `library/alpine`, `acme/app`. */
  path: string
  /** null only where a digest was given without a tag. */
  tag: string | null
  digest: Digest | null
}

/** A reference resolved, once, to what the registry holds. */
export interface Image {
  reference: Reference
  digest: Digest
  mediaType: string
  /** The very bytes that hash to `digest`. */
  manifest: Uint8Array
}

/** A digest, and the reference that says in which repository it lives. */
export type ImageId = Pick<Image, 'reference' | 'digest'>

/** What has to be attested: the image that a reference resolves to, or one of the platforms that its index lists. */
export interface Subject extends Image {
  /** `linux/arm64`; null for the image itself. */
  platform: string | null
  /** BuildKit's attestation manifests of the same index that refer to this platform's manifest. */
  attestationManifests: readonly Digest[]
}

export type Source =
  | 'referrers'
  | 'referrers-tag'
  | 'cosign-signature'
  | 'cosign-attestation'
  | 'buildkit'
  | 'github'
  | 'file'

export type AttestationKind = 'bundle' | 'dsse' | 'simplesigning'

/** What a place holds, raw and untrusted. */
export type AttestationContent =
  | SignatureContent
  /**
   * A signature of BuildKit's attestation manifest: the manifest's bytes, and one of the in-toto statements that are its
   * layers. The signature is about the manifest, the manifest lists the statement, the statement is about the image.
   * `rank` counts the likelier signatures in the same place: who fills one place takes no room of another (threats A-21).
   */
  | { kind: 'buildkit'; signature: SignatureContent; rank: number; manifest: Uint8Array; statement: Uint8Array }

/** A signature with what it is over. */
export type SignatureContent =
  /** A Sigstore bundle as JSON. */
  | { kind: 'bundle'; bundle: Uint8Array }
  /** A cosign `.att` layer: the DSSE envelope as JSON, and the layer's annotations. */
  | { kind: 'dsse'; envelope: Uint8Array; annotations: Readonly<Record<string, string>> }
  /** A cosign `.sig` layer: the simple-signing payload, and the layer's annotations. */
  | { kind: 'simplesigning'; payload: Uint8Array; annotations: Readonly<Record<string, string>> }
  /** Listed, but its bytes could not be used: too many, or not those that the digest names. */
  | { kind: 'unreadable'; as: AttestationKind; code: 'BUNDLE_INVALID' | 'LIMIT_EXCEEDED'; message: string }

export interface Attestation {
  source: Source
  /** Where a person can find it: `registry/path@sha256:…`, or a file and its line. */
  location: string
  content: AttestationContent
}

/** How asking one source went. */
export type SourceResult =
  | {
      source: Source
      status: 'answered'
      found: number
      message: string
      /** What else is there and is no attestation that could be verified, each by what it says of itself. */
      unread?: readonly string[]
    }
  | {
      source: Source
      status: 'failed'
      found: number
      error: CodedError
      /** A tag that the registry refuses to show, of an image that it shows: most likely there is none. */
      refused?: true
    }

/** Everything that all sources hold for one digest. */
export interface CollectedAttestations {
  attestations: Attestation[]
  sources: SourceResult[]
}

/** Where an attestation stands among all: its source, and its place there. Reports are sorted by it, whoever answered first. */
export type AttestationOrder = readonly [source: number, index: number]

/** What collecting yields, one after the other: every attestation, and for every source how asking it went. */
export type Collected =
  /** `id` names the content: it is the same wherever that is found. */
  | { kind: 'attestation'; id: Digest; attestation: Attestation; order: AttestationOrder }
  | { kind: 'end'; end: SourceResult }
