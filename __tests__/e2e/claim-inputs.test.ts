import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { failed, type Stage, seen, setStage, verified } from '../support/action-fixture.ts'
import { emailClaims, githubClaims } from '../support/sigstore.ts'

const all: Record<string, string> = {
  branch: 'main',
  'signer-identity': 'release.yml',
  'cert-issuer': 'https://token.actions.githubusercontent.com',
  'runner-environment': 'github-hosted',
}

/** Every choice of the four claim inputs beside `repository`. */
const choices = [...Array(16).keys()].map((bits) =>
  Object.fromEntries(Object.entries(all).filter((_, index) => (bits >> index) & 1)),
)

async function inputsAgainst(stage: Stage, env: Record<string, string | undefined> = {}): Promise<string[]> {
  const ran: string[] = []
  for (const inputs of choices) ran.push(seen(await stage.run(inputs, { env })))
  return ran
}

test('a signer written as a regular expression is rejected with what is supported', async () => {
  await using stage = await setStage()
  const run = await stage.run({ 'signer-identity': '^https://github\\.com/acme/.*$' })
  assert.equal(seen(run), failed('CONFIG_ERROR'))
  assert.match(
    run.annotations[0]?.message ?? '',
    /looks like a regular expression.*glob in an artifact_provenance rule/,
  )
})

test("the hint for another CI's signer names no claim that its certificate lacks", async () => {
  await using stage = await setStage()
  const issuer = 'https://ci.acme.example'
  const identity = 'spiffe://ci.acme.example/builder'
  stage.attest({ claims: { ...emailClaims(identity, issuer), identity_type: 'uri' } })
  assert.equal(seen(await stage.run({ 'signer-identity': identity, 'cert-issuer': issuer })), verified)
  const run = await stage.run({ 'signer-identity': identity, 'cert-issuer': issuer, branch: 'main' })
  assert.match(run.annotations[0]?.message ?? '', /have no branch.*and leave branch out/)
})

suite('D-60: dist with claim inputs but no repository', () => {
  test("a stranger's image, with everything else as it should be", async () => {
    await using stage = await setStage()
    stage.attest({ claims: githubClaims({ repository: 'mallory/app', repositoryId: '6', ownerId: '66' }) })
    assert.deepEqual(
      await inputsAgainst(stage),
      choices.map(() => failed('NO_MATCHING_PROVENANCE')),
    )
  })
  test('an image of the repository that runs', async () => {
    await using stage = await setStage()
    stage.attest()
    assert.deepEqual(
      await inputsAgainst(stage),
      choices.map(() => verified),
    )
  })
  test('where it is not known which repository that is', async () => {
    await using stage = await setStage()
    stage.attest()
    const run = await stage.run({ branch: 'main' }, { env: { GITHUB_REPOSITORY: undefined } })
    assert.equal(seen(run), failed('CONFIG_ERROR'))
    assert.match(run.annotations[0]?.message ?? '', /GITHUB_REPOSITORY is not set.*Set the input repository/s)
    assert.equal(
      seen(await stage.run({ branch: 'main', repository: 'acme/app' }, { env: { GITHUB_REPOSITORY: undefined } })),
      verified,
    )
  })
  test('a whole identity needs no repository, and is nobody else', async () => {
    await using stage = await setStage()
    stage.attest({ claims: emailClaims('release@acme.example', 'https://accounts.google.com') })
    const issuer = { 'cert-issuer': 'https://accounts.google.com' }
    assert.equal(seen(await stage.run({ 'signer-identity': 'release@acme.example', ...issuer })), verified)
    assert.equal(
      seen(await stage.run({ 'signer-identity': 'other@acme.example', ...issuer })),
      failed('NO_MATCHING_PROVENANCE'),
    )
    // Nobody's certificate from there names the running repository, and a warning says so.
    assert.equal(seen(await stage.run(issuer)), failed('NO_MATCHING_PROVENANCE', 1))
  })
})
