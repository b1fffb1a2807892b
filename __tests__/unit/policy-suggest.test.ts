import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import type { Finding, Signer, Statement } from '../../src/model/index.ts'
import { suggestProfile } from '../../src/policy/guidance/suggest.ts'
import { readProfile } from '../../src/policy/profile/read-profile.ts'
import { summaryOf } from '../../src/report/summary/index.ts'
import {
  image,
  mistakesOf,
  policyOf,
  profileText,
  rejected,
  surroundings,
  verdictOn,
  verified,
} from '../support/policies.ts'
import { holds } from '../support/properties.ts'
import { githubRuns } from '../support/runs.ts'
import type { GithubRun } from '../support/sigstore/claims.ts'
import { emailClaims, githubClaims, slsaStatement, slsaStatementV02 } from '../support/sigstore.ts'
import { verdict as verdictWith } from '../support/verdicts.ts'
import { digest } from '../support/verification-fixture.ts'

const suggestionFor = (signer: Signer, statement?: Statement) =>
  suggestProfile(verified(signer, statement) as Extract<Finding, { status: 'verified' }>, image, surroundings)

const accepts = (text: string, signer: Signer, statement?: Statement) =>
  verdictOn(policyOf(text).rules, [verified(signer, statement)]).code === 'VERIFIED'

const reusable = { repository: 'acme/workflows', workflow: '.github/workflows/build.yml', ref: 'refs/tags/v1' }

suite('suggesting a profile', () => {
  test('a build of a branch', () => {
    assert.equal(
      suggestionFor(githubClaims()),
      `# Pins the build that signed ${digest}.
# Keep a line only if it is true of every build of this image that you would release.
version: v1
type: profile
name: 'ghcr.io/acme/app'
artifact:
  - type: artifact_provenance
    params:
      name: 'ghcr.io/acme/app'
    def:
      repository: 'https://github.com/acme/app'
      repository_id: '1001' # stays when the repository is renamed, and refuses whoever takes the name after that
      owner_id: '2002' # likewise for the owner
      branch: 'main'
      signer_identity: '.github/workflows/release.yml' # who signed
      cert_issuer: 'https://token.actions.githubusercontent.com'
      runner_environment: 'github-hosted'
      event: 'push' # what started the run; may be a list
`,
    )
  })
  test('a release, by a reusable workflow', () => {
    const text = suggestionFor(githubClaims({ ref: 'refs/tags/v1.2.3', signer: reusable })) ?? ''
    assert.match(text, /^ {6}tag: { glob: 'v\*' } #/m)
    assert.match(text, /^ {6}signer_identity: 'acme\/workflows\/\.github\/workflows\/build\.yml@refs\/tags\/v1' #/m)
    assert.match(text, /^ {6}build_config: '\.github\/workflows\/release\.yml' #/m)
    assert.ok(accepts(text, githubClaims({ ref: 'refs/tags/v2.0.0', signer: reusable })))
    assert.ok(!accepts(text, githubClaims({ ref: 'refs/tags/latest', signer: reusable })))
    assert.ok(!accepts(text, githubClaims({ ref: 'refs/heads/v1', signer: reusable })))
    assert.ok(!accepts(text, githubClaims({ ref: 'refs/tags/v2.0.0', signer: { ...reusable, ref: 'refs/tags/v2' } })))
    assert.ok(
      !accepts(text, githubClaims({ ref: 'refs/tags/v1.2.3', signer: reusable, workflow: '.github/workflows/x.yml' })),
    )
  })
  test('a signature without provenance, of a tag: its identity pins the tag', () => {
    const none = { predicateType: null, predicate: null }
    const text = suggestionFor(githubClaims({ ref: 'refs/tags/v1' }), none) ?? ''
    assert.match(text, /type: artifact_signature/)
    assert.match(text, /signer_identity: 'acme\/app\/\.github\/workflows\/release\.yml@refs\/tags\/v1'/)
    assert.ok(!accepts(text, githubClaims({ ref: 'refs/heads/v1' }), none))
  })
  test('a signature without provenance, of a branch: branch and file', () => {
    const none = { predicateType: null, predicate: null }
    const text = suggestionFor(githubClaims(), none) ?? ''
    assert.match(text, /^ {6}branch: 'main'\n {6}signer_identity: '\.github\/workflows\/release\.yml' # who signed$/m)
    assert.ok(!accepts(text, githubClaims({ ref: 'refs/heads/dev' }), none))
    assert.ok(accepts(text, githubClaims(), none))
  })
  const refs: [string, string][] = [
    ['refs/heads/release/1', "branch: 'release/1'"],
    ['refs/tags/v2.0', "tag: { glob: 'v*' } # which tags may be released"],
    ['refs/tags/v1/x', "tag: 'v1/x' # which tags may be released"],
    ['refs/tags/rev1', "tag: 'rev1' # which tags may be released"],
    ['refs/pull/1/merge', "ref: 'refs/pull/1/merge'"],
    ['refs/heads/a b', "ref: 'refs/heads/a b'"],
    ['refs/x/refs/heads/main', "ref: 'refs/x/refs/heads/main'"],
    ["refs/heads/it's", "branch: 'it''s'"],
    ['refs/heads/\u00fc', 'branch: "\\u00fc"'],
  ]
  for (const [ref, line] of refs)
    test(`a build of ${JSON.stringify(ref)}`, () => {
      const text = suggestionFor(githubClaims({ ref })) ?? ''
      assert.ok(text.split('\n').includes(`      ${line}`), text)
      assert.deepEqual(mistakesOf(text), [])
      assert.ok(accepts(text, githubClaims({ ref })))
      assert.ok(!accepts(text, githubClaims({ ref: 'refs/heads/another' })))
    })
  test('a caller of a reusable workflow, and why its line is there', () => {
    const lines = (suggestionFor(githubClaims({ signer: reusable })) ?? '').split('\n')
    const why = 'the workflow that called the one that signed'
    assert.ok(lines.includes(`      build_config: '.github/workflows/release.yml' # ${why}`))
    const elsewhere = 'https://github.com/acme/other/.github/workflows/call.yml@refs/heads/main'
    const none = { predicateType: 'https://slsa.dev/provenance/v1', predicate: {} }
    const text = suggestionFor({ ...githubClaims({ signer: reusable }), build_config: elsewhere }, none) ?? ''
    assert.ok(text.includes(`build_config: '${elsewhere}'`), text)
  })
  test('a signer of another server, in full', () => {
    const signer_identity = 'https://gitlab.example/acme/app/.github/workflows/ci.yml@refs/heads/main'
    const signer = { ...githubClaims(), signer_identity }
    const text = suggestionFor(signer, { predicateType: null, predicate: null }) ?? ''
    assert.ok(text.includes(`signer_identity: '${signer_identity}'`), text)
  })
  test('a person', () => {
    const text = suggestionFor(emailClaims('dev@acme.example'), { predicateType: null, predicate: null }) ?? ''
    assert.match(
      text,
      /signer_identity: 'dev@acme\.example' # who signed\n {6}cert_issuer: 'https:\/\/github\.com\/login\/oauth'\n$/,
    )
  })
  test('none where the statement contradicts its certificate', () => {
    assert.equal(
      suggestionFor(githubClaims(), slsaStatement({ digest, claims: githubClaims({ ref: 'refs/heads/dev' }) })),
      null,
    )
  })
  for (const ref of [
    "refs/heads/it's",
    'refs/heads/a: b #c',
    'refs/heads/x\n      branch: main',
    'refs/heads/\u00fc\u202e"\\',
    `refs/heads/${'x'.repeat(5000)}`,
  ])
    test(`H-08: a ref that would break out: ${JSON.stringify(ref.slice(0, 40))}`, () => {
      const signer = githubClaims({ ref })
      const text = suggestionFor(signer)
      if (ref.length > 4096) return assert.equal(text, null)
      if (text === null) return
      assert.match(text, /^[\x20-\x7e\n]*$/)
      assert.deepEqual(mistakesOf(text), [])
      assert.ok(accepts(text, signer))
      assert.ok(!accepts(text, githubClaims()))
    })
})

suite('deciding whether to suggest a profile', () => {
  const open = policyOf(profileText('artifact_signature', { is_verified: 'true' })).rules
  const pinned = policyOf(profileText('artifact_signature', { repository: 'acme/app', branch: 'main' })).rules
  const onDev = verified(githubClaims({ ref: 'refs/heads/dev' }))
  test('with a verified image, while the rules accept anyone', () => {
    assert.match(verdictOn(open, [rejected('UNTRUSTED'), verified()]).suggestedProfile ?? '', /branch: 'main'/)
    assert.equal(verdictOn(pinned, [verified()]).suggestedProfile, null)
    assert.equal(verdictOn([...open, ...pinned], [verified()]).suggestedProfile, null)
  })
  test('where a rule refuses a verified attestation: of the one that came closest', () => {
    const far = verified(githubClaims({ repository: 'evil/app', ref: 'refs/heads/evil' }))
    const { suggestedProfile } = verdictOn(pinned, [far, rejected('BUNDLE_INVALID'), onDev])
    assert.match(suggestedProfile ?? '', /branch: 'dev'/)
  })
  test('not where nothing is verified, or no rule applies', () => {
    assert.equal(verdictOn(pinned, [rejected('UNTRUSTED', true)]).suggestedProfile, null)
    assert.equal(verdictOn([], [verified()]).suggestedProfile, null)
    const signed = policyOf(profileText('artifact_signature', { is_signed: 'true' })).rules
    assert.equal(verdictOn(signed, [rejected('UNTRUSTED', true)]).suggestedProfile, null)
  })
  for (const def of [
    { max_age: '1h' },
    { run: 'https://github.com/acme/app/actions/runs/1' },
    { commit: 'a'.repeat(40) },
  ] as const)
    test(`not where another build is wanted: ${Object.keys(def)[0]}`, () => {
      const { rules } = policyOf(profileText('artifact_provenance', { repository: 'acme/app', ...def }))
      const verdict = verdictOn(rules, [verified()])
      assert.equal(verdict.code, 'NO_MATCHING_PROVENANCE')
      assert.equal(verdict.suggestedProfile, null)
    })
  test('the summary shows it line by line, and nothing of it is active', () => {
    const page = (ref: string) =>
      summaryOf(verdictWith([verdictOn(open, [verified(githubClaims({ ref }))])]), { report: '' })
    assert.match(
      page('refs/heads/main'),
      /<details open><summary>Suggested profile that pins this build.*<pre><code># Pins/s,
    )
    assert.doesNotMatch(page('refs/heads/</pre><img src=x>'), /<img/)
    const failed = summaryOf(verdictWith([verdictOn(pinned, [onDev])]), { report: '' })
    assert.match(failed, /Suggested profile, if you expected this build/)
  })
})

test('a suggested profile verifies its own build and no other branch, workflow or repository', () => {
  const kinds = {
    v1: (claims: Signer) => slsaStatement({ digest, claims }),
    v02: (claims: Signer) => slsaStatementV02({ digest, claims }),
    sbom: () => ({ predicateType: 'https://spdx.dev/Document', predicate: {} }),
    none: () => ({ predicateType: null, predicate: null }),
  }
  const others = (run: GithubRun, slsa: boolean): GithubRun[] => [
    ...(slsa || run.ref?.startsWith('refs/heads/') || !run.signer ? [{ ...run, ref: 'refs/heads/another1' }] : []),
    { ...run, repository: 'another1/app' },
    { ...run, repository: `${run.repository}2` },
    ...(run.signer ? [{ ...run, signer: { ...run.signer, workflow: '.github/workflows/another1.yml' } }] : []),
    ...(run.signer ? [{ ...run, signer: { ...run.signer, ref: 'refs/heads/another1' } }] : []),
    ...(slsa || !run.signer ? [{ ...run, workflow: '.github/workflows/another1.yml' }] : []),
  ]
  holds(
    fc.property(githubRuns, fc.constantFrom<keyof typeof kinds>('v1', 'v02', 'sbom', 'none'), (run, kind) => {
      const signer = githubClaims(run)
      const text = suggestionFor(signer, kinds[kind](signer))
      assert.ok(text !== null)
      const policy = readProfile(text, null, surroundings)
      assert.ok(!Array.isArray(policy))
      assert.deepEqual(policy.warnings, [])
      assert.ok(accepts(text, signer, kinds[kind](signer)))
      for (const other of others(run, kind === 'v1' || kind === 'v02')) {
        const claims = githubClaims(other)
        assert.ok(!accepts(text, claims, kinds[kind](claims)), JSON.stringify(other))
      }
    }),
  )
})
