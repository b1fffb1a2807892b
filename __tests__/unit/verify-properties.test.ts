import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import type { AttestationContent } from '../../src/model/index.ts'
import { cpuMsOf } from '../support/cpu.ts'
import { holds } from '../support/properties.ts'
import { type Bundle, envelopeOf, logEntryOf } from '../support/sigstore.ts'
import { bundleContent, find, outcome, signed } from '../support/verification-fixture.ts'

/** Fields of which every bit is authenticated, each as its bytes and the way back into the bundle. */
const authenticated: Record<string, [(bundle: Bundle) => string, (bundle: Bundle, value: string) => void]> = {
  payload: [
    (bundle) => envelopeOf(bundle).payload,
    (bundle, payload) => Object.assign(envelopeOf(bundle), { payload }),
  ],
  signature: [
    (bundle) => envelopeOf(bundle).signatures[0]?.sig ?? '',
    (bundle, sig) => Object.assign(envelopeOf(bundle).signatures[0] ?? {}, { sig }),
  ],
  certificate: [
    (bundle) => bundle.verificationMaterial.certificate?.rawBytes ?? '',
    (bundle, rawBytes) => Object.assign(bundle.verificationMaterial, { certificate: { rawBytes } }),
  ],
  'log entry': [
    (bundle) => logEntryOf(bundle).canonicalizedBody,
    (bundle, canonicalizedBody) => Object.assign(logEntryOf(bundle), { canonicalizedBody }),
  ],
  'log ID': [
    (bundle) => logEntryOf(bundle).logId.keyId,
    (bundle, keyId) => Object.assign(logEntryOf(bundle), { logId: { keyId } }),
  ],
  promise: [
    (bundle) => logEntryOf(bundle).inclusionPromise?.signedEntryTimestamp ?? '',
    (bundle, signedEntryTimestamp) => Object.assign(logEntryOf(bundle), { inclusionPromise: { signedEntryTimestamp } }),
  ],
}

suite('P1: flipping any bit of an authenticated field fails verification', () => {
  const good = signed()
  for (const [field, [read, write]] of Object.entries(authenticated)) {
    test(field, () => {
      const bytes = Buffer.from(read(good), 'base64')
      holds(
        fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
          const flipped = Buffer.from(bytes)
          flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
          const bundle = structuredClone(good)
          write(bundle, flipped.toString('base64'))
          assert.notEqual(outcome(find(bundleContent(bundle))), 'VERIFIED')
        }),
        150,
      )
    })
  }
})

suite('P4: verification turns any bytes into a typed result, quickly', () => {
  const ends = (content: AttestationContent) => {
    const ms = cpuMsOf(() => assert.equal(find(content).status, 'rejected'))
    assert.ok(ms < 1000)
  }
  const bytes = fc.uint8Array({ maxLength: 4096 })
  const texts = fc.dictionary(
    fc.constantFrom(
      'dev.cosignproject.cosign/signature',
      'dev.sigstore.cosign/bundle',
      'dev.sigstore.cosign/certificate',
      'dev.sigstore.cosign/rfc3161timestamp',
    ),
    fc.oneof(fc.string(), fc.json()),
  )
  test('as a bundle', () => holds(fc.property(bytes, (bundle) => ends({ kind: 'bundle', bundle }))))
  test('as JSON of any shape', () => {
    holds(fc.property(fc.json(), (text) => ends({ kind: 'bundle', bundle: Buffer.from(text) })))
  })
  test('as a part of a bundle that was good', () => {
    const good = signed({ timestamp: true })
    const paths = pathsOf(good)
    holds(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const bundle = structuredClone(good)
        const parent = path
          .slice(0, -1)
          .reduce<Record<string, unknown>>((inner, key) => inner[key] as Record<string, unknown>, bundle as never)
        parent[path.at(-1) ?? ''] = value
        const ms = cpuMsOf(() => assert.ok(['verified', 'rejected'].includes(find(bundleContent(bundle)).status)))
        assert.ok(ms < 1000)
      }),
      500,
    )
  })
  test('as a layer of cosign', () => {
    holds(fc.property(bytes, texts, (payload, annotations) => ends({ kind: 'simplesigning', payload, annotations })))
    holds(
      fc.property(fc.json(), texts, (text, annotations) =>
        ends({ kind: 'dsse', envelope: Buffer.from(text), annotations }),
      ),
    )
  })
})

/** Every place in this value that a key or an index leads to. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : []
  const inner = Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))
  return path.length > 0 ? [path, ...inner] : inner
}
