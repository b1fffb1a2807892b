/**
 * The actions of others that the workflows use: what they take and what they give, as their own action.yml has it. Their
 * stand-ins take and give no more than that, so that an example with an input that does not exist fails.
 */

export interface ActionInterface {
  /** The commit of its repository that this was read at. */
  readAt: string
  inputs: readonly string[]
  outputs: readonly string[]
}

export const actionInterfaces = {
  'actions/checkout': {
    readAt: '02c73802609a582111d8af3a9cd6519263dd983a',
    inputs: [
      'repository',
      'ref',
      'token',
      'ssh-key',
      'ssh-known-hosts',
      'ssh-strict',
      'ssh-user',
      'persist-credentials',
      'path',
      'clean',
      'filter',
      'sparse-checkout',
      'sparse-checkout-cone-mode',
      'fetch-depth',
      'fetch-tags',
      'show-progress',
      'reference',
      'lfs',
      'submodules',
      'set-safe-directory',
      'github-server-url',
    ],
    outputs: ['ref', 'commit'],
  },
  'actions/attest': {
    readAt: '01e19e4e508bd40b2a0fb7f4826a5cac7b0b86aa',
    inputs: [
      'subject-path',
      'subject-digest',
      'subject-name',
      'subject-checksums',
      'predicate-type',
      'predicate',
      'predicate-path',
      'push-to-registry',
      'create-storage-record',
      'show-summary',
      'github-token',
    ],
    outputs: ['bundle-path', 'attestation-id', 'attestation-url'],
  },
  'docker/build-push-action': {
    readAt: '0259cb088b9283926c6ffe4374b2a06a25c8c131',
    inputs: [
      'add-hosts',
      'allow',
      'annotations',
      'attests',
      'build-args',
      'build-contexts',
      'builder',
      'cache-from',
      'cache-to',
      'call',
      'cgroup-parent',
      'context',
      'file',
      'labels',
      'load',
      'network',
      'no-cache',
      'no-cache-filters',
      'outputs',
      'platforms',
      'provenance',
      'pull',
      'push',
      'sbom',
      'secrets',
      'secret-envs',
      'secret-files',
      'shm-size',
      'ssh',
      'tags',
      'target',
      'ulimit',
      'github-token',
    ],
    outputs: ['imageid', 'digest', 'metadata'],
  },
  'docker/login-action': {
    readAt: 'b45d80f862d83dbcd57f89517bcf500b2ab88fb2',
    inputs: ['registry', 'username', 'password', 'ecr', 'scope', 'logout', 'registry-auth'],
    outputs: [],
  },
} as const satisfies Record<string, ActionInterface>

/** `owner/name` of an action whose interface is known. */
export type OtherAction = keyof typeof actionInterfaces
