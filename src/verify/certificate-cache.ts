/**
 * What the library would do over and over is done once. For each signature, and for each of its times, it writes
 * certificates as DER to compare them, a kilobyte of buffer for each of their parts, and verifies what the authorities
 * have signed for each other: that was two thirds of what verifying one took. What was parsed does not change.
 */
import { ASN1Obj, X509Certificate } from '@sigstore/core'
import type { Instance } from '../model/index.ts'

const prepared = new WeakSet<X509Certificate>()

/**
 * Has every certificate that takes part in one verification keep its DER and what verifying it by an issuer has shown.
 * What the library compares and verifies, and when, is untouched.
 */
export function cacheCertificateWork(leaf: X509Certificate, { material }: Instance): void {
  const authorities = [...material.certificateAuthorities, ...material.timestampAuthorities]
  for (const certificate of [leaf, ...authorities.flatMap(({ certChain }) => certChain)]) {
    if (prepared.has(certificate)) continue
    cacheDer(certificate)
    cacheVerification(certificate)
    prepared.add(certificate)
  }
}

/** Of the whole certificate and of the part of it that is signed. */
function cacheDer(certificate: X509Certificate): void {
  const { root } = certificate
  for (const part of [...root.subs.slice(0, 1), root]) {
    const der = encode(part)
    part.toDER = () => der
  }
  certificate.clone = () => new X509Certificate(copyOf(root))
}

function cacheVerification(certificate: X509Certificate): void {
  const verify = certificate.verify.bind(certificate)
  const answers = new WeakMap<X509Certificate, boolean>()
  certificate.verify = (issuer) => {
    const by = issuer ?? certificate
    const answer = answers.get(by) ?? verify(issuer)
    answers.set(by, answer)
    return answer
  }
}

/** A copy whose parts can be taken out, as the library takes out the signed certificate timestamps. */
function copyOf(part: ASN1Obj): ASN1Obj {
  const copy = new ASN1Obj(part.tag, part.value, part.subs.map(copyOf))
  copy.toDER = () => encode(copy)
  return copy
}

/** As the library does: a tag of one byte, the length, and the parts, or the value of what has none. */
function encode({ tag, subs, value }: ASN1Obj): Buffer {
  const content = subs.length > 0 ? Buffer.concat(subs.map(encode)) : value
  return Buffer.concat([Buffer.of(tag.toDER(), ...lengthOctets(content.length)), content])
}

/** X.690, section 8.1.3; the long form where the short one has no room. */
function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length]
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 0x100)) octets.unshift(rest % 0x100)
  return [0x80 | octets.length, ...octets]
}
