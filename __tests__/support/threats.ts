/** The table of threats in docs/explanation/threat-model.md, and the ids in the names of tests. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Sections A to H and R of the table, and the properties. */
const id = /\b(?:[A-HR]-\d{2,3}|P(?:10|[1-9]))\b/g

export interface Threat {
  id: string
  /** What would go wrong, or what holds. */
  text: string
  /** Why there is no test; null where there has to be one. */
  reason: string | null
}

/** The file that the table stands in. */
export const threatModel = join(import.meta.dirname, '..', '..', 'docs', 'explanation', 'threat-model.md')

/** Every row of the table, in its order. */
export function readThreats(): Threat[] {
  const lines = readFileSync(threatModel, 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [, id = '', text = '', held = ''] = /^\| ([A-HR]-\d{2,3}|P\d+) \| (.*) \| (.*) \|$/.exec(line) ?? []
    const reason = /^Does not concern us: (.+)$/.exec(held)?.[1] ?? null
    return id === '' ? [] : [{ id, text, reason }]
  })
}

/** The ids in the name of a test, each once. */
export function idsIn(name: string): string[] {
  return [...new Set(name.match(id) ?? [])]
}
