/** From an image to the verdict on it: what of it has to be attested, what is attached to that, and whether rules are met. */

import { onceByKey } from '../core/concurrency.ts'
import { CodedError, toCodedError } from '../core/errors.ts'
import type { Stopwatch } from '../core/stopwatch.ts'
import { listPlatforms, type Platform, type PlatformSubject, platformSubject } from '../image/platforms.ts'
import { nameOf } from '../image/reference.ts'
import type {
  Digest,
  Finding,
  Gathered,
  Image,
  ImageVerdict,
  Reference,
  Rule,
  SourceResult,
  Subject,
  Surroundings,
  Trust,
} from '../model/index.ts'
import { type Check, evaluate } from '../policy/evaluation/evaluation.ts'
import { isPending } from '../policy/evaluation/pending.ts'
import { eitherOf, everyPlatform, platformsAreAttested } from '../policy/evaluation/platforms.ts'
import { suggestible } from '../policy/guidance/suggestion-candidate.ts'
import type { Registry } from '../registry/client.ts'
import type { Hooks } from '../setup/clients.ts'
import type { TrustOf } from '../setup/load-trust.ts'
import { places } from '../text/phrases.ts'
import type { Gather } from './collect.ts'
import { askUntil, type Patience } from './poll.ts'
import { failedImage } from './verdict.ts'
import { mentions, verifyAll, verifyFurther } from './verify.ts'

/** What must be attested of an image for several platforms: its index, each of them, or either of the two. */
export type PlatformScope = 'index' | 'each' | 'any'

/** What every verdict of a run rests on. */
export interface Basis {
  surroundings: Surroundings
  platforms: PlatformScope
  trusting: Promise<TrustOf>
  registryOf(reference: Reference): Registry
  gather: Gather
  patience: Patience
  /** The end of the step. */
  end: AbortSignal
  stopwatch: Stopwatch
  hooks: Pick<Hooks, 'onProgress'>
}

/**
 * Judges an image by the rules that apply to it, and by what the input `platforms` asks to be attested of it (contract,
 * section 2).
 * @throws {CodedError} where an instance cannot be loaded
 */
export type JudgeImage = (image: Image, rules: readonly Rule[]) => Promise<ImageVerdict>

/**
 * The judge of a run: references to the same digest of the same repository share what is attached to it (`keyOf`). It asks
 * again as long as that may change the verdict (`isPending`) and there is patience.
 */
export function openJudge(basis: Basis): JudgeImage {
  const attachedTo = sharedRounds((subjects, round) => attach(subjects, round, basis))
  const notCovered = (subject: Subject): ImageVerdict =>
    evaluate({ subject, checks: [], sources: [], surroundings: basis.surroundings })
  const verdictsOn = async (subjects: readonly Subject[], rules: readonly Rule[], round: number): Promise<Verdicts> => {
    const attached = await attachedTo(subjects, round)
    const judged = subjects.map(async (subject): Promise<[Subject, Judged]> => {
      return [subject, await judge(subject, attached.get(subject.digest) ?? nothing, rules, basis)]
    })
    const verdicts = new Map(await Promise.all(judged))
    const failed = [...verdicts.values()].filter(({ verdict }) => verdict.code !== 'VERIFIED')
    return {
      of: (subject) => verdicts.get(subject)?.verdict ?? notCovered(subject),
      isPending: failed.length > 0 && failed.every(({ isPending }) => isPending),
    }
  }

  return async (image, rules) => {
    const itself: Subject = { ...image, platform: null, attestationManifests: [] }
    if (rules.length === 0) return notCovered(itself)
    const { subjects, conclude } = await soughtOf(image, itself, basis)
    let round = 0
    const ask = async (): Promise<Judged> => {
      const { of, isPending } = await verdictsOn(subjects, rules, round++)
      const verdict = conclude(of)
      return { verdict, isPending: isPending && verdict.code !== 'VERIFIED' }
    }
    const { verdict } = await askUntil(ask, ({ isPending }) => isPending, basis.patience)
    const isAttestedOtherwise =
      basis.platforms === 'index' &&
      verdict.code === 'NO_PROVENANCE' &&
      (await areVerified(image, (platforms) => verdictsOn(platforms, rules, 0), basis))
    return isAttestedOtherwise ? platformsAreAttested(verdict) : verdict
  }
}

/** The verdict on a subject or an image, and whether asking again may change it. */
interface Judged {
  verdict: ImageVerdict
  isPending: boolean
}

type VerdictOf = (subject: Subject) => ImageVerdict

/** The verdicts on several subjects, and whether asking again may change all of those that are not verified. */
interface Verdicts {
  of: VerdictOf
  isPending: boolean
}

/** What has to be attested, and what follows for the image. */
interface Sought {
  subjects: readonly Subject[]
  conclude(of: VerdictOf): ImageVerdict
}

async function soughtOf(image: Image, itself: Subject, basis: Basis): Promise<Sought> {
  const onlyItself: Sought = { subjects: [itself], conclude: (of) => of(itself) }
  if (basis.platforms === 'index') return onlyItself
  const listed = await list(image, basis).catch(toCodedError)
  if (listed === null) return onlyItself
  if (listed instanceof CodedError) {
    const unlisted = failedImage(image.reference, image, listed)
    return basis.platforms === 'each'
      ? { subjects: [], conclude: () => unlisted }
      : { subjects: [itself], conclude: (of) => eitherOf(of(itself), unlisted) }
  }
  const subjects = subjectsOf(listed)
  if (basis.platforms === 'each') return { subjects, conclude: (of) => onPlatforms(image, listed, of) }
  return { subjects: [itself, ...subjects], conclude: (of) => eitherOf(of(itself), onPlatforms(image, listed, of)) }
}

/** What is attached to a subject, and what verification makes of it by one trust. */
interface Attached extends Gathered {
  findings(trust: Trust): Promise<readonly Finding[]>
}

/** A platform of an index, or why its manifest cannot be had. */
type Listed = { platform: Platform } & (PlatformSubject | { error: CodedError })

/** The platforms of an index; null for an image that is none, and so is its own only platform. */
async function list(image: Image, { registryOf }: Basis): Promise<Listed[] | null> {
  const registry = registryOf(image.reference)
  const platforms = await listPlatforms(registry, image)
  if (platforms === null) return null
  return Promise.all(
    platforms.map(async (platform): Promise<Listed> => {
      try {
        return { platform, ...(await platformSubject(registry, image, platform)) }
      } catch (error) {
        return { platform, error: toCodedError(error) }
      }
    }),
  )
}

function subjectsOf(listed: readonly Listed[]): Subject[] {
  return listed.flatMap((one) => ('subject' in one ? one.subject : []))
}

function onPlatforms(image: Image, listed: readonly Listed[], verdictOf: VerdictOf): ImageVerdict {
  const verdicts = listed.map((one) => ({
    platform: one.platform.name,
    artifactType: 'subject' in one ? one.artifactType : one.platform.artifactType,
    verdict: 'subject' in one ? verdictOf(one.subject) : failedImage(image.reference, image, one.error),
  }))
  return everyPlatform(image, verdicts)
}

/** Whether all platforms are. It is asked for a hint alone: whatever goes wrong on the way leaves the verdict as it is. */
async function areVerified(
  image: Image,
  verdictsOn: (platforms: readonly Subject[]) => Promise<Verdicts>,
  basis: Basis,
): Promise<boolean> {
  try {
    const listed = (await list(image, basis)) ?? []
    const { of } = await verdictsOn(subjectsOf(listed))
    return onPlatforms(image, listed, of).code === 'VERIFIED'
  } catch {
    return false
  }
}

// ── attestations ─────────────────────────────────────────────────────────────────────────────────────────────

/** All that what is attached hangs on: two indexes may list one platform, and other attestation manifests beside it. */
function keyOf(subjects: readonly Subject[]): string {
  const parts = subjects.map(({ reference, digest, platform, attestationManifests }) => {
    return [nameOf(reference), digest, platform !== null, ...attestationManifests]
  })
  return JSON.stringify(parts)
}

type Attachments = ReadonlyMap<Digest, Attached>

/**
 * The same for whoever asks in the same round; of an earlier one nothing is kept, for it may be a hundred megabytes. Who
 * comes late has what is there by then.
 */
function sharedRounds(
  attach: (subjects: readonly Subject[], round: number) => Promise<Attachments>,
): (subjects: readonly Subject[], round: number) => Promise<Attachments> {
  const latest = new Map<string, { round: number; attached: Promise<Attachments> }>()
  return (subjects, round) => {
    const key = keyOf(subjects)
    const known = latest.get(key)
    if (known !== undefined && known.round >= round) return known.attached
    const attached = attach(subjects, round)
    latest.set(key, { round, attached })
    return attached
  }
}

/** What is attached to each of these by now. */
async function attach(subjects: readonly Subject[], round: number, basis: Basis): Promise<Attachments> {
  const { gather } = basis
  const all = await Promise.all(
    subjects.map(async (subject): Promise<[Subject, Gathered]> => {
      tell(subject, `asking what is attached to ${subject.digest}`, basis)
      return [subject, await gather(subject, subjects.length)]
    }),
  )
  for (const [subject, { attestations, sources }] of all) {
    // The first round has told that nothing is there.
    if (round > 0 && attestations.length === 0) continue
    for (const result of sources) tell(subject, told(result), basis)
    tell(subject, `verifying ${attestations.length} attestation${attestations.length === 1 ? '' : 's'}`, basis)
  }
  return new Map(all.map(([subject, gathered]) => [subject.digest, verifiable(subject, gathered, basis)]))
}

function tell({ reference, platform }: Subject, what: string, { hooks }: Basis): void {
  hooks.onProgress(reference.given, platform === null ? what : `${platform}: ${what}`)
}

function told(result: SourceResult): string {
  return `${places[result.source]}: ${result.found} found${result.status === 'failed' ? `, ${result.error.code}` : ''}`
}

const nothing: Attached = { attestations: [], sources: [], findings: async () => [] }

function verifiable(subject: Subject, gathered: Gathered, { end: signal, stopwatch }: Basis): Attached {
  const { attestations } = gathered
  const verify = ({ instances }: Trust) => verifyAll(attestations, subject, instances, { signal, stopwatch })
  return { ...gathered, findings: onceByKey((trust) => trust, verify) }
}

/** A further instance is loaded only where the rules are not met without it. */
async function judge(subject: Subject, attached: Attached, rules: readonly Rule[], basis: Basis): Promise<Judged> {
  const { surroundings, end: signal, stopwatch } = basis
  const { attestations, sources } = attached
  const trustOf = await basis.trusting
  const check = async (rule: Rule): Promise<Check> => ({ rule, findings: await attached.findings(trustOf(rule)) })
  const again = async ({ rule, findings }: Check): Promise<Check> => {
    const { further } = trustOf(rule)
    if (further === null || !mentions(findings, further)) return { rule, findings }
    return { rule, findings: await verifyFurther(findings, attestations, subject, further, { signal, stopwatch }) }
  }
  const verdictOf = (checks: readonly Check[]) => evaluate({ subject, checks, sources, surroundings })
  const first = await Promise.all(rules.map(check))
  const verdict = verdictOf(first)
  if (verdict.code === 'VERIFIED') {
    return { verdict: await withSuggestion(verdict, first, subject, surroundings), isPending: false }
  }
  const second = await Promise.all(first.map(again))
  const final = await withSuggestion(verdictOf(second), second, subject, surroundings)
  return { verdict: final, isPending: isPending(final, second) }
}

async function withSuggestion(
  verdict: ImageVerdict,
  checks: readonly Check[],
  subject: Subject,
  surroundings: Surroundings,
): Promise<ImageVerdict> {
  const finding = suggestible(checks, verdict, surroundings)
  if (finding === null) return verdict
  // Loaded late: it reads profiles, to be sure of what it writes.
  const { suggestProfile } = await import('../policy/profile/index.ts')
  return { ...verdict, suggestedProfile: suggestProfile(finding, subject, surroundings) }
}
