/**
 * The shape of a profile, which schema/profile.schema.json is made from. What a value means, and whether it can mean
 * anything, is the claims' business.
 */
import * as v from 'valibot'
import { limits } from '../../core/limits.ts'
import type { RuleType } from '../../model/index.ts'
import { claimsOf } from '../claims/claim-table.ts'

const text = v.pipe(v.string(), v.minLength(1))

/** Minder's keys that hold nothing which could be asked of an image. */
const unread = v.nullish(v.string())

/** Which images a rule applies to. */
export const paramsSchema = v.strictObject({
  name: v.nullish(text),
  tags: v.nullish(v.pipe(v.array(text), v.minLength(1))),
  tag_regex: v.nullish(v.pipe(text, v.maxLength(limits.tagRegexLength))),
  type: v.nullish(v.picklist(['container'])),
  sigstore: v.nullish(text),
})

/** A pattern in the place of a text. */
export const globSchema = v.strictObject({ glob: v.pipe(text, v.maxLength(limits.globLength)) })

/** GitHub's numbers, which YAML need not be kept from reading as such. */
const number = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER))

function listOf<const Item extends v.GenericSchema>(item: Item) {
  return v.pipe(v.array(item), v.minLength(1), v.maxLength(limits.claimValues))
}

const forms = {
  one: text,
  list: v.union([text, listOf(text)]),
  pattern: v.union([text, globSchema, listOf(v.union([text, globSchema]))]),
  number: v.union([text, number, globSchema, listOf(v.union([text, number, globSchema]))]),
}

/** How the value of this claim may be written in this rule. */
export function formOf(type: RuleType, claim: string): keyof typeof forms {
  if (type !== 'artifact_provenance') return claim === 'event' ? 'list' : 'one'
  if (claim === 'max_age') return 'one'
  return claim === 'repository_id' || claim === 'owner_id' ? 'number' : 'pattern'
}

function claimEntries(type: RuleType): v.ObjectEntries {
  const entries = Object.entries(claimsOf[type]).map(([claim, { reads, how }]) => {
    const form: v.GenericSchema = forms[formOf(type, claim)]
    return [claim, v.optional(v.pipe(form, v.description(`${reads}: ${how}`)))] as const
  })
  return Object.fromEntries(entries)
}

const flags = { is_signed: v.optional(v.boolean()), is_verified: v.optional(v.boolean()) }

function ruleSchema<const Type extends RuleType>(type: Type, further: v.ObjectEntries) {
  const entries: v.ObjectEntries = { ...further, ...claimEntries(type) }
  return v.strictObject({
    type: v.literal(type),
    name: unread,
    params: v.nullish(paramsSchema),
    def: v.strictObject(entries),
  })
}

/** Each rule type of the profile, by name. */
export const ruleSchemas = {
  artifact_signature: ruleSchema('artifact_signature', flags),
  artifact_attestation_slsa: ruleSchema('artifact_attestation_slsa', {}),
  artifact_provenance: ruleSchema('artifact_provenance', flags),
}

const { artifact_signature: signature, artifact_attestation_slsa: slsa, artifact_provenance: provenance } = ruleSchemas
const variants = v.variant('type', [signature, slsa, provenance])

/** Rules about other things than images, of which an exported profile has empty lists: they ask for nothing. */
const none = v.nullish(v.pipe(v.array(v.any()), v.maxLength(0)))

/** The sections of Minder's profiles that are about other things, and its selection of entities by an expression. */
export const foreignSections = {
  repository: none,
  build_environment: none,
  pull_request: none,
  release: none,
  pipeline_run: none,
  task_run: none,
  build: none,
  selection: none,
}

/** A whole profile, in Minder's format. */
export const profileSchema = v.strictObject({
  version: v.literal('v1'),
  type: v.literal('profile'),
  name: text,
  display_name: unread,
  id: unread,
  labels: v.nullish(v.array(v.string())),
  context: v.nullish(v.strictObject({ provider: unread, project: unread, organization: unread })),
  alert: unread,
  remediate: unread,
  ...foreignSections,
  artifact: v.pipe(v.array(variants), v.minLength(1)),
})

/** What the values of a `def` are, once the schema has let them pass. */
export type DefValue = boolean | ProfileValue | readonly ProfileValue[]
export type ProfileValue = string | number | { glob: string }

/** A rule of the profile, or as much of it as has the right shape. */
export interface ProfileRule {
  type: RuleType
  params: Partial<v.InferOutput<typeof paramsSchema>> | null
  def: Readonly<Record<string, DefValue>>
}
