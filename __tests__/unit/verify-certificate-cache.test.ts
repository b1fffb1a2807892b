import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bundleFromJSON } from '@sigstore/bundle'
import type { X509Certificate } from '@sigstore/core'
import { toSignedEntity } from '@sigstore/verify'
import { instanceOf } from '../../src/trust/instance.ts'
import { cacheCertificateWork } from '../../src/verify/certificate-cache.ts'
import { githubClaims } from '../support/sigstore.ts'
import { instance, signed, sigstore } from '../support/verification-fixture.ts'

test('the certificate cache keeps the DER that the library would write, whole and signed part', () => {
  const entity = toSignedEntity(bundleFromJSON(signed()))
  if (entity.key.$case !== 'certificate') assert.fail()
  const authority = instance.material.certificateAuthorities[0]?.certChain[0] ?? assert.fail()
  const certificates = [entity.key.certificate, authority]
  const written = () => certificates.map(({ root }) => [root.toDER(), root.subs[0]?.toDER()])
  const [before, sct] = [written(), entity.key.certificate.clone().root.toDER()]
  cacheCertificateWork(entity.key.certificate, instance)
  assert.deepEqual(written(), before)
  assert.deepEqual(written(), before)
  assert.deepEqual(entity.key.certificate.clone().root.toDER(), sct)
})

test('the certificate cache encodes a copy anew after a change', () => {
  const entity = toSignedEntity(bundleFromJSON(signed()))
  if (entity.key.$case !== 'certificate') assert.fail()
  cacheCertificateWork(entity.key.certificate, instance)
  const { root } = entity.key.certificate.clone()
  const before = root.toDER()
  root.subs.pop()
  assert.notDeepEqual(root.toDER(), before)
})

test('the certificate cache encodes each compared certificate once', () => {
  const trusted = instanceOf({ ...sigstore.trustedRoot() }, 'anew')
  const { certificateAuthorities, timestampAuthorities } = trusted.material
  const isKept = ({ root }: X509Certificate) =>
    [root, root.subs[0]].every((part) => part && new Set([part.toDER(), part.toDER()]).size === 1)
  const entity = toSignedEntity(bundleFromJSON(signed()))
  if (entity.key.$case !== 'certificate') assert.fail()
  const { certificate } = entity.key
  const certificates = [
    certificate,
    ...[...certificateAuthorities, ...timestampAuthorities].flatMap(({ certChain }) => certChain),
  ]
  assert.ok(certificates.length >= 4)
  assert.ok(!certificates.some(isKept))
  cacheCertificateWork(certificate, trusted)
  assert.ok(certificates.every(isKept))
})

test('the certificate cache keeps lengths of several octets as they were read', () => {
  for (const length of [0x7f, 0x80, 0xff, 0x100, 0x1000, 0xffff, 0x10000]) {
    const entity = toSignedEntity(bundleFromJSON(signed({ claims: { ...githubClaims(), ref: 'r'.repeat(length) } })))
    if (entity.key.$case !== 'certificate') assert.fail()
    const before = entity.key.certificate.root.toDER()
    cacheCertificateWork(entity.key.certificate, instance)
    assert.deepEqual(entity.key.certificate.root.toDER(), before)
    assert.deepEqual(entity.key.certificate.clone().root.toDER(), before)
  }
})

test('the certificate cache verifies each issuer once and keeps the answers apart', () => {
  const entity = toSignedEntity(bundleFromJSON(signed()))
  if (entity.key.$case !== 'certificate') assert.fail()
  const trusted = instanceOf({ ...sigstore.trustedRoot() }, 'anew')
  const chain = trusted.material.certificateAuthorities[0]?.certChain ?? assert.fail()
  const [intermediate = assert.fail(), root = assert.fail()] = chain
  const { certificate } = entity.key
  let asked = 0
  const { verify } = certificate
  certificate.verify = (issuer) => {
    asked++
    return verify.call(certificate, issuer)
  }
  cacheCertificateWork(certificate, trusted)
  for (let n = 0; n < 2; n++) {
    assert.deepEqual(
      [intermediate, root, undefined, certificate].map((issuer) => certificate.verify(issuer)),
      [true, false, false, false],
    )
    assert.deepEqual(
      [root, intermediate].map((issuer) => intermediate.verify(issuer)),
      [true, false],
    )
    assert.equal(root.verify(), true)
  }
  assert.equal(asked, 3)
})
