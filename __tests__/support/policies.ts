import { CodedError } from '../../src/core/errors.ts'
import type {
  Finding,
  Image,
  ImageVerdict,
  Policy,
  PolicyContext,
  Rule,
  Signer,
  SourceResult,
  Statement,
  Subject,
} from '../../src/model/index.ts'
import { add, conclude, type RuleFindings, startEvaluation } from '../../src/policy/evaluation/evaluation.ts'
import { explain } from '../../src/policy/guidance/explain.ts'
import { suggestProfile } from '../../src/policy/guidance/suggest.ts'
import { suggestionCandidate } from '../../src/policy/guidance/suggestion-candidate.ts'
import { readProfile } from '../../src/policy/profile/read-profile.ts'
import { githubClaims, slsaStatement } from './sigstore.ts'
import { digest, manifest } from './verification-fixture.ts'

export const surroundings: PolicyContext = {
  serverUrl: 'https://github.com',
  repository: 'acme/app',
  commit: '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e',
  runId: '3003',
  now: new Date('2026-01-02T03:04:05Z'),
}

export const image: Image = {
  reference: { given: 'ghcr.io/acme/app', registry: 'ghcr.io', path: 'acme/app', tag: 'latest', digest: null },
  digest,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  manifest,
}

/** The image as what has to be attested. */
export const subject: Subject = { ...image, platform: null, attestationManifests: [] }

/** A verified attestation by this signer. */
export function verified(signer: Signer = githubClaims(), statement?: Statement): Finding {
  const { predicateType, predicate } = statement ?? slsaStatement({ digest, claims: signer })
  return {
    attestation: { source: 'referrers', location: 'somewhere', kind: 'bundle', digest: null },
    predicateType,
    namesImage: true,
    status: 'verified',
    proof: { instance: 'sigstore.test', signedAt: new Date('2026-01-01T00:00:00Z'), signer, logEntry: null },
    statement: { predicateType, predicate },
  }
}

/** An attestation that was refused. */
export function rejected(code: Extract<Finding, { status: 'rejected' }>['code'], namesImage = false): Finding {
  return {
    attestation: { source: 'referrers', location: 'somewhere', kind: 'bundle', digest: null },
    predicateType: null,
    namesImage,
    status: 'rejected',
    code,
    message: 'it is refused',
    proof: null,
    claimedIssuer: null,
  }
}

/** Everything that the verdict on a subject follows from; the findings of each check are of the same attestations. */
interface EvaluationInput {
  subject: Subject
  checks: readonly RuleFindings[]
  sources: readonly SourceResult[]
  surroundings: PolicyContext
}

/** The verdict as it is reported, once all findings and sources have arrived in their order. */
export function evaluate({ subject, checks, sources, surroundings }: EvaluationInput): ImageVerdict {
  const rules = checks.map(({ rule }) => rule)
  let evaluation = startEvaluation(subject, rules, surroundings)
  for (const [index, { attestation }] of (checks[0]?.findings ?? []).entries()) {
    const findings = new Map(
      checks.flatMap(({ rule, findings }): [Rule, Finding][] => {
        const finding = findings[index]
        return finding === undefined ? [] : [[rule, finding]]
      }),
    )
    const id = `sha256:${String(index).padStart(64, '0')}` as const
    const content = { kind: 'bundle', bundle: new Uint8Array() } as const
    evaluation = add(evaluation, {
      kind: 'finding',
      id,
      attestation: { ...attestation, content },
      order: [0, index],
      findings,
    })
  }
  for (const end of sources) evaluation = add(evaluation, { kind: 'end', end })
  return explain(conclude(evaluation))
}

/** The verdict of these rules on these findings. */
export function verdictOn(
  rules: readonly Rule[],
  findings: readonly Finding[],
  sources: readonly SourceResult[] = [],
): ImageVerdict {
  const checks = rules.map((rule) => ({ rule, findings }))
  const verdict = evaluate({ subject, checks, sources, surroundings })
  const finding = suggestionCandidate(checks, verdict, surroundings)
  return finding === null ? verdict : { ...verdict, suggestedProfile: suggestProfile(finding, subject, surroundings) }
}

/** A profile with one rule of this type. */
export function profileText(
  type: Rule['type'],
  def: Record<string, string>,
  params: Record<string, string> = {},
): string {
  const lines = (values: Record<string, string>) =>
    Object.entries(values).map(([key, value]) => `      ${key}: ${value}`)
  return [
    'version: v1',
    'type: profile',
    'name: test',
    'artifact:',
    `  - type: ${type}`,
    ...(Object.keys(params).length > 0 ? ['    params:', ...lines(params)] : []),
    ...(Object.keys(def).length > 0 ? ['    def:', ...lines(def)] : ['    def: {}']),
    '',
  ].join('\n')
}

/** The policy of a profile that has no mistake. */
export function policyOf(text: string): Policy {
  const policy = readProfile(text, 'profile.yaml', surroundings)
  if (Array.isArray(policy)) throw new Error(policy.map(({ message }) => message).join('\n'))
  return policy
}

/** The mistakes of a profile, each as `line:column message`. */
export function mistakesOf(text: string): string[] {
  const policy = readProfile(text, 'profile.yaml', surroundings)
  if (!Array.isArray(policy)) return []
  return policy.map((error) => {
    if (!(error instanceof CodedError) || error.code !== 'CONFIG_ERROR') throw error
    return `${error.position?.line}:${error.position?.column} ${error.message}`
  })
}
