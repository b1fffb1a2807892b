/**
 * A bundle as GitHub stores it: one snappy block, or plain JSON (https://github.com/google/snappy/blob/main/format_description.txt;
 * threats F-04).
 */
import { snappyUncompress } from 'hysnappy'
import { limits } from '../core/limits.ts'
import type { AttestationContent } from '../model/index.ts'

/** `{`: as the first byte of a block it would announce 123 bytes, which no bundle fits into. */
const openingBrace = 0x7b

/** The bundle in these bytes; nothing is reserved for it before its length is known to be within the bound. */
export function contentOfBlob(bytes: Uint8Array): AttestationContent {
  if (bytes[0] === openingBrace) return { kind: 'bundle', bundle: bytes }
  const length = declaredLength(bytes)
  if (length === null) return undecodable('it is neither a snappy block nor JSON')
  if (length > limits.bundleBytes) {
    const message = `declared to have ${length} bytes, more than the ${limits.bundleBytes} allowed`
    return { kind: 'unreadable', as: 'bundle', code: 'LIMIT_EXCEEDED', message }
  }
  try {
    // An instance of its own each time: what rubbish does to the memory of one concerns no other.
    return { kind: 'bundle', bundle: snappyUncompress(bytes, length) }
  } catch {
    // It throws for nothing else; its words would mean nothing to the reader.
    return undecodable('its snappy block is damaged')
  }
}

/** What the block says of its length uncompressed: a varint of 32 bits, in five bytes at most. */
function declaredLength(bytes: Uint8Array): number | null {
  let length = 0
  for (const [index, byte] of bytes.subarray(0, 5).entries()) {
    length += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return length < 2 ** 32 ? length : null
  }
  return null
}

function undecodable(why: string): AttestationContent {
  return { kind: 'unreadable', as: 'bundle', code: 'BUNDLE_INVALID', message: `cannot be decoded: ${why}` }
}
