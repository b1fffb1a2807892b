import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..', '..')

test('every file of src has at most 300 lines', () => {
  const files = globSync('src/**/*.ts', { cwd: root })
  assert.ok(files.length > 50)
  const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 301)
  assert.deepEqual(long, [])
})
