/** A red that nobody understands is the second worst: every refusal says what is the matter, and with which part. */
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import type { AttestationContent } from '../../src/model/index.ts'
import { type Bundle, envelopeOf, githubClaims, logEntryOf, slsaStatement, toPem } from '../support/sigstore.ts'
import { bundleContent, digest, find, manifest, outcome, signed, sigstore } from '../support/verification-fixture.ts'

const claims = githubClaims()
const good = signed({ timestamp: true })
const message = sigstore.sign({ message: manifest })
const set = (object: object | undefined, members: object) => Object.assign(object ?? {}, members)

type Change = (bundle: Bundle) => void

const material =
  (members: object): Change =>
  (bundle) =>
    set(bundle.verificationMaterial, members)
const entry =
  (members: object): Change =>
  (bundle) =>
    set(logEntryOf(bundle), members)
const proof =
  (members: object): Change =>
  (bundle) =>
    set(logEntryOf(bundle).inclusionProof, members)
const envelope =
  (members: object): Change =>
  (bundle) =>
    set(envelopeOf(bundle), members)
const timestamps = (rfc3161Timestamps: unknown) => material({ timestampVerificationData: { rfc3161Timestamps } })
const without =
  (...keys: string[]): Change =>
  (bundle) => {
    for (const key of keys) Reflect.deleteProperty(bundle, key)
  }

const ofBundles: [Change, string, Bundle?][] = [
  [(bundle) => set(bundle, { mediaType: 'text/plain' }), 'unsupported bundle version: media type "text/plain"'],
  [without('mediaType'), 'unsupported bundle version: media type undefined'],
  [
    (bundle) => set(bundle, { mediaType: 'x'.repeat(200) }),
    `unsupported bundle version: media type "${'x'.repeat(99)}`,
  ],
  [without('verificationMaterial'), 'it has no verificationMaterial'],
  [material({ certificate: undefined }), 'it has no certificate'],
  [material({ certificate: 'x' }), 'it has no certificate'],
  [material({ certificate: {} }), 'the certificate is not a string'],
  [material({ certificate: { rawBytes: 7 } }), 'the certificate is not a string'],
  [material({ certificate: { rawBytes: 'AA' } }), 'the certificate is not canonical base64'],
  [material({ certificate: { rawBytes: 'AAAA' } }), 'its certificate cannot be read'],
  [material({ publicKey: { hint: '' } }), 'both certificate and publicKey are given'],
  [
    material({ certificate: undefined, publicKey: { hint: '' } }),
    'it is signed with a key; only certificates (keyless signing) are accepted',
  ],
  [material({ certificate: undefined, x509CertificateChain: {} }), 'its certificate chain is empty'],
  [material({ certificate: undefined, x509CertificateChain: { certificates: [7] } }), 'a certificate is not an object'],
  [material({ certificate: undefined, x509CertificateChain: { certificates: 7 } }), 'certificates is not a list'],
  [material({ tlogEntries: {} }), 'tlogEntries is not a list'],
  [material({ tlogEntries: [7] }), 'a log entry is not an object'],
  [entry({ logId: undefined }), 'it has no logId'],
  [entry({ logId: { keyId: '!' } }), 'the log ID is not canonical base64'],
  [entry({ canonicalizedBody: 7 }), 'the log entry is not a string'],
  [entry({ logIndex: 'x' }), 'logIndex of the log entry is not a number'],
  [entry({ logIndex: '1x' }), 'logIndex of the log entry is not a number'],
  [entry({ logIndex: 'x1' }), 'logIndex of the log entry is not a number'],
  [entry({ logIndex: -1 }), 'logIndex of the log entry is not a number'],
  [entry({ logIndex: 1.5 }), 'logIndex of the log entry is not a number'],
  [entry({ logIndex: [7] }), 'logIndex of the log entry is not a number'],
  [entry({ logIndex: 2 ** 53 }), 'logIndex of the log entry is not a number'],
  [entry({ integratedTime: '12345678901234567890' }), 'integratedTime of the log entry is not a number'],
  [entry({ inclusionPromise: 7 }), 'it has no inclusionPromise'],
  [entry({ inclusionPromise: { signedEntryTimestamp: 7 } }), 'the signed entry timestamp is not a string'],
  [entry({ inclusionProof: 7 }), 'it has no inclusionProof'],
  [proof({ hashes: 7 }), 'hashes is not a list'],
  [proof({ hashes: [7] }), 'a hash of the inclusion proof is not a string'],
  [proof({ logIndex: '' }), 'logIndex of the log entry is not a number'],
  [proof({ treeSize: '' }), 'treeSize of the log entry is not a number'],
  [proof({ checkpoint: undefined }), 'it has no checkpoint'],
  [proof({ checkpoint: 7 }), 'it has no checkpoint'],
  [proof({ checkpoint: { envelope: 7 } }), 'the checkpoint is not a string'],
  [
    entry({ inclusionProof: undefined }),
    'the bundle lacks what its version asks for: verificationMaterial.tlogEntries[0].inclusionProof',
  ],
  [
    ({ verificationMaterial }) => {
      const bare = { ...verificationMaterial.tlogEntries[0], inclusionProof: undefined }
      set(verificationMaterial, { tlogEntries: [bare, bare] })
    },
    'the bundle lacks what its version asks for: verificationMaterial.tlogEntries[0].inclusionProof, verificationMaterial.tlogEntries[1].inclusionProof',
  ],
  [proof({ rootHash: 7 }), 'the bundle lacks what its version asks for'],
  [material({ timestampVerificationData: 7 }), 'it has no timestampVerificationData'],
  [timestamps(7), 'rfc3161Timestamps is not a list'],
  [timestamps([7]), 'a timestamp is not an object'],
  [timestamps([{}]), 'the timestamp is not a string'],
  // The library trips over these, and its words are about itself.
  [timestamps([{ signedTimestamp: Buffer.from([0x30, 0]).toString('base64') }]), 'it is malformed'],
  [without('dsseEnvelope'), 'it has neither an envelope nor a message signature'],
  [
    (bundle) => set(bundle, { messageSignature: message.messageSignature }),
    'it has an envelope and a message signature; one of them is allowed',
  ],
  [envelope({ payload: 7 }), 'the payload is not a string'],
  [envelope({ payloadType: 7 }), 'the payload type is not a string'],
  [envelope({ signatures: [] }), 'the envelope has 0 signatures; exactly one is allowed'],
  [envelope({ signatures: [7] }), 'the signature is not an object'],
  [envelope({ signatures: [{}] }), 'the signature is not a string'],
  [({ messageSignature }) => set(messageSignature, { signature: 7 }), 'the signature is not a string', message],
  [({ messageSignature }) => set(messageSignature, { messageDigest: 7 }), 'it has no messageDigest', message],
  [
    ({ messageSignature }) => set(messageSignature?.messageDigest, { algorithm: 'SHA2_512' }),
    'the message digest is not SHA2_256',
    message,
  ],
  [
    ({ messageSignature }) => set(messageSignature?.messageDigest, { digest: 7 }),
    'the message digest is not a string',
    message,
  ],
]

suite('the message about an invalid bundle', () => {
  for (const [change, said, from = good] of ofBundles) {
    test(said, () => {
      const bundle = structuredClone(from)
      change(bundle)
      assert.equal(outcome(find(bundleContent(bundle))), `BUNDLE_INVALID: ${said}`)
    })
  }
})

/** The entry of a good bundle, validly recorded anew with another body. */
// biome-ignore lint/suspicious/noExplicitAny: a log entry's body is free JSON
function relogged(change: (body: any) => void, entry?: 'intoto-0.0.1' | 'dsse-v2'): AttestationContent {
  const bundle = signed({ signer: sigstore.issue({ claims }), ...(entry && { entry }) })
  const body = JSON.parse(Buffer.from(logEntryOf(bundle).canonicalizedBody, 'base64').toString())
  const { kindVersion } = logEntryOf(bundle)
  change(body)
  const promise = logEntryOf(bundle).inclusionPromise !== undefined
  bundle.verificationMaterial.tlogEntries = [sigstore.log(body, { kindVersion, promise })]
  return bundleContent(bundle)
}

const otherPem = Buffer.from(toPem(sigstore.issue({ claims }).certificate)).toString('base64')
const ofEntries: [AttestationContent, string][] = [
  [relogged((body) => set(body, { spec: null })), 'it is malformed'],
  [relogged(({ spec }) => set(spec.payloadHash, { value: 7 })), 'it is malformed'],
  [
    relogged(({ spec }) => set(spec.dsseV002.signatures[0].verifier.x509Certificate, { rawBytes: '!' }), 'dsse-v2'),
    'the certificate in the log entry is not canonical base64',
  ],
  [
    relogged(({ spec }) => set(spec.signatures[0], { verifier: otherPem })),
    'the certificate in the log entry is not the one that signed',
  ],
  [
    relogged(({ spec }) => set(spec.signatures[0], { verifier: 7 })),
    'the certificate in the log entry is not a string',
  ],
  [
    relogged(({ spec }) => set(spec.signatures[0], { verifier: '' })),
    'the log entry does not hold exactly one certificate',
  ],
  [
    relogged((body) => set(body, { apiVersion: '0.0.2' }), 'intoto-0.0.1'),
    'the log entry is of another kind than the bundle says',
  ],
  [
    relogged((body) => set(body, { kind: 'dsse' }), 'intoto-0.0.1'),
    'the log entry is of another kind than the bundle says',
  ],
  [relogged((body) => set(body, { spec: 7 }), 'intoto-0.0.1'), 'the log entry has no spec'],
  [relogged(({ spec }) => set(spec, { content: {} }), 'intoto-0.0.1'), 'the log entry has no hash'],
  [
    relogged(({ spec }) => set(spec.content.hash, { algorithm: 'sha512' }), 'intoto-0.0.1'),
    'the log entry has no SHA-256',
  ],
  [relogged(({ spec }) => set(spec.content.hash, { value: 7 }), 'intoto-0.0.1'), 'the log entry has no SHA-256'],
  [
    relogged(({ spec }) => set(spec.content.hash, { value: '0'.repeat(64) }), 'intoto-0.0.1'),
    'the log entry is about another envelope',
  ],
  [
    relogged(({ spec }) => set(spec, { publicKey: otherPem }), 'intoto-0.0.1'),
    'the certificate in the log entry is not the one that signed',
  ],
]

suite('the message about an invalid log entry', () => {
  for (const [content, said] of ofEntries) {
    test(said, () => assert.equal(outcome(find(content)), `BUNDLE_INVALID: ${said}`))
  }
})

const layer = sigstore.cosignSignature({ digest, reference: 'ghcr.io/acme/app', claims })
const [certificate, bundle, timestamp] = ['certificate', 'bundle', 'rfc3161timestamp'].map(
  (name) => `dev.sigstore.cosign/${name}`,
) as [string, string, string]
const changedBundle = (change: (json: { Payload: Record<string, unknown> }) => void) => {
  const json = JSON.parse(layer.annotations[bundle] ?? '')
  change(json)
  return { [bundle]: JSON.stringify(json) }
}

const ofLayers: [Record<string, string | undefined>, string][] = [
  [{ [certificate]: undefined }, 'it has no certificate; signatures made with a key are not accepted'],
  [
    { [certificate]: 'x'.repeat(2 * limits.certificateBytes) },
    'the certificate annotation does not hold exactly one certificate',
  ],
  [{ [certificate]: 'x' }, 'the certificate annotation does not hold exactly one certificate'],
  [
    { [certificate]: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' },
    'the certificate annotation does not hold a readable certificate',
  ],
  [{ 'dev.cosignproject.cosign/signature': undefined }, 'the signature is not a string'],
  [{ [bundle]: '{' }, `the annotation ${bundle} is not a JSON object`],
  [{ [bundle]: '{}' }, `the annotation ${bundle} holds no log entry`],
  [{ [timestamp]: '[]' }, `the annotation ${timestamp} is not a JSON object`],
  [{ [timestamp]: '{}' }, 'the timestamp is not a string'],
  [changedBundle(({ Payload }) => set(Payload, { logID: 7 })), 'the log ID is not 64 hex digits'],
  [changedBundle(({ Payload }) => set(Payload, { logID: ['0'.repeat(64)] })), 'the log ID is not 64 hex digits'],
  [changedBundle(({ Payload }) => set(Payload, { logID: `x${'0'.repeat(64)}` })), 'the log ID is not 64 hex digits'],
  [changedBundle(({ Payload }) => set(Payload, { logID: `${'0'.repeat(64)}x` })), 'the log ID is not 64 hex digits'],
  [changedBundle(({ Payload }) => set(Payload, { body: 7 })), 'the log entry is not a string'],
]

suite('the message about an invalid cosign layer', () => {
  for (const [annotations, said] of ofLayers) {
    test(said, () => {
      const given = Object.entries({ ...layer.annotations, ...annotations }).filter(([, value]) => value !== undefined)
      const content: AttestationContent = {
        kind: 'simplesigning',
        payload: layer.payload,
        annotations: Object.fromEntries(given) as Record<string, string>,
      }
      assert.equal(outcome(find(content)), `BUNDLE_INVALID: ${said}`)
    })
  }
})

test('the message about a certificate annotation past its bound', () => {
  const annotations = { ...layer.annotations, [certificate]: 'x'.repeat(2 * limits.certificateBytes + 1) }
  assert.equal(
    outcome(find({ ...layer, kind: 'simplesigning', annotations })),
    'LIMIT_EXCEEDED: 32769 characters of certificate, more than the 32768 allowed',
  )
})

const statement = slsaStatement({ digest, claims })
const noStatement = 'the signed payload is not an in-toto statement'
const signedAs = (payload: object | string, payloadType = 'application/vnd.in-toto+json') =>
  bundleContent(
    sigstore.sign({
      payload: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
      payloadType,
      claims,
    }),
  )
const simple = (payload: string): AttestationContent => ({
  ...layer,
  kind: 'simplesigning',
  payload: Buffer.from(payload),
})

const ofPayloads: [AttestationContent, string][] = [
  [signedAs(statement, 'text/plain'), `BUNDLE_INVALID: ${noStatement}: its type is "text/plain"`],
  [signedAs(statement, 'x'.repeat(200)), `BUNDLE_INVALID: ${noStatement}: its type is "${'x'.repeat(100)}"`],
  [signedAs('[]'), `BUNDLE_INVALID: ${noStatement}: not a JSON object`],
  [signedAs({ ...statement, _type: 'x' }), `BUNDLE_INVALID: ${noStatement} of version 0.1 or 1`],
  [signedAs({ ...statement, _type: [statement._type] }), `BUNDLE_INVALID: ${noStatement} of version 0.1 or 1`],
  [signedAs({ ...statement, predicateType: 7 }), `BUNDLE_INVALID: ${noStatement}: it names no predicate type`],
  [signedAs({ ...statement, subject: undefined }), 'BUNDLE_INVALID: the statement has no list of subjects'],
  [signedAs({ ...statement, subject: { length: 0 } }), 'BUNDLE_INVALID: the statement has no list of subjects'],
  [signedAs({ ...statement, subject: [7] }), 'BUNDLE_INVALID: a subject of the statement has no digest'],
  [
    signedAs({ ...statement, subject: [{ digest: { sha1: 'x' } }] }),
    `SUBJECT_MISMATCH: its subject is nothing with a SHA-256, expected ${digest}`,
  ],
  [simple('[]'), 'BUNDLE_INVALID: the signed payload is not simple signing: not a JSON object'],
  [
    simple('{"critical":{"type":["cosign container image signature"]}}'),
    "BUNDLE_INVALID: the signed payload is not cosign's simple signing: critical.type is another",
  ],
]

suite('the message about an invalid signed payload', () => {
  for (const [content, said] of ofPayloads) test(said, () => assert.equal(outcome(find(content)), said))
})

const ofLength = (bytes: number) => Buffer.alloc(bytes, 'x')
const { annotations } = layer
const ofBuildkit = { kind: 'buildkit', signature: good as never, rank: 0, manifest, statement: manifest } as const

const tooLong: [AttestationContent, string][] = [
  [{ kind: 'bundle', bundle: ofLength(limits.bundleBytes + 1) }, '16777217 bytes of bundle, more than the 16777216'],
  [
    { kind: 'dsse', envelope: ofLength(limits.bundleBytes + 1), annotations },
    '16777217 bytes of envelope, more than the 16777216',
  ],
  [
    { kind: 'simplesigning', payload: ofLength(limits.bundleBytes + 1), annotations },
    '16777217 bytes of payload, more than the 16777216',
  ],
  [
    { ...ofBuildkit, manifest: ofLength(limits.manifestBytes + 1) },
    '4194305 bytes of attestation manifest, more than the 4194304',
  ],
  [
    { ...ofBuildkit, statement: ofLength(limits.bundleBytes + 1) },
    '16777217 bytes of statement, more than the 16777216',
  ],
]

suite('the message about a value that is too long', () => {
  for (const [content, said] of tooLong) {
    test(said, () => assert.equal(outcome(find(content)), `LIMIT_EXCEEDED: ${said} allowed`))
  }
  test('a certificate in no base64 is as long as it would be at least, and is not decoded', () => {
    const judged = (length: number) => {
      const bundle = structuredClone(good)
      set(bundle.verificationMaterial, { certificate: { rawBytes: '!'.repeat(length) } })
      return outcome(find(bundleContent(bundle)))
    }
    const longest = Math.ceil(((limits.certificateBytes + 3) * 4) / 3) - 1
    assert.equal(judged(longest), 'BUNDLE_INVALID: the certificate is not canonical base64')
    assert.equal(judged(longest + 1), 'LIMIT_EXCEEDED: 16385 bytes of certificate, more than the 16384 allowed')
  })
})
