/**
 * Reading JSON that somebody else wrote. Two parsers must never see two documents in the same bytes, so what
 * `JSON.parse` passes over in silence is refused here: invalid UTF-8, a byte order mark, repeated keys (threats B-11),
 * and keys that are one to readers that ignore letter case (threats B-50).
 */
import { limits } from '../core/limits.ts'

/** A JSON object whose members are not known yet. */
export type JsonObject = { readonly [key: string]: unknown }

/**
 * The value that these bytes hold.
 * @throws {SyntaxError} where they are not UTF-8, not JSON, nested or long beyond reason, or where an object repeats a key
 */
function parseJson(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes)
  refuseRepeatedKeys(text)
  return JSON.parse(text)
}

/**
 * As `parseJson`, for bytes that have to hold an object.
 * @throws {SyntaxError} where they hold anything else
 */
export function parseJsonObject(bytes: Uint8Array): JsonObject {
  const value = parseJson(bytes)
  if (!isJsonObject(value)) throw new SyntaxError('not a JSON object')
  return value
}

/** Whether this is a JSON object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object's own member of that name; undefined for what it inherits. */
export function member(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** A key that other programs read as one of ours: there are two documents in these bytes. */
export class AmbiguousKey extends SyntaxError {
  constructor(key: string, field: string) {
    super(`the key ${JSON.stringify(key)} is read as "${field}" by programs written in Go, such as Docker and cosign`)
  }
}

/**
 * A shape of JSON that other programs read, too: the function that takes its fields out of an object. A field that is not
 * there is undefined. What a shape does not name cannot be read through it, and no field can be read without the check:
 * Go's encoding/json, with which every container runtime reads, takes the last key that equals the field under Unicode
 * simple case folding (https://pkg.go.dev/encoding/json#Unmarshal; threats B-50). Not for maps whose keys are data, such as
 * annotations: there Go keeps both keys. For those, and for what nobody else reads, there is `member`.
 * @throws {AmbiguousKey} (the function) where another key equals one of the fields under folding
 */
export function shape<Field extends string>(
  ...fields: readonly Field[]
): (object: JsonObject) => { readonly [field in Field]: unknown } {
  const own: ReadonlySet<string> = new Set(fields)
  const byFolded = new Map(fields.map((field) => [foldCase(field), field]))
  // Folding leaves the length as it is, and most keys of a large object are no longer worth a look.
  const lengths = new Set(fields.map(({ length }) => length))
  return (object) => {
    const read: { [field: string]: unknown } = Object.create(null)
    for (const key of Object.keys(object)) {
      if (own.has(key)) {
        read[key] = object[key]
      } else if (lengths.has(key.length)) {
        const field = byFolded.get(foldCase(key))
        if (field !== undefined) throw new AmbiguousKey(key, field)
      }
    }
    return read as { readonly [field in Field]: unknown }
  }
}

/**
 * Equal for what Go's fold makes equal to an ASCII name: letters in either case, the Kelvin sign (U+212A, whose lower case
 * is k) and the long s (U+017F, whose lower case is itself).
 */
function foldCase(text: string): string {
  return text.toLowerCase().replaceAll('\u017f', 's')
}

/**
 * The text that these bytes hold.
 * @throws {SyntaxError} where they are not UTF-8
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new SyntaxError('it is not valid UTF-8')
  }
}

/**
 * Walks the text before `JSON.parse` does, which makes of three bytes an object of fifty. Only strings, brackets and
 * colons are told apart: where the text is no JSON at all the walk may take a wrong turn, and `JSON.parse` then refuses
 * what is left.
 */
function refuseRepeatedKeys(text: string): void {
  const open: (Set<string> | null)[] = []
  let string = ''
  let values = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === ',' || character === '{' || character === '[') {
      if (++values > limits.jsonValues) throw new SyntaxError(`it holds more than ${limits.jsonValues} values`)
    }
    if (character === '"') {
      const end = endOfString(text, at)
      string = text.slice(at, end)
      at = end - 1
    } else if (character === '{' || character === '[') {
      if (open.length === limits.jsonDepth) throw new SyntaxError(`nested more than ${limits.jsonDepth} levels deep`)
      open.push(character === '{' ? new Set() : null)
    } else if (character === '}' || character === ']') {
      open.pop()
    } else if (character === ':') {
      const key = decodeKey(string)
      string = ''
      const keys = open.at(-1)
      if (keys?.has(key)) throw new SyntaxError(`the key ${JSON.stringify(key)} stands twice in one object`)
      keys?.add(key)
    }
  }
}

/**
 * Each string is decoded once: a colon that follows no string leaves nothing to decode, and throws. Most keys have no
 * escape, and half a million of them are decoded ten times as fast without the parser.
 */
function decodeKey(string: string): string {
  return string === '' || string.includes('\\') ? JSON.parse(string) : string.slice(1, -1)
}

/** Behind the closing quote of the string that starts at `start`; the end of the text where none closes it. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) return text.length
    let escapes = quote
    while (text[escapes - 1] === '\\') escapes--
    if ((quote - escapes) % 2 === 0) return quote + 1
    at = quote + 1
  }
}
