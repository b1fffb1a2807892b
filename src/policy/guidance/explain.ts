/** From the verdict on a subject to the words for it: what is the matter, where, and what to do next. Pure. */
import type { Code } from '../../core/errors.ts'
import type { ImageVerdict, RuleResult, SourceResult, Subject } from '../../model/index.ts'
import { sourceLabels } from '../../text/phrases.ts'
import type { RuleEvaluation } from '../evaluation/evaluate-rule.ts'
import type { RuleFindings, SubjectVerdict } from '../evaluation/evaluation.ts'
import { failuresOf, unreadIn } from '../evaluation/source-results.ts'
import { hintFor } from './hints.ts'

/** What the image is said to be. */
type Explanation = Pick<ImageVerdict, 'message' | 'hint' | 'position'>

/** The verdict as it is reported; no profile is suggested yet. */
export function explain(verdict: SubjectVerdict): ImageVerdict {
  const { subject, code, results, attestations, sources } = verdict
  const { reference, digest, mediaType, platform } = subject
  return {
    reference: reference.given,
    repository: `${reference.registry}/${reference.path}`,
    digest,
    mediaType,
    code,
    ...explanationOf(verdict),
    suggestedProfile: null,
    rules: results,
    attestations,
    sources: sources.map((source) => ({ ...source, platform })),
  }
}

function explanationOf(verdict: SubjectVerdict): Explanation {
  const { code, results, checks, judgements, sources, context } = verdict
  const given = { subject: verdict.subject, sources, surroundings: context }
  const failed = results.findIndex((one) => one.code !== 'VERIFIED')
  const result = results[failed]
  if (code === 'NOT_COVERED') {
    const message = 'No rule of the profile applies to this image.'
    return { message, hint: hintFor('NOT_COVERED', null, [], given), position: null }
  }
  if (result === undefined) return { message: verifiedMessage(results, checks), hint: null, position: null }
  const claim = result.compared ? (result.claims.find(({ ok }) => !ok) ?? null) : null
  const reasons = judgements[failed] ?? []
  const otherKind = reasons.some((one) => one.code === 'PREDICATE_MISMATCH')
  const kind = otherKind ? result.claims.find(({ claim }) => claim === 'predicate_type') : undefined
  return {
    message: failureMessage(result, reasons, verdict),
    hint: hintFor(result.code, claim, reasons, given),
    position: (claim ?? kind)?.position ?? result.position,
  }
}

function verifiedMessage(results: readonly RuleResult[], checks: readonly RuleFindings[]): string {
  const satisfying = results.flatMap(({ satisfiedBy }, index) =>
    satisfiedBy === null ? [] : (checks[index]?.findings[satisfiedBy] ?? []),
  )
  const signers = satisfying.flatMap((finding) => finding.proof?.signer.signer_identity ?? [])
  if (signers.length === 0) return 'A signature or attestation exists, but nothing was verified.'
  return `Signed by ${[...new Set(signers)].join(' and ')}.`
}

function failureMessage(result: RuleResult, judgements: readonly RuleEvaluation[], given: SubjectVerdict): string {
  switch (result.code) {
    case 'NO_PROVENANCE':
      return nothingFoundMessage(given)
    case 'NO_MATCHING_PROVENANCE':
      return `${notMatchingMessage(judgements)}${missingSources(given.sources)}`
    default:
      return sourceFailure(given.sources, result.code)
  }
}

function nothingFoundMessage({ subject, sources }: SubjectVerdict): string {
  const asked = sources.map(({ source }) => sourceLabels[source]).join(', ')
  const unread = unreadIn(sources)
  const what =
    unread.length === 0 ? 'No attestation or signature found' : 'No attestation or signature that can be verified found'
  const there = unread.length === 0 ? '' : ` Found but not supported: ${counted(unread)}.`
  return `${what} for ${subject.digest}.${there} Sources checked: ${asked}.${unsignedProvenance(subject)}`
}

/** How many kinds of what is not read a message names. */
const maxKinds = 5

/** `2 application/spdx+json, 1 cosign signature made with a key`. */
function counted(kinds: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const all = [...counts].toSorted(([, one], [, other]) => other - one)
  const named = all.slice(0, maxKinds).map(([kind, count]) => `${count} ${kind}`)
  const left = all.slice(maxKinds).reduce((sum, [, count]) => sum + count, 0)
  return [...named, ...(left > 0 ? [`${left} of other kinds`] : [])].join(', ')
}

/** https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
function unsignedProvenance({ manifest, attestationManifests }: Subject): string {
  if (attestationManifests.length > 0) {
    return ' The index has BuildKit provenance for this manifest, but it is not signed and is ignored.'
  }
  if (!Buffer.from(manifest).includes('"vnd.docker.reference.type"')) return ''
  return ' The index has BuildKit provenance, but it is not signed or not about the index itself, and is ignored.'
}

/** The claims themselves stand in the rule's result; where none could be held against, the reasons stand here. */
function notMatchingMessage(judgements: readonly RuleEvaluation[]): string {
  const one = judgements.length === 1
  const subject = one
    ? 'The only attestation found does not satisfy the rule'
    : `None of the ${judgements.length} attestations found satisfies the rule`
  if (judgements.some(({ code }) => code === 'CLAIM_MISMATCH')) return `${subject}.`
  const [first, ...others] = judgements
  if (first === undefined) return `${subject}.`
  if (others.every(({ message }) => message === first.message)) return `${subject} (${first.code}): ${first.message}.`
  const codes = [...new Set(judgements.map(({ code }) => code))]
  return `${subject}: ${codes.map((code) => `${judgements.filter((other) => other.code === code).length} ${code}`).join(', ')}.`
}

function missingSources(sources: readonly SourceResult[]): string {
  const missing = sources.filter(({ status }) => status === 'failed').map(({ source }) => sourceLabels[source])
  return missing.length === 0 ? '' : ` Could not be checked: ${missing.join(', ')}.`
}

function sourceFailure(sources: readonly SourceResult[], code: Code): string {
  const first = failuresOf(sources).find(({ error }) => error.code === code)
  return first === undefined ? code : `${sourceLabels[first.source]}: ${first.error.message}`
}
