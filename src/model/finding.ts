/** Whose signatures are trusted, and what verifying an attestation found out. */
import type { X509Certificate } from 'node:crypto'
import type { TrustMaterial } from '@sigstore/verify'
import type { Digest } from '../core/digest.ts'
import type { Attestation, AttestationKind, AttestationOrder, SourceResult } from './attestation.ts'
import type { Rule } from './policy.ts'

/** Codes of one attestation, in the order in which they are judged. */
export type AttestationCode =
  | 'LIMIT_EXCEEDED'
  | 'BUNDLE_INVALID'
  | 'UNTRUSTED'
  | 'SUBJECT_MISMATCH'
  | 'PREDICATE_MISMATCH'
  | 'CLAIM_MISMATCH'
  | 'VERIFIED'

/** One Sigstore instance: whom it trusts, and what it demands of a signature. Two instances are never merged. */
export interface Instance {
  name: string
  material: TrustMaterial
  /** Every CA certificate of the instance; the one that issued a leaf decides which instance the leaf is of. */
  authorities: readonly X509Certificate[]
  thresholds: {
    /** A transparency log entry is needed. */
    logEntry: boolean
    /** A signed certificate timestamp is needed. */
    certificateTimestamp: boolean
  }
}

/** Who is trusted in a run. */
export interface Trust {
  instances: readonly Instance[]
  /** An instance that is loaded only when a certificate says that it comes from there; null where there is none. */
  fallback: LazyInstance | null
}

export interface LazyInstance {
  /** The organization in the certificate's issuer: a hint for what to load, never for what to believe. */
  organization: string
  /** Loads it once, however often it is called. @throws {CodedError} TRUST_ROOT_ERROR */
  load(): Promise<Instance>
}

/** An in-toto Statement, or what stands for one; `predicateType` is null for a signature without statement. */
export interface Statement {
  predicateType: string | null
  predicate: unknown
}

/** The claims of a Fulcio certificate by their profile names, each null where the certificate has none. */
export interface Signer {
  /** The certificate's one subject alternative name. */
  signer_identity: string
  identity_type: 'uri' | 'email'
  cert_issuer: string | null
  event: string | null
  commit: string | null
  workflow_name: string | null
  repository: string | null
  ref: string | null
  signer_uri: string | null
  signer_digest: string | null
  runner_environment: string | null
  repository_id: string | null
  owner: string | null
  owner_id: string | null
  build_config: string | null
  build_config_digest: string | null
  run: string | null
  visibility: string | null
  deployment_environment: string | null
  token_subject: string | null
}

/** What verification found out about one attestation, before any rule was held against it. */
export type Finding = {
  attestation: Pick<Attestation, 'source' | 'location'> & {
    kind: AttestationKind
    /** Of the bytes that were judged: the bundle, the envelope, or the payload; null where these are malformed or too many. */
    digest: Digest | null
  }
  /** As the statement says; null where it could not be read or is no statement. Proven only if `verified`. */
  predicateType: string | null
  /** Whether the statement, signed or not, names the image's digest. Proven only if `verified`. */
  namesImage: boolean
} & (
  | { status: 'verified'; proof: Proof; statement: Statement }
  | {
      status: 'rejected'
      code: Extract<AttestationCode, 'LIMIT_EXCEEDED' | 'BUNDLE_INVALID' | 'UNTRUSTED' | 'SUBJECT_MISMATCH'>
      message: string
      /** Only where the cryptography holds. */
      proof: Proof | null
      /** The organization that issued the certificate, by the certificate's own word; only where it is `UNTRUSTED`. */
      claimedIssuer: string | null
    }
  /** Nobody knows what it would have been: the time was up, or a bound that all of them share was crossed. */
  | { status: 'not-judged'; code: 'TIMEOUT' | 'LIMIT_EXCEEDED'; proof: null }
)

/** What holds once the cryptography does. */
export interface Proof {
  /** Name of the Sigstore instance that issued the certificate. */
  instance: string
  /** The earliest trusted time of the signature. */
  signedAt: Date
  signer: Signer
  logEntry: LogEntry | null
}

/** An entry of a transparency log whose place in it the log itself has signed (threats C-22). */
export interface LogEntry {
  /** The log's ID: the SHA-256 of its key, in hex. */
  log: string
  index: number
}

/** What happens on the way to the verdict on a subject. */
export type SubjectEvent =
  /** One attestation, verified by the instances that each rule trusts. */
  | {
      kind: 'finding'
      id: Digest
      attestation: Attestation
      order: AttestationOrder
      findings: ReadonlyMap<Rule, Finding>
    }
  /** How asking a source went. */
  | { kind: 'end'; end: SourceResult }
