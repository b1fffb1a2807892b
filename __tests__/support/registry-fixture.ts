import type { ServerResponse } from 'node:http'
import { createRegistry, type RegistryOptions } from '../../src/registry/client.ts'
import type { Credential } from '../../src/registry/credential.ts'
import { mediaTypes } from './registry.ts'

/** The repository that tests of the registry's client ask about. */
export const path = 'acme/app'
export const zeros = `sha256:${'0'.repeat(64)}` as const

/** Who may come in, and how that is said in a header. */
export const user = { user: 'me', password: 'hunter2' }
export const login = `Basic ${Buffer.from('me:hunter2').toString('base64')}`

/** A client that is impatient, but for nothing else. */
export const open = (host: string, options: RegistryOptions = {}) =>
  createRegistry(host, { retryBaseMs: 1, ...options })
export const withCredential = (credential: Credential) => ({ credentialsFor: async () => ({ credential, note: null }) })
export const known = withCredential({ kind: 'basic', username: 'me', password: 'hunter2', from: 'docker config x' })

/** Answers with JSON, or with these bytes under its name. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
  response.end(body instanceof Uint8Array ? body : JSON.stringify(body))
}

/** A descriptor that is different for each number. */
export const descriptor = (n: number) => ({
  mediaType: mediaTypes.manifest,
  digest: `sha256:${n.toString(16).padStart(64, '0')}`,
  size: 1,
})

/** A list of the descriptors of these numbers. */
export const page = (from: number, to: number) => ({
  schemaVersion: 2,
  manifests: Array.from({ length: to - from }, (_, n) => descriptor(from + n)),
})
