/**
 * From untrusted bytes to a Sigstore bundle that is well-formed and within bounds. Everything here runs before the
 * first signature is looked at, and before any loop of the libraries (threats C-29, C-30, C-39, C-40, C-43).
 * Format: https://github.com/sigstore/protobuf-specs, `dev.sigstore.bundle.v1.Bundle`.
 */
import { type Bundle, bundleFromJSON, ValidationError } from '@sigstore/bundle'
import { limits } from '../core/limits.ts'
import { isJsonObject, type JsonObject, member, shape } from '../formats/strict-json.ts'
import { decodeBase64 } from './base64.ts'
import { bounded, invalid } from './rejection.ts'

/** The only media types whose meaning is known; the library's own test is not anchored at the end. */
const mediaTypes = new Set<unknown>([
  'application/vnd.dev.sigstore.bundle+json;version=0.1',
  'application/vnd.dev.sigstore.bundle+json;version=0.2',
  'application/vnd.dev.sigstore.bundle+json;version=0.3',
  'application/vnd.dev.sigstore.bundle.v0.3+json',
])

/** Every field of the bundle's messages, none of which has a map in it. */
const bundleFields = shape(
  ...['mediaType', 'verificationMaterial', 'messageSignature', 'dsseEnvelope'],
  ...['publicKey', 'hint', 'x509CertificateChain', 'certificates', 'certificate', 'rawBytes'],
  ...['tlogEntries', 'logIndex', 'logId', 'keyId', 'kindVersion', 'kind', 'version', 'integratedTime'],
  ...['inclusionPromise', 'signedEntryTimestamp', 'canonicalizedBody'],
  ...['inclusionProof', 'rootHash', 'treeSize', 'hashes', 'checkpoint', 'envelope'],
  ...['timestampVerificationData', 'rfc3161Timestamps', 'signedTimestamp'],
  ...['messageDigest', 'algorithm', 'digest', 'signature'],
)
const envelopeFields = shape('payload', 'payloadType', 'signatures', 'sig', 'keyid')

/** A bundle signed with a certificate, and that certificate. */
export interface KeylessBundle {
  bundle: Bundle
  /** DER of the leaf. */
  certificate: Buffer<ArrayBuffer>
}

/**
 * Reads a bundle out of its JSON.
 * @throws {Rejection} where it is malformed, ambiguous, beyond a bound, or has no certificate
 */
export function readBundle(json: JsonObject): KeylessBundle {
  refuseAmbiguousKeys(json)
  const mediaType = member(json, 'mediaType')
  if (!mediaTypes.has(mediaType)) {
    return invalid(`unsupported bundle version: media type ${JSON.stringify(mediaType)?.slice(0, 100)}`)
  }
  const material = objectAt(json, 'verificationMaterial')
  const certificate = readCertificate(material)
  checkLogEntries(listAt(material, 'tlogEntries'))
  checkTimestamps(material)
  checkContent(json)
  return { bundle: parseBundle(json), certificate }
}

/** Before any of it is read, here or by the libraries (threats B-50). What no field names is not looked into. */
function refuseAmbiguousKeys(value: unknown, fieldsOf: (object: JsonObject) => object = bundleFields): void {
  if (Array.isArray(value)) {
    for (const one of value) refuseAmbiguousKeys(one, fieldsOf)
  } else if (isJsonObject(value)) {
    for (const [field, inner] of Object.entries(fieldsOf(value))) {
      refuseAmbiguousKeys(inner, field === 'dsseEnvelope' ? envelopeFields : fieldsOf)
    }
  }
}

function parseBundle(json: JsonObject): Bundle {
  try {
    return bundleFromJSON(json)
  } catch (error) {
    const missing = error instanceof ValidationError ? `: ${error.fields.join(', ')}` : ''
    return invalid(`the bundle lacks what its version asks for${missing}`)
  }
}

function readCertificate(material: JsonObject): Buffer<ArrayBuffer> {
  const [form, ...others] = ['certificate', 'x509CertificateChain', 'publicKey'].filter((key) => has(material, key))
  if (others.length > 0) return invalid(`both ${form} and ${others[0]} are given`)
  if (form === 'publicKey') return invalid('it is signed with a key; only certificates (keyless signing) are accepted')
  if (form === undefined) return invalid('it has no certificate')
  const certificates =
    form === 'certificate' ? [objectAt(material, form)] : listAt(objectAt(material, form), 'certificates')
  const [leaf] = certificates.map((certificate) => readCertificateBytes(certificate))
  return leaf ?? invalid('its certificate chain is empty')
}

function readCertificateBytes(certificate: unknown): Buffer<ArrayBuffer> {
  if (!isJsonObject(certificate)) return invalid('a certificate is not an object')
  return decodeBounded(member(certificate, 'rawBytes'), 'certificate', limits.certificateBytes)
}

/** Decodes DER within its bound, for the libraries take a time quadratic in it before they look at any signature. */
function decodeBounded(value: unknown, what: string, limit: number): Buffer<ArrayBuffer> {
  if (typeof value === 'string') bounded(`bytes of ${what}`, Math.floor((value.length * 3) / 4) - 2, limit)
  const der = decodeBase64(value, `the ${what}`)
  bounded(`bytes of ${what}`, der.length, limit)
  return der
}

function checkLogEntries(entries: readonly unknown[]): void {
  bounded('log entries', entries.length, limits.logEntries)
  for (const entry of entries) {
    if (!isJsonObject(entry)) invalid('a log entry is not an object')
    decodeBase64(member(objectAt(entry, 'logId'), 'keyId'), 'the log ID')
    decodeBounded(member(entry, 'canonicalizedBody'), 'log entry', limits.logEntryBodyBytes)
    checkNumber(entry, 'logIndex')
    checkNumber(entry, 'integratedTime')
    if (has(entry, 'inclusionPromise')) {
      decodeBase64(member(objectAt(entry, 'inclusionPromise'), 'signedEntryTimestamp'), 'the signed entry timestamp')
    }
    if (has(entry, 'inclusionProof')) checkProof(objectAt(entry, 'inclusionProof'))
  }
}

function checkProof(proof: JsonObject): void {
  const hashes = listAt(proof, 'hashes')
  bounded('hashes of an inclusion proof', hashes.length, limits.proofHashes)
  for (const hash of hashes) decodeBase64(hash, 'a hash of the inclusion proof')
  checkNumber(proof, 'logIndex')
  checkNumber(proof, 'treeSize')
  const note = member(objectAt(proof, 'checkpoint'), 'envelope')
  if (typeof note !== 'string') invalid('the checkpoint is not a string')
  bounded('bytes of checkpoint', Buffer.byteLength(note), limits.checkpointBytes)
  checkSignatures(note)
}

/**
 * A few signatures by each key (https://c2sp.org/signed-note): the library tries all that claim a log's key until one is right,
 * and a note of 16 KiB has room for a hundred (threats C-70). It finds the key by its four bytes and by any part of the
 * log's name, so that the bytes alone tell two keys apart.
 */
function checkSignatures(note: string): void {
  const counts = new Map<string, number>()
  for (const [, signature = ''] of note.matchAll(/\u2014 \S+ (\S+)\n/g)) {
    const key = Buffer.from(signature, 'base64').subarray(0, 4).toString('hex')
    const count = (counts.get(key) ?? 0) + 1
    bounded('signatures by one key of the checkpoint', count, limits.signaturesOfKey)
    counts.set(key, count)
  }
}

/** An int64 of protobuf's JSON, none of which is negative here: a plain decimal, as a string or a safe number. */
function checkNumber(object: JsonObject, key: string): void {
  const value = member(object, key)
  const plain = typeof value === 'string' ? /^\d{1,19}$/.test(value) : Number.isSafeInteger(value) && Number(value) >= 0
  if (value !== undefined && !plain) invalid(`${key} of the log entry is not a number`)
}

function checkTimestamps(material: JsonObject): void {
  if (!has(material, 'timestampVerificationData')) return
  const timestamps = listAt(objectAt(material, 'timestampVerificationData'), 'rfc3161Timestamps')
  bounded('timestamps', timestamps.length, limits.timestamps)
  for (const timestamp of timestamps) {
    if (!isJsonObject(timestamp)) invalid('a timestamp is not an object')
    decodeBounded(member(timestamp, 'signedTimestamp'), 'timestamp', limits.timestampBytes)
  }
}

function checkContent(json: JsonObject): void {
  const [form, ...others] = ['dsseEnvelope', 'messageSignature'].filter((key) => has(json, key))
  if (form === undefined) invalid('it has neither an envelope nor a message signature')
  if (others.length > 0) invalid('it has an envelope and a message signature; one of them is allowed')
  if (form === 'dsseEnvelope') checkEnvelope(objectAt(json, form))
  else checkMessageSignature(objectAt(json, form))
}

/** SHA-256 alone, for nothing else can be held against an image's digest. */
function checkMessageSignature(message: JsonObject): void {
  decodeBase64(member(message, 'signature'), 'the signature')
  const digest = objectAt(message, 'messageDigest')
  if (member(digest, 'algorithm') !== 'SHA2_256') invalid('the message digest is not SHA2_256')
  decodeBase64(member(digest, 'digest'), 'the message digest')
}

/** https://github.com/secure-systems-lab/dsse; one signature, so that the one verified is the one logged (B-25). */
function checkEnvelope(envelope: JsonObject): void {
  decodeBase64(member(envelope, 'payload'), 'the payload')
  if (typeof member(envelope, 'payloadType') !== 'string') invalid('the payload type is not a string')
  const signatures = listAt(envelope, 'signatures')
  if (signatures.length !== 1) invalid(`the envelope has ${signatures.length} signatures; exactly one is allowed`)
  if (!isJsonObject(signatures[0])) invalid('the signature is not an object')
  decodeBase64(member(signatures[0], 'sig'), 'the signature')
}

/** Whether the member is there; null is protobuf's way to say that it is not. */
function has(object: JsonObject, key: string): boolean {
  const value = member(object, key)
  return value !== undefined && value !== null
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = member(object, key)
  return isJsonObject(value) ? value : invalid(`it has no ${key}`)
}

/** A list; one left out is empty, as protobuf's JSON has it. */
function listAt(object: JsonObject, key: string): readonly unknown[] {
  const value = member(object, key)
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : invalid(`${key} is not a list`)
}
