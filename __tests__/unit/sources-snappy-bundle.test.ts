import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { limits } from '../../src/core/limits.ts'
import { contentOfBlob } from '../../src/sources/snappy-bundle.ts'
import { compressed } from '../support/github.ts'
import { holds } from '../support/properties.ts'

/** A block of these elements after the length that it declares, as the format's description has it. */
const block = (length: number, ...elements: (number | readonly number[])[]) =>
  Uint8Array.from([...varint(length), ...elements.flat()])

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...varint(Math.floor(value / 0x80))]
}

const literal = (text: string) => [(text.length - 1) << 2, ...Buffer.from(text)]

/** The bundle's text, or the code and why. */
function textOf(bytes: Uint8Array): string {
  const content = contentOfBlob(bytes)
  if (content.kind === 'bundle') return Buffer.from(content.bundle).toString()
  return content.kind === 'unreadable' ? `${content.code}: ${content.message}` : content.kind
}

suite('F-04: decompressing a snappy bundle', () => {
  test('is a snappy block', () => {
    const bundle = { a: 'x'.repeat(100_000), b: Array.from({ length: 1000 }, (_, index) => index) }
    assert.equal(textOf(compressed(bundle)), JSON.stringify(bundle))
  })
  test('is one written by hand: a literal, and copies with offsets of one, two and four bytes', () => {
    const copies = [
      [0x01, 4],
      [(3 << 2) | 2, 4, 0],
      [(3 << 2) | 3, 4, 0, 0, 0],
    ].flat()
    assert.equal(textOf(block(16, literal('abcd'), copies)), 'abcd'.repeat(4))
  })
  test('is JSON as it is', () => {
    assert.equal(textOf(Buffer.from('{"a":1}')), '{"a":1}')
  })
  for (const [name, bytes] of Object.entries({
    'nothing at all': new Uint8Array(),
    'a length that does not end': Uint8Array.from([0x80, 0x80]),
    'a length of more than 32 bits': Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0x7f]),
    'a length of six bytes': Uint8Array.from([0x80, 0x80, 0x80, 0x80, 0x80, 0x01]),
    'a block that ends early': block(5, [4 << 2, 0x61]),
    'a block with less than it declares': block(5, literal('abcd')),
    'a block with more than it declares': block(3, literal('abcd')),
    'a copy from before its start': block(8, literal('abcd'), [0x01, 5]),
    'a copy of offset 0': block(8, literal('abcd'), [0x01, 0]),
    'a framed stream': Buffer.from([0xff, 0x06, 0x00, 0x00, ...Buffer.from('sNaPpY')]),
    gzip: Buffer.from('1f8b0800000000000003', 'hex'),
    HTML: Buffer.from('<html></html>'),
  })) {
    test(`cannot be decoded from ${name}`, () => {
      assert.match(textOf(bytes), /^BUNDLE_INVALID: cannot be decoded: /)
    })
  }
  test('ends on a literal whose length leads back to itself', () => {
    assert.match(textOf(block(5, literal('abcde'), [0xfc, 0xfa, 0xff, 0xff, 0xff, 0, 0])), /^BUNDLE_INVALID/)
  })
  test('may declare 16 MiB', () => {
    const bundle = { a: 'x'.repeat(limits.bundleBytes - 8) }
    assert.equal(textOf(compressed(bundle)).length, limits.bundleBytes)
  })
  for (const length of [limits.bundleBytes + 1, 2 ** 32 - 1]) {
    test(`may not declare ${length} bytes, and none are reserved for them`, () => {
      const before = process.memoryUsage().arrayBuffers
      assert.match(textOf(block(length, literal('a'))), /^LIMIT_EXCEEDED: declared to have/)
      assert.ok(process.memoryUsage().arrayBuffers - before < 1024 * 1024)
    })
  }
  test('P4: any bytes end in a typed result', () => {
    const tag = fc.constantFrom(0xf0, 0xf4, 0xf8, 0xfc, 0x00, 0x01, 0x02, 0x03, 0xff)
    const bytes = fc.array(fc.oneof(tag, fc.nat(255)), { maxLength: 64 }).map((all) => Uint8Array.from(all))
    holds(
      fc.property(bytes, (blob) => assert.match(contentOfBlob(blob).kind, /^(?:bundle|unreadable)$/)),
      2000,
    )
  })
})
