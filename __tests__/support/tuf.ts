import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { canonicalize } from '@tufjs/canonical-json'
import { type HttpOptions, openHttp } from '../../src/http/client.ts'
import { follow } from '../../src/http/redirect.ts'
import { limits } from '../../src/limits.ts'
import type { Get, TufRepository } from '../../src/trust/tuf.ts'
import { serve } from './loopback.ts'

export const roles = ['root', 'timestamp', 'snapshot', 'targets'] as const
export type Role = (typeof roles)[number]

/** An ed25519 key pair, and the ID by which root metadata names it. */
export interface TufKey {
  id: string
  privateKey: KeyObject
  /** As root metadata holds it. */
  json: { keytype: string; scheme: string; keyval: { public: string } }
}

/** What a path answers to its `count`-th request instead of what it holds. */
export type Answer = (count: number) => number | 'truncated' | 'never' | 'oversized' | 'as it should'

/** What is out of the ordinary about a repository. */
export interface TufOptions {
  /** The bytes of the target, instead of the trusted root. */
  target?: Uint8Array
  targetName?: string
  /** Its metadata of version 1 expired in January 2020. */
  expired?: Role
  /** The keys that a role is delegated to, and how many must sign; one of its own, by default. */
  keys?: Partial<Record<Role, readonly TufKey[]>>
  thresholds?: Partial<Record<Role, number>>
  /** Who signs, where that is not who should. */
  signers?: Partial<Record<Role, readonly TufKey[]>>
  /** What is served as root metadata of version 2. */
  newRoot?: { version?: number; signers?: readonly TufKey[]; threshold?: number }
  /** The versions that are served, where they are not those that are named. */
  served?: Partial<Record<'snapshot' | 'targets', number>>
  /** Changes what is served, at last: file to bytes. */
  tamper?: (files: Map<string, Buffer>) => void
  /** By the last part of the path, or `target`. */
  answers?: Record<string, Answer>
}

/** A new key. */
export function tufKey(): TufKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  const json = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: raw.toString('hex') } }
  return { id: sha256(raw), privateKey, json }
}

/** A TUF repository on loopback, and what a client needs to begin with. */
export async function startTuf(trustedRoot: object, options: TufOptions = {}) {
  const { files, root } = publish(trustedRoot, options)
  const counts = new Map<string, number>()
  const server = await serve(({ path }, response) => {
    const name = path.startsWith('/tuf/targets/') ? 'target' : (path.split('/').at(-1) ?? '')
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    reply(response, files.get(path.slice('/tuf/'.length)), options.answers?.[name]?.(count) ?? 'as it should')
  })
  const url = `${server.origin}/tuf`
  const repository: TufRepository = { name: 'test', url, root, target: options.targetName ?? 'trusted_root.json' }
  return {
    repository,
    host: server.host,
    seen: server.seen,
    /** How often a file was asked for. */
    count: (name: string) => counts.get(name) ?? 0,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

/** Requests as the action makes them, but for impatience. */
export function getOf(options: HttpOptions = {}): Get {
  const http = openHttp({ errorCode: 'TRUST_ROOT_ERROR', retryBaseMs: 1, env: {}, ...options })
  return (url, maxBytes) => follow(http, { method: 'GET', url, headers: {}, maxBytes }, null, 'TRUST_ROOT_ERROR')
}

function reply(response: ServerResponse, found: Buffer | undefined, answer: ReturnType<Answer>): void {
  if (answer === 'never') return
  if (typeof answer === 'number') {
    response.writeHead(answer).end()
  } else if (found === undefined) {
    response.writeHead(404).end()
  } else if (answer === 'truncated') {
    response.writeHead(200, { 'Content-Length': found.length })
    response.write(found.subarray(0, found.length / 2), () => response.destroy())
  } else {
    response.writeHead(200).end(answer === 'oversized' ? Buffer.alloc(limits.trustedRootBytes + 1, ' ') : found)
  }
}

/** Every file of the repository, and the root of version 1. */
function publish(trustedRoot: object, options: TufOptions): { files: Map<string, Buffer>; root: Buffer } {
  const own = { root: [tufKey()], timestamp: [tufKey()], snapshot: [tufKey()], targets: [tufKey()] }
  const keys: Record<Role, readonly TufKey[]> = { ...own, ...options.keys }
  const signers = { ...keys, ...options.signers }
  const make = (role: Role, version: number, fields: object, by = signers[role]) => {
    const expires = options.expired === role && version === 1 ? '2020-01-02T03:04:05Z' : '2099-01-01T00:00:00Z'
    return signed({ _type: role, spec_version: '1.0.31', version, expires, ...fields }, by)
  }
  const target = Buffer.from(options.target ?? JSON.stringify(trustedRoot))
  const { targetName = 'trusted_root.json', served = {}, thresholds = {}, newRoot } = options
  const targets = { [targetName]: { length: target.length, hashes: { sha256: sha256(target) } } }
  const root = make('root', 1, delegations(keys, thresholds))
  const files = new Map([
    ['1.root.json', root],
    ['timestamp.json', make('timestamp', 1, { meta: { 'snapshot.json': { version: 1 } } })],
    ['1.snapshot.json', make('snapshot', served.snapshot ?? 1, { meta: { 'targets.json': { version: 1 } } })],
    ['1.targets.json', make('targets', served.targets ?? 1, { targets })],
    [`targets/${sha256(target)}.${targetName}`, target],
  ])
  if (newRoot) {
    const fields = delegations(keys, { ...thresholds, timestamp: newRoot.threshold ?? 1 })
    files.set('2.root.json', make('root', newRoot.version ?? 2, fields, newRoot.signers))
  }
  options.tamper?.(files)
  return { files, root }
}

function delegations(keys: Record<Role, readonly TufKey[]>, thresholds: Partial<Record<Role, number>>): object {
  const all = roles.flatMap((role) => keys[role])
  return {
    consistent_snapshot: true,
    keys: Object.fromEntries(all.map(({ id, json }) => [id, json])),
    roles: Object.fromEntries(
      roles.map((role) => [role, { keyids: keys[role].map(({ id }) => id), threshold: thresholds[role] ?? 1 }]),
    ),
  }
}

/** The library that reads metadata would refuse to sign what is wrong with some of it; its canonical form is used. */
function signed(fields: object, signers: readonly TufKey[]): Buffer {
  const bytes = Buffer.from(canonicalize(fields))
  const signatures = signers.map(({ id, privateKey }) => ({
    keyid: id,
    sig: sign(null, bytes, privateKey).toString('hex'),
  }))
  return Buffer.from(JSON.stringify({ signatures, signed: fields }))
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
