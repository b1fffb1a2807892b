/** Which rules of a policy apply to an image (contract, section 3). */
import { RE2JS } from 're2js'
import type { Reference, Rule } from '../model.ts'

/** Whether the rule's name is that of the image: its path, the path without the owner, or `registry/path`. */
export function namesReference(rule: Rule, { registry, path }: Pick<Reference, 'registry' | 'path'>): boolean {
  const { name } = rule.applies
  return name === null || [path, path.slice(path.indexOf('/') + 1), `${registry}/${path}`].includes(name)
}

/** Whether the rule's tags are among those that the digest carries; a pattern must match one of them whole. */
export function tagsMatch(rule: Rule, carried: ReadonlySet<string>): boolean {
  const { tags, tagRegex } = rule.applies
  if (tagRegex === null) return tags.every((tag) => carried.has(tag))
  const pattern = RE2JS.compile(tagRegex)
  return [...carried].some((tag) => pattern.matches(tag))
}

/** The rules that apply to an image of whose digest all the tags that matter are known. */
export function applicableRules(rules: readonly Rule[], reference: Reference, carried: ReadonlySet<string>): Rule[] {
  return rules.filter((rule) => namesReference(rule, reference) && tagsMatch(rule, carried))
}

/** The tags that rules for this image ask about and of which it is not known whether the digest carries them. */
export function tagsToAsk(rules: readonly Rule[], reference: Reference, known: ReadonlySet<string>): string[] {
  const asked = rules.filter((rule) => namesReference(rule, reference)).flatMap(({ applies }) => applies.tags)
  return [...new Set(asked)].filter((tag) => !known.has(tag))
}
