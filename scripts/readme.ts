/**
 * Writes what the pages say that stands elsewhere already: the tables of inputs, outputs and codes, and the workflows of
 * examples/. `npm run readme`; a test fails where that was forgotten.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import type { AttestationCode, Code } from '../src/model/index.ts'
import { hintFor } from '../src/policy/guidance/hints.ts'
import { attestationWords, codeWords } from '../src/report/messages.ts'
import { pages, withSection } from './pages.ts'

const root = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

interface Metadata {
  inputs: Record<string, { description: string; default?: string }>
  outputs: Record<string, { description: string }>
}

/** What a marker such as `<!-- example build-and-gate.yml -->` stands for, by its first word. */
const sections: Record<string, (argument: string) => string> = { inputs, outputs, codes, code, reasons, example }

/** The page with each of its marked places filled. @throws {Error} where a marker has no end, or nobody fills it */
export function filled(page: string): string {
  const names = [...page.matchAll(/^<!-- (?!end of )(\S+)(?: (\S+))? -->$/gm)]
  return names.reduce((before, [, kind = '', argument = '']) => {
    const make = sections[kind]
    if (kind === 'claims') return before
    if (make === undefined) throw new Error(`nobody fills ${kind}`)
    return withSection(before, [kind, argument].join(' ').trim(), make(argument))
  }, page)
}

function inputs(): string {
  const { inputs } = load(read('action.yml')) as Metadata
  const rows = Object.entries(inputs).map(([name, input]) => [`\`${name}\``, input.description, value(input.default)])
  return table(['input', 'what it means', 'default'], rows)
}

function outputs(): string {
  const { outputs } = load(read('action.yml')) as Metadata
  return table(
    ['output', 'value'],
    Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]),
  )
}

function value(given = ''): string {
  return given === '' ? '' : `\`${given}\``
}

function codes(): string {
  const rows = Object.entries(codeWords).map(([code, { meaning, next }]) => [
    `[\`${code}\`](docs/reference/verdicts.md#${code.toLowerCase()})`,
    meaning,
    next,
  ])
  return table(['code', 'what it means', 'what to do'], rows)
}

function code(name: string): string {
  const words = codeWords[name as Code]
  return `**${words.title}.** ${words.meaning} ${words.nature}\n\nWhat to do: ${words.next}`
}

/** Why an attestation does not count, and what to do where that is all there is. */
function reasons(): string {
  const codes = (Object.keys(attestationWords) as AttestationCode[]).filter((code) => code !== 'CLAIM_MISMATCH')
  const rows = codes.flatMap((code) => {
    const judgement = { code, message: '', claims: [], signer: null }
    const hint = hintFor('NO_MATCHING_PROVENANCE', null, [judgement], nobody)
    return code === 'VERIFIED' ? [] : [[`\`${code}\``, attestationWords[code], hint]]
  })
  return table(['code', 'the attestation is', 'what to do where there is none better'], rows)
}

/** Hints for reasons look at nothing of these. */
const nobody: Parameters<typeof hintFor>[3] = {
  subject: { reference: { given: '', registry: '', path: '', tag: null, digest: null }, platform: null },
  sources: [],
  surroundings: { serverUrl: '', repository: null, commit: null, runId: null, now: new Date(0) },
}

/** The workflow without the words at its top, which the page has words of its own for. */
function example(file: string): string {
  const text = read(`examples/${file}`).replace(/^(?:#.*\n)+/, '')
  return `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``
}

function table(head: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.trim().replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

if (import.meta.main)
  for (const { file, text } of pages()) {
    const now = filled(text)
    if (now !== text) writeFileSync(join(root, file), now)
  }
