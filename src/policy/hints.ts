/** What to do next, from the code and the claim that failed. */
import type { ClaimResult, Code, Finding, Image, Surroundings } from '../model.ts'
import { parseIdentity, withoutRef } from './identity.ts'

interface Case {
  image: Pick<Image, 'reference'>
  findings: readonly Finding[]
  sources: readonly { status: string; error?: { hint: string | null } }[]
  surroundings: Surroundings
}

/**
 * One or two sentences for the person with the red job.
 * @param claim - the claim that failed, of the attestation that came closest
 */
export function hintFor(code: Code, claim: ClaimResult | null, given: Case): string | null {
  switch (code) {
    case 'VERIFIED':
      return null
    case 'NOT_COVERED':
      return `Add a rule for ${given.image.reference.path} to the profile, or check the name, tags and tag_regex of the rules that are there.`
    case 'NO_PROVENANCE':
      return 'Attest the image after it is pushed, by its digest (actions/attest-build-provenance with push-to-registry: true, or cosign), and run this step after that one.'
    case 'NO_MATCHING_PROVENANCE':
      return claim === null || claim.actual === null ? hintForFindings(given.findings) : hintForClaim(claim, given)
    case 'LIMIT_EXCEEDED':
      return 'So much is attached to this image that nothing can be concluded. Remove what does not belong there, or name the bundle to use with the input bundle.'
    default:
      return (
        given.sources.find(({ error }) => error?.hint)?.error?.hint ??
        'Run the job again; if it keeps failing, see the report for the request that failed.'
      )
  }
}

function hintForFindings(findings: readonly Finding[]): string {
  const codes = new Set(
    findings.map((finding) => (finding.status === 'rejected' ? finding.code : 'PREDICATE_MISMATCH')),
  )
  if (codes.has('SUBJECT_MISMATCH')) {
    return 'What is attached was made for another image. Was the image rebuilt after it was attested, or its attestation copied here? Attest this very digest.'
  }
  if (codes.has('UNTRUSTED')) {
    return 'It was signed through a Sigstore instance that is not among those configured. If that is right, name its trusted root in the input trusted-root.'
  }
  if (codes.has('PREDICATE_MISMATCH')) {
    return 'It verifies, but is another kind of statement than the rule asks for. Attest build provenance (actions/attest-build-provenance).'
  }
  return 'What is attached is damaged or forged. Attest the image again; if you did not expect this, look into who can push to the repository.'
}

function hintForClaim({ claim, expected, actual }: ClaimResult, { surroundings }: Case): string {
  if (claim === 'signer_identity') return hintForIdentity([expected].flat(), actual ?? '', surroundings)
  if ((claim === 'branch' || claim === 'workflow_ref') && actual?.startsWith('refs/tags/')) {
    return 'The image was built from a tag, and a tag never matches a branch. Leave the claim out for release builds, or build from the branch.'
  }
  if ((claim === 'branch' || claim === 'workflow_ref') && actual?.startsWith('refs/pull/')) {
    return 'The image was built from a pull request. Gate images that are built from the branch itself.'
  }
  if (claim.endsWith(' of the predicate')) {
    return 'The statement contradicts the certificate of its own signer. Do not use this image before you know why.'
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
