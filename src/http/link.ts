/** The Link header of a paged list, read in one pass over the text (RFC 8288; threats E-08, F-08). */
import type { HttpResponse } from './client.ts'
import { sameOrigin } from './origin.ts'

/**
 * Where the page after this answer is, or null where it is the last one.
 * @param origin - the only one where it may be
 * @throws {SyntaxError} where that cannot be told, or it is said to be elsewhere
 */
export function nextPage({ headers, url }: HttpResponse, origin: URL): URL | null {
  if (headers.link === undefined) return null
  const target = targetOf(headers.link.toString())
  if (target === null) return null
  const next = URL.parse(target, url.href)
  if (next === null || !sameOrigin(next, origin) || next.username !== '' || next.password !== '') {
    throw new SyntaxError('its next page is said to be on another host')
  }
  next.hash = ''
  return next
}

function targetOf(header: string): string | null {
  try {
    return nextLink(header)
  } catch (error) {
    if (error instanceof SyntaxError) throw new SyntaxError(`malformed Link header (${error.message})`)
    throw error
  }
}

/**
 * The target of the first link with `rel=next`, or null where there is none.
 * @throws {SyntaxError} where the header is not well-formed: a next page may then be missed
 */
export function nextLink(header: string): string | null {
  let at = 0
  while (at < header.length) {
    at = skip(header, at, ' \t,')
    if (at >= header.length) break
    if (header[at] !== '<') throw new SyntaxError('a link does not begin with "<"')
    const close = header.indexOf('>', at)
    if (close === -1) throw new SyntaxError('a link does not end')
    const target = header.slice(at + 1, close)
    const { relation, end } = readParameters(header, close + 1)
    if (relation?.toLowerCase().split(/[ \t]/).includes('next')) return target
    at = end
  }
  return null
}

/** The parameters up to the comma behind them; only the first `rel` counts, as the specification has it. */
function readParameters(header: string, start: number): { relation: string | null; end: number } {
  let relation: string | null = null
  let at = skip(header, start, ' \t')
  while (header[at] === ';') {
    const nameStart = skip(header, at + 1, ' \t')
    const nameEnd = readUntil(header, nameStart, ' \t=;,')
    const name = header.slice(nameStart, nameEnd).toLowerCase()
    at = skip(header, nameEnd, ' \t')
    if (header[at] !== '=') continue
    const { value, end } = readValue(header, skip(header, at + 1, ' \t'))
    if (name === 'rel') relation ??= value
    at = skip(header, end, ' \t')
  }
  if (at < header.length && header[at] !== ',')
    throw new SyntaxError('a link is followed by something that is not a parameter')
  return { relation, end: at }
}

function readValue(header: string, start: number): { value: string; end: number } {
  if (header[start] !== '"') {
    const end = readUntil(header, start, ' \t;,')
    return { value: header.slice(start, end), end }
  }
  const characters: string[] = []
  for (let at = start + 1; at < header.length; at++) {
    if (header[at] === '"') return { value: characters.join(''), end: at + 1 }
    if (header[at] === '\\') at++
    characters.push(header[at] ?? '')
  }
  throw new SyntaxError('a quoted string does not end')
}

function skip(text: string, start: number, characters: string): number {
  let at = start
  while (at < text.length && characters.includes(text[at] ?? '')) at++
  return at
}

function readUntil(text: string, start: number, stops: string): number {
  let at = start
  while (at < text.length && !stops.includes(text[at] ?? '')) at++
  return at
}
