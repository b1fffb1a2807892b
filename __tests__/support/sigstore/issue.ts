import type { KeyObject } from 'node:crypto'
import {
  type AlternativeName,
  type Authority,
  alternativeNameExtension,
  authorityKeyExtension,
  basicConstraintsExtension,
  extendedKeyUsageExtension,
  type Issued,
  type KeyPair,
  type KeyUsage,
  keyPair,
  keyUsageExtension,
  oids,
  serialNumber,
  signCertificate,
  spki,
  subjectKeyExtension,
  toBeSigned,
} from './certificates.ts'
import { type Claims, type Extension, extensionsOf } from './claims.ts'
import { sequence } from './der.ts'
import { certificateTimestamp } from './logs.ts'

/** What a certificate shall say; everything but the claims is there to be said wrongly. */
export interface CertificateRequest {
  claims: Claims
  /** In place of the claims' own; several stand in one extension, none leaves it out. */
  san?: AlternativeName | readonly AlternativeName[]
  /** These take the place of all extensions with the same OID; an OID named twice is there twice. */
  extensions?: readonly Extension[]
  /** OIDs of extensions to leave out. */
  omit?: readonly string[]
  keyUsage?: readonly KeyUsage[]
  /** OIDs. */
  extendedKeyUsage?: readonly string[]
  ca?: boolean
  notBefore?: Date
  /** Ten minutes after its beginning. */
  notAfter?: Date
  /** Of another key than a fresh one; the answer's private key is then of no use. */
  publicKey?: KeyObject
  /** The CT log's timestamp; false leaves it out. */
  sct?: boolean
}

const tenMinutes = 10 * 60_000

/** The certificate that this authority issues, with a timestamp of the CT log where there is one. */
export function issueCertificate(
  request: CertificateRequest,
  authority: Authority,
  ctLog: KeyPair | null,
  clock: Date,
): Issued {
  const fresh = keyPair()
  const publicKey = request.publicKey ?? fresh.publicKey
  const notBefore = request.notBefore ?? clock
  const notAfter = request.notAfter ?? new Date(notBefore.getTime() + tenMinutes)
  const parts = {
    issuer: authority.name,
    subject: sequence(),
    validity: { notBefore, notAfter },
    publicKey,
    serial: serialNumber(),
    extensions: extensionsFor(request, publicKey, authority),
  }
  const timestamps =
    ctLog === null || request.sct === false
      ? []
      : [certificateTimestamp(ctLog, spki(authority.publicKey), toBeSigned(parts), notBefore)]
  const extensions = [...parts.extensions, ...timestamps]
  return { certificate: signCertificate({ ...parts, extensions }, authority.privateKey), privateKey: fresh.privateKey }
}

function extensionsFor(request: CertificateRequest, publicKey: KeyObject, authority: Authority): Extension[] {
  const { claims } = request
  const names = [request.san ?? { type: claims.identity_type, value: claims.signer_identity }].flat()
  const usual = [
    keyUsageExtension(request.keyUsage ?? ['digitalSignature']),
    extendedKeyUsageExtension(request.extendedKeyUsage ?? [oids.codeSigning]),
    ...(request.ca === undefined ? [] : [basicConstraintsExtension(request.ca)]),
    subjectKeyExtension(publicKey),
    authorityKeyExtension(authority.publicKey),
    ...(names.length > 0 ? [alternativeNameExtension(names)] : []),
    ...extensionsOf(claims),
  ]
  const given = request.extensions ?? []
  const replaced = new Set([...(request.omit ?? []), ...given.map(({ oid }) => oid)])
  return [...usual.filter(({ oid }) => !replaced.has(oid)), ...given]
}
