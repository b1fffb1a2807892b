/** The report's schema, to hold every report against that a test sees. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const file = join(import.meta.dirname, '..', '..', 'schema', 'report.schema.json')
const ajv = new Ajv.default({ strict: true, allowUnionTypes: true, allErrors: true })
addFormats.default(ajv)
const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')))

/** What the schema has against this report; empty where nothing. */
export function reportMistakes(report: unknown): string[] {
  if (validate(report)) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    return `${instancePath} ${message} ${JSON.stringify(params)}`
  })
}
