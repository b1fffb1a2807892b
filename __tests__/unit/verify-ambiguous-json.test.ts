/** What cosign and others read out of an attestation is what is read here, or the attestation is none. */
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { digestOf } from '../../src/core/digest.ts'
import type { AttestationContent, SignatureContent } from '../../src/model/index.ts'
import { mediaTypes } from '../support/registry.ts'
import { githubClaims, slsaStatement } from '../support/sigstore.ts'
import {
  bundleContent,
  digest,
  find,
  manifest,
  otherDigest,
  outcome,
  signed,
  sigstore,
} from '../support/verification-fixture.ts'

type Json = Record<string, unknown>

const claims = githubClaims()
const statement: Json = { ...slsaStatement({ digest, claims }) }
const payloadType = 'application/vnd.in-toto+json'
const other = [{ name: 'other', digest: { sha256: otherDigest.slice('sha256:'.length) } }]

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Each key of each object in it, with what becomes of the whole where that key is there a second time as a twin. */
function* twinned(value: unknown, twin: (key: string) => string): Generator<[key: string, whole: unknown]> {
  if (Array.isArray(value)) {
    for (const [at, inner] of value.entries())
      for (const [key, whole] of twinned(inner, twin)) yield [key, value.with(at, whole)]
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      yield [key, { ...value, [twin(key)]: null }]
      for (const [deeper, whole] of twinned(inner, twin)) yield [deeper, { ...value, [key]: whole }]
    }
  }
}

const kelvin = (key: string) => key.replace('k', '\u212a').replace('s', '\u017f')
const upper = (key: string) => key.toUpperCase()

suite('B-50: an ambiguous bundle', () => {
  const bundles = {
    envelope: signed({ timestamp: true }),
    'envelope of v0.1': signed({ version: '0.1', promise: true }),
    message: sigstore.sign({ message: manifest, claims, timestamp: true }),
  }
  for (const [name, bundle] of Object.entries(bundles)) {
    test(`${name}: with a twin of any of its keys is BUNDLE_INVALID`, () => {
      let tried = 0
      for (const twin of [upper, kelvin]) {
        for (const [key, whole] of twinned(bundle, twin)) {
          if (twin(key) === key) continue
          tried++
          const message = `BUNDLE_INVALID: the key "${twin(key)}" is read as "${key}" by programs written in Go, such as Docker and cosign`
          assert.equal(outcome(find(bundleContent(whole as object))), message)
        }
      }
      assert.ok(tried > 30, `${tried}`)
    })
  }
  test('may hold what no field is named like, and be as deep as any JSON', () => {
    const deep = JSON.parse(`${'['.repeat(100)}{"Certificate":1}${']'.repeat(100)}`)
    assert.equal(
      outcome(find(bundleContent({ ...bundles.envelope, Vendor: deep, vendor: { TlogEntries: 1 } }))),
      'VERIFIED',
    )
  })
})

suite('B-50: an ambiguous statement', () => {
  const judged = (one: object) => outcome(find(bundleContent(sigstore.sign({ statement: one, claims }))))
  for (const [key, field, value] of [
    ['Subject', 'subject', other],
    ['\u017fubject', 'subject', other],
    ['_TYPE', '_type', 'x'],
    ['PredicateType', 'predicateType', 'https://spdx.dev/Document'],
    ['predicatetype', 'predicateType', 'https://spdx.dev/Document'],
    ['Predicate', 'predicate', {}],
  ] as const)
    test(`with a key ${key}, before or after ${field} or alone`, () => {
      const { [field]: _, ...without } = statement
      for (const one of [
        { ...statement, [key]: value },
        { [key]: value, ...statement },
        { ...without, [key]: value },
      ])
        assert.match(judged(one), new RegExp(`^BUNDLE_INVALID: .*: the key "${key}" is read as "${field}"`))
    })
  for (const [key, field] of [
    ['Digest', 'digest'],
    ['dige\u017ft', 'digest'],
    ['NAME', 'name'],
    ['URI', 'uri'],
  ])
    test(`with a subject with a key ${key}`, () => {
      const [first] = statement.subject as Json[]
      const subject = [{ ...first, [key ?? '']: other[0]?.digest }]
      assert.match(judged({ ...statement, subject }), new RegExp(`^BUNDLE_INVALID: .*is read as "${field}"`))
    })
  test('whose predicate, digests and annotations hold keys that differ in letter case alone, as data may', () => {
    const [first] = statement.subject as Json[]
    const env = { http_proxy: 'a', HTTP_PROXY: 'b', Subject: 1, subject: 2 }
    const sha256 = digest.slice('sha256:'.length)
    const subject = [{ ...first, digest: { SHA256: '0', sha256, Sha256: '1' }, annotations: { a: 1, A: 2 } }]
    assert.equal(judged({ ...statement, subject, predicate: { ...(statement.predicate as Json), env } }), 'VERIFIED')
  })
})

suite('B-50: an ambiguous cosign layer', () => {
  const signature = sigstore.cosignSignature({ digest, reference: 'acme/app', claims, timestamp: true })
  const attestation = sigstore.cosignAttestation({ statement, claims, timestamp: true })
  const payload: Json = JSON.parse(`${signature.payload}`)
  const judged = (content: AttestationContent) => outcome(find(content))

  test('simple signing with a twin of any of its keys, as signed as the rest', () => {
    const optional = { A: 1, a: 2 }
    for (const [key, whole] of twinned(payload, kelvin)) {
      if (key === 'docker-reference' || kelvin(key) === key) continue
      const bytes = Buffer.from(JSON.stringify({ ...(whole as Json), optional }))
      const message = judged({ kind: 'simplesigning', payload: bytes, annotations: signature.annotations })
      assert.match(message, new RegExp(`^BUNDLE_INVALID: .*the key "${kelvin(key)}" is read as "${key}"`))
    }
    for (const more of [{ Critical: payload.critical }, { critical: { ...(payload.critical as Json), Image: {} } }]) {
      const bytes = Buffer.from(JSON.stringify({ ...payload, ...more }))
      const message = judged({ kind: 'simplesigning', payload: bytes, annotations: signature.annotations })
      assert.match(message, /^BUNDLE_INVALID: .*the key "(?:Critical|Image)" is read as/)
    }
  })
  for (const name of ['dev.sigstore.cosign/bundle', 'dev.sigstore.cosign/rfc3161timestamp']) {
    test(`the annotation ${name} with a twin of any of its keys`, () => {
      for (const [key, whole] of twinned(JSON.parse(attestation.annotations[name] ?? '{}'), upper)) {
        const annotations = { ...attestation.annotations, [name]: JSON.stringify(whole) }
        const message = judged({ kind: 'dsse', envelope: attestation.envelope, annotations })
        assert.equal(message.includes(`the key "${upper(key)}" is read as "${key}"`), upper(key) !== key, message)
        assert.match(message, /^BUNDLE_INVALID: /)
      }
    })
  }
  test('an envelope with a twin of any of its keys', () => {
    for (const [key, whole] of twinned(JSON.parse(`${attestation.envelope}`), upper)) {
      const envelope = Buffer.from(JSON.stringify(whole))
      const message = judged({ kind: 'dsse', envelope, annotations: attestation.annotations })
      assert.match(message, new RegExp(`^BUNDLE_INVALID: the key "${upper(key)}" is read as "${key}"`))
    }
  })
})

suite('B-50: an ambiguous BuildKit attestation manifest', () => {
  const provenance = Buffer.from(JSON.stringify(statement))
  const layer = { mediaType: mediaTypes.inToto, digest: digestOf(provenance), size: provenance.length }
  const judged = (json: object) => {
    const bytes = Buffer.from(JSON.stringify(json))
    const subject = [{ digest: { sha256: digestOf(bytes).slice('sha256:'.length) } }]
    const predicateType = 'https://sigstore.dev/cosign/sign/v1'
    const vouching = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate: {} }
    const signature = bundleContent(sigstore.sign({ statement: vouching, claims })) as SignatureContent
    return outcome(find({ kind: 'buildkit', signature, rank: 0, manifest: bytes, statement: provenance }))
  }
  test('with two lists of layers, or a layer with two digests', () => {
    assert.equal(judged({ schemaVersion: 2, layers: [layer] }), 'VERIFIED')
    assert.match(judged({ layers: [layer], Layers: [] }), /^BUNDLE_INVALID: the key "Layers" is read as "layers"/)
    assert.match(judged({ layers: [{ ...layer, Digest: 'x' }] }), /^BUNDLE_INVALID: the key "Digest" is read as/)
  })
  test(`R-50: whose other layers are odd, or null`, () => {
    assert.equal(judged({ layers: [null, 7, {}, { digest: 7 }, layer] }), 'VERIFIED')
    assert.match(judged({ layers: null }), /^BUNDLE_INVALID: .*does not list the statement/)
  })
  test(`${payloadType} is compared as it is`, () => {
    assert.match(
      judged({ layers: [{ ...layer, mediaType: payloadType.toUpperCase() }] }),
      /does not list the statement/,
    )
  })
})
