import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nextLink } from '../../src/http/link.ts'
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

test('F-08: a Link header of 100 kB of "<" end in time', () => {
  const ms = cpuMsOf(() => {
    for (const part of ['<', '<>;', '<>,', '<a>;rel="', '<a>; '])
      try {
        nextLink(part.repeat(100_000 / part.length))
      } catch (error) {
        assert.ok(error instanceof SyntaxError)
      }
  })
  assert.ok(ms < 500)
})
