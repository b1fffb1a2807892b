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
      return `Add a rule for ${subject.reference.path} to the profile, or check the name, tags and tag_regex of the rules that are there.`
    case 'NO_PROVENANCE':
      if (unreadIn(sources).length > 0) {
        return 'Attest the image with a certificate (keyless): actions/attest with push-to-registry: true, or cosign without a key. SBOMs that nobody signed, signatures of other tools and signatures made with a key are not read.'
      }
      if (subject.platform !== null) {
        return 'Attest the manifest of every platform, each by its own digest: an attestation of the index does not count for them. If the index is attested, and that is enough, set the input platforms: index.'
      }
      return 'Attest the image after it is pushed, by its digest (actions/attest with push-to-registry: true, or cosign), and run this step after that one.'
    case 'NO_MATCHING_PROVENANCE':
      return `${claim === null ? hintForReasons(judgements) : hintForClaim(claim, signerIn(judgements, claim), surroundings)}${hintForMissing(sources)}`
    case 'LIMIT_EXCEEDED':
      return 'So much is attached to this image that nothing can be concluded. Remove what does not belong there, or name the bundle to use with the input bundle.'
    default:
      return hintOfSource(sources, code) ?? 'Run the job again. If it keeps failing, a debug run shows each request.'
  }
}

/** What could not be read may hold what meets the rule. */
function hintForMissing(sources: readonly SourceResult[]): string {
  const isMissing = sources.some(({ status }) => status === 'failed')
  return isMissing ? ' But not every place could be asked: if the right one may be there, run the job again first.' : ''
}

function hintOfSource(sources: readonly SourceResult[], code: Code): string | null {
  return failuresOf(sources).find(({ error }) => error.code === code)?.error.hint ?? null
}

/** The reason that is nearest to being right comes first. */
const reasons: readonly [AttestationCode, string][] = [
  [
    'PREDICATE_MISMATCH',
    'It verifies, but is another kind of statement than the rule asks for. Attest the kind that predicate_type names; where the rule names none, build provenance (actions/attest).',
  ],
  [
    'SUBJECT_MISMATCH',
    'What is attached was made for another image. Was the image rebuilt after it was attested, or its attestation copied here? Attest this very digest.',
  ],
  [
    'UNTRUSTED',
    'It was signed through a Sigstore instance that is not among those configured. If that is right, name it in the input sigstore (auto knows the public one and that of GitHub), or its trusted root in trusted-root.',
  ],
  [
    'LIMIT_EXCEEDED',
    'What is attached is larger than anything that a signer writes. Attest the image again; if you did not expect this, look into who can push to the repository.',
  ],
  [
    'BUNDLE_INVALID',
    'What is attached cannot be verified, for the reason given. Attest the image again, keyless (actions/attest, or cosign without a key); if you did not expect this, look into who can push to the repository.',
  ],
]

function hintForReasons(judgements: readonly RuleEvaluation[]): string {
  const reason = reasons.find(([code]) => judgements.some((judgement) => judgement.code === code))
  return reason?.[1] ?? 'See in the report what is attached.'
}

/** Who signed what this row is about. */
function signerIn(judgements: readonly RuleEvaluation[], claim: ClaimResult): Signer | null {
  return judgements.find(({ claims }) => claims.includes(claim))?.signer ?? null
}

function hintForClaim(result: ClaimResult, signer: Signer | null, surroundings: PolicyContext): string {
  const { claim, expected, actual } = result
  if (claim.endsWith(' of the predicate')) {
    return 'The statement contradicts the certificate of its own signer. Do not use this image before you know why.'
  }
  const reusable = signer === null ? null : reusableWorkflow(signer)
  if (claim === 'signer_identity') return hintForIdentity([expected].flat(), actual ?? '', reusable, surroundings)
  if (reusable !== null && (claim === 'build_config' || claim === 'build_config_digest')) {
    return `${claim} is about the workflow that called, ${reusable.caller}; the reusable workflow that signed is signer_identity's: ${reusable.signer}. If the caller is right, change the policy; if not, this image must not be used.`
  }
  if (claim === 'max_age') {
    return 'The signature is older than the profile allows. Build and sign the image anew; if nobody moved the tag back to an old image on purpose, find out who did.'
  }
  if (claim === 'run') {
    return 'The image is of another run of the workflow than the one asked for. Verify the digest that this run has pushed, and look into who else pushes to this repository.'
  }
  if (claim === 'cert_issuer') {
    return `Whoever signed this was vouched for by ${actual ?? 'nobody'}. Sign in the workflow that builds the image; write cert_issuer: ${actual ?? 'URL'} only if you trust that provider.`
  }
  if (actual === null) {
    if (signer !== null && !isOfActions(signer, surroundings)) {
      return `Certificates for ${signer.signer_identity} have no ${claim}. If you trust this signer, name it with signer_identity: ${signer.signer_identity} and cert_issuer: ${signer.cert_issuer ?? 'URL'}, and leave ${claim} out. If you do not, sign in the workflow that builds the image.`
    }
    return `The signature says nothing about ${claim}: it was probably not made by a workflow of GitHub Actions. Sign in the workflow that builds the image.`
  }
  const refs =
    claim === 'branch' || (/ref$/.test(claim) && ![expected].flat().some((value) => value.includes('refs/tags/')))
  if (refs && actual.startsWith('refs/tags/')) {
    return 'The image was built from a tag, and a tag never matches a branch. Leave the claim out for release builds, or build from the branch.'
  }
  if (refs && actual.startsWith('refs/pull/')) {
    return 'The image was built from a pull request. Gate images that are built from the branch itself.'
  }
  return `If ${actual} is right, change the policy; if it is not, this image does not come from where it should, and must not be used.`
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
    return `signer_identity is about the workflow that signed; ${callerFile} is the one that called it (build_config in an artifact_provenance rule). If you trust the reusable workflow, write signer_identity: ${spelled}`
  }
  return files.some((identity) => identity.repository === null && identity.file === file)
    ? `It was signed by a reusable workflow of another repository, which must be named with it. If you trust it, write signer_identity: ${spelled}`
    : `If this signer is right, write signer_identity: ${spelled}. If it is not, this image must not be used.`
}
