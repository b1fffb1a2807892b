import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import type { AttestationContent } from '../../src/model/index.ts'
import { cpuMsOf } from '../support/cpu.ts'
import { type Bundle, envelopeOf, githubClaims, logEntryOf } from '../support/sigstore.ts'
import { bundleContent, find, outcome, signed, sigstore } from '../support/verification-fixture.ts'

/** The outcome for a good bundle that was changed before anybody read it. */
function changed(change: (bundle: Bundle) => void, from = signed({ timestamp: true })): string {
  return outcome(find(changedContent(change, from)))
}

function changedContent(change: (bundle: Bundle) => void, from = signed({ timestamp: true })) {
  const bundle = structuredClone(from)
  change(bundle)
  return bundleContent(bundle)
}

suite('parsing a bundle requires it to be well-formed', () => {
  for (const text of [
    '',
    'null',
    '[]',
    '"x"',
    '{',
    '{}',
    '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}',
  ]) {
    test(`the bytes ${text || '(none)'}`, () => assert.match(outcome(find(bundleContent(text))), /^BUNDLE_INVALID: ./))
  }
  const versions = [
    'application/vnd.dev.sigstore.bundle.v0.3+json; evil',
    'application/vnd.dev.sigstore.bundle.v9.9+json',
    'application/vnd.dev.sigstore.bundle+json;version=0.4',
    'application/vnd.dev.sigstore.bundle+json;version=0.1 ',
  ]
  for (const mediaType of versions) {
    test(`C-39: the media type ${mediaType}`, () => {
      assert.match(
        changed((bundle) => Object.assign(bundle, { mediaType })),
        /^BUNDLE_INVALID: unsupported bundle version/,
      )
    })
  }
  for (const version of ['+json;version=0.3', '.v0.3+json']) {
    test(`C-39: of the third version, as ${version}`, () => {
      const mediaType = `application/vnd.dev.sigstore.bundle${version}`
      assert.equal(
        changed((bundle) => Object.assign(bundle, { mediaType })),
        'VERIFIED',
      )
    })
  }
  test("null is protobuf's way to say that a member is not there", () => {
    const nothing = {
      publicKey: null,
      x509CertificateChain: null,
      timestampVerificationData: { rfc3161Timestamps: null },
    }
    assert.equal(
      changed((bundle) => {
        Object.assign(bundle, { messageSignature: null })
        Object.assign(bundle.verificationMaterial, nothing)
      }),
      'VERIFIED',
    )
    assert.match(
      changed((bundle) => Object.assign(bundle.verificationMaterial, { certificate: null })),
      /^BUNDLE_INVALID: it has no certificate$/,
    )
    assert.equal(
      changed((bundle) => Object.assign(logEntryOf(bundle), { inclusionPromise: null })),
      'VERIFIED',
    )
  })
  test('the first entry of a log, its numbers as numbers', () => {
    const bundle = signed()
    const { canonicalizedBody, kindVersion } = logEntryOf(bundle)
    const entry = sigstore.log(Buffer.from(canonicalizedBody, 'base64'), { kindVersion, logIndex: 0 })
    assert.equal(
      changed((numbered) => {
        numbered.verificationMaterial.tlogEntries = [{ ...entry, logIndex: 0 as never }]
      }, bundle),
      'VERIFIED',
    )
  })
  test('C-40: an envelope and a message signature', () => {
    const messageSignature = { messageDigest: { algorithm: 'SHA2_256', digest: 'AAAA' }, signature: 'AAAA' }
    assert.match(
      changed((bundle) => Object.assign(bundle, { messageSignature })),
      /^BUNDLE_INVALID: .*one of them/,
    )
  })
  test('C-40: a certificate and a public key', () => {
    assert.match(
      changed(({ verificationMaterial }) => Object.assign(verificationMaterial, { publicKey: { hint: 'x' } })),
      /^BUNDLE_INVALID: both/,
    )
  })
  test('C-04, C-28: a public key in place of a certificate', () => {
    const keyed = changed(({ verificationMaterial }) => {
      delete verificationMaterial.certificate
      Object.assign(verificationMaterial, { publicKey: { hint: '__proto__' } })
    })
    assert.match(keyed, /^BUNDLE_INVALID: it is signed with a key/)
  })
  test("C-04: a key's bytes where the certificate belongs", () => {
    const spki = sigstore.keys.log?.publicKey.export({ format: 'der', type: 'spki' }).toString('base64') ?? ''
    assert.match(
      changed(({ verificationMaterial }) => Object.assign(verificationMaterial, { certificate: { rawBytes: spki } })),
      /^BUNDLE_INVALID/,
    )
  })
  for (const count of [0, 2]) {
    test(`B-25: an envelope with ${count} signatures`, () => {
      const signatures = (bundle: Bundle) => {
        const [signature] = envelopeOf(bundle).signatures
        envelopeOf(bundle).signatures = Array(count).fill(signature)
      }
      assert.match(changed(signatures), /^BUNDLE_INVALID: the envelope has \d signatures; exactly one is allowed/)
    })
  }
  test('a message digest of another algorithm', () => {
    const message = sigstore.sign({ message: Buffer.from('x'), claims: githubClaims() })
    const other = changed(
      (bundle) => Object.assign(bundle.messageSignature?.messageDigest ?? {}, { algorithm: 'SHA2_512' }),
      message,
    )
    assert.match(other, /^BUNDLE_INVALID: the message digest is not SHA2_256/)
  })
  test('nesting without end', () => {
    const deep = (levels: number) => `{"mediaType":${'['.repeat(levels)}${']'.repeat(levels)}}`
    assert.match(outcome(find(bundleContent(deep(127)))), /^BUNDLE_INVALID: unsupported bundle version/)
    assert.match(
      outcome(find(bundleContent(deep(limits.jsonDepth)))),
      /^BUNDLE_INVALID: nested more than 128 levels deep/,
    )
  })
  test('B-11: a repeated key', () => {
    const text = JSON.stringify(signed()).replace('{', '{"dsseEnvelope":{},')
    assert.match(outcome(find(bundleContent(text))), /^BUNDLE_INVALID: the key "dsseEnvelope" stands twice/)
  })
  test('H-08: keys like __proto__ change nothing', () => {
    const text = JSON.stringify(signed()).replace('{', '{"__proto__":{"polluted":true},')
    assert.equal(outcome(find(bundleContent(text))), 'VERIFIED')
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false)
  })
  test('C-32: a v0.1 bundle with a proof but no checkpoint', () => {
    const bundle = signed({ version: '0.1', proof: true })
    assert.match(
      changed((broken) => Object.assign(logEntryOf(broken).inclusionProof ?? {}, { checkpoint: undefined }), bundle),
      /^BUNDLE_INVALID/,
    )
  })
  for (const integratedTime of ['-1', '1e300', '1.5', 'x', {}, 1e300, -1]) {
    test(`E-18: the time ${JSON.stringify(integratedTime)} of a log entry`, () => {
      assert.match(
        changed((bundle) => Object.assign(logEntryOf(bundle), { integratedTime })),
        /^BUNDLE_INVALID: integratedTime/,
      )
    })
  }
})

suite('C-43: parsing a bundle accepts canonical base64 only', () => {
  const fields: Record<string, (bundle: Bundle, respell: (text: string) => string) => void> = {
    certificate: ({ verificationMaterial: { certificate } }, respell) => {
      if (certificate) certificate.rawBytes = respell(certificate.rawBytes)
    },
    payload: (bundle, respell) => {
      envelopeOf(bundle).payload = respell(envelopeOf(bundle).payload)
    },
    signature: (bundle, respell) => {
      for (const signature of envelopeOf(bundle).signatures) signature.sig = respell(signature.sig)
    },
    'log entry': (bundle, respell) => {
      logEntryOf(bundle).canonicalizedBody = respell(logEntryOf(bundle).canonicalizedBody)
    },
    'log ID': (bundle, respell) => {
      logEntryOf(bundle).logId.keyId = respell(logEntryOf(bundle).logId.keyId)
    },
    promise: (bundle, respell) => {
      const promise = logEntryOf(bundle).inclusionPromise
      if (promise) promise.signedEntryTimestamp = respell(promise.signedEntryTimestamp)
    },
    proof: (bundle, respell) => {
      const proof = logEntryOf(bundle).inclusionProof
      if (proof) proof.hashes = proof.hashes.map(respell)
    },
    timestamp: ({ verificationMaterial: { timestampVerificationData } }, respell) => {
      for (const timestamp of timestampVerificationData?.rfc3161Timestamps ?? [])
        timestamp.signedTimestamp = respell(timestamp.signedTimestamp)
    },
  }
  const spellings: Record<string, (text: string) => string> = {
    'text behind it': (text) => `${text}AAAA`.replace(/^([^=]*)AAAA$/, '$1=AAAA'),
    'a line break': (text) => `${text.slice(0, 4)}\n${text.slice(4)}`,
    'no padding, or too much': (text) => (text.endsWith('=') ? text.replace(/=+$/, '') : `${text}====`),
    'percent signs': (text) => `${text}%3D`,
  }
  for (const [field, apply] of Object.entries(fields)) {
    for (const [spelling, respell] of Object.entries(spellings)) {
      test(`${field} with ${spelling}`, () => {
        assert.match(
          changed((bundle) => apply(bundle, respell)),
          /^BUNDLE_INVALID: .*canonical base64/,
        )
      })
    }
  }
})

suite('parsing a bundle checks limits before any other work', () => {
  const quickly = (content: AttestationContent): string => {
    let result = ''
    const ms = cpuMsOf(() => {
      result = outcome(find(content))
    })
    assert.ok(ms < 500, `took ${ms} ms`)
    return result
  }
  test('C-29: 33 log entries', () => {
    const over = changed((bundle) =>
      Object.assign(bundle.verificationMaterial, {
        tlogEntries: Array(limits.logEntries + 1).fill(logEntryOf(bundle)),
      }),
    )
    assert.equal(over, 'LIMIT_EXCEEDED: 33 log entries, more than the 32 allowed')
  })
  test('C-29: 32 log entries are looked at', () => {
    const entries = changed((bundle) =>
      Object.assign(bundle.verificationMaterial, { tlogEntries: Array(limits.logEntries).fill(logEntryOf(bundle)) }),
    )
    assert.equal(entries, 'BUNDLE_INVALID: a log entry is there twice')
  })
  test('C-29: 4,000 forged log entries', () => {
    const bundle = signed()
    const forged = { ...logEntryOf(bundle), canonicalizedBody: Buffer.from('{}').toString('base64') }
    const entries = [...Array(4000)].map((_, index) => ({ ...forged, integratedTime: String(index) }))
    const text = JSON.stringify({
      ...bundle,
      verificationMaterial: { ...bundle.verificationMaterial, tlogEntries: entries },
    })
    assert.match(quickly(bundleContent(text)), /^LIMIT_EXCEEDED: 4000 log entries/)
  })
  for (const count of [limits.timestamps, limits.timestamps + 1]) {
    test(`C-29: ${count} timestamps`, () => {
      const many = changed(({ verificationMaterial: { timestampVerificationData: data } }) => {
        if (data) data.rfc3161Timestamps = Array(count).fill(data.rfc3161Timestamps[0])
      })
      assert.match(many, count === 33 ? /^LIMIT_EXCEEDED: 33 timestamps/ : /^BUNDLE_INVALID: duplicate timestamp/)
    })
  }
  test('C-30: a certificate at its bound, and one byte over it', () => {
    const sized = (bytes: number) =>
      changedContent(({ verificationMaterial }) => {
        verificationMaterial.certificate = { rawBytes: Buffer.alloc(bytes).toString('base64') }
      })
    assert.match(quickly(sized(limits.certificateBytes)), /^BUNDLE_INVALID/)
    assert.match(quickly(sized(limits.certificateBytes + 1)), /^LIMIT_EXCEEDED: .* bytes of certificate/)
    assert.match(quickly(sized(2 * 1024 * 1024)), /^LIMIT_EXCEEDED: .* bytes of certificate/)
  })
  test('a checkpoint and a timestamp at their bound, and one byte over it', () => {
    const note = (bytes: number) =>
      changed((bundle) =>
        Object.assign(logEntryOf(bundle).inclusionProof?.checkpoint ?? {}, { envelope: 'x'.repeat(bytes) }),
      )
    assert.match(note(limits.checkpointBytes), /^BUNDLE_INVALID/)
    assert.match(note(limits.checkpointBytes + 1), /^LIMIT_EXCEEDED: .* bytes of checkpoint/)
    const token = (bytes: number) =>
      changedContent(({ verificationMaterial }) => {
        const signedTimestamp = Buffer.alloc(bytes).toString('base64')
        verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp }] }
      })
    assert.match(outcome(find(token(limits.timestampBytes))), /^BUNDLE_INVALID/)
    assert.match(outcome(find(token(limits.timestampBytes + 1))), /^LIMIT_EXCEEDED: .* bytes of timestamp/)
    assert.match(quickly(token(8 * 1024 * 1024)), /^LIMIT_EXCEEDED/)
  })
  test('C-30: a colon behind a colon, a thousand times a thousand', () => {
    for (const text of [
      `"${'A'.repeat(400_000)}"${':'.repeat(400_000)}`,
      `["${'A'.repeat(200_000)}"${'{:}'.repeat(200_000)}`,
    ]) {
      assert.match(quickly(bundleContent(text)), /^BUNDLE_INVALID/)
    }
  })
  test("a log entry's body over its bound", () => {
    const body = Buffer.alloc(limits.logEntryBodyBytes + 1).toString('base64')
    assert.match(
      changed((bundle) => Object.assign(logEntryOf(bundle), { canonicalizedBody: body })),
      /^LIMIT_EXCEEDED: .* bytes of log entry/,
    )
  })
  for (const count of [limits.proofHashes, limits.proofHashes + 1]) {
    test(`${count} hashes of an inclusion proof`, () => {
      const hash = Buffer.alloc(32).toString('base64')
      const many = changed((bundle) =>
        Object.assign(logEntryOf(bundle).inclusionProof ?? {}, { hashes: Array(count).fill(hash) }),
      )
      assert.match(many, count === 65 ? /^LIMIT_EXCEEDED: 65 hashes/ : /^BUNDLE_INVALID/)
    })
  }
  test('a bundle over 16 MiB', () => {
    assert.match(quickly(bundleContent(Buffer.alloc(limits.bundleBytes + 1))), /^LIMIT_EXCEEDED/)
  })
})

suite('E-18: parsing cosign layers with malformed annotations', () => {
  const claims = githubClaims()
  const good = sigstore.cosignSignature({ digest: `sha256:${'0'.repeat(64)}`, reference: 'x', claims })
  const certificate = good.annotations['dev.sigstore.cosign/certificate'] ?? ''
  const wrong: [string, string | undefined][] = [
    ['dev.sigstore.cosign/bundle', '{}'],
    ['dev.sigstore.cosign/bundle', 'null'],
    ['dev.sigstore.cosign/bundle', '{"Payload":null}'],
    ['dev.sigstore.cosign/bundle', '{"Payload":{"body":"not base64!","logID":"00"}}'],
    ['dev.sigstore.cosign/bundle', 'not json'],
    ['dev.sigstore.cosign/certificate', undefined],
    ['dev.sigstore.cosign/certificate', ''],
    ['dev.sigstore.cosign/certificate', certificate + certificate],
    ['dev.sigstore.cosign/certificate', certificate.replaceAll('CERTIFICATE', 'PUBLIC KEY')],
    ['dev.cosignproject.cosign/signature', undefined],
    ['dev.cosignproject.cosign/signature', '****'],
    ['dev.sigstore.cosign/rfc3161timestamp', '{"SignedRFC3161Timestamp":1}'],
  ]
  for (const [name, value] of wrong) {
    test(`${name}: ${value?.slice(0, 30) ?? '(none)'}`, () => {
      const { [name]: _, ...others } = good.annotations
      const annotations = value === undefined ? others : { ...others, [name]: value }
      assert.match(outcome(find({ kind: 'simplesigning', payload: good.payload, annotations })), /^BUNDLE_INVALID: ./)
    })
  }
  test('a chain that is garbage does not matter: it is never read', () => {
    const annotations = { ...good.annotations, 'dev.sigstore.cosign/chain': 'garbage' }
    assert.match(outcome(find({ kind: 'simplesigning', payload: good.payload, annotations })), /^SUBJECT_MISMATCH/)
  })
})
