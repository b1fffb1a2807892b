/** The library refuses these entries before. They are refused here, too, so that a change of it opens nothing. */
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { bundleFromJSON, type TransparencyLogEntry } from '@sigstore/bundle'
import { checkLoggedCertificate } from '../../src/verify/log-entry.ts'
import { Rejection } from '../../src/verify/rejection.ts'
import { signed, sigstore } from '../support/judging.ts'
import { type EntryKind, logEntryOf } from '../support/sigstore.ts'

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

suite('the certificate of an entry is that of its only signature', () => {
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

suite('an entry of a kind that is not known holds no certificate', () => {
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
