/** The reusable workflow verify.yml, played in a runner as examples/call-verify.yml calls it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { dump, load } from 'js-yaml'
import { temporaryFolder } from '../support/action.ts'
import { startGitHub } from '../support/github.ts'
import { withoutAct } from '../support/rehearsal/act.ts'
import { type Rehearsal, rehearse } from '../support/rehearsal/rehearse.ts'
import { actionsIssuer, type Claims, githubClaims } from '../support/sigstore.ts'
import { type Stage, setStage } from '../support/stage.ts'

const root = join(import.meta.dirname, '..', '..')
const example = readFileSync(join(root, 'examples', 'call-verify.yml'), 'utf8')

interface Workflow {
  on: { workflow_call: { inputs: Record<string, unknown> } }
  jobs: Record<string, { needs?: string; with?: Record<string, string>; uses?: string }>
}

/** Every claim input of verify.yml, with a value that is true of the builds of acme/app. */
const claims = {
  repository: 'acme/app',
  branch: 'main',
  'signer-identity': 'release.yml',
  'cert-issuer': actionsIssuer,
  'runner-environment': 'github-hosted',
}

/** The inputs of verify.yml that say nothing about who has built the image. */
const others = ['image', 'digest', 'profile', 'profile-ref', 'platforms', 'registry']

/** Every choice of claim inputs, that of none included. */
const combinations: Record<string, string>[] = Object.entries(claims).reduce<Record<string, string>[]>(
  (chosen, [name, value]) => [...chosen, ...chosen.map((one) => ({ ...one, [name]: value }))],
  [{}],
)

/** Other ways to write the workflow that signs. */
const spellings = ['.github/workflows/release.yml', 'acme/app/.github/workflows/release.yml'].flatMap((identity) => [
  { 'signer-identity': identity },
  { 'signer-identity': identity, 'cert-issuer': actionsIssuer },
])

/** The same workflow, branch, issuer and runner, of another repository. */
const stranger = githubClaims({ repository: 'mallory/app', repositoryId: '6666', ownerId: '6667' })

/** Plays the example against a registry on loopback, where the image is pushed and attested with these claims. */
async function play(stage: Stage, signer: Claims, rehearsal: Partial<Rehearsal> = {}) {
  await using github = await startGitHub()
  return await rehearse({
    workflow: onLoopback(example, stage),
    defaults: { 'trusted-root': stage.sigstore.trustedRootFile(temporaryFolder()), wait: '0' },
    env: { GITHUB_API_URL: github.apiUrl },
    secrets: { GITHUB_TOKEN: 'token-of-the-job' },
    standIns: {
      'docker/login-action': () => ({}),
      'docker/build-push-action': ({ inputs }) => {
        assert.equal(inputs.tags, stage.image)
        return { digest: stage.digest }
      },
      'actions/attest-build-provenance': ({ inputs }) => {
        stage.attest({ about: inputs['subject-digest'] ?? '', claims: signer })
        return {}
      },
    },
    ...rehearsal,
  })
}

function onLoopback(workflow: string, stage: Stage): string {
  return workflow.replaceAll('ghcr.io', stage.registry.host)
}

/** The example with one job that calls verify.yml for each combination, and gives it nothing else. */
function withEach(combined: readonly Record<string, string>[], stage: Stage): string {
  const workflow = load(onLoopback(example, stage)) as Workflow
  const { image, provenance, ...rest } = workflow.jobs
  assert.ok(image && provenance?.with && rest.deploy)
  const { image: reference = '', digest = '' } = provenance.with
  const calls = combined.map((given, index) => [
    `call-${index}`,
    { ...provenance, with: { image: reference, digest, ...given } },
  ])
  return dump({ ...workflow, jobs: { image, ...Object.fromEntries(calls) } })
}

/** What each combination came to, by its inputs. */
async function verdicts(combined: readonly Record<string, string>[], signer: Claims): Promise<Record<string, string>> {
  await using stage = await setStage()
  const { jobs, exitCode } = await play(stage, signer, { workflow: withEach(combined, stage) })
  assert.equal(jobs.image?.result, 'success')
  const seen = combined.map((given, index) => {
    const job = jobs[`call-${index}/verify`]
    const words = Object.entries(given).map((pair) => pair.join('='))
    return [words.join(' ') || 'none', `${job?.result}, ${job?.steps.verify?.outputs.code}`] as const
  })
  assert.equal(exitCode === 0, seen.every(([, verdict]) => verdict === 'success, VERIFIED'))
  return Object.fromEntries(seen)
}

/** That every combination comes to the same. */
function all(combined: readonly Record<string, string>[], verdict: string): Record<string, string> {
  const names = combined.map((given) => Object.entries(given).map((pair) => pair.join('=')).join(' ') || 'none')
  return Object.fromEntries(names.map((name) => [name, verdict]))
}

test('verify.yml has no input that these rehearsals do not know', () => {
  const { on } = load(readFileSync(join(root, '.github', 'workflows', 'verify.yml'), 'utf8')) as Workflow
  assert.deepEqual(Object.keys(on.workflow_call.inputs).toSorted(), [...Object.keys(claims), ...others].toSorted())
})

suite('verify.yml, called as examples/call-verify.yml calls it', { skip: withoutAct, concurrency: 2 }, () => {
  test('verifies the image of the calling repository, and hands it to the job that needs it', async () => {
    await using stage = await setStage()
    const { exitCode, jobs, errors } = await play(stage, githubClaims())
    assert.deepEqual(errors, [])
    assert.equal(exitCode, 0)
    assert.deepEqual(Object.keys(jobs), ['image', 'provenance/verify', 'deploy'])
    const { outputs } = jobs['provenance/verify']?.steps.verify ?? {}
    assert.equal(outputs?.verified, 'true')
    assert.equal(outputs.code, 'VERIFIED')
    const pinned = `${stage.registry.host}/acme/app@${stage.digest}`
    assert.equal(jobs.deploy?.steps['0']?.text, `Deploying ${pinned}\n`)
  })

  test('D-30: refuses the image of a stranger, and the job that needs it does not run', async () => {
    await using stage = await setStage()
    const { exitCode, jobs } = await play(stage, stranger)
    assert.equal(exitCode, 1)
    assert.deepEqual(Object.keys(jobs), ['image', 'provenance/verify'])
    const verify = jobs['provenance/verify']
    assert.equal(verify?.result, 'failure')
    assert.equal(verify.steps.verify?.outputs.code, 'NO_MATCHING_PROVENANCE')
    assert.equal(verify.steps.verify.outputs.verified, 'false')
    assert.equal(verify.steps.verify.annotations[0]?.level, 'error')
  })

  test("D-30: refuses a stranger's image with every combination of the claim inputs", async () => {
    const combined = [...combinations, ...spellings]
    assert.deepEqual(await verdicts(combined, stranger), all(combined, 'failure, NO_MATCHING_PROVENANCE'))
  })

  test('accepts the right image with every combination of the claim inputs', async () => {
    const combined = [...combinations, ...spellings]
    assert.deepEqual(await verdicts(combined, githubClaims()), all(combined, 'success, VERIFIED'))
  })

  for (const [name, wrong] of [
    ['branch', 'release'],
    ['signer-identity', 'nightly.yml'],
    ['cert-issuer', 'https://token.actions.githubusercontent.com/acme'],
    ['runner-environment', 'self-hosted'],
    ['repository', 'acme/other'],
  ] as const)
    test(`D-31: hands ${name} on, and refuses an image that does not meet it`, async () => {
      const given = [{ [name]: wrong }]
      assert.deepEqual(await verdicts(given, githubClaims()), all(given, 'failure, NO_MATCHING_PROVENANCE'))
    })
})
