import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite, test } from 'node:test'
import { temporaryFolder } from '../support/action.ts'
import { failed, type Stage, seen, setStage, verified } from '../support/action-fixture.ts'
import { loginEntry } from '../support/docker.ts'

const right = loginEntry('robot', 'canary-right')
const wrong = loginEntry('robot', 'canary-wrong')

/** A stage behind a login, with an attested image. */
async function setGuarded(): Promise<Stage> {
  const stage = await setStage({ auth: { user: 'robot', password: 'canary-right' } })
  stage.attest()
  return stage
}

/** A home with these files, and the environment that names it. */
function home(files: Record<string, string | object>) {
  const HOME = temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    const file = join(HOME, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  }
  return { HOME, XDG_RUNTIME_DIR: join(HOME, 'run') }
}

/** The passwords that the registry has seen. */
function passwords({ registry }: Stage): string[] {
  const sent = registry.requests.map(({ headers }) => /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1])
  return [...new Set(sent.flatMap((one) => (one ? [Buffer.from(one, 'base64').toString().split(':')[1] ?? ''] : [])))]
}

suite('E-90: choosing among logins for several namespaces', () => {
  const rows: [string, (host: string) => object, boolean][] = [
    ['the own one is sent', (h) => ({ [`${h}/other`]: wrong, [`${h}/acme`]: right }), true],
    ['whichever comes first', (h) => ({ [`${h}/acme`]: right, [`${h}/other`]: wrong }), true],
    ['the longest', (h) => ({ [h]: wrong, [`${h}/acme`]: wrong, [`${h}/acme/app`]: right }), true],
    ['the host where there is no own one', (h) => ({ [`${h}/other`]: wrong, [h]: right }), true],
    ['that of another is not sent', (h) => ({ [`${h}/other`]: wrong }), false],
    ['nor one that only begins like it', (h) => ({ [`${h}/ac`]: wrong, [`${h}/acme/ap`]: wrong }), false],
    ['nor with a scheme', (h) => ({ [`https://${h}/other/`]: wrong }), false],
    ['an old key is for all', (h) => ({ [`https://${h}/v1/`]: right, [`${h}/other`]: wrong }), true],
  ]
  for (const [name, auths, goes] of rows)
    test(name, async () => {
      await using stage = await setGuarded()
      const env = home({ '.docker/config.json': { auths: auths(stage.registry.host) } })
      const run = await stage.run({}, { env })
      assert.equal(seen(run), goes ? verified : failed('REGISTRY_ERROR'))
      assert.deepEqual(passwords(stage), goes ? ['canary-right'] : [])
      if (!goes) assert.match(run.annotations[0]?.message ?? '', /config\.json \(only for other paths\)/)
    })
})

suite('finding a login', () => {
  const places: [string, (auths: object, host: string) => Record<string, string>][] = [
    ['in DOCKER_AUTH_CONFIG', (auths) => ({ ...home({}), DOCKER_AUTH_CONFIG: JSON.stringify({ auths }) })],
    [
      'in REGISTRY_AUTH_FILE',
      (auths) => {
        const env = home({ 'auth.json': { auths } })
        return { ...env, REGISTRY_AUTH_FILE: join(env.HOME, 'auth.json') }
      },
    ],
    ["in podman's file of the session", (auths) => home({ 'run/containers/auth.json': { auths } })],
    ["in podman's file of the user", (auths) => home({ '.config/containers/auth.json': { auths } })],
    [
      'where docker/login-action writes it with a scope',
      (auths, host) => home({ [`.docker/buildx/config/${host}/acme/app@pull/config.json`]: { auths } }),
    ],
    [
      'where it writes it for pushing',
      (auths, host) => home({ [`.docker/buildx/config/${host}/acme/app@push/config.json`]: { auths } }),
    ],
    [
      'where it writes it for a whole registry',
      (auths, host) => home({ [`.docker/buildx/config/${host}@push/config.json`]: { auths } }),
    ],
    [
      'in a config with line ends in its base64',
      (auths) => {
        const { auth = '' } = Object.values(auths)[0] as { auth?: string }
        const [host = ''] = Object.keys(auths)
        return home({
          '.docker/config.json': { auths: { [host]: { auth: `${auth.slice(0, 8)}\n${auth.slice(8)}\n` } } },
        })
      },
    ],
    [
      'in a config with a byte order mark',
      (auths) => home({ '.docker/config.json': `\ufeff${JSON.stringify({ auths })}` }),
    ],
  ]
  for (const [name, envFor] of places)
    test(name, async () => {
      await using stage = await setGuarded()
      const { host } = stage.registry
      const run = await stage.run({}, { env: envFor({ [host]: right }, host) })
      assert.equal(seen(run), verified)
      assert.ok(run.stdout.includes('::add-mask::canary-right\n'))
      assert.ok(!run.stdout.replaceAll(/^::add-mask::.*$/gm, '').includes('canary-right'))
    })
  test('nowhere: all places are named', async () => {
    await using stage = await setGuarded()
    const run = await stage.run({}, { env: home({ '.docker/config.json': '' }) })
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    const { message = '' } = run.annotations[0] ?? {}
    for (const place of ['DOCKER_AUTH_CONFIG', 'buildx/config', '.docker/config.json', 'containers/auth.json'])
      assert.ok(message.includes(place), place)
  })
})

suite('a docker config without a login', () => {
  for (const [name, text] of Object.entries({ empty: '', blank: ' \n', 'with an empty entry': '{"auths":null}' }))
    test(`${name}: keeps nobody from a public image`, async () => {
      await using stage = await setStage()
      stage.attest()
      assert.equal(seen(await stage.run({}, { env: home({ '.docker/config.json': text }) })), verified)
    })
  test('E-91: one with two meanings is refused', async () => {
    await using stage = await setGuarded()
    const { host } = stage.registry
    const text = `{"auths":{"${host}":${JSON.stringify(right)}},"Auths":{"${host}":${JSON.stringify(wrong)}}}`
    const run = await stage.run({}, { env: home({ '.docker/config.json': text }) })
    assert.equal(seen(run), failed('CONFIG_ERROR'))
    assert.match(run.annotations[0]?.message ?? '', /"auths" is there twice, in different letter case/)
    assert.deepEqual(passwords(stage), [])
  })
})
