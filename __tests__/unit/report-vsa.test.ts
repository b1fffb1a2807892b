import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { BuildLevel, ImageVerdict, PolicySource, RuleResult, RunLocation, Verdict } from '../../src/model/index.ts'
import { vsaOf } from '../../src/report/vsa.ts'
import { readStatement } from '../../src/verify/statement.ts'
import { holds } from '../support/properties.ts'
import {
  attestation,
  attestationDigest,
  codes,
  digest,
  error,
  hostileTexts,
  image,
  rule,
  verdict,
  verdictFullOf,
  whereabouts,
} from '../support/verdicts.ts'

interface Predicate {
  verifier: { id: string }
  resourceUri: string
  policy: { uri: string; digest?: object; annotations: { met: object[] } }
  inputAttestations: { uri: string; digest: object }[]
  verifiedLevels: string[]
}

/** As those read it who read the statements of others. */
function read(given: Verdict, where: RunLocation = whereabouts) {
  const vsa = vsaOf(given, where)
  if (vsa.status === 'none') assert.fail(vsa.reason)
  const bytes = Buffer.from(JSON.stringify(vsa.statement))
  const { statement, subjects } = readStatement(bytes, 'application/vnd.in-toto+json')
  return { predicateType: statement.predicateType, predicate: statement.predicate as Predicate, subjects }
}

function reasonAgainst(given: Verdict, where: RunLocation = whereabouts): string {
  const vsa = vsaOf(given, where)
  return vsa.status === 'none' ? vsa.reason : assert.fail('there is one')
}

test('a verified image: every field, and our own reader takes it for a statement about that digest', () => {
  const { predicateType, predicate, subjects } = read(verdict([image('VERIFIED')]))
  assert.equal(predicateType, 'https://slsa.dev/verification_summary/v1')
  assert.deepEqual(subjects, [digest])
  assert.deepEqual(predicate, {
    verifier: { id: 'https://github.com/acme/verify-image-provenance@v1' },
    timeVerified: '2026-03-04T05:06:08.900Z',
    resourceUri: 'pkg:oci/app?repository_url=ghcr.io/acme/app',
    policy: {
      uri: 'git+https://github.com/acme/app#.github/images.yml',
      digest: { sha256: 'ef'.repeat(32) },
      annotations: {
        met: [
          {
            type: 'artifact_signature',
            claims: [
              { claim: 'repository', expected: 'https://github.com/acme/app' },
              { claim: 'branch', expected: 'main' },
            ],
          },
        ],
      },
    },
    inputAttestations: [
      { uri: `oci://ghcr.io/acme/app@${digest}`, digest: { sha256: attestationDigest.slice('sha256:'.length) } },
    ],
    verificationResult: 'PASSED',
    verifiedLevels: ['SLSA_BUILD_LEVEL_0'],
    slsaVersion: '1.1',
  })
})

test('nothing but a verified step has one', () => {
  for (const code of codes.filter((each) => each !== 'VERIFIED')) {
    assert.match(reasonAgainst(verdict([image(code)])), /not verified/)
    assert.match(reasonAgainst(verdict([image('VERIFIED'), image(code)])), /not verified/)
    assert.match(reasonAgainst(verdict([image(code)], { mode: 'warn' })), /not verified/)
  }
  const failed = { verified: false, code: 'INTERNAL_ERROR', errors: [error('INTERNAL_ERROR')] } as const
  assert.match(reasonAgainst(verdict([image('VERIFIED')], failed)), /not verified/)
  assert.match(reasonAgainst(verdict([image('VERIFIED')], { policy: null })), /not verified/)
})

test('A-60: nor has one where a rule verifies nothing or accepts any signer, whatever the other rules do', () => {
  const weak = (...rules: Partial<RuleResult>[]) =>
    reasonAgainst(verdict([image('VERIFIED'), image('VERIFIED', { rules: rules.map((one) => rule('VERIFIED', one)) })]))
  assert.equal(
    weak({ assurance: 'none' }),
    'A rule for ghcr.io/acme/app:1.2.3 (artifact_signature) verifies nothing. Name the signer in every rule, for example with repository.',
  )
  assert.match(weak({ assurance: 'any-signer' }), /accepts any signer\./)
  assert.match(weak({}, { assurance: 'any-signer' }), /accepts any signer\./)
  assert.match(weak({ platform: 'linux/arm64' }, { assurance: 'none', platform: 'linux/amd64' }), /verifies nothing\./)
})

test('nor has one about two resources, one by nobody, or one with a gap', () => {
  const other = image('VERIFIED', { repository: 'ghcr.io/acme/other', digest: `sha256:${'12'.repeat(32)}` })
  assert.match(reasonAgainst(verdict([image('VERIFIED'), other])), /several repositories/)
  const nobody = { repository: null, workflowFile: null, action: null }
  assert.match(reasonAgainst(verdict([image('VERIFIED')]), nobody), /does not say/)
  const attestations = [attestation('VERIFIED', { digest: null })]
  assert.match(reasonAgainst(verdict([image('VERIFIED', { attestations })])), /digest/)
  assert.match(reasonAgainst(verdict([image('VERIFIED', { rules: [] })])), /digest/)
})

test('one image in several repositories: about the first, and named by each', () => {
  const elsewhere = image('VERIFIED', { repository: 'docker.io/acme/app' })
  const vsa = vsaOf(verdict([image('VERIFIED'), elsewhere]), whereabouts)
  if (vsa.status === 'none') assert.fail(vsa.reason)
  const { subject, predicate } = vsa.statement as { subject: { name: string }[]; predicate: Predicate }
  assert.deepEqual(
    subject.map(({ name }) => name),
    ['ghcr.io/acme/app', 'docker.io/acme/app'],
  )
  assert.equal(predicate.resourceUri, 'pkg:oci/app?repository_url=ghcr.io/acme/app')
})

test('several platforms: the level of the lowest', () => {
  const shown = (platform: string, buildLevel: BuildLevel) => rule('VERIFIED', { platform, buildLevel })
  const rules = [shown('linux/amd64', 3), shown('linux/amd64', 0), shown('linux/arm64', 2), shown('linux/arm64', 1)]
  assert.deepEqual(read(verdict([image('VERIFIED', { rules })])).predicate.verifiedLevels, ['SLSA_BUILD_LEVEL_2'])
})

test('several tags of one repository: each digest once, each attestation once', () => {
  const second = image('VERIFIED', { reference: 'ghcr.io/acme/app:latest' })
  const third = image('VERIFIED', { digest: `sha256:${'12'.repeat(32)}` })
  const { predicate, subjects } = read(verdict([image('VERIFIED'), second, third]))
  assert.deepEqual(subjects, [digest, third.digest])
  assert.equal(predicate.inputAttestations.length, 1)
  assert.equal(predicate.policy.annotations.met.length, 1)
})

test('only what satisfied a rule is an input, wherever it was found', () => {
  const attestations = [
    attestation('VERIFIED', { source: 'file', location: 'my files/a.jsonl:3' }),
    attestation('CLAIM_MISMATCH', { location: 'ghcr.io/acme/app@sha256:other' }),
    attestation('VERIFIED', { source: 'github', location: 'https://api.github.com/repos/acme/app/attestations/1' }),
  ]
  const rules = [rule('VERIFIED'), rule('VERIFIED', { satisfiedBy: 2 })]
  const { predicate } = read(verdict([image('VERIFIED', { attestations, rules })]))
  assert.deepEqual(
    predicate.inputAttestations.map(({ uri }) => uri),
    ['file:my%20files/a.jsonl:3', 'https://api.github.com/repos/acme/app/attestations/1'],
  )
})

test('the level: the highest that a rule shows of an image, the lowest of all images', () => {
  const shows = (...levels: BuildLevel[]): ImageVerdict =>
    image('VERIFIED', { rules: levels.map((buildLevel) => rule('VERIFIED', { buildLevel })) })
  const levelOf = (...images: ImageVerdict[]) => read(verdict(images)).predicate.verifiedLevels
  assert.deepEqual(levelOf(shows(0, 3)), ['SLSA_BUILD_LEVEL_3'])
  assert.deepEqual(levelOf(shows(2), shows(3)), ['SLSA_BUILD_LEVEL_2'])
  assert.deepEqual(levelOf(shows(2), shows(0)), ['SLSA_BUILD_LEVEL_0'])
})

test('the policy: a file by its repository and path, all else by a documented URI', () => {
  const policyOf = (policy: PolicySource, where: RunLocation = whereabouts) =>
    read(verdict([image('VERIFIED')], { policy }), where).predicate.policy
  const action = 'https://github.com/acme/verify-image-provenance@v1'
  assert.equal(policyOf({ kind: 'inline', digest }).uri, `${action}#inline`)
  assert.deepEqual(policyOf({ kind: 'inline', digest }).digest, { sha256: 'ab'.repeat(32) })
  assert.equal(policyOf({ kind: 'inputs' }).uri, `${action}#inputs`)
  assert.equal(policyOf({ kind: 'inputs' }).digest, undefined)
  assert.equal(
    policyOf({ kind: 'default' }, { ...whereabouts, action: null }).uri,
    'https://github.com/acme/app#default',
  )
  const file = { kind: 'file', path: 'a b.yml', digest } as const
  assert.equal(policyOf(file, { ...whereabouts, repository: null }).uri, 'file:a%20b.yml')
})

test('H-17: texts of others: nothing throws, every URI is one, and the subjects are ours', () => {
  const check = (text: string) => {
    const hostile = verdictFullOf(text)
    const images = hostile.images.map((each) => {
      const rules = [rule('VERIFIED', { claims: each.rules.flatMap(({ claims }) => claims) })]
      return { ...each, code: 'VERIFIED', rules } as const
    })
    const policy = { kind: 'file', path: text, digest } as const
    const { predicate, subjects } = read(verdict(images, { policy }))
    assert.deepEqual(subjects, [digest])
    for (const uri of [predicate.policy.uri, ...predicate.inputAttestations.map(({ uri }) => uri)]) {
      assert.match(uri, /^[!-~]*$/)
    }
  }
  for (const text of hostileTexts) check(text)
  holds(fc.property(fc.string({ unit: 'binary' }), check))
})
