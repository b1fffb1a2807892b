/** Asking every place that the inputs name for what it holds about one digest, all of them at the same time. */

import { limits } from '../core/limits.ts'
import { nameOf } from '../image/reference.ts'
import type { Gathered, Named, Reference, Rule, Runner, SourceResult, Subject } from '../model/index.ts'
import { namedRepositories, repositoryName } from '../policy/claims/named-repositories.ts'
import { namesReference } from '../policy/evaluation/rule-scope.ts'
import type { Registry } from '../registry/client.ts'
import type { Hooks } from '../setup/clients.ts'
import { shareRoom, tooManyAttestations } from '../sources/budget.ts'
import { gatherFromBuildKit } from '../sources/buildkit.ts'
import type { ApiList } from '../sources/github-listings.ts'
import { likeliest, weightOf } from '../sources/order.ts'
import { gatherFromRegistry } from '../sources/registry.ts'

/** A source of attestations, as the input `sources` names it. */
export type SourceName = 'registry' | 'github'

export interface Places {
  names: readonly SourceName[]
  registryOf(reference: Reference): Registry
  token: string | null
  /** All of the policy: the repositories that they name may hold attestations of what they apply to. */
  rules: readonly Rule[]
  runner: Runner
  signal: AbortSignal
  hooks: Hooks
}

/**
 * What all places hold for one subject. Never rejects for what a place does: that is the result of its source.
 * @param among - how many subjects of the image share the room for it
 */
export type Gather = (sought: Sought, among: number) => Promise<Gathered>

/** What one has to know of a subject to ask for what is attached to it. */
export type Sought = Pick<Subject, 'reference' | 'digest' | 'platform' | 'attestationManifests'>

/** The same, from one place. @param roomBytes - how much of it to keep at most */
type GatherFrom = (sought: Sought, roomBytes: number) => Promise<Gathered>

/** @returns a function that shares its clients between all subjects of a run */
export function openPlaces(places: Places): Gather {
  const gatherers: Record<SourceName, () => GatherFrom> = {
    registry: () => (subject, room) => gatherFromRegistryPlaces(places.registryOf(subject.reference), subject, room),
    github: () => openGitHubPlace(places),
  }
  const opened = places.names.map((name) => gatherers[name]())
  return async (subject, among) => {
    // No place, and no platform, takes the room of another.
    const room = Math.floor(limits.gatheredBytes / opened.length / among)
    return withinBound(await Promise.all(opened.map((gather) => gather(subject, room))))
  }
}

/**
 * Asks about these images at once, beside their manifests, for their digests are known before those: it saves a round
 * trip. Whoever asks about one of them first has the answer to that; whoever asks again has a new one.
 */
export function askedAhead(gather: Gather, known: readonly Named[]): Gather {
  const keyOf = ({ reference, digest }: Named): string => `${nameOf(reference)}@${digest}`
  const images = new Map(known.map((image) => [keyOf(image), image]))
  const answers = new Map(
    [...images].map(([key, image]) => [key, gather({ ...image, platform: null, attestationManifests: [] }, 1)]),
  )
  // It may be that nobody asks: then nobody is to miss the answer either.
  for (const answer of answers.values()) answer.catch(() => {})
  return (sought, among) => {
    const answer = sought.platform === null && among === 1 ? answers.get(keyOf(sought)) : undefined
    answers.delete(keyOf(sought))
    return answer ?? gather(sought, among)
  }
}

/** A platform has a place more than an image: what BuildKit put beside it into the index. */
async function gatherFromRegistryPlaces(registry: Registry, subject: Sought, room: number): Promise<Gathered> {
  if (subject.platform === null) return gatherFromRegistry(registry, subject, room)
  const half = Math.floor(room / 2)
  const places = [gatherFromRegistry(registry, subject, half), gatherFromBuildKit(registry, subject, half)]
  const gathered = await Promise.all(places)
  return {
    attestations: gathered.flatMap(({ attestations }) => attestations),
    sources: gathered.flatMap(({ sources }) => sources),
  }
}

function openGitHubPlace(places: Places): GatherFrom {
  const { runner, token, signal, hooks } = places
  const open = async () => {
    const [{ openGitHub }, { gatherFromGitHub }] = await Promise.all([
      import('../github/client.ts'),
      import('../sources/github.ts'),
    ])
    if (token !== null) hooks.onSecret(token)
    const { apiUrl, serverUrl, env } = runner
    return {
      github: openGitHub({ apiUrl, serverUrl, token, signal, env, onRequest: hooks.onRequest }),
      gatherFromGitHub,
    }
  }
  let opened: ReturnType<typeof open> | undefined
  return async ({ reference, digest }, room) => {
    // Loaded late, and once: the first request to the registry is under way by then.
    opened ??= open()
    const { github, gatherFromGitHub } = await opened
    return gatherFromGitHub(github, digest, listsFor(reference, places.rules, runner), room)
  }
}

/**
 * The lists that may hold attestations of an image: of the repository that runs the workflow, of those that the rules
 * for the image name, and of the owner of its package.
 */
export function listsFor(
  reference: Reference,
  rules: readonly Rule[],
  { serverUrl, repository }: Pick<Runner, 'serverUrl' | 'repository'>,
): ApiList[] {
  const running = repository === null ? null : repositoryName(repository, serverUrl)
  const relevant = rules.filter((rule) => namesReference(rule, reference))
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
function withinBound(gathered: readonly Gathered[]): Gathered {
  const sources = gathered.flatMap((one) => one.sources)
  const attestations = gathered.flatMap((one) => one.attestations)
  const groups = sources.map(({ source }) => attestations.filter((one) => one.source === source))
  const shares = shareRoom(
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
  const error = result.status === 'failed' ? result.error : tooManyAttestations()
  return { source: result.source, status: 'failed', found: share, error }
}
