/** WWW-Authenticate, read in one pass over the text (RFC 9110, section 11.6.1; threats E-17). */

import { redact } from '../core/secrets.ts'

/** A way to log in that a registry offers; other schemes than these two are passed over. */
export type Challenge =
  | { scheme: 'bearer'; realm: string; service: string | null; scope: string | null }
  | { scheme: 'basic'; realm: string | null }

/** Longer than any registry's, and what Node takes for all headers together. */
const maxLength = 16 * 1024

const tokenCharacter = /[!#$%&'*+\-.^_`|~0-9A-Za-z]/

/** More than any registry offers. */
const maxOffers = 5

interface RawChallenge {
  /** In lower case. */
  scheme: string
  /** As it stands there. */
  name: string
  parameters: Map<string, string>
}

/**
 * The challenges of a WWW-Authenticate header, in their order; several may stand in it. A header without any, or one
 * longer than 16 KiB, gives none: the caller then has a refusal that it cannot answer, which is an error of its own.
 * A bearer challenge without realm is none either.
 */
export function parseChallenges(header: string): Challenge[] {
  if (header.length > maxLength) return []
  return readRaw(header).flatMap(({ scheme, parameters }): Challenge[] => {
    const realm = parameters.get('realm') ?? null
    if (scheme === 'basic') return [{ scheme, realm }]
    if (scheme !== 'bearer' || realm === null) return []
    return [{ scheme, realm, service: parameters.get('service') ?? null, scope: parameters.get('scope') ?? null }]
  })
}

/** The names of the schemes that a WWW-Authenticate header offers, as it spells them, of whatever kind they are. */
export function offeredSchemes(header: string): string[] {
  if (header.length > maxLength) return []
  // Before it is taken apart: a piece of a secret is one that nobody knows (threats H-80).
  return readRaw(redact(header))
    .slice(0, maxOffers)
    .map(({ name }) => name.slice(0, 40))
}

/** Every turn of the loop moves on by a character at least. */
function readRaw(header: string): RawChallenge[] {
  const challenges: RawChallenge[] = []
  let at = 0
  while (at < header.length) {
    const word = readToken(header, at)
    if (word === '') {
      at = header[at] === '"' ? readQuoted(header, at).end : at + 1
      continue
    }
    const equals = skipSpaces(header, at + word.length)
    if (header[equals] !== '=') {
      challenges.push({ scheme: word.toLowerCase(), name: word, parameters: new Map() })
      at += word.length
      continue
    }
    const { value, end } = readValue(header, skipSpaces(header, equals + 1))
    const parameters = challenges.at(-1)?.parameters
    // The first of two counts: what comes later cannot change what has been read.
    if (parameters && !parameters.has(word.toLowerCase())) parameters.set(word.toLowerCase(), value)
    at = end
  }
  return challenges
}

function readToken(text: string, start: number): string {
  let end = start
  while (end < text.length && tokenCharacter.test(text[end] ?? '')) end++
  return text.slice(start, end)
}

/** A quoted string, or what stands up to the next comma or space. */
function readValue(text: string, start: number): { value: string; end: number } {
  if (text[start] === '"') return readQuoted(text, start)
  let end = start
  while (end < text.length && !', \t'.includes(text[end] ?? '')) end++
  return { value: text.slice(start, end), end }
}

/** The quoted string that starts here, its escapes resolved; without a closing quote it ends with the text. */
function readQuoted(text: string, start: number): { value: string; end: number } {
  const characters: string[] = []
  let at = start + 1
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\') at++
    characters.push(text[at] ?? '')
    at++
  }
  return { value: characters.join(''), end: at + 1 }
}

function skipSpaces(text: string, start: number): number {
  let at = start
  while (text[at] === ' ' || text[at] === '\t') at++
  return at
}
