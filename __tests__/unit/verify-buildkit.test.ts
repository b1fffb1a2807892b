import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { digestOf, hexOf } from '../../src/core/digest.ts'
import { limits } from '../../src/core/limits.ts'
import type { AttestationContent, SignatureContent } from '../../src/model/index.ts'
import { instanceOf } from '../../src/trust/instance.ts'
import { mediaTypes } from '../support/registry.ts'
import { createSigstore, githubClaims, slsaStatement } from '../support/sigstore.ts'
import { bundleContent, digest, find, otherDigest, outcome, signed, sigstore } from '../support/verification-fixture.ts'

const provenance = Buffer.from(JSON.stringify(slsaStatement({ digest, claims: githubClaims() })))

/** BuildKit's attestation manifest with these layers. */
const manifestOf = (layers: readonly { mediaType?: string; digest: string }[]) =>
  Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      layers: layers.map((layer) => ({ mediaType: mediaTypes.inToto, size: 1, ...layer })),
    }),
  )

const manifest = manifestOf([{ digest: otherDigest }, { digest: digestOf(provenance) }])

/** A statement as cosign 3 signs it: about a digest, and saying nothing more. */
const signatureOf = (subject: string): object => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ digest: { sha256: subject.slice('sha256:'.length) } }],
  predicateType: 'https://sigstore.dev/cosign/sign/v1',
  predicate: {},
})

const signature = bundleContent(signed({ statement: signatureOf(digestOf(manifest)) })) as SignatureContent

const chain = (changes: Partial<Extract<AttestationContent, { kind: 'buildkit' }>> = {}): AttestationContent => ({
  kind: 'buildkit',
  rank: 0,
  signature,
  manifest,
  statement: provenance,
  ...changes,
})

suite("verifying a signature over BuildKit's attestation manifest", () => {
  test('verifies, and what counts is the statement', () => {
    const finding = find(chain())
    assert.equal(outcome(finding), 'VERIFIED')
    assert.equal(finding.predicateType, 'https://slsa.dev/provenance/v1')
    assert.equal(finding.attestation.kind, 'bundle')
  })
  test("cosign's simple signing of the attestation manifest does, too", () => {
    const { payload, annotations } = sigstore.cosignSignature({ digest: digestOf(manifest), reference: 'acme/app' })
    assert.equal(outcome(find(chain({ signature: { kind: 'simplesigning', payload, annotations } }))), 'VERIFIED')
  })
  test('B-26: and a message signature over its bytes', () => {
    const message = bundleContent(sigstore.sign({ message: manifest })) as SignatureContent
    assert.equal(outcome(find(chain({ signature: message }))), 'VERIFIED')
  })
  test('B-26: but not where somebody wrote the digest of the platform into it, with no log to hold it to its word', () => {
    const unlogged = createSigstore({ log: false })
    const forged = unlogged.sign({
      message: manifest,
      tamper: ({ messageSignature }) => {
        if (messageSignature)
          messageSignature.messageDigest.digest = Buffer.from(hexOf(digest), 'hex').toString('base64')
      },
    })
    const instances = [instanceOf({ ...unlogged.trustedRoot() }, unlogged.name)]
    const found = find(chain({ signature: bundleContent(forged) as SignatureContent }), instances)
    assert.match(outcome(found), /^SUBJECT_MISMATCH: its subject is sha256:\w+, expected sha256:\w+$/)
    assert.equal(found.proof, null)
  })
  test('A-02: a report about the attestation manifest, by the right signer, vouches for nothing in it', () => {
    const report = {
      ...signatureOf(digestOf(manifest)),
      predicateType: 'https://cosign.sigstore.dev/attestation/vuln/v1',
    }
    const about = bundleContent(signed({ statement: report })) as SignatureContent
    assert.match(outcome(find(chain({ signature: about }))), /^SUBJECT_MISMATCH/)
  })
  test('B-01: one of another attestation manifest', () => {
    const other = bundleContent(signed({ statement: signatureOf(otherDigest) })) as SignatureContent
    assert.match(outcome(find(chain({ signature: other }))), /^SUBJECT_MISMATCH/)
  })
  test('one of the attestation manifest before it was changed', () => {
    const changed = manifestOf([{ digest: digestOf(provenance) }])
    assert.match(outcome(find(chain({ manifest: changed }))), /^SUBJECT_MISMATCH/)
  })
  test('a statement that the attestation manifest does not list', () => {
    const claims = githubClaims({ ref: 'refs/heads/forged' })
    const forged = Buffer.from(JSON.stringify(slsaStatement({ digest, claims })))
    assert.match(outcome(find(chain({ statement: forged }))), /^BUNDLE_INVALID.*does not list the statement/)
  })
  test('a statement that it lists as something else', () => {
    const listed = manifestOf([{ digest: digestOf(provenance), mediaType: 'application/json' }])
    const about = bundleContent(signed({ statement: signatureOf(digestOf(listed)) })) as SignatureContent
    const outcomeOf = outcome(find(chain({ manifest: listed, signature: about })))
    assert.match(outcomeOf, /^BUNDLE_INVALID.*does not list the statement/)
  })
  test('a statement about another platform', () => {
    const other = Buffer.from(JSON.stringify(slsaStatement({ digest: otherDigest, claims: githubClaims() })))
    const listed = manifestOf([{ digest: digestOf(other) }])
    const about = bundleContent(signed({ statement: signatureOf(digestOf(listed)) })) as SignatureContent
    const outcomeOf = outcome(find(chain({ manifest: listed, signature: about, statement: other })))
    assert.match(outcomeOf, /^SUBJECT_MISMATCH/)
  })
  test('a layer that is no statement', () => {
    const rubbish = Buffer.from('[]')
    const listed = manifestOf([{ digest: digestOf(rubbish) }])
    const about = bundleContent(signed({ statement: signatureOf(digestOf(listed)) })) as SignatureContent
    const outcomeOf = outcome(find(chain({ manifest: listed, signature: about, statement: rubbish })))
    assert.match(outcomeOf, /^BUNDLE_INVALID/)
  })
  for (const bytes of ['', '[]', '{}', '{"layers":{}}', '{"layers":[null]}']) {
    test(`E-20: an attestation manifest that is ${bytes || 'an empty value'}`, () => {
      const broken = Buffer.from(bytes)
      const about = bundleContent(signed({ statement: signatureOf(digestOf(broken)) })) as SignatureContent
      assert.match(outcome(find(chain({ manifest: broken, signature: about }))), /^BUNDLE_INVALID/)
    })
  }
  test('E-20: one that lists nothing does not list the statement', () => {
    for (const bytes of ['{}', '{"layers":{}}', '{"layers":[null]}']) {
      const broken = Buffer.from(bytes)
      const about = bundleContent(signed({ statement: signatureOf(digestOf(broken)) })) as SignatureContent
      assert.equal(
        outcome(find(chain({ manifest: broken, signature: about }))),
        `BUNDLE_INVALID: the attestation manifest ${digestOf(broken)} does not list the statement ${digestOf(provenance)}`,
      )
    }
  })
  test('bounds come before anything is hashed', () => {
    const statement = Buffer.alloc(limits.bundleBytes + 1)
    assert.match(outcome(find(chain({ statement }))), /^LIMIT_EXCEEDED/)
    assert.match(outcome(find(chain({ manifest: Buffer.alloc(limits.manifestBytes + 1) }))), /^LIMIT_EXCEEDED/)
  })
})
