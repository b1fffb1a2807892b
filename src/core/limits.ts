/**
 * Every bound of the action in one place (contract, section 6). Sizes are bytes, times are
 * milliseconds, everything else is a count. A bound is inclusive: what equals it still passes.
 */
export const limits = {
  manifestBytes: 4 * 1024 * 1024,
  /** A bundle, a signature payload, an envelope: before and after any decompression. */
  bundleBytes: 16 * 1024 * 1024,
  /**
   * All that is kept and judged of one image's attestations: a thousand of the largest would be 16 GiB. A blob counts as
   * often as it is judged.
   */
  gatheredBytes: 128 * 1024 * 1024,
  apiPageBytes: 16 * 1024 * 1024,
  /** The most that GitHub puts on a page. */
  apiPageEntries: 100,
  /** Lists that the attestations API is asked for about one digest. */
  apiLists: 32,
  tokenBytes: 1024 * 1024,
  /** Characters of a token in it; few servers take a header that is as long. */
  tokenLength: 16 * 1024,
  /** Logins for one repository in one run: a token is good for a minute at least (distribution, "Token Authentication"). */
  loginsOfRepository: 16,
  /** Characters of what a registry says about a refusal that are shown. */
  registryWords: 300,
  /** What a credential helper may write. */
  helperBytes: 64 * 1024,
  profileBytes: 256 * 1024,
  trustedRootBytes: 4 * 1024 * 1024,
  certificateBytes: 16 * 1024,
  /** Deeper than anything that this field writes; a parser's stack ends far below what 16 MiB could nest. */
  jsonDepth: 128,
  /** Of one JSON text, with its containers: the largest SBOM that fits into a bundle has fewer. */
  jsonValues: 500_000,

  images: 64,
  attestations: 1000,
  /** Attestations in one referrer, which has one by its specification. */
  layersOfReferrer: 16,
  /** In-toto statements in one of BuildKit's attestation manifests: provenance, and a few SBOMs. */
  statementsOfManifest: 64,
  /** Referrers that a list may have, all of its pages together. */
  listedReferrers: 10_000,
  /** All pages of such a list together. */
  listedBytes: 128 * 1024 * 1024,
  /** Referrers of one image that are read, to see what they hold: many hold nothing that is an attestation. */
  referrers: 4000,
  /** Manifests of all referrers of one image that one place lists. */
  referrersBytes: 32 * 1024 * 1024,
  logEntries: 32,
  timestamps: 32,
  /** Log entries and timestamps of one attestation that are always looked at: two or three is what signers write. */
  fewWitnesses: 4,
  /**
   * Log entries and timestamps of all attestations of one image that have more than a few. A timestamp counts once for every
   * 4 KiB, for its DER takes as much time as its signature.
   */
  witnesses: 4096,
  /** Canonicalised body of one log entry. */
  logEntryBodyBytes: 1024 * 1024,
  /** The signed note of a log: its size and root hash, and a few signatures. */
  checkpointBytes: 16 * 1024,
  /** Of one key, in such a note: a log signs once, and Sigstore's conformance suite has one that signs twice. */
  signaturesOfKey: 2,
  /** An RFC 3161 token, the certificates of its authority included. */
  timestampBytes: 16 * 1024,
  /** Hashes of one inclusion proof: a tree of 2^64 leaves needs no more. */
  proofHashes: 64,
  subjects: 1024,

  /** Of an index, and an index inside of it. */
  indexDepth: 2,
  /** Of an index, those of indexes inside of it counted. */
  indexManifests: 256,
  redirects: 10,
  pages: 100,
  bundleFiles: 1000,

  retries: 5,
  retryAfterMs: 60_000,
  requestMs: 30_000,
  helperMs: 10_000,
  runMs: 5 * 60_000,
  /** Of it, what is left for judging what was found until then, when no further request is answered. */
  judgeMs: 30_000,
  waitSeconds: 300,

  tagRegexLength: 512,
  /** Characters of a tag_regex once its counted repetitions are written out. */
  tagRegexWork: 65_536,
  globLength: 512,
  /** Different tag_regex in a profile, each of which is compiled once. */
  tagRegexes: 64,
  /** Instructions of all of them: what a match costs is this times the tag. */
  tagRegexInstructions: 16_384,
  /** Characters of all globs in a profile: what holding a word against them costs is this times the word. */
  globCharacters: 16_384,
  /** Values of all claims, and tags, in a profile: those of one rule are held against each other, or asked for. */
  profileValues: 2048,
  /** Characters of a glob times those of a text: up to here it is found out whether the text can meet the glob at all. */
  globComparison: 4096,
  /** Values of one claim in a profile. */
  claimValues: 256,
  /** Mistakes of one profile that are told. */
  mistakes: 100,
  annotations: 10,
  summaryBytes: 900 * 1024,
  /** Of one SARIF file; code scanning keeps no more than 5,000. */
  sarifResults: 1000,

  /** How far ahead of this machine's clock a signing time may lie (threats C-34). */
  clockSkewMs: 10_000,

  concurrentImages: 8,
  concurrentRequests: 16,
  /** Bundles of one list that are fetched at a time: of these no size is known before. */
  concurrentBlobs: 4,
} as const
