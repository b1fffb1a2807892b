import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bundleFromJSON } from '@sigstore/bundle'
import { toSignedEntity } from '@sigstore/verify'
import { encodeOnce } from '../../src/verify/encode-once.ts'
import { instance, signed } from '../support/judging.ts'

test('what is kept is what would be written, of the whole certificate and of what is signed of it', () => {
  const entity = toSignedEntity(bundleFromJSON(signed()))
  if (entity.key.$case !== 'certificate') assert.fail()
  const authority = instance.material.certificateAuthorities[0]?.certChain[0] ?? assert.fail()
  const certificates = [entity.key.certificate, authority]
  const written = () => certificates.map(({ root }) => [root.toDER(), root.subs[0]?.toDER()])
  const [before, sct] = [written(), entity.key.certificate.clone().root.toDER()]
  encodeOnce(entity, instance)
  assert.deepEqual(written(), before)
  assert.deepEqual(written(), before)
  assert.deepEqual(entity.key.certificate.clone().root.toDER(), sct)
})

test('a copy is encoded anew, for what is taken out of it must be out of its DER', () => {
  const entity = toSignedEntity(bundleFromJSON(signed()))
  if (entity.key.$case !== 'certificate') assert.fail()
  encodeOnce(entity, instance)
  const { root } = entity.key.certificate.clone()
  const before = root.toDER()
  root.subs.pop()
  assert.notDeepEqual(root.toDER(), before)
})
