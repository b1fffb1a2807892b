/** The JSON documents in a file, found without believing its name: one, one a line, or one after the other. */

import { limits } from '../core/limits.ts'
import { parseJsonObject } from '../formats/strict-json.ts'

/** A piece of the file, and the line that it starts on. */
export interface Document {
  bytes: Uint8Array
  line: number
}

const [newline, quote, backslash] = [0x0a, 0x22, 0x5c]

/**
 * The documents of these bytes, one more than the bound at most. Each is where brackets close again, as a reader of a
 * stream of JSON finds it, so that a bundle written over many lines is one. Where that goes wrong and there are lines that
 * are something by themselves, it is the lines: one that is broken does not take the others with it.
 */
export function documentsOf(file: Uint8Array): Document[] {
  // Windows' own tools write it; nothing in it is JSON's (RFC 8259, section 8.1).
  const bytes = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf ? file.subarray(3) : file
  const found = closedIn(bytes)
  if (found?.every(isWhole)) return found
  const lines = linesOf(bytes)
  if (lines.some((line) => isObject(line.bytes))) return lines
  return found ?? [{ bytes, line: 1 }]
}

/** null where a bracket or a string never closes. */
function closedIn(bytes: Uint8Array): Document[] | null {
  const found: Document[] = []
  const lines = lineCounter(bytes)
  for (let at = 0; at < bytes.length && found.length <= limits.attestations; ) {
    if (isBlank(bytes[at])) {
      at++
      continue
    }
    const end = isOpening(bytes[at]) ? closingOf(bytes, at) : endOfLine(bytes, at)
    if (end === null) return null
    found.push({ bytes: bytes.subarray(at, end), line: lines(at) })
    at = end
  }
  return found
}

/** Behind the bracket that closes the one at `start`. */
function closingOf(bytes: Uint8Array, start: number): number | null {
  let depth = 0
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === quote) {
      at = closingQuote(bytes, at)
      if (at === -1) return null
    } else if (isOpening(byte)) {
      depth++
    } else if (byte === 0x7d || byte === 0x5d) {
      depth--
      if (depth === 0) return at + 1
    }
  }
  return null
}

/** -1 where there is none. */
function closingQuote(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; ; at++) {
    at = bytes.indexOf(quote, at)
    if (at === -1) return -1
    let escapes = 0
    while (bytes[at - 1 - escapes] === backslash) escapes++
    if (escapes % 2 === 0) return at
  }
}

/** The lines that are not blank. */
function linesOf(bytes: Uint8Array): Document[] {
  const lines: Document[] = []
  let start = 0
  for (let line = 1; start < bytes.length && lines.length <= limits.attestations; line++) {
    const end = endOfLine(bytes, start)
    while (start < end && isBlank(bytes[start])) start++
    if (start < end) lines.push({ bytes: bytes.subarray(start, end), line })
    start = end + 1
  }
  return lines
}

/** The number of the line that an offset is on; to be asked with offsets that grow. */
function lineCounter(bytes: Uint8Array): (offset: number) => number {
  let [line, next] = [1, bytes.indexOf(newline)]
  return (offset) => {
    while (next !== -1 && next < offset) {
      line++
      next = bytes.indexOf(newline, next + 1)
    }
    return line
  }
}

function endOfLine(bytes: Uint8Array, start: number): number {
  const end = bytes.indexOf(newline, start)
  return end === -1 ? bytes.length : end
}

function isWhole({ bytes }: Document): boolean {
  return !bytes.includes(newline) || bytes[0] === 0x5b || bytes.length > limits.bundleBytes || isObject(bytes)
}

function isObject(bytes: Uint8Array): boolean {
  if (bytes.length > limits.bundleBytes) return false
  try {
    parseJsonObject(bytes)
    return true
  } catch {
    return false
  }
}

function isOpening(byte: number | undefined): boolean {
  return byte === 0x7b || byte === 0x5b
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d
}
