import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite, test } from 'node:test'
import { createKeychain } from '../../src/registry/keychain.ts'
import { temporaryFolder } from '../support/action.ts'
import { answering, credentialHelpers, loginEntry } from '../support/docker.ts'
import { coded } from '../support/loopback.ts'

const entry = (password: string) => loginEntry('me', password)

/** A home with these files, and nothing else that any tool keeps logins in. */
function machine(files: Record<string, unknown>, env: NodeJS.ProcessEnv = {}) {
  const home = temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    const file = join(home, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, typeof content === 'string' || content instanceof Buffer ? content : JSON.stringify(content))
  }
  const placed = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value?.replaceAll('~', home)]))
  const secrets: string[] = []
  const credentialsFor = createKeychain({
    env: { HOME: home, XDG_RUNTIME_DIR: join(home, 'run'), ...placed },
    jobToken: null,
    onSecret: (secret) => void secrets.push(secret),
  })
  return { home, secrets, credentialsFor }
}

/** The password or token that is found for this image, or the note why there is none. */
async function found(image: string, files: Record<string, unknown>, env: NodeJS.ProcessEnv = {}) {
  const { credentialsFor } = machine(files, env)
  const slash = image.indexOf('/')
  const { credential, note } = await credentialsFor(image.slice(0, slash), image.slice(slash + 1))
  if (credential === null) return note ?? ''
  return 'password' in credential ? credential.password : credential.token
}

const docker = '.docker/config.json'
const inDocker = (image: string, auths: unknown, rest: object = {}) => found(image, { [docker]: { auths, ...rest } })

suite('E-90: a login for one namespace is not used for another', () => {
  const auths = { 'h.io/acme': entry('acme'), 'h.io/other': entry('other'), 'h.io/acme/app': entry('app') }
  const rows: [string, object, string | RegExp][] = [
    ['h.io/acme/lib', auths, 'acme'],
    ['h.io/other/app', auths, 'other'],
    ['h.io/acme/app', auths, 'app'],
    ['h.io/acme/app/deep', auths, 'app'],
    ['h.io/acme/application', auths, 'acme'],
    ['h.io/acmecorp/app', auths, /no login for h\.io in \S+config\.json \(only for other paths\)/],
    ['h.io/third/app', auths, /only for other paths/],
    ['h.io/third/app', { ...auths, 'h.io': entry('host') }, 'host'],
    ['h.io/acme/lib', { 'h.io': entry('host'), ...auths }, 'acme'],
    ['h.io/acme/app', { 'h.io/app': entry('no'), 'h.io/acme/app/': entry('yes') }, 'yes'],
    ['h.io/acme/app', { 'https://h.io/other': entry('no') }, /only for other paths/],
    ['h.io/acme/app', { 'https://h.io/other/': entry('no'), 'https://h.io/acme/': entry('yes') }, 'yes'],
    ['h.io/acme/app', { 'h.io/ACME': entry('no') }, /only for other paths/],
    ['h.io/acme/app', { 'H.io/acme': entry('yes') }, 'yes'],
    ['h.io/acme/app', { 'h.io/acme/app:latest': entry('no'), 'h.io/acme/..': entry('no') }, /only for other paths/],
    ['h.io/acme/app', { 'h.io//acme': entry('no'), 'h.io/acme//app': entry('no') }, /only for other paths/],
    ['h.io:5000/acme/app', { 'h.io/acme': entry('no'), 'h.io:5000/acme': entry('yes') }, 'yes'],
    [
      'h.io/acme/app',
      { 'h.io:5000/acme': entry('no'), 'h.io.evil/acme': entry('no') },
      /no login for h\.io in \S+config\.json;/,
    ],
    ['h.io/acme/app', { 'https://h.io/v2/': entry('yes') }, 'yes'],
    ['h.io/acme/app', { 'https://h.io/v1': entry('yes') }, 'yes'],
    ['h.io/acme/app', { 'h.io/v1/': entry('yes') }, 'yes'],
    ['h.io/acme/app', { 'h.io/v2': entry('no') }, /only for other paths/],
    ['h.io/v2/app', { 'h.io/v2': entry('yes') }, 'yes'],
    ['h.io/acme/app', { 'https://h.io/v3/': entry('no') }, /only for other paths/],
    ['h.io/acme/app', { 'https://h.io/access-token/v2': entry('no') }, /only for other paths/],
    ['docker.io/acme/app', { 'docker.io/acme': entry('yes'), 'https://index.docker.io/v1/': entry('host') }, 'yes'],
    ['docker.io/acme/app', { 'docker.io/other': entry('no'), 'https://index.docker.io/v1/': entry('host') }, 'host'],
    ['index.docker.io/acme/app', { 'registry-1.docker.io/acme': entry('yes') }, 'yes'],
    ['docker.io/acme/app', { 'index.docker.io/v1': entry('yes') }, 'yes'],
    ['docker.io/acme/app', { 'https://index.docker.io/v1/access-token': entry('no') }, /no login for docker\.io/],
    ['docker.io/library/alpine', { 'docker.io/alpine': entry('no') }, /only for other paths/],
    ['h.io/acme/access-token', { 'h.io/acme/access-token': entry('yes') }, 'yes'],
    ['h.io/acme/app', { 'h.io/acme': {}, 'h.io': entry('host') }, 'host'],
  ]
  for (const [image, keys, expected] of rows) {
    test(`${image} with ${Object.keys(keys).join(' ')}`, async () => {
      const got = await inDocker(image, keys)
      if (typeof expected === 'string') assert.equal(got, expected)
      else assert.match(got, expected)
    })
  }
  test('the longest key that cannot be read is an error, and never the host instead', async () => {
    const keys = { 'h.io/acme': { auth: '%%' }, 'h.io/other': { auth: '%%' }, 'h.io': entry('host') }
    await assert.rejects(inDocker('h.io/acme/app', keys), coded('CONFIG_ERROR', /its entry h\.io\/acme holds/))
    assert.equal(await inDocker('h.io/third/app', keys), 'host')
  })
  test('nor is a helper that is named for another namespace asked', async () => {
    const { PATH } = credentialHelpers({ a: answering('me', 'A'), b: answering('me', 'B'), s: answering('me', 'S') })
    const asked = (image: string, config: object) => found(image, { [docker]: config }, { PATH })
    const credHelpers = { 'h.io/acme': 'a', 'h.io/other': 'b' }
    assert.equal(await asked('h.io/acme/app', { credHelpers }), 'A')
    assert.equal(await asked('h.io/other/app', { credHelpers }), 'B')
    assert.match(await asked('h.io/third/app', { credHelpers }), /no login for h\.io/)
    assert.equal(await asked('h.io/third/app', { credHelpers, credsStore: 's' }), 'S')
    assert.equal(await asked('h.io/acme/app', { credHelpers: { 'h.io': 's', ...credHelpers } }), 'A')
    assert.equal(await asked('h.io/acme/app', { credsStore: 's', auths: { 'h.io/acme': entry('file') } }), 'file')
    assert.equal(await asked('h.io/acme/app', { credHelpers, auths: { 'h.io': entry('file') } }), 'A')
  })
  test('two images of one registry have each their own, at the same time', async () => {
    const { credentialsFor } = machine({ [docker]: { auths } })
    const passwords = await Promise.all(
      ['acme/lib', 'other/app', 'acme/app'].map(async (path) => {
        const { credential } = await credentialsFor('h.io', path)
        return credential !== null && 'password' in credential ? credential.password : null
      }),
    )
    assert.deepEqual(passwords, ['acme', 'other', 'app'])
  })
})

suite('finding logins', () => {
  const image = 'h.io/acme/app'
  const of = (password: string) => ({ auths: { 'h.io': entry(password) } })
  const variable = (password: string) => JSON.stringify(of(password))
  const scoped = (name: string) => `.docker/buildx/config/${name}/config.json`
  const session = 'run/containers/auth.json'
  const user = '.config/containers/auth.json'
  const rows: [string, Record<string, unknown>, NodeJS.ProcessEnv, string][] = [
    ['a variable', {}, { DOCKER_AUTH_CONFIG: variable('env') }, 'env'],
    ['a variable first', { [docker]: of('file') }, { DOCKER_AUTH_CONFIG: variable('env') }, 'env'],
    ['a variable before buildx', { [scoped(image)]: of('scope') }, { DOCKER_AUTH_CONFIG: variable('env') }, 'env'],
    [
      'a variable for another registry',
      { [docker]: of('file') },
      { DOCKER_AUTH_CONFIG: '{"auths":{"x.io":{}}}' },
      'file',
    ],
    ['an empty variable', { [docker]: of('file') }, { DOCKER_AUTH_CONFIG: '' }, 'file'],
    ['a variable that is no JSON', { [docker]: of('file') }, { DOCKER_AUTH_CONFIG: '{canary' }, 'file'],
    [
      'a variable with an entry that cannot be read',
      { [docker]: of('file') },
      { DOCKER_AUTH_CONFIG: '{"auths":{"h.io":7}}' },
      'file',
    ],
    ['that of the session', { [session]: of('podman') }, {}, 'podman'],
    ['that of the user', { [user]: of('podman') }, {}, 'podman'],
    ['that of the user, elsewhere', { 'x/containers/auth.json': of('podman') }, { XDG_CONFIG_HOME: '~/x' }, 'podman'],
    ['the session before the user', { [session]: of('one'), [user]: of('two') }, {}, 'one'],
    ['a named file', { 'auth.json': of('named') }, { REGISTRY_AUTH_FILE: '~/auth.json' }, 'named'],
    [
      'a named file instead of the others',
      { 'auth.json': of('named'), [session]: of('one') },
      { REGISTRY_AUTH_FILE: '~/auth.json' },
      'named',
    ],
    [
      'docker before podman',
      { [docker]: of('file'), [session]: of('one') },
      { REGISTRY_AUTH_FILE: '~/auth.json' },
      'file',
    ],
    ['podman where docker has none', { [docker]: { auths: { 'x.io': entry('x') } }, [session]: of('one') }, {}, 'one'],
    [
      'podman where docker has another namespace',
      { [docker]: { auths: { 'h.io/other': entry('x') } }, [session]: of('one') },
      {},
      'one',
    ],
    ['podman where the first is no JSON', { [session]: '{"a', [user]: of('two') }, {}, 'two'],
    ['a namespace in auth.json', { [session]: { auths: { 'h.io/acme': entry('ns'), 'h.io': entry('h') } } }, {}, 'ns'],
    ['a scope of the repository', { [scoped('h.io/acme/app')]: of('scope') }, {}, 'scope'],
    ['a scope before the config', { [scoped('h.io/acme/app')]: of('scope'), [docker]: of('file') }, {}, 'scope'],
    ['a scope of the registry', { [scoped('h.io')]: of('scope'), [docker]: of('file') }, {}, 'scope'],
    ['a scope with its action', { [scoped('h.io/acme/app@pull')]: of('scope'), [docker]: of('file') }, {}, 'scope'],
    [
      'the action before none',
      { [scoped('h.io/acme/app@pull')]: of('pull'), [scoped('h.io/acme/app')]: of('any') },
      {},
      'pull',
    ],
    [
      'the repository before the registry',
      { [scoped('h.io@pull')]: of('host'), [scoped('h.io/acme/app')]: of('any') },
      {},
      'any',
    ],
    ['a scope of another repository', { [scoped('h.io/acme/lib')]: of('lib'), [docker]: of('file') }, {}, 'file'],
    ['a scope of a namespace is none to buildx', { [scoped('h.io/acme')]: of('ns'), [docker]: of('file') }, {}, 'file'],
    ['a scope whose name goes on', { [scoped('h.io/acme/app2@pull')]: of('no'), [docker]: of('file') }, {}, 'file'],
    [
      'a scope for pushing, where there is another',
      { [scoped('h.io/acme/app@push')]: of('push'), [docker]: of('file') },
      {},
      'file',
    ],
    ['a scope for pushing, alone', { [scoped('h.io/acme/app@push')]: of('push') }, {}, 'push'],
    ['a scope for both, alone', { [scoped('h.io/acme/app@pull,push')]: of('both') }, {}, 'both'],
    ['a scope for pushing anywhere', { [scoped('h.io@push')]: of('push') }, {}, 'push'],
    ['buildx elsewhere', { 'bx/config/h.io/acme/app/config.json': of('scope') }, { BUILDX_CONFIG: '~/bx' }, 'scope'],
    ['docker elsewhere', { 'd/buildx/config/h.io/config.json': of('scope') }, { DOCKER_CONFIG: '~/d' }, 'scope'],
  ]
  for (const [name, files, env, expected] of rows) {
    test(name, async () => assert.equal(await found(image, files, env), expected))
  }
  test('Docker Hub has a folder of its own name', async () => {
    const hub = { auths: { 'https://index.docker.io/v1/': entry('hub') } }
    for (const name of ['registry-1.docker.io', 'docker.io'])
      assert.equal(await found('docker.io/acme/app', { [scoped(`${name}/acme/app@push`)]: hub }), 'hub')
  })
  test('all places that were looked at are told', async () => {
    const note = await found(image, { [docker]: {}, [user]: '{"a' }, { DOCKER_AUTH_CONFIG: '{"auths":{}}' })
    assert.match(
      note,
      /^\S+\/\.config\/containers\/auth\.json cannot be used: it is not a well-formed JSON object; no login for h\.io in DOCKER_AUTH_CONFIG and \S+\/\.docker\/config\.json; there is no \S+\/buildx\/config\/h\.io\/acme\/app\/config\.json or \S+\/run\/containers\/auth\.json$/,
    )
    const unusable = await found(image, {}, { DOCKER_AUTH_CONFIG: '{canary' })
    assert.match(unusable, /^DOCKER_AUTH_CONFIG cannot be used: it is not a well-formed JSON object; there is no /)
    assert.doesNotMatch(unusable, /canary/)
  })
  test('E-04: a variable names no program', async () => {
    const { PATH } = credentialHelpers({ ci: answering('me', 'helper') })
    const DOCKER_AUTH_CONFIG = '{"credsStore":"ci","credHelpers":{"h.io":"ci"}}'
    assert.match(await found(image, {}, { PATH, DOCKER_AUTH_CONFIG }), /no login for h\.io in DOCKER_AUTH_CONFIG/)
  })
  test('H-05: every secret of every place is told', async () => {
    const { secrets, credentialsFor } = machine(
      { [session]: of('podman'), [scoped('h.io@push')]: of('push') },
      { DOCKER_AUTH_CONFIG: '{"auths":{"x.io":{"auth":"bWU6ZW52"}}}' },
    )
    await credentialsFor('h.io', 'acme/app')
    for (const secret of ['env', 'bWU6ZW52', 'podman', entry('podman').auth])
      assert.ok(secrets.includes(secret), secret)
  })
})

suite("reading docker's config as docker does", () => {
  const image = 'h.io/acme/app'
  const { auth } = entry('p')
  const read = async (config: string | Buffer) => found(image, { [docker]: config })
  for (const empty of ['', ' ', '\n', '\r\n\t ', '\ufeff'])
    test(`empty: ${JSON.stringify(empty)}`, async () => assert.match(await read(empty), /no login for h\.io in/))
  for (const [name, config] of Object.entries({
    'line ends in base64': { auths: { 'h.io': { auth: `${auth.slice(0, 3)}\r\n${auth.slice(3)}\n` } } },
    'unknown keys': { auths: { 'h.io': { auth, email: null, extra: { a: 1 } } }, psFormat: 7, HttpHeaders: {} },
    'null beside it': {
      auths: { 'h.io': { auth, identitytoken: null }, 'x.io': null },
      credHelpers: null,
      credsStore: null,
    },
    'empty beside it': { auths: { 'h.io': { auth, identitytoken: '', registrytoken: '' } }, credsStore: '' },
    'another letter case': { Auths: { 'h.io': { AUTH: auth } } },
  }))
    test(`${name} is read`, async () => assert.equal(await read(JSON.stringify(config)), 'p'))
  test('a byte order mark is passed over', async () =>
    assert.equal(await read(`\ufeff${JSON.stringify({ auths: { 'h.io': { auth } } })}`), 'p'))
  for (const nothing of [
    {},
    { auths: null },
    { auths: {} },
    { auths: { 'h.io': {} } },
    { auths: { 'h.io': null } },
    { auths: { 'h.io': { auth: '' } } },
  ])
    test(`${JSON.stringify(nothing)} holds none`, async () =>
      assert.match(await read(JSON.stringify(nothing)), /no login for h\.io in/))
  test('an empty entry leaves it to the store', async () => {
    const { PATH } = credentialHelpers({ s: answering('me', 'S') })
    assert.equal(await found(image, { [docker]: { auths: { 'h.io': {} }, credsStore: 's' } }, { PATH }), 'S')
  })
  test('a token in any letter case', async () => {
    assert.equal(await read('{"auths":{"h.io":{"identityToken":"id"}}}'), 'id')
    assert.equal(await read('{"auths":{"h.io":{"RegistryToken":"rt"}}}'), 'rt')
  })
  for (const twice of [
    `{"auths":{"h.io":{"auth":"${auth}"}},"Auths":{"h.io":{"auth":"bWU6b3RoZXI="}}}`,
    `{"auths":{"h.io":{"auth":"${auth}"}},"auth\u017f":{}}`,
    `{"auths":{"h.io":{"auth":"${auth}"}},"auths":{}}`,
  ])
    test(`E-91: two meanings are refused: ${twice.slice(-30)}`, async () =>
      assert.rejects(read(twice), coded('CONFIG_ERROR', /config\.json cannot be used/)))
  for (const twice of [
    `{"auths":{"h.io":{"auth":"${auth}","Auth":"bWU6b3RoZXI="}}}`,
    `{"auths":{"h.io":{"identitytoken":"a","identityto\u212aen":"b"}}}`,
    `{"auths":{"h.io":{"username":"a","u\u017fername":"b","password":"c"}}}`,
  ])
    test(`E-91: an entry with two meanings is refused where it counts: ${twice.slice(9, 60)}`, async () => {
      await assert.rejects(read(twice), coded('CONFIG_ERROR', /its entry h\.io holds no usable login/))
      assert.match(await found('x.io/a/b', { [docker]: twice }), /no login for x\.io/)
    })
  for (const member of ['credsStore', 'credHelpers'] as const)
    test(`E-91: ${member} with two meanings names nobody`, async () => {
      const { PATH } = credentialHelpers({ s: answering('me', 'S') })
      const value = member === 'credsStore' ? 's' : { 'h.io': 's' }
      const config = { [member]: value, [member.toLowerCase()]: value }
      await assert.rejects(
        found(image, { [docker]: config }, { PATH }),
        coded('CONFIG_ERROR', /is there twice, in different letter case/),
      )
    })
})
