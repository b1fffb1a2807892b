/**
 * What a SLSA provenance predicate says of a build on GitHub. The signer's workflow writes it; it is held against the
 * certificate and never believed alone (threats D-09).
 */
import { isJsonObject, member } from '../json.ts'
import type { Signer, Statement } from '../model.ts'

/** https://slsa.dev/spec/v1.0/provenance and https://slsa.dev/spec/v0.2/provenance */
export const slsaPredicateTypes: readonly string[] = [
  'https://slsa.dev/provenance/v1',
  'https://slsa.dev/provenance/v0.2',
]

/** The predicate's fields that the certificate has a word for; null where the predicate has none. */
export interface Provenance {
  repository: string | null
  ref: string | null
  event: string | null
  commit: string | null
  runner_environment: string | null
  /** The builder's ID, where it is a workflow: the signer. */
  signer_identity: string | null
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
  const dependencies = at(definition, 'resolvedDependencies')
  const source = Array.isArray(dependencies)
    ? dependencies.find((dependency) => text(dependency, 'uri') === `git+${repository}@${ref}`)
    : undefined
  return {
    repository,
    ref,
    event: text(github, 'event_name'),
    commit: text(at(source, 'digest'), 'gitCommit'),
    runner_environment: text(github, 'runner_environment'),
    signer_identity: workflowOnly(text(at(predicate, 'runDetails', 'builder'), 'id')),
  }
}

/** As slsa-github-generator has it. */
function provenanceV02(predicate: unknown): Provenance {
  const invocation = at(predicate, 'invocation')
  const source = at(invocation, 'configSource')
  const [, repository = null, ref = null] = /^git\+(https:\/\/[^@]+)@(.+)$/.exec(text(source, 'uri') ?? '') ?? []
  return {
    repository,
    ref,
    event: text(at(invocation, 'environment'), 'github_event_name'),
    commit: text(at(source, 'digest'), 'sha1'),
    runner_environment: null,
    signer_identity: workflowOnly(text(at(predicate, 'builder'), 'id')),
  }
}

/** What certificate and predicate both say, and say differently. */
export function contradictions(signer: Signer, provenance: Provenance): (keyof Provenance)[] {
  const fields = Object.keys(provenance) as (keyof Provenance)[]
  return fields.filter((field) => {
    const [certified, said] = [signer[field], provenance[field]]
    return certified !== null && said !== null && certified !== said
  })
}

/** A builder's ID may be any URI; only one of a workflow means what the certificate's identity means. */
function workflowOnly(builder: string | null): string | null {
  return builder?.includes('/.github/workflows/') ? builder : null
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce((inner, key) => (isJsonObject(inner) ? member(inner, key) : undefined), value)
}

function text(value: unknown, key: string): string | null {
  const inner = at(value, key)
  return typeof inner === 'string' ? inner : null
}
