/** A profile in Minder's format, from text to rules. */
import * as v from 'valibot'
import { type CodedError, configError, toCodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { isTag } from '../../formats/image-name.ts'
import { isJsonObject } from '../../formats/strict-json.ts'
import { type Path, readYaml, type YamlDocument } from '../../formats/yaml.ts'
import type { Policy, PolicyContext, PolicyWarning, Rule, RuleType, TagPattern } from '../../model/index.ts'
import type { ClaimRequirement } from '../claims/claim-table.ts'
import { type ClaimName, claimsOf } from '../claims/claim-table.ts'
import { claimDiagnostics, constraintsOf, resolveCurrent } from '../claims/requirements.ts'
import { warningsOf } from '../claims/rule-warnings.ts'
import { isPossibleImageName } from '../evaluation/rule-scope.ts'
import { diagnosticAt, inOrder, listDiagnostics, nameOf, pathOf, quoteIt, schemaDiagnostics } from './diagnostics.ts'
import { type DefValue, type ProfileRule, type ProfileValue, profileSchema, ruleSchemas } from './schema.ts'
import { type TagPatterns, tagPatterns } from './tag-pattern.ts'

/**
 * Reads a profile.
 * @param text - the YAML
 * @param file - its path relative to the workspace, for positions; null where it stands in the input itself
 * @returns the policy, or every mistake in it, in the order of the text
 */
export function readProfile(text: string, file: string | null, surroundings: PolicyContext): Policy | CodedError[] {
  let document: YamlDocument
  try {
    document = readYaml(text, file)
  } catch (error) {
    return [toCodedError(error)]
  }
  const lists = listDiagnostics(document)
  if (lists.length > 0) return inOrder([...document.repeated, ...lists])
  const { issues = [] } = v.safeParse(profileSchema, document.value)
  const sound = wellFormedRules(document, issues.map(pathOf))
  const large = sizeMistakes(sound, document)
  if (large.length > 0) return inOrder([...document.repeated, ...large])
  const patterns = tagPatterns()
  const read = sound.map((one) => readRule(one, document, surroundings, patterns))
  const mistakes = inOrder([
    ...document.repeated,
    ...schemaDiagnostics(document, issues),
    ...read.flatMap(({ mistakes }) => mistakes),
  ])
  if (mistakes.length > 0) return mistakes
  if (issues.length > 0) throw new Error('the profile has a mistake that nobody has words for')
  return { rules: read.map(({ rule }) => rule), warnings: read.flatMap(({ warnings }) => warnings) }
}

/** What is left of a rule without what has the wrong shape; `whole` where nothing was taken away. */
interface WellFormedRule {
  rule: ProfileRule
  path: Path
  whole: boolean
}

/** The rules, as far as their shape is right: so that mistakes of shape hide none of meaning. */
function wellFormedRules(document: YamlDocument, flawed: readonly Path[]): WellFormedRule[] {
  const rules = isJsonObject(document.value) ? document.value.artifact : undefined
  if (!Array.isArray(rules)) return []
  const flaws = new Set(flawed.map((path) => JSON.stringify(path.slice(0, 4))))
  return rules.flatMap((rule: unknown, index): WellFormedRule[] => {
    const path = ['artifact', index]
    if (!isJsonObject(rule) || !isRuleType(rule.type) || !isJsonObject(rule.def)) return []
    const known = ruleSchemas[rule.type].entries.def.entries
    const sound = (part: 'params' | 'def') =>
      Object.entries(isJsonObject(rule[part]) ? rule[part] : {}).filter(
        ([key]) => (part === 'params' || Object.hasOwn(known, key)) && !flaws.has(JSON.stringify([...path, part, key])),
      )
    const def = Object.fromEntries(sound('def')) as ProfileRule['def']
    const params = Object.fromEntries(sound('params')) as NonNullable<ProfileRule['params']>
    const whole = Object.keys(def).length === Object.keys(rule.def).length
    return [{ rule: { type: rule.type, params, def }, path, whole }]
  })
}

/** What all rules together may hold, so that reading them and judging by them ends soon (threat D-62). */
function sizeMistakes(rules: readonly WellFormedRule[], document: YamlDocument): CodedError[] {
  const { profileValues, globCharacters } = limits
  const hint = 'Split the profile into several, each in its own step, or replace values with a glob.'
  let [values, characters] = [0, 0]
  for (const { rule, path } of rules) {
    const parts = Object.entries(rule.def).map(([key, value]) => ({ at: ['def', key], all: [value].flat() }))
    parts.push({ at: ['params', 'tags'], all: [rule.params?.tags ?? []].flat() })
    for (const { at, all } of parts) {
      values += all.length
      characters += all.reduce<number>((sum, one) => sum + (isJsonObject(one) ? String(one.glob).length : 0), 0)
      const position = document.positionOf([...path, ...at])
      if (values > profileValues)
        return [configError(`The profile has more than ${profileValues} values in all its rules.`, { position, hint })]
      if (characters > globCharacters)
        return [
          configError(`The globs of the profile have more than ${globCharacters} characters.`, { position, hint }),
        ]
    }
  }
  return []
}

function isRuleType(type: unknown): type is RuleType {
  return typeof type === 'string' && Object.hasOwn(ruleSchemas, type)
}

interface ReadRule {
  rule: Rule
  mistakes: CodedError[]
  warnings: PolicyWarning[]
}

function readRule(
  { rule, path, whole }: WellFormedRule,
  document: YamlDocument,
  surroundings: PolicyContext,
  patterns: TagPatterns,
): ReadRule {
  const { type } = rule
  const pattern = rule.params?.tag_regex ? patterns(rule.params.tag_regex) : null
  const asked = requirementsOf(rule, path, document)
  const resolved = asked.flatMap((one) => resolveCurrent(type, one, surroundings) ?? [])
  const read: Rule = {
    type,
    position: document.positionOf(path),
    applies: {
      name: rule.params?.name ?? null,
      tags: rule.params?.tags ?? [],
      tagRegex: typeof pattern === 'string' ? null : pattern,
    },
    sigstore: rule.params?.sigstore
      ? { name: rule.params.sigstore, position: document.positionOf([...path, 'params', 'sigstore']) }
      : null,
    verified: asked.length > 0 || type !== 'artifact_signature' || rule.def.is_verified === true,
    constraints: constraintsOf(type, resolved, surroundings),
  }
  return {
    rule: read,
    mistakes: [
      ...paramsMistakes(rule, pattern, path, document),
      ...flagMistakes(rule, asked, path, document, whole),
      ...numberMistakes(rule, path, document),
      ...claimDiagnostics(type, asked, surroundings),
    ],
    warnings: warningsOf(read, resolved, surroundings),
  }
}

/** The claims of a rule, with Minder's defaults where it has some. */
function requirementsOf(rule: ProfileRule, path: Path, document: YamlDocument): ClaimRequirement[] {
  const given = Object.entries(rule.def).flatMap(([claim, value]): ClaimRequirement[] => {
    if (!isClaim(rule.type, claim)) return []
    const position = document.positionOf([...path, 'def', claim])
    return [{ claim, expected: expectedOf(value), position, label: `The profile's ${claim}` }]
  })
  if (rule.type !== 'artifact_attestation_slsa') return given
  const defaults = slsaDefaults.filter(({ claim }) => !Object.hasOwn(rule.def, claim))
  return [...given, ...defaults.map((one) => ({ ...one, position: document.positionOf(path), label: one.claim }))]
}

function isClaim(type: RuleType, key: string): key is ClaimName {
  return Object.hasOwn(claimsOf[type], key)
}

const slsaDefaults = [
  { claim: 'workflow_ref', expected: ['refs/heads/main'] },
  { claim: 'event', expected: ['push', 'workflow_dispatch'] },
] as const

function expectedOf(value: DefValue): ClaimRequirement['expected'] {
  const values = (Array.isArray(value) ? value : [value]) as readonly ProfileValue[]
  return values.map((one) => (typeof one === 'number' ? String(one) : one)) as unknown as ClaimRequirement['expected']
}

/** Numbers that are spelled otherwise than they are read, `0123` or `1e3`: one text must not mean two ids (threats H-09). */
function numberMistakes({ def }: ProfileRule, path: Path, document: YamlDocument): CodedError[] {
  const places = Object.entries(def).flatMap(([claim, value]) => {
    const at = [...path, 'def', claim]
    return Array.isArray(value) ? value.map((one, index) => ({ one, at: [...at, index] })) : [{ one: value, at }]
  })
  return places
    .filter(({ one, at }) => typeof one === 'number' && document.sourceOf(at) !== String(one))
    .map(({ at }) => diagnosticAt(document, at, `${nameOf(at)} ${quoteIt(document, at)}`))
}

function paramsMistakes(
  { params }: ProfileRule,
  pattern: TagPattern | string | null,
  path: Path,
  document: YamlDocument,
): CodedError[] {
  const at = (key: string, message: string): CodedError => diagnosticAt(document, [...path, 'params', key], message)
  const mistakes: CodedError[] = []
  if (params?.name && !isPossibleImageName(params.name)) {
    const words =
      'write its path (acme/app), or registry/path (docker.io/library/alpine), in lower case, without a tag or wildcard.'
    mistakes.push(at('name', `name: ${JSON.stringify(params.name.slice(0, 255))} is not an image name: ${words}`))
  }
  if (params?.tags && params.tag_regex)
    mistakes.push(at('tag_regex', 'tags and tag_regex cannot be used together. Remove one of them.'))
  const noTag = params?.tags?.find((tag) => !isTag(tag))
  if (noTag !== undefined) mistakes.push(at('tags', `${JSON.stringify(noTag.slice(0, 128))} is not a tag.`))
  if (typeof pattern === 'string') mistakes.push(at('tag_regex', `tag_regex ${pattern}`))
  return mistakes
}

function flagMistakes(
  rule: ProfileRule,
  asked: readonly ClaimRequirement[],
  path: Path,
  document: YamlDocument,
  whole: boolean,
): CodedError[] {
  const { is_signed, is_verified } = rule.def
  if (asked.length > 0 && is_verified === false) {
    const at = [...path, 'def', 'is_verified']
    return [
      diagnosticAt(
        document,
        at,
        'is_verified: false contradicts the claims of the rule, because claims can only be read from a verified signature.',
      ),
    ]
  }
  if (whole && asked.length === 0 && !is_signed && !is_verified) {
    return [
      diagnosticAt(document, [...path, 'def'], 'This rule requires nothing. Set is_verified: true, and add claims.'),
    ]
  }
  return []
}
