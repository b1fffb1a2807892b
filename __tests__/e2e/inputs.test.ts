/** Inputs that are not what they look like: names that action.yml does not have, and lists of nothing. */
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { failed, seen, setStage, verified } from '../support/action-fixture.ts'
import { githubClaims } from '../support/sigstore.ts'

const secret = 'a-value-that-nobody-may-see'

suite('A-40: dist rejects an unknown input', () => {
  const slips: [string, RegExp][] = [
    ['BRACH', /brach \(did you mean branch\?\)/],
    ['BRNACH', /brnach \(did you mean branch\?\)/],
    ['BRANCHES', /branches \(did you mean branch\?\)/],
    ['IMAGES', /images \(did you mean image\?\)/],
    ['IMGAE', /imgae \(did you mean image\?\)/],
    ['TAG', /tag \(did you mean image\?\)/],
    ['TAGS', /tags \(did you mean image\?\)/],
    ['REPO', /repo \(did you mean repository\?\)/],
    ['REPOSITORIES', /repositories \(did you mean repository\?\)/],
    ['SIGNER', /signer \(did you mean signer-identity\?\)/],
    ['WORKFLOW', /workflow \(did you mean signer-identity\?\)/],
    ['COMMIT', /commit \(write it in a profile, as commit\)/],
    ['SHA', /sha \(write it in a profile, as commit\)/],
    ['OWNER', /owner \(write it in a profile, as owner\)/],
    ['MAX-AGE', /max-age \(write it in a profile, as max_age\)/],
    ['ISSUER', /issuer \(did you mean cert-issuer\?\)/],
    ['RUNNER', /runner \(did you mean runner-environment\?\)/],
    ['POLICY', /policy \(did you mean profile\?\)/],
    ['SUBJECT-NAME', /subject-name \(did you mean image\?\)/],
    ['SUBJECT-DIGEST', /subject-digest \(did you mean digest\?\)/],
    ['SIGNER_IDENTITY', /signer_identity \(did you mean signer-identity\?\)/],
    ['TRUSTED_ROOT', /trusted_root \(did you mean trusted-root\?\)/],
    ['SIGNERIDENTITY', /signeridentity \(did you mean signer-identity\?\)/],
    ['branch', /INPUT_branch \(write branch\)/],
    ['Signer-Identity', /INPUT_Signer-Identity \(write signer-identity\)/],
  ]
  test('that is near to one, or a usual slip, is CONFIG_ERROR, also in warn mode; its value is shown nowhere', async () => {
    await using stage = await setStage()
    stage.attest()
    for (const [name, told] of slips) {
      const run = await stage.run({ mode: 'warn' }, { env: { [`INPUT_${name}`]: secret } })
      assert.equal(seen(run), failed('CONFIG_ERROR'), name)
      assert.match(run.report?.errors[0]?.message ?? '', told)
      assert.match(run.annotations[0]?.message ?? '', new RegExp(`set INPUT_${name} to ""`))
      assert.ok(!JSON.stringify([run.stdout, run.stderr, run.summary, run.report, run.outputs]).includes(secret), name)
      assert.deepEqual(run.requests, [])
    }
  })
  test('A-24: nor is what other verifiers call a constraint', async () => {
    await using stage = await setStage()
    stage.attest()
    for (const [name, told] of [
      ['CERT-IDENTITY-REGEX', /cert-identity-regex \(did you mean signer-identity\?\)/],
      ['SIGNER-REPO', /signer-repo \(did you mean repository\?\)/],
      ['CERTIFICATE-GITHUB-WORKFLOW-REF', /workflow-ref \(write it in a profile, as ref\)/],
      ['SOURCE-TAG', /source-tag \(write it in a profile, as tag\)/],
    ] as const) {
      const run = await stage.run({}, { env: { [`INPUT_${name}`]: secret } })
      assert.equal(seen(run), failed('CONFIG_ERROR'), name)
      assert.match(run.report?.errors[0]?.message ?? '', told)
    }
  })
  test('all of them are told at once, ten by name', async () => {
    await using stage = await setStage()
    const env = Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [`INPUT_BRANCH${n % 10}${n > 9 ? 'X' : ''}`, 'x']),
    )
    const message = (await stage.run({}, { env })).report?.errors[0]?.message ?? ''
    assert.match(message, /branch0 \(did you mean branch\?\), .*, and 2 more\.$/)
  })
  test('that is anything else is one warning, and changes nothing', async () => {
    await using stage = await setStage()
    stage.attest()
    const env = {
      INPUT_VERSION: secret,
      INPUT_NAME: secret,
      INPUT_PATH: secret,
      INPUT_ENVIRONMENT: secret,
      INPUT_: secret,
    }
    const run = await stage.run({}, { env })
    assert.equal(seen(run), verified.replace('0 warnings', '1 warnings'))
    assert.equal(
      run.annotations[0]?.message,
      'These inputs do not exist in this action and are ignored: version, name, path, environment, INPUT_.',
    )
    assert.ok(!JSON.stringify([run.stdout, run.summary, run.report]).includes(secret))
  })
  test('that is empty asks for nothing: a warning, and the way to put a variable of the job out of the way', async () => {
    await using stage = await setStage()
    stage.attest()
    const run = await stage.run({}, { env: { INPUT_BRACH: ' ', INPUT_TAG: '' } })
    assert.equal(seen(run), verified.replace('0 warnings', '1 warnings'))
    assert.match(run.annotations[0]?.message ?? '', /brach \(did you mean branch\?\), tag \(did you mean image\?\)/)
  })
  test('a variable that only begins alike, and the inputs themselves, are none', async () => {
    await using stage = await setStage()
    stage.attest({ claims: githubClaims() })
    const run = await stage.run(
      { repository: 'acme/app', branch: 'main' },
      { env: { INPUTS_BRACH: 'x', MY_INPUT_TAG: 'x' } },
    )
    assert.equal(seen(run), verified)
  })
})

suite('A-41: dist rejects a list input without entries', () => {
  for (const sources of [',', ' , ,', ',\n,', ',,,']) {
    test(`sources: ${JSON.stringify(sources)}`, async () => {
      await using stage = await setStage()
      stage.attest()
      const run = await stage.run({ sources })
      assert.equal(seen(run), failed('CONFIG_ERROR'))
      assert.match(run.report?.errors[0]?.message ?? '', /^Input sources: expected registry, github, or both/)
    })
  }
  for (const name of ['image', 'bundle', 'trusted-root', 'auth-hosts']) {
    for (const value of [',', ';', '""', '\u200b', '-', '\u0007']) {
      test(`${name}: ${JSON.stringify(value)}`, async () => {
        await using stage = await setStage()
        stage.attest()
        assert.equal(seen(await stage.run({ [name]: value })), failed('CONFIG_ERROR'))
      })
    }
  }
  test('separators beside words, and words twice, are a list like any other', async () => {
    await using stage = await setStage()
    stage.attest()
    assert.equal(seen(await stage.run({ sources: ', registry,,registry ,' })), verified)
    const run = await stage.run({ image: `\n${stage.image}\r\n\r\n${stage.image}\n` })
    assert.equal(seen(run), verified)
    assert.equal(run.report?.images.length, 1)
  })
})
