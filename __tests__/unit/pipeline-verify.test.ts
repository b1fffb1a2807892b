import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stopwatch } from '../../src/core/stopwatch.ts'
import type { Attestation, Finding, Instance, LazyInstance, SubjectEvent } from '../../src/model/index.ts'
import { createVerify, verify, verifyByFallback } from '../../src/pipeline/verify.ts'
import { add, startEvaluation } from '../../src/policy/evaluation/evaluation.ts'
import { instanceOf } from '../../src/trust/instance.ts'
import { policyOf, profileText, subject, surroundings } from '../support/policies.ts'
import { createSigstore } from '../support/sigstore.ts'
import { bundleContent, instance, outcome, signed } from '../support/verification-fixture.ts'

const github = createSigstore({ name: 'GitHub, Inc.', log: false, ctLog: false })
const stranger = createSigstore({ name: 'stranger.test' })
const pace = { signal: new AbortController().signal, stopwatch: new Stopwatch() }

function attestation(from: Parameters<typeof signed>[1], entry: 'none' | 'dsse'): Attestation {
  return { source: 'referrers', location: 'x', content: bundleContent(signed({ entry, timestamp: true }, from)) }
}

const { rules } = policyOf(profileText('artifact_signature', { is_verified: 'true' }))
const [rule = assert.fail()] = rules

/** What becomes of these attestations, in their order. */
async function evaluate(attestations: readonly Attestation[], { signal, stopwatch } = pace, fallback = further()) {
  async function* collected() {
    for (const [index, attestation] of attestations.entries()) {
      const id = `sha256:${String(index).padStart(64, '0')}` as const
      yield { kind: 'attestation', id, attestation, order: [0, index] } as const
    }
  }
  let evaluation = startEvaluation(subject, rules, surroundings)
  const verifyBy = (instances: readonly Instance[]) => createVerify(subject, instances, { signal, stopwatch })
  const from = async (events: AsyncIterable<SubjectEvent>) => {
    for await (const event of events) evaluation = add(evaluation, event)
    return attestations.map((_, index): Finding => {
      const found = evaluation.attestations.find(({ order }) => order[1] === index)
      return found?.byRule.get(rule)?.finding ?? assert.fail()
    })
  }
  const first = await from(verify(collected(), new Map([[rule, verifyBy([instance])]])))
  const again = () =>
    from(
      verifyByFallback(
        evaluation.attestations,
        rules,
        () => fallback,
        (instance) => verifyBy([instance]),
      ),
    )
  return { first, again, fallback }
}

function further(): LazyInstance & { loaded: number } {
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
  const { first, again } = await evaluate(attestations)
  assert.deepEqual(
    first.map((finding) => outcome(finding).split(':')[0]),
    ['UNTRUSTED', 'UNTRUSTED', 'VERIFIED'],
  )
  const second = await again()
  assert.deepEqual(
    second.map((finding) => outcome(finding).split(':')[0]),
    ['VERIFIED', 'UNTRUSTED', 'VERIFIED'],
  )
  assert.equal(second[2], first[2])
})

test('a certificate that only names the fallback instance stays untrusted', async () => {
  const impostor = createSigstore({ name: 'GitHub, Inc.' })
  const { again, fallback } = await evaluate([attestation(impostor, 'dsse')])
  assert.match(outcome((await again())[0] ?? assert.fail()), /^UNTRUSTED/)
  assert.equal(fallback.loaded, 1)
})

test('the fallback instance is not loaded when no certificate names it', async () => {
  const { again, fallback } = await evaluate([attestation(stranger, 'dsse'), attestation(undefined, 'dsse')])
  await again()
  assert.equal(fallback.loaded, 0)
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
  const { first } = await evaluate(attestations, { signal: controller.signal, stopwatch })
  assert.deepEqual(first.map(outcome), ['not judged: TIMEOUT', 'VERIFIED'])
})

test('A-70: nor is what a fallback would have verified taken for untrusted', async () => {
  const controller = new AbortController()
  const { again } = await evaluate([attestation(github, 'none')], { ...pace, signal: controller.signal })
  controller.abort()
  assert.deepEqual((await again()).map(outcome), ['not judged: TIMEOUT'])
})
