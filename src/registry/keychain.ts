/**
 * Where the login at a registry comes from: docker's credential helpers, docker's config file, and for GitHub's own
 * registry the job's token (contract, section 2). Nothing is looked up before a registry asks for it, or is
 * known to ask everybody.
 */

import { basicValue, type Credential, type CredentialLookup } from './credential.ts'
import { askHelper } from './credential-helper.ts'
import { type DockerConfig, loadDockerConfig, serverAddress } from './docker-config.ts'

export interface KeychainSources {
  /** Where docker's config folder, `PATH`, and what helpers read stand. */
  env: NodeJS.ProcessEnv
  /** Null where there is no token to be used. */
  jobToken: JobToken | null
  /** Called with every secret before it is used. */
  onSecret(value: string): void
}

/** The token of the job, whose it is, and the origin of the GitHub that issued it. */
export interface JobToken {
  token: string
  username: string
  serverUrl: string
}

/** The login for a host, with its port where the reference has one; one look-up each, shared by all who ask. */
export type CredentialsFor = (host: string) => Promise<CredentialLookup>

/**
 * Reads docker's config file, and looks up logins in docker's order: the helper of that very host or else the store of
 * all, then the file's own entry. A helper that fails is a note, for the registry may let everybody in.
 * @throws {CodedError} CONFIG_ERROR naming the file, and never a part of it; from a look-up too
 */
export function openKeychain(sources: KeychainSources): CredentialsFor {
  const config = loadDockerConfig(sources.env, sources.onSecret)
  const known = new Map<string, Promise<CredentialLookup>>()
  return (host) => {
    const address = serverAddress(host)
    const lookup = known.get(address) ?? lookUp(host, config, sources)
    known.set(address, lookup)
    return lookup
  }
}

/** Whether this registry belongs to the GitHub that issued the token: ghcr.io, or the one of a tenant of ghe.com. */
export function takesJobToken(host: string, serverUrl: string): boolean {
  if (serverUrl === 'https://github.com') return host === 'ghcr.io'
  const [, tenant] = /^https:\/\/([a-z0-9-]+)\.ghe\.com$/.exec(serverUrl) ?? []
  return tenant !== undefined && host === `containers.${tenant}.ghe.com`
}

async function lookUp(host: string, config: DockerConfig, sources: KeychainSources): Promise<CredentialLookup> {
  const name = config.helperFor(host)
  const asked = name === null ? null : await fromHelper(name, host, config, sources)
  if (asked !== null && asked.credential !== null) return asked
  const login = config.loginFor(host)
  if (login !== null) return { credential: login, note: asked?.note ?? null }
  const missing = config.isThere ? `no login for ${host} in ${config.file}` : `there is no ${config.file}`
  const note = asked?.note ? `${asked.note}; ${missing}` : missing
  return { credential: fromJob(host, sources), note }
}

async function fromHelper(
  name: string,
  host: string,
  config: DockerConfig,
  { env, onSecret }: KeychainSources,
): Promise<CredentialLookup> {
  const answer = await askHelper(name, serverAddress(host), env)
  const from = `docker-credential-${name}, named in ${config.file}`
  if ('why' in answer) return { credential: null, note: `${from}, ${answer.why}` }
  const { login } = answer
  const secret = login.kind === 'token' ? login.token : login.password
  for (const form of [secret, Buffer.from(secret).toString('base64')]) onSecret(form)
  if (login.kind === 'token') return { credential: { kind: 'identity-token', token: login.token, from }, note: null }
  onSecret(basicValue(login))
  return { credential: { ...login, from }, note: null }
}

function fromJob(host: string, { jobToken, onSecret }: KeychainSources): Credential | null {
  if (jobToken === null || !takesJobToken(host, jobToken.serverUrl)) return null
  const login = { username: jobToken.username, password: jobToken.token }
  for (const form of [jobToken.token, basicValue(login)]) onSecret(form)
  return { kind: 'job-token', ...login, from: 'the `token` input' }
}
