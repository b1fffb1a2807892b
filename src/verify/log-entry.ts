/**
 * What the libraries leave open about transparency log entries: the kind `intoto` 0.0.1, that the entry records the
 * certificate that signed, that no entry counts twice, and that the log's key was valid (threats C-02, C-19, C-21).
 */
import { createHash } from 'node:crypto'
import type { TransparencyLogEntry } from '@sigstore/bundle'
import { isJsonObject, type JsonObject, member, parseJsonObject } from '../json.ts'
import type { Instance } from '../model.ts'
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
  const body = parseJsonObject(entry.canonicalizedBody)
  if (member(body, 'kind') !== 'intoto' || member(body, 'apiVersion') !== '0.0.1') {
    invalid('the log entry is of another kind than the bundle says')
  }
  const recorded = sha256At(at(body, 'spec', 'content', 'hash'))
  const actual = createHash('sha256').update(envelope).digest('hex')
  if (envelope.length === 0 || recorded !== actual) invalid('the log entry is about another envelope')
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
  const spec = at(parseJsonObject(entry.canonicalizedBody), 'spec')
  const { kind, version } = entry.kindVersion
  switch (`${kind} ${version}`) {
    case 'hashedrekord 0.0.1':
      return fromPem(at(spec, 'signature', 'publicKey'), 'content')
    case 'dsse 0.0.1':
      return fromPem(onlyOf(spec, 'signatures'), 'verifier')
    case 'intoto 0.0.1':
      return fromPem(spec, 'publicKey')
    case 'intoto 0.0.2':
      return fromPem(onlyOf(at(spec, 'content', 'envelope'), 'signatures'), 'publicKey')
    case 'hashedrekord 0.0.2':
      return fromDer(at(spec, 'hashedRekordV002', 'signature'))
    case 'dsse 0.0.2':
      return fromDer(onlyOf(at(spec, 'dsseV002'), 'signatures'))
    default:
      return invalid(`unsupported log entry kind ${JSON.stringify(`${kind} ${version}`.slice(0, 100))}`)
  }
}

function fromPem(object: JsonObject, key: string): Buffer {
  return certificateFromPem(
    decodeBase64(member(object, key), 'the certificate in the log entry').toString('latin1'),
    'the log entry',
  )
}

function fromDer(signature: JsonObject): Buffer {
  return decodeBase64(
    member(at(signature, 'verifier', 'x509Certificate'), 'rawBytes'),
    'the certificate in the log entry',
  )
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
function at(object: JsonObject, ...path: string[]): JsonObject {
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

function sha256At(hash: JsonObject): string {
  const value = member(hash, 'value')
  return member(hash, 'algorithm') === 'sha256' && typeof value === 'string'
    ? value
    : invalid('the log entry has no SHA-256')
}
