/** A profile to start from: the claims of one verified attestation, as the strictest rule that they fit in. */

import { identitySpellings } from '../../formats/workflow-uri.ts'
import type { Expected, Image, PolicyContext, RuleType, Signer } from '../../model/index.ts'
import { parseIdentity, reusableWorkflow, withoutRef } from '../claims/identity.ts'
import { provenanceOf } from '../claims/slsa-provenance.ts'
import { evaluateRule } from '../evaluation/evaluate-rule.ts'
import { readProfile } from '../profile/read-profile.ts'
import type { Verified } from './suggestion-candidate.ts'

/** No profile that anybody pastes is longer. */
const maxLength = 4096

/**
 * A profile (YAML) that this attestation satisfies, and one of another repository, ref or workflow does not; but
 * `artifact_signature` cannot tell the tags of a reusable workflow's caller. null where its claims pin nobody, or are
 * none that a profile can ask for.
 */
export function suggestProfile(finding: Verified, image: Image, surroundings: PolicyContext): string | null {
  const { signer } = finding.proof
  const type: RuleType = provenanceOf(finding.statement) === null ? 'artifact_signature' : 'artifact_provenance'
  const wanted =
    type === 'artifact_provenance' ? provenanceClaims(signer, surroundings) : signatureClaims(signer, surroundings)
  const claims = wanted.filter((claim): claim is [string, Expected] => claim[1] !== null)
  const text = yamlOf(type, claims, image)
  return text.length <= maxLength && acceptsAttestation(text, finding, surroundings) ? text : null
}

/** Pasted back, it is a profile without mistakes that is met by what it was made from. */
function acceptsAttestation(text: string, finding: Verified, surroundings: PolicyContext): boolean {
  const policy = readProfile(text, null, surroundings)
  return (
    !Array.isArray(policy) &&
    policy.rules.every((rule) => evaluateRule(finding, rule, surroundings).code === 'VERIFIED')
  )
}

type ClaimDraft = [claim: string, value: Expected | null]

function provenanceClaims(signer: Signer, surroundings: PolicyContext): ClaimDraft[] {
  return [
    ['repository', signer.repository],
    ['repository_id', signer.repository_id],
    ['owner_id', signer.owner_id],
    refClaim(signer.ref),
    ['signer_identity', signerIdentity(signer, false, surroundings)],
    ['build_config', reusableWorkflow(signer) === null ? null : callerOf(signer)],
    ['cert_issuer', signer.cert_issuer],
    ['runner_environment', signer.runner_environment],
    ['event', signer.event],
  ]
}

/** Of a rule that knows no tags, the identity must pin the ref. */
function signatureClaims(signer: Signer, surroundings: PolicyContext): ClaimDraft[] {
  const [claim, branch] = refClaim(signer.ref)
  return [
    ['repository', signer.repository],
    ['branch', claim === 'branch' ? branch : null],
    ['signer_identity', signerIdentity(signer, claim !== 'branch', surroundings)],
    ['cert_issuer', signer.cert_issuer],
    ['runner_environment', signer.runner_environment],
  ]
}

/** The branch; any tag that is a version where this one is; else the ref itself. */
function refClaim(ref: string | null): ClaimDraft {
  // Names that git does not allow can be asked for as a whole ref alone.
  const [, folder, name = ''] = /^refs\/(heads|tags)\/([^\s~^:?*[\\]+)$/.exec(ref ?? '') ?? []
  if (folder === 'heads') return ['branch', name]
  if (folder !== 'tags') return ['ref', ref]
  return ['tag', /^v\d[^/]*$/.test(name) ? { glob: 'v*' } : name]
}

/** A workflow of the source repository by its path; every other signer in full, with its ref. */
function signerIdentity(signer: Signer, withRef: boolean, { serverUrl }: PolicyContext): string {
  const { signer_identity, repository, identity_type } = signer
  const san = identitySpellings(signer).at(-1) ?? signer_identity
  const path = withoutRef(san) ?? ''
  const own = repository !== null && path.startsWith(`${repository}/.github/workflows/`)
  if (own && !withRef) return path.slice(repository.length + 1)
  const short = identity_type === 'uri' && san.startsWith(`${serverUrl}/`) ? san.slice(serverUrl.length + 1) : san
  return parseIdentity(short)?.form === 'workflow' ? short : san
}

function callerOf({ build_config, repository }: Signer): string | null {
  const path = withoutRef(build_config ?? '')
  return repository !== null && path?.startsWith(`${repository}/`) ? path.slice(repository.length + 1) : build_config
}

/** Why a line is there, for whoever decides whether to keep it. */
const lineComments: Readonly<Record<string, string>> = {
  repository_id: 'stays when the repository is renamed, and refuses whoever takes the name after that',
  owner_id: 'likewise for the owner',
  tag: 'which tags may be released',
  signer_identity: 'who signed',
  build_config: 'the workflow that called the one that signed',
  event: 'what started the run; may be a list',
}

function yamlOf(type: RuleType, claims: readonly [string, Expected][], { reference, digest }: Image): string {
  const repository = quoted(`${reference.registry}/${reference.path}`)
  const lines = claims.map(([claim, value]) => {
    const remark = lineComments[claim] === undefined ? '' : ` # ${lineComments[claim]}`
    const written = typeof value === 'string' ? quoted(value) : `{ glob: ${quoted(value.glob)} }`
    return `      ${claim}: ${written}${remark}`
  })
  return [
    `# Pins the build that signed ${digest}.`,
    '# Keep a line only if it is true of every build of this image that you would release.',
    'version: v1',
    'type: profile',
    `name: ${repository}`,
    'artifact:',
    `  - type: ${type}`,
    '    params:',
    `      name: ${repository}`,
    '    def:',
    ...lines,
    '',
  ].join('\n')
}

/** A YAML scalar that is this text and nothing else: what stands in a certificate is somebody else's. */
function quoted(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `'${text.replaceAll("'", "''")}'`
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(text).replaceAll(/[^\x20-\x7e]/g, escaped)
}
