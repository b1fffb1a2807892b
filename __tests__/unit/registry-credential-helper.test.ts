import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { askHelper, isHelperName } from '../../src/registry/credential-helper.ts'
import { temporaryFolder } from '../support/action.ts'
import { answering, credentialHelpers } from '../support/docker.ts'

/** What a helper of this script answers. */
function ask(script: string, { timeoutMs, env = {} }: { timeoutMs?: number; env?: NodeJS.ProcessEnv } = {}) {
  const { PATH } = credentialHelpers({ x: script })
  return askHelper('x', 'reg.io', { ...env, PATH }, timeoutMs)
}

suite('a credential helper', () => {
  test('is told to get, and the address on its standard input', async () => {
    const { folder, PATH } = credentialHelpers({ x: `echo "$# $1" > "$0.args"; ${answering('me', 'hunter2')}` })
    const answer = await askHelper('x', 'https://index.docker.io/v1/', { PATH })
    assert.deepEqual(answer, { login: { kind: 'basic', username: 'me', password: 'hunter2' } })
    assert.equal(readFileSync(join(folder, 'docker-credential-x.args'), 'utf8'), '1 get\n')
    assert.equal(readFileSync(join(folder, 'docker-credential-x.asked'), 'utf8'), 'https://index.docker.io/v1/\n')
  })
  test('has an identity token under the name <token>', async () => {
    assert.deepEqual(await ask(answering('<token>', 'refresh')), { login: { kind: 'token', token: 'refresh' } })
  })
  test('may answer without reading', async () => {
    assert.ok('login' in (await ask(`exec <&-; echo '{"Username":"me","Secret":"x"}'`)))
  })
  test('gets the environment, but for the inputs of the action', async () => {
    const script = `printf '{"Username":"u","Secret":"%s-%s"}' "$AWS_PROFILE" "$INPUT_TOKEN"`
    const answer = await ask(script, { env: { AWS_PROFILE: 'ci', INPUT_TOKEN: 'canary' } })
    assert.deepEqual(answer, { login: { kind: 'basic', username: 'u', password: 'ci-' } })
  })

  const failures: [string, string, RegExp][] = [
    ['knows no login', "echo 'credentials not found in native keychain'; exit 1", /^has no login for reg\.io$/],
    ['fails', "echo 'canary' >&2; echo canary; exit 3", /^failed with exit code 3$/],
    ['is killed', 'kill -9 $$', /^was ended by SIGKILL$/],
    ['answers with no JSON', 'echo canary', /^gave no usable login$/],
    ['answers with nothing', 'true', /^gave no usable login$/],
    ['answers with an array', 'echo "[]"', /^gave no usable login$/],
    ['answers with a number', `echo '{"Username":"canary","Secret":7}'`, /^gave no usable login$/],
    ['answers with a key twice', `echo '{"Username":"a","Secret":"x","Secret":"y"}'`, /^gave no usable login$/],
    ['answers without a secret', `echo '{"Username":"canary","Secret":""}'`, /^gave no usable login$/],
    ['answers with a secret of nobody', `echo '{"Username":"","Secret":"canary"}'`, /^gave no usable login$/],
    ['answers with an empty login', `echo '{"ServerURL":"","Username":"","Secret":""}'`, /^gave an empty login$/],
    ['has an interpreter that is not there', '', /^could not be run \(ENOENT\)$/],
  ]
  for (const [name, script, why] of failures) {
    test(`A-07: that ${name} is a reason, and none of its words`, async () => {
      const { folder, PATH } = credentialHelpers({ x: script })
      if (script === '') writeFileSync(join(folder, 'docker-credential-x'), '#!/nowhere/at/all\n')
      const answer = await askHelper('x', 'reg.io', { PATH })
      assert.ok('why' in answer)
      assert.match(answer.why, why)
    })
  }
  test('that knows no login, but succeeds all the same, gave none', async () => {
    assert.deepEqual(await ask("echo 'credentials not found in native keychain'"), { why: 'gave no usable login' })
  })
  test('that takes too long is ended, and whatever it started is not waited for', async () => {
    const started = performance.now()
    const answer = await ask('sleep 20 & sleep 20', { timeoutMs: 200 })
    assert.deepEqual(answer, { why: 'gave no answer within 0.2 s' })
    assert.ok(performance.now() - started < 10_000)
  })
  const padded = (length: number) => `printf '{"Username":"u","Secret":"s"}%${length - 29}s' ''`
  test('may write 64 KiB', async () => assert.ok('login' in (await ask(padded(limits.helperBytes)))))
  test('and not one byte more', async () => {
    assert.deepEqual(await ask(padded(limits.helperBytes + 1)), { why: 'wrote more than 65536 bytes' })
  })
})

suite('E-04: choosing the credential helper to run', () => {
  for (const name of ['../x', 'a/b', 'x;id', 'x y', '$(id)', '..', 'a..b', 'X', '', 'x\n', 'a\\b', 'x'.repeat(65)]) {
    test(`none for ${JSON.stringify(name)}`, async () => {
      assert.equal(isHelperName(name), false)
      await assert.rejects(askHelper(name, 'reg.io', process.env), {
        name: 'TypeError',
        message: 'not the name of a credential helper',
      })
    })
  }
  for (const name of ['ecr-login', 'gcloud', 'osxkeychain', 'my.helper_2']) {
    test(`one for ${name}`, () => assert.equal(isHelperName(name), true))
  }
  test('none that is not on the path', async () => {
    assert.deepEqual(await askHelper('none', 'reg.io', process.env), { why: 'was not found in the folders of PATH' })
    assert.deepEqual(await askHelper('none', 'reg.io', {}), { why: 'was not found in the folders of PATH' })
  })
  test('none from a folder that depends on where we are, which is the workspace', async () => {
    const { folder } = credentialHelpers({ x: answering('me', 'x') })
    const before = process.cwd()
    process.chdir(folder)
    try {
      for (const PATH of ['', '.', ':/usr/bin', './../bin']) {
        assert.deepEqual(await askHelper('x', 'reg.io', { PATH }), { why: 'was not found in the folders of PATH' })
      }
    } finally {
      process.chdir(before)
    }
  })
  test('the first that can be run', async () => {
    const [folder, { PATH }] = [temporaryFolder(), credentialHelpers({ x: answering('me', 'x') })]
    mkdirSync(join(folder, 'docker-credential-x'))
    assert.ok('login' in (await askHelper('x', 'reg.io', { PATH: `${folder}:${PATH}` })))
  })
})
