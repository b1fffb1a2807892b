/** What comes out: verdicts on images, and on the step. */
import type { Digest } from '../core/digest.ts'
import type { Code, CodedError, Position } from '../core/errors.ts'
import type { AttestationKind, Source, SourceResult } from './attestation.ts'
import type { AttestationCode, LogEntry, Signer } from './finding.ts'
import type { PolicySource, PolicyWarning, RuleType } from './policy.ts'

/** One claim of the attestation that satisfied a rule, or came closest. */
export interface ClaimResult {
  claim: string
  expected: string | readonly string[]
  actual: string | null
  ok: boolean
  position: Position | null
}

/** Of SLSA's build track (https://slsa.dev/spec/v1.1/levels). */
export type BuildLevel = 0 | 1 | 2 | 3

/** What a rule that is met shows: that something exists, that somebody signed, or that whom it names did. */
export type Assurance = 'none' | 'any-signer' | 'named-signer'

export interface RuleResult {
  type: RuleType
  position: Position | null
  /** Of which platform's manifest this is said, `linux/arm64`; null for the image itself. */
  platform: string | null
  code: Code
  /** Index into the verdict's `attestations`. */
  satisfiedBy: number | null
  assurance: Assurance
  /** What the attestation that satisfied the rule shows about the build. */
  buildLevel: BuildLevel
  /** Whether `claims` are those of an attestation; otherwise none got as far, and they only say what is expected. */
  compared: boolean
  /** Index of the attestation that came closest, where none satisfied the rule and one got as far as its claims. */
  closest: number | null
  claims: readonly ClaimResult[]
}

/** An attestation with the code that it carries in the report. */
export interface AttestationResult {
  /** On which platform's manifest it was found; null for the image itself. */
  platform: string | null
  source: Source
  location: string
  kind: AttestationKind
  digest: Digest | null
  predicateType: string | null
  code: AttestationCode
  message: string
  instance: string | null
  signedAt: Date | null
  signer: Signer | null
  logEntry: LogEntry | null
}

/** How asking one source went, and about which platform's manifest; null for the image itself. */
export type SourceVerdict = SourceResult & { platform: string | null }

/** The verdict on one reference. */
export interface ImageVerdict {
  /** As the user wrote it. */
  reference: string
  /** `registry/path`, null where the reference could not be read. */
  repository: string | null
  digest: Digest | null
  mediaType: string | null
  code: Code
  /** What is the matter, in a sentence. */
  message: string
  /** What to do next; null only when verified. */
  hint: string | null
  /** Where in the profile; null where no file was given. */
  position: Position | null
  /** A profile (YAML) that pins the attestation at hand, where the rules pin nobody or refuse it; else null. */
  suggestedProfile: string | null
  rules: readonly RuleResult[]
  attestations: readonly AttestationResult[]
  sources: readonly SourceVerdict[]
}

/** The verdict on the whole step. */
export interface Verdict {
  verified: boolean
  code: Code
  mode: 'enforce' | 'warn'
  /** When it was reached. */
  at: Date
  /** What the images were held against; null where it could not be read. */
  policy: PolicySource | null
  images: readonly ImageVerdict[]
  /** What went wrong outside any image: a mistake in the inputs, a trust root, a defect. */
  errors: readonly CodedError[]
  warnings: readonly PolicyWarning[]
  /** Milliseconds by stage. */
  durations: Readonly<Record<string, number>>
}
