import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Verdict } from '../../src/model/index.ts'
import { reportOf } from '../../src/report/json.ts'
import { reportMistakes } from '../support/report-schema.ts'
import {
  attestation,
  attestationDigest,
  claim,
  codes,
  digest,
  error,
  hostileTexts,
  image,
  rule,
  verdict,
  verdictFullOf,
} from '../support/verdicts.ts'

test('the report of a verified image, member by member', () => {
  assert.deepEqual(reportOf(verdict([image('VERIFIED')])), {
    schemaVersion: 1,
    verified: true,
    code: 'VERIFIED',
    mode: 'enforce',
    images: [
      {
        reference: 'ghcr.io/acme/app:1.2.3',
        digest,
        mediaType: 'application/vnd.oci.image.index.v1+json',
        code: 'VERIFIED',
        message: 'Every rule is met.',
        suggestedProfile: null,
        rules: [
          {
            type: 'artifact_signature',
            line: 5,
            platform: null,
            code: 'VERIFIED',
            satisfiedBy: 0,
            buildLevel: 0,
            claims: [
              {
                claim: 'repository',
                expected: 'https://github.com/acme/app',
                actual: 'https://github.com/acme/app',
                ok: true,
              },
              { claim: 'branch', expected: 'main', actual: 'main', ok: true },
            ],
          },
        ],
        attestations: [
          {
            platform: null,
            source: 'referrers',
            location: `ghcr.io/acme/app@${digest}`,
            kind: 'bundle',
            digest: attestationDigest,
            predicateType: 'https://slsa.dev/provenance/v1',
            code: 'VERIFIED',
            message: '',
            instance: 'public-good',
            signedAt: '2026-03-04T05:06:07.000Z',
            signer: {
              signer_identity: 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main',
              identity_type: 'uri',
              cert_issuer: 'https://token.actions.githubusercontent.com',
              event: 'push',
              commit: 'c'.repeat(40),
              repository: 'https://github.com/acme/app',
              ref: 'refs/heads/main',
              runner_environment: 'github-hosted',
            },
            logEntry: null,
          },
        ],
        sources: [{ platform: null, source: 'referrers', code: 'OK', found: 1, message: 'listed 1 referrer' }],
      },
    ],
    errors: [],
    durations: { total: 12 },
  })
})

test('what is not known is null, and a signer that is not proven has no claims', () => {
  const bare = image('NO_MATCHING_PROVENANCE', {
    digest: null,
    mediaType: null,
    rules: [
      rule('NO_MATCHING_PROVENANCE', {
        position: null,
        claims: [claim(false, { actual: null, expected: ['a', 'b'] })],
      }),
    ],
    attestations: [attestation('BUNDLE_INVALID', { predicateType: null })],
    sources: [{ platform: null, source: 'github', status: 'failed', found: 2, error: error('GITHUB_API_ERROR') }],
  })
  const report = JSON.parse(JSON.stringify(reportOf(verdict([bare]))))
  const [shown] = report.images
  assert.equal(shown.digest, null)
  assert.equal(shown.mediaType, null)
  assert.deepEqual(shown.rules, [
    {
      type: 'artifact_signature',
      line: null,
      platform: null,
      code: 'NO_MATCHING_PROVENANCE',
      satisfiedBy: null,
      buildLevel: 0,
      claims: [{ claim: 'branch', expected: ['a', 'b'], actual: null, ok: false }],
    },
  ])
  const { predicateType, instance, signedAt, signer } = shown.attestations[0]
  assert.deepEqual([predicateType, instance, signedAt, signer], [null, null, null, {}])
  assert.deepEqual(shown.sources, [
    {
      platform: null,
      source: 'github',
      code: 'GITHUB_API_ERROR',
      found: 2,
      message: 'What went wrong: GITHUB_API_ERROR.',
    },
  ])
})

test('errors outside any image, with their place', () => {
  const report = reportOf(verdict([], { verified: false, code: 'CONFIG_ERROR', errors: [error('CONFIG_ERROR')] }))
  assert.deepEqual(JSON.parse(JSON.stringify(report)).errors, [
    {
      code: 'CONFIG_ERROR',
      message: 'What went wrong: CONFIG_ERROR.',
      hint: 'Do what helps against CONFIG_ERROR.',
      file: '.github/images.yml',
      line: 7,
      column: 9,
    },
  ])
})

test('a string of 4,096 characters is whole, a longer one is cut to that', () => {
  const [whole, longer] = ['x'.repeat(4096), 'x'.repeat(4097)]
  const report = JSON.parse(
    JSON.stringify(reportOf(verdict([image('NO_PROVENANCE', { message: whole, reference: longer })]))),
  )
  assert.equal(report.images[0].message, whole)
  assert.equal(report.images[0].reference, `${'x'.repeat(4093)}...`)
})

test('texts of others come back from the JSON as they were', () => {
  for (const text of hostileTexts.filter(({ length }) => length <= 4096)) {
    const report = JSON.parse(JSON.stringify(reportOf(verdictFullOf(text))))
    assert.equal(report.images[0].rules[0].claims[0].actual, text)
    assert.equal(report.images[0].attestations[1].signer.signer_identity, text)
  }
})

/** As it stands in the file. */
function written(given: Verdict): Record<string, unknown> {
  return JSON.parse(JSON.stringify(reportOf(given)))
}

test('every report is of its schema, whatever its verdict and whoever wrote its texts', () => {
  for (const code of codes) assert.deepEqual(reportMistakes(written(verdict([image(code)]))), [], code)
  for (const text of hostileTexts) assert.deepEqual(reportMistakes(written(verdictFullOf(text))), [])
  const failed = verdict([], { verified: false, code: 'CONFIG_ERROR', errors: [error('CONFIG_ERROR')] })
  assert.deepEqual(reportMistakes(written(failed)), [])
  const logEntry = { log: 'ab'.repeat(32), index: 7 }
  const attestations = [attestation('VERIFIED', { logEntry, digest: null })]
  assert.deepEqual(reportMistakes(written(verdict([image('VERIFIED', { attestations })]))), [])
})

test('the schema finds what is missing, what is too much, and what is of another kind', () => {
  const report = written(verdict([image('VERIFIED')]))
  const { durations: _, ...missing } = report
  for (const wrong of [
    missing,
    { ...report, more: 1 },
    { ...report, code: 'GREEN' },
    { ...report, verified: 'true' },
  ]) {
    assert.equal(reportMistakes(wrong).length, 1)
  }
})
