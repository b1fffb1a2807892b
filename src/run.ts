/**
 * The way of every image, on one page: resolve the reference to one digest, see which rules apply, gather everything
 * that is attached to that digest, verify each attestation, and hold what was found against the rules.
 */
import { mapBounded } from './concurrency.ts'
import { type CodedError, toCodedError } from './errors.ts'
import { type Found, mentions, verifyAll, verifyFurther } from './findings.ts'
import { nameOf } from './image/reference.ts'
import { digestOfTag, resolveImage } from './image/resolve.ts'
import type { Inputs, Runner } from './inputs.ts'
import { limits } from './limits.ts'
import { loadPolicy } from './load-policy.ts'
import { loadTrust } from './load-trust.ts'
import type { Gathered, Image, ImageVerdict, Policy, Reference, Trust, Verdict } from './model.ts'
import { places } from './places.ts'
import { applicableRules, tagsToAsk, undecidedRules } from './policy/applies.ts'
import { evaluate } from './policy/evaluate.ts'
import { runnerRemarks } from './policy/remarks.ts'
import { type Hooks, openRegistries } from './registries.ts'
import type { Registry } from './registry/client.ts'
import { gatherFromFiles } from './sources/files.ts'
import { gatherFromRegistry } from './sources/registry.ts'
import { Stopwatch } from './stopwatch.ts'
import { failedImage, verdictOf } from './verdict.ts'
import { askUntil, deadline, type Patience, patienceOf } from './wait.ts'

/**
 * The verdict on every image.
 * @throws {CodedError} CONFIG_ERROR where a file that the inputs name cannot be used, TRUST_ROOT_ERROR where it is not
 * known whom to trust
 */
export async function run(inputs: Inputs, runner: Runner, mode: Verdict['mode'], hooks: Hooks): Promise<Verdict> {
  const stopwatch = new Stopwatch()
  const verdict = { mode, policy: null, errors: [], warnings: [], images: [] }
  const signal = deadline(limits.runMs)
  const trusting = stopwatch.time('trust', () => loadTrust(inputs.trust, runner, signal, hooks))
  // Awaited below; until then its failure must not look like one that nobody handles.
  trusting.catch(() => {})
  const [loaded, files] = await stopwatch.time('prepare', () =>
    Promise.all([
      loadPolicy(inputs.policy, runner),
      inputs.bundles.length > 0 ? gatherFromFiles(inputs.bundles, runner.workspace) : null,
    ]),
  )
  if (Array.isArray(loaded)) return verdictOf({ ...verdict, errors: loaded, durations: stopwatch.durations() })
  const { policy, source } = loaded

  const registryOf = openRegistries(runner, inputs.authHosts, signal, hooks)
  const patience = patienceOf(inputs.waitSeconds, signal)
  const resolving = stopwatch.time('resolve', () =>
    mapBounded(inputs.images, limits.concurrentImages, (one) =>
      resolve(one, inputs.digest, registryOf, patience, hooks),
    ),
  )
  const [resolved, trust] = await Promise.all([resolving, trusting])
  const shared: Shared = { runner, policy, trust, files, registryOf, patience, stopwatch, hooks }
  const findingsOf = onceForEachDigest((image) => gatherAndVerify(image, shared))
  const images = await stopwatch.time('judge', () =>
    mapBounded(resolved, limits.concurrentImages, async (one) => {
      const image = await judgeImage(one, resolved, findingsOf, shared)
      hooks.onProgress(one.reference.given, image.code)
      return image
    }),
  )
  const warnings = [
    ...policy.warnings,
    ...undecidedRules(policy.rules, inputs.images),
    ...images.flatMap(runnerRemarks),
  ]
  return verdictOf({ ...verdict, policy: source, images, warnings, durations: stopwatch.durations() })
}

/** What all images of a run share. */
interface Shared {
  runner: Runner
  policy: Policy
  trust: Trust
  /** What the `bundle` input holds; null where the registry is to be asked. */
  files: Gathered | null
  registryOf(reference: Reference): Registry
  patience: Patience
  stopwatch: Stopwatch
  hooks: Hooks
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
    hooks.onProgress(reference.given, `resolving at ${reference.registry}`)
    try {
      return { reference, image: await resolveImage(registryOf(reference), reference, expected) }
    } catch (error) {
      return { reference, error: toCodedError(error) }
    }
  }
  return askUntil(ask, isNotFound, patience)
}

function isNotFound(resolved: Resolved): boolean {
  return 'error' in resolved && resolved.error.code === 'IMAGE_NOT_FOUND'
}

const nothing: Found = { attestations: [], findings: [], sources: [] }

async function judgeImage(
  one: Resolved,
  all: readonly Resolved[],
  findingsOf: (image: Image) => Promise<Found>,
  shared: Shared,
): Promise<ImageVerdict> {
  const { reference } = one
  if ('error' in one) return failedImage(reference, null, one.error)
  try {
    const carried = await carriedTags(one.image, all, shared)
    const rules = applicableRules(shared.policy.rules, reference, carried)
    const found = rules.length > 0 ? await findingsOf(one.image) : nothing
    const judge = ({ findings, sources }: Found): ImageVerdict =>
      evaluate({ image: one.image, rules, findings, sources, surroundings: shared.runner })
    const verdict = judge(found)
    const { further } = shared.trust
    if (verdict.code === 'VERIFIED' || further === null || !mentions(found, further)) return verdict
    return judge(await verifyFurther(one.image, found, further))
  } catch (error) {
    return failedImage(reference, one.image, toCodedError(error))
  }
}

/** The tags of the digest that the rules ask about: known from the references that were given, else asked for. */
async function carriedTags(
  image: Image,
  all: readonly Resolved[],
  { policy, registryOf }: Shared,
): Promise<Set<string>> {
  const { reference, digest } = image
  const same = all.flatMap((other) => {
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

async function gatherAndVerify(image: Image, shared: Shared): Promise<Found> {
  const { trust, files, registryOf, patience, stopwatch, hooks } = shared
  const tell = (what: string): void => hooks.onProgress(image.reference.given, what)
  const gather = async (): Promise<Gathered> => {
    tell(`asking ${image.reference.registry} what is attached to ${image.digest}`)
    return gatherFromRegistry(registryOf(image.reference), image)
  }
  const { attestations, sources } = files ?? (await askUntil(gather, holdsNothing, patience))
  for (const result of sources) {
    tell(`${places[result.source]}: ${result.found} found${result.status === 'failed' ? `, ${result.error.code}` : ''}`)
  }
  tell(`verifying ${attestations.length} attestation${attestations.length === 1 ? '' : 's'}`)
  const findings = await verifyAll(attestations, image, trust.instances, patience.signal, stopwatch)
  return { attestations, findings, sources }
}

/** A found but bad attestation is never waited on, nor is a place that could not be asked. */
function holdsNothing({ attestations, sources }: Gathered): boolean {
  return attestations.length === 0 && sources.every(({ status }) => status === 'answered')
}

/** References that turn out to be the same digest of the same repository share what is attached to it. */
function onceForEachDigest(findingsOf: (image: Image) => Promise<Found>): (image: Image) => Promise<Found> {
  const known = new Map<string, Promise<Found>>()
  return (image) => {
    const key = `${nameOf(image.reference)}@${image.digest}`
    const findings = known.get(key) ?? findingsOf(image)
    known.set(key, findings)
    return findings
  }
}
