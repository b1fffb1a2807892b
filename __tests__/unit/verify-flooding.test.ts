import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { digestOf } from '../../src/core/digest.ts'
import { limits } from '../../src/core/limits.ts'
import type { Attestation, AttestationContent, SignatureContent } from '../../src/model/index.ts'
import { createVerifier, notJudged } from '../../src/verify/attestation.ts'
import { mediaTypes } from '../support/registry.ts'
import { type Bundle, logEntryOf, slsaStatement } from '../support/sigstore.ts'
import {
  bundleContent,
  digest,
  find,
  instance,
  manifest,
  outcome,
  signed,
  sigstore,
} from '../support/verification-fixture.ts'

const attestation = (content: AttestationContent, location = 'x'): Attestation => ({
  source: 'referrers',
  location,
  content,
})
const open = () => createVerifier({ digest, manifest }, [instance], new Date())

/** So many timestamps that nobody made. */
function withTimestamps(bundle: Bundle, count: number): Bundle {
  const rfc3161Timestamps = Array.from({ length: count }, () => ({ signedTimestamp: 'AAAA' }))
  return {
    ...bundle,
    verificationMaterial: { ...bundle.verificationMaterial, timestampVerificationData: { rfc3161Timestamps } },
  }
}

suite('A-72: limiting log entries and timestamps of all attestations together', () => {
  const rubbish = (witnesses: number, n: number) =>
    attestation(bundleContent({ ...withTimestamps(signed(), witnesses - 1), n }), `rubbish ${n}`)
  /** With no room left but for so many. */
  const filled = (left: number) => {
    const verify = open()
    const many = limits.witnesses / limits.timestamps
    for (let n = 0; n < many - 1; n++) assert.match(outcome(verify(rubbish(limits.timestamps, n))), /^BUNDLE_INVALID/)
    assert.match(outcome(verify(rubbish(limits.timestamps - left, many))), /^BUNDLE_INVALID/)
    return verify
  }
  for (const [more, said] of [
    [0, /^BUNDLE_INVALID/],
    [1, /^not judged: LIMIT_EXCEEDED/],
  ] as const) {
    test(`${limits.witnesses + more} of those that have more than a few`, () => {
      const count = limits.fewWitnesses + 1
      assert.match(outcome(filled(count - more)(rubbish(count, 0.5))), said)
    })
  }
  for (const [bytes, said] of [
    [8 * 1024, /^BUNDLE_INVALID/],
    [8 * 1024 + 1, /^not judged: LIMIT_EXCEEDED/],
  ] as const) {
    test(`a timestamp counts once for every 4 KiB: ${bytes} bytes where there is room for 8 KiB`, () => {
      const good = signed()
      const { verificationMaterial } = good
      const rfc3161Timestamps = [8 * 1024, bytes].map((length) => ({
        signedTimestamp: Buffer.alloc(length).toString('base64'),
      }))
      const more = { ...verificationMaterial, timestampVerificationData: { rfc3161Timestamps } }
      // Two for each timestamp, and one for the log entry.
      assert.match(outcome(filled(5)(attestation(bundleContent({ ...good, verificationMaterial: more })))), said)
    })
  }
  for (const [count, said] of [
    [limits.fewWitnesses, /^BUNDLE_INVALID/],
    [limits.fewWitnesses + 1, /^not judged: LIMIT_EXCEEDED/],
  ] as const) {
    test(`A-22: one with ${count} where there is no room left`, () => {
      assert.match(outcome(filled(0)(rubbish(count, 0.5))), said)
    })
  }
  test('A-22: the good one has room, whatever there is', () => {
    assert.equal(outcome(filled(0)(attestation(bundleContent(signed())))), 'VERIFIED')
  })
  test('what is there again takes no further room', () => {
    const verify = open()
    const rubbish = bundleContent(withTimestamps(signed(), limits.timestamps))
    for (let n = 0; n < limits.witnesses; n++) verify(attestation(rubbish, `${n}`))
    assert.equal(outcome(verify(attestation(bundleContent(signed())))), 'VERIFIED')
  })
})

suite('A-70: verifying the same content once', () => {
  test('has the same finding, at each of its places', () => {
    const verify = open()
    const content = bundleContent(signed())
    const [one, other] = ['one', 'other'].map((location) => verify(attestation(content, location)))
    assert.ok(one?.status === 'verified' && other?.status === 'verified')
    assert.equal(one.proof, other.proof)
    assert.deepEqual([one.attestation.location, other.attestation.location], ['one', 'other'])
  })
  test('with other annotations is another', () => {
    const verify = open()
    const { envelope, annotations } = sigstore.cosignAttestation({
      statement: slsaStatement({ digest, claims: {} as never }),
    })
    const of = (more: Record<string, string>) =>
      outcome(verify(attestation({ kind: 'dsse', envelope, annotations: { ...annotations, ...more } })))
    assert.match(of({ 'dev.sigstore.cosign/certificate': 'x' }), /^BUNDLE_INVALID/)
    assert.equal(of({}), 'VERIFIED')
    assert.match(of({ 'dev.sigstore.cosign/certificate': 'y' }), /^BUNDLE_INVALID/)
  })
  test('as a payload and as an envelope is two things', () => {
    const verify = open()
    const { payload, annotations } = sigstore.cosignSignature({ digest, reference: 'acme/app' })
    assert.match(outcome(verify(attestation({ kind: 'dsse', envelope: payload, annotations }))), /^BUNDLE_INVALID/)
    assert.equal(outcome(verify(attestation({ kind: 'simplesigning', payload, annotations }))), 'VERIFIED')
  })
})

suite("A-71: limiting signatures and statements of BuildKit's attestation manifests", () => {
  const statements = [0, 1, 2].map((n) =>
    Buffer.from(JSON.stringify({ ...slsaStatement({ digest, claims: {} as never }), n })),
  )
  const attested = Buffer.from(
    JSON.stringify({
      layers: statements.map((one) => ({ mediaType: mediaTypes.inToto, digest: digestOf(one), size: 1 })),
    }),
  )
  const signature = (subject: string): SignatureContent =>
    bundleContent(
      signed({
        statement: {
          _type: 'https://in-toto.io/Statement/v1',
          subject: [{ digest: { sha256: subject.slice('sha256:'.length) } }],
          predicateType: 'https://sigstore.dev/cosign/sign/v1',
          predicate: {},
        },
      }),
    ) as SignatureContent
  const pairs = (signatures: SignatureContent[]) =>
    signatures.flatMap((one) =>
      statements.map((statement) =>
        attestation({ kind: 'buildkit', signature: one, rank: 0, manifest: attested, statement }),
      ),
    )
  test('each signature is verified once, and each statement read once', () => {
    const verify = open()
    const findings = pairs([signature(digestOf(attested)), signature(digestOf(attested))]).map(verify)
    assert.deepEqual(findings.map(outcome), Array(6).fill('VERIFIED'))
    const proofs = new Set(findings.map(({ proof }) => proof))
    const read = new Set(findings.map((finding) => finding.status === 'verified' && finding.statement))
    assert.deepEqual([proofs.size, read.size], [2, 3])
  })
  test('a bad signature is bad in each of its pairs, and spoils no other', () => {
    const verify = open()
    const other = signature(digestOf(Buffer.from('another')))
    const findings = pairs([other, signature(digestOf(attested)), bundleContent('{}') as SignatureContent]).map(verify)
    assert.deepEqual(
      findings.map((finding) => outcome(finding).split(':')[0]),
      ['SUBJECT_MISMATCH', 'VERIFIED', 'BUNDLE_INVALID'].flatMap((one) => Array(3).fill(one)),
    )
  })
  test('a signature of one manifest does not stand for another that is judged with it', () => {
    const verify = open()
    const one = signature(digestOf(attested))
    const elsewhere = Buffer.from(`${attested} `)
    const [statement] = statements
    if (statement === undefined) assert.fail()
    assert.equal(
      outcome(verify(attestation({ kind: 'buildkit', signature: one, rank: 0, manifest: attested, statement }))),
      'VERIFIED',
    )
    assert.match(
      outcome(verify(attestation({ kind: 'buildkit', signature: one, rank: 0, manifest: elsewhere, statement }))),
      /^SUBJECT_MISMATCH/,
    )
  })
  test('their log entries and timestamps count once', () => {
    const verify = open()
    const one = signature(digestOf(attested))
    const findings = pairs(Array(limits.witnesses / 2).fill(one)).map(verify)
    assert.ok(findings.length > limits.witnesses)
    assert.deepEqual(new Set(findings.map(outcome)), new Set(['VERIFIED']))
  })
})

suite('C-70: limiting the signatures of a checkpoint', () => {
  const sign = (lines: (own: string) => string) =>
    outcome(
      find(
        bundleContent(
          signed({
            tamper(bundle) {
              const { inclusionProof } = logEntryOf(bundle)
              if (inclusionProof === undefined) return assert.fail()
              const [head, own] = inclusionProof.checkpoint.envelope.split('\n\n') as [string, string]
              inclusionProof.checkpoint.envelope = `${head}\n\n${lines(own)}`
            },
          }),
        ),
      ),
    )
  const nameOf = (own: string) => own.split(' ')[1] ?? ''
  const bytesOf = (own: string) => Buffer.from(own.trim().split(' ')[2] ?? '', 'base64')
  const line = (name: string, bytes: Buffer) => `\u2014 ${name} ${bytes.toString('base64')}\n`
  test('that witnesses have signed, too', () => {
    assert.equal(
      sign((own) => line('witness.example', Buffer.alloc(68, 1)) + own + line('other.example', Buffer.alloc(68, 2))),
      'VERIFIED',
    )
  })
  const many = `LIMIT_EXCEEDED: ${limits.signaturesOfKey + 1} signatures by one key of the checkpoint`
  const spellings: Record<string, (own: string) => string> = {
    'wrong ones by the key of the log': (own) =>
      line(nameOf(own), Buffer.concat([bytesOf(own).subarray(0, 4), Buffer.alloc(70)])),
    'the same one again': (own) => own,
    'under a part of the name, which the library takes for the whole': (own) =>
      line(nameOf(own).slice(1), bytesOf(own)),
    'in another spelling of the same bytes': (own) => own.replace(/=*\n$/, '\n'),
  }
  for (const [name, repeat] of Object.entries(spellings)) {
    test(`with so many signatures by one key, and one more: ${name}`, () => {
      assert.equal(
        sign((own) => own + repeat(own).repeat(limits.signaturesOfKey - 1)),
        'VERIFIED',
      )
      assert.ok(sign((own) => own + repeat(own).repeat(limits.signaturesOfKey)).startsWith(many))
    })
  }
})

test('an unverified attestation has no description', () => {
  const finding = notJudged(attestation({ kind: 'unreadable', as: 'dsse', code: 'BUNDLE_INVALID', message: 'x' }))
  assert.deepEqual(
    [finding.attestation.kind, finding.attestation.digest, finding.namesImage, finding.proof],
    ['dsse', null, false, null],
  )
})
