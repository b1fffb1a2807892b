import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseChallenges } from '../../src/registry/challenge.ts'
import { cpuMsOf } from '../support/cpu.ts'
import { holds } from '../support/properties.ts'

test('E-17: any header of challenges ends in time', () => {
  const ms = cpuMsOf(() => {
    for (const part of ['"', '\\', ',', 'a=', 'a ', '= ', 'a="'])
      parseChallenges(part.repeat(16 * 1024).slice(0, 16 * 1024))
  })
  assert.ok(ms < 500)
  holds(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (header) => void parseChallenges(header)))
})
