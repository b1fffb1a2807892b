/** Sentences that every part of the summary page uses. */
import type { Position } from '../../core/errors.ts'
import type { Code } from '../../model/index.ts'
import { code, html, maxSentence } from '../../text/escape.ts'
import { codeWords } from '../messages.ts'

/** How much of one list the page shows. */
export const maxItems = 10

/** Where in the profile; empty where no file was given. */
export function place(position: Position | null): string {
  if (position === null || position.file === null) return ''
  return `${code(position.file)} line ${position.line}, column ${position.column}`
}

/** What is there of these, in parentheses. */
export function asides(...texts: readonly string[]): string {
  const said = texts.filter((text) => text !== '')
  return said.length > 0 ? ` (${said.join(', ')})` : ''
}

export function toDo(verdictCode: Code, hint: string | null): string {
  return `<p><strong>What to do:</strong> ${html(hint ?? codeWords[verdictCode].next, maxSentence)}</p>`
}
