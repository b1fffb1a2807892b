import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { suite, test } from 'node:test'
import { type ActionRun, temporaryFolder } from '../support/action.ts'
import { failed, type Stage, seen, setStage, verified } from '../support/action-fixture.ts'
import { answering, credentialHelpers, dockerConfig, loginEntry } from '../support/docker.ts'

const secret = 'canary-secret'
const entry = loginEntry('robot', secret)

/** A stage behind a login, with an attested image. */
async function setGuarded(
  auth: { realm?: 'elsewhere'; scheme?: 'basic'; registryToken?: string } = {},
): Promise<Stage> {
  const stage = await setStage({ auth: { user: 'robot', password: secret, ...auth } })
  stage.attest()
  return stage
}

/** All that anybody gets to see of a run, but for the commands that mask. */
function shown(run: ActionRun): string {
  const log = run.stdout.replaceAll(/^::add-mask::.*$/gm, '')
  return [log, run.stderr, run.summary, JSON.stringify(run.report), JSON.stringify(run.outputs)].join('\n')
}

/** Holds where none of the secrets, nor their base64, is shown, and every one is masked. */
function assertHidden(run: ActionRun, secrets: readonly string[]): void {
  for (const one of secrets) {
    assert.ok(!shown(run).includes(one), `${one} is shown`)
    assert.ok(run.stdout.split('\n').includes(`::add-mask::${one}`), `${one} is not masked`)
  }
}

suite('H-05: a docker login is used and not shown', () => {
  test('auths', async () => {
    await using stage = await setGuarded()
    const home = temporaryFolder()
    mkdirSync(join(home, '.docker'))
    writeFileSync(join(home, '.docker', 'config.json'), JSON.stringify({ auths: { [stage.registry.host]: entry } }))
    const run = await stage.run({}, { env: { HOME: home, RUNNER_DEBUG: '1' } })
    assert.equal(seen(run), verified)
    assertHidden(run, [secret, entry.auth])
  })
  test('auths, for a registry that asks for basic authentication', async () => {
    await using stage = await setGuarded({ scheme: 'basic' })
    const env = { DOCKER_CONFIG: dockerConfig({ auths: { [stage.registry.host]: entry } }) }
    assert.equal(seen(await stage.run({}, { env })), verified)
  })
  test('an identity token, which goes to the token endpoint alone', async () => {
    await using stage = await setGuarded({ registryToken: 'canary-token' })
    stage.registry.intercept(async ({ method, path, request, response }) => {
      if (method !== 'POST' || path !== '/token') return false
      const form = new URLSearchParams(await text(request))
      const answer = form.get('refresh_token') === 'canary-refresh' ? { access_token: 'canary-token' } : {}
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
      return true
    })
    const auths = { [stage.registry.host]: { ...loginEntry('<token>', 'x'), identitytoken: 'canary-refresh' } }
    const run = await stage.run({}, { env: { DOCKER_CONFIG: dockerConfig({ auths }) } })
    assert.equal(seen(run), verified)
    assertHidden(run, ['canary-refresh'])
    assert.deepEqual(
      run.requests.filter(({ method }) => method === 'POST').map(({ path }) => path),
      ['/token'],
    )
  })
  test('a registry token, which is used as it is', async () => {
    await using stage = await setGuarded({ registryToken: 'canary-token' })
    const auths = { [stage.registry.host]: { registrytoken: 'canary-token' } }
    const run = await stage.run({}, { env: { DOCKER_CONFIG: dockerConfig({ auths }) } })
    assert.equal(seen(run), verified)
    assertHidden(run, ['canary-token'])
    assert.ok(run.requests.every(({ path }) => path !== '/token'))
  })
  for (const config of ['credHelpers', 'credsStore'] as const) {
    test(`a credential helper of ${config}, asked once`, async () => {
      await using stage = await setGuarded()
      const { PATH, folder } = credentialHelpers({ ci: answering('robot', secret) })
      const { host } = stage.registry
      const named = config === 'credHelpers' ? { credHelpers: { [host]: 'ci' } } : { credsStore: 'ci' }
      const run = await stage.run({}, { env: { PATH, DOCKER_CONFIG: dockerConfig(named), RUNNER_DEBUG: '1' } })
      assert.equal(seen(run), verified)
      assertHidden(run, [secret, Buffer.from(secret).toString('base64'), entry.auth])
      assert.equal(readFileSync(join(folder, 'docker-credential-ci.asked'), 'utf8'), `${host}\n`)
    })
  }
})

suite('a credential helper without a login', () => {
  test('keeps nobody from a public image, and is not even asked', async () => {
    await using stage = await setStage()
    stage.attest()
    const { PATH, folder } = credentialHelpers({ ci: `touch "$0.asked"; exit 1` })
    assert.equal(
      seen(await stage.run({}, { env: { PATH, DOCKER_CONFIG: dockerConfig({ credsStore: 'ci' }) } })),
      verified,
    )
    assert.ok(!existsSync(join(folder, 'docker-credential-ci.asked')))
  })
  const failures: [string, string, RegExp][] = [
    ['knows no login', "echo 'credentials not found in native keychain'; exit 1", /has no login for 127\.0\.0\.1:\d+/],
    ['fails', `echo ${secret}; echo ${secret} >&2; exit 4`, /failed with exit code 4/],
    ['says what it must not', `echo '{"Username":"robot","Secret":["${secret}"]}'`, /gave no usable login/],
  ]
  for (const [name, script, why] of failures) {
    test(`because it ${name}: the refusal says so, and nothing that it wrote`, async () => {
      await using stage = await setGuarded()
      const { PATH } = credentialHelpers({ ci: script })
      const run = await stage.run({}, { env: { PATH, DOCKER_CONFIG: dockerConfig({ credsStore: 'ci' }) } })
      assert.equal(seen(run), failed('REGISTRY_ERROR'))
      const { message = '' } = run.annotations[0] ?? {}
      assert.match(
        message,
        /answered 401, unauthorized: "[^"]+", without credentials \(docker-credential-ci, named in /,
      )
      assert.match(message, why)
      assert.ok(!`${run.stdout}${run.stderr}${shown(run)}`.includes(secret))
    })
  }
  test('E-04: because its name is none is a mistake, and nothing is run', async () => {
    await using stage = await setGuarded()
    const { PATH, folder } = credentialHelpers({ ci: 'touch "$0.asked"' })
    const credHelpers = { [stage.registry.host]: `../bin/docker-credential-ci` }
    const run = await stage.run({}, { env: { PATH, DOCKER_CONFIG: dockerConfig({ credHelpers }) } })
    assert.equal(seen(run), failed('CONFIG_ERROR'))
    assert.match(run.annotations[0]?.message ?? '', /config\.json cannot be used: its credHelpers/)
    assert.ok(!existsSync(join(folder, 'docker-credential-ci.asked')))
  })
})

suite('E-01: a login is sent to no other host', () => {
  test('a token endpoint elsewhere sees it only if it is named', async () => {
    await using stage = await setGuarded({ realm: 'elsewhere' })
    const env = { DOCKER_CONFIG: dockerConfig({ auths: { [stage.registry.host]: entry } }) }
    const run = await stage.run({}, { env })
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    assert.match(run.annotations[0]?.message ?? '', /auth-hosts/)
    const realm = run.requests.find(({ path }) => path === '/token')
    assert.equal(realm?.authorization, false)
    const named = { 'auth-hosts': new URL(realm.origin).host }
    assert.equal(seen(await stage.run(named, { env })), verified)
  })
  test('the token of the job goes to no registry but that of its own GitHub', async () => {
    await using stage = await setGuarded()
    const run = await stage.run({ token: 'canary-job' })
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    assertHidden(run, ['canary-job'])
    assert.ok(run.requests.every(({ authorization }) => !authorization))
  })
  test('a token that cannot be one is not shown', async () => {
    await using stage = await setStage()
    for (const token of ['canary job', 'canary\njob', 'canary\u00e9']) {
      const run = await stage.run({ token })
      assert.equal(seen(run), failed('CONFIG_ERROR'))
      assert.ok(!shown(run).includes('canary'))
    }
  })
  test('a refusal without any login says what to do', async () => {
    await using stage = await setGuarded()
    const run = await stage.run()
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    assert.match(run.annotations[0]?.message ?? '', /docker\/login-action/)
  })
})
