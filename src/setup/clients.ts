/** The clients of a run, so that connections and logins are shared. */
import type { GitHub } from '../github/client.ts'
import type { Reference, Runner } from '../model/index.ts'
import { openRegistry, type Registry } from '../registry/client.ts'
import { openKeychain } from '../registry/keychain.ts'
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
  workflow: Runner,
  { authHosts, token }: { authHosts: readonly string[]; token: string | null },
  { signal, log }: Scope,
): Clients {
  const { env, actor, serverUrl, apiUrl } = workflow
  const { request: onRequest, secret: onSecret } = log
  const jobToken = token === null ? null : { token, username: actor ?? 'x-access-token', serverUrl }
  const credentialsFor = openKeychain({ env, jobToken, onSecret })
  const registries = new Map<string, Registry>()
  let github: Promise<GitHub> | undefined
  const loadGitHub = async (): Promise<GitHub> => {
    const { openGitHub } = await import('../github/client.ts')
    if (token !== null) onSecret(token)
    return openGitHub({ apiUrl, serverUrl, token, signal, env, onRequest })
  }
  return {
    registry({ registry: host }) {
      const registry = registries.get(host) ?? openRegistry(host, { credentialsFor, authHosts, signal, onRequest, env })
      registries.set(host, registry)
      return registry
    },
    github() {
      github ??= loadGitHub()
      return github
    },
  }
}
