/**
 * Image references: Docker's grammar and Docker's normalization, by anchored expressions that need linear time
 * (threats E-15, R-38).
 */
import { asDigest } from '../core/digest.ts'
import { type CodedError, configError } from '../core/errors.ts'
import { isRepositoryPath, isTag } from '../formats/image-name.ts'
import type { Digest, Reference } from '../model/index.ts'
import { withoutLogins } from '../text/quoted.ts'

const wanted = '[registry/]path[:tag][@sha256:...]'

/** The OCI distribution specification leaves room for 255 characters of registry and path together. */
const maxName = 255
/** No reference is longer: a name, `:`, a tag of 128 characters, `@`, a digest. */
const maxText = maxName + 1 + 128 + 1 + 'sha256:'.length + 64

const hostComponent = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/
const bracketed = /^\[[0-9A-Fa-f:.]+\]$/
const portForm = /^[1-9][0-9]{0,4}$/
const imageId = /^[0-9a-f]{64}$/

/**
 * Reads one image reference: `alpine` is `docker.io/library/alpine:latest`, `index.docker.io` is `docker.io`, and where
 * both a tag and a digest stand the digest is what counts while the tag is kept for the rules about tags.
 * @throws {CodedError} CONFIG_ERROR, naming the value got and the form wanted; userinfo is never echoed
 */
export function parseReference(text: string): Reference {
  const given = text.trim()
  refuseWhatIsNoReference(given)
  const at = given.indexOf('@')
  const name = at === -1 ? given : given.slice(0, at)
  const digest = at === -1 ? null : readDigest(given, given.slice(at + 1))
  const [repository, tag] = splitTag(name)
  if (tag !== null && !isTag(tag)) {
    throw referenceError(given, 'its tag is not one: letters, digits, "_", "." and "-", at most 128 of them')
  }
  const [host, rest] = splitHost(repository)
  const registry = host === null ? 'docker.io' : readHost(given, host)
  const path = registry === 'docker.io' && rest !== '' && !rest.includes('/') ? `library/${rest}` : rest
  refusePath(given, path)
  if (registry.length + 1 + path.length > maxName)
    throw referenceError(given, `its name is longer than ${maxName} characters`)
  return { given, registry, path, tag: tag ?? (digest === null ? 'latest' : null), digest }
}

function refuseWhatIsNoReference(given: string): void {
  if (given === '') throw configError(`Input image: a reference is empty; expected ${wanted}`)
  if (hasUserinfo(given)) {
    throw configError(`Input image: a reference has something other than a digest after its "@"; expected ${wanted}`, {
      hint: 'Do not put credentials in a reference: log in with docker/login-action before this step.',
    })
  }
  if (given.length > maxText) throw referenceError(given, `it is longer than ${maxText} characters`)
  if (!/^[\x21-\x7e]+$/.test(given)) {
    throw referenceError(given, 'it holds a space, a control character, or a character outside of ASCII')
  }
  if (/^[a-z]+:\/\//i.test(given)) throw referenceError(given, 'a reference has no scheme such as "https://"')
  if (imageId.test(given)) throw referenceError(given, 'it is an image ID, which no registry knows')
}

/** Anything behind the first `@` that does not begin as a digest may be a host behind a password. */
function hasUserinfo(given: string): boolean {
  const at = given.indexOf('@')
  return at !== -1 && !/^sha[0-9]+:[^@/]*$/i.test(given.slice(at + 1))
}

function readDigest(given: string, text: string): Digest {
  const digest = asDigest(text)
  if (digest === null) throw referenceError(given, 'its digest is not "sha256:" and 64 lower-case hexadecimal digits')
  return digest
}

/** A colon behind the last slash begins the tag; one before it belongs to the port. */
function splitTag(name: string): [repository: string, tag: string | null] {
  const colon = name.lastIndexOf(':')
  if (colon === -1 || colon < name.lastIndexOf('/')) return [name, null]
  return [name.slice(0, colon), name.slice(colon + 1)]
}

/** The first segment is a host where it could not be part of a path: by `.`, by `:`, or as `localhost`. */
function splitHost(repository: string): [host: string | null, path: string] {
  const slash = repository.indexOf('/')
  const first = repository.slice(0, Math.max(slash, 0))
  if (!/[.:]/.test(first) && first.toLowerCase() !== 'localhost') return [null, repository]
  return [first, repository.slice(slash + 1)]
}

function readHost(given: string, text: string): string {
  const end = text.startsWith('[') ? text.indexOf(']') + 1 : text.indexOf(':')
  const name = end > 0 ? text.slice(0, end) : text
  const port = text.slice(name.length)
  if (port !== '' && !(port.startsWith(':') && portForm.test(port.slice(1)) && Number(port.slice(1)) <= 65_535)) {
    throw referenceError(given, 'the port of its registry is not a number from 1 to 65535')
  }
  const spelled = bracketed.test(name) || name.split('.').every((component) => hostComponent.test(component))
  if (!spelled || !URL.canParse(`https://${name}/`)) throw referenceError(given, 'its registry is not a host name')
  const { hostname } = new URL(`https://${name}/`)
  // "127.1" and "0x7f.1" are other spellings of an address: whoever reads the profile must see the host that is asked.
  if (!bracketed.test(name) && hostname !== name.toLowerCase()) {
    throw referenceError(given, 'its registry is an address in an unusual spelling')
  }
  const host = `${hostname}${port}`
  return host === 'index.docker.io' ? 'docker.io' : host
}

function refusePath(given: string, path: string): void {
  if (isRepositoryPath(path)) return
  const why = /[A-Z]/.test(path)
    ? 'the path of an image is lower case'
    : 'its path is not one: lower-case letters and digits, with ".", "_", "__" or "-" between them'
  throw referenceError(given, why)
}

function referenceError(given: string, why: string): CodedError {
  const bare = withoutLogins(given)
  const shown = given.length > maxText ? `${bare.slice(0, 64)}...` : bare
  return configError(`Input image: "${shown}" is not an image reference: ${why}; expected ${wanted}`)
}
