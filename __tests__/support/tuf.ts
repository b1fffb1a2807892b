import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Key, Metadata, MetaFile, Root, Signature, Snapshot, TargetFile, Targets, Timestamp } from '@tufjs/models'
import { limits } from '../../src/core/limits.ts'
import { createHttp, type HttpOptions } from '../../src/http/client.ts'
import { followRedirects } from '../../src/http/redirect.ts'
import type { Get, TufRepository } from '../../src/trust/tuf.ts'
import { serve } from './loopback.ts'

export const roles = ['root', 'timestamp', 'snapshot', 'targets'] as const
export type Role = (typeof roles)[number]

/** An ed25519 key pair, and the ID by which root metadata names it. */
export interface TufKey {
  id: string
  privateKey: KeyObject
  key: Key
}

/** Metadata of a role, as the library writes it. */
type Fields = Root | Timestamp | Snapshot | Targets

interface SignedJson {
  signatures: { keyid: string; sig: string }[]
  signed: object
}

/** What a path answers to its `count`-th request instead of what it holds. */
export type Answer = (count: number) => number | 'truncated' | 'never' | 'slow' | 'oversized' | 'as it should'

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
  const id = sha256(raw)
  const key = new Key({ keyID: id, keyType: 'ed25519', scheme: 'ed25519', keyVal: { public: raw.toString('hex') } })
  return { id, privateKey, key }
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
  const http = createHttp({ errorCode: 'TRUST_ROOT_ERROR', retryBaseMs: 1, env: {}, ...options })
  return (url, maxBytes) =>
    followRedirects(http, { method: 'GET', url, headers: {}, maxBytes }, null, 'TRUST_ROOT_ERROR')
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
  } else if (answer === 'slow') {
    void dribble(response, found)
  } else {
    response.writeHead(200).end(answer === 'oversized' ? Buffer.alloc(limits.trustedRootBytes + 1, ' ') : found)
  }
}

/** Ten pieces in half a second. */
async function dribble(response: ServerResponse, bytes: Buffer): Promise<void> {
  const piece = Math.ceil(bytes.length / 10)
  for (let at = 0; at < bytes.length; at += piece) {
    await sleep(50)
    response.write(bytes.subarray(at, at + piece))
  }
  response.end()
}

/** Every file of the repository, and the root of version 1. */
function publish(trustedRoot: object, options: TufOptions): { files: Map<string, Buffer>; root: Buffer } {
  const own = { root: [tufKey()], timestamp: [tufKey()], snapshot: [tufKey()], targets: [tufKey()] }
  const keys: Record<Role, readonly TufKey[]> = { ...own, ...options.keys }
  const signers = { ...keys, ...options.signers }
  const common = (role: Role, version: number) => ({
    version,
    specVersion: '1.0.31',
    expires: options.expired === role && version === 1 ? '2020-01-02T03:04:05Z' : '2099-01-01T00:00:00Z',
  })
  const target = Buffer.from(options.target ?? JSON.stringify(trustedRoot))
  const { targetName: path = 'trusted_root.json', served = {}, thresholds = {}, newRoot } = options
  const rootOf = (version: number, own = thresholds) => delegating(new Root(common('root', version)), keys, own)
  const snapshotMeta = new MetaFile({ version: 1 })
  const meta = { 'targets.json': new MetaFile({ version: 1 }) }
  const targets = new Targets(common('targets', served.targets ?? 1))
  targets.addTarget(new TargetFile({ path, length: target.length, hashes: { sha256: sha256(target) } }))
  const root = signed(rootOf(1), signers.root)
  const files = new Map([
    ['1.root.json', root],
    ['timestamp.json', signed(new Timestamp({ ...common('timestamp', 1), snapshotMeta }), signers.timestamp)],
    ['1.snapshot.json', signed(new Snapshot({ ...common('snapshot', served.snapshot ?? 1), meta }), signers.snapshot)],
    ['1.targets.json', signed(targets, signers.targets)],
    [`targets/${sha256(target)}.${path}`, target],
  ])
  if (newRoot) {
    const { version = 2, threshold = 1, signers: by = signers.root } = newRoot
    files.set('2.root.json', signed(rootOf(version, { ...thresholds, timestamp: threshold }), by))
  }
  options.tamper?.(files)
  return { files, root }
}

/** The root, with every role delegated to its keys. The thresholds are set past the library, which takes none of zero. */
function delegating(root: Root, keys: Record<Role, readonly TufKey[]>, thresholds: TufOptions['thresholds']): Root {
  for (const role of roles) {
    for (const { key } of keys[role]) root.addKey(key, role)
    Object.assign(root.roles[role] ?? {}, { threshold: thresholds?.[role] ?? 1 })
  }
  return root
}

/** The metadata, signed by each of them; by one who is there twice, twice, which the library would not write. */
function signed(fields: Fields, signers: readonly TufKey[]): Buffer {
  const metadata = new Metadata(fields)
  for (const { id, privateKey } of signers) {
    const signer = (bytes: Buffer) => new Signature({ keyID: id, sig: sign(null, bytes, privateKey).toString('hex') })
    metadata.sign(signer, true)
  }
  const json = metadata.toJSON() as unknown as SignedJson
  const signatures = signers.flatMap(({ id }) => json.signatures.filter(({ keyid }) => keyid === id))
  return Buffer.from(JSON.stringify({ ...json, signatures }))
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
