/** Which rules of a policy apply to an image (contract, section 3). */
import type { PolicyWarning, Reference, Rule } from '../model.ts'

/** Whether the rule's name is that of the image: its path, the path without the owner, or `registry/path`. */
export function namesReference(rule: Rule, { registry, path }: Pick<Reference, 'registry' | 'path'>): boolean {
  const { name } = rule.applies
  return name === null || [path, path.slice(path.indexOf('/') + 1), `${registry}/${path}`].includes(name)
}

const component = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/
const host = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/

/**
 * Whether an image can have this name, once its reference is normalised. A rule with another would never apply, and
 * where a second one does, nobody would miss it.
 */
export function canName(name: string): boolean {
  const [first = '', ...rest] = name.split('/')
  if (first === 'index.docker.io' || (first === 'docker.io' && rest.length === 1)) return false
  return (component.test(first) || (host.test(first) && rest.length > 0)) && rest.every((part) => component.test(part))
}

/** Whether the rule's tags are among those that the digest carries; a pattern must match one of them whole. */
function tagsMatch(rule: Rule, carried: ReadonlySet<string>): boolean {
  const { tags, tagRegex } = rule.applies
  if (tagRegex === null) return tags.every((tag) => carried.has(tag))
  return [...carried].some((tag) => tagRegex.matches(tag))
}

/** The rules that apply to an image of whose digest all the tags that matter are known. */
export function applicableRules(rules: readonly Rule[], reference: Reference, carried: ReadonlySet<string>): Rule[] {
  return rules.filter((rule) => namesReference(rule, reference) && tagsMatch(rule, carried))
}

/**
 * The tags that rules for this image ask about and of which it is not known whether the digest carries them.
 * @param unresolved - tags that references give beside the digest, for rules with a pattern
 */
export function tagsToAsk(
  rules: readonly Rule[],
  reference: Reference,
  known: ReadonlySet<string>,
  unresolved: readonly string[],
): string[] {
  const asked = rules
    .filter((rule) => namesReference(rule, reference))
    .flatMap(({ applies }) => (applies.tagRegex === null ? applies.tags : unresolved))
  return [...new Set(asked)].filter((tag) => !known.has(tag))
}

/** Whether it matters for this image which tags its digest carries. */
export function tagsMatter(rules: readonly Rule[], reference: Reference): boolean {
  return rules.some((rule) => {
    const { tags, tagRegex } = rule.applies
    return namesReference(rule, reference) && (tagRegex !== null || tags.length > 0)
  })
}

/** What the reader should know: a rule about tags that was not applied, for its pattern had no tag to be matched with. */
export function undecidedRules(rules: readonly Rule[], references: readonly Reference[]): PolicyWarning[] {
  return references
    .filter(({ tag }) => tag === null)
    .flatMap((reference) =>
      rules
        .filter((rule) => rule.applies.tagRegex !== null && namesReference(rule, reference))
        .map(({ type, position }) => ({
          message: `${type}: tag_regex is not applied to ${reference.given}, which names no tag.`,
          position,
        })),
    )
}
