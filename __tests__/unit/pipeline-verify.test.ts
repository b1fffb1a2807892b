import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stopwatch } from '../../src/core/stopwatch.ts'
import type { Attestation, FurtherInstance } from '../../src/model/index.ts'
import { mentions, verifyAll, verifyFurther } from '../../src/pipeline/verify.ts'
import { instanceOf } from '../../src/trust/instance.ts'
import { subject } from '../support/policies.ts'
import { createSigstore } from '../support/sigstore.ts'
import { bundleContent, instance, outcome, signed } from '../support/verification-fixture.ts'

const github = createSigstore({ name: 'GitHub, Inc.', log: false, ctLog: false })
const stranger = createSigstore({ name: 'stranger.test' })
const pace = { signal: new AbortController().signal, stopwatch: new Stopwatch() }

function attestation(from: Parameters<typeof signed>[1], entry: 'none' | 'dsse'): Attestation {
  return { source: 'referrers', location: 'x', content: bundleContent(signed({ entry, timestamp: true }, from)) }
}

function findingsOf(attestations: Attestation[]) {
  return verifyAll(attestations, subject, [instance], pace)
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

test('a fallback instance verifies an attestation that names it, by its own thresholds', async () => {
  const attestations = [attestation(github, 'none'), attestation(stranger, 'dsse'), attestation(undefined, 'dsse')]
  const findings = await findingsOf(attestations)
  assert.deepEqual(
    findings.map((finding) => outcome(finding).split(':')[0]),
    ['UNTRUSTED', 'UNTRUSTED', 'VERIFIED'],
  )
  assert.equal(mentions(findings, further()), true)
  const again = await verifyFurther(findings, attestations, subject, further(), pace)
  assert.deepEqual(
    again.map((finding) => outcome(finding).split(':')[0]),
    ['VERIFIED', 'UNTRUSTED', 'VERIFIED'],
  )
  assert.equal(again[2], findings[2])
})

test('a certificate that only names the fallback instance stays untrusted', async () => {
  const impostor = createSigstore({ name: 'GitHub, Inc.' })
  const attestations = [attestation(impostor, 'dsse')]
  const findings = await findingsOf(attestations)
  assert.equal(mentions(findings, further()), true)
  const again = await verifyFurther(findings, attestations, subject, further(), pace)
  assert.match(outcome(again[0] ?? assert.fail()), /^UNTRUSTED/)
})

test('the fallback instance is not loaded when no certificate names it', async () => {
  assert.equal(
    mentions(await findingsOf([attestation(stranger, 'dsse'), attestation(undefined, 'dsse')]), further()),
    false,
  )
})

test('A-70: the deadline leaves the rest unverified and keeps what was verified', async () => {
  const controller = new AbortController()
  const long = { ...attestation(undefined, 'dsse'), location: 'long' }
  if (long.content.kind !== 'bundle') assert.fail()
  const padded = {
    ...long,
    content: { ...long.content, bundle: Buffer.concat([long.content.bundle, Buffer.alloc(999, ' ')]) },
  }
  const stopwatch = new Stopwatch()
  const measure = stopwatch.measure.bind(stopwatch)
  stopwatch.measure = (stage, work) => {
    const result = measure(stage, work)
    controller.abort()
    return result
  }
  const attestations = [padded, attestation(undefined, 'dsse')]
  const findings = await verifyAll(attestations, subject, [instance], { signal: controller.signal, stopwatch })
  assert.deepEqual(findings.map(outcome), ['not judged: TIMEOUT', 'VERIFIED'])
})

test('A-70: at the deadline, an attestation of the fallback instance is not reported as untrusted', async () => {
  const attestations = [attestation(github, 'none')]
  const findings = await findingsOf(attestations)
  const late = { ...pace, signal: AbortSignal.abort() }
  assert.deepEqual((await verifyFurther(findings, attestations, subject, further(), late)).map(outcome), [
    'not judged: TIMEOUT',
  ])
})
