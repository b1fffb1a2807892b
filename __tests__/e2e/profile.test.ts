import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { failed, path, seen, setStage, verified } from '../support/action-fixture.ts'
import { githubClaims, slsaStatementV02 } from '../support/sigstore.ts'

const profileFile = '.github/images.yml'
const profileOf = (type: string, ...def: string[]) =>
  [
    'version: v1',
    'type: profile',
    'name: images',
    'artifact:',
    `  - type: ${type}`,
    '    def:',
    ...def.map((line) => `      ${line}`),
    '',
  ].join('\n')
const withProfile = (text: string) => [{ profile: profileFile }, { files: { [profileFile]: text } }] as const

suite('a rule of type artifact_provenance', () => {
  const current = profileOf('artifact_provenance', 'repository: acme/app', 'run: current', 'commit: current')
  test('this very run and its commit, whichever attempt it was', async () => {
    await using stage = await setStage()
    stage.attest({ claims: githubClaims({ runAttempt: '2' }) })
    const run = await stage.run(...withProfile(current))
    assert.equal(seen(run), verified)
    assert.deepEqual(
      run.report?.images[0]?.rules[0]?.claims.map(({ claim, expected, ok }) => [claim, expected, ok]),
      [
        ['repository', 'acme/app', true],
        ['run', 'https://github.com/acme/app/actions/runs/3003', true],
        ['commit', '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e', true],
        ['predicate_type', ['https://slsa.dev/provenance/v1', 'https://slsa.dev/provenance/v0.2'], true],
        ['cert_issuer', 'https://token.actions.githubusercontent.com', true],
      ],
    )
    assert.equal(run.report?.images[0]?.suggestedProfile, null)
  })
  test('B-21: what another run has pushed; the annotation stands at the value', async () => {
    await using stage = await setStage()
    stage.attest({ claims: githubClaims({ runId: '3002' }) })
    const run = await stage.run(...withProfile(current))
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    const [annotation] = run.annotations
    assert.deepEqual([annotation?.file, annotation?.line, annotation?.col], [profileFile, 8, 12])
    assert.match(
      annotation?.message ?? '',
      /run\)?: expected "https:\/\/github\.com\/acme\/app\/actions\/runs\/3003", found ".*\/3002\/attempts\/1"/,
    )
    assert.match(annotation?.message ?? '', /was built by a different workflow run/)
  })
  test('another commit: the annotation stands at the value', async () => {
    await using stage = await setStage()
    stage.attest({ claims: githubClaims({ sha: 'a'.repeat(40) }) })
    const run = await stage.run(...withProfile(current))
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.deepEqual([run.annotations[0]?.line, run.annotations[0]?.col], [9, 15])
  })
  test('outside a workflow run, current is a mistake', async () => {
    await using stage = await setStage()
    stage.attest()
    const [inputs, files] = withProfile(current)
    const env = { GITHUB_RUN_ID: undefined, GITHUB_SHA: undefined }
    const run = await stage.run(inputs, { ...files, env })
    assert.equal(run.exitCode, 1)
    assert.deepEqual(
      run.annotations.map(({ title, line }) => [title, line]),
      [
        ['CONFIG_ERROR', 8],
        ['CONFIG_ERROR', 9],
      ],
    )
  })
  test('lists and wildcards, shown as they are asked for', async () => {
    await using stage = await setStage()
    stage.attest({ claims: githubClaims({ ref: 'refs/tags/v1.2.3', event: 'release' }) })
    const text = profileOf(
      'artifact_provenance',
      'owner: acme',
      "tag: { glob: 'v*' }",
      'event: [push, release]',
      'repository_id: 1001',
      'max_age: 1h',
    )
    const run = await stage.run(...withProfile(text))
    assert.equal(seen(run), verified)
    assert.equal(run.report?.images[0]?.rules[0]?.claims[1]?.expected, 'glob: v*')
    const other = await stage.run(...withProfile(text.replace('v*', 'w*')))
    assert.equal(seen(other), failed('NO_MATCHING_PROVENANCE'))
    assert.match(other.annotations[0]?.message ?? '', /expected "glob: w\*", found "refs\/tags\/v1\.2\.3"/)
  })
  test("slsa-github-generator's provenance, by a reusable workflow", async () => {
    await using stage = await setStage()
    const signer = {
      repository: 'slsa-framework/slsa-github-generator',
      workflow: '.github/workflows/generator_container_slsa3.yml',
      ref: 'refs/tags/v1.9.0',
    }
    const claims = githubClaims({ ref: 'refs/tags/v1', signer })
    const statement = slsaStatementV02({ digest: stage.digest, claims })
    stage.registry.attach(path, stage.digest, stage.sigstore.sign({ statement, claims }))
    const builder = `https://github.com/${signer.repository}/${signer.workflow}`
    const text = profileOf(
      'artifact_provenance',
      'repository: acme/app',
      `builder_id: ${builder}`,
      'build_config: release.yml',
    )
    assert.equal(seen(await stage.run(...withProfile(text))), verified)
    const slsa = profileOf(
      'artifact_attestation_slsa',
      'workflow_repository: acme/app',
      'workflow_ref: refs/tags/v1',
      'signer_identity: release.yml',
    )
    const run = await stage.run(...withProfile(slsa))
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.match(run.annotations[0]?.message ?? '', /release\.yml is the workflow that called it/)
    assert.match(
      run.report?.images[0]?.attestations[0]?.message ?? '',
      /signed by the reusable workflow .*generator_container_slsa3\.yml@refs\/tags\/v1\.9\.0, which .*release\.yml@refs\/tags\/v1 called/,
    )
  })
})

suite('D-62: an expensive profile ends in time', () => {
  const many = (count: number, item: (index: number) => string) => [...Array(count).keys()].map(item)
  const texts: Record<string, [string, RegExp]> = {
    'in globs and refs': [
      profileOf(
        'artifact_provenance',
        `ref: [${many(246, (index) => `{ glob: 'refs/heads/${'*a'.repeat(240)}b${index}' }`)}]`,
        `workflow_ref: [${many(246, (index) => `refs/heads/${'a'.repeat(480)}c${index}`)}]`,
      ),
      /globs of the profile have more than 16384 characters/,
    ],
    'in tag_regex': [
      profileOf('artifact_signature', 'repository: acme/app') +
        many(
          1000,
          (index) =>
            `  - type: artifact_signature\n    params: { tag_regex: '(?i)${'[\\p{L}]'.repeat(17)}${index}' }\n    def: { branch: b }\n`,
        ).join(''),
      /exceeds the limit of 64 patterns in one profile/,
    ],
  }
  for (const [name, [text, words]] of Object.entries(texts)) {
    test(name, async () => {
      await using stage = await setStage()
      const run = await stage.run(...withProfile(text))
      assert.equal(run.outputs.code, 'CONFIG_ERROR')
      assert.match(run.annotations[0]?.message ?? '', words)
      assert.ok(run.durationMs < 20_000, `${run.durationMs} ms`)
    })
  }
})

test('dist reads an exported profile with empty lists in its other sections', async () => {
  await using stage = await setStage()
  stage.attest()
  const text = profileOf('artifact_signature', 'repository: acme/app')
  const exported = `${text}repository: []\npull_request: []\nbuild_environment: []\nselection: []\n`
  assert.equal(seen(await stage.run(...withProfile(exported))), verified)
  const asking = await stage.run(...withProfile(`${text}pull_request:\n  - type: x\n`))
  assert.equal(seen(asking), failed('CONFIG_ERROR'))
  assert.match(asking.annotations[0]?.message ?? '', /The key pull_request is refused/)
})

test('dist annotates eight errors of a profile at once, each at its position', async () => {
  await using stage = await setStage()
  const text = profileOf(
    'artifact_provenance',
    'repositroy: acme/app',
    'branch: 1.10',
    'tag: refs/tags/v1',
    'cert_issuer: github',
    'visibility: secret',
    'commit: HEAD',
    'max_age: soon',
    'event: []',
  )
  const run = await stage.run(...withProfile(text))
  assert.equal(seen(run), 'exit 1, CONFIG_ERROR, verified=false, 8 errors, 0 warnings')
  assert.deepEqual(
    run.annotations.map(({ file, line, col }) => [file, line, col]),
    [
      [7, 7],
      [8, 15],
      [9, 12],
      [10, 20],
      [11, 19],
      [12, 15],
      [13, 16],
      [14, 14],
    ].map(([line, col]) => [profileFile, line, col]),
  )
  assert.deepEqual(stage.registry.requests, [])
})

test('dist suggests a profile for an image that nothing pins', async () => {
  await using stage = await setStage()
  stage.attest()
  const run = await stage.run(...withProfile(profileOf('artifact_signature', 'is_verified: true')))
  assert.equal(seen(run), 'exit 0, VERIFIED, verified=true, 0 errors, 1 warnings')
  const suggestion = run.report?.images[0]?.suggestedProfile ?? ''
  assert.match(run.summary, /Suggested profile that pins this build/)
  assert.equal(seen(await stage.run(...withProfile(suggestion))), verified)
})
