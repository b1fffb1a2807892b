import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plain } from '../../src/text/escape.ts'
import { cpuMsOf } from '../support/cpu.ts'

test('plain: a text of any size costs no more than what is shown of it', () => {
  const ms = cpuMsOf(() => {
    assert.equal(plain('\n'.repeat(16 * 1024 * 1024)).length, 299)
    assert.equal(plain(' '.repeat(16 * 1024 * 1024)).length, 300)
  })
  assert.ok(ms < 1000)
})
