/**
 * Docker's own config file, read once: what docker/login-action leaves behind (threats E-03, E-04, H-05). Each registry
 * gets what stands under its very host and port, never what stands under a host that looks like it.
 */
import { readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { CodedError, configError } from '../errors.ts'
import { isJsonObject, type JsonObject, member, parseJsonObject } from '../json.ts'
import { isDockerHub } from './origin.ts'

/** A login, and where it comes from in the words of a message. */
export type Credential = { from: string } & (
  | { kind: 'basic'; username: string; password: string }
  /** OAuth2 refresh token, for the registry's token endpoint. */
  | { kind: 'identity-token'; token: string }
  /** Bearer token, for the registry itself. */
  | { kind: 'registry-token'; token: string }
)

/** `note` says why there is none, or what was passed over. */
export interface CredentialLookup {
  credential: Credential | null
  note: string | null
}

export interface DockerCredentials {
  /**
   * What the file holds for this host, with its port where the reference has one.
   * @throws {CodedError} CONFIG_ERROR where the entry is there and cannot be read
   */
  credentialsFor(host: string): CredentialLookup
}

interface Entry {
  key: string
  credential: Credential | 'malformed' | null
}

const maxBytes = 1024 * 1024

/**
 * Reads `$DOCKER_CONFIG/config.json` or `~/.docker/config.json`; a file that is not there holds nothing. Every secret
 * in it is told to `onSecret`, in its base64 form too, before anything else can happen to it.
 * @throws {CodedError} CONFIG_ERROR naming the file, and never a part of it
 */
export function loadDockerCredentials(
  env: NodeJS.ProcessEnv,
  onSecret: (value: string) => void = () => {},
): DockerCredentials {
  const file = join(env.DOCKER_CONFIG || join(env.HOME || homedir(), '.docker'), 'config.json')
  const config = readConfig(file)
  if (config === null) return { credentialsFor: () => ({ credential: null, note: `there is no ${file}` }) }
  const entries = readEntries(config, file, onSecret)
  return { credentialsFor: (host) => lookUp(host, entries, config, file) }
}

function readConfig(file: string): JsonObject | null {
  const bytes = readBounded(file)
  if (bytes === null) return null
  try {
    return parseJsonObject(bytes)
  } catch {
    // The parser's message would quote the file.
    throw unreadable(file, 'it is no well-formed JSON object')
  }
}

function readBounded(file: string): Uint8Array | null {
  try {
    const { size } = statRegular(file)
    if (size > maxBytes) throw unreadable(file, `it is larger than ${maxBytes} bytes`)
    return readFileSync(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error instanceof CodedError || code === null ? error : unreadable(file, String(code))
  }
}

function statRegular(file: string): { size: number } {
  const stats = statSync(file)
  if (!stats.isFile()) throw unreadable(file, 'it is no regular file')
  return stats
}

function readEntries(config: JsonObject, file: string, onSecret: (value: string) => void): Entry[] {
  const auths = member(config, 'auths') ?? {}
  if (!isJsonObject(auths)) throw unreadable(file, 'its "auths" is no object')
  return Object.entries(auths)
    .filter(([key]) => !/\/(?:access|refresh)-token$/.test(key))
    .map(([key, value]) => ({ key, credential: readEntry(value, `${file} (entry ${key})`, onSecret) }))
}

function readEntry(entry: unknown, from: string, onSecret: (value: string) => void): Entry['credential'] {
  if (!isJsonObject(entry)) return 'malformed'
  const texts = new Map<string, string>()
  let malformed = false
  for (const name of ['auth', 'username', 'password', 'identitytoken', 'registrytoken']) {
    const value = member(entry, name) ?? ''
    if (typeof value !== 'string') malformed = true
    else if (value !== '') texts.set(name, value)
  }
  for (const [name, value] of texts) if (name !== 'username') onSecret(value)
  return malformed ? 'malformed' : choose(texts, from, onSecret)
}

/** In docker's order: a token that the registry gave out before a password, `auth` before the two that it stands for. */
function choose(
  texts: ReadonlyMap<string, string>,
  from: string,
  onSecret: (value: string) => void,
): Entry['credential'] {
  const registryToken = texts.get('registrytoken')
  if (registryToken !== undefined) {
    // It becomes part of a header as it is.
    return /^[\x21-\x7e]+$/.test(registryToken) ? { kind: 'registry-token', token: registryToken, from } : 'malformed'
  }
  const identityToken = texts.get('identitytoken')
  if (identityToken !== undefined) return { kind: 'identity-token', token: identityToken, from }
  const [auth, username, password] = [texts.get('auth'), texts.get('username'), texts.get('password')]
  if (auth === undefined && (username === undefined || password === undefined)) return null
  const login = auth === undefined ? { username: username ?? '', password: password ?? '' } : decodeLogin(auth)
  if (login === 'malformed') return login
  onSecret(login.password)
  onSecret(basicValue(login))
  return { kind: 'basic', ...login, from }
}

/** Docker's own reading: everything behind the first colon is the password, but for zero bytes at its end. */
function decodeLogin(auth: string): { username: string; password: string } | 'malformed' {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(auth)) return 'malformed'
  const text = Buffer.from(auth, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return 'malformed'
  let end = text.length
  while (text[end - 1] === '\0') end--
  const password = text.slice(colon + 1, end)
  return password === '' ? 'malformed' : { username: text.slice(0, colon), password }
}

/** What HTTP's basic scheme sends. */
export function basicValue(login: { username: string; password: string }): string {
  return Buffer.from(`${login.username}:${login.password}`).toString('base64')
}

function lookUp(host: string, entries: readonly Entry[], config: JsonObject, file: string): CredentialLookup {
  const wanted = hostOf(host)
  // What `docker login` writes comes first, then any other spelling of the same host, in the file's order.
  const first = wanted === 'docker.io' ? 'https://index.docker.io/v1/' : host
  const found = entries.filter(({ key }) => hostOf(key) === wanted).sort((a, b) => rank(a, first) - rank(b, first))
  const entry = found.find(({ credential }) => credential !== null)
  if (entry === undefined)
    return { credential: null, note: storeOf(config, wanted, file) ?? `no login for ${host} in ${file}` }
  if (entry.credential === 'malformed') throw unreadable(file, `its entry ${entry.key} holds no usable login`)
  return { credential: entry.credential, note: null }
}

function rank(entry: Entry, first: string): number {
  return entry.key === first ? 0 : 1
}

/** A key of `auths` without its scheme and path; Docker Hub's names are one. */
function hostOf(key: string): string {
  const host = key
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/s, '')
  return isDockerHub(host) ? 'docker.io' : host
}

function storeOf(config: JsonObject, wanted: string, file: string): string | null {
  const helpers = member(config, 'credHelpers')
  const key = isJsonObject(helpers) ? Object.keys(helpers).find((name) => hostOf(name) === wanted) : undefined
  const helper = key !== undefined && isJsonObject(helpers) ? member(helpers, key) : member(config, 'credsStore')
  if (typeof helper !== 'string' || helper === '') return null
  return `docker's credential store "${helper.slice(0, 64)}", named in ${file}, is not read yet`
}

function unreadable(file: string, why: string): CodedError {
  return configError(`docker's config file ${file} cannot be used: ${why}`, {
    hint: 'docker/login-action writes a new entry; DOCKER_CONFIG names another directory.',
  })
}
