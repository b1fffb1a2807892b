/** Sentences that every part of the summary page uses. */
import type { Position } from '../../core/errors.ts'
import type { Code } from '../../model/index.ts'
import { code, html, maxSentence } from '../../text/escape.ts'
import { codeMessages } from '../messages.ts'

/** How much of one list the page shows. */
export const maxItems = 10

/** Where in the profile; empty where no file was given. */
export function positionText(position: Position | null): string {
  if (position === null || position.file === null) return ''
  return `${code(position.file)} line ${position.line}, column ${position.column}`
}

/** What is there of these, in parentheses. */
export function parenthetical(...texts: readonly string[]): string {
  const said = texts.filter((text) => text !== '')
  return said.length > 0 ? ` (${said.join(', ')})` : ''
}

export function whatToDo(verdictCode: Code, hint: string | null): string {
  return `<p><strong>What to do:</strong> ${html(hint ?? codeMessages[verdictCode].next, maxSentence)}</p>`
}
