/** What is wrong with a profile, in words of our own. */
import type * as v from 'valibot'
import { type CodedError, configError } from '../errors.ts'
import { isJsonObject } from '../json.ts'
import { limits } from '../limits.ts'
import { paramsSchema, profileSchema, ruleSchemas } from './schema.ts'
import type { Path, YamlDocument } from './yaml.ts'

type Issue = v.InferIssue<typeof profileSchema>

/**
 * Every mistake that the schema finds, and every key that it does not know, each with its position.
 * @param issues - what the validator says; its own words are never shown
 */
export function schemaMistakes(document: YamlDocument, issues: readonly Issue[]): CodedError[] {
  const unknown = unknownKeys(document).slice(0, limits.mistakes)
  const reported = new Set(unknown.map((path) => JSON.stringify(path)))
  const others = issues.slice(0, limits.mistakes).filter((issue) => !reported.has(JSON.stringify(pathOf(issue))))
  const lastUnknown = others.filter((issue) => issue.expected === 'never').map(pathOf)
  return [
    ...[...unknown, ...lastUnknown].map((path) => unknownKey(document, path)),
    ...others.filter((issue) => issue.expected !== 'never').map((issue) => schemaMistake(document, issue)),
  ].sort((a, b) => order(a) - order(b))
}

/** A mistake in the value at this path. */
export function mistakeAt(document: YamlDocument, path: Path, message: string): CodedError {
  return configError(message, { position: document.positionOf(path) })
}

function order({ position }: CodedError): number {
  return position === null ? 0 : position.line * 100_000 + position.column
}

function pathOf(issue: Issue): Path {
  return (issue.path ?? []).map(({ key }) => key as string | number)
}

function schemaMistake(document: YamlDocument, issue: Issue): CodedError {
  const path = pathOf(issue)
  const name = nameOf(path)
  const position = document.positionOf(path)
  if (issue.received === 'undefined') return configError(`${name} is missing.`, { position, hint: hintFor(issue) })
  return configError(`${name} ${complaint(document, path, issue)}`, { position })
}

function complaint(document: YamlDocument, path: Path, issue: Issue): string {
  const { input } = issue
  switch (issue.type) {
    case 'min_length':
      return 'is empty: leave the key out, or give it a value.'
    case 'max_length':
      return `is longer than ${limits.tagRegexLength} characters.`
    case 'string':
    case 'union':
      if (input === null) return 'is empty: leave the key out, or give it a value.'
      if (typeof input === 'number' || typeof input === 'boolean') {
        return `is a ${typeof input} to YAML, and could lose its spelling: quote it, '${document.sourceOf(path)}'.`
      }
      return `must be ${issue.type === 'union' ? 'a text or a list of texts' : 'a text'}.`
    case 'boolean':
      return `must be true or false, without quotes; it is ${shown(input)}.`
    default:
      return `must be ${expectation(issue)}; it is ${shown(input)}.`
  }
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
  if (input === null || input === undefined) return 'empty'
  if (Array.isArray(input)) return 'a list'
  return typeof input === 'object' ? 'a mapping' : JSON.stringify(input).slice(0, 100)
}

/** `artifact[1].def.branch`, as people would say it: the key, and in which rule. */
function nameOf(path: Path): string {
  if (path.length === 0) return 'The profile'
  return `The profile's ${path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1)}`
}

function unknownKey(document: YamlDocument, path: Path): CodedError {
  const key = String(path.at(-1))
  const position = document.positionOfKey(path)
  if (key === 'allowed_workflow') {
    return configError(
      'The key allowed_workflow is refused: Minder never implemented it, so that it would promise a check that nobody makes.',
      { position, hint: 'Pin the workflow with signer_identity.' },
    )
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
export function listMistakes(document: YamlDocument): CodedError[] {
  return mappingPaths(document)
    .filter((path) => Array.isArray(valueAt(document.value, path)))
    .map((path) => mistakeAt(document, path, `${nameOf(path)} must be a mapping of keys to values; it is a list.`))
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
      .filter((key) => !known.includes(key))
      .map((key) => [...path, key])
  })
}

/** The keys that the schema knows at this path; none where the rule's type is not known itself. */
function knownKeys(value: unknown, path: Path): string[] {
  const [top, , part] = path
  if (top === undefined) return Object.keys(profileSchema.entries)
  if (top === 'context') return Object.keys(profileSchema.entries.context.wrapped.entries)
  if (part === 'params') return Object.keys(paramsSchema.entries)
  const type = valueAt(value, [...path.slice(0, 2), 'type'])
  if (part === undefined) return Object.keys(ruleSchemas.artifact_signature.entries)
  if (typeof type !== 'string' || !Object.hasOwn(ruleSchemas, type)) return []
  return Object.keys(ruleSchemas[type as keyof typeof ruleSchemas].entries.def.entries)
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined
    return (inner as Record<string | number, unknown>)[key]
  }, value)
}

/** The candidate that fewest edits away is this word; none where even that is another word. */
function nearest(word: string, candidates: readonly string[]): string | null {
  const short = word.slice(0, 64).toLowerCase()
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: editDistance(short, candidate) }))
    .sort((a, b) => a.distance - b.distance)
  return best !== undefined && best.distance <= Math.max(2, best.candidate.length / 3) ? best.candidate : null
}

/** Levenshtein's distance, a row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, character] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (character === other ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
