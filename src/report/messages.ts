/** What the codes, claims and places are called when we talk to a person. Our own words, and only ASCII. */
import type { AttestationCode, Code } from '../model/index.ts'

/** How a verdict code is said: in a headline, in a sentence or two, and as the next step. */
export interface CodeMessages {
  title: string
  meaning: string
  /** Whether it is an attack, a mistake, or the network; empty for a success. */
  nature: string
  next: string
}

export const codeMessages: Readonly<Record<Code, CodeMessages>> = {
  VERIFIED: {
    title: 'The image is verified',
    nature: '',
    meaning: 'A valid attestation shows that this image was built as the policy requires.',
    next: 'Nothing. Use the image by its digest, because a tag can be moved.',
  },
  NO_PROVENANCE: {
    title: 'No provenance found for this image',
    nature: 'Most likely a mistake: the image was not attested, or this step runs before the attestation is stored.',
    meaning: 'All sources were checked. None has a signature or signed provenance for this digest.',
    next:
      'Attest the image in the job that pushes it: after the push, run actions/attest with subject-name, ' +
      'subject-digest and push-to-registry: true. That job needs the permissions id-token: write, ' +
      'attestations: write and packages: write.',
  },
  NO_MATCHING_PROVENANCE: {
    title: 'No attestation satisfies the policy',
    nature:
      'Either this image was not built from the required source, which may be an attack, or the policy does not match the build.',
    meaning: 'Attestations were found for this digest, but none satisfies every claim of the rule.',
    next:
      'Compare what was expected with what was found. If you expected this build, correct the policy. ' +
      'If not, do not use this image.',
  },
  DIGEST_MISMATCH: {
    title: 'The image digest does not match',
    nature: 'This may be an attack: treat it as one until you know who changed the image.',
    meaning:
      'The reference resolves to a different digest than expected, or the registry returned content that does not ' +
      'match the requested digest.',
    next:
      'Do not use this image until you know why. Find out whether someone moved the tag after the push. Then push ' +
      'again, or pass the digest that the push step reported.',
  },
  NOT_COVERED: {
    title: 'No rule of the profile covers this image',
    nature: 'A gap in the profile. The image was not checked.',
    meaning: 'No rule of the profile applies to this image and its tags.',
    next:
      'Add a rule for this image, or correct the name, tags or tag_regex of the rule that should apply. ' +
      'If it does not need to be checked, remove it from the list of images.',
  },
  IMAGE_NOT_FOUND: {
    title: 'The registry has no such image',
    nature: 'Most likely a mistake in the reference, or the push has not happened yet.',
    meaning: 'The registry answered that this reference does not exist.',
    next:
      'Check the spelling, and that the image is pushed before this step runs. Some registries also report this ' +
      'when the login may not read the image.',
  },
  REGISTRY_ERROR: {
    title: 'Registry request failed',
    nature: 'The network, the registry, or a missing login. The image was not checked.',
    meaning: 'A request to the registry failed, so the attestations of this image are not known.',
    next:
      'Check that a login step runs before this one and that it may read the image. If the registry was down, ' +
      're-run the job.',
  },
  GITHUB_API_ERROR: {
    title: 'GitHub API request failed',
    nature: 'The network, GitHub, or a missing permission. The image was not checked.',
    meaning: 'A request to the GitHub API failed, so the attestations stored on GitHub are not known.',
    next: 'Check that the job has the permission attestations: read. If GitHub was down, re-run the job.',
  },
  TRUST_ROOT_ERROR: {
    title: 'Could not load the Sigstore trusted root',
    nature: 'The network, or the TUF repository that serves the keys. The image was not checked.',
    meaning: 'Without a trusted root, no signature can be verified, so none was accepted.',
    next:
      'Re-run the job. If this runner cannot reach the TUF repository, name a trusted_root.json in the input ' +
      'trusted-root, or set sigstore: bundled.',
  },
  TIMEOUT: {
    title: 'Verification timed out',
    nature: 'The network, or a slow service. The check was not finished.',
    meaning: 'Verification timed out before an attestation satisfied the policy.',
    next: 'Re-run the job. If it happens every time, see the report for the slow request.',
  },
  LIMIT_EXCEEDED: {
    title: 'A size limit was exceeded',
    nature: 'Too much data is attached to the image, by mistake or on purpose.',
    meaning: 'A limit was reached before an attestation satisfied the policy.',
    next:
      'See the message for the limit. Delete the attestations that you do not need, or name the right attestation ' +
      'files with the bundle input.',
  },
  CONFIG_ERROR: {
    title: 'Invalid configuration',
    nature: 'A mistake in the configuration of this step. The image was not checked.',
    meaning: 'An input or the profile has a mistake. Nothing was verified.',
    next: 'Correct the input or the line of the profile that the message names.',
  },
  INTERNAL_ERROR: {
    title: 'The action itself failed',
    nature: 'A bug in the action. The image was not checked.',
    meaning: 'This is a bug in the action. It says nothing about the image.',
    next: 'Re-run the job. If it fails again, please report it with the log of this step.',
  },
}

/** Why one attestation counts, or does not. */
export const attestationMessages: Readonly<Record<AttestationCode, string>> = {
  VERIFIED: 'valid, and satisfies a rule',
  LIMIT_EXCEEDED: 'exceeds a size limit of the action',
  BUNDLE_INVALID: 'malformed, or its signature is not valid',
  UNTRUSTED: 'signed with a certificate that no trusted Sigstore instance issued',
  SUBJECT_MISMATCH: 'its subject is a different digest',
  PREDICATE_MISMATCH: 'a different predicate type than the rule requires',
  CLAIM_MISMATCH: 'validly signed, but a claim of the rule does not match',
}

/** The claims of rules and certificates. */
export const claimLabels: Readonly<Record<string, string>> = {
  is_signed: 'signed',
  is_verified: 'verified',
  repository: 'source repository',
  branch: 'branch',
  signer_identity: 'signing workflow',
  cert_issuer: 'identity provider',
  runner_environment: 'runner',
  workflow_repository: 'source repository',
  workflow_ref: 'branch or tag',
  event: 'triggering event',
  ref: 'branch or tag',
  tag: 'tag',
  commit: 'commit',
  owner: 'repository owner',
  owner_id: 'repository owner ID',
  repository_id: 'source repository ID',
  visibility: 'repository visibility',
  run: 'workflow run',
  workflow_name: 'workflow name',
  identity_type: 'kind of signer',
  signer_uri: 'signing workflow file',
  signer_digest: 'commit of the signing workflow',
  build_config: 'top-level workflow',
  build_config_digest: 'commit of the top-level workflow',
  deployment_environment: 'deployment environment',
  token_subject: 'subject of the identity token',
  predicate_type: 'kind of statement',
  builder_id: 'builder',
  build_type: 'build type',
  max_age: 'age of the signature',
}

/** What a claim is called; its own name where we have no better one. */
export function claimLabel(claim: string): string {
  return (Object.hasOwn(claimLabels, claim) ? claimLabels[claim] : undefined) ?? claim
}

/** `1 image`, `3 images`. */
export function pluralize(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Whether this code makes the step red in `warn` mode too (contract, section 2). */
export function failsInAnyMode(code: Code): boolean {
  return code === 'CONFIG_ERROR' || code === 'INTERNAL_ERROR'
}

/** Bad news about the image before bad news about the network; what is well comes last. */
const severityOrder: readonly Code[] = [
  'INTERNAL_ERROR',
  'CONFIG_ERROR',
  'DIGEST_MISMATCH',
  'NO_MATCHING_PROVENANCE',
  'NO_PROVENANCE',
  'NOT_COVERED',
  'IMAGE_NOT_FOUND',
  'LIMIT_EXCEEDED',
  'TRUST_ROOT_ERROR',
  'REGISTRY_ERROR',
  'GITHUB_API_ERROR',
  'TIMEOUT',
  'VERIFIED',
]

/** The same, the worst first; among equals the order given stays. */
export function bySeverity<T extends { code: Code }>(items: readonly T[]): T[] {
  return items.toSorted((one, other) => severityOrder.indexOf(one.code) - severityOrder.indexOf(other.code))
}
