/**
 * The layers that cosign writes under `sha256-….sig` and `sha256-….att`, read as the bundle v0.1 that says the same,
 * so that all that follows has one form to judge.
 * https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
import { isJsonObject, type JsonObject, member, parseJsonObject, shape } from '../formats/strict-json.ts'
import { decodeBase64 } from './base64.ts'
import { certificateFromPem } from './certificate.ts'
import { invalid } from './rejection.ts'

type Annotations = Readonly<Record<string, string>>

const signatureAnnotation = 'dev.cosignproject.cosign/signature'
const certificateAnnotation = 'dev.sigstore.cosign/certificate'
const bundleAnnotation = 'dev.sigstore.cosign/bundle'
const timestampAnnotation = 'dev.sigstore.cosign/rfc3161timestamp'

/** What cosign, too, reads out of its annotations (threats B-50). */
const bundleFields = shape('SignedEntryTimestamp', 'Payload')
const payloadFields = shape('body', 'integratedTime', 'logIndex', 'logID')
const entryFields = shape('apiVersion', 'kind', 'spec')
const timestampFields = shape('SignedRFC3161Timestamp')

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
  const { Payload: payload, SignedEntryTimestamp: signedEntryTimestamp } = bundleFields(
    parseAnnotation(text, bundleAnnotation),
  )
  if (!isJsonObject(payload)) return invalid(`the annotation ${bundleAnnotation} holds no log entry`)
  const { body, logID, logIndex, integratedTime } = payloadFields(payload)
  if (typeof logID !== 'string' || !/^[0-9a-f]{64}$/.test(logID)) return invalid('the log ID is not 64 hex digits')
  const { kind, apiVersion } = entryFields(parseJsonObject(decodeBase64(body, 'the log entry')))
  return [
    {
      logIndex,
      logId: { keyId: Buffer.from(logID, 'hex').toString('base64') },
      kindVersion: { kind, version: apiVersion },
      integratedTime,
      inclusionPromise: { signedEntryTimestamp },
      canonicalizedBody: body,
    },
  ]
}

function timestampsOf(annotations: Annotations): JsonObject[] {
  const text = member(annotations, timestampAnnotation)
  if (typeof text !== 'string') return []
  const { SignedRFC3161Timestamp: signedTimestamp } = timestampFields(parseAnnotation(text, timestampAnnotation))
  return [{ signedTimestamp }]
}

function parseAnnotation(text: string, name: string): JsonObject {
  try {
    return parseJsonObject(Buffer.from(text))
  } catch {
    return invalid(`the annotation ${name} is not a JSON object`)
  }
}
