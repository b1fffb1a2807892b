/** The action as a step of a plain workflow, played in a runner: what later steps and jobs see of it. */
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { temporaryFolder } from '../support/action.ts'
import { provenance, type Stage, setStage } from '../support/action-fixture.ts'
import { startGitHub } from '../support/github.ts'
import { withoutAct } from '../support/rehearsal/act.ts'
import { olderNode } from '../support/rehearsal/older-node.ts'
import { type Rehearsal, rehearse } from '../support/rehearsal/rehearse.ts'

/** A gate, a step that hands on what it says, and a job that needs it. */
function workflow(inputs: Record<string, string>, gate = ''): string {
  const lines = Object.entries(inputs).map(([name, value]) => `          ${name}: ${JSON.stringify(value)}`)
  return `name: Gate
on: push
permissions: {}
jobs:
  gate:
    runs-on: ubuntu-latest
    outputs:
      images: \${{ steps.verify.outputs.images }}
    steps:
      - id: verify
        uses: acme/verify-image-provenance@v1
${gate}        with:
${lines.join('\n')}
      - id: after
        run: |
          echo "$VERIFIED $CODE $DIGEST"
          for file in "$REPORT" "$SARIF"; do test -s "$file" && echo written; done
        env:
          VERIFIED: \${{ steps.verify.outputs.verified }}
          CODE: \${{ steps.verify.outputs.code }}
          DIGEST: \${{ steps.verify.outputs.digest }}
          REPORT: \${{ steps.verify.outputs.report }}
          SARIF: \${{ steps.verify.outputs.sarif }}
      - id: if-verified
        if: steps.verify.outputs.verified == 'true'
        run: echo deploying
      - id: if-failed
        if: failure()
        run: echo "$CODE"
        env:
          CODE: \${{ steps.verify.outputs.code }}
  deploy:
    needs: gate
    runs-on: ubuntu-latest
    steps:
      - id: deploy
        run: echo "$IMAGES"
        env:
          IMAGES: \${{ needs.gate.outputs.images }}
`
}

async function play(
  stage: Stage,
  inputs: Record<string, string>,
  rehearsal: Partial<Rehearsal> & { gate?: string } = {},
) {
  await using github = await startGitHub()
  const { exitCode, jobs, errors } = await rehearse({
    workflow: workflow({ image: stage.image, ...inputs }, rehearsal.gate),
    defaults: { 'trusted-root': stage.sigstore.trustedRootFile(temporaryFolder()), wait: '0' },
    env: { GITHUB_API_URL: github.apiUrl },
    ...rehearsal,
  })
  const { gate } = jobs
  assert.ok(gate?.steps.verify, errors.join('\n'))
  return { exitCode, jobs: Object.keys(jobs), gate, verify: gate.steps.verify, deploy: jobs.deploy?.steps.deploy }
}

/** That the step is red, that no later step ran but the one for failures, and no job that needs it. */
function assertRed({ exitCode, jobs, gate, verify }: Awaited<ReturnType<typeof play>>, code: string): void {
  assert.equal(verify.outcome, 'failure')
  assert.equal(verify.outputs.code, code)
  assert.equal(verify.outputs.verified, 'false')
  assert.deepEqual(
    verify.annotations.filter(({ level }) => level === 'error').map(({ title }) => title?.split(':')[0]),
    [code],
  )
  assert.deepEqual(Object.keys(gate.steps), ['verify', 'if-failed'])
  assert.equal(gate.steps['if-failed']?.text, `${code}\n`)
  assert.equal(gate.result, 'failure')
  assert.deepEqual(jobs, ['gate'])
  assert.equal(exitCode, 1)
}

suite('the action as a step, in a runner', { skip: withoutAct, concurrency: 2 }, () => {
  test('a verified image: green, and its outputs reach later steps and the job that needs it', async () => {
    await using stage = await setStage()
    stage.attest()
    const { exitCode, jobs, gate, verify, deploy } = await play(stage, { repository: 'acme/app', branch: 'main' })
    assert.equal(exitCode, 0)
    assert.equal(gate.steps.after?.text, `true VERIFIED ${stage.digest}\nwritten\nwritten\n`)
    assert.deepEqual(Object.keys(gate.steps), ['verify', 'after', 'if-verified'])
    assert.deepEqual(jobs, ['gate', 'deploy'])
    assert.equal(deploy?.text, `${stage.registry.host}/acme/app@${stage.digest}\n`)
    assert.match(verify.summary, /The image is verified/)
  })

  test('A-30: a tampered attestation: red, and nothing after it runs', async () => {
    await using stage = await setStage()
    const tamper = (bundle: object) => {
      const { dsseEnvelope } = bundle as { dsseEnvelope: { payload: string } }
      const other = provenance(stage.digest.replace(/.$/, (last) => (last === '0' ? '1' : '0')))
      dsseEnvelope.payload = Buffer.from(JSON.stringify(other)).toString('base64')
    }
    const bundle = stage.sigstore.sign({ statement: provenance(stage.digest), tamper })
    stage.registry.attach('acme/app', stage.digest, bundle)
    assertRed(await play(stage, { repository: 'acme/app' }), 'NO_MATCHING_PROVENANCE')
  })

  test('A-30: an image that nothing attests: red, and nothing after it runs', async () => {
    await using stage = await setStage()
    assertRed(await play(stage, { repository: 'acme/app' }), 'NO_PROVENANCE')
  })

  test('A-30: a tag that was moved after the push: red, and nothing after it runs', async () => {
    await using stage = await setStage()
    stage.attest()
    assertRed(await play(stage, { digest: `sha256:${'0'.repeat(64)}` }), 'DIGEST_MISMATCH')
  })

  test('A-30: an action without its dist: red, and nothing after it runs', async () => {
    await using stage = await setStage()
    stage.attest()
    const { exitCode, gate, jobs } = await play(stage, {}, { entry: 'not-there.js' })
    assert.equal(gate.steps.verify?.outcome, 'failure')
    assert.deepEqual(Object.keys(gate.steps), ['verify', 'if-failed'])
    assert.deepEqual(jobs, ['gate'])
    assert.equal(exitCode, 1)
  })

  for (const [misspelt, meant] of [
    ['brach', 'branch'],
    ['images', 'image'],
    ['signer', 'signer-identity'],
    ['repo', 'repository'],
  ] as const)
    test(`the input ${misspelt}, which there is none of: red, and names ${meant}`, async () => {
      await using stage = await setStage()
      stage.attest()
      const seen = await play(stage, { repository: 'acme/app', [misspelt]: 'main' })
      assertRed(seen, 'CONFIG_ERROR')
      assert.match(seen.verify.annotations[0]?.message ?? '', new RegExp(`\\b${misspelt}\\b.*\\b${meant}\\b`, 's'))
    })

  test('mode: warn leaves the step green with verified at false, and what asks for true does not run', async () => {
    await using stage = await setStage()
    const { exitCode, jobs, gate, verify, deploy } = await play(stage, { repository: 'acme/app', mode: 'warn' })
    assert.equal(exitCode, 0)
    assert.deepEqual(Object.keys(gate.steps), ['verify', 'after'])
    assert.equal(gate.steps.after?.text, 'false NO_PROVENANCE \nwritten\nwritten\n')
    assert.deepEqual(
      verify.annotations.map(({ level }) => level),
      ['warning'],
    )
    assert.deepEqual(jobs, ['gate', 'deploy'])
    // Nothing is handed on that was not verified.
    assert.equal(deploy?.text, '\n')
  })

  test('mode: warn does not hide a mistake in the set-up', async () => {
    await using stage = await setStage()
    stage.attest()
    assertRed(await play(stage, { platforms: 'all', mode: 'warn' }), 'CONFIG_ERROR')
  })

  test('continue-on-error: the step failed, the job goes on, and nothing is handed to the job that needs it', async () => {
    await using stage = await setStage()
    const { exitCode, gate, verify, deploy } = await play(
      stage,
      { repository: 'acme/app' },
      { gate: '        continue-on-error: true\n' },
    )
    assert.equal(exitCode, 0)
    assert.equal(verify.outcome, 'failure')
    assert.deepEqual(Object.keys(gate.steps), ['verify', 'after'])
    assert.equal(deploy?.text, '\n')
  })

  test('a Node.js that is too old: red, and says which one is there and which is needed', async (context) => {
    const older = olderNode()
    if (older === null) return context.skip('there is no Node.js older than 24 on the path')
    await using stage = await setStage()
    stage.attest()
    const seen = await play(stage, { repository: 'acme/app' }, { node: older.path })
    assertRed(seen, 'CONFIG_ERROR')
    const { message = '' } = seen.verify.annotations[0] ?? {}
    assert.ok(message.includes(older.version), message)
    assert.match(message, /\b24\b/)
  })
})
