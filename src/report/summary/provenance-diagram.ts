/**
 * Where an image came from, as a Mermaid flowchart: commit and branch, workflow, runner, attestation, digest, and how
 * far each step between them is proven. GitHub draws it; as text it can be read too.
 */

import { isSignerUri } from '../../formats/workflow-uri.ts'
import type { AttestationCode, AttestationResult, ClaimResult, ImageVerdict, Signer } from '../../model/index.ts'
import { mermaid } from '../../text/escape.ts'
import { claimLabel } from '../messages.ts'

/** The certificate says it; the rule, or the cryptography, says otherwise; or nobody says anything. */
type EdgeState = 'verified' | 'contradicted' | 'unknown'

interface Edge {
  from: string
  to: string
  proven: EdgeState
  /** Claims that speak against it. */
  against: readonly string[]
}

interface Picture {
  /** Lines of text by the node's name, in the order of the way. */
  nodes: readonly (readonly [string, readonly (string | null)[]])[]
  steps: readonly Edge[]
}

/** Under the picture, in our own words. */
export const legend = 'Solid: proven by the certificate. Crossed: does not match the policy. Dotted: not proven.'

const arrows: Readonly<Record<EdgeState, string>> = { verified: '-->', contradicted: '--x', unknown: '-.->' }
const colours: Readonly<Record<EdgeState, string>> = {
  verified: '#1a7f37',
  contradicted: '#cf222e',
  unknown: '#9a6700',
}

/** The picture as one Markdown block; null where no digest is known, so that there is nothing to come from somewhere. */
export function provenanceDiagram(image: ImageVerdict): string | null {
  if (image.digest === null || image.rules.length === 0) return null
  const { nodes, steps } = picture(image)
  return [
    '```mermaid',
    'flowchart TD',
    ...nodes.map(([name, lines]) => `  ${name}["${textOf(lines)}"]`),
    ...steps.map(({ from, to, proven, against }) => {
      const words = against.length > 0 ? `${proven}: ${against.join(', ')}` : proven
      return `  ${from} ${arrows[proven]}|"${mermaid(words)}"| ${to}`
    }),
    ...steps.map(({ proven }, index) => `  linkStyle ${index} stroke:${colours[proven]},stroke-width:2px`),
    '```',
  ].join('\n')
}

function textOf(lines: readonly (string | null)[]): string {
  return lines.flatMap((line) => (line === null ? [] : mermaid(line))).join('<br/>')
}

function picture(image: ImageVerdict): Picture {
  const { attestation, platform, claims, otherwise } = shownOf(image)
  const digest = ['IMAGE', image.repository, image.digest && `${image.digest.slice(0, 19)}...`, platform]
  if (attestation === null) {
    return {
      nodes: [
        ['anybody', ['SOURCE, WORKFLOW, RUNNER', 'not known']],
        ['image', digest],
      ],
      steps: [{ from: 'anybody', to: 'image', proven: 'unknown', against: [] }],
    }
  }
  const { signer } = attestation
  const about = attestationStep(attestation.code)
  const last = {
    from: 'attestation',
    to: 'image',
    proven: about,
    against: about === 'contradicted' ? ['another image'] : [],
  }
  const nodes = [
    ['attestation', attestationLines(attestation)],
    ['image', digest],
  ] as const
  if (signer === null) {
    const unproven = { from: 'anybody', to: 'attestation', proven: 'unknown', against: [] } as const
    return { nodes: [['anybody', ['SOURCE, WORKFLOW, RUNNER', 'not known']], ...nodes], steps: [unproven, last] }
  }
  const way = wayOf(signer, claims, otherwise)
  return { nodes: [...way.nodes, ...nodes], steps: [...way.steps, last] }
}

/** The attestation that satisfied the first rule, or came closest to the first that is not met; else the nearest to it. */
function shownOf({ rules, attestations }: ImageVerdict): Shown {
  const rule = rules.find(({ code }) => code !== 'VERIFIED') ?? rules[0]
  const platform = rule?.platform ?? null
  const index = rule?.satisfiedBy ?? rule?.closest ?? null
  if (rule !== undefined && index !== null) {
    return { attestation: attestations[index] ?? null, platform, claims: rule.claims, otherwise: [] }
  }
  const rank = ({ code }: AttestationResult): number => nearestLast.indexOf(code)
  // What another platform has is nothing to this one.
  const own = attestations.filter((one) => one.platform === platform)
  const attestation = own.toSorted((one, other) => rank(other) - rank(one))[0] ?? null
  return { attestation, platform, claims: [], otherwise: otherwiseOf(attestation?.code) }
}

interface Shown {
  attestation: AttestationResult | null
  /** Of the rule. */
  platform: string | null
  claims: readonly ClaimResult[]
  /** What speaks against it beside claims. */
  otherwise: readonly string[]
}

/** It got not as far as the claims of the rule that is not met, whatever another rule says of it. */
function otherwiseOf(code: AttestationCode | undefined): string[] {
  if (code === 'VERIFIED' || code === 'CLAIM_MISMATCH') return ['not as the rule asks']
  return code === 'PREDICATE_MISMATCH' ? ['kind of statement'] : []
}

const nearestLast: readonly AttestationCode[] = [
  'LIMIT_EXCEEDED',
  'BUNDLE_INVALID',
  'UNTRUSTED',
  'SUBJECT_MISMATCH',
  'PREDICATE_MISMATCH',
  'CLAIM_MISMATCH',
  'VERIFIED',
]

function attestationStep(code: AttestationCode): EdgeState {
  if (code === 'SUBJECT_MISMATCH') return 'contradicted'
  return code === 'LIMIT_EXCEEDED' || code === 'BUNDLE_INVALID' || code === 'UNTRUSTED' ? 'unknown' : 'verified'
}

function attestationLines({ code, predicateType, instance, signedAt }: AttestationResult): (string | null)[] {
  const kind = predicateType ?? (code === 'VERIFIED' || code === 'CLAIM_MISMATCH' ? 'signature' : null)
  const time = signedAt && `signed ${signedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return ['ATTESTATION', short(kind), time, instance && `by ${instance}`]
}

/** Which claims speak of which step; all others speak of the attestation. */
const claimsAbout = {
  source: [
    'repository',
    'workflow_repository',
    'branch',
    'workflow_ref',
    'ref',
    'tag',
    'commit',
    'owner',
    'owner_id',
    'repository_id',
    'visibility',
    'event',
  ],
  caller: ['build_config', 'build_config_digest', 'workflow_name'],
  signer: ['signer_identity', 'signer_uri', 'signer_digest', 'identity_type'],
  runner: ['runner_environment', 'run', 'deployment_environment'],
} as const

/** From the commit to the attestation, as the certificate has it. */
function wayOf(signer: Signer, claims: readonly ClaimResult[], otherwise: readonly string[]): Picture {
  const failed = claims.filter(({ ok }) => !ok).map(({ claim }) => claim)
  const about = (...groups: (keyof typeof claimsAbout)[]): string[] => {
    const names: readonly string[] = groups.flatMap((group) => claimsAbout[group])
    return failed.filter((claim) => names.includes(claim))
  }
  const others = failed.filter(
    (claim) => !Object.values(claimsAbout).some((names) => [...names].some((n) => n === claim)),
  )
  const called = signer.build_config !== null && !isSignerUri(signer, signer.build_config)
  const first = called ? 'caller' : 'workflow'
  return {
    nodes: [
      [
        'source',
        ['SOURCE', short(signer.repository), signer.ref, signer.commit && `commit ${signer.commit.slice(0, 12)}`],
      ],
      ...(called ? ([['caller', ['CALLING WORKFLOW', ...workflowLines(signer.build_config)]]] as const) : []),
      ['workflow', [called ? 'CALLED WORKFLOW, WHICH SIGNS' : 'SIGNER', ...workflowLines(signer.signer_identity)]],
      ['runner', ['RUNNER', signer.runner_environment, short(signer.run)]],
    ],
    steps: [
      step(
        'source',
        first,
        signer.repository,
        called ? about('source', 'caller') : about('source', 'caller', 'signer'),
      ),
      ...(called ? [step('caller', 'workflow', signer.build_config, about('signer'))] : []),
      step('workflow', 'runner', signer.runner_environment, about('runner')),
      step('runner', 'attestation', signer.cert_issuer, [...others, ...otherwise]),
    ],
  }
}

function step(from: string, to: string, certified: string | null, against: readonly string[]): Edge {
  const proven = against.length > 0 ? 'contradicted' : certified === null ? 'unknown' : 'verified'
  return { from, to, proven, against: against.map(claimLabel) }
}

/** The file, and below it the ref. */
function workflowLines(uri: string | null): (string | null)[] {
  const at = uri?.indexOf('@refs/') ?? -1
  return uri === null || at === -1 ? [short(uri)] : [short(uri.slice(0, at)), uri.slice(at)]
}

function short(uri: string | null): string | null {
  return uri?.replace(/^https:\/\//, '') ?? null
}
