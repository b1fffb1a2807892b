/**
 * Every claim that a rule can ask for: where the evidence for it stands, and when a value of the profile is met by it.
 * A certificate's extensions decide; a predicate can only contradict them, but where they say nothing (contract,
 * section 3).
 */
import type { Position } from '../../core/errors.ts'
import type { Expected, RuleType } from '../../model/index.ts'
import {
  buildConfig,
  builderId,
  buildType,
  certIssuer,
  event,
  maxAge,
  predicateType,
  run,
  runnerEnvironment,
  signerIdentity,
} from './build-claims.ts'
import { type Claim, gitDigest, id, oneOf } from './claim.ts'
import { commit, owner, ref, refName, repository, workflowRef, workflowRepository } from './source-claims.ts'

/** The claims of each rule, by their names in the profile. */
export const claimsOf = {
  artifact_signature: {
    repository,
    branch: refName('branch', 'refs/heads/', 'main'),
    signer_identity: signerIdentity,
    cert_issuer: certIssuer,
    runner_environment: runnerEnvironment,
  },
  artifact_attestation_slsa: {
    workflow_repository: workflowRepository,
    workflow_ref: workflowRef,
    signer_identity: signerIdentity,
    event: {
      ...event,
      reads: `${event.reads}, and the SLSA predicate's`,
      predicated: (provenance) => provenance.event,
    },
    runner_environment: runnerEnvironment,
    cert_issuer: certIssuer,
  },
  artifact_provenance: {
    repository,
    owner,
    repository_id: id('certificate, Source Repository Identifier (…1.15)', ({ signer }) => signer.repository_id),
    owner_id: id('certificate, Source Repository Owner Identifier (…1.17)', ({ signer }) => signer.owner_id),
    visibility: oneOf(['public', 'private', 'internal'], {
      reads: 'certificate, Source Repository Visibility At Signing (…1.22)',
      word: ({ signer }) => signer.visibility,
    }),
    branch: refName('branch', 'refs/heads/', 'main'),
    tag: refName('tag', 'refs/tags/', 'v1.2.3'),
    ref,
    commit,
    signer_identity: signerIdentity,
    signer_digest: gitDigest(
      'certificate, Build Signer Digest (…1.10): the commit of the workflow that signed',
      ({ signer }) => signer.signer_digest,
    ),
    build_config: buildConfig,
    build_config_digest: gitDigest(
      'certificate, Build Config Digest (…1.19): the commit of the top-level workflow',
      ({ signer }) => signer.build_config_digest,
    ),
    cert_issuer: certIssuer,
    runner_environment: runnerEnvironment,
    event,
    run,
    predicate_type: predicateType,
    builder_id: builderId,
    build_type: buildType,
    max_age: maxAge,
    workflow_repository: workflowRepository,
    workflow_ref: workflowRef,
  },
} as const satisfies Record<RuleType, Record<string, Claim>>

export type ClaimName = { [Type in RuleType]: keyof (typeof claimsOf)[Type] }[RuleType]

/** The claim of that name in that rule. @throws {Error} where there is none: a constraint nobody checks must not exist */
export function claimNamed(type: RuleType, name: string): Claim {
  const claims: Readonly<Record<string, Claim>> = claimsOf[type]
  const claim = Object.hasOwn(claims, name) ? claims[name] : undefined
  if (claim === undefined) throw new Error(`${type} knows no claim ${name}`)
  return claim
}

/** One claim asked for: a value or several of which any one will do, and where it stands. */
export interface ClaimRequirement {
  claim: ClaimName
  expected: readonly [Expected, ...Expected[]]
  position: Position | null
  /** How the user knows it: `Input cert-issuer`, or `The profile's cert_issuer`. */
  label: string
}
