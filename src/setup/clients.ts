/** The clients of a run, so that connections and logins are shared. */
import type { GitHub } from '../github/client.ts'
import type { Reference, WorkflowContext } from '../model/index.ts'
import { createRegistry, type Registry } from '../registry/client.ts'
import { createKeychain } from '../registry/keychain.ts'
import type { Scope } from './scope.ts'

export interface Clients {
  /** One for each registry that is asked for. */
  registry(reference: Pick<Reference, 'registry'>): Registry
  /** Loaded late: the first request to the registry is under way by then. */
  github(): Promise<GitHub>
}

/**
 * Clients that ask with these credentials, and only as long as the scope lasts.
 * @throws {CodedError} (registry) CONFIG_ERROR for a host that is not one
 */
export function createClients(
  workflow: WorkflowContext,
  { authHosts, token }: { authHosts: readonly string[]; token: string | null },
  { signal, log }: Scope,
): Clients {
  const { env, actor, serverUrl, apiUrl } = workflow
  const { request: onRequest, secret: onSecret } = log
  const jobToken = token === null ? null : { token, username: actor ?? 'x-access-token', serverUrl }
  const credentialsFor = createKeychain({ env, jobToken, onSecret })
  const registries = new Map<string, Registry>()
  let github: Promise<GitHub> | undefined
  const loadGitHub = async (): Promise<GitHub> => {
    const { createGitHub } = await import('../github/client.ts')
    if (token !== null) onSecret(token)
    return createGitHub({ apiUrl, serverUrl, token, signal, env, onRequest })
  }
  return {
    registry({ registry: host }) {
      const registry =
        registries.get(host) ?? createRegistry(host, { credentialsFor, authHosts, signal, onRequest, env })
      registries.set(host, registry)
      return registry
    },
    github() {
      github ??= loadGitHub()
      return github
    },
  }
}
