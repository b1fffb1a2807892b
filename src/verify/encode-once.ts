/**
 * The library compares certificates by their DER, which it writes anew each time, dozens of times for one signature: that
 * was half of what verifying one took. What was parsed does not change, so that once is enough.
 */
import type { ASN1Obj, X509Certificate } from '@sigstore/core'
import type { SignedEntity } from '@sigstore/verify'
import type { Instance } from '../model.ts'

const encoded = new WeakSet<ASN1Obj>()

/** Has every certificate that one verification compares keep its DER, and that of the part of it that is signed. */
export function encodeOnce({ key }: SignedEntity, { material }: Instance): void {
  const authorities = [...material.certificateAuthorities, ...material.timestampAuthorities]
  const certificates = authorities.flatMap(({ certChain }) => certChain)
  for (const certificate of key.$case === 'certificate' ? [key.certificate, ...certificates] : certificates) {
    keepDer(certificate)
  }
}

function keepDer({ root }: X509Certificate): void {
  for (const part of [root, ...root.subs.slice(0, 1)]) {
    if (encoded.has(part)) continue
    const der = part.toDER()
    part.toDER = () => der
    encoded.add(part)
  }
}
