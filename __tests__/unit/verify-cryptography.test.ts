import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { digestOf } from '../../src/core/digest.ts'
import { limits } from '../../src/core/limits.ts'
import type { AttestationContent, Instance } from '../../src/model/index.ts'
import { instanceOf } from '../../src/trust/instance.ts'
import { verifyAttestation } from '../../src/verify/attestation.ts'
import { extendedKeyUsageExtension } from '../support/sigstore/certificates.ts'
import { entryBody } from '../support/sigstore/entries.ts'
import {
  type Bundle,
  type CertificateRequest,
  createSigstore,
  envelopeOf,
  githubClaims,
  logEntryOf,
  oids,
  type SignRequest,
  sha256,
  slsaStatement,
  toPem,
} from '../support/sigstore.ts'
import {
  bundleContent,
  digest,
  find,
  findSigned,
  instance,
  outcome,
  signed,
  sigstore,
} from '../support/verification-fixture.ts'

const claims = githubClaims()
const statement = slsaStatement({ digest, claims })
const minute = 60_000

/** The outcome for a certificate that is different in this way. */
function certified(request: Partial<CertificateRequest>, by = sigstore): string {
  return outcome(findSigned({ signer: by.issue({ claims, ...request }) }, by))
}

/** The outcome for a bundle that was changed after it was signed. */
function tampered(tamper: (bundle: Bundle) => void, request: Partial<SignRequest> = {}): string {
  return outcome(findSigned({ ...request, tamper }))
}

suite('C-11: the certificate must be for code signing', () => {
  test('without the code-signing usage', () =>
    assert.match(certified({ extendedKeyUsage: [oids.timeStamping] }), /^BUNDLE_INVALID: .*not for code signing/))
  test('without any extended usage', () =>
    assert.match(certified({ omit: [oids.extendedKeyUsage] }), /^BUNDLE_INVALID: .*not for code signing/))
  test('for serverAuth only', () =>
    assert.match(certified({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] }), /^BUNDLE_INVALID: .*not for code signing/))
  test('without digitalSignature', () =>
    assert.match(certified({ keyUsage: ['keyEncipherment'] }), /^BUNDLE_INVALID: .*not for digital signatures/))
  test('without key usage', () =>
    assert.match(certified({ omit: [oids.keyUsage] }), /^BUNDLE_INVALID: .*not for digital signatures/))
  test('of an authority', () => assert.match(certified({ ca: true }), /^BUNDLE_INVALID: .*authority/))
  test('said to be of no authority', () => assert.equal(certified({ ca: false }), 'VERIFIED'))
  const unknown = { oid: '1.2.3.4', value: Buffer.from([0x05, 0x00]) }
  test('with an unknown critical extension', () =>
    assert.match(
      certified({ extensions: [{ ...unknown, critical: true }] }),
      /^BUNDLE_INVALID: .*unknown critical extension 1\.2\.3\.4/,
    ))
  test('with its extended usage critical, which is understood', () =>
    assert.equal(
      certified({ omit: [oids.extendedKeyUsage], extensions: [extendedKeyUsageExtension([oids.codeSigning], true)] }),
      'VERIFIED',
    ))
  test('for code signing among other usages', () =>
    assert.equal(certified({ extendedKeyUsage: [oids.timeStamping, oids.codeSigning] }), 'VERIFIED'))
  test('with an unknown extension that is not critical', () =>
    assert.equal(certified({ extensions: [unknown] }), 'VERIFIED'))
})

suite('verifying the certificate chain and the signing times', () => {
  test('C-05: a certificate that had expired when it signed', () => {
    const notBefore = new Date(sigstore.clock.getTime() - 20 * minute)
    assert.match(certified({ notBefore }), /^BUNDLE_INVALID/)
  })
  test('C-24: a certificate without timestamp of the CT log', () =>
    assert.match(certified({ sct: false }), /^BUNDLE_INVALID: expected 1 SCTs, got 0/))
  test('C-06: a time that the log did not sign', () => {
    const forged = tampered((bundle) => {
      const entry = logEntryOf(bundle)
      delete entry.inclusionPromise
      entry.integratedTime = String(Number(entry.integratedTime) - 1)
    })
    assert.match(forged, /^BUNDLE_INVALID: expected 1 timestamps, got 0/)
  })
  test('C-06: a time that the log did not sign counts for nothing beside one that an authority did', () => {
    for (const integratedTime of ['1', '4102444800']) {
      const bundle = signed({ promise: false, timestamp: true })
      const stamped = find(bundleContent(bundle)).proof?.signedAt
      Object.assign(logEntryOf(bundle), { integratedTime })
      const finding = find(bundleContent(bundle))
      assert.equal(outcome(finding), 'VERIFIED')
      assert.deepEqual(finding.proof?.signedAt, stamped)
    }
  })
  test('C-07: a good timestamp beside one from outside the certificate', () => {
    const late = tampered(
      (bundle) => {
        const time = new Date(sigstore.clock.getTime() - 30 * minute)
        const signature = Buffer.from(envelopeOf(bundle).signatures[0]?.sig ?? '', 'base64')
        bundle.verificationMaterial.timestampVerificationData?.rfc3161Timestamps.push({
          signedTimestamp: sigstore.timestamp(signature, { time }),
        })
      },
      { timestamp: true },
    )
    assert.match(late, /^BUNDLE_INVALID/)
  })
  test('C-34: signed in the future', () => {
    const now = (seconds: number) => new Date(sigstore.clock.getTime() - seconds * 1000)
    const bundle = bundleContent(signed())
    assert.equal(outcome(find(bundle, [instance], now(limits.clockSkewMs / 1000))), 'VERIFIED')
    assert.match(
      outcome(find(bundle, [instance], now(limits.clockSkewMs / 1000 + 1))),
      /^BUNDLE_INVALID: signed in the future/,
    )
    assert.match(outcome(find(bundle, [instance], now(30))), /clock/)
  })
  test('C-10: a timestamp authority whose certificate is not for timestamping', () => {
    for (const extendedKeyUsage of [[], [oids.codeSigning], [oids.timeStamping, oids.codeSigning]]) {
      const wrong = createSigstore({ tsa: { extendedKeyUsage } })
      assert.match(
        outcome(findSigned({ timestamp: true }, wrong)),
        /^BUNDLE_INVALID: the certificate of the timestamp authority/,
      )
    }
  })
  const stampedAlone = bundleContent(signed({ promise: false, timestamp: true }))
  test('C-10: an authority that is not for timestamping, beside the one that signed', () => {
    for (const name of ['sigstore.test', 'other.test']) {
      const wrong = createSigstore({ name, tsa: { extendedKeyUsage: [oids.codeSigning] } })
      const root = sigstore.trustedRoot()
      const timestampAuthorities = [...wrong.trustedRoot().timestampAuthorities, ...root.timestampAuthorities]
      const both = instanceOf({ ...root, timestampAuthorities }, 'both')
      assert.equal(outcome(find(stampedAlone, [both])), 'VERIFIED')
    }
  })
  test('an authority without certificates, beside the one that signed', () => {
    const root = sigstore.trustedRoot()
    const [own] = root.timestampAuthorities
    const none = { ...own, certChain: { certificates: [] } }
    const both = instanceOf({ ...root, timestampAuthorities: [none, own] }, 'both')
    assert.equal(outcome(find(stampedAlone, [both])), 'VERIFIED')
  })
  const answered = (answer: number) =>
    tampered(
      ({ verificationMaterial: { timestampVerificationData } }) => {
        for (const timestamp of timestampVerificationData?.rfc3161Timestamps ?? []) {
          const bytes = Buffer.from(timestamp.signedTimestamp, 'base64')
          const status = bytes.indexOf(Buffer.from([0x30, 0x03, 0x02, 0x01, 0x00]))
          bytes[status + 4] = answer
          timestamp.signedTimestamp = bytes.toString('base64')
        }
      },
      { timestamp: true },
    )
  test('C-10: a timestamp that was granted, or granted with changes', () => {
    for (const granted of [0, 1]) assert.equal(answered(granted), 'VERIFIED')
  })
  test('C-10: a timestamp that was not granted', () => {
    for (const refused of [2, 3, 4, 5]) {
      assert.equal(answered(refused), 'BUNDLE_INVALID: the timestamp authority did not grant the timestamp')
    }
  })
  test('of several times, signed at the earliest, and never in the future', () => {
    const at = (minutes: number) => new Date(sigstore.clock.getTime() + minutes * minute)
    const signer = sigstore.issue({ claims, notBefore: at(-5), notAfter: at(5) })
    for (const order of [
      [-4, 0, 3],
      [3, 0, -4],
      [0, 3, -4],
    ]) {
      const bundle = signed({ signer, promise: false })
      const signature = Buffer.from(envelopeOf(bundle).signatures[0]?.sig ?? '', 'base64')
      bundle.verificationMaterial.timestampVerificationData = {
        rfc3161Timestamps: order.map((minutes) => ({
          signedTimestamp: sigstore.timestamp(signature, { time: at(minutes) }),
        })),
      }
      const seconds = (date?: Date) => Math.floor(Number(date) / 1000)
      const content = bundleContent(bundle)
      assert.equal(seconds(find(content, [instance], at(4)).proof?.signedAt), seconds(at(-4)))
      assert.match(
        outcome(find(content, [instance], at(1))),
        /^BUNDLE_INVALID: signed in the future, at 2.*Z: is this machine's clock right\?$/,
      )
    }
  })
  test('C-33: a time with a fraction is read where it can be, and never called tampered', () => {
    const withFraction = (fraction: string) =>
      tampered((bundle) => {
        const signature = Buffer.from(envelopeOf(bundle).signatures[0]?.sig ?? '', 'base64')
        bundle.verificationMaterial.timestampVerificationData = {
          rfc3161Timestamps: [{ signedTimestamp: sigstore.timestamp(signature, { fraction }) }],
        }
      })
    assert.equal(withFraction('.123'), 'VERIFIED')
    assert.match(withFraction('.5'), /^BUNDLE_INVALID: .*timestamp/)
  })
})

suite('a message signature over a different image', () => {
  const message = Buffer.from('another image')
  test('says so where nothing else is the matter with it', () => {
    assert.match(outcome(find(bundleContent(sigstore.sign({ message })))), /^SUBJECT_MISMATCH: its subject is sha256:/)
  })
  test('is invalid where anything else is, for then nobody knows who says so', () => {
    const signer = sigstore.issue({ claims, sct: false })
    assert.equal(
      outcome(find(bundleContent(sigstore.sign({ message, signer })))),
      'BUNDLE_INVALID: expected 1 SCTs, got 0',
    )
    const unlogged = sigstore.sign({ message, entry: 'none', timestamp: true })
    assert.equal(outcome(find(bundleContent(unlogged))), 'BUNDLE_INVALID: expected 1 tlog entries, got 0')
  })
})

suite('the log entry must match the signature', () => {
  const kinds = ['dsse', 'intoto-0.0.1', 'intoto-0.0.2', 'hashedrekord', 'dsse-v2', 'hashedrekord-v2'] as const
  for (const entry of kinds) {
    test(`C-02, C-41: ${entry} made with another certificate`, () => {
      const logged = sigstore.issue({ claims: githubClaims({ repository: 'evil/evil' }) })
      assert.equal(
        outcome(findSigned({ entry, logged })),
        'BUNDLE_INVALID: the certificate in the log entry is not the one that signed',
      )
    })
    test(`C-01, C-35: ${entry} of another signature`, () => {
      const other = signed({ entry, statement: { ...statement, predicate: {} } })
      const spliced = tampered(
        (bundle) => {
          bundle.verificationMaterial.tlogEntries = other.verificationMaterial.tlogEntries
          if (other.verificationMaterial.timestampVerificationData) return
        },
        { entry, timestamp: true },
      )
      assert.match(spliced, /^BUNDLE_INVALID/)
    })
  }
  test('C-02: an entry that holds a public key, or rubbish, in place of the certificate', () => {
    for (const pem of ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n', 'rubbish', '']) {
      const content = rewritten((spec) => {
        spec.signatures[0].verifier = Buffer.from(pem).toString('base64')
      })
      assert.match(
        outcome(find(content)),
        /^BUNDLE_INVALID: the log entry does not hold exactly one certificate|canonical/,
      )
    }
  })
  test('an entry with two certificates is not read as the first of them', () => {
    const signer = sigstore.issue({ claims })
    const other = sigstore.issue({ claims: githubClaims({ repository: 'evil/evil' }) })
    const content = rewritten((spec) => {
      spec.signatures[0].verifier = Buffer.from(toPem(signer.certificate) + toPem(other.certificate)).toString('base64')
    }, signer)
    assert.match(outcome(find(content)), /^BUNDLE_INVALID: the log entry does not hold exactly one certificate/)
  })
  test('intoto 0.0.1: the entry must be about this very envelope', () => {
    const layer = sigstore.cosignAttestation({ statement, claims, entry: 'intoto-0.0.1' })
    const respelled = Buffer.from(JSON.stringify(JSON.parse(layer.envelope.toString()), null, 1))
    assert.match(
      outcome(find({ kind: 'dsse', ...layer, envelope: respelled })),
      /^BUNDLE_INVALID: the log entry is about another envelope/,
    )
  })
  test('intoto 0.0.1: a promise that the log did not sign', () => {
    const broken = tampered(
      (bundle) => {
        const entry = logEntryOf(bundle)
        entry.integratedTime = String(Number(entry.integratedTime) + 1)
      },
      { entry: 'intoto-0.0.1' },
    )
    assert.match(broken, /^BUNDLE_INVALID: inclusion promise could not be verified/)
  })
  test('intoto 0.0.1: an entry about nothing is not about a message signature', () => {
    const message = Buffer.from('x')
    const signer = sigstore.issue({ claims })
    const bundle = sigstore.sign({ message, signer })
    const publicKey = Buffer.from(toPem(signer.certificate)).toString('base64')
    const nothing = { algorithm: 'sha256', value: sha256(Buffer.alloc(0)).toString('hex') }
    const body = {
      apiVersion: '0.0.1',
      kind: 'intoto',
      spec: { content: { hash: nothing, payloadHash: nothing }, publicKey },
    }
    bundle.verificationMaterial.tlogEntries = [sigstore.log(body)]
    const verdict = verifyAttestation(
      { source: 'file', location: 'x', content: bundleContent(bundle) },
      { digest: digestOf(message), manifest: message },
      [instance],
      new Date(),
    )
    assert.match(outcome(verdict), /^BUNDLE_INVALID: the log entry is about another envelope/)
  })
  test('intoto 0.0.1: an entry of another version under its name', () => {
    const bundle = signed({ entry: 'intoto-0.0.2' })
    logEntryOf(bundle).kindVersion.version = '0.0.1'
    assert.match(outcome(find(bundleContent(bundle))), /^BUNDLE_INVALID: the log entry is of another kind/)
  })
  test('two entries of one log, each about this signature', () => {
    const signer = sigstore.issue({ claims })
    const bundle = signed({ signer })
    const envelope = envelopeOf(bundle)
    const [payload, signature] = [envelope.payload, envelope.signatures[0]?.sig ?? ''].map((text) =>
      Buffer.from(text, 'base64'),
    ) as [Buffer, Buffer]
    const body = entryBody('hashedrekord', { kind: 'envelope', envelope, payload, signature }, signer.certificate)
    bundle.verificationMaterial.tlogEntries.push(sigstore.log(body, { promise: false }))
    assert.equal(outcome(find(bundleContent(bundle))), 'VERIFIED')
  })
  test('C-21: the same entry twice', () => {
    for (const entry of ['dsse', 'intoto-0.0.1'] as const) {
      const twice = tampered((bundle) => bundle.verificationMaterial.tlogEntries.push(logEntryOf(bundle)), { entry })
      assert.match(twice, /^BUNDLE_INVALID: a log entry is there twice|duplicate/)
    }
  })
  test('C-03: an invalid entry beside a valid one', () => {
    const other = logEntryOf(signed({ statement: { ...statement, predicate: {} } }))
    for (const place of ['unshift', 'push'] as const) {
      assert.match(
        tampered((bundle) => bundle.verificationMaterial.tlogEntries[place](other)),
        /^BUNDLE_INVALID/,
      )
    }
  })
  for (const kindVersion of [
    { kind: 'rekord', version: '0.0.1' },
    { kind: 'dsse', version: '0.0.3' },
    { kind: 'constructor', version: '1' },
  ]) {
    test(`C-38: the kind ${kindVersion.kind} ${kindVersion.version} is not supported`, () => {
      const body = { apiVersion: kindVersion.version, kind: kindVersion.kind, spec: {} }
      const unknown = tampered((bundle) => {
        bundle.verificationMaterial.tlogEntries = [sigstore.log(body)]
      })
      assert.match(unknown, /^BUNDLE_INVALID/)
    })
  }
})

suite('C-19, G-10: the log key must be valid at the time of the entry', () => {
  const hours = (count: number) => new Date(sigstore.clock.getTime() + count * 60 * minute).toISOString()
  const ended = (validFor: { start: string; end?: string }): Instance => {
    const root = sigstore.trustedRoot()
    return instanceOf(
      { ...root, tlogs: root.tlogs.map((log) => ({ ...log, publicKey: { ...log.publicKey, validFor } })) },
      'ended',
    )
  }
  const proofOnly = bundleContent(signed({ promise: false, timestamp: true }))
  test('valid', () => assert.equal(outcome(find(proofOnly, [ended({ start: hours(-1), end: hours(1) })])), 'VERIFIED'))
  test('ended before the signature, proof alone', () => {
    assert.match(
      outcome(find(proofOnly, [ended({ start: hours(-3), end: hours(-2) })])),
      /^BUNDLE_INVALID: the key of the transparency log/,
    )
  })
  test('not begun, proof alone', () => {
    assert.match(
      outcome(find(proofOnly, [ended({ start: hours(1) })])),
      /^BUNDLE_INVALID: the key of the transparency log/,
    )
  })
  test('ended, with a promise', () => {
    assert.match(
      outcome(find(bundleContent(signed()), [ended({ start: hours(-3), end: hours(-2) })])),
      /^BUNDLE_INVALID/,
    )
  })
  test('at its first moment, and at its last', () => {
    for (const validFor of [{ start: hours(0) }, { start: hours(-1), end: hours(0) }]) {
      assert.equal(outcome(find(proofOnly, [ended(validFor)])), 'VERIFIED')
    }
  })
  test('ended, while that of another log is valid', () => {
    const root = sigstore.trustedRoot()
    const [log] = root.tlogs
    const own = log && { ...log, publicKey: { ...log.publicKey, validFor: { start: hours(-3), end: hours(-2) } } }
    const tlogs = [own, ...createSigstore({ name: 'other.test' }).trustedRoot().tlogs]
    assert.match(
      outcome(find(proofOnly, [instanceOf({ ...root, tlogs }, 'two logs')])),
      /^BUNDLE_INVALID: the key of the transparency log/,
    )
  })
  test('there twice: it is enough that it was valid once', () => {
    const root = sigstore.trustedRoot()
    const [log] = root.tlogs
    const valid = [
      { start: hours(-3), end: hours(-2) },
      { start: hours(-1), end: hours(1) },
    ]
    const tlogs = valid.map((validFor) => ({ ...log, publicKey: { ...log?.publicKey, validFor } }))
    assert.equal(outcome(find(proofOnly, [instanceOf({ ...root, tlogs }, 'renewed')])), 'VERIFIED')
  })
  test('ended between two times of the signature', () => {
    const at = (minutes: number) => new Date(sigstore.clock.getTime() + minutes * minute)
    const signer = sigstore.issue({ claims, notBefore: at(-5), notAfter: at(5) })
    const bundle = signed({ signer, promise: false })
    const signature = Buffer.from(envelopeOf(bundle).signatures[0]?.sig ?? '', 'base64')
    const rfc3161Timestamps = [at(-4), at(0)].map((time) => ({
      signedTimestamp: sigstore.timestamp(signature, { time }),
    }))
    bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps }
    assert.equal(outcome(find(bundleContent(bundle))), 'VERIFIED')
    assert.match(
      outcome(find(bundleContent(bundle), [ended({ start: hours(-1), end: at(-2).toISOString() })])),
      /^BUNDLE_INVALID: the key of the transparency log/,
    )
  })
  test('Rekor v2 after the end', () => {
    const entry = bundleContent(signed({ entry: 'dsse-v2' }))
    assert.match(
      outcome(find(entry, [ended({ start: hours(-3), end: hours(-2) })])),
      /^BUNDLE_INVALID: the key of the transparency log/,
    )
  })
})

/** A bundle whose log entry is recorded anew, validly, with another body. */
// biome-ignore lint/suspicious/noExplicitAny: a log entry's body is free JSON here
function rewritten(change: (spec: any) => void, signer = sigstore.issue({ claims })): AttestationContent {
  const bundle = signed({ signer })
  const body = JSON.parse(Buffer.from(logEntryOf(bundle).canonicalizedBody, 'base64').toString())
  change(body.spec)
  bundle.verificationMaterial.tlogEntries = [sigstore.log(body)]
  return bundleContent(bundle)
}

suite('C-22: the index of a log entry is shown only where the log signed it', () => {
  const entryOf = (request: Partial<SignRequest>) => findSigned(request).proof?.logEntry
  test('with a promise', () => {
    const bundle = signed({ promise: true })
    const finding = find(bundleContent(bundle))
    assert.equal(outcome(finding), 'VERIFIED')
    assert.equal(finding.proof?.logEntry?.index, Number(logEntryOf(bundle).logIndex))
    assert.match(finding.proof?.logEntry?.log ?? '', /^[0-9a-f]{64}$/)
  })
  test('with a promise of a number beyond what can be told exactly, none is', () => {
    for (const [logIndex, shown] of [
      [0, 0],
      [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
      [Number.MAX_SAFE_INTEGER + 1, undefined],
    ] as const) {
      const bundle = signed()
      const { canonicalizedBody, kindVersion } = logEntryOf(bundle)
      const body = Buffer.from(canonicalizedBody, 'base64')
      bundle.verificationMaterial.tlogEntries = [sigstore.log(body, { kindVersion, logIndex })]
      const finding = find(bundleContent(bundle))
      assert.equal(outcome(finding), 'VERIFIED')
      assert.equal(finding.proof?.logEntry?.index, shown)
    }
  })
  test('with a proof alone', () => assert.equal(entryOf({ promise: false, proof: true, timestamp: true }), null))
  test('a forged index beside a proof alone is not shown, beside a promise it is refused', () => {
    const tamper = (bundle: Bundle) => {
      logEntryOf(bundle).logIndex = '99999999'
    }
    assert.equal(entryOf({ promise: false, proof: true, timestamp: true, tamper }), null)
    assert.match(tampered(tamper), /^BUNDLE_INVALID/)
  })
})
