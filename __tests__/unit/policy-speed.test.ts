import assert from 'node:assert/strict'
import { test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { matches } from '../../src/policy/claims/glob.ts'
import { cpuMsOf } from '../support/cpu.ts'
import { mistakesOf, profileText } from '../support/policies.ts'

test('D-16: many wildcards on a long value match in bounded time', () => {
  const ms = cpuMsOf(() => {
    assert.equal(matches({ glob: '*a'.repeat(256) }, `${'a'.repeat(16_000)}b`), false)
    assert.equal(matches({ glob: '**a'.repeat(170) }, `${'a'.repeat(16_000)}b`), false)
  })
  assert.ok(ms < 3000)
})

test('H-12: a file full of errors is reported up to the bound, quickly', () => {
  const text = `${profileText('artifact_signature', { branch: 'main' })}${[...Array(20_000)].map((_, index) => `k${index}: x`).join('\n')}`
  const ms = cpuMsOf(() => assert.equal(mistakesOf(text).length, limits.mistakes))
  assert.ok(ms < 2000)
})
