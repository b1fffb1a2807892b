/**
 * The way of every image, on one page: resolve the reference to one digest, see which rules apply, gather everything
 * that is attached to that digest, verify each attestation, and hold what was found against the rules.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { mapBounded, startBounded } from '../core/concurrency.ts'
import { type CodedError, toCodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { Stopwatch } from '../core/stopwatch.ts'
import { nameOf } from '../image/reference.ts'
import { resolveImage } from '../image/resolve.ts'
import type {
  Digest,
  Gathered,
  Image,
  ImageVerdict,
  Named,
  Policy,
  PolicyWarning,
  Reference,
  Runner,
  Verdict,
} from '../model/index.ts'
import { applicableRules, type SkippedRule, skippedRules, tagsMatter } from '../policy/evaluation/rule-scope.ts'
import { runnerRemarks } from '../policy/guidance/warnings.ts'
import type { Registry } from '../registry/client.ts'
import { type Hooks, openRegistries } from '../setup/clients.ts'
import { loadPolicy, type PolicyInput } from '../setup/load-policy.ts'
import { loadTrust, type TrustInput } from '../setup/load-trust.ts'
import { carriedTags } from './carried-tags.ts'
import type { Gather, Places, SourceName } from './collect.ts'
import type { JudgeImage, PlatformScope } from './decide.ts'
import { askUntil, deadline, type Patience, patienceOf } from './poll.ts'
import { failedImage, verdictOf } from './verdict.ts'

/** What was asked for. */
export interface Inputs {
  images: readonly Reference[]
  digest: Digest | null
  policy: PolicyInput
  /** Each once, and at least one. */
  sources: readonly SourceName[]
  /** Files to take attestations from instead of the sources; none means the sources. */
  bundles: readonly string[]
  trust: TrustInput
  /** What must be attested of an image for several platforms. */
  platforms: PlatformScope
  waitSeconds: number
  /** Further hosts that may see a registry's credentials. */
  authHosts: readonly string[]
  /** For the GitHub that runs the workflow and its own registry; a secret. */
  token: string | null
}

/**
 * The verdict on every image.
 * @throws {CodedError} CONFIG_ERROR where a file that the inputs name cannot be used, TRUST_ROOT_ERROR where it is not
 * known whom to trust
 */
export async function run(inputs: Inputs, runner: Runner, mode: Verdict['mode'], hooks: Hooks): Promise<Verdict> {
  if (inputs.token !== null) hooks.onSecret(inputs.token)
  const stopwatch = new Stopwatch()
  const verdict = { mode, policy: null, errors: [], warnings: [], images: [] }
  // What was found until then is still judged: a rule that is met by it is met (threats A-70).
  const signal = deadline(limits.runMs - limits.judgeMs)
  const end = deadline(limits.runMs)
  const [loaded, files] = await stopwatch.time('prepare', () =>
    Promise.all([
      loadPolicy(inputs.policy, runner),
      inputs.bundles.length > 0 ? gatherFiles(inputs.bundles, runner.workspace) : null,
    ]),
  )
  if (Array.isArray(loaded)) return verdictOf({ ...verdict, errors: loaded, durations: stopwatch.durations() })

  const { policy, source } = loaded
  const { rules } = policy
  const registryOf = openRegistries(runner, inputs, signal, hooks)
  const patience = patienceOf(inputs.waitSeconds, signal, stopwatch)
  const resolving = startBounded(inputs.images, limits.concurrentImages, (one) =>
    resolve(one, inputs.digest, registryOf, patience, hooks),
  )
  const resolved = stopwatch.time('resolve', () => Promise.all(resolving))
  const { sources: names, token, platforms } = inputs
  const places = { names, registryOf, token, rules, runner, signal, hooks }
  // The first requests leave before this process is busy with loading: the cryptography is most of what there is.
  await nextTurn()
  const trusting = stopwatch.time('trust', () => loadTrust(inputs.trust, rules, runner, signal, hooks))
  const judging = async (): Promise<Judged[]> => {
    const known = platforms === 'index' ? knownBefore(inputs) : []
    const gather = files !== null ? async () => files : await openGather(places, known)
    const { openJudge } = await import('./decide.ts')
    const basis = { surroundings: runner, platforms, trusting, registryOf, gather, patience, end, stopwatch, hooks }
    const shared: Shared = { policy, registryOf, judge: openJudge(basis), resolved }
    return stopwatch.time('judge', () =>
      mapBounded(resolving, limits.concurrentImages, async (one) => {
        const judged = await judgeImage(await one, shared, hooks)
        hooks.onProgress(judged.image.reference, judged.image.code)
        return judged
      }),
    )
  }
  // Whom to trust is found out meanwhile: where that fails, nothing that was found is of use.
  const [judged] = await Promise.all([judging(), trusting, resolved])
  const images = judged.map(({ image }) => image)
  const warnings = [...policy.warnings, ...judged.flatMap(({ warnings }) => warnings), ...images.flatMap(runnerRemarks)]
  return verdictOf({ ...verdict, policy: source, images, warnings, durations: stopwatch.durations() })
}

/** The images whose digest is given, whatever their references turn out to be. */
function knownBefore({ images, digest: expected }: Inputs): Named[] {
  return images.flatMap((reference) => {
    const digest = reference.digest ?? expected
    return digest === null ? [] : [{ reference, digest }]
  })
}

async function openGather(places: Places, known: readonly Named[]): Promise<Gather> {
  const { askedAhead, openPlaces } = await import('./collect.ts')
  return askedAhead(openPlaces(places), known)
}

/** Loaded only where bundles are named. */
async function gatherFiles(bundles: readonly string[], workspace: string): Promise<Gathered> {
  const { gatherFromFiles } = await import('../sources/bundle-files.ts')
  return gatherFromFiles(bundles, workspace)
}

/** What all images of a run share. */
interface Shared {
  policy: Policy
  registryOf(reference: Reference): Registry
  judge: JudgeImage
  /** All of them, for a digest may have several references. */
  resolved: Promise<readonly Resolved[]>
}

/** A reference, and the image that it turned out to be. */
type Resolved = { reference: Reference } & ({ image: Image } | { error: CodedError })

/** Once for each reference; every byte that follows is asked for by the digest found here (threats B-16). */
async function resolve(
  reference: Reference,
  expected: Inputs['digest'],
  registryOf: Shared['registryOf'],
  patience: Patience,
  hooks: Hooks,
): Promise<Resolved> {
  const ask = async (): Promise<Resolved> => {
    try {
      const image = resolveImage(registryOf(reference), reference, expected)
      hooks.onProgress(reference.given, `resolving at ${reference.registry}`)
      return { reference, image: await image }
    } catch (error) {
      return { reference, error: toCodedError(error) }
    }
  }
  return askUntil(ask, isNotFound, patience)
}

function isNotFound(resolved: Resolved): boolean {
  return 'error' in resolved && resolved.error.code === 'IMAGE_NOT_FOUND'
}

/** The verdict on an image, and what else is to be told of it. */
interface Judged {
  image: ImageVerdict
  warnings: readonly PolicyWarning[]
}

async function judgeImage(one: Resolved, shared: Shared, hooks: Hooks): Promise<Judged> {
  const { reference } = one
  if ('error' in one) return { image: failedImage(reference, null, one.error), warnings: [] }
  const { rules } = shared.policy
  try {
    const same = await referencesTo(one.image, shared)
    const tags = await carriedTags(one.image, same, rules, () => shared.registryOf(reference))
    const skipped = skippedRules(rules, reference, tags.carried, tags.written).slice(0, limits.mistakes)
    for (const rule of skipped) hooks.onProgress(reference.given, skippedLine(rule))
    const image = await shared.judge(one.image, applicableRules(rules, reference, tags.carried))
    return { image, warnings: [...tags.warnings, ...skipped.flatMap(({ warning }) => warning ?? [])] }
  } catch (error) {
    return { image: failedImage(reference, one.image, toCodedError(error)), warnings: [] }
  }
}

function skippedLine({ rule: { type, position }, reason }: SkippedRule): string {
  const where = position === null ? '' : ` (line ${position.line} of the profile)`
  return `rule ${type}${where} is not applied: ${reason}`
}

/** All references that turned out to be this image, its own among them. Where no rule asks for tags nobody waits. */
async function referencesTo({ reference, digest }: Image, { policy, resolved }: Shared): Promise<Reference[]> {
  if (!tagsMatter(policy.rules, reference)) return [reference]
  return (await resolved).flatMap((other) => {
    const isSame = 'image' in other && nameOf(other.reference) === nameOf(reference) && other.image.digest === digest
    return isSame ? [other.reference] : []
  })
}
