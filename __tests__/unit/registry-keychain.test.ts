import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { type CredentialsFor, createKeychain, type JobToken } from '../../src/registry/keychain.ts'
import { answering, credentialHelpers } from '../support/docker.ts'
import { coded } from '../support/loopback.ts'

const base = mkdtempSync(join(tmpdir(), 'credentials-'))
after(() => rmSync(base, { recursive: true }))
let made = 0

const basic = (login: string) => Buffer.from(login).toString('base64')

function directory(config: unknown): string {
  const path = join(base, String(made++))
  mkdirSync(path)
  writeFileSync(join(path, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config))
  return path
}

const open = (env: NodeJS.ProcessEnv) =>
  of(createKeychain({ env: { ...noPodman, ...env }, jobToken: null, onSecret: () => {} }))

/** What podman leaves on this machine is no part of the tests. */
const noPodman = { REGISTRY_AUTH_FILE: join(base, 'none', 'auth.json') }

/** For the image that all tests ask about. */
function of(credentialsFor: CredentialsFor) {
  return (host: string, path = 'acme/app') => credentialsFor(host, path)
}

function load(config: unknown, { jobToken = null, env = {} }: { jobToken?: JobToken | null; env?: object } = {}) {
  const secrets: string[] = []
  const onSecret = (secret: string) => void secrets.push(secret)
  const keychain = createKeychain({
    env: { DOCKER_CONFIG: directory(config), ...noPodman, ...env },
    jobToken,
    onSecret,
  })
  const credentialsFor = of(keychain)
  return { secrets, credentialsFor }
}

/** The password found for a host, or the note why there is none. */
async function passwordFor(host: string, auths: Record<string, unknown>): Promise<string | null> {
  const { credential, note } = await load({ auths }).credentialsFor(host)
  return credential?.kind === 'basic' ? credential.password : note
}

suite('choosing a docker login', () => {
  test('come from the entry of docker/login-action', async () => {
    const { credentialsFor } = load({ auths: { 'ghcr.io': { auth: basic('me:pass:word') } } })
    const { credential } = await credentialsFor('ghcr.io')
    assert.ok(credential?.kind === 'basic')
    assert.deepEqual([credential.username, credential.password], ['me', 'pass:word'])
    assert.match(credential.from, /config\.json \(entry ghcr\.io\)$/)
  })
  test('come from a user name and a password', async () => {
    assert.equal(await passwordFor('a.io', { 'a.io': { username: 'u', password: 'p' } }), 'p')
  })
  test('prefer auth to the two that it stands for', async () => {
    assert.equal(await passwordFor('a.io', { 'a.io': { auth: basic('u:q'), username: 'u', password: 'p' } }), 'q')
  })
  test('come from ~/.docker where DOCKER_CONFIG is not set', async () => {
    const home = join(base, 'home')
    mkdirSync(join(home, '.docker'), { recursive: true })
    writeFileSync(join(home, '.docker', 'config.json'), JSON.stringify({ auths: { 'a.io': { auth: basic('u:p') } } }))
    assert.notEqual((await open({ HOME: home })('a.io')).credential, null)
  })
  test('may be an identity token', async () => {
    const entry = { auth: basic('u:p'), identitytoken: 'refresh' }
    const { credential } = await load({ auths: { 'a.io': entry } }).credentialsFor('a.io')
    assert.ok(credential?.kind === 'identity-token')
    assert.equal(credential.token, 'refresh')
  })
  test('may be a registry token', async () => {
    const { credential } = await load({ auths: { 'a.io': { registrytoken: 'bearer' } } }).credentialsFor('a.io')
    assert.ok(credential?.kind === 'registry-token')
  })
  test('E-16: are refused where a registry token would break a header', async () => {
    const { credentialsFor } = load({ auths: { 'a.io': { registrytoken: 'a\r\nb' } } })
    await assert.rejects(credentialsFor('a.io'), coded('CONFIG_ERROR', /a\.io/))
  })
})

suite('E-03: a login is used for one host and port only', () => {
  const auths = {
    'ghcr.io.evil.com': { auth: basic('u:evil') },
    io: { auth: basic('u:io') },
    'ghcr.io:8443': { auth: basic('u:port') },
    'https://reg.io/v1/': { auth: basic('u:url') },
    'xghcr.io': { auth: basic('u:prefix') },
  }
  test('never for a host that it is a part of', async () =>
    assert.match((await passwordFor('ghcr.io', auths)) ?? '', /no login for ghcr\.io/))
  test('the port counts', async () => assert.equal(await passwordFor('ghcr.io:8443', auths), 'port'))
  test('scheme and path of a key do not', async () => assert.equal(await passwordFor('reg.io', auths), 'url'))
  test('nor letter case', async () => assert.equal(await passwordFor('a.io', { 'A.io': { auth: basic('u:p') } }), 'p'))
  test('an entry called __proto__ is no entry for everybody', async () => {
    const { credentialsFor } = load(`{"auths":{"__proto__":{"auth":"${basic('u:p')}"}}}`)
    assert.equal((await credentialsFor('a.io')).credential, null)
  })
  for (const key of ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'https://index.docker.io/v1/']) {
    test(`docker.io goes by ${key}`, async () =>
      assert.equal(await passwordFor('docker.io', { [key]: { auth: basic('u:p') } }), 'p'))
  }
  test('docker.io is first what docker login writes', async () => {
    const entries = { 'docker.io': { auth: basic('u:other') }, 'https://index.docker.io/v1/': { auth: basic('u:p') } }
    assert.equal(await passwordFor('docker.io', entries), 'p')
  })
  test('the other tokens that docker login keeps for docker.io are no login', async () => {
    const entries = { 'https://index.docker.io/v1/access-token': { auth: basic('u:p') } }
    assert.match((await passwordFor('docker.io', entries)) ?? '', /no login/)
  })
  test('the exact key comes before another spelling', async () => {
    const entries = { 'https://a.io/v2/': { auth: basic('u:other') }, 'a.io': { auth: basic('u:p') } }
    assert.equal(await passwordFor('a.io', entries), 'p')
  })
  test('what only ends like a scheme is none', async () => {
    assert.match((await passwordFor('nota.io', { 'nothttp://a.io': { auth: basic('u:p') } })) ?? '', /no login/)
  })
  test('a user name or a password alone is no login', async () => {
    for (const half of [{ username: 'u' }, { password: 'p' }])
      assert.match((await passwordFor('a.io', { 'a.io': half })) ?? '', /no login for a\.io/)
  })
  test('zeros behind a password are none of it', async () => {
    assert.equal(await passwordFor('a.io', { 'a.io': { auth: basic('u:p\0\0') } }), 'p')
  })
  test('an empty entry gives way to one that holds a login', async () => {
    assert.equal(await passwordFor('a.io', { 'a.io': {}, 'https://a.io': { auth: basic('u:p') } }), 'p')
  })
})

suite('rejecting an unusable docker login', () => {
  test('no file: no credentials, and a note', async () => {
    const { credential, note } = await open({ DOCKER_CONFIG: join(base, 'none') })('a.io')
    assert.equal(credential, null)
    assert.match(note ?? '', /there is no .*config\.json/)
  })
  for (const text of ['{"auths":', '[]', '"x"', '{"auths":[]}', '{"auths":{},"auths":{}}', '\ufeff{}']) {
    test(`H-13: a malformed file is named and never quoted: ${text}`, async () => {
      assert.throws(
        () => load(text.replace('{', '{"hunter2":1,')),
        (error: Error) => {
          assert.doesNotMatch(`${error.message}${error.cause}`, /hunter2/)
          return coded('CONFIG_ERROR', /config\.json cannot be used/)(error)
        },
      )
    })
  }
  const unusable = (why: string) =>
    coded(
      'CONFIG_ERROR',
      new RegExp(`^docker's config file \\S+config\\.json cannot be used: ${why}$`),
      /^docker\/login-action writes a new entry; DOCKER_CONFIG names another directory\.$/,
    )
  test('what is wrong with it is said, and what to do', () => {
    assert.throws(() => load('{"auths":'), unusable('it is not a well-formed JSON object'))
    assert.throws(() => load('{"auths":[]}'), unusable('its "auths" is not an object'))
  })
  test('a folder that cannot be is an error, one that is not there is none', async () => {
    const file = join(directory('{}'), 'config.json')
    assert.equal((await open({ DOCKER_CONFIG: file })('a.io')).credential, null)
    assert.throws(() => open({ DOCKER_CONFIG: `/${'x'.repeat(5000)}` }), unusable('ENAMETOOLONG'))
  })
  test('a directory in place of the file', async () => {
    const path = join(base, 'directory')
    mkdirSync(join(path, 'config.json'), { recursive: true })
    assert.throws(() => open({ DOCKER_CONFIG: path }), coded('CONFIG_ERROR', /is not a regular file/))
  })
  const sized = (size: number) => `{"x":"${'x'.repeat(size - 8)}"}`
  test('1 MiB is read', async () =>
    assert.equal((await load(sized(1024 * 1024)).credentialsFor('a.io')).credential, null))
  test('one byte more is not', async () => {
    assert.throws(() => load(sized(1024 * 1024 + 1)), coded('CONFIG_ERROR', /larger than 1048576/))
  })
  for (const [name, entry] of Object.entries({
    'not base64': { auth: '%%%' },
    'no colon': { auth: basic('me') },
    'no user': { auth: basic(':p') },
    'no password': { auth: basic('me:') },
    'no password but zeros': { auth: basic('me:\0\0') },
    'what base64 has not': { auth: `${basic('me:pass')}!` },
    'what base64 has not, first': { auth: `!${basic('me:pass')}` },
    'a number': { auth: 7 },
    'no object': 'x',
  })) {
    test(`an entry with ${name} is an error for its own host only`, async () => {
      const { credentialsFor } = load({ auths: { 'a.io': entry, 'b.io': { auth: basic('u:p') } } })
      await assert.rejects(credentialsFor('a.io'), coded('CONFIG_ERROR', /its entry a\.io/))
      assert.notEqual((await credentialsFor('b.io')).credential, null)
    })
  }
})

suite('H-05: every secret is masked before it is used', () => {
  test('passwords, tokens, and their base64 form', async () => {
    const { secrets } = load({
      auths: {
        'a.io': { auth: basic('me:one') },
        'b.io': { username: 'me', password: 'two' },
        'c.io': { identitytoken: 'three' },
        'd.io': { registrytoken: 'four' },
      },
    })
    for (const secret of ['one', basic('me:one'), 'two', basic('me:two'), 'three', 'four']) {
      assert.ok(secrets.includes(secret), secret)
    }
    assert.ok(!secrets.includes('me') && !secrets.includes(''))
  })
})

suite("asking docker's credential helpers", () => {
  const { folder, PATH } = credentialHelpers({
    first: answering('me', 'one'),
    store: answering('me', 'two'),
    token: answering('<token>', 'three'),
    none: "echo 'credentials not found in native keychain'; exit 1",
    broken: 'echo canary; echo canary >&2; exit 2',
  })
  const withHelpers = (config: unknown) => load(config, { env: { PATH } })
  const found = async (host: string, config: unknown) => {
    const { credential } = await withHelpers(config).credentialsFor(host)
    return credential === null ? null : 'password' in credential ? credential.password : credential.token
  }
  test('the one of that very host comes before the store of all', async () => {
    const config = { credHelpers: { 'a.io': 'first' }, credsStore: 'store' }
    assert.equal(await found('a.io', config), 'one')
    assert.equal(await found('b.io', config), 'two')
    assert.equal(await found('a.io:8443', config), 'two')
  })
  test('come before what the file holds itself', async () => {
    assert.equal(await found('a.io', { auths: { 'a.io': { auth: basic('me:file') } }, credsStore: 'store' }), 'two')
  })
  test('and the file has its turn where they know nothing, as after docker/login-action', async () => {
    const auths = { 'a.io': { auth: basic('me:file') } }
    for (const credsStore of ['none', 'broken', 'missing'])
      assert.equal(await found('a.io', { auths, credsStore }), 'file')
  })
  test('an empty name stands for the file', async () => {
    const auths = { 'a.io': { auth: basic('me:file') } }
    assert.equal(await found('a.io', { auths, credHelpers: { 'a.io': '' }, credsStore: 'store' }), 'file')
  })
  test('may have an identity token', async () => assert.equal(await found('a.io', { credsStore: 'token' }), 'three'))
  test('are named in what a login comes from, with the file', async () => {
    const { credential } = await withHelpers({ credsStore: 'store' }).credentialsFor('a.io')
    assert.match(credential?.from ?? '', /^docker-credential-store, named in \S+config\.json$/)
  })
  test('say why there is none, in our words', async () => {
    const { credential, note } = await withHelpers({ credHelpers: { 'a.io': 'broken' } }).credentialsFor('a.io')
    assert.equal(credential, null)
    assert.match(
      note ?? '',
      /^docker-credential-broken, named in \S+config\.json, failed with exit code 2; no login for a\.io in \S+config\.json; there is no [^;]+$/,
    )
  })
  test("are asked by docker's own name for Docker Hub, once, whoever asks", async () => {
    const { credentialsFor } = withHelpers({ credHelpers: { 'https://index.docker.io/v1/': 'first' } })
    await Promise.all(['docker.io', 'index.docker.io', 'docker.io'].map((host) => credentialsFor(host)))
    const asked = readFileSync(join(folder, 'docker-credential-first.asked'), 'utf8')
    assert.equal(asked.match(/^https:\/\/index\.docker\.io\/v1\/$/gm)?.length, 1)
  })
  test('H-05: every secret of theirs is told, in its base64 form too', async () => {
    const { secrets, credentialsFor } = withHelpers({ credHelpers: { 'a.io': 'first', 'b.io': 'token' } })
    await Promise.all(['a.io', 'b.io'].map((host) => credentialsFor(host)))
    for (const secret of ['one', basic('one'), basic('me:one'), 'three', basic('three')]) {
      assert.ok(secrets.includes(secret), secret)
    }
  })
  for (const name of ['../x', 'x;id', 'a/b', 7, null, {}]) {
    test(`E-04: ${JSON.stringify(name)} is no name of one, and an error for whom it concerns`, async () => {
      const { credentialsFor } = withHelpers({ credHelpers: { 'a.io': name } })
      await assert.rejects(
        credentialsFor('a.io'),
        coded('CONFIG_ERROR', /config\.json cannot be used: its credHelpers \(a\.io\) names no credential helper/),
      )
      assert.equal((await credentialsFor('b.io')).credential, null)
    })
  }
  test('E-04: nor is a credsStore that leads elsewhere', async () => {
    await assert.rejects(
      withHelpers({ credsStore: '../x' }).credentialsFor('a.io'),
      coded('CONFIG_ERROR', /its credsStore/),
    )
  })
  test('a list in place of the helpers is an error', async () => {
    await assert.rejects(
      withHelpers({ credHelpers: [] }).credentialsFor('a.io'),
      coded('CONFIG_ERROR', /"credHelpers"/),
    )
  })
})

suite('GITHUB_TOKEN as a registry login', () => {
  const jobToken = { token: 'canary', username: 'octocat', serverUrl: 'https://github.com' }
  test('stands in for ghcr.io where docker has nothing, and says so', async () => {
    const { secrets, credentialsFor } = load({ auths: {} }, { jobToken })
    const { credential, note } = await credentialsFor('ghcr.io')
    assert.ok(credential?.kind === 'job-token')
    assert.deepEqual([credential.username, credential.password], ['octocat', 'canary'])
    assert.match(note ?? '', /no login for ghcr\.io in/)
    assert.ok(secrets.includes('canary') && secrets.includes(basic('octocat:canary')))
  })
  test('and nowhere else', async () => {
    const { credentialsFor } = load({ auths: {} }, { jobToken })
    assert.equal((await credentialsFor('docker.io')).credential, null)
  })
  test('nor where docker has a login', async () => {
    const { credentialsFor } = load({ auths: { 'ghcr.io': { auth: basic('me:file') } } }, { jobToken })
    assert.equal((await credentialsFor('ghcr.io')).credential?.kind, 'basic')
  })
})
