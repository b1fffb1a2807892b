import { randomBytes, sign } from 'node:crypto'
import {
  type Authority,
  authorityKeyExtension,
  basicConstraintsExtension,
  createAuthority,
  distinguishedName,
  extendedKeyUsageExtension,
  type Issued,
  keyPair,
  keyUsageExtension,
  oids,
  serialNumber,
  sha256,
  signCertificate,
  subjectKeyExtension,
  type Validity,
} from './certificates.ts'
import {
  element,
  explicit,
  generalizedTime,
  integer,
  nothing,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  utcTime,
} from './der.ts'

/** A timestamp authority: its own certificate, and the root above it. */
export interface TimestampAuthority extends Issued {
  issuer: Authority
  serial: Buffer
}

export function createTimestampAuthority(
  organization: string,
  validity: Validity,
  extendedKeyUsage: readonly string[] = [oids.timeStamping],
): TimestampAuthority {
  const issuer = createAuthority(distinguishedName(organization, 'timestamp root'), validity, null)
  const keys = keyPair()
  const serial = serialNumber()
  const certificate = signCertificate(
    {
      issuer: issuer.name,
      subject: distinguishedName(organization, 'timestamp signing'),
      validity,
      publicKey: keys.publicKey,
      serial,
      extensions: [
        keyUsageExtension(['digitalSignature']),
        basicConstraintsExtension(false),
        ...(extendedKeyUsage.length > 0 ? [extendedKeyUsageExtension(extendedKeyUsage, true)] : []),
        subjectKeyExtension(keys.publicKey),
        authorityKeyExtension(issuer.publicKey),
      ],
    },
    issuer.privateKey,
  )
  return { issuer, serial, certificate, privateKey: keys.privateKey }
}

const sha256Algorithm = () => sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), nothing())

export interface TimestampOptions {
  time: Date
  /** Behind the seconds of the time, as `.5`. */
  fraction?: string
  /** Those that come with it, in place of the authority's own. */
  certificates?: readonly Buffer[]
}

/** A TimeStampResp (RFC 3161) over bytes of this SHA-256 hash. */
export function timestampOfHash(authority: TimestampAuthority, hash: Uint8Array, options: TimestampOptions): Buffer {
  const info = sequence(
    integer(1),
    objectIdentifier('1.3.6.1.4.1.57264.2'),
    sequence(sha256Algorithm(), octetString(hash)),
    integer(randomBytes(8)),
    generalizedTime(options.time, options.fraction),
    sequence(integer(1)),
    integer(randomBytes(8)),
  )
  const content = objectIdentifier('1.2.840.113549.1.9.16.1.4')
  const attributes = [
    attribute('1.2.840.113549.1.9.3', content),
    attribute('1.2.840.113549.1.9.5', utcTime(options.time)),
    attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(octetString(sha256(authority.certificate)))))),
    attribute('1.2.840.113549.1.9.4', octetString(sha256(info))),
  ].sort(Buffer.compare)
  const signerInfo = sequence(
    integer(1),
    sequence(authority.issuer.name, integer(authority.serial)),
    sha256Algorithm(),
    explicit(0, ...attributes),
    sequence(objectIdentifier(oids.ecdsaWithSha256)),
    octetString(sign('sha256', setOf(...attributes), authority.privateKey)),
  )
  const signedData = sequence(
    integer(3),
    setOf(sha256Algorithm()),
    sequence(content, explicit(0, octetString(info))),
    element(0xa0, Buffer.concat(options.certificates ?? [authority.certificate])),
    setOf(signerInfo),
  )
  const token = sequence(objectIdentifier('1.2.840.113549.1.7.2'), explicit(0, signedData))
  return sequence(sequence(integer(0)), token)
}

const attribute = (oid: string, value: Buffer) => sequence(objectIdentifier(oid), setOf(value))
