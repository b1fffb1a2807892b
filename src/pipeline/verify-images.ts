/**
 * The way of every image, on one page: prepare, resolve the reference to one digest, load whom to trust, collect every
 * attestation of that digest, verify each, and evaluate them by the rules.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { mapBounded, startBounded } from '../core/concurrency.ts'
import { type CodedError, toCodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { Stopwatch } from '../core/stopwatch.ts'
import type {
  CollectedAttestations,
  Digest,
  ImageVerdict,
  Policy,
  PolicyWarning,
  Reference,
  Verdict,
  WorkflowContext,
} from '../model/index.ts'
import { selfHostedRunnerWarnings } from '../policy/guidance/warnings.ts'
import { createClients } from '../setup/clients.ts'
import { type LoadedPolicy, loadPolicy, type PolicyInput } from '../setup/load-policy.ts'
import { loadTrust, type TrustInput, type TrustOf } from '../setup/load-trust.ts'
import type { RunContext } from '../setup/run-context.ts'
import type { RunLog } from '../setup/scope.ts'
import type { SourceName } from './collect.ts'
import type { Grounds } from './decide.ts'
import { deadline, type PollOptions, pollOptions } from './poll.ts'
import { type Resolved, resolve, rulesFor } from './resolve.ts'
import type { PlatformScope } from './subjects.ts'
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
export async function verifyImages(
  inputs: Inputs,
  workflow: WorkflowContext,
  mode: Verdict['mode'],
  log: RunLog,
): Promise<Verdict> {
  if (inputs.token !== null) log.secret(inputs.token)
  const run = createRunContext(inputs, workflow, log)
  const { stopwatch } = run
  const outcome = { mode, policy: null, errors: [], warnings: [], images: [] }

  const prepared = await stopwatch.time('prepare', () => prepare(inputs, workflow))
  if (Array.isArray(prepared)) return verdictOf({ ...outcome, errors: prepared, durations: stopwatch.durations() })
  const { policy, source, bundles } = prepared

  const patience = pollOptions(inputs.waitSeconds, run.scope.signal, stopwatch)
  const resolving = startBounded(inputs.images, limits.concurrentImages, (reference) =>
    resolve(reference, inputs.digest, patience, run),
  )
  const resolved = stopwatch.time('resolve', () => Promise.all(resolving))
  // The first requests leave before this process is busy with loading: the cryptography is most of what there is.
  await nextTurn()
  const trustOf = stopwatch.time('trust', () => loadTrust(inputs.trust, policy.rules, run))
  const deciding = createGrounds(inputs, { policy, bundles, trustOf, patience }, run).then((grounds) =>
    stopwatch.time('judge', () =>
      mapBounded(resolving, limits.concurrentImages, async (one) => {
        const decided = await decide(await one, policy, resolved, grounds)
        log.progress(decided.image.reference, decided.image.code)
        return decided
      }),
    ),
  )
  // Whom to trust is found out meanwhile: where that fails, nothing that was found is of use.
  const [decided] = await Promise.all([deciding, trustOf, resolved])

  const images = decided.map(({ image }) => image)
  const warnings = [
    ...policy.warnings,
    ...decided.flatMap((one) => one.warnings),
    ...images.flatMap(selfHostedRunnerWarnings),
  ]
  return verdictOf({ ...outcome, policy: source, images, warnings, durations: stopwatch.durations() })
}

function createRunContext({ authHosts, token }: Inputs, workflow: WorkflowContext, log: RunLog): RunContext {
  // What was found until then is still verified: a rule that is met by it is met (threats A-70).
  const scope = { signal: deadline(limits.runMs - limits.judgeMs), log }
  const clients = createClients(workflow, { authHosts, token }, scope)
  return { workflow, clients, stopwatch: new Stopwatch(), scope, end: deadline(limits.runMs) }
}

interface Prepared extends LoadedPolicy {
  /** What the bundle files hold; null where the sources are asked. */
  bundles: CollectedAttestations | null
}

async function prepare(inputs: Inputs, workflow: WorkflowContext): Promise<Prepared | CodedError[]> {
  const [loaded, bundles] = await Promise.all([
    loadPolicy(inputs.policy, workflow),
    inputs.bundles.length > 0 ? readBundles(inputs.bundles, workflow.workspace) : null,
  ])
  return Array.isArray(loaded) ? loaded : { ...loaded, bundles }
}

/** Loaded only where bundles are named. */
async function readBundles(bundles: readonly string[], workspace: string): Promise<CollectedAttestations> {
  const { readBundleFiles } = await import('../sources/bundle-files.ts')
  return readBundleFiles(bundles, workspace)
}

interface Loaded {
  policy: Policy
  bundles: CollectedAttestations | null
  trustOf: Promise<TrustOf>
  patience: PollOptions
}

/** Loads what decides, and asks at once about the images whose digest is given: that saves a round trip. */
async function createGrounds(
  inputs: Inputs,
  { policy, bundles, trustOf, patience }: Loaded,
  run: RunContext,
): Promise<Grounds> {
  const { createCollect, createSources } = await import('./collect.ts')
  const sources = bundles !== null ? [async () => bundles] : createSources(inputs.sources, policy.rules, run)
  const collect = createCollect(sources, run.scope.log)
  if (bundles === null && inputs.platforms === 'index')
    for (const subject of subjectsGiven(inputs)) collect(subject, 1, 0)
  const { createVerifyBy } = await import('./decide.ts')
  return { collect, trustOf, platforms: inputs.platforms, patience, verifyBy: createVerifyBy(run), run }
}

/** The subjects whose digest is given, whatever their references turn out to be. */
function subjectsGiven({ images, digest: expected }: Inputs) {
  return images.flatMap((reference) => {
    const digest = reference.digest ?? expected
    return digest === null ? [] : [{ reference, digest, platform: null, attestationManifests: [] }]
  })
}

/** The verdict on an image, and what else the user should know of it. */
interface Decided {
  image: ImageVerdict
  warnings: readonly PolicyWarning[]
}

async function decide(
  one: Resolved,
  policy: Policy,
  resolved: Promise<readonly Resolved[]>,
  grounds: Grounds,
): Promise<Decided> {
  const { reference } = one
  if ('error' in one) return { image: failedImage(reference, null, one.error), warnings: [] }
  try {
    const { rules, warnings } = await rulesFor(one.image, policy.rules, resolved, grounds.run)
    const { decideImage } = await import('./decide.ts')
    return { image: await decideImage(one.image, rules, grounds), warnings }
  } catch (error) {
    return { image: failedImage(reference, one.image, toCodedError(error)), warnings: [] }
  }
}
