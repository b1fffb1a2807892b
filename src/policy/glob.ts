/**
 * Values of the profile held against words of the evidence: a text equals, a glob matches. In a glob `*` is any text
 * without `/`, `**` any text at all, and every other character is itself. It matches from end to end, in linear time
 * (contract, section 3; threats D-16).
 */
import { RE2JS } from 're2js'
import { limits } from '../limits.ts'
import type { Expected } from '../model.ts'

/** Whether this value of the profile is met by that word. */
export function matches(expected: Expected, actual: string): boolean {
  return typeof expected === 'string' ? expected === actual : globMatches(expected.glob, actual)
}

/** A word longer than any certificate is matched by nothing. */
function globMatches(glob: string, text: string): boolean {
  return text.length <= limits.certificateBytes && patternOf(glob).matches(text)
}

/** Patterns that were needed before: a rule holds the same ones against every attestation. */
const known = new Map<string, RE2JS>()

function patternOf(glob: string): RE2JS {
  const before = known.get(glob)
  if (before !== undefined) return before
  if (known.size >= limits.claimValues) known.clear()
  const pattern = glob
    .split(/(\*+)/)
    .map((part, index) => (index % 2 === 0 ? RE2JS.quote(part) : part === '*' ? '[^/]*' : '.*'))
    .join('')
  const compiled = RE2JS.compile(pattern, RE2JS.DOTALL)
  known.set(glob, compiled)
  return compiled
}

/** The same value with its text changed. */
export function mapExpected(expected: Expected, change: (text: string) => string): Expected {
  return typeof expected === 'string' ? change(expected) : { glob: change(expected.glob) }
}

/** The characters of a value, a glob's too. */
export function textOf(expected: Expected): string {
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

/** Whether some word could meet both. Two globs are told apart by how they begin alone. */
export function compatible(a: Expected, b: Expected): boolean {
  if (typeof a === 'string') return matches(b, a)
  if (typeof b === 'string') return matches(a, b)
  const [one, other] = [literalPrefix(a), literalPrefix(b)]
  return one.startsWith(other) || other.startsWith(one)
}
