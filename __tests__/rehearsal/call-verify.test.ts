/** The reusable workflow verify.yml, played in a runner as examples/call-verify.yml calls it. */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { dump, load } from 'js-yaml'
import { temporaryFolder } from '../support/action.ts'
import { type Stage, setStage } from '../support/action-fixture.ts'
import { loginEntry } from '../support/docker.ts'
import { startGitHub } from '../support/github.ts'
import { withoutAct } from '../support/rehearsal/act.ts'
import { type Rehearsal, rehearse } from '../support/rehearsal/rehearse.ts'
import type { StandInCall } from '../support/rehearsal/stand-ins.ts'
import { actionsIssuer, type Claims, emailClaims, githubClaims } from '../support/sigstore.ts'

const root = join(import.meta.dirname, '..', '..')
const example = readFileSync(join(root, 'examples', 'call-verify.yml'), 'utf8')

interface Workflow {
  on: { workflow_call: { inputs: Record<string, unknown> } }
  jobs: Record<string, { with?: Record<string, string>; steps?: { uses?: string; with?: Record<string, string> }[] }>
}

function read(file: string): Workflow {
  return load(readFileSync(join(root, file), 'utf8')) as Workflow
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
const combinations: Record<string, string>[] = Array.from({ length: 2 ** Object.keys(claims).length }, (_, choice) =>
  Object.fromEntries(Object.entries(claims).filter((_, index) => (choice >> index) % 2 === 1)),
)

/** Other ways to write the workflow that signs. */
const spellings = ['.github/workflows/release.yml', 'acme/app/.github/workflows/release.yml'].flatMap((identity) => [
  { 'signer-identity': identity },
  { 'signer-identity': identity, 'cert-issuer': actionsIssuer },
])

/** The same workflow, branch, issuer and runner, of another repository. */
const stranger = githubClaims({ repository: 'mallory/app', repositoryId: '6666', ownerId: '6667' })

/** The workflow of acme/app, as who calls it from elsewhere has it for a signer. */
const release = { repository: 'acme/app', workflow: '.github/workflows/release.yml', ref: 'refs/heads/main' }

/** Plays the example against a registry on loopback, where the image is pushed and attested with these claims. */
async function play(stage: Stage, signer: Claims, rehearsal: Partial<Rehearsal> = {}) {
  await using github = await startGitHub()
  return await rehearse({
    workflow: onLoopback(example, stage),
    defaults: { 'trusted-root': stage.sigstore.trustedRootFile(temporaryFolder()), wait: '0' },
    env: { GITHUB_API_URL: github.apiUrl },
    secrets: { GITHUB_TOKEN: 'token-of-the-job' },
    standIns: {
      'docker/login-action': logIn,
      'docker/build-push-action': ({ inputs }) => {
        assert.equal(inputs.tags, stage.image)
        return { digest: stage.digest }
      },
      'actions/attest': ({ inputs }) => {
        stage.attest({ about: inputs['subject-digest'] ?? '', claims: signer })
        return {}
      },
    },
    ...rehearsal,
  })
}

/** Writes the config of docker, as its CLI does for a login. */
function logIn({ inputs: { registry, username, password }, env }: StandInCall): Record<string, string> {
  assert.ok(registry && username && password, 'Username and password required')
  const folder = join(env.HOME ?? '', '.docker')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [registry]: loginEntry(username, password) } }))
  return {}
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
async function verdicts(
  combined: readonly Record<string, string>[],
  signer: Claims,
  rehearsal: Partial<Rehearsal> = {},
): Promise<Record<string, string>> {
  await using stage = await setStage()
  const { jobs, exitCode } = await play(stage, signer, { ...rehearsal, workflow: withEach(combined, stage) })
  assert.equal(jobs.image?.result, 'success')
  const seen = combined.map((given, index) => {
    const job = jobs[`call-${index}/verify`]
    const words = Object.entries(given).map((pair) => pair.join('='))
    return [words.join(' ') || 'none', `${job?.result}, ${job?.steps.verify?.outputs.code}`] as const
  })
  assert.equal(
    exitCode === 0,
    seen.every(([, verdict]) => verdict === 'success, VERIFIED'),
  )
  return Object.fromEntries(seen)
}

/** That every combination comes to the same. */
function all(combined: readonly Record<string, string>[], verdict: string): Record<string, string> {
  const names = combined.map(
    (given) =>
      Object.entries(given)
        .map((pair) => pair.join('='))
        .join(' ') || 'none',
  )
  return Object.fromEntries(names.map((name) => [name, verdict]))
}

test('D-30: verify.yml has every claim input of the action, and hands each of its inputs on', () => {
  const { on, jobs } = read('.github/workflows/verify.yml')
  const inputs = Object.keys(on.workflow_call.inputs)
  assert.deepEqual(inputs.toSorted(), [...Object.keys(claims), ...others].toSorted())
  const gate = jobs.verify?.steps?.find(({ uses }) => uses?.startsWith('acme/verify-image-provenance@'))
  const handedOn = inputs.filter((name) => !['profile-ref', 'registry'].includes(name))
  assert.deepEqual(gate?.with, Object.fromEntries(handedOn.map((name) => [name, `\${{ inputs.${name} }}`])))
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

  test('D-60: refuses the image of a stranger, and the job that needs it does not run', async () => {
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

  test("D-60: refuses a stranger's image with every combination of the claim inputs", async () => {
    const combined = [...combinations, ...spellings]
    assert.deepEqual(await verdicts(combined, stranger), all(combined, 'failure, NO_MATCHING_PROVENANCE'))
  })

  for (const [who, signer] of [
    ['another repository of the same owner', githubClaims({ repository: 'acme/app2', repositoryId: '1002' })],
    ['a stranger who calls its workflow', githubClaims({ repository: 'mallory/app', signer: release })],
    ['a person', emailClaims('mallory@example.com')],
  ] as const)
    test(`D-60: refuses an image that ${who} has signed, with no claim input or any single one`, async () => {
      const few = combinations.filter((given) => Object.keys(given).length < 2)
      assert.deepEqual(await verdicts(few, signer), all(few, 'failure, NO_MATCHING_PROVENANCE'))
    })

  test('accepts the right image with every combination of the claim inputs', async () => {
    const combined = [...combinations, ...spellings]
    assert.deepEqual(await verdicts(combined, githubClaims()), all(combined, 'success, VERIFIED'))
  })

  test('takes the profile from the default branch, and fails where there is none', async () => {
    const rule = (branch: string) =>
      `version: v1\ntype: profile\nname: x\nartifact:\n  - type: artifact_signature\n    def: { repository: acme/app, branch: ${branch} }\n`
    const file = '.github/image-provenance.yml'
    for (const [given, branch, verdict] of [
      [{ profile: file }, 'main', 'success, VERIFIED'],
      [{ profile: file }, 'release', 'failure, NO_MATCHING_PROVENANCE'],
      [{ profile: 'not-there.yml' }, 'main', 'failure, CONFIG_ERROR'],
      // The checkout fails, and the step does not run.
      [{ profile: file, 'profile-ref': 'not-there' }, 'main', 'failure, undefined'],
    ] as const)
      assert.deepEqual(
        await verdicts([given], githubClaims(), { files: { [file]: rule(branch) } }),
        all([given], verdict),
      )
  })

  test('logs in to the registry that it is given, with the two secrets', async () => {
    await using stage = await setStage({ auth: { user: 'robot', password: 'canary-secret', scheme: 'basic' } })
    const { host } = stage.registry
    const workflow = read('examples/call-verify.yml')
    const { image, provenance } = workflow.jobs
    const secrets = {
      'registry-username': `\${{ secrets.ROBOT }}`,
      'registry-password': `\${{ secrets.ROBOT_PASSWORD }}`,
    }
    const call = { ...provenance, with: { ...provenance?.with, registry: host }, secrets }
    const calling = onLoopback(dump({ ...workflow, jobs: { image, provenance: call } }), stage)
    const { jobs } = await play(stage, githubClaims(), {
      workflow: calling,
      secrets: { GITHUB_TOKEN: 'token-of-the-job', ROBOT: 'robot', ROBOT_PASSWORD: 'canary-secret' },
    })
    assert.equal(jobs['provenance/verify']?.steps.verify?.outputs.code, 'VERIFIED')
    const without = await play(stage, githubClaims(), { workflow: calling.replaceAll('secrets.ROBOT', 'secrets.NONE') })
    assert.equal(without.jobs['provenance/verify']?.result, 'failure')
  })

  for (const [name, wrong] of [
    ['branch', 'release'],
    ['signer-identity', 'nightly.yml'],
    ['cert-issuer', 'https://token.actions.githubusercontent.com/acme'],
    ['runner-environment', 'self-hosted'],
    ['repository', 'acme/other'],
  ] as const)
    test(`D-30: hands ${name} on, and refuses an image that does not meet it`, async () => {
      const given = [{ [name]: wrong }]
      assert.deepEqual(await verdicts(given, githubClaims()), all(given, 'failure, NO_MATCHING_PROVENANCE'))
    })
})
