/** From what is collected to findings: each attestation verified by the instances that each rule trusts. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Stopwatch } from '../core/stopwatch.ts'
import type {
  Attestation,
  AttestationContent,
  Collected,
  Finding,
  Instance,
  LazyInstance,
  Rule,
  Subject,
  SubjectEvent,
} from '../model/index.ts'
import type { EvaluatedAttestation } from '../policy/evaluation/evaluation.ts'
import { createVerifier, notJudged } from '../verify/attestation.ts'

/** Verifies one attestation, by the instances that one rule trusts. */
export type Verify = (attestation: Attestation) => Finding

/** A verifier of the attestations of this subject, which gives up once the signal is aborted. */
export function createVerify(
  subject: Subject,
  instances: readonly Instance[],
  { signal, stopwatch }: { signal: AbortSignal; stopwatch: Stopwatch },
): Verify {
  let verify: Verify | undefined
  return (attestation) => {
    if (signal.aborted) return notJudged(attestation)
    // Not before the first has arrived: what was signed while a slow registry was asked is not from the future.
    verify ??= createVerifier(subject, instances, new Date())
    const verifyOne = verify
    return stopwatch.measure('verify', () => verifyOne(attestation))
  }
}

type Waiting = Extract<Collected, { kind: 'attestation' }>

/**
 * Verifies as attestations arrive, with a pause after each in which the deadline and the answers of registries get their
 * turn. Of those that wait the smallest comes first: what a signer writes is small, and who wants to use up the time has to
 * write much (threats A-70).
 */
export async function* verify(
  collected: AsyncIterable<Collected>,
  verifiers: ReadonlyMap<Rule, Verify>,
): AsyncGenerator<SubjectEvent> {
  const arrivals = collected[Symbol.asyncIterator]()
  const waiting: Waiting[] = []
  let next: Promise<IteratorResult<Collected, unknown>> | null = arrivals.next()
  while (next !== null || waiting.length > 0) {
    const arrived = next === null ? null : await (waiting.length === 0 ? next : Promise.race([next, nextTurn(null)]))
    if (arrived === null) {
      const one = waiting.shift()
      if (one !== undefined) yield findingOf(one, verifiers)
      await nextTurn()
    } else if (arrived.done) {
      next = null
    } else {
      next = arrivals.next()
      if (arrived.value.kind === 'end') yield arrived.value
      else insertBySize(waiting, arrived.value)
    }
  }
}

function findingOf(
  { id, attestation, order }: Pick<Waiting, 'id' | 'attestation' | 'order'>,
  verifiers: ReadonlyMap<Rule, Verify>,
): SubjectEvent {
  // Rules that trust the same instances share the finding.
  const found = new Map([...new Set(verifiers.values())].map((verify) => [verify, verify(attestation)]))
  const findings = [...verifiers].flatMap(([rule, verify]): [Rule, Finding][] => {
    const finding = found.get(verify)
    return finding === undefined ? [] : [[rule, finding]]
  })
  return { kind: 'finding', id, attestation, order, findings: new Map(findings) }
}

/** Those of one size stay in the order of their arrival. */
function insertBySize(waiting: Waiting[], one: Waiting): void {
  const size = sizeOf(one.attestation.content)
  const before = waiting.findLastIndex(({ attestation }) => sizeOf(attestation.content) <= size)
  waiting.splice(before + 1, 0, one)
}

/** Pairs with the same signature have the same size, and so stay together: what they share is done once. */
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

/**
 * Verifies once more, by the fallback instance of each rule, what says that it comes from there. The instance is loaded only
 * where something does.
 * @param verifyBy - a verifier for each instance
 * @throws {CodedError} TRUST_ROOT_ERROR where the instance cannot be loaded
 */
export async function* verifyByFallback(
  attestations: readonly EvaluatedAttestation[],
  rules: readonly Rule[],
  fallbackOf: (rule: Rule) => LazyInstance | null,
  verifyBy: (instance: Instance) => Verify,
): AsyncGenerator<SubjectEvent> {
  const smallestFirst = attestations.toSorted(
    (one, other) => sizeOf(one.attestation.content) - sizeOf(other.attestation.content),
  )
  for (const evaluated of smallestFirst) {
    const verifiers = new Map<Rule, Verify>()
    for (const rule of rules) {
      const fallback = fallbackOf(rule)
      const finding = evaluated.byRule.get(rule)?.finding
      if (fallback !== null && comesFrom(finding, fallback)) verifiers.set(rule, verifyBy(await fallback.load()))
    }
    if (verifiers.size > 0) yield findingOf(evaluated, verifiers)
    await nextTurn()
  }
}

/** Whether an attestation that nobody trusted so far has issued says that it comes from there. */
function comesFrom(finding: Finding | undefined, { organization }: LazyInstance): boolean {
  return finding?.status === 'rejected' && finding.claimedIssuer === organization
}
