/**
 * Docker's own config file, read once: what docker/login-action leaves behind (threats E-03, E-04, H-05). Each registry
 * gets what stands under its very host and port, never what stands under a host that looks like it.
 */
import { readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { CodedError, configError } from '../errors.ts'
import { isJsonObject, type JsonObject, member, parseJsonObject } from '../json.ts'
import { basicValue, type Credential } from './credential.ts'
import { isHelperName } from './credential-helper.ts'
import { isDockerHub } from './origin.ts'

export interface DockerConfig {
  readonly file: string
  readonly isThere: boolean
  /**
   * The login that stands in the file for this host, with its port where the reference has one.
   * @throws {CodedError} CONFIG_ERROR where the entry is there and cannot be read
   */
  loginFor(host: string): Credential | null
  /**
   * The name of the credential helper to ask for this host's login.
   * @throws {CodedError} CONFIG_ERROR where what is named cannot be one
   */
  helperFor(host: string): string | null
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
export function loadDockerConfig(env: NodeJS.ProcessEnv, onSecret: (value: string) => void): DockerConfig {
  const file = join(env.DOCKER_CONFIG || join(env.HOME || homedir(), '.docker'), 'config.json')
  const config = readConfig(file)
  const entries = config === null ? [] : readEntries(config, file, onSecret)
  return {
    file,
    isThere: config !== null,
    loginFor: (host) => findLogin(host, entries, file),
    helperFor: (host) => (config === null ? null : findHelper(host, config, file)),
  }
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

function findLogin(host: string, entries: readonly Entry[], file: string): Credential | null {
  const wanted = hostOf(host)
  // What `docker login` writes comes first, then any other spelling of the same host, in the file's order.
  const first = serverAddress(host)
  const found = entries.filter(({ key }) => hostOf(key) === wanted).sort((a, b) => rank(a, first) - rank(b, first))
  const entry = found.find(({ credential }) => credential !== null)
  if (entry?.credential === 'malformed') throw unreadable(file, `its entry ${entry.key} holds no usable login`)
  return entry?.credential ?? null
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

/** By docker's own name for it: a host, but for Docker Hub. */
export function serverAddress(host: string): string {
  return hostOf(host) === 'docker.io' ? 'https://index.docker.io/v1/' : host
}

/** The helper of that very host, else the store of all; an empty name stands for this file itself, as docker has it. */
function findHelper(host: string, config: JsonObject, file: string): string | null {
  const helpers = member(config, 'credHelpers') ?? {}
  if (!isJsonObject(helpers)) throw unreadable(file, 'its "credHelpers" is no object')
  const [wanted, first] = [hostOf(host), serverAddress(host)]
  const keys = Object.keys(helpers).filter((key) => hostOf(key) === wanted)
  const key = keys.includes(first) ? first : keys[0]
  const [name, where] =
    key === undefined
      ? [member(config, 'credsStore') ?? '', 'credsStore']
      : [member(helpers, key), `credHelpers (${key})`]
  if (name === '') return null
  if (typeof name === 'string' && isHelperName(name)) return name
  throw unreadable(file, `its ${where} names no credential helper`)
}

function unreadable(file: string, why: string): CodedError {
  return configError(`docker's config file ${file} cannot be used: ${why}`, {
    hint: 'docker/login-action writes a new entry; DOCKER_CONFIG names another directory.',
  })
}
