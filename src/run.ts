/**
 * The way of every image, on one page: resolve the reference to one digest, see which rules apply, gather everything
 * that is attached to that digest, verify each attestation, and hold what was found against the rules.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { mapBounded, startBounded } from './concurrency.ts'
import { type CodedError, toCodedError } from './errors.ts'
import type { Gather, Places } from './gather.ts'
import { nameOf } from './image/reference.ts'
import { digestOfTag, resolveImage } from './image/resolve.ts'
import type { Inputs } from './inputs.ts'
import type { JudgeImage } from './judge-image.ts'
import { limits } from './limits.ts'
import { loadPolicy } from './load-policy.ts'
import { loadTrust } from './load-trust.ts'
import type { Gathered, Image, ImageVerdict, Named, Policy, Reference, Verdict } from './model.ts'
import { applicableRules, tagsMatter, tagsToAsk, undecidedRules } from './policy/applies.ts'
import { runnerRemarks } from './policy/remarks.ts'
import { type Hooks, openRegistries } from './registries.ts'
import type { Registry } from './registry/client.ts'
import type { Runner } from './runner.ts'
import { Stopwatch } from './stopwatch.ts'
import { failedImage, verdictOf } from './verdict.ts'
import { askUntil, deadline, type Patience, patienceOf } from './wait.ts'

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
  const judging = async (): Promise<ImageVerdict[]> => {
    const known = platforms === 'index' ? knownBefore(inputs) : []
    const gather = files !== null ? async () => files : await openGather(places, known)
    const { openJudge } = await import('./judge-image.ts')
    const basis = { surroundings: runner, platforms, trusting, registryOf, gather, patience, end, stopwatch, hooks }
    const shared: Shared = { policy, registryOf, judge: openJudge(basis), resolved }
    return stopwatch.time('judge', () =>
      mapBounded(resolving, limits.concurrentImages, async (one) => {
        const image = await judgeImage(await one, shared)
        hooks.onProgress(image.reference, image.code)
        return image
      }),
    )
  }
  // Whom to trust is found out meanwhile: where that fails, nothing that was found is of use.
  const [images] = await Promise.all([judging(), trusting, resolved])
  const warnings = [...policy.warnings, ...undecidedRules(rules, inputs.images), ...images.flatMap(runnerRemarks)]
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
  const { askedAhead, openPlaces } = await import('./gather.ts')
  return askedAhead(openPlaces(places), known)
}

/** Loaded only where bundles are named. */
async function gatherFiles(bundles: readonly string[], workspace: string): Promise<Gathered> {
  const { gatherFromFiles } = await import('./sources/files.ts')
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

async function judgeImage(one: Resolved, shared: Shared): Promise<ImageVerdict> {
  const { reference } = one
  if ('error' in one) return failedImage(reference, null, one.error)
  try {
    const rules = applicableRules(shared.policy.rules, reference, await carriedTags(one.image, shared))
    return await shared.judge(one.image, rules)
  } catch (error) {
    return failedImage(reference, one.image, toCodedError(error))
  }
}

/** The tags of the digest that the rules ask about: known from the references that were given, else asked for. */
async function carriedTags(image: Image, { policy, registryOf, resolved }: Shared): Promise<Set<string>> {
  const { reference, digest } = image
  if (!tagsMatter(policy.rules, reference)) return new Set()
  const same = (await resolved).flatMap((other) => {
    const isSame = 'image' in other && nameOf(other.reference) === nameOf(reference) && other.image.digest === digest
    return isSame && other.reference.tag !== null ? [{ ...other.reference, tag: other.reference.tag }] : []
  })
  const carried = new Set(same.filter((other) => other.digest === null).map(({ tag }) => tag))
  // A tag beside a digest was not resolved: whether the digest carries it is not known either.
  const unresolved = same.map(({ tag }) => tag).filter((tag) => !carried.has(tag))
  const asked = tagsToAsk(policy.rules, reference, carried, unresolved)
  const digests = await Promise.all(asked.map((tag) => digestOfTag(registryOf(reference), reference.path, tag)))
  for (const [index, tag] of asked.entries()) if (digests[index] === digest) carried.add(tag)
  return carried
}
