/**
 * The way of every image, on one page: resolve the reference to one digest, see which rules apply, gather everything
 * that is attached to that digest, verify each attestation, and hold what was found against the rules.
 */
import { mapBounded } from './concurrency.ts'
import { CodedError, toCodedError } from './errors.ts'
import { nameOf } from './image/reference.ts'
import { digestOfTag, resolveImage } from './image/resolve.ts'
import type { Inputs, PolicyInput, Runner } from './inputs.ts'
import { limits } from './limits.ts'
import type { Finding, Gathered, Image, ImageVerdict, Instance, Policy, Reference, Verdict } from './model.ts'
import { applicableRules, tagsToAsk } from './policy/applies.ts'
import { evaluate } from './policy/evaluate.ts'
import { readProfile } from './policy/profile.ts'
import { defaultPolicy, policyOfClaims } from './policy/rules.ts'
import { readProfileFile } from './profile-file.ts'
import { openRegistry, type Registry } from './registry/client.ts'
import { loadDockerCredentials } from './registry/credentials.ts'
import { gatherFromFiles } from './sources/files.ts'
import { gatherFromRegistry } from './sources/registry.ts'
import { Stopwatch } from './stopwatch.ts'
import { instancesOfFiles } from './trust/files.ts'
import { failedImage, verdictOf } from './verdict.ts'
import { verifyAttestation } from './verify/attestation.ts'
import { askUntil, type Patience } from './wait.ts'

/** What the run tells the outside while it lasts. */
export interface Hooks {
  /** Called with every secret before it is used. */
  onSecret(secret: string): void
  /** Called with a line for every request: method, URL without query, status, time. */
  onRequest(line: string): void
}

/** What all images of a run share. */
interface Run {
  inputs: Inputs
  runner: Runner
  policy: Policy
  instances: readonly Instance[]
  registryOf(reference: Reference): Registry
  patience: Patience
  stopwatch: Stopwatch
}

/** A reference, and the image that it turned out to be. */
type Resolved = { reference: Reference; image: Image } | { reference: Reference; error: CodedError }

/**
 * The verdict on every image.
 * @throws {CodedError} where the inputs are wrong beyond what a profile's own mistakes are
 */
export async function run(inputs: Inputs, runner: Runner, mode: Verdict['mode'], hooks: Hooks): Promise<Verdict> {
  const stopwatch = new Stopwatch()
  const outcome = { mode, errors: [], warnings: [], images: [] }
  const [policy, instances] = await stopwatch.time('prepare', () =>
    Promise.all([readPolicy(inputs.policy, runner), instancesOfFiles(inputs.trustedRoots, runner.workspace)]),
  )
  if (Array.isArray(policy)) return verdictOf({ ...outcome, errors: policy, durations: stopwatch.durations() })

  const signal = deadline()
  const shared: Run = {
    inputs,
    runner,
    policy,
    instances,
    registryOf: registries(runner, signal, hooks),
    patience: { seconds: inputs.waitSeconds, signal },
    stopwatch,
  }
  const resolved = await stopwatch.time('resolve', () =>
    mapBounded(inputs.images, limits.concurrentImages, (reference) => resolve(reference, shared)),
  )
  const findingsOf = once((image: Image) => gatherAndVerify(image, shared))
  const images = await stopwatch.time('judge', () =>
    mapBounded(resolved, limits.concurrentImages, (one) => judgeImage(one, resolved, findingsOf, shared)),
  )
  return verdictOf({ ...outcome, images, warnings: policy.warnings, durations: stopwatch.durations() })
}

/** Once for each reference; every byte that follows is asked for by the digest found here (threats B-16). */
async function resolve(reference: Reference, { inputs, registryOf, patience }: Run): Promise<Resolved> {
  return askUntil<Resolved>(
    async () => {
      try {
        return { reference, image: await resolveImage(registryOf(reference), reference, inputs.digest) }
      } catch (error) {
        return { reference, error: toCodedError(error) }
      }
    },
    (answer) => 'error' in answer && answer.error.code === 'IMAGE_NOT_FOUND',
    patience,
  )
}

async function judgeImage(
  one: Resolved,
  all: readonly Resolved[],
  findingsOf: FindingsOf,
  shared: Run,
): Promise<ImageVerdict> {
  if ('error' in one) return failedImage(one.reference, null, one.error)
  const { reference, image } = one
  try {
    const { rules } = shared.policy
    const carried = await carriedTags(image, all, shared)
    const applicable = applicableRules(rules, reference, carried)
    const { findings, sources } = applicable.length === 0 ? nothing : await findingsOf(image)
    return evaluate({ image, rules: applicable, findings, sources, surroundings: shared.runner })
  } catch (error) {
    return failedImage(reference, image, toCodedError(error))
  }
}

/** The tags of the digest that the rules ask about: known from the references that were given, else asked for. */
async function carriedTags(image: Image, all: readonly Resolved[], { policy, registryOf }: Run): Promise<Set<string>> {
  const { reference, digest } = image
  const known = all.flatMap((other) => {
    const same = 'image' in other && nameOf(other.reference) === nameOf(reference) && other.image.digest === digest
    return same && other.reference.digest === null && other.reference.tag !== null ? [other.reference.tag] : []
  })
  const carried = new Set(known)
  const asked = tagsToAsk(policy.rules, reference, carried)
  const digests = await Promise.all(asked.map((tag) => digestOfTag(registryOf(reference), reference.path, tag)))
  for (const [index, tag] of asked.entries()) if (digests[index] === digest) carried.add(tag)
  return carried
}

type Judgeable = Pick<Gathered, 'sources'> & { findings: readonly Finding[] }
type FindingsOf = (image: Image) => Promise<Judgeable>

const nothing: Judgeable = { findings: [], sources: [] }

async function gatherAndVerify(
  image: Image,
  { inputs, runner, instances, registryOf, patience, stopwatch }: Run,
): Promise<Judgeable> {
  const { from } = inputs
  const gathered =
    from.kind === 'files'
      ? await gatherFromFiles(from.patterns, runner.workspace)
      : await askUntil(() => gatherFromRegistry(registryOf(image.reference), image), holdsNothing, patience)
  const now = new Date()
  const findings = await stopwatch.time('verify', async () =>
    gathered.attestations.map((attestation) => verifyAttestation(attestation, image, instances, now)),
  )
  return { findings, sources: gathered.sources }
}

/** A found but bad attestation is never waited on, nor is a place that could not be asked. */
function holdsNothing({ attestations, sources }: Gathered): boolean {
  return attestations.length === 0 && sources.every(({ status }) => status === 'answered')
}

/** References that turn out to be the same digest of the same repository share what is attached to it. */
function once(findingsOf: FindingsOf): FindingsOf {
  const known = new Map<string, Promise<Judgeable>>()
  return (image) => {
    const key = `${nameOf(image.reference)}@${image.digest}`
    const findings = known.get(key) ?? findingsOf(image)
    known.set(key, findings)
    return findings
  }
}

async function readPolicy(input: PolicyInput, runner: Runner): Promise<Policy | CodedError[]> {
  switch (input.kind) {
    case 'file':
      return readProfile(await readProfileFile(input.path, runner.workspace), input.path, runner)
    case 'inline':
      return readProfile(input.text, null, runner)
    case 'claims':
      return policyOfClaims(input.asked, runner)
    case 'default':
      return defaultPolicy(runner)
  }
}

/** One client a registry, so that its connections and logins are shared. */
function registries(runner: Runner, signal: AbortSignal, { onSecret, onRequest }: Hooks): Run['registryOf'] {
  const { credentialsFor } = loadDockerCredentials(runner.env, onSecret)
  const open = new Map<string, Registry>()
  return ({ registry: host }) => {
    const registry = open.get(host) ?? openRegistry(host, { credentialsFor, signal, onRequest, env: runner.env })
    open.set(host, registry)
    return registry
  }
}

function deadline(): AbortSignal {
  const controller = new AbortController()
  const minutes = limits.runMs / 60_000
  const error = new CodedError('TIMEOUT', `The verification was not finished after ${minutes} minutes.`, {
    hint: 'Run the job again. If it keeps happening, see in the report which request takes so long.',
  })
  setTimeout(() => controller.abort(error), limits.runMs).unref()
  return controller.signal
}
