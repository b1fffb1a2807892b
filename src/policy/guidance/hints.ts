/** What to do next, from the code and the claim that failed. */
import type {
  AttestationCode,
  ClaimResult,
  Code,
  PolicyContext,
  Signer,
  SourceResult,
  Subject,
} from '../../model/index.ts'
import { parseIdentity, type ReusableWorkflow, reusableWorkflow, withoutRef } from '../claims/identity.ts'
import { actionsIssuer } from '../claims/repository-names.ts'
import type { RuleEvaluation } from '../evaluation/evaluate-rule.ts'
import { failuresOf, unreadIn } from '../evaluation/source-results.ts'

interface HintInput {
  subject: Pick<Subject, 'reference' | 'platform'>
  sources: readonly SourceResult[]
  surroundings: PolicyContext
}

/**
 * One or two sentences for the person with the red job.
 * @param claim - the claim that failed, of the attestation that came closest; null where none got as far
 * @param judgements - what the rule that failed says of each attestation
 */
export function hintFor(
  code: Code,
  claim: ClaimResult | null,
  judgements: readonly RuleEvaluation[],
  { subject, sources, surroundings }: HintInput,
): string {
  switch (code) {
    case 'NOT_COVERED':
      return `Add a rule for ${subject.reference.path} to the profile, or check the name, tags and tag_regex of the existing rules.`
    case 'NO_PROVENANCE':
      if (unreadIn(sources).length > 0) {
        return 'Attest the image with a certificate (keyless, with actions/attest and push-to-registry: true, or cosign without a key). Unsigned SBOMs, signatures of other tools and signatures made with a key are not supported.'
      }
      if (subject.platform !== null) {
        return 'Attest the manifest of every platform by its own digest, because an attestation of the index does not cover them. If an attestation of the index is enough, set the input platforms: index.'
      }
      return 'Attest the image after it is pushed, by its digest (actions/attest with push-to-registry: true, or cosign), and run this step after that.'
    case 'NO_MATCHING_PROVENANCE':
      return `${claim === null ? hintForReasons(judgements) : hintForClaim(claim, signerIn(judgements, claim), surroundings)}${hintForMissing(sources)}`
    case 'LIMIT_EXCEEDED':
      return 'The image has more attestations than this action will process. Delete the ones you do not need, or name the bundle to use in the bundle input.'
    default:
      return (
        hintOfSource(sources, code) ??
        'Re-run the job. If it keeps failing, re-run it with debug logging, which shows each request.'
      )
  }
}

/** What could not be read may hold what meets the rule. */
function hintForMissing(sources: readonly SourceResult[]): string {
  const isMissing = sources.some(({ status }) => status === 'failed')
  return isMissing
    ? ' Some sources could not be checked. If the attestation may be stored there, re-run the job first.'
    : ''
}

function hintOfSource(sources: readonly SourceResult[], code: Code): string | null {
  return failuresOf(sources).find(({ error }) => error.code === code)?.error.hint ?? null
}

/** The reason that is nearest to being right comes first. */
const reasons: readonly [AttestationCode, string][] = [
  [
    'PREDICATE_MISMATCH',
    'The attestation is valid but has a different predicate type than the rule requires. Create an attestation with the predicate type of the rule, or build provenance (actions/attest) if the rule names none.',
  ],
  [
    'SUBJECT_MISMATCH',
    'The attestation is for a different digest: the image was rebuilt after it was attested, or the attestation was copied from another image. Attest this digest.',
  ],
  [
    'UNTRUSTED',
    'The signing certificate was not issued by any of the configured Sigstore instances. If you trust its issuer, name the instance in the input sigstore (auto covers the public instance and that of GitHub), or its trusted root in trusted-root.',
  ],
  [
    'LIMIT_EXCEEDED',
    'The attestation is larger than anything a signer writes. Attest the image again. If you did not expect this, check who can push to the repository.',
  ],
  [
    'BUNDLE_INVALID',
    'The attestation cannot be verified, for the reason given. Attest the image again without a key (actions/attest, or keyless cosign). If you did not expect this, check who can push to the repository.',
  ],
]

function hintForReasons(judgements: readonly RuleEvaluation[]): string {
  const reason = reasons.find(([code]) => judgements.some((judgement) => judgement.code === code))
  return reason?.[1] ?? 'See the report for the attestations found.'
}

/** Who signed what this row is about. */
function signerIn(judgements: readonly RuleEvaluation[], claim: ClaimResult): Signer | null {
  return judgements.find(({ claims }) => claims.includes(claim))?.signer ?? null
}

function hintForClaim(result: ClaimResult, signer: Signer | null, surroundings: PolicyContext): string {
  const { claim, expected, actual } = result
  if (claim.endsWith(' of the predicate')) {
    return 'The statement contradicts the certificate of its own signer. Do not use this image until you know why.'
  }
  const reusable = signer === null ? null : reusableWorkflow(signer)
  if (claim === 'signer_identity') return hintForIdentity([expected].flat(), actual ?? '', reusable, surroundings)
  if (reusable !== null && (claim === 'build_config' || claim === 'build_config_digest')) {
    return `${claim} is compared with the calling workflow, ${reusable.caller}. The reusable workflow that signed, ${reusable.signer}, is compared with signer_identity. If you expected this caller, update the policy. If not, do not use this image.`
  }
  if (claim === 'max_age') {
    return 'The signature is older than the profile allows. Build and sign the image again. If no one moved the tag back to an old image on purpose, find out who did.'
  }
  if (claim === 'run') {
    return 'The image was built by a different workflow run. Verify the digest that this run pushed, and check who else pushes to this repository.'
  }
  if (claim === 'cert_issuer') {
    const issued =
      actual === null
        ? 'The signing certificate names no OIDC issuer.'
        : `The signing certificate was issued for the OIDC issuer ${actual}.`
    return `${issued} Sign in the workflow that builds the image. Set cert_issuer: ${actual ?? 'URL'} only if you trust that issuer.`
  }
  if (actual === null) {
    if (signer !== null && !isOfActions(signer, surroundings)) {
      return `Certificates for ${signer.signer_identity} have no ${claim}. If you trust this signer, name it with signer_identity: ${signer.signer_identity} and cert_issuer: ${signer.cert_issuer ?? 'URL'}, and leave ${claim} out. If not, sign in the workflow that builds the image.`
    }
    return `The certificate has no value for ${claim}, so it was probably not issued to a GitHub Actions workflow. Sign in the workflow that builds the image.`
  }
  const refs =
    claim === 'branch' || (/ref$/.test(claim) && ![expected].flat().some((value) => value.includes('refs/tags/')))
  if (refs && actual.startsWith('refs/tags/')) {
    return 'The image was built from a tag, and a tag never matches a branch. Remove the claim for release builds, or build from the branch.'
  }
  if (refs && actual.startsWith('refs/pull/')) {
    return 'The image was built from a pull request. Verify images that are built from the branch itself.'
  }
  return `If you expected ${actual}, update the policy. If not, do not use this image: it was not built from the required source.`
}

/** An enterprise may have an issuer of its own, below GitHub's. */
function isOfActions({ cert_issuer }: Signer, { serverUrl }: PolicyContext): boolean {
  return cert_issuer === null || `${cert_issuer}/`.startsWith(`${actionsIssuer(serverUrl)}/`)
}

/** A bare file name means a workflow of the source repository; a reusable one of another must be spelled out. */
function hintForIdentity(
  expected: readonly string[],
  actual: string,
  reusable: ReusableWorkflow | null,
  { serverUrl }: PolicyContext,
): string {
  const callerFile = withoutRef(reusable?.caller ?? '')
    ?.split('/')
    .at(-1)
  const file = withoutRef(actual)?.split('/').at(-1)
  const files = expected.flatMap((value) => {
    const identity = parseIdentity(value)
    return identity?.form === 'workflow' ? [identity] : []
  })
  const spelled = actual.startsWith(`${serverUrl}/`) ? actual.slice(serverUrl.length + 1) : actual
  if (reusable !== null && files.some((identity) => identity.file === callerFile && callerFile !== file)) {
    return `signer_identity is compared with the workflow that signed, and ${callerFile} is the workflow that called it (build_config in an artifact_provenance rule). If you trust the reusable workflow, write signer_identity: ${spelled}`
  }
  return files.some((identity) => identity.repository === null && identity.file === file)
    ? `The image was signed by a reusable workflow of another repository, and signer_identity must name that repository. If you trust it, write signer_identity: ${spelled}`
    : `If you expected this signer, write signer_identity: ${spelled}. If not, do not use this image.`
}
