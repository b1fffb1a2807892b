import type { Claims } from './claims.ts'

/** An in-toto Statement. */
export interface StatementJson {
  _type: string
  subject: { name?: string; digest: Record<string, string> }[]
  predicateType: string
  predicate: object
}

export interface StatementRequest {
  /** `sha256:…` */
  digest: string
  claims: Claims
  /** The image without tag, as its subject is named. */
  name?: string
  predicateType?: string
}

const subjectOf = ({ digest, name = 'ghcr.io/acme/app' }: StatementRequest) => {
  const [algorithm = '', hex = ''] = digest.split(':')
  return [{ name, digest: { [algorithm]: hex } }]
}

/** What the claims of a run of GitHub Actions say about its workflow. */
function workflowOf(claims: Claims) {
  const repository = claims.repository ?? ''
  const ref = claims.ref ?? ''
  const path = (claims.build_config ?? '').slice(repository.length + 1).split('@')[0] ?? ''
  const [, runId = '', attempt = ''] = /\/runs\/(\d+)\/attempts\/(\d+)$/.exec(claims.run ?? '') ?? []
  return { repository, ref, path, runId, attempt }
}

/** A Statement v1 with SLSA provenance v1, as actions/attest writes it. */
export function slsaStatement(request: StatementRequest): StatementJson {
  const { claims } = request
  const { repository, ref, path } = workflowOf(claims)
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: subjectOf(request),
    predicateType: request.predicateType ?? 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: { workflow: { ref, repository, path } },
        internalParameters: {
          github: {
            event_name: claims.event,
            repository_id: claims.repository_id,
            repository_owner_id: claims.owner_id,
            runner_environment: claims.runner_environment,
          },
        },
        resolvedDependencies: [{ uri: `git+${repository}@${ref}`, digest: { gitCommit: claims.commit } }],
      },
      runDetails: { builder: { id: claims.signer_uri }, metadata: { invocationId: claims.run } },
    },
  }
}

/** A Statement v0.1 with SLSA provenance v0.2, as slsa-github-generator writes it for containers. */
export function slsaStatementV02(request: StatementRequest): StatementJson {
  const { claims } = request
  const { repository, ref, path, runId, attempt } = workflowOf(claims)
  const source = { uri: `git+${repository}@${ref}`, digest: { sha1: claims.commit } }
  return {
    _type: 'https://in-toto.io/Statement/v0.1',
    subject: subjectOf(request),
    predicateType: request.predicateType ?? 'https://slsa.dev/provenance/v0.2',
    predicate: {
      builder: { id: claims.signer_uri },
      buildType: 'https://github.com/slsa-framework/slsa-github-generator/container@v1',
      invocation: {
        configSource: { ...source, entryPoint: path },
        parameters: {},
        environment: {
          github_actor: 'octocat',
          github_actor_id: '583231',
          github_base_ref: '',
          github_event_name: claims.event,
          github_event_payload: {},
          github_head_ref: '',
          github_ref: ref,
          github_ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
          github_repository_id: claims.repository_id,
          github_repository_owner: claims.owner?.split('/').at(-1),
          github_repository_owner_id: claims.owner_id,
          github_run_attempt: attempt,
          github_run_id: runId,
          github_run_number: '1',
          github_sha1: claims.commit,
        },
      },
      metadata: {
        buildInvocationID: `${runId}-${attempt}`,
        completeness: { parameters: true, environment: false, materials: false },
        reproducible: false,
      },
      materials: [source],
    },
  }
}
