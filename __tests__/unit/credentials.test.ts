import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { loadDockerCredentials } from '../../src/registry/credentials.ts'
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

function load(config: unknown) {
  const secrets: string[] = []
  const docker = loadDockerCredentials({ DOCKER_CONFIG: directory(config) }, (secret) => secrets.push(secret))
  return { secrets, ...docker }
}

/** The password found for a host, or the note why there is none. */
function passwordFor(host: string, auths: Record<string, unknown>): string | null {
  const { credential, note } = load({ auths }).credentialsFor(host)
  return credential?.kind === 'basic' ? credential.password : note
}

describe('docker credentials', () => {
  it('come from the entry of docker/login-action', () => {
    const { credentialsFor } = load({ auths: { 'ghcr.io': { auth: basic('me:pass:word') } } })
    const { credential } = credentialsFor('ghcr.io')
    assert.ok(credential?.kind === 'basic')
    assert.deepEqual([credential.username, credential.password], ['me', 'pass:word'])
    assert.match(credential.from, /config\.json \(entry ghcr\.io\)$/)
  })
  it('come from a user name and a password', () => {
    assert.equal(passwordFor('a.io', { 'a.io': { username: 'u', password: 'p' } }), 'p')
  })
  it('prefer auth to the two that it stands for', () => {
    assert.equal(passwordFor('a.io', { 'a.io': { auth: basic('u:q'), username: 'u', password: 'p' } }), 'q')
  })
  it('come from ~/.docker where DOCKER_CONFIG is not set', () => {
    const home = join(base, 'home')
    mkdirSync(join(home, '.docker'), { recursive: true })
    writeFileSync(join(home, '.docker', 'config.json'), JSON.stringify({ auths: { 'a.io': { auth: basic('u:p') } } }))
    assert.notEqual(loadDockerCredentials({ HOME: home }).credentialsFor('a.io').credential, null)
  })
  it('may be an identity token', () => {
    const entry = { auth: basic('u:p'), identitytoken: 'refresh' }
    const { credential } = load({ auths: { 'a.io': entry } }).credentialsFor('a.io')
    assert.ok(credential?.kind === 'identity-token')
    assert.equal(credential.token, 'refresh')
  })
  it('may be a registry token', () => {
    const { credential } = load({ auths: { 'a.io': { registrytoken: 'bearer' } } }).credentialsFor('a.io')
    assert.ok(credential?.kind === 'registry-token')
  })
  it('E-16: are refused where a registry token would break a header', () => {
    const { credentialsFor } = load({ auths: { 'a.io': { registrytoken: 'a\r\nb' } } })
    assert.throws(() => credentialsFor('a.io'), coded('CONFIG_ERROR', /a\.io/))
  })
})

describe('E-03: credentials are for one host and port', () => {
  const auths = {
    'ghcr.io.evil.com': { auth: basic('u:evil') },
    io: { auth: basic('u:io') },
    'ghcr.io:8443': { auth: basic('u:port') },
    'https://reg.io/v1/': { auth: basic('u:url') },
    'xghcr.io': { auth: basic('u:prefix') },
  }
  it('never for a host that it is a part of', () =>
    assert.match(passwordFor('ghcr.io', auths) ?? '', /no login for ghcr\.io/))
  it('the port counts', () => assert.equal(passwordFor('ghcr.io:8443', auths), 'port'))
  it('scheme and path of a key do not', () => assert.equal(passwordFor('reg.io', auths), 'url'))
  it('nor letter case', () => assert.equal(passwordFor('a.io', { 'A.io': { auth: basic('u:p') } }), 'p'))
  it('an entry called __proto__ is no entry for everybody', () => {
    const { credentialsFor } = load(`{"auths":{"__proto__":{"auth":"${basic('u:p')}"}}}`)
    assert.equal(credentialsFor('a.io').credential, null)
  })
  for (const key of ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'https://index.docker.io/v1/']) {
    it(`docker.io goes by ${key}`, () => assert.equal(passwordFor('docker.io', { [key]: { auth: basic('u:p') } }), 'p'))
  }
  it('docker.io is first what docker login writes', () => {
    const entries = { 'docker.io': { auth: basic('u:other') }, 'https://index.docker.io/v1/': { auth: basic('u:p') } }
    assert.equal(passwordFor('docker.io', entries), 'p')
  })
  it('the other tokens that docker login keeps for docker.io are no login', () => {
    const entries = { 'https://index.docker.io/v1/access-token': { auth: basic('u:p') } }
    assert.match(passwordFor('docker.io', entries) ?? '', /no login/)
  })
  it('the exact key comes before another spelling', () => {
    const entries = { 'https://a.io/v2/': { auth: basic('u:other') }, 'a.io': { auth: basic('u:p') } }
    assert.equal(passwordFor('a.io', entries), 'p')
  })
  it('an empty entry gives way to one that holds a login', () => {
    assert.equal(passwordFor('a.io', { 'a.io': {}, 'https://a.io': { auth: basic('u:p') } }), 'p')
  })
})

describe('what cannot be used', () => {
  it('no file: no credentials, and a note', () => {
    const { credential, note } = loadDockerCredentials({ DOCKER_CONFIG: join(base, 'none') }).credentialsFor('a.io')
    assert.equal(credential, null)
    assert.match(note ?? '', /there is no .*config\.json/)
  })
  it('a credential store is named in the note', () => {
    const { credentialsFor } = load({ auths: { 'ghcr.io': {} }, credsStore: 'desktop' })
    assert.match(credentialsFor('ghcr.io').note ?? '', /docker's credential store "desktop".* is not read yet/)
  })
  it('so is a credential helper of that host, and of no other', () => {
    const { credentialsFor } = load({ credHelpers: { 'gcr.io': 'gcloud' } })
    assert.match(credentialsFor('gcr.io').note ?? '', /"gcloud"/)
    assert.doesNotMatch(credentialsFor('ghcr.io').note ?? '', /gcloud/)
  })
  for (const text of ['{"auths":', '[]', '"x"', '', '{"auths":[]}', '{"auths":{},"auths":{}}', '\ufeff{}']) {
    it(`H-13: a malformed file is named and never quoted: ${text}`, () => {
      assert.throws(
        () => load(text.replace('{', '{"hunter2":1,')),
        (error: Error) => {
          assert.doesNotMatch(`${error.message}${error.cause}`, /hunter2/)
          return coded('CONFIG_ERROR', /config\.json cannot be used/)(error)
        },
      )
    })
  }
  it('a directory in place of the file', () => {
    const path = join(base, 'directory')
    mkdirSync(join(path, 'config.json'), { recursive: true })
    assert.throws(() => loadDockerCredentials({ DOCKER_CONFIG: path }), coded('CONFIG_ERROR', /no regular file/))
  })
  const sized = (size: number) => `{"x":"${'x'.repeat(size - 8)}"}`
  it('1 MiB is read', () => assert.equal(load(sized(1024 * 1024)).credentialsFor('a.io').credential, null))
  it('one byte more is not', () => {
    assert.throws(() => load(sized(1024 * 1024 + 1)), coded('CONFIG_ERROR', /larger than 1048576/))
  })
  for (const [name, entry] of Object.entries({
    'not base64': { auth: '%%%' },
    'no colon': { auth: basic('me') },
    'no user': { auth: basic(':p') },
    'a number': { auth: 7 },
    'no object': 'x',
  })) {
    it(`an entry with ${name} is an error for its own host only`, () => {
      const { credentialsFor } = load({ auths: { 'a.io': entry, 'b.io': { auth: basic('u:p') } } })
      assert.throws(() => credentialsFor('a.io'), coded('CONFIG_ERROR', /its entry a\.io/))
      assert.notEqual(credentialsFor('b.io').credential, null)
    })
  }
})

describe('H-05: every secret is told before it is used', () => {
  it('passwords, tokens, and their base64 form', () => {
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
