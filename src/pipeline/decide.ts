/** From an image to the verdict on it: collect, verify, evaluate; and once more, as long as that may change it. */
import { memoize } from '../core/memoize.ts'
import type { Image, ImageVerdict, Instance, LazyInstance, Rule, Subject } from '../model/index.ts'
import {
  add,
  conclude,
  type Evaluation,
  isSettled,
  type SubjectVerdict,
  startEvaluation,
} from '../policy/evaluation/evaluation.ts'
import { isWorthPolling } from '../policy/evaluation/pending.ts'
import { platformsAreAttested } from '../policy/evaluation/platforms.ts'
import { explain } from '../policy/guidance/explain.ts'
import { suggestionCandidate } from '../policy/guidance/suggestion-candidate.ts'
import { loadProfileModule } from '../setup/load-profile-module.ts'
import type { TrustOf } from '../setup/load-trust.ts'
import type { RunContext } from '../setup/run-context.ts'
import { type Collect, subjectKey } from './collect.ts'
import { type PollOptions, pollUntil } from './poll.ts'
import { imageVerdict, listedPlatforms, type PlatformScope, type Subjects, subjectsIn, subjectsOf } from './subjects.ts'
import { createVerify, type Verify, verify, verifyByFallback } from './verify.ts'

/** What all verdicts of a run rest on. */
export interface Grounds {
  readonly collect: Collect
  readonly trustOf: Promise<TrustOf>
  readonly platforms: PlatformScope
  readonly patience: PollOptions
  /** References to one digest share the verifiers of a round, and so what these have found out. */
  readonly verifyBy: VerifyBy
  readonly run: RunContext
}

/** A verifier of a subject's attestations by these instances, the same for whoever asks in the same round. */
type VerifyBy = (request: VerifyRequest) => Verify

interface VerifyRequest {
  subject: Subject
  among: number
  round: number
  instances: readonly Instance[]
}

/** Verifiers, each made once. @param end - after which nothing is verified any more */
export function createVerifyBy({ stopwatch, end: signal }: RunContext): VerifyBy {
  const nameOf = memoize((_: Instance) => String(nextName++))
  let nextName = 0
  return memoize(
    ({ subject, instances }: VerifyRequest) => createVerify(subject, instances, { signal, stopwatch }),
    ({ subject, among, round, instances }) => {
      return JSON.stringify([subjectKey(subject, among), round, instances.map(nameOf)])
    },
  )
}

/**
 * The verdict on an image, by the rules that apply to it.
 * @throws {CodedError} where an instance cannot be loaded
 */
export async function decideImage(image: Image, rules: readonly Rule[], grounds: Grounds): Promise<ImageVerdict> {
  const registry = grounds.run.clients.registry(image.reference)
  const subjects = await subjectsOf(image, rules.length === 0 ? 'index' : grounds.platforms, registry)
  const last = await pollUntil(
    (round) => decideRound(image, subjects, rules, { grounds, round }),
    ({ isWorthPolling }) => !isWorthPolling,
    grounds.patience,
  )
  if (grounds.platforms !== 'index' || last.verdict.code !== 'NO_PROVENANCE') return last.verdict
  return (await arePlatformsAttested(image, rules, grounds)) ? platformsAreAttested(last.verdict) : last.verdict
}

interface Round {
  grounds: Grounds
  round: number
}

/** The verdict as it is now, and whether asking again may change it. */
interface RoundVerdict {
  verdict: ImageVerdict
  isWorthPolling: boolean
}

async function decideRound(
  image: Image,
  subjects: Subjects,
  rules: readonly Rule[],
  round: Round,
): Promise<RoundVerdict> {
  const all = subjectsIn(subjects)
  const decided = await Promise.all(
    all.map(async (subject): Promise<[Subject, SubjectVerdict, ImageVerdict]> => {
      const verdict = conclude(await evaluateSubject(subject, rules, all.length, round))
      return [subject, verdict, await withSuggestion(verdict)]
    }),
  )
  const verdicts = new Map(decided.map(([subject, , verdict]) => [subject, verdict]))
  const verdict = imageVerdict(image, subjects, (subject) => {
    const known = verdicts.get(subject)
    if (known === undefined) throw new Error('a subject was not decided')
    return known
  })
  const failed = decided.filter(([, { code }]) => code !== 'VERIFIED')
  const mayChange = failed.length > 0 && failed.every(([, verdict]) => isWorthPolling(verdict))
  return { verdict, isWorthPolling: verdict.code !== 'VERIFIED' && mayChange }
}

/** Everything that arrives, added up; what nobody has vouched for is verified by a fallback where that may still help. */
async function evaluateSubject(
  subject: Subject,
  rules: readonly Rule[],
  among: number,
  { grounds, round }: Round,
): Promise<Evaluation> {
  let evaluation = startEvaluation(subject, rules, grounds.run.workflow)
  if (rules.length === 0) return evaluation
  const collected = grounds.collect(subject, among, round)
  const trustOf = await grounds.trustOf
  const verifyBy = (instances: readonly Instance[]) => grounds.verifyBy({ subject, among, round, instances })
  const verifiers = new Map(rules.map((rule) => [rule, verifyBy(trustOf(rule).instances)]))
  for await (const event of verify(collected, verifiers)) evaluation = add(evaluation, event)
  if (isSettled(evaluation)) return evaluation
  const fallbackOf = (rule: Rule): LazyInstance | null => trustOf(rule).fallback
  const again = verifyByFallback(evaluation.attestations, rules, fallbackOf, (instance) => verifyBy([instance]))
  for await (const event of again) evaluation = add(evaluation, event)
  return evaluation
}

/** It is asked for a hint alone: whatever goes wrong on the way leaves the verdict as it is. */
async function arePlatformsAttested(image: Image, rules: readonly Rule[], grounds: Grounds): Promise<boolean> {
  try {
    const platforms = (await listedPlatforms(image, grounds.run.clients.registry(image.reference))) ?? []
    const { verdict } = await decideRound(image, { kind: 'each', platforms }, rules, { grounds, round: 0 })
    return verdict.code === 'VERIFIED'
  } catch {
    return false
  }
}

async function withSuggestion(verdict: SubjectVerdict): Promise<ImageVerdict> {
  const explained = explain(verdict)
  const finding = suggestionCandidate(verdict.checks, explained, verdict.context)
  if (finding === null) return explained
  const { suggestProfile } = await loadProfileModule()
  return { ...explained, suggestedProfile: suggestProfile(finding, verdict.subject, verdict.context) }
}
