/** Node's parser refuses these certificates before. They are refused here, too, so that a change of it opens nothing. */
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { X509Certificate } from '@sigstore/core'
import { checkCodeSigningLeaf, extensionsOf } from '../../src/verify/certificate.ts'
import { keyPair, oids, spki } from '../support/sigstore/certificates.ts'
import {
  bitString,
  boolean,
  explicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
} from '../support/sigstore/der.ts'
import { bundleContent, find, outcome, signed, sigstore } from '../support/verification-fixture.ts'

/** A certificate with this one extension, byte by byte. */
function withExtension(extension: Buffer): Buffer<ArrayBuffer> {
  const algorithm = sequence(objectIdentifier(oids.ecdsaWithSha384))
  const empty = sequence()
  const parts = [explicit(0, integer(2)), integer(1), algorithm, empty, empty, empty, spki(keyPair().publicKey)]
  return Buffer.from(
    sequence(sequence(...parts, explicit(3, sequence(extension))), algorithm, bitString(Buffer.alloc(1))),
  )
}

const oid = objectIdentifier('1.2.3')
const value = octetString(Buffer.from([5, 0]))

const malformed: Record<string, Buffer> = {
  'of nothing': sequence(),
  'of a name alone': sequence(oid),
  'of four parts': sequence(oid, boolean(true), boolean(true), value),
  'whose value is another thing': sequence(oid, boolean(true), bitString(Buffer.from([5, 0]))),
  'whose value comes first': sequence(oid, value, boolean(true)),
}

suite('decoding a certificate extension', () => {
  for (const [what, extension] of Object.entries(malformed)) {
    test(`${what} is malformed`, () => {
      const der = withExtension(extension)
      const said = { message: 'the certificate has a malformed extension', code: 'BUNDLE_INVALID' }
      assert.throws(() => extensionsOf(X509Certificate.parse(der)), said)
      assert.throws(() => checkCodeSigningLeaf(X509Certificate.parse(der)), said)
      assert.match(
        outcome(find(bundleContent(signed({ signer: { ...sigstore.issue(), certificate: der } })))),
        /^BUNDLE_INVALID: its certificate cannot be read$/,
      )
    })
  }
  test('is read where it is well-formed, whether it says that it is critical or not', () => {
    for (const extension of [sequence(oid, value), sequence(oid, boolean(true), value)]) {
      const [[name, bytes] = assert.fail()] = extensionsOf(X509Certificate.parse(withExtension(extension)))
      assert.equal(name, '1.2.3')
      assert.deepEqual(bytes, Buffer.from([5, 0]))
    }
  })
})
