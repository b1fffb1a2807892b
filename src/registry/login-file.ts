/**
 * A file of logins: docker's `config.json`, or one in the same form (threats E-03, E-04, E-90, E-91, H-05). It is read as
 * docker reads it where that has one meaning, and refused where it has two.
 */
import { readFileSync, statSync } from 'node:fs'
import { CodedError, configError } from '../core/errors.ts'
import { isJsonObject, type JsonObject, parseJsonObject } from '../formats/strict-json.ts'
import { basicValue, type Credential } from './credential.ts'
import { isHelperName } from './credential-helper.ts'
import { isBesideLogin, isOtherNamespace, keyDepth, type LoginTarget, serverAddress } from './login-key.ts'

/** What stands under the longest key that names the image, and how many segments of its path that key has. */
export interface Found<T> {
  readonly value: T
  readonly depth: number
}

export interface LoginFile {
  /** As messages name it. */
  readonly name: string
  readonly isThere: boolean
  /** The entry that holds a login, or should. */
  loginFor(target: LoginTarget): Found<LoginEntry> | null
  /**
   * The name of the credential helper to ask.
   * @throws {CodedError} CONFIG_ERROR where what is named cannot be one
   */
  helperFor(target: LoginTarget): Found<string> | null
  /** Whether it has logins for this registry, but for other namespaces alone. */
  hasOthers(target: LoginTarget): boolean
  /**
   * The login of an entry.
   * @throws {CodedError} CONFIG_ERROR where it cannot be read
   */
  credentialOf(entry: LoginEntry): Credential
}

export interface LoginEntry {
  readonly key: string
  readonly credential: Credential | 'malformed'
}

const maxBytes = 1024 * 1024

/**
 * Reads a file of logins; one that is not there, or empty, holds none. Every secret in it is told to `onSecret`, in its
 * base64 form too, before anything else can happen to it.
 * @throws {CodedError} CONFIG_ERROR naming the file, and never a part of it
 */
export function readLoginFile(file: string, onSecret: (value: string) => void): LoginFile {
  return parseLogins(readBounded(file), file, onSecret)
}

/**
 * As `readLoginFile`, of what `name` holds; null where there is nothing of that name.
 * @throws {CodedError} CONFIG_ERROR naming it, and never a part of it
 */
export function parseLogins(bytes: Uint8Array | null, name: string, onSecret: (value: string) => void): LoginFile {
  const config = bytes === null ? {} : parseConfig(bytes, name)
  const entries = readEntries(config, name, onSecret)
  return {
    name,
    isThere: bytes !== null,
    loginFor: (target) => findLogin(target, entries),
    helperFor: (target) => findHelper(target, config, name),
    hasOthers: (target) => entries.some(({ key }) => isOtherNamespace(key, target)),
    credentialOf({ key, credential }) {
      if (credential === 'malformed') throw unusable(name, `its entry ${key} holds no usable login`)
      return credential
    },
  }
}

/** Docker takes an empty file for none; and a byte order mark, which editors on Windows write, changes no meaning. */
function parseConfig(bytes: Uint8Array, name: string): JsonObject {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const body = bytes.subarray(start)
  if (body.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d)) return {}
  try {
    return parseJsonObject(body)
  } catch {
    // The parser's message would quote the file.
    throw unusable(name, 'it is not a well-formed JSON object')
  }
}

function readBounded(file: string): Uint8Array | null {
  try {
    const stats = statSync(file)
    if (!stats.isFile()) throw unusable(file, 'it is not a regular file')
    if (stats.size > maxBytes) throw unusable(file, `it is larger than ${maxBytes} bytes`)
    return readFileSync(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error instanceof CodedError || code === null ? error : unusable(file, String(code))
  }
}

/**
 * The members that Go's encoding/json, with which docker and podman read these files, takes for this name: it ignores
 * letter case by simple folding, as the flags `iu` do. Of two the last would win there, so that there is no saying which
 * login is meant (threats E-91).
 */
function membersLike(object: JsonObject, name: string): string[] {
  const pattern = new RegExp(`^${name}$`, 'iu')
  return Object.keys(object).filter((key) => pattern.test(key))
}

function topLevel(config: JsonObject, member: string, name: string): unknown {
  const [key, ...others] = membersLike(config, member)
  if (others.length > 0) throw unusable(name, `its "${member}" is there twice, in different letter case`)
  return key === undefined ? undefined : config[key]
}

function objectAt(config: JsonObject, member: string, name: string): JsonObject {
  const value = topLevel(config, member, name) ?? {}
  if (!isJsonObject(value)) throw unusable(name, `its "${member}" is not an object`)
  return value
}

function readEntries(config: JsonObject, name: string, onSecret: (value: string) => void): LoginEntry[] {
  return Object.entries(objectAt(config, 'auths', name))
    .filter(([key]) => !isBesideLogin(key))
    .flatMap(([key, value]) => {
      const credential = readEntry(value ?? {}, `${name} (entry ${key})`, onSecret)
      return credential === null ? [] : [{ key, credential }]
    })
}

function readEntry(entry: unknown, from: string, onSecret: (value: string) => void): LoginEntry['credential'] | null {
  if (!isJsonObject(entry)) return 'malformed'
  const texts = new Map<string, string>()
  let malformed = false
  for (const name of ['auth', 'username', 'password', 'identitytoken', 'registrytoken']) {
    const values = membersLike(entry, name).map((key) => entry[key] ?? '')
    for (const value of values) {
      if (typeof value === 'string' && value !== '' && name !== 'username') onSecret(value)
    }
    const [value = '', ...others] = values
    if (typeof value !== 'string' || others.length > 0) malformed = true
    else if (value !== '') texts.set(name, value)
  }
  return malformed ? 'malformed' : choose(texts, from, onSecret)
}

/** In docker's order: a token that the registry gave out before a password, `auth` before the two that it stands for. */
function choose(
  texts: ReadonlyMap<string, string>,
  from: string,
  onSecret: (value: string) => void,
): LoginEntry['credential'] | null {
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

/**
 * Docker's own reading: line ends in the base64 are nothing (Go's encoding/base64), and everything behind the first colon
 * is the password, but for zero bytes at its end.
 */
function decodeLogin(auth: string): { username: string; password: string } | 'malformed' {
  const base64 = auth.replaceAll(/[\r\n]/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return 'malformed'
  const text = Buffer.from(base64, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return 'malformed'
  let end = text.length
  while (text[end - 1] === '\0') end--
  const password = text.slice(colon + 1, end)
  return password === '' ? 'malformed' : { username: text.slice(0, colon), password }
}

/** The longest key; of equally long ones what `docker login` or `podman login` writes, then the first in the file. */
function longest(keys: readonly string[], target: LoginTarget): Found<string> | null {
  const written = [serverAddress(target.host), `${target.host}/${target.path}`]
  let best: Found<string> | null = null
  for (const value of keys) {
    const depth = keyDepth(value, target)
    if (depth === null) continue
    const isBetter = best === null || depth > best.depth || (depth === best.depth && written.includes(value))
    if (isBetter) best = { value, depth }
  }
  return best
}

function findLogin(target: LoginTarget, entries: readonly LoginEntry[]): Found<LoginEntry> | null {
  const keys = entries.map(({ key }) => key)
  const found = longest(keys, target)
  const value = entries.find(({ key }) => key === found?.value)
  return found === null || value === undefined ? null : { value, depth: found.depth }
}

/** The helper of that very registry or namespace, else the store of all; an empty name stands for this file itself. */
function findHelper(target: LoginTarget, config: JsonObject, file: string): Found<string> | null {
  const helpers = objectAt(config, 'credHelpers', file)
  const own = longest(Object.keys(helpers), target)
  const [name, where] =
    own === null
      ? [topLevel(config, 'credsStore', file) ?? '', 'credsStore']
      : [helpers[own.value], `credHelpers (${own.value})`]
  if (name === '') return null
  if (typeof name === 'string' && isHelperName(name)) return { value: name, depth: own?.depth ?? 0 }
  throw unusable(file, `its ${where} names no credential helper`)
}

function unusable(name: string, why: string): CodedError {
  const what = name.endsWith('config.json') ? `docker's config file ${name}` : name
  return configError(`${what} cannot be used: ${why}`, {
    hint: 'docker/login-action writes a new entry; DOCKER_CONFIG names another directory.',
  })
}
