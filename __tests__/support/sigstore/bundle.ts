import { type KeyObject, sign as signBytes } from 'node:crypto'
import { dsse } from '@sigstore/core'
import { type Issued, sha256 } from './certificates.ts'
import type { Envelope, Signed } from './entries.ts'
import type { LogEntry } from './logs.ts'

/** What is signed. */
export type Content = { statement: object } | { payload: Buffer; payloadType: string } | { message: Buffer }

/** Who signs. */
export type Signer = Pick<Issued, 'certificate' | 'privateKey'>

/** A Sigstore bundle as JSON. */
export interface Bundle {
  mediaType: string
  verificationMaterial: {
    certificate?: { rawBytes: string }
    x509CertificateChain?: { certificates: { rawBytes: string }[] }
    tlogEntries: LogEntry[]
    timestampVerificationData?: { rfc3161Timestamps: { signedTimestamp: string }[] }
  }
  dsseEnvelope?: Envelope
  messageSignature?: { messageDigest: { algorithm: string; digest: string }; signature: string }
}

/** What log and timestamp authority say about a signature. */
export interface Witnessed {
  entries: LogEntry[]
  timestamps: string[]
}

/** The bundle's one log entry, to be looked at or tampered with. */
export function logEntryOf(bundle: Bundle): LogEntry {
  const [entry] = bundle.verificationMaterial.tlogEntries
  if (entry === undefined) throw new TypeError('the bundle has no log entry')
  return entry
}

/** The bundle's envelope, to be looked at or tampered with. */
export function envelopeOf(bundle: Bundle): Envelope {
  if (bundle.dsseEnvelope === undefined) throw new TypeError('the bundle has no envelope')
  return bundle.dsseEnvelope
}

/** Signs it, an envelope as DSSE asks for. */
export function signContent(content: Content, key: KeyObject): Signed {
  if ('message' in content) {
    return { kind: 'message', message: content.message, signature: signBytes('sha256', content.message, key) }
  }
  const [payload, payloadType] =
    'statement' in content
      ? [Buffer.from(JSON.stringify(content.statement)), 'application/vnd.in-toto+json']
      : [content.payload, content.payloadType]
  const signature = signBytes('sha256', dsse.preAuthEncoding(payloadType, payload), key)
  const signatures = [{ keyid: '', sig: signature.toString('base64') }]
  const envelope = { payloadType, payload: payload.toString('base64'), signatures }
  return { kind: 'envelope', envelope, payload, signature }
}

const mediaTypes = {
  '0.1': 'application/vnd.dev.sigstore.bundle+json;version=0.1',
  '0.2': 'application/vnd.dev.sigstore.bundle+json;version=0.2',
  '0.3': 'application/vnd.dev.sigstore.bundle.v0.3+json',
}

/** The bundle of all this. */
export function toBundle(
  version: keyof typeof mediaTypes,
  signed: Signed,
  signer: Signer,
  witnessed: Witnessed,
): Bundle {
  const certificate = { rawBytes: signer.certificate.toString('base64') }
  const rfc3161Timestamps = witnessed.timestamps.map((signedTimestamp) => ({ signedTimestamp }))
  return {
    mediaType: mediaTypes[version],
    verificationMaterial: {
      ...(version === '0.3' ? { certificate } : { x509CertificateChain: { certificates: [certificate] } }),
      tlogEntries: witnessed.entries,
      ...(rfc3161Timestamps.length > 0 && { timestampVerificationData: { rfc3161Timestamps } }),
    },
    ...(signed.kind === 'envelope'
      ? { dsseEnvelope: signed.envelope }
      : { messageSignature: messageSignatureOf(signed.message, signed.signature) }),
  }
}

const messageSignatureOf = (message: Buffer, signature: Buffer) => ({
  messageDigest: { algorithm: 'SHA2_256', digest: sha256(message).toString('base64') },
  signature: signature.toString('base64'),
})
