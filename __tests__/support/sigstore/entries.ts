import { dsse } from '@sigstore/core'
import { sha256, toPem } from './certificates.ts'

/** A DSSE envelope as JSON carries it. */
export interface Envelope {
  payloadType: string
  payload: string
  signatures: { keyid?: string; sig: string }[]
}

export type EntryKind =
  | 'dsse'
  | 'intoto-0.0.1'
  | 'intoto-0.0.2'
  | 'hashedrekord'
  | 'dsse-v2'
  | 'hashedrekord-v2'
  | 'none'

/** What was signed, and with what outcome. */
export type Signed =
  | { kind: 'envelope'; envelope: Envelope; payload: Buffer; signature: Buffer }
  | { kind: 'message'; message: Buffer; signature: Buffer }

/** The bytes that the signature is over. */
function signedBytes(signed: Signed): Buffer {
  return signed.kind === 'message' ? signed.message : dsse.preAuthEncoding(signed.envelope.payloadType, signed.payload)
}

/** The body that a log records for it, with this certificate. */
export function entryBody(kind: Exclude<EntryKind, 'none'>, signed: Signed, certificate: Buffer): object {
  switch (kind) {
    case 'hashedrekord':
      return hashedrekord(signed, certificate)
    case 'hashedrekord-v2':
      return hashedrekordV2(signed, certificate)
    case 'dsse':
      return dsseEntry(envelopeOnly(signed), certificate)
    case 'dsse-v2':
      return dsseEntryV2(envelopeOnly(signed), certificate)
    case 'intoto-0.0.1':
      return intoto001(envelopeOnly(signed), certificate)
    case 'intoto-0.0.2':
      return intoto002(envelopeOnly(signed), certificate)
  }
}

type SignedEnvelope = Extract<Signed, { kind: 'envelope' }>

function envelopeOnly(signed: Signed): SignedEnvelope {
  if (signed.kind === 'message') throw new TypeError('a log records messages as hashedrekord only')
  return signed
}

const hexHash = (bytes: Uint8Array) => ({ algorithm: 'sha256', value: sha256(bytes).toString('hex') })
const base64Hash = (bytes: Uint8Array) => ({ algorithm: 'SHA2_256', digest: sha256(bytes).toString('base64') })
const encodedPem = (certificate: Buffer) => Buffer.from(toPem(certificate)).toString('base64')
const envelopeHash = ({ envelope }: SignedEnvelope) => hexHash(Buffer.from(JSON.stringify(envelope)))

function hashedrekord(signed: Signed, certificate: Buffer): object {
  return {
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: hexHash(signedBytes(signed)) },
      signature: { content: signed.signature.toString('base64'), publicKey: { content: encodedPem(certificate) } },
    },
  }
}

function dsseEntry(signed: SignedEnvelope, certificate: Buffer): object {
  return {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      envelopeHash: envelopeHash(signed),
      payloadHash: hexHash(signed.payload),
      signatures: [{ signature: signed.signature.toString('base64'), verifier: encodedPem(certificate) }],
    },
  }
}

function intoto001(signed: SignedEnvelope, certificate: Buffer): object {
  return {
    apiVersion: '0.0.1',
    kind: 'intoto',
    spec: {
      content: { hash: envelopeHash(signed), payloadHash: hexHash(signed.payload) },
      publicKey: encodedPem(certificate),
    },
  }
}

/** The log of version 0.0.2 keeps the signature encoded twice. */
function intoto002(signed: SignedEnvelope, certificate: Buffer): object {
  const sig = Buffer.from(signed.signature.toString('base64')).toString('base64')
  return {
    apiVersion: '0.0.2',
    kind: 'intoto',
    spec: {
      content: {
        envelope: {
          payloadType: signed.envelope.payloadType,
          signatures: [{ publicKey: encodedPem(certificate), sig }],
        },
        hash: envelopeHash(signed),
        payloadHash: hexHash(signed.payload),
      },
    },
  }
}

const verifierV2 = (certificate: Buffer) => ({
  keyDetails: 'PKIX_ECDSA_P256_SHA_256',
  x509Certificate: { rawBytes: certificate.toString('base64') },
})

function dsseEntryV2(signed: SignedEnvelope, certificate: Buffer): object {
  const signature = { content: signed.signature.toString('base64'), verifier: verifierV2(certificate) }
  const dsseV002 = { payloadHash: base64Hash(signed.payload), signatures: [signature] }
  return { apiVersion: '0.0.2', kind: 'dsse', spec: { dsseV002 } }
}

function hashedrekordV2(signed: Signed, certificate: Buffer): object {
  const signature = { content: signed.signature.toString('base64'), verifier: verifierV2(certificate) }
  const hashedRekordV002 = { data: base64Hash(signedBytes(signed)), signature }
  return { apiVersion: '0.0.2', kind: 'hashedrekord', spec: { hashedRekordV002 } }
}
