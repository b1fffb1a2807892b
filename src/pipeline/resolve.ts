/** From a reference to the image that it turned out to be, and the rules that apply to it. */
import { type CodedError, toCodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { imageNameOf } from '../formats/image-name.ts'
import { resolveImage } from '../image/resolve.ts'
import type { Digest, Image, PolicyWarning, Reference, Rule } from '../model/index.ts'
import { applicableRules, type SkippedRule, skippedRules, tagsMatter } from '../policy/evaluation/rule-scope.ts'
import type { RunContext } from '../setup/run-context.ts'
import { carriedTags } from './carried-tags.ts'
import { type PollOptions, pollUntil } from './poll.ts'

export type Resolved = { reference: Reference } & ({ image: Image } | { error: CodedError })

/** Once for each reference; every byte that follows is asked for by the digest found here (threats B-16). */
export async function resolve(
  reference: Reference,
  expected: Digest | null,
  patience: PollOptions,
  { clients, scope }: RunContext,
): Promise<Resolved> {
  const ask = async (): Promise<Resolved> => {
    try {
      const image = resolveImage(clients.registry(reference), reference, expected)
      scope.log.progress(reference.given, `resolving at ${reference.registry}`)
      return { reference, image: await image }
    } catch (error) {
      return { reference, error: toCodedError(error) }
    }
  }
  return pollUntil(ask, (resolved) => !('error' in resolved) || resolved.error.code !== 'IMAGE_NOT_FOUND', patience)
}

export interface ApplicableRules {
  rules: readonly Rule[]
  /** What the user should know of the tags that they depend on. */
  warnings: readonly PolicyWarning[]
}

/**
 * The rules of the policy that apply to an image; every one that was named for it and does not is logged.
 * @param resolved - all references of the run, for a digest may have several
 * @throws {CodedError} where the registry cannot be asked about a tag
 */
export async function rulesFor(
  image: Image,
  policy: readonly Rule[],
  resolved: Promise<readonly Resolved[]>,
  { clients, scope }: RunContext,
): Promise<ApplicableRules> {
  const { reference } = image
  // Where no rule asks for tags nobody waits for the other references.
  const references = tagsMatter(policy, reference) ? referencesTo(image, await resolved) : [reference]
  const tags = await carriedTags(image, references, policy, () => clients.registry(reference))
  const skipped = skippedRules(policy, reference, tags.carried, tags.written).slice(0, limits.mistakes)
  for (const rule of skipped) scope.log.progress(reference.given, skippedLine(rule))
  const warnings = [...tags.warnings, ...skipped.flatMap(({ warning }) => warning ?? [])]
  return { rules: applicableRules(policy, reference, tags.carried), warnings }
}

/** All references that turned out to be this image, its own among them. */
function referencesTo({ reference, digest }: Image, resolved: readonly Resolved[]): Reference[] {
  return resolved.flatMap((other) => {
    const isSame =
      'image' in other && imageNameOf(other.reference) === imageNameOf(reference) && other.image.digest === digest
    return isSame ? [other.reference] : []
  })
}

function skippedLine({ rule: { type, position }, reason }: SkippedRule): string {
  const where = position === null ? '' : ` (line ${position.line} of the profile)`
  return `rule ${type}${where} is not applied: ${reason}`
}
