import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ImageVerdict } from '../../src/model/index.ts'
import { logOf } from '../../src/report/log.ts'
import { codeMessages } from '../../src/report/messages.ts'
import {
  attestation,
  claim,
  codes,
  error,
  hostileTexts,
  image,
  rule,
  verdict,
  verdictFullOf,
} from '../support/verdicts.ts'

for (const code of codes.filter((each) => each !== 'VERIFIED')) {
  test(`${code}: the group says whose fault it is and what to do`, () => {
    const [group, ...others] = logOf(verdict([image(code, { hint: null })])).groups
    assert.deepEqual(others, [])
    assert.equal(group?.title.split(': ')[0], code)
    assert.deepEqual(group?.lines.slice(-2), [codeMessages[code].nature, `What to do: ${codeMessages[code].next}`])
  })
}

test('a verified image: nothing to do', () => {
  const { groups, end } = logOf(verdict([image('VERIFIED')]))
  assert.ok(groups[0]?.lines.every((line) => !line.includes('What to do')))
  assert.deepEqual(end, ['Verdict: VERIFIED. The image is verified.'])
})

test('of which platform something is said stands in its line', () => {
  const platform = 'linux/arm64'
  const sources: ImageVerdict['sources'] = [
    { platform, source: 'referrers', status: 'answered', found: 1, message: '' },
    { platform, source: 'github', status: 'failed', found: 0, error: error('GITHUB_API_ERROR') },
  ]
  const rules = [rule('NO_MATCHING_PROVENANCE', { platform, claims: [claim(false)] })]
  const attestations = [attestation('CLAIM_MISMATCH', { platform })]
  const [group] = logOf(verdict([image('NO_MATCHING_PROVENANCE', { sources, rules, attestations })])).groups
  const lines = group?.lines.join('\n') ?? ''
  assert.match(lines, /^- linux\/arm64: branch: expected "main", found "feature-x"$/m)
  assert.match(lines, /^Checked the referrers API of the registry, for linux\/arm64: 1 found\.$/m)
  assert.match(lines, /^Checked the attestations API of GitHub, for linux\/arm64: GITHUB_API_ERROR\./m)
  assert.match(lines, /^Attestation \S+ \(linux\/arm64\): CLAIM_MISMATCH,/m)
})

test('a thousand attestations are twenty lines and a count', () => {
  const attestations = Array.from({ length: 1000 }, () => attestation('UNTRUSTED'))
  const [group] = logOf(verdict([image('NO_MATCHING_PROVENANCE', { attestations })])).groups
  assert.equal(group?.lines.filter((line) => line.startsWith('Attestation ')).length, 20)
  assert.ok(group?.lines.includes('and 980 more in the report'))
})

test('H-01, H-04: texts of others: printable lines, none a command, none too long', () => {
  for (const text of hostileTexts) {
    const { groups, end } = logOf(verdictFullOf(text))
    for (const line of [...groups.flatMap(({ title, lines }) => [title, ...lines]), ...end]) {
      assert.match(line, /^[\x20-\x3b\x3d-\x7e]*$/)
      assert.doesNotMatch(line, /^\s*::|##\[/)
      assert.ok(line.length <= 2500, `${line.length} characters`)
    }
  }
})
