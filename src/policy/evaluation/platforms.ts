/** From the verdicts on an image's platforms to the verdict on the image (contract, input `platforms`). Pure. */
import type { Code, Image, ImageVerdict } from '../../model/index.ts'

/** A platform's name, and the verdict on its manifest. */
export interface PlatformVerdict {
  platform: string
  /** What it is where it is no image: a SOCI index, a Helm chart, a WASM module. */
  artifactType: string | null
  verdict: ImageVerdict
}

/** Every platform must be verified. An index without any is not verified by that: nothing was (threats A-10). */
export function requireEveryPlatform(image: Image, platforms: readonly PlatformVerdict[]): ImageVerdict {
  const verdicts = platforms.map(({ verdict }) => verdict)
  const whole = { ...gathered(verdicts), ...named(image) }
  if (platforms.length === 0) return { ...whole, ...noRunnablePlatform }
  const failed = platforms.filter(({ verdict }) => verdict.code !== 'VERIFIED')
  const images = failed.filter(({ artifactType }) => artifactType === null)
  const artifacts = failed.filter(({ artifactType }) => artifactType !== null)
  const worst = firstBy(
    foundFirst,
    [...images, ...artifacts].map((one) => ({ ...one, code: one.verdict.code })),
  )
  const all = platforms.map(({ platform }) => platform).join(', ')
  if (worst === undefined) {
    const messages = [...new Set(verdicts.map(({ message }) => message))]
    const suggestedProfile = verdicts.find((verdict) => verdict.suggestedProfile !== null)?.suggestedProfile ?? null
    return {
      ...whole,
      suggestedProfile,
      code: 'VERIFIED',
      message: `Every platform (${all}): ${messages.join(' ')}`,
      hint: null,
      position: null,
    }
  }
  const { message, hint, position, suggestedProfile } = worst.verdict
  const others = failed.length > 1 ? ` ${failed.length} of ${platforms.length} platforms are not verified.` : ''
  const more = `${artifactNote(worst)}${others}`
  // The messages of errors end without a full stop.
  const told = `${worst.platform}: ${message}${more !== '' && !message.endsWith('.') ? '.' : ''}${more}`
  const isUnattested = worst.artifactType !== null && ['NO_PROVENANCE', 'IMAGE_NOT_FOUND'].includes(worst.code)
  return {
    ...whole,
    code: worst.code,
    message: told,
    hint: isUnattested ? artifactHint : hint,
    position,
    suggestedProfile,
  }
}

/** It fails as an image would: what an index lists for a platform, a runtime could choose (threats B-51). */
function artifactNote({ artifactType }: PlatformVerdict): string {
  if (artifactType === null) return ''
  return ` It is not an image but an artifact of the type ${artifactType}, which the index lists as if it could be run.`
}

const artifactHint =
  'Attest the artifact, too, by its own digest. Or keep it out of what can be run: attach it to the image as a referrer, or list it for the platform unknown/unknown. If an attestation of the index is enough, set the input platforms: index.'

/** The image itself or all of its platforms: one of the two is enough. */
export function indexOrPlatforms(index: ImageVerdict, each: ImageVerdict): ImageVerdict {
  const verified = [index, each].find(({ code }) => code === 'VERIFIED')
  if (verified !== undefined) return verified
  const told = firstBy(nothingLast, [index, each]) ?? index
  const message = `The index: ${index.message} Its platforms: ${each.message}`
  return { ...told, ...gathered([index, each]), digest: index.digest, mediaType: index.mediaType, message }
}

/** The verdict on an index to which nothing is attached, when its platforms turn out to be attested. */
export function platformsAreAttested(index: ImageVerdict): ImageVerdict {
  return {
    ...index,
    message: `${index.message} Each of its platforms is attested, though: set platforms: each.`,
    hint: 'Set the input platforms: each, to ask for an attestation of every platform instead of one of the index. Or attest the digest of the index, too.',
  }
}

const noRunnablePlatform = {
  code: 'NO_PROVENANCE',
  message: 'The index lists no platform that could be run, so that none could be attested.',
  hint: 'Check that the reference is that of an image. For an index of other artifacts, set the input platforms: index.',
  position: null,
  suggestedProfile: null,
} as const

function named(image: Image): Pick<ImageVerdict, 'reference' | 'repository' | 'digest' | 'mediaType'> {
  const { reference, digest, mediaType } = image
  return { reference: reference.given, repository: `${reference.registry}/${reference.path}`, digest, mediaType }
}

/** Everything that several verdicts rest on; a rule's `satisfiedBy` and `closest` go on pointing at their attestation. */
function gathered(verdicts: readonly ImageVerdict[]): Pick<ImageVerdict, 'rules' | 'attestations' | 'sources'> {
  const rules: ImageVerdict['rules'][number][] = []
  const attestations: ImageVerdict['attestations'][number][] = []
  for (const verdict of verdicts) {
    const before = attestations.length
    rules.push(
      ...verdict.rules.map((rule) => ({
        ...rule,
        satisfiedBy: rule.satisfiedBy === null ? null : rule.satisfiedBy + before,
        closest: rule.closest === null ? null : rule.closest + before,
      })),
    )
    attestations.push(...verdict.attestations)
  }
  return { rules, attestations, sources: verdicts.flatMap(({ sources }) => sources) }
}

/** What was found out comes before what was not: one platform of which something is known to be wrong is enough. */
const foundFirst: readonly Code[] = ['DIGEST_MISMATCH', 'NO_MATCHING_PROVENANCE', 'NO_PROVENANCE', 'LIMIT_EXCEEDED']

/** That nothing was found can be said only where everybody answered (contract, section 4). */
const nothingLast: readonly Code[] = [
  'DIGEST_MISMATCH',
  'LIMIT_EXCEEDED',
  'NO_MATCHING_PROVENANCE',
  'IMAGE_NOT_FOUND',
  'REGISTRY_ERROR',
  'GITHUB_API_ERROR',
  'TIMEOUT',
  'TRUST_ROOT_ERROR',
  'INTERNAL_ERROR',
]

/** The first of them in this order of codes; codes that are not in it come last. */
function firstBy<One extends { code: Code }>(order: readonly Code[], failed: readonly One[]): One | undefined {
  const rank = ({ code }: One): number => (order.includes(code) ? order.indexOf(code) : order.length)
  return failed.toSorted((one, other) => rank(one) - rank(other))[0]
}
