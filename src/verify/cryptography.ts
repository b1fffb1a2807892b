/**
 * Whether the cryptography of one bundle holds against one Sigstore instance. The library does the work
 * (https://github.com/sigstore/sigstore-js/tree/main/packages/verify); what it leaves open is checked around it.
 */
import { createHash } from 'node:crypto'
import type { TransparencyLogEntry } from '@sigstore/bundle'
import type { RFC3161Timestamp } from '@sigstore/core'
import { type SignedEntity, toSignedEntity, VerificationError, Verifier } from '@sigstore/verify'
// Proves that an entry is in the log. Not part of the package's front: the version is pinned, and a test holds it.
import { verifyTLogInclusion } from '@sigstore/verify/dist/tlog/index.js'
import { limits } from '../core/limits.ts'
import type { Instance, LogEntry, Proof } from '../model/index.ts'
import type { KeylessBundle } from './bundle.ts'
import { checkCodeSigningLeaf, isStrictDer, isTimestampingLeaf } from './certificate.ts'
import { cacheCertificateWork } from './certificate-cache.ts'
import {
  checkLoggedCertificate,
  checkLoggedSignature,
  checkLogKeyValidity,
  isIntoto001,
  matchIntoto001,
  refuseRepeatedEntries,
} from './log-entry.ts'
import { invalid, Rejection } from './rejection.ts'
import { signerOf } from './signer.ts'

export interface SignedBundle extends KeylessBundle {
  /** The bytes that a message signature is over; empty for an envelope, which carries its own. */
  message: Buffer
  /** The envelope's JSON as it was uploaded to the log; empty for a message signature. */
  envelope: Buffer
}

/** What was signed, by what certificate, and who vouches for when, as the library takes it. */
export type Entity = Omit<SignedEntity, 'key'> & { key: Extract<SignedEntity['key'], { $case: 'certificate' }> }

/**
 * Reads what the library verifies: the certificate, the signature and the timestamps.
 * @throws {Rejection} where one of them is malformed
 */
export function readEntity(signed: SignedBundle): Entity {
  const entity = parseEntity(signed)
  const { key } = entity
  return key.$case === 'certificate' ? { ...entity, key } : invalid('it is signed with a key')
}

/** Two things in it are DER: the library's words for what is malformed tell neither which, nor what that means. */
function parseEntity({ bundle, message, certificate }: SignedBundle): SignedEntity {
  try {
    return toSignedEntity(bundle, message)
  } catch {
    return invalid(isStrictDer(certificate) ? 'a timestamp in it cannot be read' : 'its certificate cannot be read')
  }
}

/**
 * Verifies certificate chain, timestamps, log entries and signature by the instance's own rules.
 * @param entity - as read from what was signed
 * @param now - this machine's time; a signature from the future is refused (threats C-34)
 * @returns who signed, and when
 * @throws {Rejection} or whatever the libraries throw, where anything does not hold
 */
export function verifyCryptography(signed: SignedBundle, entity: Entity, instance: Instance, now: Date): Proof {
  const { certificate } = entity.key
  checkCodeSigningLeaf(certificate)
  refuseRepeatedEntries(entity.tlogEntries)
  checkTimestampAuthorities(entity, instance)
  cacheCertificateWork(certificate, instance)
  verifyEntity(entity, signed, instance)
  const times = trustedTimes(entity, now)
  for (const entry of entity.tlogEntries) {
    checkLoggedCertificate(entry, signed.certificate)
    checkLoggedSignature(entry, signed.bundle.content)
    checkLogKeyValidity(entry, instance, entry.inclusionPromise ? [integratedTime(entry)] : times)
  }
  const logEntry = promisedEntry(entity.tlogEntries)
  return { instance: instance.name, signedAt: earliest(times), signer: signerOf(certificate), logEntry }
}

/**
 * The entry whose index the log has signed; to be asked only of an entity that was verified. Without a promise nobody
 * vouches for the index, and what was verified of a promise is the number, not its spelling.
 */
function promisedEntry(entries: readonly TransparencyLogEntry[]): LogEntry | null {
  const entry = entries.find(({ inclusionPromise }) => inclusionPromise !== undefined)
  const index = Number(entry?.logIndex)
  if (entry === undefined || !Number.isSafeInteger(index) || index < 0) return null
  return { log: entry.logId.keyId.toString('hex'), index }
}

/** Entries of a kind that the library refuses are proven first, and then count as the library would count them. */
function verifyEntity(entity: SignedEntity, signed: SignedBundle, instance: Instance): void {
  const intoto001 = entity.tlogEntries.filter(isIntoto001)
  for (const entry of intoto001) {
    verifyTLogInclusion(entry, instance.material.tlogs)
    matchIntoto001(entry, signed.envelope)
  }
  const needed = instance.thresholds.logEntry ? 1 : 0
  const verifier = new Verifier(instance.material, {
    ctlogThreshold: instance.thresholds.certificateTimestamp ? 1 : 0,
    tlogThreshold: Math.max(0, needed - intoto001.length),
    timestampThreshold: 1,
  })
  const other = otherMessage(signed)
  try {
    verifier.verify({ ...entity, tlogEntries: entity.tlogEntries.filter((entry) => !isIntoto001(entry)) })
  } catch (error) {
    throw error instanceof VerificationError && error.code === 'SIGNATURE_ERROR' ? (other ?? error) : error
  }
  if (other !== null) throw other
}

/**
 * What a message signature says against itself: it names other bytes than those that are verified. null where it names
 * these. Only a log entry would hold the library to what it names, and not every instance has a log; nobody signed it,
 * so that a good signature with another digest written into it is refused, too.
 */
function otherMessage({ bundle, message }: SignedBundle): Rejection | null {
  if (bundle.content.$case !== 'messageSignature') return null
  const { digest } = bundle.content.messageSignature.messageDigest
  const actual = createHash('sha256').update(message).digest()
  if (digest.equals(actual)) return null
  const [said, found] = [digest, actual].map((bytes) => `sha256:${bytes.toString('hex')}`)
  return new Rejection('SUBJECT_MISMATCH', `its subject is ${said}, expected ${found}`)
}

/** The library checks the chain of a timestamp authority but not that its certificate is for timestamping (C-10). */
function checkTimestampAuthorities(entity: SignedEntity, instance: Instance): void {
  for (const timestamp of entity.timestamps) {
    if (timestamp.$case !== 'timestamp-authority') continue
    const token: RFC3161Timestamp = timestamp.timestamp
    if (token.status !== 0n && token.status !== 1n) invalid('the timestamp authority did not grant the timestamp')
    checkTimeFormat(token)
    for (const { certChain } of instance.material.timestampAuthorities) {
      const [leaf] = certChain
      const signedIt = leaf?.serialNumber.equals(token.signerSerialNumber) && leaf.issuer.equals(token.signerIssuer)
      if (leaf && signedIt && !isTimestampingLeaf(leaf)) {
        invalid('the certificate of the timestamp authority is not for timestamping')
      }
    }
  }
}

/** DER allows fractions of a second that the library cannot read; that is no sign of tampering (threats C-33). */
function checkTimeFormat(token: RFC3161Timestamp): void {
  try {
    token.signingTime
  } catch {
    invalid('the format of the time in its timestamp is not supported')
  }
}

/**
 * Every time that an authority vouched for; to be asked only of an entity that was verified. A log entry without
 * promise says a time, too, but nobody signed it (threats C-06).
 */
function trustedTimes(entity: SignedEntity, now: Date): [Date, ...Date[]] {
  const [first, ...more] = entity.timestamps.flatMap((timestamp) => {
    if (timestamp.$case === 'timestamp-authority') return [timestamp.timestamp.signingTime]
    return timestamp.tlogEntry.inclusionPromise ? [integratedTime(timestamp.tlogEntry)] : []
  })
  if (first === undefined) return invalid('no authority vouches for the time of signing')
  const latest = Math.max(...[first, ...more].map(Number))
  if (!(latest <= now.getTime() + limits.clockSkewMs)) {
    return invalid(`signed in the future, at ${new Date(latest).toISOString()}: is this machine's clock right?`)
  }
  return [first, ...more]
}

function earliest(times: readonly [Date, ...Date[]]): Date {
  return new Date(Math.min(...times.map(Number)))
}

function integratedTime(entry: TransparencyLogEntry): Date {
  return new Date(Number(entry.integratedTime) * 1000)
}
