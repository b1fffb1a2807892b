/**
 * Where the login at a registry comes from: docker's credential helpers and config, podman's, and for GitHub's own
 * registry the job's token (contract, section 2). Nothing is looked up before a registry asks for it, or is
 * known to ask everybody.
 */

import { CodedError } from '../core/errors.ts'
import { basicValue, type Credential, type CredentialLookup } from './credential.ts'
import { askHelper, type HelperAnswer } from './credential-helper.ts'
import { type LoginFile, parseLogins, readLoginFile } from './login-file.ts'
import { type LoginTarget, serverAddress } from './login-key.ts'
import { dockerConfigFile, type LoginPlace, loginPlaces } from './login-places.ts'

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

/**
 * The login for a repository at a host, with its port where the reference has one; one look-up each, shared by all who
 * ask.
 */
export type CredentialsFor = (host: string, path: string) => Promise<CredentialLookup>

/**
 * Reads docker's config file, and looks up logins place by place (login-places.ts). In each of them docker's order holds,
 * but that a longer key comes first: the helper of that very host or else the store of all, then the file's own entry. A
 * helper that fails is a note, for the registry may let everybody in, and so is any place but docker's config file.
 * @throws {CodedError} CONFIG_ERROR naming the file, and never a part of it; from a look-up too
 */
export function createKeychain(sources: KeychainSources): CredentialsFor {
  const config = readLoginFile(dockerConfigFile(sources.env), sources.onSecret)
  const helpers = new Map<string, Promise<HelperAnswer>>()
  const known = new Map<string, Promise<CredentialLookup>>()
  return (host, path) => {
    const key = `${serverAddress(host)} ${path}`
    const lookup = known.get(key) ?? lookUp({ host, path }, { ...sources, config, helpers })
    known.set(key, lookup)
    return lookup
  }
}

/** Whether this registry belongs to the GitHub that issued the token: ghcr.io, or the one of a tenant of ghe.com. */
export function takesJobToken(host: string, serverUrl: string): boolean {
  if (serverUrl === 'https://github.com') return host === 'ghcr.io'
  const [, tenant] = /^https:\/\/([a-z0-9-]+)\.ghe\.com$/.exec(serverUrl) ?? []
  return tenant !== undefined && host === `containers.${tenant}.ghe.com`
}

interface Keychain extends KeychainSources {
  config: LoginFile
  /** What helpers have answered: each is asked once for a registry. */
  helpers: Map<string, Promise<HelperAnswer>>
}

async function lookUp(target: LoginTarget, keychain: Keychain): Promise<CredentialLookup> {
  const notes: string[] = []
  const looked: LoginFile[] = []
  for (const place of loginPlaces(keychain.env, target)) {
    const file = readPlace(place, keychain)
    if (!(file instanceof CodedError)) looked.push(file)
    const credential = file instanceof CodedError ? file : await loginIn(file, target, keychain, notes)
    if (credential instanceof CodedError) notes.push(credential.message)
    else if (credential !== null) return { credential, note: notes.length === 0 ? null : notes.join('; ') }
  }
  const note = [...notes, ...whereNot(target, looked)].join('; ')
  return { credential: fromJob(target.host, keychain), note }
}

/** The place's logins, or why it cannot be read. */
function readPlace(place: LoginPlace, { config, onSecret }: Keychain): LoginFile | CodedError {
  if ('file' in place && place.file === config.name) return config
  return codedOr(() => {
    if ('file' in place) return readLoginFile(place.file, onSecret)
    const text = place.text === null ? null : Buffer.from(place.text)
    // Docker takes logins alone from there, and runs no program that it names.
    return { ...parseLogins(text, place.variable, onSecret), helperFor: () => null }
  })
}

function codedOr<T>(read: () => T): T | CodedError {
  try {
    return read()
  } catch (error) {
    if (error instanceof CodedError) return error
    throw error
  }
}

/** The login in this file, null where it has none for this image; why it cannot be used, where another place may have one. */
async function loginIn(
  file: LoginFile,
  target: LoginTarget,
  keychain: Keychain,
  notes: string[],
): Promise<Credential | CodedError | null> {
  try {
    const [helper, login] = [file.helperFor(target), file.loginFor(target)]
    if (helper !== null && helper.depth >= (login?.depth ?? 0)) {
      const asked = await fromHelper(helper.value, target.host, file, keychain)
      if (asked.credential !== null) return asked.credential
      if (asked.note !== null) notes.push(asked.note)
    }
    return login === null ? null : file.credentialOf(login.value)
  } catch (error) {
    if (error instanceof CodedError && file !== keychain.config) return error
    throw error
  }
}

function whereNot(target: LoginTarget, looked: readonly LoginFile[]): string[] {
  const files = [...new Set(looked)]
  const there = files.filter(({ isThere }) => isThere)
  const named = there.map((file) => (file.hasOthers(target) ? `${file.name} (only for other paths)` : file.name))
  const missing = files.filter(({ isThere }) => !isThere).map(({ name }) => name)
  return [
    ...(named.length === 0 ? [] : [`no login for ${target.host} in ${inWords(named, 'and')}`]),
    ...(missing.length === 0 ? [] : [`there is no ${inWords(missing, 'or')}`]),
  ]
}

function inWords(names: readonly string[], word: 'and' | 'or'): string {
  return [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(` ${word} `)
}

async function fromHelper(
  name: string,
  host: string,
  file: LoginFile,
  { env, onSecret, helpers }: Keychain,
): Promise<CredentialLookup> {
  const address = serverAddress(host)
  const asked = helpers.get(`${name} ${address}`) ?? askHelper(name, address, env)
  helpers.set(`${name} ${address}`, asked)
  const answer = await asked
  const from = `docker-credential-${name}, named in ${file.name}`
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
