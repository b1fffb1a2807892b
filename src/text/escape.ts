/**
 * The only door through which text of others reaches a log, an annotation or the job summary. Branch names,
 * certificates, file names and answers of servers are all written by people who may wish to look like us. And a server may
 * say back what it was sent: secrets are cut out before anything else is done, for a text that has been cut short or
 * escaped hides them (threats H-80).
 */
import { redact } from '../core/secrets.ts'

/**
 * What must not stand as it is. Beyond the characters that are not printable ASCII: `##[` is read as a workflow
 * command anywhere in a line and `::` at its start, so a leading colon goes and no two `#` stay neighbours. A `#` at
 * the end goes too, so that pieces put side by side cannot form what no piece holds.
 */
const unsafe = /[^\x20-\x7e]|[<\\]|(?<=^ *):|#(?=[#[]|$)/gu

/** One character of the escaped text, or one escape as a whole. */
const token = /\\(?:\\|x[0-9a-f]{2}|u\{[0-9a-f]+\})|./g

/** Active in HTML or in Markdown. */
const markup = /[&<>"'|`*_[\]~$\\!]/g

/** That, and what GitHub looks for in the finished page, outside of code. The last is the dot of `www.` */
const active = /[&<>"'|`*_[\]~#@$:\\!]|(?<=www)\./gi

/**
 * The text as one line of printable ASCII, at most `max` characters long: safe to print at any place of a log line.
 * What had to be replaced is shown as `\x1b` or `\u{202e}`, a backslash as two; a text that is too long ends in `...`.
 */
export function plain(text: string, max = 300): string {
  const escaped = redact(text, max + 1).replace(unsafe, escapeCharacter)
  return escaped.length <= max && text.length <= max + 1 ? escaped : cut(escaped, max)
}

/**
 * The text as it is, for JSON, which quotes whatever stands in it: without secrets, and at most `max` characters long; one that
 * is too long ends in `...`.
 */
export function raw(text: string, max: number): string {
  const shown = redact(text, max + 1)
  return shown.length <= max && text.length <= max + 1 ? shown : `${shown.slice(0, max - 3)}...`
}

/** The longest that one sentence of a report is. */
export const maxSentence = 1000

/** The text of `plain`, as long as a sentence may be. */
export function sentence(text: string): string {
  return plain(text, maxSentence)
}

/**
 * The text of `plain`, safe between two HTML tags of the job summary: it is shown and does nothing. `max` counts what
 * is shown.
 */
export function html(text: string, max = 300): string {
  return plain(text, max).replace(active, inertCharacter)
}

/** The text of `plain` in the letters of code, where it can be read and copied in the source of the page, too. */
export function code(text: string, max = 300): string {
  return `<code>${plain(text, max).replace(markup, entity)}</code>`
}

/**
 * The text of `plain` for a message of SARIF, where brackets make a link and braces a placeholder (SARIF 2.1.0,
 * sections 3.11.5 and 3.11.6): they are shown as escapes.
 */
export function sarif(text: string, max = 300): string {
  const escaped = plain(text, max).replace(/[[\]{}]/g, escapeCharacter)
  return escaped.length <= max ? escaped : cut(escaped, max)
}

/**
 * The text of `plain` for a quoted label of a Mermaid diagram. Whatever is no letter, digit or space becomes an entity
 * of Mermaid's, which is read only once the diagram is laid out: no quote ends the label, nothing in it is markup, an
 * icon, a directive or a formula (https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters).
 * Mermaid breaks lines at spaces only, so a long word is broken here.
 */
export function mermaid(text: string, max = 120): string {
  const lines = plain(text, max).match(/.{1,36}(?:$|(?<=[ /@-]))|.{1,36}/g) ?? []
  const escaped = lines.map((line) => line.replace(/[^A-Za-z0-9 ]/g, (character) => `#${character.charCodeAt(0)};`))
  return escaped.join('<br/>')
}

/** Links are made of what was verified and of nothing but these (threats H-03). */
const linkable = /^https:\/\/[A-Za-z0-9.:/?=_-]+$/

/** A link to this URL; null where the URL is not plainly one. @param text - our own words */
export function link(url: string, text: string): string | null {
  return linkable.test(url) && url.length <= 1000 ? `<a href="${url}">${text}</a>` : null
}

/** The text of `code` for the cell of a table: it may go on in the next line after a part of a URL or a path. */
export function cell(text: string, max = 300): string {
  const parts = plain(text, max).split(/(?<=[/@:.])(?![/@:.])/)
  return `<code>${parts.map((part) => part.replace(markup, entity)).join('<wbr>')}</code>`
}

function escapeCharacter(character: string): string {
  if (character === '\\') return '\\\\'
  const hex = (character.codePointAt(0) ?? 0).toString(16)
  return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`
}

function cut(escaped: string, max: number): string {
  const ending = '...'.slice(0, Math.max(max, 0))
  let kept = ''
  for (const [piece] of escaped.matchAll(token)) {
    if (kept.length + piece.length + ending.length > max) break
    kept += piece
  }
  return kept + ending
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`
}

/**
 * Mentions, issue numbers, emoji and bare addresses are looked for in the finished page, where an entity is a
 * character like any other. An element around the character parts the words that they are looked for in.
 */
function inertCharacter(character: string): string {
  if (character === '.') return '<span>.</span>'
  return /[@#:]/.test(character) ? `<span>${entity(character)}</span>` : entity(character)
}
