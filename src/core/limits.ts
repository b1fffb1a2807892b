/**
 * Every limit of the action, as docs/reference/limits.md lists them: the comments here are its text. Sizes are in bytes,
 * times in milliseconds, everything else is a count. A value equal to its limit still passes.
 */
export const limits = {
  /** One image manifest or index. */
  manifestBytes: 4 * 1024 * 1024,
  /** One bundle, signature payload or envelope, before and after decompression. */
  bundleBytes: 16 * 1024 * 1024,
  /** All attestations of one image together. A blob counts once for each attestation that it is verified as. */
  gatheredBytes: 128 * 1024 * 1024,
  /** One page of the attestations API. */
  apiPageBytes: 16 * 1024 * 1024,
  /** Attestations on one page of the attestations API, which is GitHub's own maximum. */
  apiPageEntries: 100,
  /** Queries to the attestations API for one digest. */
  apiLists: 32,
  /** One answer of a token endpoint. */
  tokenBytes: 1024 * 1024,
  /** Characters of a token that a registry hands out. Few servers take a header that is as long. */
  tokenLength: 16 * 1024,
  /** Logins for one repository in one run. A token is valid for at least a minute (distribution, "Token Authentication"). */
  loginsOfRepository: 16,
  /** Characters shown of a registry's own error message. */
  registryWords: 300,
  /** Output of a credential helper. */
  helperBytes: 64 * 1024,
  /** One profile. */
  profileBytes: 256 * 1024,
  /** One trusted root. */
  trustedRootBytes: 4 * 1024 * 1024,
  /** One certificate. */
  certificateBytes: 16 * 1024,
  /**
   * Nesting of one JSON document. Real documents stay far below it, and a parser's stack ends far below what 16 MiB
   * could nest.
   */
  jsonDepth: 128,
  /** Values in one JSON document, arrays and objects included. The largest SBOM that fits into a bundle has fewer. */
  jsonValues: 500_000,

  /** Images in one step. */
  images: 64,
  /** Attestations of one image that are verified. */
  attestations: 1000,
  /** Attestations in one referrer. Its specification allows one. */
  layersOfReferrer: 16,
  /** In-toto statements in one BuildKit attestation manifest, which usually has one provenance and a few SBOMs. */
  statementsOfManifest: 64,
  /** Referrers in one list, all pages together. */
  listedReferrers: 10_000,
  /** One list of referrers, all pages together. */
  listedBytes: 128 * 1024 * 1024,
  /** Referrers of one image whose manifests are read. Many do not contain an attestation. */
  referrers: 4000,
  /** Manifests of all referrers of one image in one list. */
  referrersBytes: 32 * 1024 * 1024,
  /** Log entries in one bundle. */
  logEntries: 32,
  /** Timestamps in one bundle. */
  timestamps: 32,
  /** Log entries and timestamps of one attestation that are always verified. Signers usually write two or three. */
  fewWitnesses: 4,
  /**
   * Log entries and timestamps of all attestations of one image that have more than a few. A timestamp counts once for
   * every 4 KiB, because its DER takes as much time as its signature.
   */
  witnesses: 4096,
  /** Canonicalized body of one log entry. */
  logEntryBodyBytes: 1024 * 1024,
  /** Signed checkpoint of a log: its size and root hash, and a few signatures. */
  checkpointBytes: 16 * 1024,
  /**
   * Signatures by the same key in one checkpoint. A log signs once; Sigstore's conformance suite has one that signs
   * twice.
   */
  signaturesOfKey: 2,
  /** One RFC 3161 timestamp, including the authority's certificates. */
  timestampBytes: 16 * 1024,
  /** Hashes in one inclusion proof. A tree with 2^64 leaves needs no more. */
  proofHashes: 64,
  /** Subjects of one statement. */
  subjects: 1024,

  /** Nesting of image indexes: one index inside another. */
  indexDepth: 2,
  /** Manifests in one index, including those of nested indexes. */
  indexManifests: 256,
  /** Redirects of one request. */
  redirects: 10,
  /** Pages of one list. */
  pages: 100,
  /** Files that the bundle input matches. */
  bundleFiles: 1000,

  /** Retries of one request. */
  retries: 5,
  /** Longest Retry-After that is waited for. */
  retryAfterMs: 60_000,
  /** One request. */
  requestMs: 30_000,
  /** One run of a credential helper. */
  helperMs: 10_000,
  /** The whole step. */
  runMs: 5 * 60_000,
  /** Part of the step reserved for verifying what was found, after the last request. */
  judgeMs: 30_000,
  /** Largest value of the wait input. */
  waitSeconds: 300,

  /** Characters of one tag_regex. */
  tagRegexLength: 512,
  /** Characters of one tag_regex after its counted repetitions are expanded. */
  tagRegexWork: 65_536,
  /** Characters of one glob. */
  globLength: 512,
  /** Different tag_regex values in one profile. Each is compiled once. */
  tagRegexes: 64,
  /** Instructions of all compiled tag_regex values in one profile. Matching costs this times the length of the tag. */
  tagRegexInstructions: 16_384,
  /** Characters of all globs in one profile. Matching costs this times the length of the value. */
  globCharacters: 16_384,
  /** Values of all claims, and tags, in one profile. Those of one rule are compared with each other. */
  profileValues: 2048,
  /** Glob length times text length up to which a profile is checked for globs that can never match. */
  globComparison: 4096,
  /** Values of one claim. */
  claimValues: 256,
  /** Errors reported for one profile. */
  mistakes: 100,
  /** Annotations of one step. */
  annotations: 10,
  /** Job summary. */
  summaryBytes: 900 * 1024,
  /** Results in one SARIF file. Code scanning keeps at most 5,000. */
  sarifResults: 1000,

  /** How far a signing time may be ahead of this machine's clock (threat C-34). */
  clockSkewMs: 10_000,

  /** Images verified at the same time. */
  concurrentImages: 8,
  /** Requests at the same time. */
  concurrentRequests: 16,
  /** Bundles of one list that are fetched at the same time. Their sizes are not known before. */
  concurrentBlobs: 4,
} as const
