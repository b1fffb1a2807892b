/** The library refuses these entries before. They are refused here, too, so that a change of it opens nothing. */
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { bundleFromJSON, type TransparencyLogEntry } from '@sigstore/bundle'
import { checkLoggedCertificate, checkLoggedSignature } from '../../src/verify/log-entry.ts'
import { Rejection } from '../../src/verify/rejection.ts'
import { type EntryKind, logEntryOf } from '../support/sigstore.ts'
import { bundleContent, find, outcome, signed, sigstore } from '../support/verification-fixture.ts'

const signer = sigstore.issue()

// biome-ignore lint/suspicious/noExplicitAny: a log entry's body is free JSON
type Spec = any
type KindVersion = TransparencyLogEntry['kindVersion']

/** What is said of the entry for this signer once its body, or the kind that the bundle names, is another. */
function said(entry: EntryKind, change: (spec: Spec) => void, kindVersion?: KindVersion): string {
  const bundle = signed({ signer, entry })
  const body = JSON.parse(Buffer.from(logEntryOf(bundle).canonicalizedBody, 'base64').toString())
  change(body.spec)
  const [parsed] = bundleFromJSON(bundle).verificationMaterial.tlogEntries
  if (parsed === undefined) assert.fail('no entry')
  const changed = { ...parsed, kindVersion: kindVersion ?? parsed.kindVersion }
  try {
    checkLoggedCertificate({ ...changed, canonicalizedBody: Buffer.from(JSON.stringify(body)) }, signer.certificate)
    return 'it is the one that signed'
  } catch (error) {
    return error instanceof Rejection ? `${error.code}: ${error.message}` : assert.fail(String(error))
  }
}

const lists: [EntryKind, (spec: Spec) => object][] = [
  ['dsse', (spec) => spec],
  ['intoto-0.0.2', (spec) => spec.content.envelope],
  ['dsse-v2', (spec) => spec.dsseV002],
]

suite('the certificate of a log entry is that of its only signature', () => {
  for (const [entry, holder] of lists) {
    test(entry, () => {
      assert.equal(
        said(entry, () => {}),
        'it is the one that signed',
      )
      const others: ((signatures: unknown[]) => unknown)[] = [
        ([signature]) => [signature, signature],
        () => [],
        () => [7],
        () => undefined,
        ([signature]) => ({ 0: signature, length: 1 }),
        ([signature]) => signature,
      ]
      for (const other of others) {
        const change = (spec: object) => {
          const list = holder(spec) as { signatures: unknown }
          list.signatures = other(list.signatures as unknown[])
        }
        assert.equal(said(entry, change), 'BUNDLE_INVALID: the log entry does not have exactly one of signatures')
      }
    })
  }
})

suite('a log entry of an unknown kind has no certificate', () => {
  for (const [kind, version, told] of [
    ['dsse', '0.0.3', 'dsse 0.0.3'],
    ['hashedrekord', '', 'hashedrekord '],
    ['x'.repeat(200), '1', 'x'.repeat(100)],
  ] as const) {
    test(told, () =>
      assert.equal(
        said('dsse', () => {}, { kind, version }),
        `BUNDLE_INVALID: unsupported log entry kind "${told}"`,
      ),
    )
  }
})

/** A hash in the log's words, and what may not stand in its place. */
const sha512 = { algorithm: 'sha512' }
const otherHex = { value: '0'.repeat(64) }
const longer = (hash: { value: string }) => ({ value: `${hash.value}zz` })
const otherDigest = { digest: Buffer.alloc(32).toString('base64') }

type Change = (spec: Spec) => void
const other: [EntryKind, string, Change, string][] = [
  [
    'intoto-0.0.1',
    'payloadHash of another payload',
    ({ content }) => Object.assign(content.payloadHash, otherHex),
    'the log entry is about another payload',
  ],
  [
    'intoto-0.0.1',
    'payloadHash with something behind it',
    ({ content }) => Object.assign(content.payloadHash, longer(content.payloadHash)),
    'the log entry is about another payload',
  ],
  [
    'intoto-0.0.1',
    'payloadHash of another algorithm',
    ({ content }) => Object.assign(content.payloadHash, sha512),
    'the log entry has no SHA-256',
  ],
  [
    'intoto-0.0.1',
    'payloadHash that is null',
    (spec) => {
      spec.content.payloadHash = null
    },
    'the log entry has no payloadHash',
  ],
  [
    'intoto-0.0.2',
    'payloadHash of another payload',
    ({ content }) => Object.assign(content.payloadHash, otherHex),
    'the log entry is about another payload',
  ],
  [
    'intoto-0.0.2',
    'payloadHash of another algorithm',
    ({ content }) => Object.assign(content.payloadHash, sha512),
    'the log entry has no SHA-256',
  ],
  [
    'intoto-0.0.2',
    'payloadHash with something behind it',
    ({ content }) => Object.assign(content.payloadHash, longer(content.payloadHash)),
    'the log entry is about another payload',
  ],
  [
    'intoto-0.0.2',
    'hash of another algorithm',
    ({ content }) => Object.assign(content.hash, sha512),
    'the log entry has no SHA-256',
  ],
  [
    'intoto-0.0.2',
    'no hash',
    ({ content }) => {
      delete content.hash
    },
    'the log entry has no hash',
  ],
  [
    'intoto-0.0.2',
    'payloadType of another payload',
    ({ content }) => {
      content.envelope.payloadType = 'text/plain'
    },
    'the log entry is about another payload type',
  ],
  [
    'intoto-0.0.2',
    'no payloadType',
    ({ content }) => {
      delete content.envelope.payloadType
    },
    'the log entry is about another payload type',
  ],
  [
    'intoto-0.0.2',
    'another signature',
    ({ content }) => {
      content.envelope.signatures[0].sig = Buffer.from('AAAA').toString('base64')
    },
    'the log entry is about another signature',
  ],
  [
    'dsse',
    'payloadHash of another payload',
    ({ payloadHash }) => Object.assign(payloadHash, otherHex),
    'the log entry is about another payload',
  ],
  [
    'dsse',
    'payloadHash of another algorithm',
    ({ payloadHash }) => Object.assign(payloadHash, sha512),
    'the log entry has no SHA-256',
  ],
  [
    'dsse',
    'payloadHash with something behind it',
    ({ payloadHash }) => Object.assign(payloadHash, longer(payloadHash)),
    'the log entry is about another payload',
  ],
  [
    'dsse',
    'envelopeHash of another algorithm',
    ({ envelopeHash }) => Object.assign(envelopeHash, sha512),
    'the log entry has no SHA-256',
  ],
  [
    'dsse',
    'no envelopeHash',
    (spec) => {
      delete spec.envelopeHash
    },
    'the log entry has no envelopeHash',
  ],
  [
    'dsse',
    'another signature',
    ({ signatures }) => {
      signatures[0].signature = 'AAAA'
    },
    'the log entry is about another signature',
  ],
  [
    'dsse',
    'a signature with something behind it',
    ({ signatures }) => {
      signatures[0].signature += '!'
    },
    'the signature in the log entry is not canonical base64',
  ],
  ['hashedrekord', 'other data', ({ data }) => Object.assign(data.hash, otherHex), 'the log entry is about other data'],
  [
    'hashedrekord',
    'data of another algorithm',
    ({ data }) => Object.assign(data.hash, sha512),
    'the log entry has no SHA-256',
  ],
  [
    'hashedrekord',
    'another signature',
    ({ signature }) => {
      signature.content = 'AAAA'
    },
    'the log entry is about another signature',
  ],
  [
    'hashedrekord',
    'a signature with something behind it',
    ({ signature }) => {
      signature.content += ' '
    },
    'the signature in the log entry is not canonical base64',
  ],
  [
    'hashedrekord-v2',
    'other data',
    ({ hashedRekordV002 }) => Object.assign(hashedRekordV002.data, otherDigest),
    'the log entry is about other data',
  ],
  [
    'hashedrekord-v2',
    'data of another algorithm',
    ({ hashedRekordV002 }) => Object.assign(hashedRekordV002.data, { algorithm: 'SHA2_512' }),
    'the log entry has no SHA-256',
  ],
  [
    'hashedrekord-v2',
    'another signature',
    ({ hashedRekordV002 }) => {
      hashedRekordV002.signature.content = 'AAAA'
    },
    'the log entry is about another signature',
  ],
  [
    'hashedrekord-v2',
    'another kind beside it',
    (spec) => {
      spec.dsseV002 = {}
    },
    'the log entry has something beside hashedRekordV002',
  ],
  [
    'dsse-v2',
    'payloadHash of another payload',
    ({ dsseV002 }) => Object.assign(dsseV002.payloadHash, otherDigest),
    'the log entry is about another payload',
  ],
  [
    'dsse-v2',
    'payloadHash of another algorithm',
    ({ dsseV002 }) => Object.assign(dsseV002.payloadHash, { algorithm: 'SHA3_256' }),
    'the log entry has no SHA-256',
  ],
  [
    'dsse-v2',
    'another signature',
    ({ dsseV002 }) => {
      dsseV002.signatures[0].content = 'AAAA'
    },
    'the log entry is about another signature',
  ],
  [
    'dsse-v2',
    'another kind beside it',
    (spec) => {
      spec.hashedRekordV002 = {}
    },
    'the log entry has something beside dsseV002',
  ],
]

/** What is said of a body that the log has validly recorded, and that is not quite about this bundle. */
function recorded(entry: EntryKind, change: Change): [string, string] {
  const bundle = signed({ signer, entry })
  const { canonicalizedBody, kindVersion, inclusionPromise } = logEntryOf(bundle)
  const body = JSON.parse(Buffer.from(canonicalizedBody, 'base64').toString())
  change(body.spec)
  bundle.verificationMaterial.tlogEntries = [
    sigstore.log(body, { kindVersion, promise: inclusionPromise !== undefined }),
  ]
  const parsed = bundleFromJSON(bundle)
  const [changed] = parsed.verificationMaterial.tlogEntries
  if (changed === undefined) assert.fail('no entry')
  return [outcome(find(bundleContent(bundle))), saidBy(() => checkLoggedSignature(changed, parsed.content))]
}

function saidBy(check: () => void): string {
  try {
    check()
    return 'VERIFIED'
  } catch (error) {
    return error instanceof Rejection ? `${error.code}: ${error.message}` : assert.fail(String(error))
  }
}

suite('C-100: everything in the log entry matches this signature', () => {
  for (const entry of ['intoto-0.0.1', 'intoto-0.0.2', 'dsse', 'dsse-v2', 'hashedrekord', 'hashedrekord-v2'] as const) {
    test(`${entry}: as it was recorded`, () =>
      assert.deepEqual(
        recorded(entry, () => {}),
        ['VERIFIED', 'VERIFIED'],
      ))
  }
  test('intoto-0.0.1: the first of them had no payloadHash', () =>
    assert.deepEqual(
      recorded('intoto-0.0.1', ({ content }) => {
        delete content.payloadHash
      }),
      ['VERIFIED', 'VERIFIED'],
    ))
  test('hashes are the same in upper case', () =>
    assert.equal(
      recorded('dsse', ({ payloadHash }) => {
        payloadHash.value = payloadHash.value.toUpperCase()
      })[0],
      'VERIFIED',
    ))
  for (const [entry, title, change, told] of other) {
    test(`${entry}: ${title}`, () => {
      const [verdict, itself] = recorded(entry, change)
      assert.match(verdict, /^BUNDLE_INVALID/)
      assert.equal(itself, `BUNDLE_INVALID: ${told}`)
    })
  }
  test('a key beside the certificate', () => {
    for (const [entry, holder] of [
      ['dsse-v2', (spec: Spec) => spec.dsseV002.signatures[0]],
      ['hashedrekord-v2', (spec: Spec) => spec.hashedRekordV002.signature],
    ] as const) {
      const [verdict] = recorded(entry, (spec) => {
        holder(spec).verifier.publicKey = { rawBytes: 'AAAA' }
      })
      assert.match(verdict, /^BUNDLE_INVALID/)
      assert.equal(
        said(entry, (spec) => {
          holder(spec).verifier.publicKey = { rawBytes: 'AAAA' }
        }),
        'BUNDLE_INVALID: the log entry has a key beside the certificate',
      )
    }
  })
  test('a body of another kind than the bundle says, or of one that is not known', () => {
    const parsed = bundleFromJSON(signed({ signer, entry: 'dsse' }))
    const [entry] = parsed.verificationMaterial.tlogEntries
    if (entry === undefined) assert.fail('no entry')
    const named = (kind: string, version: string, body: object) =>
      saidBy(() =>
        checkLoggedSignature(
          { ...entry, kindVersion: { kind, version }, canonicalizedBody: Buffer.from(JSON.stringify(body)) },
          parsed.content,
        ),
      )
    assert.equal(
      named('dsse', '0.0.1', { kind: 'intoto', apiVersion: '0.0.1', spec: {} }),
      'BUNDLE_INVALID: the log entry is of another kind than the bundle says',
    )
    assert.equal(
      named('dsse', '0.0.1', { kind: 'dsse', apiVersion: '0.0.2', spec: {} }),
      'BUNDLE_INVALID: the log entry is of another kind than the bundle says',
    )
    assert.equal(
      named('rekord', '0.0.1', { kind: 'rekord', apiVersion: '0.0.1', spec: {} }),
      'BUNDLE_INVALID: unsupported log entry kind "rekord 0.0.1"',
    )
  })
})
