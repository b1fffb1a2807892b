/** The patterns of `tag_regex`: RE2 syntax, matched in linear time (contract, section 3; threats D-16). */
import { RE2JS } from 're2js'
import { limits } from '../../core/limits.ts'
import type { TagPattern } from '../../model/index.ts'

/** The pattern, or what keeps it from being one, as the end of a sentence. */
export type TagPatterns = (source: string) => TagPattern | string

/** The patterns of one profile: each is compiled once, and all of them together have a bound (threat D-62). */
export function tagPatterns(): TagPatterns {
  const known = new Map<string, TagPattern | string>()
  let instructions = 0
  return (source) => {
    const before = known.get(source)
    if (before !== undefined) return before
    if (known.size >= limits.tagRegexes) return tooMany
    const compiled = instructions > limits.tagRegexInstructions ? null : compile(source)
    if (compiled instanceof RE2JS) instructions += compiled.programSize()
    const isTooMuch = instructions > limits.tagRegexInstructions
    const pattern =
      isTooMuch || compiled === null
        ? tooLarge
        : typeof compiled === 'string'
          ? compiled
          : remembering(compiled, source)
    known.set(source, pattern)
    return pattern
  }
}

const tooMany = `exceeds the limit of ${limits.tagRegexes} patterns in one profile: share one pattern between rules, or use tags.`
const tooLarge = 'makes the patterns of this profile too large in total: lower the counts in braces, or use tags.'

function compile(source: string): RE2JS | string {
  if (tagRegexWork(source) > limits.tagRegexWork) return 'repeats too much: lower the counts in braces, or use + and *.'
  try {
    return RE2JS.compile(source)
  } catch {
    // RE2JS's words are about its parser.
    return 'is not a regular expression in RE2 syntax.'
  }
}

/** Several references ask about the same tags. */
function remembering(pattern: RE2JS, source: string): TagPattern {
  const answers = new Map<string, boolean>()
  const matches = (tag: string): boolean => {
    const answer = answers.get(tag) ?? pattern.matches(tag)
    answers.set(tag, answer)
    return answer
  }
  return { source, matches }
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
