/** What is wrong with a profile, in words of our own. */
import type * as v from 'valibot'
import { type CodedError, configError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { isJsonObject } from '../../formats/strict-json.ts'
import type { Path, YamlDocument } from '../../formats/yaml.ts'
import type { RuleType } from '../../model/index.ts'
import { nearest } from '../../text/did-you-mean.ts'
import { foreignSections, formOf, paramsSchema, profileSchema, ruleSchemas } from './schema.ts'

type Issue = v.InferIssue<typeof profileSchema>

/**
 * Every mistake that the schema finds, and every key that it does not know, each with its position.
 * @param issues - what the validator says; its own words are never shown
 */
export function schemaDiagnostics(document: YamlDocument, issues: readonly Issue[]): CodedError[] {
  const unknown = unknownKeys(document).slice(0, limits.mistakes)
  const reported = new Set(unknown.map((path) => JSON.stringify(path)))
  const others = issues.slice(0, limits.mistakes).filter((issue) => !reported.has(JSON.stringify(pathOf(issue))))
  return [
    ...unknown.map((path) => unknownKey(document, path)),
    ...others.flatMap((issue) => schemaMistake(document, issue)),
  ]
}

/** Keys and indices from the root to what the validator complains of. */
export function pathOf(issue: Pick<Issue, 'path'>): Path {
  return (issue.path ?? []).map(({ key }) => key as string | number)
}

/** A mistake in the value at this path. */
export function diagnosticAt(document: YamlDocument, path: Path, message: string): CodedError {
  return configError(message, { position: document.positionOf(path) })
}

/** In the order of the text, each once, and no more than anybody reads. */
export function inOrder(mistakes: readonly CodedError[]): CodedError[] {
  const order = ({ position }: CodedError) => (position === null ? 0 : position.line * 100_000 + position.column)
  const unique = new Map(mistakes.map((mistake) => [`${order(mistake)} ${mistake.message}`, mistake]))
  return [...unique.values()].sort((a, b) => order(a) - order(b)).slice(0, limits.mistakes)
}

/** @param within - the path of the list or the glob whose part this is */
function schemaMistake(document: YamlDocument, issue: Issue, within: Path = []): CodedError[] {
  const path = [...within, ...pathOf(issue)]
  const inner = partsOf(issue)
  if (inner.length > 0) return inner.flatMap((part) => schemaMistake(document, part, path))
  return [shapeMistake(document, path, issue)]
}

/** What is wrong inside a list or a glob, rather than that it is neither a text nor the other. */
function partsOf(issue: Issue): Issue[] {
  const { type, input } = issue
  if (type !== 'union' || typeof input !== 'object' || input === null) return []
  // A list is not meant for a glob, whose keys it does not have.
  const key = Array.isArray(input) ? 'number' : 'string'
  return ((issue.issues ?? []) as Issue[]).filter((part) => typeof pathOf(part)[0] === key)
}

function shapeMistake(document: YamlDocument, path: Path, issue: Issue): CodedError {
  const name = nameOf(path)
  const position = document.positionOf(path)
  const isForeign = path.length > 0 && Object.hasOwn(foreignSections, String(path[0]))
  if (isForeign) return unknownKey(document, path.slice(0, 1))
  if (issue.expected === 'never') return unknownKey(document, path)
  if (issue.received === 'undefined') return configError(`${name} is missing.`, { position, hint: hintFor(issue) })
  return configError(`${name} ${complaint(document, path, issue)}`, { position })
}

function complaint(document: YamlDocument, path: Path, issue: Issue): string {
  const { input } = issue
  switch (issue.type) {
    case 'min_length':
      return empty(path)
    case 'max_length':
      return `is longer than ${issue.requirement} ${Array.isArray(input) ? 'values' : 'characters'}.`
    case 'integer':
    case 'min_value':
    case 'max_value':
      return quoteIt(document, path)
    case 'string':
    case 'union':
      if (input === null) return empty(path)
      if (typeof input === 'number' || typeof input === 'boolean') {
        return quoteIt(document, path)
      }
      return `must be ${formsAt(document, path)}, got ${shown(input)}.`
    case 'boolean':
      return `must be true or false without quotes, got ${shown(input)}.`
    default:
      return `must be ${expectation(issue)}, got ${shown(input)}.`
  }
}

/** A profile needs each of its keys at the top that may be empty by mistake. */
function empty(path: Path): string {
  return path.length === 1 ? 'is empty. Give it a value.' : 'is empty. Remove the key, or give it a value.'
}

/** How a value may be written there. */
function formsAt(document: YamlDocument, path: Path): string {
  const [, index, part, claim] = path
  const type = valueAt(document.value, ['artifact', index ?? '', 'type'])
  if (part !== 'def' || typeof claim !== 'string' || !isRuleType(type)) return 'a string'
  const words = { one: 'a string', list: 'a string or a list of strings' }
  const form = formOf(type, claim)
  if (path.length > 4) return form === 'list' || path.at(-1) === 'glob' ? 'a string' : "a string or { glob: 'pattern' }"
  return form === 'one' || form === 'list' ? words[form] : "a string, { glob: 'pattern' }, or a list of these"
}

function isRuleType(type: unknown): type is RuleType {
  return typeof type === 'string' && Object.hasOwn(ruleSchemas, type)
}

/** Of a scalar that YAML reads as something else than the text that it is written as (threats H-09). */
export function quoteIt(document: YamlDocument, path: Path): string {
  const type = typeof valueAt(document.value, path)
  const source = document.sourceOf(path)
  return `is parsed by YAML as a ${type}. Quote it: '${source}'.`
}

function expectation(issue: Issue): string {
  switch (issue.type) {
    case 'array':
      return 'a list'
    case 'strict_object':
      return 'a mapping of keys to values'
    case 'variant':
      return issue.expected === 'Object' ? 'a rule with type and def' : `one of ${Object.keys(ruleSchemas).join(', ')}`
    default:
      return `${issue.expected}`.replaceAll('"', '').replaceAll(/[()]/g, '')
  }
}

function hintFor(issue: Issue): string {
  const key = pathOf(issue).at(-1)
  if (key === 'version') return 'Write version: v1 at the top of the profile.'
  if (key === 'type' && (issue.path ?? []).length === 1) return 'Write type: profile at the top of the profile.'
  if (key === 'artifact') return 'List the rules for images under artifact.'
  return `Add the key ${String(key)}.`
}

function shown(input: unknown): string {
  if (input === null || input === undefined) return 'an empty value'
  if (Array.isArray(input)) return 'a list'
  return typeof input === 'object' ? 'a mapping' : JSON.stringify(input).slice(0, 100)
}

/** `artifact[1].def.branch`, as people would say it: the key, and in which rule. */
export function nameOf(path: Path): string {
  if (path.length === 0) return 'The profile'
  return `The profile's ${path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1)}`
}

interface Refusal {
  reason: string
  hint: string
}

const refusedInRules: ReadonlyMap<string, Refusal> = new Map([
  [
    'allowed_workflow',
    {
      reason: 'Minder never implemented it, so it would check nothing.',
      hint: 'Pin the workflow with signer_identity.',
    },
  ],
])

const otherEntity: Refusal = {
  reason: 'its rules are not about images, and this action does not check them.',
  hint: 'Keep the rules under artifact in a separate profile.',
}

/** Minder's keys that would hide a constraint if they were passed over. */
const refusedAtTop: ReadonlyMap<string, Refusal> = new Map([
  [
    'selection',
    {
      reason: 'it selects images by an expression, and this action does not evaluate it.',
      hint: 'Choose images with params: name, tags, or tag_regex.',
    },
  ],
  ...Object.keys(foreignSections)
    .filter((key) => key !== 'selection')
    .map((key) => [key, otherEntity] as const),
])

function unknownKey(document: YamlDocument, path: Path): CodedError {
  const key = String(path.at(-1))
  const position = document.positionOfKey(path)
  const refusal = (path.length === 1 ? refusedAtTop : refusedInRules).get(key)
  if (refusal !== undefined) {
    return configError(`The key ${key} is refused: ${refusal.reason}`, { position, hint: refusal.hint })
  }
  const known = knownKeys(document.value, path.slice(0, -1))
  const near = nearest(key, known)
  return configError(
    `Unknown key ${JSON.stringify(key.slice(0, 100))} in the profile${near ? ` (did you mean ${near}?)` : ''}.`,
    {
      position,
      hint: `Known keys here: ${known.join(', ')}.`,
    },
  )
}

/** Every list that stands where a mapping belongs; to the validator a list is a mapping of numbers. */
export function listDiagnostics(document: YamlDocument): CodedError[] {
  return mappingPaths(document)
    .filter((path) => Array.isArray(valueAt(document.value, path)))
    .map((path) => diagnosticAt(document, path, `${nameOf(path)} must be a mapping of keys to values, got a list.`))
}

/** Where a profile has mappings whose keys are known. */
function mappingPaths(document: YamlDocument): Path[] {
  const rules = isJsonObject(document.value) ? document.value.artifact : undefined
  const rulePaths = Array.isArray(rules) ? rules.map((_, index) => ['artifact', index] as const) : []
  return [[], ['context'], ...rulePaths.flatMap((rule) => [rule, [...rule, 'params'], [...rule, 'def']])]
}

function unknownKeys(document: YamlDocument): Path[] {
  return mappingPaths(document).flatMap((path) => {
    const value = valueAt(document.value, path)
    const known = knownKeys(document.value, path)
    if (!isJsonObject(value) || known.length === 0) return []
    return Object.keys(value)
      .filter((key) => !known.includes(key) && !(path.length === 0 && Object.hasOwn(foreignSections, key)))
      .map((key) => [...path, key])
  })
}

/** The keys that the schema knows at this path; none where the rule's type is not known itself. */
function knownKeys(value: unknown, path: Path): string[] {
  const [top, , part] = path
  // A foreign section may be there, but nobody is told to write one.
  if (top === undefined) return Object.keys(profileSchema.entries).filter((key) => !Object.hasOwn(foreignSections, key))
  if (top === 'context') return Object.keys(profileSchema.entries.context.wrapped.entries)
  if (part === 'params') return Object.keys(paramsSchema.entries)
  const type = valueAt(value, [...path.slice(0, 2), 'type'])
  if (part === undefined) return Object.keys(ruleSchemas.artifact_signature.entries)
  if (path.length > 3) return ['glob']
  return isRuleType(type) ? Object.keys(ruleSchemas[type].entries.def.entries) : []
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined
    return (inner as Record<string | number, unknown>)[key]
  }, value)
}
