/**
 * What the libraries leave open about a certificate: that the leaf is one for signing code, and what a TSA's own
 * certificate is for (RFC 5280; threats C-10, C-11, C-14).
 */
import { X509Certificate as NodeCertificate } from 'node:crypto'
import { ASN1Obj, X509Certificate } from '@sigstore/core'
import { limits } from '../core/limits.ts'
import { bounded, invalid } from './rejection.ts'

const oid = {
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  timeStamping: '1.3.6.1.5.5.7.3.8',
}

/** Critical extensions that are understood here; any other makes the certificate unusable (RFC 5280, section 4.2). */
const understood: readonly string[] = [oid.keyUsage, oid.subjectAltName, oid.basicConstraints, oid.extendedKeyUsage]

type Bytes = Buffer<ArrayBuffer>

/**
 * The DER of the one certificate that this PEM holds.
 * @throws {Rejection} where it holds none, another thing, or more than one
 */
export function certificateFromPem(pem: string, where: string): Buffer {
  bounded('characters of certificate', pem.length, limits.certificateBytes * 2)
  const blocks = pem.match(/-----BEGIN [A-Z0-9 ]+-----/g) ?? []
  if (blocks.length !== 1 || blocks[0] !== '-----BEGIN CERTIFICATE-----') {
    return invalid(`${where} does not hold exactly one certificate`)
  }
  try {
    return new NodeCertificate(pem).raw
  } catch {
    return invalid(`${where} does not hold a readable certificate`)
  }
}

/** Whether Sigstore's own parser, which is strict, can read a certificate of these bytes. */
export function isStrictDer(der: Buffer<ArrayBuffer>): boolean {
  try {
    X509Certificate.parse(der)
    return true
  } catch {
    return false
  }
}

/**
 * The certificate of these bytes. Node reads more than DER: to be asked only of what Sigstore's parser has read.
 * @throws {Rejection} where they are no certificate
 */
export function readCertificate(der: Buffer<ArrayBuffer>): NodeCertificate {
  try {
    return new NodeCertificate(der)
  } catch {
    return invalid('its certificate cannot be read')
  }
}

/** The DER inside each extension, by OID. */
export type Extensions = ReadonlyMap<string, Bytes>

/**
 * The certificate's extensions.
 * @throws {Rejection} where one is there twice (RFC 5280, section 4.2)
 */
export function extensionsOf(certificate: X509Certificate): Extensions {
  const extensions = new Map<string, Bytes>()
  for (const { oid, value } of certificate.extensions.map(readExtension)) {
    if (extensions.has(oid)) return invalid(`the certificate has the extension ${oid} twice`)
    extensions.set(oid, value)
  }
  return extensions
}

/**
 * Checks that this is an end-entity certificate for signing code, with nothing critical in it that is not understood.
 * @throws {Rejection} where it is not
 */
export function checkCodeSigningLeaf(certificate: X509Certificate): void {
  checkSignatureFields(certificate)
  const extensions = extensionsOf(certificate)
  for (const { oid, critical } of certificate.extensions.map(readExtension)) {
    if (critical && !understood.includes(oid)) invalid(`the certificate has the unknown critical extension ${oid}`)
  }
  if (certificate.extBasicConstraints?.isCA) invalid('the certificate is that of an authority, not of a signer')
  if (!certificate.extKeyUsage?.digitalSignature) invalid('the certificate is not for digital signatures')
  if (!extendedKeyUsagesOf(extensions).includes(oid.codeSigning)) {
    invalid('the certificate is not for code signing')
  }
}

/**
 * What stands outside of the part that is signed says nothing else than what stands inside (RFC 5280, section 4.1.1.2), and
 * the signature is whole bytes. Whoever hands a certificate on could change the one and the other.
 */
function checkSignatureFields({ root }: X509Certificate): void {
  const [signed, algorithm, signature] = root.subs
  const inside = signed?.subs[2]
  const agrees = inside !== undefined && algorithm?.toDER().equals(inside.toDER())
  if (!agrees || signature?.value[0] !== 0) invalid('the certificate is not as it was signed')
}

/** Whether this is the certificate of a timestamp authority and of nothing else (RFC 3161, section 2.3). */
export function isTimestampingLeaf(certificate: X509Certificate): boolean {
  const usages = extendedKeyUsagesOf(extensionsOf(certificate))
  return usages.length === 1 && usages[0] === oid.timeStamping
}

function extendedKeyUsagesOf(extensions: Extensions): string[] {
  const value = extensions.get(oid.extendedKeyUsage)
  return value === undefined ? [] : ASN1Obj.parseBuffer(value).subs.map((usage) => usage.toOID())
}

/** Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue } (RFC 5280, section 4.1). */
function readExtension(extension: ASN1Obj): { oid: string; critical: boolean; value: Bytes } {
  const [id, ...rest] = extension.subs
  const value = rest.pop()
  if (id === undefined || value === undefined || rest.length > 1 || !value.tag.isOctetString()) {
    return invalid('the certificate has a malformed extension')
  }
  return { oid: id.toOID(), critical: rest[0]?.toBoolean() ?? false, value: Buffer.from(value.value) }
}
