/** Which rules of a policy apply to an image (contract, section 3). */
import { isImageName, isRepositoryPath } from '../../formats/image-name.ts'
import type { PolicyWarning, Reference, Rule } from '../../model/index.ts'

/** Whether the rule's name is that of the image: its path, the path without the owner, or `registry/path`. */
export function matchesImageName(rule: Rule, { registry, path }: Pick<Reference, 'registry' | 'path'>): boolean {
  const { name } = rule.applies
  return name === null || [path, path.slice(path.indexOf('/') + 1), `${registry}/${path}`].includes(name)
}

/**
 * Whether an image can have this name, once its reference is normalized. A rule with another would never apply, and
 * where a second one does, nobody would miss it.
 */
export function isPossibleImageName(name: string): boolean {
  const [first, ...rest] = name.split('/')
  if (first === 'index.docker.io' || (first === 'docker.io' && rest.length === 1)) return false
  return isRepositoryPath(name) || isImageName(name)
}

/** Whether the rule's tags are among those that the digest carries; a pattern must match one of them whole. */
function tagsMatch(rule: Rule, carried: ReadonlySet<string>): boolean {
  const { tags, tagRegex } = rule.applies
  if (tagRegex === null) return tags.every((tag) => carried.has(tag))
  return [...carried].some((tag) => tagRegex.matches(tag))
}

/** The rules that apply to an image of whose digest all the tags that matter are known. */
export function applicableRules(rules: readonly Rule[], reference: Reference, carried: ReadonlySet<string>): Rule[] {
  return rules.filter((rule) => matchesImageName(rule, reference) && tagsMatch(rule, carried))
}

/**
 * The tags that the registry is asked about: those of rules for this image, unless a reference without digest was
 * resolved by them already.
 * @param resolved - tags that led to the digest
 * @param written - tags that references give beside the digest, which rules with a pattern are matched with
 */
export function tagsToAsk(
  rules: readonly Rule[],
  reference: Reference,
  resolved: ReadonlySet<string>,
  written: readonly string[],
): string[] {
  const asked = rules
    .filter((rule) => matchesImageName(rule, reference))
    .flatMap(({ applies }) => (applies.tagRegex === null ? applies.tags : written))
  return [...new Set(asked)].filter((tag) => !resolved.has(tag))
}

/** Whether it matters for this image which tags its digest carries. */
export function tagsMatter(rules: readonly Rule[], reference: Reference): boolean {
  return rules.some((rule) => {
    const { tags, tagRegex } = rule.applies
    return matchesImageName(rule, reference) && (tagRegex !== null || tags.length > 0)
  })
}

/** A rule that names the image and was not applied to it, because of its tags. */
export interface SkippedRule {
  rule: Rule
  /** Why, as the end of a sentence. */
  reason: string
  /** What to warn of where this may not be meant; null where it is what rules about tags are for. */
  warning: PolicyWarning | null
}

/**
 * Every rule that names this image and was not applied to it (threat B-60). Choosing by a tag that somebody wrote is
 * what `tags` and `tag_regex` are for. Where nobody wrote one, or the digest carries a part of the tags, the registry
 * alone has decided, and whoever can push tags has decided for it.
 * @param carried - the tags that the digest carries
 * @param written - those of them that the references give
 */
export function skippedRules(
  rules: readonly Rule[],
  reference: Reference,
  carried: ReadonlySet<string>,
  written: ReadonlySet<string>,
): SkippedRule[] {
  const skipped = rules.filter((rule) => matchesImageName(rule, reference) && !tagsMatch(rule, carried))
  const isCovered = rules.some((rule) => matchesImageName(rule, reference) && tagsMatch(rule, carried))
  return skipped.map((rule) => {
    const { type, position, applies } = rule
    const warn = (message: string): PolicyWarning => ({ message: `${type}: ${message}`, position })
    if (applies.tagRegex !== null) {
      const untagged = warn(`tag_regex is not applied to ${reference.given}, which names no tag.`)
      return { rule, reason: 'no tag matches its tag_regex', warning: written.size === 0 ? untagged : null }
    }
    const missing = applies.tags.filter((tag) => !carried.has(tag))
    const reason = `the digest does not carry ${counted(missing)}`
    const isUndecided = isCovered && (written.size === 0 || missing.length < applies.tags.length)
    const message = `the rule is not applied to ${reference.given}: at the registry ${reason}. If the rule is meant for this image, write the tag into its reference: name:tag@sha256:…`
    return { rule, reason, warning: isUndecided ? warn(message) : null }
  })
}

function counted(tags: readonly string[]): string {
  const [first = '', ...others] = tags
  if (others.length === 0) return `the tag ${first}`
  return others.length < 5 ? `the tags ${tags.join(', ')}` : `the tag ${first} and ${others.length} others`
}
