/** What a judgement is called, and what it is about. */

/** Verdict codes of an image or of the whole step (contract, section 4). */
export type Code =
  | 'VERIFIED'
  | 'NO_PROVENANCE'
  | 'NO_MATCHING_PROVENANCE'
  | 'DIGEST_MISMATCH'
  | 'NOT_COVERED'
  | 'IMAGE_NOT_FOUND'
  | 'REGISTRY_ERROR'
  | 'GITHUB_API_ERROR'
  | 'TRUST_ROOT_ERROR'
  | 'TIMEOUT'
  | 'LIMIT_EXCEEDED'
  | 'CONFIG_ERROR'
  | 'INTERNAL_ERROR'

/** Codes of one attestation, in the order in which they are judged. */
export type AttestationCode =
  | 'LIMIT_EXCEEDED'
  | 'BUNDLE_INVALID'
  | 'UNTRUSTED'
  | 'SUBJECT_MISMATCH'
  | 'PREDICATE_MISMATCH'
  | 'CLAIM_MISMATCH'
  | 'VERIFIED'

/** `sha256:` and 64 lower-case hex digits; made only by `core/digest.ts`. */
export type Digest = `sha256:${string}`
