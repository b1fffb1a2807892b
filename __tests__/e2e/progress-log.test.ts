import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { failed, seen, setStage } from '../support/action-fixture.ts'
import { githubClaims } from '../support/sigstore.ts'

/** What is told before the first verdict; the runner hides debug lines. */
function progressOf(stdout: string): string[] {
  const lines = stdout.slice(0, stdout.indexOf('::group::')).split('\n')
  return lines.filter((line) => line !== '' && !line.startsWith('::debug::'))
}

test('the progress log has a line for each step of an image, before any verdict', async () => {
  await using stage = await setStage()
  stage.attest()
  const { stdout } = await stage.run()
  assert.deepEqual(
    progressOf(stdout),
    [
      `resolving at ${stage.registry.host}`,
      `asking what is attached to ${stage.digest}`,
      'the referrers API of the registry: 1 found',
      'the referrers tag: 0 found',
      'the .sig tag of cosign: 0 found',
      'the .att tag of cosign: 0 found',
      'verifying 1 attestation',
      'VERIFIED',
    ].map((what) => `${stage.image}: ${what}`),
  )
})

test('the progress log has a line for each poll', async () => {
  await using stage = await setStage()
  const { stdout } = await stage.run({ wait: '1' })
  assert.equal(stdout.split(': asking what').length, 3)
})

test('the progress log names the image in each line when there are several', async () => {
  await using stage = await setStage()
  stage.attest()
  const other = `${stage.registry.host}/acme/other:latest`
  const { stdout } = await stage.run({ image: `${stage.image}\n${other}` })
  for (const line of progressOf(stdout)) {
    assert.ok(line.startsWith(`${stage.image}: `) || line.startsWith(`${other}: `), line)
  }
})

suite('the position of an annotation', () => {
  const GITHUB_WORKFLOW_REF = 'acme/app/.github/workflows/release.yml@refs/heads/main'
  test('without a profile at the workflow file, if it is in the workspace', async () => {
    await using stage = await setStage()
    const files = { '.github/workflows/release.yml': 'on: push\n' }
    const run = await stage.run({}, { files, env: { GITHUB_WORKFLOW_REF } })
    assert.equal(run.annotations[0]?.file, '.github/workflows/release.yml')
    assert.equal((await stage.run({}, { env: { GITHUB_WORKFLOW_REF } })).annotations[0]?.file, undefined)
  })
  test('at the value in the profile that was not met, by the real path of a profile behind a symbolic link', async () => {
    await using stage = await setStage()
    stage.attest({ claims: githubClaims({ ref: 'refs/heads/dev' }) })
    const profile =
      'version: v1\ntype: profile\nname: p\nartifact:\n  - type: artifact_signature\n    def:\n      branch: main\n'
    const run = await stage.run({ profile: './a/../p.yml' }, { files: { 'p.yml': profile, 'a/x': '' } })
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE', 1))
    const { file, line, col } = run.annotations[0] ?? {}
    assert.deepEqual([file, line, col], ['p.yml', 7, 15])
  })
})

test('a self-hosted runner that the policy does not mention is a warning on a passing step', async () => {
  await using stage = await setStage()
  stage.attest({ claims: githubClaims({ runner: 'self-hosted' }) })
  const run = await stage.run()
  assert.equal(seen(run), 'exit 0, VERIFIED, verified=true, 0 errors, 1 warnings')
  assert.match(run.annotations[0]?.message ?? '', /built on a self-hosted runner/)
  const asked = await stage.run({ repository: 'acme/app', 'runner-environment': 'self-hosted' })
  assert.equal(seen(asked), 'exit 0, VERIFIED, verified=true, 0 errors, 0 warnings')
})

test("H-14: 64 failed images give ten annotations and a summary within GitHub's limit, worst first", async () => {
  await using stage = await setStage()
  const missing = Array.from({ length: 63 }, (_, index) => `${stage.registry.host}/acme/app:v${index}`)
  const run = await stage.run({ image: [...missing, stage.image].join('\n') })
  assert.equal(run.exitCode, 1)
  assert.equal(run.annotations.length, 10)
  assert.equal(run.annotations[0]?.title, `NO_PROVENANCE: ${stage.image}`)
  assert.match(run.annotations[9]?.message ?? '', /^55 more failures in the report\./)
  assert.ok(Buffer.byteLength(run.summary) < 1024 * 1024)
  assert.match(run.summary, /^<h2>❌ 64 of 64 images are not verified<\/h2>/)
  assert.ok(run.summary.indexOf('app:latest') < run.summary.indexOf('app:v0'))
  const sarif = JSON.parse(readFileSync(run.outputs.sarif ?? '', 'utf8'))
  assert.equal(sarif.runs[0].results.length, 64)
})

test('H-02, H-17: every report shows workflow commands, markup and links of a certificate as text', async () => {
  await using stage = await setStage()
  const evil = '\n::error::forged\n##[error]forged</td><h1>VERIFIED</h1>```[x](https://evil.example)"]{0}%%{init: {}}%%'
  stage.attest({ claims: { ...githubClaims(), workflow_name: evil, ref: `refs/heads/${evil}`, run: evil } })
  const run = await stage.run({ repository: 'acme/app', branch: 'main' })
  assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
  assert.doesNotMatch(run.stdout, /^::error::forged|##\[/m)
  const [before = '', picture = '', after = '', ...others] = run.summary.split('```')
  assert.deepEqual(others, [])
  assert.doesNotMatch(before + after, /<h1>|href="https:\/\/evil|\]\(/)
  assert.doesNotMatch(picture, /%%|[`(]|https:/)
  assert.equal(run.report?.images[0]?.attestations[0]?.signer?.ref, `refs/heads/${evil}`)
  const sarif = JSON.parse(readFileSync(run.outputs.sarif ?? '', 'utf8'))
  assert.doesNotMatch(sarif.runs[0].results[0].message.text, /[[\]{}\n]/)
})
