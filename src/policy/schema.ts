/** The shape of a profile. What a value means, and whether it can mean anything, is `profile.ts`'s business. */
import * as v from 'valibot'
import { limits } from '../limits.ts'

const text = v.pipe(v.string(), v.minLength(1))

/** Which images a rule applies to. */
export const paramsSchema = v.strictObject({
  name: v.nullish(text),
  tags: v.nullish(v.pipe(v.array(text), v.minLength(1))),
  tag_regex: v.nullish(v.pipe(text, v.maxLength(limits.tagRegexLength))),
  type: v.nullish(v.picklist(['container'])),
  sigstore: v.nullish(text),
})

const signatureRule = v.strictObject({
  type: v.literal('artifact_signature'),
  params: v.nullish(paramsSchema),
  def: v.strictObject({
    is_signed: v.optional(v.boolean()),
    is_verified: v.optional(v.boolean()),
    repository: v.optional(text),
    branch: v.optional(text),
    signer_identity: v.optional(text),
    cert_issuer: v.optional(text),
    runner_environment: v.optional(text),
  }),
})

const slsaRule = v.strictObject({
  type: v.literal('artifact_attestation_slsa'),
  params: v.nullish(paramsSchema),
  def: v.strictObject({
    workflow_repository: v.optional(text),
    workflow_ref: v.optional(text),
    signer_identity: v.optional(text),
    event: v.optional(v.union([text, v.pipe(v.array(text), v.minLength(1))])),
    runner_environment: v.optional(text),
  }),
})

/** Each rule type of the profile, by name. */
export const ruleSchemas = { artifact_signature: signatureRule, artifact_attestation_slsa: slsaRule }

/** A whole profile, in Minder's format. */
export const profileSchema = v.strictObject({
  version: v.literal('v1'),
  type: v.literal('profile'),
  name: text,
  context: v.nullish(v.strictObject({ provider: v.nullish(text) })),
  artifact: v.pipe(v.array(v.variant('type', [signatureRule, slsaRule])), v.minLength(1)),
})

export type Profile = v.InferOutput<typeof profileSchema>
export type ProfileRule = Profile['artifact'][number]
