/**
 * The layers that cosign writes under `sha256-….sig` and `sha256-….att`, read as the bundle v0.1 that says the same,
 * so that all that follows has one form to judge.
 * https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
import { isJsonObject, type JsonObject, member, parseJsonObject } from '../json.ts'
import { decodeBase64 } from './base64.ts'
import { certificateFromPem } from './certificate.ts'
import { invalid } from './rejection.ts'

type Annotations = Readonly<Record<string, string>>

const signatureAnnotation = 'dev.cosignproject.cosign/signature'
const certificateAnnotation = 'dev.sigstore.cosign/certificate'
const bundleAnnotation = 'dev.sigstore.cosign/bundle'
const timestampAnnotation = 'dev.sigstore.cosign/rfc3161timestamp'

/** The bundle of an `.att` layer. */
export function bundleOfEnvelope(envelope: JsonObject, annotations: Annotations): JsonObject {
  return { ...materialOf(annotations), dsseEnvelope: envelope }
}

/** The bundle of a `.sig` layer. @param digest - SHA-256 of the simple-signing payload */
export function bundleOfSignature(digest: Buffer, annotations: Annotations): JsonObject {
  return {
    ...materialOf(annotations),
    messageSignature: {
      messageDigest: { algorithm: 'SHA2_256', digest: digest.toString('base64') },
      signature: member(annotations, signatureAnnotation),
    },
  }
}

function materialOf(annotations: Annotations): JsonObject {
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
    verificationMaterial: {
      certificate: { rawBytes: certificateOf(annotations) },
      tlogEntries: logEntriesOf(annotations),
      timestampVerificationData: { rfc3161Timestamps: timestampsOf(annotations) },
    },
  }
}

/** The leaf alone: `dev.sigstore.cosign/chain` is the signer's word about itself and is never believed. */
function certificateOf(annotations: Annotations): string {
  const pem = member(annotations, certificateAnnotation)
  if (typeof pem !== 'string') return invalid('it has no certificate; signatures made with a key are not accepted')
  return certificateFromPem(pem, 'the certificate annotation').toString('base64')
}

function logEntriesOf(annotations: Annotations): JsonObject[] {
  const text = member(annotations, bundleAnnotation)
  if (typeof text !== 'string') return []
  const bundle = parseAnnotation(text, bundleAnnotation)
  const payload = member(bundle, 'Payload')
  if (!isJsonObject(payload)) return invalid(`the annotation ${bundleAnnotation} holds no log entry`)
  const body = member(payload, 'body')
  const logId = member(payload, 'logID')
  if (typeof logId !== 'string' || !/^[0-9a-f]{64}$/.test(logId)) return invalid('the log ID is not 64 hex digits')
  const entry = parseJsonObject(decodeBase64(body, 'the log entry'))
  return [
    {
      logIndex: member(payload, 'logIndex'),
      logId: { keyId: Buffer.from(logId, 'hex').toString('base64') },
      kindVersion: { kind: member(entry, 'kind'), version: member(entry, 'apiVersion') },
      integratedTime: member(payload, 'integratedTime'),
      inclusionPromise: { signedEntryTimestamp: member(bundle, 'SignedEntryTimestamp') },
      canonicalizedBody: body,
    },
  ]
}

function timestampsOf(annotations: Annotations): JsonObject[] {
  const text = member(annotations, timestampAnnotation)
  if (typeof text !== 'string') return []
  return [{ signedTimestamp: member(parseAnnotation(text, timestampAnnotation), 'SignedRFC3161Timestamp') }]
}

function parseAnnotation(text: string, name: string): JsonObject {
  try {
    return parseJsonObject(Buffer.from(text))
  } catch {
    return invalid(`the annotation ${name} is not a JSON object`)
  }
}
