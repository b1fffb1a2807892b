/**
 * The values that travel from stage to stage, in the order in which they come into being. Types only: a room
 * that needs another's result takes it from here and imports nothing of that room.
 */
import type { X509Certificate } from 'node:crypto'
import type { TrustMaterial } from '@sigstore/verify'
import type { CodedError, Position } from './errors.ts'

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

/** `sha256:` and 64 lower-case hex digits; made only by `digest.ts`. */
export type Digest = `sha256:${string}`

// ── image ────────────────────────────────────────────────────────────────────────────────────────────────────

/** An image reference, normalised as Docker does. */
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
export type Named = Pick<Image, 'reference' | 'digest'>

/** What has to be attested: the image that a reference resolves to, or one of the platforms that its index lists. */
export interface Subject extends Image {
  /** `linux/arm64`; null for the image itself. */
  platform: string | null
  /** BuildKit's attestation manifests of the same index that refer to this platform's manifest. */
  attestationManifests: readonly Digest[]
}

// ── sources ──────────────────────────────────────────────────────────────────────────────────────────────────

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
   */
  | { kind: 'buildkit'; signature: SignatureContent; manifest: Uint8Array; statement: Uint8Array }

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
  | { source: Source; status: 'answered'; found: number; message: string }
  | { source: Source; status: 'failed'; found: number; error: CodedError }

/** Everything that all sources hold for one digest. */
export interface Gathered {
  attestations: Attestation[]
  sources: SourceResult[]
}

// ── trust ────────────────────────────────────────────────────────────────────────────────────────────────────

/** One Sigstore instance: whom it trusts, and what it demands of a signature. Two instances are never merged. */
export interface Instance {
  name: string
  material: TrustMaterial
  /** Every CA certificate of the instance; the one that issued a leaf decides which instance the leaf is of. */
  authorities: readonly X509Certificate[]
  rules: {
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
  further: FurtherInstance | null
}

export interface FurtherInstance {
  /** The organization in the certificate's issuer: a hint for what to load, never for what to believe. */
  organization: string
  /** Loads it once, however often it is called. @throws {CodedError} TRUST_ROOT_ERROR */
  load(): Promise<Instance>
}

// ── verify ───────────────────────────────────────────────────────────────────────────────────────────────────

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

// ── policy ───────────────────────────────────────────────────────────────────────────────────────────────────

export type RuleType = 'artifact_signature' | 'artifact_attestation_slsa' | 'artifact_provenance'

/** A value of the profile: a text that means itself, or a pattern (`policy/glob.ts`). */
export type Expected = string | { readonly glob: string }

/** One thing that a rule asks of an attestation. */
export interface Constraint {
  /** The profile's name of the claim. */
  claim: string
  /** Any one of these; never empty. */
  expected: readonly [Expected, ...Expected[]]
  /** The value in the profile; null for inputs and for what the rule implies. */
  position: Position | null
}

/** A pattern of `tag_regex`, compiled. */
export interface TagPattern {
  source: string
  matches(tag: string): boolean
}

/** A rule of the profile, or what stands for one. */
export interface Rule {
  type: RuleType
  position: Position | null
  /** Which images it applies to; every field that is not null must match. */
  applies: {
    name: string | null
    tags: readonly string[]
    /** Matched against the whole tag. */
    tagRegex: TagPattern | null
  }
  /** Some signature or attestation must verify and be about the digest; otherwise it must merely exist. */
  verified: boolean
  /** Which Sigstore instance must have issued the signature; null where the inputs say it. */
  sigstore: { name: string; position: Position | null } | null
  constraints: readonly Constraint[]
}

/** Rules, and what the reader should know about them. */
export interface Policy {
  rules: readonly Rule[]
  warnings: readonly PolicyWarning[]
}

/** Where a policy stood; `digest` is of the profile's text. */
export type PolicySource =
  /** A file of the workspace, by its path in it. */
  | { kind: 'file'; path: string; digest: Digest }
  | { kind: 'inline'; digest: Digest }
  /** The claim inputs. */
  | { kind: 'inputs' }
  /** Nothing was asked for, and so what is asked for by default. */
  | { kind: 'default' }

export interface PolicyWarning {
  message: string
  position: Position | null
}

/** What surrounds the run and gives the profile's short forms their meaning. */
export interface Surroundings {
  /** `https://github.com`, without a trailing slash. */
  serverUrl: string
  /** `owner/name` of the repository that runs the workflow; null outside a workflow. */
  repository: string | null
  /** The commit that the workflow runs on; null outside a workflow. */
  commit: string | null
  /** Number of the workflow run; null outside a workflow. */
  runId: string | null
  /** When the run began: what the age of a signature is counted from. */
  now: Date
}

/** Where the step runs, for what reports point to; each null where the runner does not say. */
export interface Whereabouts {
  /** The repository that runs the workflow, as a URL. */
  repository: string | null
  /** The workflow's file, relative to the workspace; only where it is there. */
  workflowFile: string | null
  /** The action itself, as a URL with its version: `https://github.com/owner/name@v1`. */
  action: string | null
}

// ── verdict ──────────────────────────────────────────────────────────────────────────────────────────────────

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

export interface RuleResult {
  type: RuleType
  position: Position | null
  /** Of which platform's manifest this is said, `linux/arm64`; null for the image itself. */
  platform: string | null
  code: Code
  /** Index into the verdict's `attestations`. */
  satisfiedBy: number | null
  /** What the attestation that satisfied the rule shows about the build. */
  buildLevel: BuildLevel
  /** Whether `claims` are those of an attestation; otherwise none got as far, and they only say what is expected. */
  compared: boolean
  /** Index of the attestation that came closest, where none satisfied the rule and one got as far as its claims. */
  closest: number | null
  claims: readonly ClaimResult[]
}

/** An attestation with the code that it carries in the report. */
export interface JudgedAttestation {
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
  attestations: readonly JudgedAttestation[]
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
