/** What one attestation shows about the build, in SLSA's words. */
import type { BuildLevel, Expected, Finding, PolicyContext, Rule, Signer } from '../../model/index.ts'
import { parseIdentity, withoutRef } from '../claims/identity.ts'
import { actionsIssuer, matchesName } from '../claims/repository-names.ts'
import { contradictions, provenanceOf } from '../claims/slsa-provenance.ts'

/**
 * The level of SLSA's build track (https://slsa.dev/spec/v1.1/levels) that this attestation shows; never more than that.
 * 1: there is provenance, and it does not contradict its signer. 2: GitHub Actions vouches for the signer, the runner
 * is GitHub's, and the provenance names the same source. 3: beyond that, a workflow of another repository than the
 * source wrote it, out of reach of those who write the source, and the rule asks for that workflow.
 * @param rule - the one that it satisfies
 */
export function buildLevelOf(finding: Finding | undefined, rule: Rule, surroundings: PolicyContext): BuildLevel {
  if (finding?.status !== 'verified') return 0
  const { signer } = finding.proof
  const provenance = provenanceOf(finding.statement)
  if (provenance === null || contradictions(signer, provenance).length > 0) return 0
  const { repository } = signer
  const named = repository !== null && provenance.repository !== null && matchesName(repository, provenance.repository)
  if (!named || signer.runner_environment !== 'github-hosted' || !isOfActions(signer, surroundings)) return 1
  return isPinnedBuilder(repository, signer.signer_identity, rule) ? 3 : 2
}

/** An enterprise may have an issuer of its own, below GitHub's. */
function isOfActions({ cert_issuer }: Signer, { serverUrl }: PolicyContext): boolean {
  const issuer = actionsIssuer(serverUrl)
  return cert_issuer === issuer || cert_issuer?.startsWith(`${issuer}/`) === true
}

function isPinnedBuilder(source: string, identity: string, { constraints }: Rule): boolean {
  const [builder] = withoutRef(identity)?.split('/.github/workflows/') ?? []
  if (builder === undefined || matchesName(builder, source)) return false
  return constraints.some(({ claim, expected }) => claim === 'signer_identity' && expected.every(namesRepository))
}

/** Whether a workflow of one other repository is meant, and no pattern that others would fit in, too. */
function namesRepository(expected: Expected): boolean {
  const identity = parseIdentity(expected)
  if (identity?.form === 'uri') return typeof identity.value === 'string'
  return identity?.form === 'workflow' && identity.repository !== null && !identity.repository.includes('*')
}
