import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mentions, verifyAll, verifyFurther } from '../../src/findings.ts'
import type { Attestation, FurtherInstance } from '../../src/model.ts'
import { Stopwatch } from '../../src/stopwatch.ts'
import { instanceOf } from '../../src/trust/instance.ts'
import { bundleContent, instance, outcome, signed } from '../support/judging.ts'
import { subject } from '../support/policies.ts'
import { createSigstore } from '../support/sigstore.ts'

const github = createSigstore({ name: 'GitHub, Inc.', log: false, ctLog: false })
const stranger = createSigstore({ name: 'stranger.test' })
const { signal } = new AbortController()

function attestation(from: Parameters<typeof signed>[1], entry: 'none' | 'dsse'): Attestation {
  return { source: 'referrers', location: 'x', content: bundleContent(signed({ entry, timestamp: true }, from)) }
}

function findingsOf(attestations: Attestation[]) {
  return verifyAll(attestations, subject, [instance], signal, new Stopwatch())
}

function further(): FurtherInstance & { loaded: number } {
  const it = {
    organization: 'GitHub, Inc.',
    loaded: 0,
    async load() {
      it.loaded++
      return instanceOf({ ...github.trustedRoot() }, 'github')
    },
  }
  return it
}

test('an attestation that says it comes from there is verified by that instance, and by its rules', async () => {
  const attestations = [attestation(github, 'none'), attestation(stranger, 'dsse'), attestation(undefined, 'dsse')]
  const findings = await findingsOf(attestations)
  assert.deepEqual(
    findings.map((finding) => outcome(finding).split(':')[0]),
    ['UNTRUSTED', 'UNTRUSTED', 'VERIFIED'],
  )
  assert.equal(mentions(findings, further()), true)
  const again = await verifyFurther(findings, attestations, subject, further())
  assert.deepEqual(
    again.map((finding) => outcome(finding).split(':')[0]),
    ['VERIFIED', 'UNTRUSTED', 'VERIFIED'],
  )
  assert.equal(again[2], findings[2])
})

test('the name alone is a hint for what to load, and proves nothing', async () => {
  const impostor = createSigstore({ name: 'GitHub, Inc.' })
  const attestations = [attestation(impostor, 'dsse')]
  const findings = await findingsOf(attestations)
  assert.equal(mentions(findings, further()), true)
  const again = await verifyFurther(findings, attestations, subject, further())
  assert.match(outcome(again[0] ?? assert.fail()), /^UNTRUSTED/)
})

test('nothing is loaded where nothing comes from there', async () => {
  assert.equal(
    mentions(await findingsOf([attestation(stranger, 'dsse'), attestation(undefined, 'dsse')]), further()),
    false,
  )
})

test('the deadline ends it between two attestations', async () => {
  const controller = new AbortController()
  const verifying = verifyAll(
    Array(100).fill(attestation(undefined, 'dsse')),
    subject,
    [instance],
    controller.signal,
    new Stopwatch(),
  )
  controller.abort(new Error('too late'))
  await assert.rejects(verifying, /too late/)
})
