/** What a claim is, and the kinds of claims of which there are several. */
import type { Expected, PolicyContext, Signer } from '../../model/index.ts'
import { nearest } from '../../text/did-you-mean.ts'
import { matches } from './glob.ts'
import type { Provenance } from './slsa-provenance.ts'

/** What one verified attestation says. */
export interface Evidence {
  signer: Signer
  signedAt: Date
  predicateType: string | null
  /** null for a rule that reads no predicate, and where the predicate is no SLSA provenance. */
  provenance: Provenance | null
}

/** What a value of the profile is understood by. */
export interface Context {
  surroundings: PolicyContext
  /** Whether the rule is about GitHub's workflows: it names no issuer, or theirs. */
  github: boolean
}

export interface Claim {
  /** Where the evidence stands: for the reference of the language. */
  reads: string
  /** How a value is compared with it: for the reference of the language. */
  how: string
  /** The evidence's word; null where it has none. */
  word(evidence: Evidence, surroundings: PolicyContext): string | null
  /** The predicate's word, for the claims that both must back; undefined for all others. */
  predicated?(provenance: Provenance): string | null
  /** Whether this value of the profile is met by that word. */
  accepts(expected: Expected, actual: string, evidence: Evidence, surroundings: PolicyContext): boolean
  /** What makes this value one that can never be met; null where nothing does. */
  mistake(expected: Expected, context: Context): string | null
  /** What the reader should know of a value that is obeyed all the same; null where nothing. */
  oddity?(expected: Expected, context: Context): string | null
  /** What the value `current` stands for, for the claims that have it; null outside a workflow run. */
  current?(surroundings: PolicyContext): string | null
  /** Whether asking for this value reads an extension that GitHub's issuer fills, so that the issuer must be GitHub's. */
  impliesActions(expected: Expected): boolean
  /** Whether this value refuses a stranger's signature. */
  identifies(expected: Expected, surroundings: PolicyContext): boolean
}

/** What most claims do: a text is met by itself alone. */
export const equality: Pick<Claim, 'how' | 'accepts' | 'mistake' | 'impliesActions' | 'identifies'> = {
  how: 'equality',
  accepts: (expected, actual) => matches(expected, actual),
  mistake: () => null,
  impliesActions: () => true,
  identifies: () => false,
}

/** A claim with few values, of which one was meant if it is GitHub's to say. */
export function oneOf(values: readonly string[], claim: Pick<Claim, 'reads' | 'word'>): Claim {
  return {
    ...equality,
    ...claim,
    how: `equality: ${values.map((value) => `\`${value}\``).join(', ')}`,
    mistake(expected, { github }) {
      if (!github || typeof expected !== 'string' || values.includes(expected)) return null
      const near = values.find((value) => expected.endsWith(`/${value}`)) ?? nearest(expected, values)
      return `can never match: expected ${values.join(', or ')}${near === null ? '.' : `. Did you mean ${near}?`}`
    },
  }
}

/** A digest of git, whole. */
export function gitDigest(reads: string, word: Claim['word']): Claim {
  return {
    ...equality,
    reads,
    how: 'equality with the full digest, in lower-case hex',
    word,
    mistake: (expected) =>
      typeof expected !== 'string' || /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(expected)
        ? null
        : 'is not a full git digest: write its 40 (or 64) lower-case hex digits.',
  }
}

/** A number of GitHub's. */
export function id(reads: string, word: Claim['word']): Claim {
  return {
    ...equality,
    reads,
    how: 'equality; digits, quoted or not',
    word,
    mistake: (expected) =>
      typeof expected !== 'string' || /^[1-9]\d*$/.test(expected)
        ? null
        : 'is not an ID: write the number that GitHub assigned.',
    identifies: (expected) => typeof expected === 'string',
  }
}
