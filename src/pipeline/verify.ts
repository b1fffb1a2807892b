/** From all that was gathered for one digest to a finding for each attestation. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Stopwatch } from '../core/stopwatch.ts'
import type { Attestation, AttestationContent, Finding, FurtherInstance, Instance, Subject } from '../model/index.ts'
import { notJudged, openVerifier } from '../verify/attestation.ts'

/** How verifying is kept within its time. */
export interface Pace {
  /** Once it is aborted, what is not verified yet is left as it is. */
  signal: AbortSignal
  stopwatch: Stopwatch
}

/**
 * Verifies one after the other, with a pause in which the deadline and the registry's answers get their turn. The smallest
 * come first: what a signer writes is small, and who wants to use up the time has to write much (threats A-70).
 * @returns a finding for each, in their order; those that the deadline came before are `not-judged`
 */
export async function verifyAll(
  attestations: readonly Attestation[],
  subject: Subject,
  instances: readonly Instance[],
  { signal, stopwatch }: Pace,
): Promise<Finding[]> {
  const verify = openVerifier(subject, instances, new Date())
  const findings: Finding[] = []
  for (const [index, attestation] of smallestFirst(attestations)) {
    findings[index] = signal.aborted ? notJudged(attestation) : stopwatch.measure('verify', () => verify(attestation))
    await nextTurn()
  }
  return findings
}

function smallestFirst(attestations: readonly Attestation[]): [number, Attestation][] {
  const sizes = attestations.map(({ content }) => sizeOf(content))
  return [...attestations.entries()].sort(([one], [other]) => (sizes[one] ?? 0) - (sizes[other] ?? 0))
}

/** Pairs with the same signature have the same, and so stay together: what they share is done once. */
function sizeOf(content: AttestationContent): number {
  switch (content.kind) {
    case 'buildkit':
      return sizeOf(content.signature)
    case 'bundle':
      return content.bundle.length
    case 'dsse':
      return content.envelope.length
    case 'simplesigning':
      return content.payload.length
    case 'unreadable':
      return 0
  }
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
  pace: Pace,
): Promise<Finding[]> {
  const instance = await further.load()
  const again = findings.map((finding) => claims(finding, further.organization))
  const claiming = attestations.filter((_, index) => again[index] === true)
  const verified = (await verifyAll(claiming, subject, [instance], pace)).values()
  return findings.map((finding, index) => (again[index] === true ? (verified.next().value ?? finding) : finding))
}

function claims(finding: Finding, organization: string): boolean {
  return finding.status === 'rejected' && finding.claimedIssuer === organization
}
