import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { Extension } from './claims.ts'
import {
  bitString,
  boolean,
  explicit,
  implicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  utcTime,
  utf8String,
} from './der.ts'

export interface KeyPair {
  publicKey: KeyObject
  privateKey: KeyObject
}

/** A certificate and the key that belongs to it. */
export interface Issued {
  certificate: Buffer
  privateKey: KeyObject
}

/** An authority that can issue. */
export interface Authority extends Issued {
  name: Buffer
  publicKey: KeyObject
}

export type KeyUsage = 'digitalSignature' | 'keyEncipherment' | 'keyCertSign' | 'cRLSign'
export type NameType = 'uri' | 'email' | 'dns'
/** A subject alternative name. */
export interface AlternativeName {
  type: NameType
  value: string
}

export const oids = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  signedCertificateTimestamps: '1.3.6.1.4.1.11129.2.4.2',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  ecdsaWithSha384: '1.2.840.10045.4.3.3',
} as const

/** A fresh elliptic-curve key. */
export function keyPair(namedCurve: 'P-256' | 'P-384' = 'P-256'): KeyPair {
  return generateKeyPairSync('ec', { namedCurve })
}

/** The key as SubjectPublicKeyInfo. */
export const spki = (key: KeyObject) => key.export({ format: 'der', type: 'spki' })

export const sha256 = (...bytes: Uint8Array[]) =>
  bytes.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

/** `O=…, CN=…` */
export function distinguishedName(organization: string, commonName: string): Buffer {
  const attribute = (oid: string, text: string) => setOf(sequence(objectIdentifier(oid), utf8String(text)))
  return sequence(attribute('2.5.4.10', organization), attribute('2.5.4.3', commonName))
}

export interface Validity {
  notBefore: Date
  notAfter: Date
}

export interface CertificateParts {
  issuer: Buffer
  subject: Buffer
  validity: Validity
  publicKey: KeyObject
  extensions: readonly Extension[]
  serial: Buffer
}

/** What is signed: everything of a certificate but its signature. */
export function toBeSigned(parts: CertificateParts): Buffer {
  return sequence(
    explicit(0, integer(2)),
    integer(parts.serial),
    sequence(objectIdentifier(oids.ecdsaWithSha384)),
    parts.issuer,
    sequence(utcTime(parts.validity.notBefore), utcTime(parts.validity.notAfter)),
    parts.subject,
    spki(parts.publicKey),
    explicit(3, sequence(...parts.extensions.map(encodeExtension))),
  )
}

/** The certificate that this key makes of these parts. */
export function signCertificate(parts: CertificateParts, key: KeyObject): Buffer {
  const tbs = toBeSigned(parts)
  return sequence(tbs, sequence(objectIdentifier(oids.ecdsaWithSha384)), bitString(sign('sha384', tbs, key)))
}

/** Positive, and different each time. */
export const serialNumber = () => Buffer.concat([Buffer.from([0x01]), randomBytes(15)])

function encodeExtension({ oid, critical = false, value }: Extension): Buffer {
  return sequence(objectIdentifier(oid), ...(critical ? [boolean(true)] : []), octetString(value))
}

const keyUsageBits: Record<KeyUsage, number> = { digitalSignature: 0, keyEncipherment: 2, keyCertSign: 5, cRLSign: 6 }

/** The extension that says what the key may do. */
export function keyUsageExtension(usages: readonly KeyUsage[]): Extension {
  const bits = usages.reduce((byte, usage) => byte | (0x80 >> keyUsageBits[usage]), 0)
  const unused = bits === 0 ? 0 : 31 - Math.clz32(bits & -bits)
  const value = bits === 0 ? bitString(Buffer.alloc(0)) : bitString(Buffer.from([bits]), unused)
  return { oid: oids.keyUsage, critical: true, value }
}

export const extendedKeyUsageExtension = (usages: readonly string[], critical = false): Extension => ({
  oid: oids.extendedKeyUsage,
  critical,
  value: sequence(...usages.map(objectIdentifier)),
})

export const basicConstraintsExtension = (ca: boolean): Extension => ({
  oid: oids.basicConstraints,
  critical: true,
  value: sequence(...(ca ? [boolean(true)] : [])),
})

const nameTags: Record<NameType, number> = { email: 1, dns: 2, uri: 6 }

/** All of them in the one extension. */
export const alternativeNameExtension = (names: readonly AlternativeName[]): Extension => ({
  oid: oids.subjectAlternativeName,
  critical: true,
  value: sequence(...names.map(({ type, value }) => implicit(nameTags[type], Buffer.from(value)))),
})

const keyId = (key: KeyObject) => createHash('sha1').update(spki(key)).digest()

export const subjectKeyExtension = (key: KeyObject): Extension => ({
  oid: oids.subjectKeyId,
  value: octetString(keyId(key)),
})

export const authorityKeyExtension = (key: KeyObject): Extension => ({
  oid: oids.authorityKeyId,
  value: sequence(implicit(0, keyId(key))),
})

/** A certificate authority: self-signed without `issuer`. */
export function createAuthority(name: Buffer, validity: Validity, issuer: Authority | null): Authority {
  const keys = keyPair('P-384')
  const certificate = signCertificate(
    {
      issuer: issuer?.name ?? name,
      subject: name,
      validity,
      publicKey: keys.publicKey,
      serial: serialNumber(),
      extensions: [
        keyUsageExtension(['keyCertSign', 'cRLSign']),
        basicConstraintsExtension(true),
        subjectKeyExtension(keys.publicKey),
        authorityKeyExtension(issuer?.publicKey ?? keys.publicKey),
      ],
    },
    issuer?.privateKey ?? keys.privateKey,
  )
  return { name, certificate, ...keys }
}

/** The certificate as PEM, in lines of 64. */
export function toPem(certificate: Uint8Array): string {
  const lines =
    Buffer.from(certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
