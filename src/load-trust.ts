/** Whose signatures are trusted, from wherever the inputs say. */

import { openHttp } from './http/client.ts'
import { follow } from './http/redirect.ts'
import { type Runner, readTemporaryFolder, type TrustInput } from './inputs.ts'
import type { Trust } from './model.ts'
import type { Hooks } from './registries.ts'
import { instancesOfFiles } from './trust/files.ts'

/**
 * Loads the trust.
 * @throws {CodedError} CONFIG_ERROR for a file or URL that cannot be used, TRUST_ROOT_ERROR for a TUF repository that
 * cannot be asked or believed: never a silent fall-back
 */
export async function loadTrust(input: TrustInput, runner: Runner, signal: AbortSignal, hooks: Hooks): Promise<Trust> {
  if (input.kind === 'files') return { instances: await instancesOfFiles(input.files, runner.workspace), further: null }
  hooks.onProgress('Sigstore', 'loading the trusted roots')
  const http = openHttp({ errorCode: 'TRUST_ROOT_ERROR', signal, env: runner.env, onRequest: hooks.onRequest })
  // Loaded late: the TUF client is of no use to those who bring their own root.
  const { trustFor } = await import('./trust/sigstore.ts')
  return trustFor({
    ...input,
    serverUrl: runner.serverUrl,
    workspace: runner.workspace,
    temporaryFolder: readTemporaryFolder(runner.env),
    get: (url, maxBytes) => follow(http, { method: 'GET', url, headers: {}, maxBytes }, null, 'TRUST_ROOT_ERROR'),
  })
}
