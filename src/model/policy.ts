/** What is wanted of an attestation. */

import type { Digest } from '../core/digest.ts'
import type { Position } from '../core/errors.ts'

export type RuleType = 'artifact_signature' | 'artifact_attestation_slsa' | 'artifact_provenance'

/** A value of the profile: a text that means itself, or a pattern (`policy/claims/glob.ts`). */
export type Expected = string | { readonly glob: string }

/** One thing that a rule asks of an attestation. */
export interface Constraint {
  /** The profile's name of the claim. */
  claim: string
  /** Any one of these; never empty. */
  expected: readonly [Expected, ...Expected[]]
  /** The value in the profile; null for inputs and for what the rule implies. */
  position: Position | null
}

/** A pattern of `tag_regex`, compiled. */
export interface TagPattern {
  source: string
  matches(tag: string): boolean
}

/** A rule of the profile, or what stands for one. */
export interface Rule {
  type: RuleType
  position: Position | null
  /** Which images it applies to; every field that is not null must match. */
  applies: {
    name: string | null
    tags: readonly string[]
    /** Matched against the whole tag. */
    tagRegex: TagPattern | null
  }
  /** Some signature or attestation must verify and be about the digest; otherwise it must merely exist. */
  verified: boolean
  /** Which Sigstore instance must have issued the signature; null where the inputs say it. */
  sigstore: { name: string; position: Position | null } | null
  constraints: readonly Constraint[]
}

/** Rules, and what the reader should know about them. */
export interface Policy {
  rules: readonly Rule[]
  warnings: readonly PolicyWarning[]
}

/** Where a policy stood; `digest` is of the profile's text. */
export type PolicySource =
  /** A file of the workspace, by its path in it. */
  | { kind: 'file'; path: string; digest: Digest }
  | { kind: 'inline'; digest: Digest }
  /** The claim inputs. */
  | { kind: 'inputs' }
  /** Nothing was asked for, and so what is asked for by default. */
  | { kind: 'default' }

export interface PolicyWarning {
  message: string
  position: Position | null
}
