/** From the environment to inputs that mean something. The only place that reads inputs. */
import { asDigest } from '../../core/digest.ts'
import { configError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { imageNameOf } from '../../formats/image-name.ts'
import { parseReference } from '../../image/reference.ts'
import type { Digest, Reference, Verdict } from '../../model/index.ts'
import type { SourceName } from '../../pipeline/collect.ts'
import type { Inputs } from '../../pipeline/verify-images.ts'
import type { ClaimName, ClaimRequirement } from '../../policy/claims/claim-table.ts'
import type { PolicyInput } from '../../setup/load-policy.ts'
import type { TrustInput } from '../../setup/load-trust.ts'
import { quoted } from '../../text/quoted.ts'
import { variableOf } from './input-names.ts'

type Environment = NodeJS.ProcessEnv

const sourceNames: readonly SourceName[] = ['registry', 'github']

/** What shapes the output; read apart from the rest, so that a mistake elsewhere is reported as it should be. */
export interface Presentation {
  mode: Verdict['mode']
  summary: boolean
}

/** What of the inputs is secret, whether it can be used or not. It comes before any message, and never throws. */
export function inputSecrets(env: Environment): string[] {
  const token = readInput(env, 'token')
  return [token, ...token.split(/\s+/)]
}

/** @throws {CodedError} CONFIG_ERROR naming the input, the value got, and the form wanted */
export function readPresentation(env: Environment): Presentation {
  return {
    mode: oneOf(env, 'mode', ['enforce', 'warn'], 'enforce'),
    summary: readBoolean(env, 'summary', true),
  }
}

/** @throws {CodedError} CONFIG_ERROR naming the input, the value got, and the form wanted */
export function readInputs(env: Environment): Inputs {
  return {
    images: readImages(env),
    digest: readDigest(env),
    policy: readPolicy(env),
    sources: readSources(env),
    bundles: readLines(env, 'bundle'),
    trust: readTrust(env),
    platforms: oneOf(env, 'platforms', ['index', 'each', 'any'], 'index'),
    waitSeconds: readSeconds(env, 'wait', 15, limits.waitSeconds),
    authHosts: readAuthHosts(env),
    token: readToken(env),
  }
}

/** The value of an input, trimmed; empty where it was not given. */
function readInput(env: Environment, name: string): string {
  return (env[variableOf(name)] ?? '').trim()
}

/** Each line once. */
function readLines(env: Environment, name: string): string[] {
  const trimmed = readInput(env, name)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return [...new Set(trimmed)]
}

function readWords(env: Environment, name: string): string[] {
  return readInput(env, name)
    .split(/[\s,]+/)
    .filter((word) => word !== '')
}

function readImages(env: Environment): Reference[] {
  const given = readLines(env, 'image')
  if (given.length === 0) {
    throw configError('Input image is required: list at least one image reference.', {
      hint: 'Write one image reference per line, as in ghcr.io/owner/name:tag. You can pass the tags output of docker/metadata-action.',
    })
  }
  if (given.length > limits.images) {
    throw configError(`Input image: expected at most ${limits.images} images in one step, got ${given.length}.`, {
      hint: 'Spread the images over several steps or a matrix of jobs.',
    })
  }
  const unique = new Map(given.map(parseReference).map((reference) => [identityOf(reference), reference]))
  return [...unique.values()]
}

function identityOf(reference: Reference): string {
  return JSON.stringify([imageNameOf(reference), reference.tag, reference.digest])
}

function readDigest(env: Environment): Digest | null {
  const given = readInput(env, 'digest')
  if (given === '') return null
  const digest = asDigest(given)
  if (digest !== null) return digest
  throw inputError('digest', given, 'sha256: followed by 64 lower-case hex digits, as the push step reports it')
}

const claimInputs = {
  repository: 'repository',
  branch: 'branch',
  'signer-identity': 'signer_identity',
  'cert-issuer': 'cert_issuer',
  'runner-environment': 'runner_environment',
} as const satisfies Record<string, ClaimName>

function readPolicy(env: Environment): PolicyInput {
  const profile = readInput(env, 'profile')
  const asked = Object.entries(claimInputs).flatMap(([name, claim]): ClaimRequirement[] => {
    const value = readInput(env, name)
    return value === '' ? [] : [{ claim, expected: [value], position: null, label: `Input ${name}` }]
  })
  if (profile !== '' && asked.length > 0) {
    const names = asked.map(({ label }) => label.replace('Input ', '')).join(', ')
    throw configError(`Inputs profile and ${names} cannot be used together.`, {
      hint: 'Move the claims into the profile, or remove the input profile.',
    })
  }
  if (profile !== '')
    return profile.includes('\n') ? { kind: 'inline', text: profile } : { kind: 'file', path: profile }
  return asked.length > 0 ? { kind: 'claims', asked } : { kind: 'default' }
}

/** Hosts, each with its port where it has one; never a URL, of which only a part would count. */
function readAuthHosts(env: Environment): string[] {
  const hosts = readLines(env, 'auth-hosts')
  const wrong = hosts.find((host) => !/^(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host))
  if (wrong !== undefined)
    throw inputError('auth-hosts', wrong, 'a host, as in auth.example.com or auth.example.com:8443')
  return hosts
}

/** It becomes part of a header, and of no message (threats E-16, H-05). */
function readToken(env: Environment): string | null {
  const token = readInput(env, 'token')
  if (/^[\x21-\x7e]*$/.test(token)) return token || null
  throw configError('Input token contains whitespace or other characters that are not valid in a token.', {
    hint: 'Remove the input to use the token of the job, or set it to a secret that contains only the token.',
  })
}

function readSources(env: Environment): readonly SourceName[] {
  const given = readWords(env, 'sources')
  const known = sourceNames.filter((name) => given.includes(name))
  const unknown = given.find((word) => !sourceNames.some((name) => name === word))
  if (unknown !== undefined) throw inputError('sources', unknown, `${sourceNames.join(', ')}, or both`)
  if (known.length > 0) return known
  const separators = readInput(env, 'sources')
  if (separators !== '') throw inputError('sources', separators, `${sourceNames.join(', ')}, or both`)
  return sourceNames
}

function readTrust(env: Environment): TrustInput {
  const files = readLines(env, 'trusted-root')
  const [sigstore, tufRoot] = [readInput(env, 'sigstore') || 'auto', readInput(env, 'tuf-root')]
  if (files.length === 0) return { kind: 'sigstore', sigstore, tufRootFile: tufRoot || null }
  const other = tufRoot !== '' ? 'tuf-root' : sigstore !== 'auto' ? 'sigstore' : null
  if (other === null) return { kind: 'files', files }
  throw configError(`Inputs trusted-root and ${other} cannot be used together.`, {
    hint: 'Remove one of them.',
  })
}

function oneOf<Value extends string>(
  env: Environment,
  name: string,
  values: readonly Value[],
  otherwise: Value,
): Value {
  const given = readInput(env, name)
  if (given === '') return otherwise
  const value = values.find((known) => known === given)
  if (value === undefined) throw inputError(name, given, `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`)
  return value
}

/** The booleans of YAML 1.2's core schema, and no others (threats A-15). */
function readBoolean(env: Environment, name: string, otherwise: boolean): boolean {
  const given = readInput(env, name)
  if (given === '') return otherwise
  if (['true', 'True', 'TRUE'].includes(given)) return true
  if (['false', 'False', 'FALSE'].includes(given)) return false
  throw inputError(name, given, 'true or false')
}

function readSeconds(env: Environment, name: string, otherwise: number, max: number): number {
  const given = readInput(env, name)
  if (given === '') return otherwise
  if (!/^\d{1,4}$/.test(given) || Number(given) > max)
    throw inputError(name, given, `a whole number of seconds from 0 to ${max}`)
  return Number(given)
}

function inputError(name: string, given: string, wanted: string): Error {
  return configError(`Input ${name}: expected ${wanted}, got ${quoted(given)}.`)
}
