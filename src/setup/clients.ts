/** The registries of a run. */
import type { Reference, Runner } from '../model/index.ts'
import { openRegistry, type Registry } from '../registry/client.ts'
import { openKeychain } from '../registry/keychain.ts'

/** What the run tells the outside while it lasts. */
export interface Hooks {
  /** Called with every secret before it is used. */
  onSecret(secret: string): void
  /** Called with a line for every request: method, URL without query, status, time. */
  onRequest(line: string): void
  /** Called at each step of the way. @param about - the reference of an image as the user wrote it, or what else is worked on */
  onProgress(about: string, what: string): void
}

/**
 * One client for each registry that is asked for, so that its connections and logins are shared.
 * @throws {CodedError} CONFIG_ERROR where docker's config file is there and cannot be used
 */
export function openRegistries(
  runner: Runner,
  { authHosts, token }: { authHosts: readonly string[]; token: string | null },
  signal: AbortSignal,
  hooks: Hooks,
): (reference: Reference) => Registry {
  const { env, actor, serverUrl } = runner
  const jobToken = token === null ? null : { token, username: actor ?? 'x-access-token', serverUrl }
  const credentialsFor = openKeychain({ env, jobToken, onSecret: hooks.onSecret })
  const open = new Map<string, Registry>()
  return ({ registry: host }) => {
    const known = open.get(host)
    if (known !== undefined) return known
    const registry = openRegistry(host, {
      credentialsFor,
      authHosts,
      signal,
      onRequest: hooks.onRequest,
      env,
    })
    open.set(host, registry)
    return registry
  }
}
