import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ASN1Obj } from '@sigstore/core'
import { digestOf } from '../../src/core/digest.ts'
import { limits } from '../../src/core/limits.ts'
import type { AttestationContent, Instance } from '../../src/model/index.ts'
import { instanceOf } from '../../src/trust/instance.ts'
import { createAuthority, oids } from '../support/sigstore/certificates.ts'
import {
  bitString,
  nothing,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  utf8String,
} from '../support/sigstore/der.ts'
import { issueCertificate } from '../support/sigstore/issue.ts'
import { createSigstore, githubClaims, type SignRequest, slsaStatement, slsaStatementV02 } from '../support/sigstore.ts'
import {
  bundleContent,
  digest,
  find,
  findSigned,
  instance,
  manifest,
  otherDigest,
  outcome,
  signed,
  sigstore,
} from '../support/verification-fixture.ts'

const claims = githubClaims()
const statement = slsaStatement({ digest, claims })

suite('verifying an attestation in every supported form', () => {
  const forms: Record<string, Partial<SignRequest>> = {
    'bundle v0.3, dsse entry': {},
    'bundle v0.2': { version: '0.2' },
    'bundle v0.1': { version: '0.1' },
    'bundle v0.1 with promise alone': { version: '0.1', promise: true, proof: false },
    'bundle v0.3 with timestamp beside the log': { timestamp: true },
    'bundle v0.3 with proof and timestamp, no promise': { promise: false, timestamp: true },
    'entry intoto 0.0.1': { version: '0.1', entry: 'intoto-0.0.1' },
    'entry intoto 0.0.1 with proof': { entry: 'intoto-0.0.1' },
    'entry intoto 0.0.2': { entry: 'intoto-0.0.2' },
    'entry hashedrekord for an envelope': { entry: 'hashedrekord' },
    'Rekor v2 dsse': { entry: 'dsse-v2' },
    'Rekor v2 hashedrekord': { entry: 'hashedrekord-v2' },
    'SLSA v0.2 statement': { statement: slsaStatementV02({ digest, claims }) },
  }
  for (const [name, request] of Object.entries(forms)) {
    test(name, () => assert.equal(outcome(findSigned(request)), 'VERIFIED'))
  }

  test('message signature over the manifest', () => {
    const bundle = sigstore.sign({ message: manifest, claims })
    const finding = find(bundleContent(bundle))
    assert.equal(outcome(finding), 'VERIFIED')
    assert.equal(finding.predicateType, null)
  })
  test('message signature with a Rekor v2 entry', () => {
    assert.equal(
      outcome(find(bundleContent(sigstore.sign({ message: manifest, claims, entry: 'hashedrekord-v2' })))),
      'VERIFIED',
    )
  })
  for (const entry of ['dsse', 'intoto-0.0.1', 'intoto-0.0.2'] as const) {
    test(`cosign .att layer, entry ${entry}`, () => {
      const layer = sigstore.cosignAttestation({ statement, claims, entry })
      assert.equal(outcome(find({ kind: 'dsse', ...layer })), 'VERIFIED')
    })
  }
  for (const type of ['cosign container image signature', 'https://sigstore.dev/cosign/sign/v1']) {
    test(`cosign .sig layer of type ${type}`, () => {
      assert.equal(outcome(find(sig({ type }))), 'VERIFIED')
    })
  }
})

test('a finding holds what was proven: instance, time, every claim', () => {
  const finding = findSigned()
  assert.equal(finding.status, 'verified')
  const proof = finding.status === 'verified' ? finding.proof : null
  assert.deepEqual(proof?.signer, claims)
  assert.equal(proof?.instance, sigstore.name)
  assert.equal(proof?.signedAt.getTime(), sigstore.clock.getTime())
})

test('a finding holds the statement as it was signed', () => {
  for (const said of [statement, slsaStatementV02({ digest, claims })]) {
    const finding = findSigned({ statement: said })
    const { predicateType, predicate } = JSON.parse(JSON.stringify(said))
    assert.deepEqual(finding.status === 'verified' && finding.statement, { predicateType, predicate })
  }
})

suite('matching the subject of an attestation with the image', () => {
  test('B-01: provenance of another image is a subject mismatch that still says who signed', () => {
    const finding = findSigned({ statement: slsaStatement({ digest: otherDigest, claims }) })
    assert.equal(outcome(finding), `SUBJECT_MISMATCH: its subject is ${otherDigest}, expected ${digest}`)
    assert.equal(finding.status === 'rejected' && finding.proof?.signer.repository, 'https://github.com/acme/app')
  })
  test('B-03: a .sig copied from another image is a subject mismatch', () => {
    const layer = sigstore.cosignSignature({ digest: otherDigest, reference: 'ghcr.io/acme/app', claims })
    assert.match(outcome(find({ kind: 'simplesigning', ...layer })), /^SUBJECT_MISMATCH: its subject is sha256:/)
  })
  test('C-37: a message signature over other bytes is a subject mismatch without a signer', () => {
    const finding = find(bundleContent(sigstore.sign({ message: Buffer.from('another image'), claims })))
    assert.equal(outcome(finding), `SUBJECT_MISMATCH: its subject is ${otherDigest}, expected ${digest}`)
    assert.equal(finding.status === 'rejected' && finding.proof, null)
  })
  test('C-37: a message signature that names this digest but is over other bytes is invalid', () => {
    const bundle = sigstore.sign({
      message: Buffer.from('another image'),
      claims,
      tamper: (bundle) => {
        if (bundle.messageSignature)
          bundle.messageSignature.messageDigest.digest = Buffer.from(digest.slice(7), 'hex').toString('base64')
      },
    })
    assert.match(outcome(find(bundleContent(bundle))), /^BUNDLE_INVALID: /)
  })
  test('B-08: any subject may be the image, wherever it stands', () => {
    const [subject] = statement.subject
    const other = { name: 'x', digest: { sha256: otherDigest.slice(7) } }
    assert.equal(outcome(findSigned({ statement: { ...statement, subject: [other, subject] } })), 'VERIFIED')
    assert.equal(outcome(findSigned({ statement: { ...statement, subject: [subject, subject] } })), 'VERIFIED')
    assert.match(outcome(findSigned({ statement: { ...statement, subject: [other] } })), /^SUBJECT_MISMATCH/)
    assert.match(outcome(findSigned({ statement: { ...statement, subject: [] } })), /^SUBJECT_MISMATCH/)
  })
  for (const subject of [null, {}, 'x', { digest: null }]) {
    test(`B-08: the subject ${JSON.stringify(subject)} makes the statement malformed`, () => {
      assert.match(
        outcome(findSigned({ statement: { ...statement, subject: [...statement.subject, subject] } })),
        /^BUNDLE_INVALID: a subject/,
      )
    })
  }
  test('B-09: the name of a subject counts for nothing', () => {
    const subject = [{ name: `ghcr.io/acme/app@${digest}`, digest: { sha256: otherDigest.slice(7) } }]
    assert.match(outcome(findSigned({ statement: { ...statement, subject } })), /^SUBJECT_MISMATCH/)
  })
  const hex = digest.slice(7)
  const wrongDigests: object[] = [
    { sha512: hex },
    { sha1: hex.slice(0, 40) },
    { SHA256: hex },
    { sha256: hex.toUpperCase() },
    { sha256: hex.slice(1) },
    { sha256: `${hex}0` },
    { sha256: `sha256:${hex}` },
    { sha256: [hex] },
    { sha256: 1 },
    { sha256: ` ${hex}` },
  ]
  for (const wrong of wrongDigests) {
    test(`B-10: the digest ${JSON.stringify(wrong).slice(0, 40)} is not this image's`, () => {
      assert.match(
        outcome(findSigned({ statement: { ...statement, subject: [{ digest: wrong }] } })),
        /^SUBJECT_MISMATCH/,
      )
    })
  }
  test('B-10: a further algorithm beside the right one does no harm', () => {
    assert.equal(
      outcome(findSigned({ statement: { ...statement, subject: [{ digest: { sha1: 'x', sha256: hex } }] } })),
      'VERIFIED',
    )
  })
  test('B-12: 1,024 subjects are allowed, one more is not', () => {
    const others = (count: number) => [...Array(count)].map(() => ({ digest: { sha256: otherDigest.slice(7) } }))
    assert.equal(
      outcome(
        findSigned({ statement: { ...statement, subject: [...others(limits.subjects - 1), ...statement.subject] } }),
      ),
      'VERIFIED',
    )
    const over = findSigned({
      statement: { ...statement, subject: [...others(limits.subjects), ...statement.subject] },
    })
    assert.equal(outcome(over), 'LIMIT_EXCEEDED: 1025 subjects, more than the 1024 allowed')
  })
})

suite('reading the signed payload', () => {
  for (const payloadType of [
    'text/plain',
    'application/json',
    'application/vnd.in-toto+json; x',
    'application/vnd.in-toto+JSON',
  ]) {
    test(`B-02: the payload type ${payloadType} is refused`, () => {
      const payload = Buffer.from(JSON.stringify(statement))
      const bundle = sigstore.sign({ payload, payloadType, claims })
      assert.match(
        outcome(find(bundleContent(bundle))),
        /^BUNDLE_INVALID: the signed payload is not an in-toto statement: its type is/,
      )
    })
  }
  const payloads = ['not json', '[]', '{}', '{"predicateType":["x"]}', 'null', '', '"x"']
  for (const payload of payloads) {
    for (const form of ['bundle', '.att layer'] as const) {
      test(`A-03: the payload ${payload || 'nothing'} in a ${form} is refused`, () => {
        const request = { payload: Buffer.from(payload), payloadType: 'application/vnd.in-toto+json', claims }
        const content: AttestationContent =
          form === 'bundle'
            ? bundleContent(sigstore.sign(request))
            : { kind: 'dsse', ...sigstore.cosignAttestation(request) }
        assert.match(outcome(find(content)), /^BUNDLE_INVALID: /)
      })
    }
  }
  for (const type of [
    undefined,
    'https://in-toto.io/Statement/v1.1',
    'https://in-toto.io/Statement/v1 ',
    'Statement/v1',
  ]) {
    test(`B-23: the statement type ${type} is refused`, () => {
      assert.match(outcome(findSigned({ statement: { ...statement, _type: type } })), /^BUNDLE_INVALID: /)
    })
  }
  test('B-11: a statement that repeats a key, however it is spelled, is refused', () => {
    const text = JSON.stringify(statement).replace('{', `{"subj\\u0065ct":[],`)
    const bundle = sigstore.sign({ payload: Buffer.from(text), payloadType: 'application/vnd.in-toto+json', claims })
    assert.match(outcome(find(bundleContent(bundle))), /^BUNDLE_INVALID: .*twice/)
  })
  test('B-11: invalid UTF-8 and a byte order mark are refused', () => {
    const bytes = Buffer.from(JSON.stringify(statement))
    for (const payload of [
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
      Buffer.from(bytes).fill(0xff, 10, 11),
    ]) {
      const bundle = sigstore.sign({ payload, payloadType: 'application/vnd.in-toto+json', claims })
      assert.match(outcome(find(bundleContent(bundle))), /^BUNDLE_INVALID: /)
    }
  })
  test('a statement without predicate type is refused', () => {
    for (const predicateType of [undefined, '', 1]) {
      assert.match(
        outcome(findSigned({ statement: { ...statement, predicateType } })),
        /^BUNDLE_INVALID: .*no predicate type/,
      )
    }
  })
  test('B-11: invalid UTF-8 deep inside is refused', () => {
    const bytes = Buffer.from(JSON.stringify({ ...statement, predicate: 'XX' }))
    bytes[bytes.lastIndexOf('XX')] = 0xff
    const bundle = sigstore.sign({ payload: bytes, payloadType: 'application/vnd.in-toto+json', claims })
    assert.match(outcome(find(bundleContent(bundle))), /^BUNDLE_INVALID: .*UTF-8/)
  })
  for (const type of ['atomic container signature', '', 'unknown']) {
    test(`B-07: simple signing of type "${type}" is refused`, () => {
      assert.match(outcome(find(sig({ type }))), /^BUNDLE_INVALID: .*critical\.type/)
    })
  }
  for (const wrong of [undefined, '', null, 123, [digest], digest.toUpperCase()]) {
    test(`B-04: the docker-manifest-digest ${JSON.stringify(wrong)?.slice(0, 20)} is refused`, () => {
      assert.match(outcome(find(sig({ digest: wrong as string }))), /^BUNDLE_INVALID: .*docker-manifest-digest/)
    })
  }
})

suite('choosing the Sigstore instance of an attestation', () => {
  const other = createSigstore({ name: 'other.test' })
  const otherInstance = instanceOf({ ...other.trustedRoot() }, 'other.test')

  test('C-26: a bundle of another instance is untrusted, with no signer', () => {
    const finding = find(bundleContent(signed({}, other)))
    assert.match(
      outcome(finding),
      /^UNTRUSTED: its certificate was not issued by a trusted Sigstore instance \(sigstore\.test\) but by /,
    )
    assert.equal(finding.status === 'rejected' && finding.proof, null)
  })
  test('each instance vouches for its own, in any order', () => {
    for (const instances of [
      [instance, otherInstance],
      [otherInstance, instance],
    ]) {
      assert.equal(outcome(find(bundleContent(signed()), instances)), 'VERIFIED')
      assert.equal(outcome(find(bundleContent(signed({}, other)), instances)), 'VERIFIED')
    }
  })
  test('a certificate that names the right authority, and is not signed by it', () => {
    const forged = sigstore.issue({ claims })
    const bytes = Buffer.from(forged.certificate)
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    const bundle = signed({ signer: { ...forged, certificate: bytes } })
    assert.match(outcome(find(bundleContent(bundle))), /^UNTRUSTED/)
  })
  const unlogged = createSigstore({ name: 'unlogged.test', log: false, ctLog: false })
  const ecdsa = objectIdentifier(oids.ecdsaWithSha384)
  for (const [what, algorithm, unusedBits] of [
    ['is of another algorithm with the same hash', sequence(objectIdentifier('1.2.840.113549.1.1.12'), nothing()), 0],
    ['has parameters that the algorithm has not', sequence(ecdsa, nothing()), 0],
    ['has parameters that are rubbish', sequence(ecdsa, octetString(Buffer.from('rubbish'))), 0],
    ['ends within a byte', sequence(ecdsa), 3],
  ] as const) {
    test(`a certificate whose signature ${what}, which anybody could have written into it`, () => {
      for (const from of [sigstore, unlogged]) {
        const { certificate, privateKey } = from.issue({ claims })
        const [tbs, , signature] = ASN1Obj.parseBuffer(Buffer.from(certificate)).subs
        if (tbs === undefined || signature === undefined) assert.fail()
        const rewritten = sequence(tbs.toDER(), algorithm, bitString(signature.value.subarray(1), unusedBits))
        const instances = [instanceOf({ ...from.trustedRoot() }, from.name)]
        const judged = (bytes: Buffer) =>
          outcome(find(bundleContent(signed({ signer: { certificate: bytes, privateKey } }, from)), instances))
        assert.match(judged(rewritten), /^UNTRUSTED/)
        assert.equal(judged(certificate), 'VERIFIED')
      }
    })
  }
  test('of two that have issued it, and that refuse it, the last has the word', () => {
    const { tlogs } = other.trustedRoot()
    const logged = instanceOf({ ...sigstore.trustedRoot(), tlogs }, 'logged elsewhere')
    const stamped = instanceOf({ ...sigstore.trustedRoot(), ctlogs: other.trustedRoot().ctlogs }, 'stamped elsewhere')
    const refusal = (...instances: Instance[]) => outcome(find(bundleContent(signed()), instances))
    const [byLogged, byStamped] = [refusal(logged), refusal(stamped)]
    assert.notEqual(byLogged, byStamped)
    assert.equal(refusal(logged, stamped), byStamped)
    assert.equal(refusal(stamped, logged), byLogged)
    assert.equal(refusal(stamped, logged, otherInstance), byLogged)
  })
  test('two trusted roots with one authority: it is enough that one of them proves it, in any order', () => {
    const elsewhereLogged = instanceOf({ ...sigstore.trustedRoot(), tlogs: other.trustedRoot().tlogs }, 'snapshot')
    for (const instances of [
      [instance, elsewhereLogged],
      [elsewhereLogged, instance],
    ]) {
      assert.equal(outcome(find(bundleContent(signed()), instances)), 'VERIFIED')
    }
    assert.match(outcome(find(bundleContent(signed()), [elsewhereLogged])), /^BUNDLE_INVALID/)
  })
  test('no instance at all trusts nothing', () => {
    assert.match(outcome(find(bundleContent(signed()), [])), /^UNTRUSTED/)
  })

  const github = createSigstore({ name: 'github.test', log: false, ctLog: false })
  const githubInstance: Instance = instanceOf({ ...github.trustedRoot() }, 'github.test')
  test('an instance without logs needs a timestamp, and no more', () => {
    assert.equal(outcome(findSigned({ entry: 'none', timestamp: true }, github)), 'VERIFIED')
    assert.match(outcome(findSigned({ entry: 'none', timestamp: false }, github)), /^BUNDLE_INVALID/)
  })
  test('an instance without logs verifies cosign layers that have a timestamp and no log entry', () => {
    const signature = { kind: 'simplesigning', ...github.cosignSignature({ digest, reference: 'acme/app' }) } as const
    const attestation = { kind: 'dsse', ...github.cosignAttestation({ statement }) } as const
    for (const content of [signature, attestation]) {
      assert.equal(outcome(find(content, [githubInstance])), 'VERIFIED')
      const { 'dev.sigstore.cosign/rfc3161timestamp': _, ...annotations } = content.annotations
      assert.equal(
        outcome(find({ ...content, annotations }, [githubInstance])),
        'BUNDLE_INVALID: expected 1 timestamps, got 0',
      )
    }
    const { payload, annotations } = sigstore.cosignSignature({ digest, reference: 'acme/app', timestamp: true })
    const { 'dev.sigstore.cosign/bundle': _, ...unlogged } = annotations
    assert.equal(
      outcome(find({ kind: 'simplesigning', payload, annotations: unlogged })),
      'BUNDLE_INVALID: expected 1 tlog entries, got 0',
    )
  })
  test('A-12, C-27: a signature of an instance with logs needs its log entry, whoever else is trusted', () => {
    const bundle = signed({ entry: 'none', timestamp: true })
    for (const instances of [[instance], [githubInstance, instance], [instance, githubInstance]]) {
      assert.match(outcome(find(bundleContent(bundle), instances)), /^BUNDLE_INVALID: expected 1 tlog entries, got 0/)
    }
  })
})

function sig(request: { digest?: string; type?: string }): AttestationContent {
  const layer = sigstore.cosignSignature({ digest, reference: 'ghcr.io/acme/app', claims, ...request })
  return { kind: 'simplesigning', ...layer }
}

suite('the digest in a finding', () => {
  const content = bundleContent(signed())
  test('is that of its bytes', () => {
    const expected = content.kind === 'bundle' ? digestOf(content.bundle) : assert.fail('no bundle')
    assert.equal(find(content).attestation.digest, expected)
    assert.equal(find(content, []).attestation.digest, expected)
  })
  test('is not known of what is malformed, or was never read', () => {
    assert.equal(find(bundleContent('{}')).attestation.digest, null)
    const unreadable = { kind: 'unreadable', as: 'bundle', code: 'LIMIT_EXCEEDED', message: 'too much' } as const
    assert.equal(find(unreadable).attestation.digest, null)
  })
  test('of a layer of cosign, it is that of the envelope or the payload', () => {
    const { envelope, annotations } = sigstore.cosignAttestation({ statement, claims })
    assert.equal(find({ kind: 'dsse', envelope, annotations }).attestation.digest, digestOf(envelope))
    const { payload, annotations: others } = sigstore.cosignSignature({ digest, reference: 'acme/app', claims })
    const found = find({ kind: 'simplesigning', payload, annotations: others })
    assert.equal(found.attestation.digest, digestOf(payload))
  })
})

suite('the description of a finding', () => {
  test('where it is from, and of which kind', () => {
    const unreadable = { kind: 'unreadable', as: 'dsse', code: 'BUNDLE_INVALID', message: 'other bytes' } as const
    const found = find(unreadable)
    assert.deepEqual(found.attestation, { source: 'referrers', location: 'somewhere', kind: 'dsse', digest: null })
    assert.equal(outcome(found), 'BUNDLE_INVALID: other bytes')
    assert.equal(find(sig({})).attestation.kind, 'simplesigning')
  })
  test('that it names the image, only where it has said so', () => {
    assert.equal(find(bundleContent('{}')).namesImage, false)
    assert.equal(find(bundleContent('{}')).predicateType, null)
    assert.equal(find(bundleContent(signed()), []).namesImage, true)
    assert.equal(findSigned({ statement: slsaStatement({ digest: otherDigest, claims }) }).namesImage, false)
  })
  test('who has issued its certificate, only where nobody is known to have', () => {
    const claimed = (finding: ReturnType<typeof find>) => finding.status === 'rejected' && finding.claimedIssuer
    assert.equal(claimed(find(bundleContent(signed()), [])), 'sigstore.test')
    assert.equal(claimed(find(bundleContent('{}'))), null)
    const odd = createSigstore({ name: 'Odd, "Inc."' })
    const found = find(bundleContent(signed({}, odd)))
    assert.equal(claimed(found), 'Odd, "Inc."')
    assert.match(outcome(found), /but by O=Odd\\, \\"Inc\.\\", CN=sigstore-intermediate$/)
  })
  for (const [what, issuer, named, claimedIssuer] of [
    ['without an organization', [['2.5.4.3', 'fulcio']], 'CN=fulcio', null],
    [
      'with the sign of an organization in another name',
      [
        ['2.5.4.3', 'O=sigstore.test'],
        ['2.5.4.10', 'evil'],
      ],
      'CN=O=sigstore.test, O=evil',
      'evil',
    ],
    ['without any name', [], 'nobody that it names', null],
  ] as const) {
    test(`an issuer ${what} is told as what it is`, () => {
      const name = sequence(...issuer.map(([oid, text]) => setOf(sequence(objectIdentifier(oid), utf8String(text)))))
      const validity = { notBefore: sigstore.clock, notAfter: new Date(sigstore.clock.getTime() + 60_000) }
      const signer = issueCertificate({ claims }, createAuthority(name, validity, null), null, sigstore.clock)
      const finding = find(bundleContent(signed({ signer })), [
        instance,
        instanceOf({ ...sigstore.trustedRoot() }, 'b'),
      ])
      assert.equal(
        outcome(finding),
        `UNTRUSTED: its certificate was not issued by a trusted Sigstore instance (sigstore.test, b) but by ${named}`,
      )
      assert.equal(finding.status === 'rejected' && finding.claimedIssuer, claimedIssuer)
    })
  }
  test('three of the digests that it is about, and how many more', () => {
    const digests = [1, 2, 3, 4, 5].map((number) => ({ sha256: String(number).repeat(64) }))
    const about = (count: number) => {
      const subject = digests.slice(0, count).map((digest) => ({ digest }))
      return outcome(findSigned({ statement: { ...statement, subject } }))
    }
    const named = (count: number) =>
      digests
        .slice(0, count)
        .map(({ sha256 }) => `sha256:${sha256}`)
        .join(', ')
    assert.equal(about(3), `SUBJECT_MISMATCH: its subject is ${named(3)}, expected ${digest}`)
    assert.equal(about(5), `SUBJECT_MISMATCH: its subject is ${named(3)} and 2 more, expected ${digest}`)
    assert.match(
      outcome(findSigned({ statement: { ...statement, subject: [] } })),
      /its subject is nothing with a SHA-256, expected/,
    )
  })
  test('a message digest of another length is no SHA-256', () => {
    const bundle = sigstore.sign({ message: manifest })
    if (bundle.messageSignature) bundle.messageSignature.messageDigest.digest = Buffer.alloc(31).toString('base64')
    assert.equal(outcome(find(bundleContent(bundle))), 'BUNDLE_INVALID: the message digest is not a SHA-256')
  })
  test('a library that trips is not quoted', () => {
    const bundle = signed()
    bundle.verificationMaterial.tlogEntries[0] = {
      ...bundle.verificationMaterial.tlogEntries[0],
      kindVersion: 7,
    } as never
    assert.match(outcome(find(bundleContent(bundle))), /^BUNDLE_INVALID: [a-z]/)
  })
})
