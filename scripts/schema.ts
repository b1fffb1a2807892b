/** Generates schema/profile.schema.json and the tables of docs/reference/profile.md from the code that reads profiles. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { toJsonSchema } from '@valibot/to-json-schema'
import type { RuleType } from '../src/model/index.ts'
import { claimsOf } from '../src/policy/claims/claim-table.ts'
import { formOf, globSchema, paramsSchema, profileSchema } from '../src/policy/profile/schema.ts'
import { withSection } from './pages.ts'

const root = join(import.meta.dirname, '..')
const schemaFile = join(root, 'schema', 'profile.schema.json')
const referenceFile = join(root, 'docs', 'reference', 'profile.md')

/** The JSON Schema of a profile, as its file holds it. */
export function profileJsonSchema(): string {
  const { $schema, ...schema } = toJsonSchema(profileSchema, {
    definitions: { glob: globSchema, params: paramsSchema },
  })
  const about = {
    title: 'Profile of Verify image provenance',
    description: 'The shape of a profile. Whether its values can ever match is told by the action itself.',
  }
  return `${JSON.stringify({ $schema, ...about, ...schema }, null, 2)}\n`
}

/** The text with the table of each rule's claims between its markers. @throws {Error} where a rule has no markers */
export function withClaimTables(text: string): string {
  const types = Object.keys(claimsOf) as RuleType[]
  return types.reduce((page, type) => withSection(page, `claims of ${type}`, tableOf(type)), text)
}

const formWords = {
  one: 'string',
  list: 'string, list',
  pattern: 'string, list, glob',
  number: 'string, number, list, glob',
}

function tableOf(type: RuleType): string {
  const rows = Object.entries(claimsOf[type]).map(
    ([claim, { reads, how }]) => `| \`${claim}\` | ${reads} | ${how} | ${formWords[formOf(type, claim)]} |`,
  )
  return ['| Claim | Evidence | Matching | Accepts |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

if (import.meta.main) {
  mkdirSync(dirname(schemaFile), { recursive: true })
  writeFileSync(schemaFile, profileJsonSchema())
  writeFileSync(referenceFile, withClaimTables(readFileSync(referenceFile, 'utf8')))
}
