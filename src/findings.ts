/** From all that was gathered for one digest to a finding for each attestation. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Attestation, Finding, FurtherInstance, Instance, Subject } from './model.ts'
import type { Stopwatch } from './stopwatch.ts'
import { verifyAttestation } from './verify/attestation.ts'

/**
 * Verifies one after the other, with a pause in which the deadline and the registry's answers get their turn.
 * @throws the signal's reason
 */
export async function verifyAll(
  attestations: readonly Attestation[],
  subject: Subject,
  instances: readonly Instance[],
  signal: AbortSignal,
  stopwatch: Stopwatch,
): Promise<Finding[]> {
  const now = new Date()
  const findings: Finding[] = []
  for (const attestation of attestations) {
    signal.throwIfAborted()
    findings.push(stopwatch.measure('verify', () => verifyAttestation(attestation, subject, instances, now)))
    await nextTurn()
  }
  return findings
}

/** Whether an attestation that nobody trusted so far has issued says that it comes from there. */
export function mentions(findings: readonly Finding[], { organization }: FurtherInstance): boolean {
  return findings.some((finding) => claims(finding, organization))
}

/**
 * Verifies, by a further instance, what says that it comes from there. All other findings stay as they are.
 * @param attestations - those that the findings are about, in their order
 * @throws {CodedError} TRUST_ROOT_ERROR where the instance cannot be loaded
 */
export async function verifyFurther(
  findings: readonly Finding[],
  attestations: readonly Attestation[],
  subject: Subject,
  further: FurtherInstance,
): Promise<Finding[]> {
  const instance = await further.load()
  const now = new Date()
  return findings.map((finding, index) => {
    const attestation = attestations[index]
    if (attestation === undefined || !claims(finding, further.organization)) return finding
    return verifyAttestation(attestation, subject, [instance], now)
  })
}

function claims(finding: Finding, organization: string): boolean {
  return finding.status === 'rejected' && finding.claimedIssuer === organization
}
