/** Writes schema/profile.schema.json from the schema that the action validates profiles with. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { toJsonSchema } from '@valibot/to-json-schema'
import { globSchema, paramsSchema, profileSchema } from '../src/policy/schema.ts'

const file = join(import.meta.dirname, '..', 'schema', 'profile.schema.json')

/** The JSON Schema of a profile, as the file holds it. */
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

if (import.meta.main) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, profileJsonSchema())
}
