/** What the codes, claims and places are called when we talk to a person. Our own words, and only ASCII. */
import type { AttestationCode, Code } from '../model/index.ts'

/** How a verdict code is said: in a headline, in a sentence or two, and as the next step. */
export interface CodeMessages {
  title: string
  meaning: string
  /** Whether it is an attack, a mistake, or the network. */
  nature: string
  next: string
}

export const codeMessages: Readonly<Record<Code, CodeMessages>> = {
  VERIFIED: {
    title: 'The image is verified',
    nature: 'All is well.',
    meaning: 'A valid attestation shows that this image was built as the policy asks.',
    next: 'Nothing. Use the image by its digest, because a tag can be moved.',
  },
  NO_PROVENANCE: {
    title: 'Nothing proves where this image came from',
    nature:
      'Most likely a mistake: the image was not attested, or this step runs before that. Nothing speaks for this image.',
    meaning: 'Every place was asked and answered, and no signature or signed provenance belongs to this digest.',
    next:
      'Attest the image in the job that pushes it: after the push, run actions/attest with subject-name, ' +
      'subject-digest and push-to-registry: true. That job needs the permissions id-token: write, ' +
      'attestations: write and packages: write.',
  },
  NO_MATCHING_PROVENANCE: {
    title: 'Nothing proves that this image was built as the policy asks',
    nature:
      'Either this image was not built where it should be, which may be an attack, or the policy does not fit the build.',
    meaning: 'Something is attached to this digest, but no single attestation meets all that a rule asks for.',
    next:
      'Compare what was expected with what was found. If the build is the right one, correct the policy. ' +
      'If it is not, do not use this image.',
  },
  DIGEST_MISMATCH: {
    title: 'This is not the image that was expected',
    nature: 'This may be an attack: treat it as one until you know who changed the image.',
    meaning:
      'The reference leads to another digest than the one given, or the registry sent bytes that do not belong to ' +
      'the digest it was asked for.',
    next:
      'Do not use this image until you know why. Find out whether somebody moved the tag after the push; then push ' +
      'again, or pass the digest that the push step reported.',
  },
  NOT_COVERED: {
    title: 'No rule of the profile covers this image',
    nature: 'A gap in the profile; nothing was found out about the image.',
    meaning: 'The profile says nothing about this image and its tags, so there was nothing to check it against.',
    next:
      'Add a rule for this image, or correct the name, tags or tag_regex of the rule that was meant for it. ' +
      'If it need not be checked, take it off the list of images.',
  },
  IMAGE_NOT_FOUND: {
    title: 'The registry has no such image',
    nature: 'Most likely a mistake in the reference, or the push has not happened yet.',
    meaning: 'The registry answered that this reference does not exist.',
    next:
      'Check the spelling, and that the image is pushed before this step runs. Some registries also answer like this ' +
      'when the login may not read the image.',
  },
  REGISTRY_ERROR: {
    title: 'The registry could not be asked',
    nature: 'The network, the registry, or a missing login; nothing was found out about the image.',
    meaning: 'A request to the registry failed, so it is not known what is attached to this image.',
    next:
      'Check that a login step runs before this one and that it may read the image. If the registry was down, run ' +
      'the job again.',
  },
  GITHUB_API_ERROR: {
    title: 'GitHub could not be asked for attestations',
    nature: 'The network, GitHub, or a missing permission; nothing was found out about the image.',
    meaning: 'A request to the GitHub API failed, so it is not known which attestations it holds for this image.',
    next: 'Check that the job has the permission attestations: read. If GitHub was down, run the job again.',
  },
  TRUST_ROOT_ERROR: {
    title: 'The keys to check signatures with could not be loaded',
    nature: 'The network, or the TUF repository that serves the keys; nothing was found out about the image.',
    meaning: 'Without a trusted root no signature can be told from a forged one, so none was accepted.',
    next:
      'Run the job again. Where this runner cannot reach the TUF repository, name a trusted_root.json in the input ' +
      'trusted-root, or set sigstore: bundled.',
  },
  TIMEOUT: {
    title: 'The check took too long',
    nature: 'The network, or a slow service; nothing was found out about the image.',
    meaning: 'The time was over before anything met the policy.',
    next: 'Run the job again. If it happens each time, see in the report which request is slow.',
  },
  LIMIT_EXCEEDED: {
    title: 'There is more here than the action is willing to read',
    nature: 'Something attached so much that it cannot be read: by mistake, or to be in the way.',
    meaning: 'A bound was crossed before anything met the policy, so nothing can be concluded.',
    next:
      'See which bound the message names. Remove what does not belong to this image, or name the right attestation ' +
      'files with the bundle input.',
  },
  CONFIG_ERROR: {
    title: 'This step is not set up right',
    nature: 'A mistake in the set-up of this step; nothing was found out about the image.',
    meaning: 'An input or the profile has a mistake. A check that was not asked for properly is not done.',
    next: 'Correct the input, or the line of the profile, that the message names.',
  },
  INTERNAL_ERROR: {
    title: 'The action itself failed',
    nature: 'A defect of the action; nothing was found out about the image.',
    meaning: 'This is a defect of the action and says nothing about the image.',
    next: 'Run the job again. If it fails again, please report it, with the log of this step.',
  },
}

/** Why one attestation counts, or does not. */
export const attestationMessages: Readonly<Record<AttestationCode, string>> = {
  VERIFIED: 'valid, and meets a rule',
  LIMIT_EXCEEDED: 'has more or larger parts than the action is willing to read',
  BUNDLE_INVALID: 'malformed, or its signature does not hold',
  UNTRUSTED: 'signed with a certificate that no trusted Sigstore instance issued',
  SUBJECT_MISMATCH: 'about another image',
  PREDICATE_MISMATCH: 'another kind of statement than the rule asks for',
  CLAIM_MISMATCH: 'validly signed, but not built as the rule asks',
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
