/**
 * What the libraries leave open about transparency log entries: the kind `intoto` 0.0.1, that the entry records the
 * certificate that signed and nothing that is not true of the signature, that no entry counts twice, and that the log's
 * key was valid (threats C-02, C-19, C-21, C-100).
 */
import { createHash } from 'node:crypto'
import type { Bundle, TransparencyLogEntry } from '@sigstore/bundle'
import { dsse } from '@sigstore/core'
import { isJsonObject, type JsonObject, member, parseJsonObject } from '../formats/strict-json.ts'
import type { Instance } from '../model/index.ts'
import { decodeBase64 } from './base64.ts'
import { certificateFromPem } from './certificate.ts'
import { invalid } from './rejection.ts'

/**
 * Whether this entry is of the kind `intoto` 0.0.1, which cosign wrote before 2.2 and slsa-github-generator up to
 * 1.9. @sigstore/verify proves that such an entry is in the log, but does not compare it with what was signed.
 */
export function isIntoto001(entry: TransparencyLogEntry): boolean {
  return entry.kindVersion.kind === 'intoto' && entry.kindVersion.version === '0.0.1'
}

/**
 * Compares an `intoto` 0.0.1 entry with the envelope that was signed. The entry holds no signature: the hash of the
 * envelope as it was uploaded stands for it, payload and all.
 * https://github.com/sigstore/rekor/blob/main/pkg/types/intoto/v0.0.1/intoto_v0_0_1_schema.json
 * @param envelope - the envelope's JSON as the signer uploaded it; empty where there is none, which no entry is about
 * @throws {Rejection} where they differ
 */
export function matchIntoto001(entry: TransparencyLogEntry, envelope: Buffer): void {
  const recorded = sha256At(specOf(entry), 'content', 'hash')
  const actual = sha256(envelope).toString('hex')
  if (envelope.length === 0 || recorded !== actual) invalid('the log entry is about another envelope')
}

/** What the log is to have recorded: SHA-256 of the payload and of the signed bytes, the signature, the type. */
interface Recorded {
  signature: Buffer
  /** Of the bytes that the signature is over. */
  signedHash: Buffer
  /** null for a signature without an envelope, which has neither. */
  envelope: { payloadHash: Buffer; payloadType: string } | null
}

/**
 * Checks that all that the log recorded is true of this signature. @sigstore/verify compares the values of hashes and
 * signatures, decoded leniently, but no algorithm, no payload type, and nothing of `intoto` 0.0.1. One field is left: the
 * hash of the envelope in `dsse` 0.0.1 and `intoto` 0.0.2 is of JSON that each client writes in its own way, so that
 * nobody can calculate it from a bundle; all that is in an envelope is compared by itself.
 * https://github.com/sigstore/rekor/tree/main/pkg/types
 * @throws {Rejection} where something is not
 */
export function checkLoggedSignature(entry: TransparencyLogEntry, content: Bundle['content']): void {
  const spec = specOf(entry)
  const { signature, signedHash, envelope } = recordedOf(content)
  const { kind, version } = entry.kindVersion
  switch (`${kind} ${version}`) {
    case 'hashedrekord 0.0.1':
      checkHash(sha256At(spec, 'data', 'hash'), signedHash, 'other data')
      checkSignature(member(memberAt(spec, 'signature'), 'content'), signature)
      break
    case 'dsse 0.0.1':
      sha256At(spec, 'envelopeHash')
      checkHash(sha256At(spec, 'payloadHash'), envelope?.payloadHash, 'another payload')
      checkSignature(member(onlyOf(spec, 'signatures'), 'signature'), signature)
      break
    case 'intoto 0.0.1':
      // Rekor's first entries have no such hash; that of the envelope is compared in matchIntoto001.
      if (member(memberAt(spec, 'content'), 'payloadHash') !== undefined) {
        checkHash(sha256At(spec, 'content', 'payloadHash'), envelope?.payloadHash, 'another payload')
      }
      break
    case 'intoto 0.0.2':
      checkIntoto002(memberAt(spec, 'content'), signature, envelope)
      break
    case 'hashedrekord 0.0.2': {
      const only = onlyMember(spec, 'hashedRekordV002')
      checkHash(hashAt(only, 'data'), signedHash, 'other data')
      checkSignature(member(memberAt(only, 'signature'), 'content'), signature)
      break
    }
    case 'dsse 0.0.2': {
      const only = onlyMember(spec, 'dsseV002')
      checkHash(hashAt(only, 'payloadHash'), envelope?.payloadHash, 'another payload')
      checkSignature(member(onlyOf(only, 'signatures'), 'content'), signature)
      break
    }
    default:
      unsupported(entry)
  }
}

function recordedOf(content: Bundle['content']): Recorded {
  if (content.$case === 'messageSignature') {
    const { signature, messageDigest } = content.messageSignature
    return { signature, signedHash: messageDigest.digest, envelope: null }
  }
  const { payload, payloadType, signatures } = content.dsseEnvelope
  const [only] = signatures
  if (only === undefined) return invalid('the envelope has no signature')
  const signedHash = sha256(dsse.preAuthEncoding(payloadType, payload))
  return { signature: only.sig, signedHash, envelope: { payloadHash: sha256(payload), payloadType } }
}

/** The signature is base64 of base64 there. */
function checkIntoto002(content: JsonObject, signature: Buffer, envelope: Recorded['envelope']): void {
  sha256At(content, 'hash')
  checkHash(sha256At(content, 'payloadHash'), envelope?.payloadHash, 'another payload')
  const logged = memberAt(content, 'envelope')
  if (member(logged, 'payloadType') !== envelope?.payloadType) invalid('the log entry is about another payload type')
  const encoded = decodeBase64(member(onlyOf(logged, 'signatures'), 'sig'), 'the signature in the log entry')
  checkSignature(encoded.toString('latin1'), signature)
}

function checkHash(recorded: string, actual: Buffer | undefined, what: string): void {
  if (recorded.toLowerCase() !== actual?.toString('hex')) invalid(`the log entry is about ${what}`)
}

function checkSignature(recorded: unknown, actual: Buffer): void {
  if (!decodeBase64(recorded, 'the signature in the log entry').equals(actual)) {
    invalid('the log entry is about another signature')
  }
}

/** @throws {Rejection} where two entries are the same entry of the same log */
export function refuseRepeatedEntries(entries: readonly TransparencyLogEntry[]): void {
  const seen = new Set<string>()
  for (const { logId, canonicalizedBody } of entries) {
    const key = `${logId.keyId.toString('hex')} ${canonicalizedBody.toString('base64')}`
    if (seen.has(key)) invalid('a log entry is there twice')
    seen.add(key)
  }
}

/**
 * Checks that the certificate which the log recorded is the one that signed. Without this a valid entry made for
 * another certificate would do, and the real signer would never show in the log.
 * @throws {Rejection} where it is another, or none
 */
export function checkLoggedCertificate(entry: TransparencyLogEntry, certificate: Buffer): void {
  if (!loggedCertificate(entry).equals(certificate)) {
    invalid('the certificate in the log entry is not the one that signed')
  }
}

function loggedCertificate(entry: TransparencyLogEntry): Buffer {
  const spec = memberAt(parseJsonObject(entry.canonicalizedBody), 'spec')
  const { kind, version } = entry.kindVersion
  switch (`${kind} ${version}`) {
    case 'hashedrekord 0.0.1':
      return fromPem(memberAt(spec, 'signature', 'publicKey'), 'content')
    case 'dsse 0.0.1':
      return fromPem(onlyOf(spec, 'signatures'), 'verifier')
    case 'intoto 0.0.1':
      return fromPem(spec, 'publicKey')
    case 'intoto 0.0.2':
      return fromPem(onlyOf(memberAt(spec, 'content', 'envelope'), 'signatures'), 'publicKey')
    case 'hashedrekord 0.0.2':
      return fromDer(memberAt(spec, 'hashedRekordV002', 'signature'))
    case 'dsse 0.0.2':
      return fromDer(onlyOf(memberAt(spec, 'dsseV002'), 'signatures'))
    default:
      return unsupported(entry)
  }
}

function unsupported({ kindVersion: { kind, version } }: TransparencyLogEntry): never {
  return invalid(`unsupported log entry kind ${JSON.stringify(`${kind} ${version}`.slice(0, 100))}`)
}

/** What the log recorded, of the kind that the bundle names. */
function specOf(entry: TransparencyLogEntry): JsonObject {
  const body = parseJsonObject(entry.canonicalizedBody)
  const { kind, version } = entry.kindVersion
  if (member(body, 'kind') !== kind || member(body, 'apiVersion') !== version) {
    return invalid('the log entry is of another kind than the bundle says')
  }
  return memberAt(body, 'spec')
}

function fromPem(object: JsonObject, key: string): Buffer {
  return certificateFromPem(
    decodeBase64(member(object, key), 'the certificate in the log entry').toString('latin1'),
    'the log entry',
  )
}

function fromDer(signature: JsonObject): Buffer {
  const verifier = memberAt(signature, 'verifier')
  if (member(verifier, 'publicKey') !== undefined) return invalid('the log entry has a key beside the certificate')
  return decodeBase64(member(memberAt(verifier, 'x509Certificate'), 'rawBytes'), 'the certificate in the log entry')
}

/**
 * Checks that a log whose key signed this entry vouched for it while that key was valid. The library looks at the
 * time of a promise, but not of a checkpoint.
 * @param times - the trusted times of the signature; the entry's own promise, where it has one, comes first
 * @throws {Rejection} where the key was not valid at one of them
 */
export function checkLogKeyValidity(entry: TransparencyLogEntry, instance: Instance, times: readonly Date[]): void {
  const logs = instance.material.tlogs.filter((log) => log.logID.equals(entry.logId.keyId))
  const valid = times.every((time) => logs.some(({ validFor }) => validFor.start <= time && time <= validFor.end))
  if (!valid) invalid('the key of the transparency log was not valid at the time of signing')
}

/** The object at this path of members. */
function memberAt(object: JsonObject, ...path: string[]): JsonObject {
  return path.reduce((inner: JsonObject, key) => {
    const value = member(inner, key)
    return isJsonObject(value) ? value : invalid(`the log entry has no ${key}`)
  }, object)
}

function onlyOf(object: JsonObject, key: string): JsonObject {
  const list = member(object, key)
  if (!Array.isArray(list) || list.length !== 1 || !isJsonObject(list[0])) {
    return invalid(`the log entry does not have exactly one of ${key}`)
  }
  return list[0]
}

/** The one member of protobuf's `oneof`: beside another, readers could differ on which of them counts. */
function onlyMember(object: JsonObject, key: string): JsonObject {
  return Object.keys(object).length === 1 ? memberAt(object, key) : invalid(`the log entry has something beside ${key}`)
}

/** The hex of a hash at this path of members. */
function sha256At(object: JsonObject, ...path: string[]): string {
  const hash = memberAt(object, ...path)
  const value = member(hash, 'value')
  return member(hash, 'algorithm') === 'sha256' && typeof value === 'string'
    ? value
    : invalid('the log entry has no SHA-256')
}

/** The same of a log of the second generation, which writes base64. */
function hashAt(object: JsonObject, key: string): string {
  const hash = memberAt(object, key)
  if (member(hash, 'algorithm') !== 'SHA2_256') return invalid('the log entry has no SHA-256')
  return decodeBase64(member(hash, 'digest'), 'the hash in the log entry').toString('hex')
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}
