import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Finding, RuleType } from '../../src/model/index.ts'
import { policyOf, profileText, surroundings, verdictOn, verified } from '../support/policies.ts'

suite('the message for a value that can never match', () => {
  const cases: [string, string, string][] = [
    ['branch', '"release/*"', 'is not a branch name and can never match: did you mean { glob: … }?'],
    ['tag', '"v*"', 'is not a tag name and can never match: did you mean { glob: … }?'],
    ['branch', '"a b"', 'is not a branch name and can never match.'],
    ['branch', '"a b*"', 'is not a branch name and can never match.'],
    ['branch', '"*~1"', 'is not a branch name and can never match.'],
    ['branch', '"~*"', 'is not a branch name and can never match.'],
    ['branch', '"a..b"', 'is not a branch name and can never match.'],
    ['branch', '"/a"', 'is not a branch name and can never match.'],
    ['branch', '"a/"', 'is not a branch name and can never match.'],
    ['tag', 'refs/tags/v1', 'is a full ref: write the name of the tag, as in v1.2.3.'],
    ['ref', 'v1', 'is not a full ref: write refs/heads/v1 for a branch, or refs/tags/v1 for a tag.'],
    ['owner', 'acme/app', 'is not a repository owner: write its name, or its URL, as in https://github.com/name.'],
    ['repository_id', 'acme', 'is not an ID: write the number that GitHub assigned.'],
    ['commit', 'HEAD', 'is not a full git digest: write its 40 (or 64) lower-case hex digits.'],
    ['max_age', 'soon', 'is not a duration: write 90d, or 12h (units: m, h, d, w).'],
    [
      'run',
      '"3003"',
      'is not the URL of a workflow run: write https://github.com/owner/name/actions/runs/123, or current.',
    ],
    ['predicate_type', 'slsa', 'is not a predicate type: write its URI, as in https://slsa.dev/provenance/v1.'],
    [
      'build_config',
      'dev@acme.example',
      'can never match: write a workflow (release.yml, or owner/repo/.github/workflows/release.yml@ref), or a whole URI.',
    ],
    [
      'runner_environment',
      'https://github.com/actions/runner/self-hosted',
      'can never match: expected github-hosted, or self-hosted. Did you mean self-hosted?',
    ],
    ['runner_environment', 'gitlab', 'can never match: expected github-hosted, or self-hosted.'],
    ['runner_environment', '/self-hosted/by/us', 'can never match: expected github-hosted, or self-hosted.'],
    ['visibility', 'secret', 'can never match: expected public, or private, or internal.'],
  ]
  for (const [claim, value, words] of cases)
    test(`${claim}: ${value}`, () => {
      const text = profileText('artifact_provenance', { [claim]: value })
      const shown = JSON.stringify(value.replaceAll('"', ''))
      assert.throws(() => policyOf(text), { message: `The profile's ${claim}: ${shown} ${words}` })
    })
})

suite('the message for a signature that is too old', () => {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
  const aged = (age: number): Finding => {
    const finding = verified()
    assert.equal(finding.status, 'verified')
    return { ...finding, proof: { ...finding.proof, signedAt: new Date(surroundings.now.getTime() - age) } } as Finding
  }
  const row = (age: number, max_age = '1d') =>
    verdictOn(policyOf(profileText('artifact_provenance', { max_age })).rules, [aged(age)]).rules[0]?.claims[0]
  const words: [number, string][] = [
    [0, '0 minutes'],
    [-minute, '0 minutes'],
    [59_999, '0 minutes'],
    [minute, '1 minute'],
    [2 * minute, '2 minutes'],
    [2 * hour - 1, '119 minutes'],
    [2 * hour, '2 hours'],
    [2 * day - 1, '47 hours'],
    [2 * day, '2 days'],
    [412 * day, '412 days'],
  ]
  for (const [age, span] of words)
    test(`${age} ms: ${span}`, () => {
      const signed = new Date(surroundings.now.getTime() - age).toISOString()
      assert.equal(row(age)?.actual, `${span}, signed at ${signed}`)
    })
  const spans: [string, number][] = [
    ['1m', minute],
    ['90m', 90 * minute],
    ['1h', hour],
    ['12h', 12 * hour],
    ['1d', day],
    ['90d', 90 * day],
    ['1w', 7 * day],
    ['52w', 364 * day],
  ]
  for (const [max_age, age] of spans)
    test(`B-21: ${max_age} is met at that age, and not a millisecond later`, () => {
      assert.equal(row(age, max_age)?.ok, true)
      assert.equal(row(age + 1, max_age)?.ok, false)
    })
})

test('the schema of a rule has exactly the claims of its type', () => {
  const kinds: RuleType[] = ['artifact_signature', 'artifact_attestation_slsa']
  for (const type of kinds)
    assert.throws(() => policyOf(profileText(type, { max_age: '1d' })), /Unknown key "max_age" in the profile/)
})
