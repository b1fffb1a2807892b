/** Asking every source that the inputs name for what it holds about one digest, all of them at the same time. */
import { limits } from '../core/limits.ts'
import { imageNameOf } from '../formats/image-name.ts'
import type {
  Collected,
  CollectedAttestations,
  Reference,
  Rule,
  SourceResult,
  Subject,
  WorkflowContext,
} from '../model/index.ts'
import { namedRepositories, repositoryName } from '../policy/claims/named-repositories.ts'
import { matchesImageName } from '../policy/evaluation/rule-scope.ts'
import { sourceOrder } from '../policy/evaluation/source-results.ts'
import type { RunContext } from '../setup/run-context.ts'
import type { RunLog } from '../setup/scope.ts'
import { allocate, tooManyAttestationsError } from '../sources/budget.ts'
import { fetchFromBuildKit } from '../sources/buildkit.ts'
import type { ApiList } from '../sources/github-listings.ts'
import { likeliest, weightOf } from '../sources/order.ts'
import { fetchFromRegistry } from '../sources/registry.ts'
import { sourceLabels } from '../text/phrases.ts'
import { createAttestationId } from './attestation-id.ts'

/** A source of attestations, as the input `sources` names it. */
export type SourceName = 'registry' | 'github'

/** What one has to know of a subject to ask what is there for it. */
export type SubjectQuery = Pick<Subject, 'reference' | 'digest' | 'platform' | 'attestationManifests'>

/** All that a source holds for a subject. Never rejects for what the source does: that is the result of the source. */
export type Source = (subject: SubjectQuery, maxBytes: number) => Promise<CollectedAttestations>

/**
 * What all sources hold for one subject; whoever asks in the same round shares the answer, and of an earlier round nothing
 * is kept, for it may be a hundred megabytes.
 * @param among - how many subjects of the image share the bytes that are kept of it
 */
export type Collect = (subject: SubjectQuery, among: number, round: number) => AsyncIterable<Collected>

/** The sources that the inputs name. @param rules - all of the policy: the repositories that they name may hold attestations */
export function createSources(names: readonly SourceName[], rules: readonly Rule[], run: RunContext): Source[] {
  const { clients, workflow } = run
  const known: Record<SourceName, Source> = {
    registry: (subject, maxBytes) => fromRegistry(subject, maxBytes, run),
    async github({ reference, digest }, maxBytes) {
      const [github, { fetchFromGitHub }] = await Promise.all([clients.github(), import('../sources/github.ts')])
      return fetchFromGitHub(github, digest, listsFor(reference, rules, workflow), maxBytes)
    },
  }
  return names.map((name) => known[name])
}

/** A platform has a source more than an image: what BuildKit put beside it into the index. */
async function fromRegistry(
  subject: SubjectQuery,
  maxBytes: number,
  { clients }: RunContext,
): Promise<CollectedAttestations> {
  const registry = clients.registry(subject.reference)
  if (subject.platform === null) return fetchFromRegistry(registry, subject, maxBytes)
  const half = Math.floor(maxBytes / 2)
  const all = await Promise.all([
    fetchFromRegistry(registry, subject, half),
    fetchFromBuildKit(registry, subject, half),
  ])
  return {
    attestations: all.flatMap(({ attestations }) => attestations),
    sources: all.flatMap(({ sources }) => sources),
  }
}

/** Collects from these sources, and says how asking each went. */
export function createCollect(sources: readonly Source[], log: RunLog): Collect {
  const latest = new Map<string, { round: number; answer: Promise<Collected[]> }>()
  const idOf = createAttestationId()
  const ask = async (subject: SubjectQuery, among: number, round: number): Promise<Collected[]> => {
    // No source, and no platform, takes the bytes of another.
    const maxBytes = Math.floor(limits.gatheredBytes / sources.length / among)
    logProgress(subject, `asking what is attached to ${subject.digest}`, log)
    const all = withinBound(await Promise.all(sources.map((source) => source(subject, maxBytes))))
    // The first round has said that nothing is there.
    if (round === 0 || all.attestations.length > 0) logSources(subject, all, log)
    return collectedOf(all, idOf)
  }
  return (subject, among, round) => {
    const key = subjectKey(subject, among)
    const known = latest.get(key)
    const answer = known !== undefined && known.round >= round ? known.answer : ask(subject, among, round)
    // It may be that nobody waits for it: an image that is asked for ahead may turn out to be another one.
    answer.catch(() => {})
    if (answer !== known?.answer) latest.set(key, { round, answer })
    return yieldAll(answer)
  }
}

async function* yieldAll(answer: Promise<readonly Collected[]>): AsyncGenerator<Collected> {
  yield* await answer
}

/** All that the attestations of a subject depend on: two indexes may list one platform, with other attestation manifests. */
export function subjectKey({ reference, digest, platform, attestationManifests }: SubjectQuery, among: number): string {
  return JSON.stringify([imageNameOf(reference), digest, platform !== null, among, ...attestationManifests])
}

function collectedOf(
  { attestations, sources }: CollectedAttestations,
  idOf: ReturnType<typeof createAttestationId>,
): Collected[] {
  return [
    ...attestations.map((attestation, index): Collected => {
      const order = [sourceOrder.indexOf(attestation.source), index] as const
      return { kind: 'attestation', id: idOf(attestation), attestation, order }
    }),
    ...sources.map((end): Collected => ({ kind: 'end', end })),
  ]
}

function logSources(subject: SubjectQuery, { attestations, sources }: CollectedAttestations, log: RunLog): void {
  for (const result of sources) logProgress(subject, sourceSummary(result), log)
  const { length } = attestations
  logProgress(subject, `verifying ${length} attestation${length === 1 ? '' : 's'}`, log)
}

function logProgress({ reference, platform }: SubjectQuery, what: string, log: RunLog): void {
  log.progress(reference.given, platform === null ? what : `${platform}: ${what}`)
}

function sourceSummary(result: SourceResult): string {
  return `${sourceLabels[result.source]}: ${result.found} found${result.status === 'failed' ? `, ${result.error.code}` : ''}`
}

/**
 * The lists that may hold attestations of an image: of the repository that runs the workflow, of those that the rules
 * for the image name, and of the owner of its package.
 */
export function listsFor(
  reference: Reference,
  rules: readonly Rule[],
  { serverUrl, repository }: Pick<WorkflowContext, 'serverUrl' | 'repository'>,
): ApiList[] {
  const running = repository === null ? null : repositoryName(repository, serverUrl)
  const relevant = rules.filter((rule) => matchesImageName(rule, reference))
  const names = [...(running === null ? [] : [running]), ...namedRepositories(relevant, serverUrl)]
  const unique = new Map(names.map((name) => [name.toLowerCase(), name]))
  const lists: ApiList[] = [...unique.values()].map((name) => ({ title: name, names: [`repos/${name}`] }))
  const owner = packageOwner(reference, serverUrl)
  return owner === null ? lists : [...lists, { title: `all of ${owner}`, names: [`orgs/${owner}`, `users/${owner}`] }]
}

/** The account on this server whose package the image is; null for an image of another registry. */
function packageOwner({ registry, path }: Reference, serverUrl: string): string | null {
  const { hostname } = new URL(serverUrl)
  const own = hostname === 'github.com' ? 'ghcr.io' : `containers.${hostname}`
  return registry === own ? (path.split('/')[0] ?? null) : null
}

/** The bound is one for the digest; rubbish in one source takes none of what another holds (threats A-13). */
function withinBound(gathered: readonly CollectedAttestations[]): CollectedAttestations {
  const sources = gathered.flatMap((one) => one.sources)
  const attestations = gathered.flatMap((one) => one.attestations)
  const groups = sources.map(({ source }) => attestations.filter((one) => one.source === source))
  const shares = allocate(
    groups.map(({ length }) => length),
    limits.attestations,
  )
  return {
    attestations: groups.flatMap((group, index) =>
      likeliest(group, shares[index] ?? 0, ({ content }) => weightOf(content)),
    ),
    sources: sources.map((result, index) => cut(result, shares[index] ?? 0)),
  }
}

function cut(result: SourceResult, share: number): SourceResult {
  if (result.found <= share) return result
  const error = result.status === 'failed' ? result.error : tooManyAttestationsError()
  return { source: result.source, status: 'failed', found: share, error }
}
