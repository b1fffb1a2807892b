/**
 * The way of every image, on one page: resolve the reference to one digest, see which rules apply, gather everything
 * that is attached to that digest, verify each attestation, and hold what was found against the rules.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { mapBounded } from './concurrency.ts'
import { type CodedError, toCodedError } from './errors.ts'
import { nameOf } from './image/reference.ts'
import { digestOfTag, resolveImage } from './image/resolve.ts'
import type { Inputs, Runner } from './inputs.ts'
import { limits } from './limits.ts'
import { loadPolicy } from './load-policy.ts'
import type {
  Attestation,
  Finding,
  Gathered,
  Image,
  ImageVerdict,
  Instance,
  Policy,
  Reference,
  Verdict,
} from './model.ts'
import { applicableRules, tagsToAsk, undecidedRules } from './policy/applies.ts'
import { evaluate } from './policy/evaluate.ts'
import { type Hooks, openRegistries } from './registries.ts'
import type { Registry } from './registry/client.ts'
import { gatherFromFiles } from './sources/files.ts'
import { gatherFromRegistry } from './sources/registry.ts'
import { Stopwatch } from './stopwatch.ts'
import { instancesOfFiles } from './trust/files.ts'
import { failedImage, verdictOf } from './verdict.ts'
import { verifyAttestation } from './verify/attestation.ts'
import { askUntil, deadline, type Patience, patienceOf } from './wait.ts'

/**
 * The verdict on every image.
 * @throws {CodedError} CONFIG_ERROR where a file that the inputs name cannot be used
 */
export async function run(inputs: Inputs, runner: Runner, mode: Verdict['mode'], hooks: Hooks): Promise<Verdict> {
  const stopwatch = new Stopwatch()
  const verdict = { mode, errors: [], warnings: [], images: [] }
  const [policy, instances, files] = await stopwatch.time('prepare', () =>
    Promise.all([
      loadPolicy(inputs.policy, runner),
      instancesOfFiles(inputs.trustedRoots, runner.workspace),
      inputs.bundles.length > 0 ? gatherFromFiles(inputs.bundles, runner.workspace) : null,
    ]),
  )
  if (Array.isArray(policy)) return verdictOf({ ...verdict, errors: policy, durations: stopwatch.durations() })

  const signal = deadline(limits.runMs)
  const registryOf = openRegistries(runner, signal, hooks)
  const patience = patienceOf(inputs.waitSeconds, signal)
  const shared: Shared = { runner, policy, instances, files, registryOf, patience, stopwatch }
  const resolved = await stopwatch.time('resolve', () =>
    mapBounded(inputs.images, limits.concurrentImages, (reference) => resolve(reference, inputs.digest, shared)),
  )
  const findingsOf = onceForEachDigest((image) => gatherAndVerify(image, shared))
  const images = await stopwatch.time('judge', () =>
    mapBounded(resolved, limits.concurrentImages, (one) => judgeImage(one, resolved, findingsOf, shared)),
  )
  const warnings = [...policy.warnings, ...undecidedRules(policy.rules, inputs.images)]
  return verdictOf({ ...verdict, images, warnings, durations: stopwatch.durations() })
}

/** What all images of a run share. */
interface Shared {
  runner: Runner
  policy: Policy
  instances: readonly Instance[]
  /** What the `bundle` input holds; null where the registry is to be asked. */
  files: Gathered | null
  registryOf(reference: Reference): Registry
  patience: Patience
  stopwatch: Stopwatch
}

/** A reference, and the image that it turned out to be. */
type Resolved = { reference: Reference } & ({ image: Image } | { error: CodedError })

/** Once for each reference; every byte that follows is asked for by the digest found here (threats B-16). */
async function resolve(reference: Reference, expected: Inputs['digest'], shared: Shared): Promise<Resolved> {
  const ask = async (): Promise<Resolved> => {
    try {
      return { reference, image: await resolveImage(shared.registryOf(reference), reference, expected) }
    } catch (error) {
      return { reference, error: toCodedError(error) }
    }
  }
  return askUntil(ask, isNotFound, shared.patience)
}

function isNotFound(resolved: Resolved): boolean {
  return 'error' in resolved && resolved.error.code === 'IMAGE_NOT_FOUND'
}

/** What was found out about one digest. */
type Found = Pick<Gathered, 'sources'> & { findings: readonly Finding[] }

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
    const { findings, sources } = rules.length > 0 ? await findingsOf(one.image) : { findings: [], sources: [] }
    return evaluate({ image: one.image, rules, findings, sources, surroundings: shared.runner })
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
  const { files, registryOf, patience, stopwatch } = shared
  const gather = (): Promise<Gathered> => gatherFromRegistry(registryOf(image.reference), image)
  const { attestations, sources } = files ?? (await askUntil(gather, holdsNothing, patience))
  return { findings: await stopwatch.time('verify', () => verifyAll(attestations, image, shared)), sources }
}

/** One after the other, with a pause in which the deadline and the registry's answers get their turn. */
async function verifyAll(attestations: readonly Attestation[], image: Image, shared: Shared): Promise<Finding[]> {
  const now = new Date()
  const findings: Finding[] = []
  for (const attestation of attestations) {
    shared.patience.signal.throwIfAborted()
    findings.push(verifyAttestation(attestation, image, shared.instances, now))
    await nextTurn()
  }
  return findings
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
