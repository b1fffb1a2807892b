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

test('an attestation that says it comes from there is verified by that instance, and by its rules', async () => {
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

test('the name alone is a hint for what to load, and proves nothing', async () => {
  const impostor = createSigstore({ name: 'GitHub, Inc.' })
  const attestations = [attestation(impostor, 'dsse')]
  const findings = await findingsOf(attestations)
  assert.equal(mentions(findings, further()), true)
  const again = await verifyFurther(findings, attestations, subject, further(), pace)
  assert.match(outcome(again[0] ?? assert.fail()), /^UNTRUSTED/)
})

test('nothing is loaded where nothing comes from there', async () => {
  assert.equal(
    mentions(await findingsOf([attestation(stranger, 'dsse'), attestation(undefined, 'dsse')]), further()),
    false,
  )
})

test('A-70: what the deadline comes before is left unjudged, and what was verified until then counts', async () => {
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

test('A-70: nor is what a further instance would have verified taken for untrusted', async () => {
  const attestations = [attestation(github, 'none')]
  const findings = await findingsOf(attestations)
  const late = { ...pace, signal: AbortSignal.abort() }
  assert.deepEqual((await verifyFurther(findings, attestations, subject, further(), late)).map(outcome), [
    'not judged: TIMEOUT',
  ])
})
