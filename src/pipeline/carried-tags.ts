/** Which tags a digest carries, for the rules that ask (contract, section 3; threats B-60, B-61). */
import { toCodedError } from '../core/errors.ts'
import { imageNameOf } from '../formats/image-name.ts'
import { digestOfTag } from '../image/resolve.ts'
import type { Digest, Image, PolicyWarning, Reference, Rule } from '../model/index.ts'
import { tagsMatter, tagsToAsk } from '../policy/evaluation/rule-scope.ts'
import type { Registry } from '../registry/client.ts'

export interface CarriedTags {
  /** Of the tags that matter to the rules, those that the digest carries. */
  carried: ReadonlySet<string>
  /** Those of them that the user wrote. */
  written: ReadonlySet<string>
  warnings: readonly PolicyWarning[]
}

/**
 * The tags of the image's digest. A tag that the user wrote for it counts, whatever the registry says by now: or else
 * whoever moves the tag would take away the rules for it. What else rules ask about, the registry is asked for.
 * @param references - all references that turned out to be this image
 * @throws {CodedError} where the registry cannot be asked about a tag that nobody wrote
 */
export async function carriedTags(
  { reference, digest }: Image,
  references: readonly Reference[],
  rules: readonly Rule[],
  registry: () => Registry,
): Promise<CarriedTags> {
  const written = new Set(references.flatMap(({ tag }) => tag ?? []))
  if (!tagsMatter(rules, reference)) return { carried: new Set(), written, warnings: [] }
  const resolved = new Set(references.flatMap(({ tag, digest }) => (digest === null ? (tag ?? []) : [])))
  const beside = [...written].filter((tag) => !resolved.has(tag))
  const asked = tagsToAsk(rules, reference, resolved, beside)
  const answers = await Promise.all(
    asked.map(async (tag): Promise<{ tag: string; found: Digest | null } | { tag: string; failure: string }> => {
      try {
        return { tag, found: await digestOfTag(registry(), reference.path, tag) }
      } catch (error) {
        if (!written.has(tag)) throw error
        const { code, message } = toCodedError(error)
        return { tag, failure: `${code}: ${message}` }
      }
    }),
  )
  const found = answers.flatMap((answer) => ('found' in answer && answer.found === digest ? [answer.tag] : []))
  // Of other references to this digest their own images warn.
  const own = answers.filter(({ tag }) => tag === reference.tag && !found.includes(tag))
  const warnings = own.map((answer): PolicyWarning => {
    const name = `${imageNameOf(reference)}:${answer.tag}`
    const state =
      'failure' in answer
        ? `it could not be found out whether ${name} still is this image (${answer.failure})`
        : answer.found === null
          ? `the registry has no ${name} any more`
          : `${name} is ${answer.found} by now: the tag was moved`
    const message = `${reference.given}: ${state}. The rules for ${answer.tag} are applied to ${digest} all the same, because you wrote that it carries this tag. If that is wrong, correct the reference.`
    return { message, position: null }
  })
  return { carried: new Set([...written, ...found]), written, warnings }
}
