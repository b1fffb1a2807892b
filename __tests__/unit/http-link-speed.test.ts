import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextLink } from '../../src/http/link.ts'
import { cpuMsOf } from '../support/cpu.ts'

test('F-08: a Link header of 100 kB of "<" ends in time', () => {
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
