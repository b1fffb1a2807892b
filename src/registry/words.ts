/**
 * What a registry itself says about a request that it refuses (OCI distribution specification, "Error Codes"; OAuth 2.0,
 * RFC 6749, section 5.2; and the forms of those who keep to neither). It may say anything, and decides nothing but which
 * of our hints is shown.
 */

import { limits } from '../core/limits.ts'
import { redact } from '../core/secrets.ts'
import { isJsonObject, type JsonObject, member, parseJsonObject } from '../formats/strict-json.ts'

/** More than is shown, for much of it may be spaces. */
const longestRead = 4096

/** As codes: they say no more than the status does. */
const sayNothing = new Set(['UNAUTHORIZED', 'DENIED', 'UNKNOWN'])

/**
 * The registry's own words in the body of an answer, in one line of at most `limits.registryWords` characters; null where
 * they say nothing, or are a web page's. They are not escaped yet.
 */
export function wordsIn(body: Uint8Array): string | null {
  // First of all: a secret with other spaces or quotes in it is one that nobody knows (threats H-80).
  const text = redact(wholeWordsIn(body), longestRead).replaceAll(/\s+/g, ' ').trim()
  if (text === '' || sayNothing.has(text)) return null
  return text.length <= limits.registryWords ? text : `${text.slice(0, limits.registryWords - 3)}...`
}

/** As they continue a sentence: nothing, or `: "DENIED: no such user"`; no quote in them ends the quotation. */
export function quoted(body: Uint8Array): string {
  const words = wordsIn(body)
  return words === null ? '' : `: "${words.replaceAll('"', "'")}"`
}

function wholeWordsIn(body: Uint8Array): string {
  const text = new TextDecoder().decode(body).trim()
  if (text.startsWith('<')) return ''
  if (!/^[[{"]/.test(text)) return text
  try {
    return fromJson(parseJsonObject(body))
  } catch {
    // No JSON after all, or half of it: its status has been told already.
    return ''
  }
}

function fromJson(body: JsonObject): string {
  const errors = member(body, 'errors')
  const error = member(body, 'error')
  const sources = [...(Array.isArray(errors) ? errors.slice(0, 3) : []), ...(isJsonObject(error) ? [error] : []), body]
  for (const source of sources) {
    const words = isJsonObject(source) ? sentence(source) : ''
    if (words !== '') return words
  }
  return ''
}

function sentence(source: JsonObject): string {
  const first = (...names: string[]) => names.map((name) => member(source, name)).find(isText) ?? ''
  const code = first('code', 'error', 'status')
  const message = first('message', 'error_description', 'details', 'detail', 'reason')
  return [code, message].filter(Boolean).join(': ')
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
