import assert from 'node:assert/strict'
import { mock, suite, test } from 'node:test'
import { Stopwatch } from '../../src/core/stopwatch.ts'
import type { Attestation } from '../../src/model/index.ts'
import { createAttestationId } from '../../src/pipeline/attestation-id.ts'
import { createVerify } from '../../src/pipeline/verify.ts'
import { subject } from '../support/policies.ts'
import { bundleContent, instance, outcome, signed } from '../support/verification-fixture.ts'

const idOf = createAttestationId()
const nameOf = (json: string) =>
  idOf({ source: 'referrers', location: 'x', content: { kind: 'bundle', bundle: Buffer.from(json) } })

suite('the id of an attestation', () => {
  test('is the same for other spaces and another order of keys', () =>
    assert.equal(nameOf('{"a":1,"b":[{"c":null,"d":"x"}]}'), nameOf('{ "b": [ {"d":"x", "c":null} ],\n "a": 1 }')))
  for (const [original, copy] of [
    ['{"a":null}', '{"a":1e400}'],
    ['{"a":null}', '{"a":-1e400}'],
    ['{"a":0}', '{"a":-0}'],
    ['{"a":"1"}', '{"a":1}'],
    ['{"a":null}', '{}'],
    ['{"a":[]}', '{"a":{}}'],
    ['{"__proto__":1}', '{}'],
    ['{"a":9007199254740992}', '{"a":9007199254740993}'],
  ] as const)
    test(`A-13: ${copy} does not take the place of ${original}`, () => assert.notEqual(nameOf(copy), nameOf(original)))
})

test('what was signed after a subject was begun, while a slow registry was asked, is not from the future', () => {
  const { signal } = new AbortController()
  mock.timers.enable({ apis: ['Date'], now: Date.now() - 60_000 })
  try {
    const verify = createVerify(subject, [instance], { signal, stopwatch: new Stopwatch() })
    mock.timers.reset()
    const content = bundleContent(signed())
    const attestation: Attestation = { source: 'referrers', location: 'x', content }
    assert.equal(outcome(verify(attestation)), 'VERIFIED')
  } finally {
    mock.timers.reset()
  }
})
