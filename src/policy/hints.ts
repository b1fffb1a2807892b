/** What to do next, from the code and the claim that failed. */
import type { AttestationCode, ClaimResult, Code, Image, SourceResult, Surroundings } from '../model.ts'
import { parseIdentity, withoutRef } from './identity.ts'
import type { Judgement } from './judge.ts'

interface Case {
  subject: Pick<Image, 'reference'>
  sources: readonly SourceResult[]
  surroundings: Surroundings
}

/**
 * One or two sentences for the person with the red job.
 * @param claim - the claim that failed, of the attestation that came closest; null where none got as far
 * @param judgements - what the rule that failed says of each attestation
 */
export function hintFor(
  code: Code,
  claim: ClaimResult | null,
  judgements: readonly Judgement[],
  { subject, sources, surroundings }: Case,
): string {
  switch (code) {
    case 'NOT_COVERED':
      return `Add a rule for ${subject.reference.path} to the profile, or check the name, tags and tag_regex of the rules that are there.`
    case 'NO_PROVENANCE':
      return 'Attest the image after it is pushed, by its digest (actions/attest-build-provenance with push-to-registry: true, or cosign), and run this step after that one.'
    case 'NO_MATCHING_PROVENANCE':
      return claim === null ? hintForReasons(judgements) : hintForClaim(claim, surroundings)
    case 'LIMIT_EXCEEDED':
      return 'So much is attached to this image that nothing can be concluded. Remove what does not belong there, or name the bundle to use with the input bundle.'
    default:
      return hintOfSource(sources, code) ?? 'Run the job again. If it keeps failing, a debug run shows each request.'
  }
}

function hintOfSource(sources: readonly SourceResult[], code: Code): string | null {
  const errors = sources.flatMap((source) => (source.status === 'failed' ? [source.error] : []))
  return errors.find((error) => error.code === code)?.hint ?? null
}

/** The reason that is nearest to being right comes first. */
const reasons: readonly [AttestationCode, string][] = [
  [
    'PREDICATE_MISMATCH',
    'It verifies, but is another kind of statement than the rule asks for. Attest build provenance (actions/attest-build-provenance).',
  ],
  [
    'SUBJECT_MISMATCH',
    'What is attached was made for another image. Was the image rebuilt after it was attested, or its attestation copied here? Attest this very digest.',
  ],
  [
    'UNTRUSTED',
    'It was signed through a Sigstore instance that is not among those configured. If that is right, name its trusted root in the input trusted-root.',
  ],
  [
    'LIMIT_EXCEEDED',
    'What is attached is larger than anything that a signer writes. Attest the image again; if you did not expect this, look into who can push to the repository.',
  ],
  [
    'BUNDLE_INVALID',
    'What is attached cannot be verified, for the reason given. Attest the image again, keyless (actions/attest-build-provenance, or cosign without a key); if you did not expect this, look into who can push to the repository.',
  ],
]

function hintForReasons(judgements: readonly Judgement[]): string {
  const reason = reasons.find(([code]) => judgements.some((judgement) => judgement.code === code))
  return reason?.[1] ?? 'See in the report what is attached.'
}

function hintForClaim(result: ClaimResult, surroundings: Surroundings): string {
  const { claim, expected, actual } = result
  if (claim.endsWith(' of the predicate')) {
    return 'The statement contradicts the certificate of its own signer. Do not use this image before you know why.'
  }
  if (claim === 'signer_identity') return hintForIdentity([expected].flat(), actual ?? '', surroundings)
  if (claim === 'cert_issuer') {
    return `Whoever signed this was vouched for by ${actual ?? 'nobody'}. Sign in the workflow that builds the image; write cert_issuer: ${actual ?? 'URL'} only if you trust that provider.`
  }
  if (actual === null) {
    return `The signature says nothing about ${claim}: it was probably not made by a workflow of GitHub Actions. Sign in the workflow that builds the image.`
  }
  const refs = claim === 'branch' || claim === 'workflow_ref'
  if (refs && actual.startsWith('refs/tags/')) {
    return 'The image was built from a tag, and a tag never matches a branch. Leave the claim out for release builds, or build from the branch.'
  }
  if (refs && actual.startsWith('refs/pull/')) {
    return 'The image was built from a pull request. Gate images that are built from the branch itself.'
  }
  return `If ${actual} is right, change the profile; if it is not, this image does not come from where it should, and must not be used.`
}

/** A bare file name means a workflow of the source repository; a reusable one of another must be spelled out. */
function hintForIdentity(expected: readonly string[], actual: string, { serverUrl }: Surroundings): string {
  const file = withoutRef(actual)?.split('/').at(-1)
  const reusable = expected.some((value) => {
    const identity = parseIdentity(value)
    return identity?.form === 'workflow' && identity.repository === null && identity.file === file
  })
  const spelled = actual.startsWith(`${serverUrl}/`) ? actual.slice(serverUrl.length + 1) : actual
  return reusable
    ? `It was signed by a reusable workflow of another repository, which must be named with it. If you trust it, write signer_identity: ${spelled}`
    : `If this signer is right, write signer_identity: ${spelled}. If it is not, this image must not be used.`
}
