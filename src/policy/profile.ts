/** A profile in Minder's format, from text to rules. */
import { RE2JS } from 're2js'
import * as v from 'valibot'
import { type CodedError, toCodedError } from '../errors.ts'
import type { Policy, Rule, Surroundings } from '../model.ts'
import { claimName } from './claims.ts'
import { listMistakes, mistakeAt, schemaMistakes } from './mistakes.ts'
import { type Asked, claimMistakes, constraintsOf, warningsOf } from './rules.ts'
import { type ProfileRule, profileSchema } from './schema.ts'
import { type Path, readYaml, type YamlDocument } from './yaml.ts'

/**
 * Reads a profile.
 * @param text - the YAML
 * @param file - its path relative to the workspace, for positions; null where it stands in the input itself
 * @returns the policy, or every mistake in it, in the order of the text
 */
export function readProfile(text: string, file: string | null, surroundings: Surroundings): Policy | CodedError[] {
  let document: YamlDocument
  try {
    document = readYaml(text, file)
  } catch (error) {
    return [toCodedError(error)]
  }
  const lists = listMistakes(document)
  if (lists.length > 0) return lists
  const parsed = v.safeParse(profileSchema, document.value)
  if (!parsed.success) return schemaMistakes(document, parsed.issues)
  const read = parsed.output.artifact.map((rule, index) => readRule(rule, ['artifact', index], document, surroundings))
  const mistakes = read.flatMap(({ mistakes }) => mistakes)
  if (mistakes.length > 0) return mistakes
  const rules = read.map(({ rule }) => rule)
  return { rules, warnings: warningsOf(rules) }
}

interface ReadRule {
  rule: Rule
  mistakes: CodedError[]
}

function readRule(rule: ProfileRule, path: Path, document: YamlDocument, surroundings: Surroundings): ReadRule {
  const asked = askedBy(rule, path, document)
  const verified = asked.length > 0 || (rule.type === 'artifact_signature' && rule.def.is_verified === true)
  return {
    rule: {
      type: rule.type,
      position: document.positionOf(path),
      applies: {
        name: rule.params?.name ?? null,
        tags: rule.params?.tags ?? [],
        tagRegex: rule.params?.tag_regex ?? null,
      },
      verified,
      sigstore: rule.params?.sigstore
        ? { name: rule.params.sigstore, position: document.positionOf([...path, 'params', 'sigstore']) }
        : null,
      constraints: constraintsOf(asked, surroundings),
    },
    mistakes: [
      ...paramsMistakes(rule, path, document),
      ...flagMistakes(rule, asked, path, document),
      ...claimMistakes(asked, surroundings),
    ],
  }
}

/** The claims of a rule, with Minder's defaults where it has some. */
function askedBy(rule: ProfileRule, path: Path, document: YamlDocument): Asked[] {
  const asking = Object.entries(rule.def).filter(([key]) => !flags.has(key))
  const given = asking.map(([claim, value]): Asked => {
    const position = document.positionOf([...path, 'def', claim])
    return { claim: claimName(claim), expected: asList(value), position, label: `The profile's ${claim}` }
  })
  if (rule.type !== 'artifact_attestation_slsa') return given
  const defaults = Object.entries(slsaDefaults).filter(([claim]) => given.every((asked) => asked.claim !== claim))
  return [
    ...given,
    ...defaults.map(([claim, expected]) => ({
      claim: claimName(claim),
      expected,
      position: document.positionOf(path),
      label: claim,
    })),
  ]
}

/** Keys of a `def` that are no claims. */
const flags: ReadonlySet<string> = new Set(['is_signed', 'is_verified'])

const slsaDefaults = {
  workflow_ref: ['refs/heads/main'],
  event: ['push', 'workflow_dispatch'],
} as const

function asList(value: unknown): readonly [string, ...string[]] {
  return (Array.isArray(value) ? value : [value]) as [string, ...string[]]
}

function paramsMistakes({ params }: ProfileRule, path: Path, document: YamlDocument): CodedError[] {
  const at = (key: string, message: string): CodedError => mistakeAt(document, [...path, 'params', key], message)
  const mistakes: CodedError[] = []
  if (params?.tags && params.tag_regex)
    mistakes.push(at('tag_regex', 'tags and tag_regex exclude each other: keep one of them.'))
  const noTag = params?.tags?.find((tag) => !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag))
  if (noTag !== undefined) mistakes.push(at('tags', `${JSON.stringify(noTag.slice(0, 128))} is no tag.`))
  if (params?.tag_regex && !isPattern(params.tag_regex)) {
    mistakes.push(at('tag_regex', 'tag_regex is not a regular expression in RE2 syntax.'))
  }
  return mistakes
}

function isPattern(pattern: string): boolean {
  try {
    return RE2JS.compile(pattern) !== null
  } catch {
    return false
  }
}

function flagMistakes(rule: ProfileRule, asked: readonly Asked[], path: Path, document: YamlDocument): CodedError[] {
  if (rule.type !== 'artifact_signature') return []
  const { is_signed, is_verified } = rule.def
  if (asked.length > 0 && is_verified === false) {
    const at = [...path, 'def', 'is_verified']
    return [
      mistakeAt(
        document,
        at,
        'is_verified: false contradicts the claims beside it, which can only be read from a verified signature.',
      ),
    ]
  }
  if (asked.length === 0 && !is_signed && !is_verified) {
    return [mistakeAt(document, [...path, 'def'], 'This rule asks for nothing: set is_verified: true, and claims.')]
  }
  return []
}
