/**
 * Values of the profile held against words of the evidence: a text equals, a glob matches. In a glob `*` is any text
 * without `/`, `**` any text at all, and every other character is itself. It matches from end to end, in a
 * time that is at most the product of both lengths (contract, section 3; threats D-16).
 */
import { limits } from '../../core/limits.ts'
import type { Expected } from '../../model/index.ts'

/** Whether this value of the profile is met by that word. */
export function matches(expected: Expected, actual: string): boolean {
  return typeof expected === 'string' ? expected === actual : globMatches(expected.glob, actual)
}

/** A word longer than any certificate is matched by nothing. */
function globMatches(glob: string, text: string): boolean {
  if (text.length > limits.certificateBytes) return false
  if (!text.startsWith(literalPrefix({ glob }))) return false
  const tokens = glob.match(/\*+|[^*]/gsu) ?? []
  // All places in the glob that what was read so far may have led to, in their order, each once.
  let reached: number[] = []
  reach(0, tokens, reached)
  for (const character of text) {
    const next: number[] = []
    for (const at of reached) {
      const token = tokens[at]
      if (token === character && token !== '*') reach(at + 1, tokens, next)
      else if (token === '*' ? character !== '/' : token?.startsWith('**')) reach(at, tokens, next)
    }
    if (next.length === 0) return false
    reached = next
  }
  return reached.at(-1) === tokens.length
}

/** A wildcard may stand for no text at all: the place behind it is reached with it, and there no other wildcard is. */
function reach(at: number, tokens: readonly string[], reached: number[]): void {
  const last = reached.at(-1) ?? -1
  if (at > last) reached.push(at)
  if (at + 1 > last && tokens[at]?.startsWith('*')) reached.push(at + 1)
}

/**
 * Whether this is meant for a regular expression: `^` or a backslash stands in no name, and none
 * ends in `.*`, which means something in a glob alone.
 */
export function isRegularExpression(expected: Expected): boolean {
  return typeof expected === 'string' ? /^\^|\\.|\.\*\$?$/.test(expected) : /^\^|\\./.test(expected.glob)
}

/** The same value with its text changed. */
export function mapExpected(expected: Expected, change: (text: string) => string): Expected {
  return typeof expected === 'string' ? change(expected) : { glob: change(expected.glob) }
}

/** The characters of a value, a glob's too. */
export function patternText(expected: Expected): string {
  return typeof expected === 'string' ? expected : expected.glob
}

/** What stands before the first wildcard: every word that the value is met by begins with it. */
export function literalPrefix(expected: Expected): string {
  return typeof expected === 'string' ? expected : (expected.glob.split('*')[0] ?? '')
}

/** As people read it: `main`, `glob: release/*`. */
export function shown(expected: Expected): string {
  return typeof expected === 'string' ? expected : `glob: ${expected.glob}`
}

/**
 * Whether some word could meet both. Two globs, and a long glob and a long text, are told apart by how they begin alone:
 * a pair that is missed here is met by nothing, and costs no more than a later word (threat D-62).
 */
export function compatible(a: Expected, b: Expected): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a === b
  const isShort = patternText(a).length * patternText(b).length <= limits.globComparison
  if (typeof a === 'string' && isShort) return matches(b, a)
  if (typeof b === 'string' && isShort) return matches(a, b)
  const [one, other] = [literalPrefix(a), literalPrefix(b)]
  return one.startsWith(other) || other.startsWith(one)
}
