/** The patterns of `tag_regex`: RE2 syntax, matched in linear time (contract, section 3; threats D-16). */
import { RE2JS } from 're2js'
import { limits } from '../limits.ts'
import type { TagPattern } from '../model.ts'

/** The pattern, or what keeps it from being one, as the end of a sentence. */
export function tagPattern(source: string): TagPattern | string {
  if (tagRegexWork(source) > limits.tagRegexWork) return 'repeats too much: lower the counts in braces, or use + and *.'
  try {
    const pattern = RE2JS.compile(source)
    return { source, matches: (tag) => pattern.matches(tag) }
  } catch {
    // RE2JS's words are about its parser.
    return 'is not a regular expression in RE2 syntax.'
  }
}

/**
 * At most how long the pattern is with its counted repetitions written out, `a{3}` as `aaa`: what a match costs is this
 * times the tag (threats D-16). RE2 lets nested ones multiply up to 1,000 and no further.
 */
export function tagRegexWork(pattern: string): number {
  const counts = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map(([, least, most]) => Number(most || least))
  return (
    pattern.length *
    Math.min(
      counts.reduce((product, count) => product * Math.max(count, 1), 1),
      1000,
    )
  )
}
