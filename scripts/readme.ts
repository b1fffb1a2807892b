/**
 * Writes the parts of the pages that are generated: the tables of inputs, outputs, verdict codes and limits, and the
 * workflows of examples/. Run `npm run readme` after a change to any of them; a test fails if it was forgotten.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { limits as values } from '../src/core/limits.ts'
import type { AttestationCode, Code } from '../src/model/index.ts'
import { hintFor } from '../src/policy/guidance/hints.ts'
import { attestationMessages, codeMessages } from '../src/report/messages.ts'
import { pages, withSection } from './pages.ts'

const root = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

interface Metadata {
  inputs: Record<string, { description: string; default?: string }>
  outputs: Record<string, { description: string }>
}

/** What fills a marker such as `<!-- example build-and-gate.yml -->`, by its first word. */
const sections: Record<string, (argument: string) => string> = {
  ...{ inputs, outputs, limits, codes, code, reasons, example },
}

/** The page with the text between its markers generated. @throws {Error} if a marker has no end or is unknown */
export function filled(page: string): string {
  const names = [...page.matchAll(/^<!-- (?!end of )(\S+)(?: (\S+))? -->$/gm)]
  return names.reduce((before, [, kind = '', argument = '']) => {
    const make = sections[kind]
    if (kind === 'claims') return before
    if (make === undefined) throw new Error(`unknown marker ${kind}`)
    return withSection(before, [kind, argument].join(' ').trim(), make(argument))
  }, page)
}

/** `<!-- inputs short -->` has the first sentence of each description. */
function inputs(length: string): string {
  const { inputs } = load(read('action.yml')) as Metadata
  const rows = Object.entries(inputs).map(([name, input]) => [
    `\`${name}\``,
    shortened(input.description, length),
    literal(input.default),
  ])
  return table(['Input', 'Meaning', 'Default'], rows)
}

function outputs(length: string): string {
  const { outputs } = load(read('action.yml')) as Metadata
  const rows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, shortened(description, length)])
  return table(['Output', 'Value'], rows)
}

function shortened(description: string, length: string): string {
  return length === 'short' ? (/^.*?[^.]\.(?= |$)/s.exec(description.trim())?.[0] ?? description) : description
}

function literal(given = ''): string {
  return given === '' ? '' : `\`${given}\``
}

/** Every limit, with its comment in src/core/limits.ts as its meaning. @throws {Error} if one has no comment */
function limits(): string {
  const source = read('src/core/limits.ts')
  const rows = Object.entries(values).map(([name, value]) => {
    const [, comment = ''] = new RegExp(`/\\*\\*((?:(?!\\*/).)*)\\*/\\s*${name}:`, 's').exec(source) ?? []
    const meaning = comment.replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim()
    if (meaning === '') throw new Error(`limits.${name} has no comment`)
    return [`\`${name}\``, amount(name, value), meaning]
  })
  return table(['Limit', 'Value', 'Meaning'], rows)
}

/** In the unit that its name ends in. */
function amount(name: string, value: number): string {
  const [kibibyte, minute] = [1024, 60_000]
  if (name.endsWith('Bytes'))
    return value % kibibyte ** 2 === 0 ? `${value / kibibyte ** 2} MiB` : `${value / kibibyte} KiB`
  if (name.endsWith('Ms')) return value > minute ? `${value / minute} min` : `${value / 1000} s`
  return name.endsWith('Seconds') ? `${value} s` : value.toLocaleString('en-US')
}

function codes(): string {
  const rows = Object.entries(codeMessages).map(([code, { title }]) => [`[\`${code}\`](#${code.toLowerCase()})`, title])
  return table(['Code', 'In short'], rows)
}

function code(name: string): string {
  const words = codeMessages[name as Code]
  const meaning = [words.meaning, words.nature].filter((text) => text !== '').join(' ')
  return `**${words.title}.** ${meaning}\n\nWhat to do: ${words.next}`
}

/** Why an attestation does not count, and what to do if there is no other. */
function reasons(): string {
  const codes = (Object.keys(attestationMessages) as AttestationCode[]).filter((code) => code !== 'CLAIM_MISMATCH')
  const rows = codes.flatMap((code) => {
    const judgement = { code, message: '', claims: [], signer: null }
    const hint = hintFor('NO_MATCHING_PROVENANCE', null, [judgement], nobody)
    return code === 'VERIFIED' ? [] : [[`\`${code}\``, attestationMessages[code], hint]]
  })
  return table(['Reason', 'The attestation is', 'What to do if there is no better one'], rows)
}

/** Hints for reasons do not depend on the subject. */
const nobody: Parameters<typeof hintFor>[3] = {
  subject: { reference: { given: '', registry: '', path: '', tag: null, digest: null }, platform: null },
  sources: [],
  surroundings: { serverUrl: '', repository: null, commit: null, runId: null, now: new Date(0) },
}

/** The workflow without the comment at its top, because the page explains it. */
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
