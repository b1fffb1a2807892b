import { randomBytes, sign } from 'node:crypto'
import { json } from '@sigstore/core'
import { type KeyPair, oids, sha256, spki } from './certificates.ts'
import type { Extension } from './claims.ts'
import { octetString } from './der.ts'

/** A log entry as a bundle carries it. */
export interface LogEntry {
  logIndex: string
  logId: { keyId: string }
  kindVersion: { kind: string; version: string }
  integratedTime?: string
  inclusionPromise?: { signedEntryTimestamp: string }
  inclusionProof?: {
    logIndex: string
    rootHash: string
    treeSize: string
    hashes: string[]
    checkpoint: { envelope: string }
  }
  canonicalizedBody: string
}

export interface LogOptions {
  integratedTime: Date
  promise: boolean
  proof: boolean
  /** The log index; a number of its own for every entry where none is given. */
  logIndex?: number
  /** As the entry claims; by default what its body says. */
  kindVersion?: { kind: string; version: string }
}

export const logIdOf = (keys: KeyPair) => sha256(spki(keys.publicKey))

let nextIndex = 1000

/**
 * Records a body, an object in canonical form or bytes as they are, as a log of this host and key would. The
 * proof is of a tree with two leaves, this entry the second.
 */
export function logEntry(keys: KeyPair, host: string, body: object | Buffer, options: LogOptions): LogEntry {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(json.canonicalize(body))
  const index = options.logIndex ?? nextIndex++
  const seconds = Math.floor(options.integratedTime.getTime() / 1000)
  const logId = logIdOf(keys)
  return {
    logIndex: String(index),
    logId: { keyId: logId.toString('base64') },
    kindVersion: options.kindVersion ?? kindVersionOf(body),
    ...(options.promise && {
      integratedTime: String(seconds),
      inclusionPromise: { signedEntryTimestamp: promiseFor(keys, bytes, seconds, index).toString('base64') },
    }),
    ...(options.proof && { inclusionProof: proofFor(keys, host, bytes) }),
    canonicalizedBody: bytes.toString('base64'),
  }
}

function kindVersionOf(body: object | Buffer): { kind: string; version: string } {
  if (Buffer.isBuffer(body)) throw new TypeError('bytes need a kindVersion')
  const { kind, apiVersion } = body as { kind?: string; apiVersion?: string }
  return { kind: kind ?? '', version: apiVersion ?? '' }
}

function promiseFor(keys: KeyPair, body: Buffer, integratedTime: number, logIndex: number): Buffer {
  const promised = { body: body.toString('base64'), integratedTime, logIndex, logID: logIdOf(keys).toString('hex') }
  return sign('sha256', Buffer.from(json.canonicalize(promised)), keys.privateKey)
}

function proofFor(keys: KeyPair, host: string, body: Buffer): NonNullable<LogEntry['inclusionProof']> {
  const sibling = randomBytes(32)
  const rootHash = sha256(Buffer.from([1]), sibling, sha256(Buffer.from([0]), body)).toString('base64')
  return {
    logIndex: '1',
    rootHash,
    treeSize: '2',
    hashes: [sibling.toString('base64')],
    checkpoint: { envelope: checkpoint(keys, host, 2, rootHash) },
  }
}

function checkpoint(keys: KeyPair, host: string, size: number, rootHash: string): string {
  const note = `${host} - 1193050959916656506\n${size}\n${rootHash}\n`
  const signature = Buffer.concat([logIdOf(keys).subarray(0, 4), sign('sha256', Buffer.from(note), keys.privateKey)])
  return `${note}\n\u2014 ${host} ${signature.toString('base64')}\n`
}

/** A signed certificate timestamp over the certificate that is to be signed (RFC 6962), as its extension. */
export function certificateTimestamp(keys: KeyPair, issuerKey: Buffer, tbs: Buffer, time: Date): Extension {
  const signed = Buffer.concat([
    Buffer.from([0, 0]),
    unsigned(time.getTime(), 8),
    unsigned(1, 2),
    sha256(issuerKey),
    unsigned(tbs.length, 3),
    tbs,
    unsigned(0, 2),
  ])
  const signature = sign('sha256', signed, keys.privateKey)
  const timestamp = Buffer.concat([
    Buffer.from([0]),
    logIdOf(keys),
    unsigned(time.getTime(), 8),
    unsigned(0, 2),
    Buffer.from([4, 3]),
    unsigned(signature.length, 2),
    signature,
  ])
  const list = Buffer.concat([unsigned(timestamp.length + 2, 2), unsigned(timestamp.length, 2), timestamp])
  return { oid: oids.signedCertificateTimestamps, value: octetString(list) }
}

function unsigned(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(8)
  buffer.writeBigUInt64BE(BigInt(value))
  return buffer.subarray(8 - bytes)
}
