import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { asDigest } from '../../src/core/digest.ts'
import { limits } from '../../src/core/limits.ts'
import type { Digest, Instance } from '../../src/model/index.ts'
import { instanceOf } from '../../src/trust/instance.ts'
import { verifyAttestation } from '../../src/verify/attestation.ts'
import { cpuMsOf } from '../support/cpu.ts'
import { holds } from '../support/properties.ts'
import { timestampOfHash } from '../support/sigstore/timestamps.ts'
import {
  type Bundle,
  createSigstore,
  envelopeOf,
  githubClaims,
  logEntryOf,
  type Sigstore,
  sha256,
  slsaStatement,
  type TrustedRootJson,
} from '../support/sigstore.ts'
import {
  bundleContent,
  digest,
  find,
  findSigned,
  instance,
  manifest,
  outcome,
  signed,
  sigstore,
} from '../support/verification-fixture.ts'

const claims = githubClaims()
const statement = slsaStatement({ digest, claims })
const payloadType = 'application/vnd.in-toto+json'
const hour = 60 * 60_000

suite('an attestation without a digest matches no image', () => {
  for (const none of ['', 'sha256:', undefined, null, 7, {}, ['sha256:'], `sha256:${'0'.repeat(63)}`, `${digest}\n`]) {
    test(`B-22: ${JSON.stringify(none)} is no digest`, () => assert.equal(asDigest(none), null))
  }
  test('B-22: an image without a digest is what no statement is about', () => {
    const attestation = (sha256: string) => ({
      source: 'file' as const,
      location: 'x',
      content: bundleContent(signed({ statement: { ...statement, subject: [{ name: 'x', digest: { sha256 } }] } })),
    })
    for (const nothing of ['', 'sha256:', undefined] as Digest[])
      for (const sha256 of ['', 'undefined', digest.slice(7)]) {
        const finding = verifyAttestation(attestation(sha256), { digest: nothing, manifest }, [instance], new Date())
        assert.match(outcome(finding), /^SUBJECT_MISMATCH/)
      }
  })
})

test('B-06: a cosign signature of the same digest in another repository verifies', () => {
  const layer = sigstore.cosignSignature({ digest, reference: 'elsewhere.example/other:1', claims })
  assert.equal(outcome(find({ kind: 'simplesigning', ...layer })), 'VERIFIED')
})

suite('C-17: the payload type must match exactly', () => {
  const twin = payloadType.replace('a', '\u0161')
  const judged = (type: string, tamper: (bundle: Bundle) => void = () => {}) => {
    const payload = Buffer.from(JSON.stringify(statement))
    return outcome(find(bundleContent(sigstore.sign({ payload, payloadType: type, claims, tamper }))))
  }
  test('one that is the same in ASCII, and was signed as it is', () => {
    assert.equal(judged(payloadType), 'VERIFIED')
    assert.match(judged(twin), /^BUNDLE_INVALID: the signed payload is not an in-toto statement/)
  })
  test('one that was exchanged for it after the signature, in both directions', () => {
    const exchanged = (to: string) => (bundle: Bundle) => Object.assign(envelopeOf(bundle), { payloadType: to })
    assert.match(judged(payloadType, exchanged(twin)), /^BUNDLE_INVALID/)
    assert.match(judged(twin, exchanged(payloadType)), /^BUNDLE_INVALID/)
  })
})

suite('C-08: certificates inside a timestamp are not trusted', () => {
  const other = createSigstore()
  const [own, foreign] = [sigstore, other].map(({ keys }) => keys.tsa?.certificate ?? Buffer.alloc(0))
  const stamped = (token: (signature: Buffer) => string) =>
    outcome(
      findSigned({
        entry: 'dsse',
        promise: false,
        tamper: ({ verificationMaterial, dsseEnvelope }) => {
          const signature = Buffer.from(dsseEnvelope?.signatures[0]?.sig ?? '', 'base64')
          verificationMaterial.timestampVerificationData = {
            rfc3161Timestamps: [{ signedTimestamp: token(signature) }],
          }
        },
      }),
    )
  const bags: Record<string, Buffer[]> = {
    'none at all': [],
    'a foreign one before its own': [foreign ?? Buffer.alloc(0), own ?? Buffer.alloc(0)],
    'a foreign one alone': [foreign ?? Buffer.alloc(0)],
  }
  for (const [name, certificates] of Object.entries(bags)) {
    test(`${name}: a good one stays good`, () =>
      assert.equal(
        stamped((signature) => sigstore.timestamp(signature, { certificates })),
        'VERIFIED',
      ))
  }
  test('the trusted one, in the timestamp of another authority', () => {
    for (const certificates of [
      [own, foreign],
      [foreign, own],
    ] as Buffer[][])
      assert.match(
        stamped((signature) => other.timestamp(signature, { certificates })),
        /^BUNDLE_INVALID/,
      )
  })
  test('one that is no timestamp is told as that, whoever has issued the certificate', () => {
    for (const token of ['MIIB', 'MAAw', 'MIAAAA=='])
      assert.equal(
        stamped(() => token),
        'BUNDLE_INVALID: a timestamp in it cannot be read',
      )
    const broken = signed({
      tamper: ({ verificationMaterial }) => {
        verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp: 'MIIB' }] }
      },
    })
    for (const instances of [[], [instanceOf({ ...other.trustedRoot() }, 'other')]])
      assert.equal(outcome(find(bundleContent(broken), instances)), 'BUNDLE_INVALID: a timestamp in it cannot be read')
  })
  test("another authority's key under the trusted one's name", () => {
    const { tsa } = sigstore.keys
    const key = other.keys.tsa?.privateKey
    if (tsa === null || key === undefined) throw new TypeError('both have an authority')
    const forged = (signature: Buffer) =>
      timestampOfHash({ ...tsa, privateKey: key }, sha256(signature), { time: sigstore.clock }).toString('base64')
    assert.match(stamped(forged), /^BUNDLE_INVALID/)
  })
})

suite('each authority of a trusted root vouches only for itself', () => {
  const other = createSigstore()
  const root = sigstore.trustedRoot()
  const at = (hours: number) => new Date(sigstore.clock.getTime() + hours * hour).toISOString()
  const rootWith = (more: Partial<TrustedRootJson>): Instance => instanceOf({ ...root, ...more }, 'two')
  const withTimestamps = (validFor: { start: string; end?: string }) =>
    rootWith({
      timestampAuthorities: [
        ...other.trustedRoot().timestampAuthorities.map((one) => ({ ...one, validFor })),
        ...root.timestampAuthorities,
      ],
    })
  const stampedByOther = signed({
    promise: false,
    timestamp: true,
    tamper: ({ verificationMaterial, dsseEnvelope }) => {
      const signature = Buffer.from(dsseEnvelope?.signatures[0]?.sig ?? '', 'base64')
      const signedTimestamp = other.timestamp(signature, { time: sigstore.clock })
      verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp }] }
    },
  })
  const judged = (bundle: Bundle, by: Instance) => outcome(find(bundleContent(bundle), [by]))
  test('C-09: a timestamp authority outside of its own time, but within that of the other', () => {
    assert.equal(judged(stampedByOther, withTimestamps({ start: at(-1), end: at(1) })), 'VERIFIED')
    assert.match(judged(stampedByOther, withTimestamps({ start: at(-3), end: at(-2) })), /^BUNDLE_INVALID/)
    assert.match(judged(stampedByOther, withTimestamps({ start: at(1) })), /^BUNDLE_INVALID/)
  })
  test('C-36: an entry that names one log, with the checkpoint of the other', () => {
    const both = rootWith({ tlogs: [...root.tlogs, ...other.trustedRoot().tlogs] })
    const bundle = signed({ promise: false, timestamp: true })
    const entry = logEntryOf(bundle)
    const body = Buffer.from(entry.canonicalizedBody, 'base64')
    const byOther = other.log(body, { kindVersion: entry.kindVersion, promise: false })
    const carrying = (one: object) => ({
      ...bundle,
      verificationMaterial: { ...bundle.verificationMaterial, tlogEntries: [one as typeof entry] },
    })
    assert.equal(judged(bundle, both), 'VERIFIED')
    assert.equal(judged(carrying(byOther), both), 'VERIFIED')
    assert.match(judged(carrying({ ...byOther, logId: entry.logId }), both), /^BUNDLE_INVALID/)
    assert.match(judged(carrying({ ...entry, logId: byOther.logId }), both), /^BUNDLE_INVALID/)
  })
})

suite('C-23: the name on a checkpoint is not trusted', () => {
  const noteOf = (bundle: Bundle) => logEntryOf(bundle).inclusionProof?.checkpoint ?? { envelope: '' }
  const foreign = noteOf(
    signed({ promise: false, timestamp: true }, createSigstore({ name: 'sigstore.test' })),
  ).envelope
  for (const name of ['r', '.*', '(', '[', '\\', '', ' ', 'rekor.sigstore.test\u0000', 'x'.repeat(1000)]) {
    test(JSON.stringify(name.slice(0, 30)), () => {
      const renamed = (note?: string) =>
        outcome(
          findSigned({
            promise: false,
            timestamp: true,
            tamper: (bundle) => {
              const checkpoint = noteOf(bundle)
              checkpoint.envelope = (note ?? checkpoint.envelope).replace(/\u2014 \S+/, `\u2014 ${name}`)
            },
          }),
        )
      assert.match(renamed(), /^(?:VERIFIED$|BUNDLE_INVALID)/)
      assert.match(renamed(foreign), /^BUNDLE_INVALID/)
    })
  }
})

suite('C-25: each bundle version requires its own material', () => {
  for (const [version, expected] of [
    ['0.1', /^VERIFIED$/],
    ['0.2', /^BUNDLE_INVALID: the bundle lacks what its version asks for/],
    ['0.3', /^BUNDLE_INVALID: the bundle lacks what its version asks for/],
  ] as const) {
    test(`a promise without a proof in version ${version}`, () =>
      assert.match(outcome(findSigned({ version, promise: true, proof: false })), expected))
  }
})

suite('C-31: only canonical DER is accepted', () => {
  const good = sigstore.issue({ claims })
  const certified = (certificate: Uint8Array) =>
    outcome(
      findSigned({
        signer: good,
        tamper: ({ verificationMaterial }) => {
          verificationMaterial.certificate = { rawBytes: Buffer.from(certificate).toString('base64') }
        },
      }),
    )
  const der = good.certificate
  const nested = (levels: number) =>
    Array.from({ length: levels }).reduce<Buffer>(
      (inner) => Buffer.concat([Buffer.from([0x30, 0x82, inner.length >> 8, inner.length & 255]), inner]),
      Buffer.alloc(0),
    )
  const malformed: Record<string, Uint8Array> = {
    nothing: Buffer.alloc(0),
    'bytes behind the end': Buffer.concat([der, Buffer.from([0])]),
    'a byte less': der.subarray(0, -1),
    'a length without end': Buffer.concat([Buffer.from([0x30, 0x80]), der.subarray(4), Buffer.from([0, 0])]),
    'a length in more bytes than needed': Buffer.concat([Buffer.from([0x30, 0x83, 0]), der.subarray(2)]),
    'a length of seven bytes': Buffer.concat([Buffer.from([0x30, 0x87, 0, 0, 0, 0, 0]), der.subarray(2)]),
    'containers without number': nested(4000),
    'an OID beyond 32 bits': Buffer.from('301006' + '0e2b' + '8fffffffffffffffffffff7f', 'hex'),
    'a PEM': Buffer.from('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'),
  }
  for (const [name, bytes] of Object.entries(malformed)) {
    test(name, () =>
      assert.match(certified(bytes), /^BUNDLE_INVALID: (?:its certificate cannot be read|the bundle lacks)/),
    )
  }
  test('P4: any bytes, and any change to good ones, as certificate or timestamp end soon', () => {
    const stamp = Buffer.from(sigstore.timestamp(Buffer.from('x')), 'base64')
    const changed = (bytes: Uint8Array) =>
      fc
        .tuple(fc.nat(bytes.length - 1), fc.nat(8), fc.uint8Array({ maxLength: 8 }))
        .map(([at, gone, more]) => Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at + gone)]))
    const any = fc.uint8Array({ maxLength: 512 })
    const ends = (bundle: Bundle) => {
      const ms = cpuMsOf(() =>
        assert.match(outcome(find(bundleContent(bundle))), /^(?:VERIFIED|BUNDLE_INVALID|UNTRUSTED)/),
      )
      assert.ok(ms < 1000, `${ms} ms`)
    }
    const bundle = signed({ signer: good, timestamp: true })
    holds(
      fc.property(fc.oneof(any, changed(der)), (bytes) => {
        const one = structuredClone(bundle)
        one.verificationMaterial.certificate = { rawBytes: Buffer.from(bytes).toString('base64') }
        ends(one)
      }),
      300,
    )
    holds(
      fc.property(fc.oneof(any, changed(stamp)), (bytes) => {
        const one = structuredClone(bundle)
        const signedTimestamp = Buffer.from(bytes).toString('base64')
        one.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp }] }
        ends(one)
      }),
      300,
    )
  })
})

suite('C-44: unauthenticated fields are known, and none is believed', () => {
  /** Each is checked elsewhere, or is never read. */
  const free =
    /^(?:verificationMaterial\.tlogEntries\.0\.(?:logIndex|inclusionProof\.(?:rootHash|treeSize))|messageSignature\.messageDigest\.algorithm|dsseEnvelope\.signatures\.0\.keyid)$/
  const bundles: Record<string, (from: Sigstore) => Bundle> = {
    'version 0.1': (from) => signed({ version: '0.1' }, from),
    'version 0.3': (from) => signed({}, from),
    'a proof and a timestamp': (from) => signed({ promise: false, timestamp: true }, from),
    'Rekor v2': (from) => signed({ entry: 'dsse-v2' }, from),
    'a message': (from) => from.sign({ message: manifest, claims }),
  }
  for (const [name, make] of Object.entries(bundles)) {
    test(name, () => {
      const good = make(sigstore)
      assert.equal(outcome(find(bundleContent(good))), 'VERIFIED')
      const accepted = leavesOf(good).filter(([path, value]) =>
        [undefined, null, '', 'x', 7, [], {}, typeof value === 'string' ? `x${value}` : 1]
          .filter((other) => JSON.stringify(other) !== JSON.stringify(value))
          .some((other) => outcome(find(bundleContent(replaced(good, path, other)))) === 'VERIFIED'),
      )
      assert.deepEqual(
        accepted.map(([path]) => path.join('.')).filter((path) => !free.test(path)),
        [],
      )
    })
  }
})

test('JSON is accepted at the bound of values and rejected one past it', () => {
  const listing = (count: number) => Buffer.from(`{"a":[${'0,'.repeat(count - 2)}0]}`)
  const judged = (bytes: Buffer) => outcome(find({ kind: 'bundle', bundle: bytes }))
  assert.match(judged(listing(limits.jsonValues)), /^BUNDLE_INVALID: unsupported bundle version/)
  assert.equal(judged(listing(limits.jsonValues + 1)), `BUNDLE_INVALID: it holds more than ${limits.jsonValues} values`)
})

/** Everything in this value that holds nothing else, with the way to it. */
function leavesOf(value: unknown, path: string[] = []): [string[], unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]]
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]))
}

/** A copy with another value there; without it, where that is undefined. */
function replaced(bundle: Bundle, path: readonly string[], value: unknown): Bundle {
  const copy = structuredClone(bundle)
  const parent = path.slice(0, -1).reduce<Record<string, unknown>>((inner, key) => inner[key] as never, copy as never)
  const key = path.at(-1) ?? ''
  if (value === undefined) delete parent[key]
  else parent[key] = value
  return copy
}
