/**
 * What a SLSA provenance predicate says of a build on GitHub. The signer's workflow writes it; it is held against the
 * certificate and never believed alone (threats D-09).
 */
import { isJsonObject, member } from '../../formats/strict-json.ts'
import { isSignerUri } from '../../formats/workflow-uri.ts'
import type { Signer, Statement } from '../../model/index.ts'

/** https://slsa.dev/spec/v1.0/provenance and https://slsa.dev/spec/v0.2/provenance */
export const slsaPredicateTypes = ['https://slsa.dev/provenance/v1', 'https://slsa.dev/provenance/v0.2'] as const

/** The predicate's fields that the certificate has a word for, by the certificate's names for them. */
const fields = [
  'repository',
  'ref',
  'event',
  'commit',
  'runner_environment',
  'repository_id',
  'owner_id',
  'build_config',
  'run',
  'signer_identity',
] as const satisfies (keyof Signer)[]

export type ProvenanceField = (typeof fields)[number]

/**
 * What a predicate says in each field; null where it says nothing. What is there but no text is put into words that
 * no certificate uses, so that it contradicts.
 */
export type Provenance = Record<ProvenanceField, string | null> & {
  /** Of these the certificate says nothing, but where the builder is the workflow that signed. */
  builder_id: string | null
  build_type: string | null
}

/** The provenance in this statement, or null where it holds another kind of predicate. */
export function provenanceOf({ predicateType, predicate }: Statement): Provenance | null {
  switch (predicateType) {
    case 'https://slsa.dev/provenance/v1':
      return provenanceV1(predicate)
    case 'https://slsa.dev/provenance/v0.2':
      return provenanceV02(predicate)
    default:
      return null
  }
}

/** As the build types of actions/attest and slsa-github-generator have it. */
function provenanceV1(predicate: unknown): Provenance {
  const definition = at(predicate, 'buildDefinition')
  const workflow = at(definition, 'externalParameters', 'workflow')
  const github = at(definition, 'internalParameters', 'github')
  const [repository, ref] = [text(workflow, 'repository'), text(workflow, 'ref')]
  return {
    repository,
    ref,
    event: text(github, 'event_name'),
    commit: commitOf(at(definition, 'resolvedDependencies'), repository),
    runner_environment: text(github, 'runner_environment'),
    repository_id: text(github, 'repository_id'),
    owner_id: text(github, 'repository_owner_id'),
    build_config: workflowUri(repository, text(workflow, 'path'), ref),
    run: runOf(text(at(predicate, 'runDetails', 'metadata'), 'invocationId')),
    ...builderOf(text(at(predicate, 'runDetails', 'builder'), 'id')),
    build_type: text(definition, 'buildType'),
  }
}

/** As slsa-github-generator has it. BuildKit names its context there, in another form: that need not be the source. */
function provenanceV02(predicate: unknown): Provenance {
  const invocation = at(predicate, 'invocation')
  const source = at(invocation, 'configSource')
  const environment = at(invocation, 'environment')
  const [, repository = null, ref = null] = /^git\+(https:\/\/[^@]+)@(.+)$/.exec(text(source, 'uri') ?? '') ?? []
  return {
    repository,
    ref,
    event: text(environment, 'github_event_name'),
    commit: repository === null ? null : text(at(source, 'digest'), 'sha1'),
    runner_environment: null,
    repository_id: text(environment, 'github_repository_id'),
    owner_id: text(environment, 'github_repository_owner_id'),
    build_config: workflowUri(repository, text(source, 'entryPoint'), ref),
    run: runUri(repository, text(environment, 'github_run_id'), text(environment, 'github_run_attempt')),
    ...builderOf(text(at(predicate, 'builder'), 'id')),
    build_type: text(predicate, 'buildType'),
  }
}

/** What certificate and predicate both say, and say differently. */
export function contradictions(signer: Signer, provenance: Provenance): ProvenanceField[] {
  return fields.filter((field) => {
    const [certified, said] = [signer[field], provenance[field]]
    if (certified === null || said === null || certified === said) return false
    return field !== 'signer_identity' || !isSignerUri(signer, said)
  })
}

/** The commit of the source repository among the dependencies; several that differ are none that a certificate names. */
function commitOf(dependencies: unknown, repository: string | null): string | null {
  if (!Array.isArray(dependencies) || repository === null) return null
  const own = dependencies.filter((dependency) => `${text(dependency, 'uri')}@`.startsWith(`git+${repository}@`))
  const commits = new Set(own.map((dependency) => text(at(dependency, 'digest'), 'gitCommit')))
  commits.delete(null)
  return commits.size === 0 ? null : [...commits].join(' and ')
}

function workflowUri(repository: string | null, path: string | null, ref: string | null): string | null {
  return repository === null || path === null || ref === null ? null : `${repository}/${path}@${ref}`
}

/** As the certificate's Run Invocation URI has it. */
function runUri(repository: string | null, id: string | null, attempt: string | null): string | null {
  return repository === null || id === null || attempt === null
    ? null
    : `${repository}/actions/runs/${id}/attempts/${attempt}`
}

/** An invocation's ID may be any text; a mere number or name of the builder's own is none that a certificate has. */
function runOf(invocation: string | null): string | null {
  return invocation !== null && /^[A-Za-z0-9_-]+$/.test(invocation) ? null : invocation
}

/** A builder's ID may be any URI; only one of a workflow means what the certificate's identity means. */
function builderOf(builder: string | null): Pick<Provenance, 'builder_id' | 'signer_identity'> {
  return { builder_id: builder, signer_identity: builder?.includes('/.github/workflows/') ? builder : null }
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce((inner, key) => (isJsonObject(inner) ? member(inner, key) : undefined), value)
}

function text(value: unknown, key: string): string | null {
  const inner = at(value, key)
  if (inner === undefined || inner === null) return null
  if (Number.isSafeInteger(inner)) return String(inner)
  return typeof inner === 'string' ? inner : `(no text, but ${Array.isArray(inner) ? 'a list' : typeof inner})`
}
