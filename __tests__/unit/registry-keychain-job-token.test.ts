import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Credential } from '../../src/registry/credential.ts'
import { takesJobToken } from '../../src/registry/keychain.ts'
import { coded, type Seen, serve } from '../support/loopback.ts'
import { startRegistry } from '../support/registry.ts'
import { json, open, path } from '../support/registry-fixture.ts'

const credential: Credential = { kind: 'job-token', username: 'octocat', password: 'canary', from: 'the `token` input' }
const note = 'there is no config.json'
const ofJob = { credentialsFor: async () => ({ credential, note }) }
const sent = `Basic ${Buffer.from('octocat:canary').toString('base64')}`

suite('choosing the registries that get GITHUB_TOKEN', () => {
  const github = 'https://github.com'
  const rows: [string, string, boolean][] = [
    ['ghcr.io', github, true],
    ['ghcr.io:443', github, false],
    ['ghcr.io.evil.example', github, false],
    ['xghcr.io', github, false],
    ['GHCR.IO', github, false],
    ['docker.io', github, false],
    ['containers.github.com', github, false],
    ['docker.pkg.github.com', github, false],
    // A token of another GitHub is a secret that github.com has no use for.
    ['ghcr.io', 'https://github.example.com', false],
    ['containers.github.example.com', 'https://github.example.com', false],
    ['containers.acme.ghe.com', 'https://acme.ghe.com', true],
    ['containers.other.ghe.com', 'https://acme.ghe.com', false],
    ['containers.acme.ghe.com', github, false],
    ['ghcr.io', 'https://acme.ghe.com', false],
    ['containers.acme.ghe.com.evil.example', 'https://acme.ghe.com.evil.example', false],
    ['containers.a.b.ghe.com', 'https://a.b.ghe.com', false],
    ['containers.ghe.com', 'https://ghe.com', false],
    ['containers.acme.ghe.com', 'https://acme.ghe.com.evil.example', false],
    ['containers.acme.ghe.com', 'xhttps://acme.ghe.com', false],
    ['containers.undefined.ghe.com', 'https://github.example.com', false],
  ]
  for (const [host, serverUrl, expected] of rows) {
    test(`${host}, with a token of ${serverUrl}: ${expected ? 'yes' : 'no'}`, () => {
      assert.equal(takesJobToken(host, serverUrl), expected)
    })
  }
})

/** A registry whose token endpoint and manifests answer as told. */
function serveRegistry(token: (login: string | undefined) => number | string, admits: (bearer: string) => number) {
  return serve((seen, response) => {
    const login = seen.headers.authorization
    if (seen.path.startsWith('/token')) {
      const answer = token(login)
      if (typeof answer === 'number') json(response, answer, { errors: [{ code: 'DENIED' }] })
      else json(response, 200, { token: answer })
    } else if (login === undefined) {
      response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="http://${seen.headers.host}/token"` }).end()
    } else {
      json(response, admits(login.replace('Bearer ', '')), {})
    }
  })
}

const line = ({ path, headers }: Seen) =>
  `${path.startsWith('/token') ? 'token' : path.split('/')[3]} ${headers.authorization?.split(' ')[0] ?? 'none'}`

suite('GITHUB_TOKEN as a registry login', () => {
  test('logs in', async () => {
    await using server = await startRegistry({ auth: { user: 'octocat', password: 'canary' } })
    server.pushImage(path, 'latest')
    assert.notEqual(await open(server.host, ofJob).manifest(path, 'latest'), null)
    assert.deepEqual(
      server.requests.map(({ path, status }) => `${path.split('/').at(1)} ${status}`),
      ['v2 401', 'token 200', 'v2 200'],
    )
  })
  for (const status of [401, 403]) {
    test(`refused with ${status} by the token endpoint gives way to no login at all`, async () => {
      await using server = await serveRegistry(
        (login) => (login === undefined ? 'anonymous' : status),
        (bearer) => (bearer === 'anonymous' ? 200 : 500),
      )
      const registry = open(server.host, ofJob)
      assert.notEqual(await registry.manifest(path, 'latest'), null)
      assert.deepEqual(server.seen.map(line), ['app none', 'token Basic', 'token none', 'app Bearer'])
      assert.notEqual(await registry.manifest(path, 'v1'), null)
      assert.equal(server.seen.length, 5)
    })
    test(`whose bearer token is refused with ${status} gives way, too`, async () => {
      await using server = await serveRegistry(
        (login) => (login === undefined ? 'anonymous' : 'powerless'),
        (bearer) => (bearer === 'anonymous' ? 200 : status),
      )
      const registry = open(server.host, ofJob)
      const tags = ['a', 'b', 'c']
      const manifests = await Promise.all(tags.map((tag) => registry.manifest(path, tag)))
      assert.ok(manifests.every((manifest) => manifest !== null))
      assert.equal(server.seen.filter(({ path }) => path.startsWith('/token')).length, 2)
      assert.equal(server.seen.length, 3 + 3 + 3 + 2)
    })
    test(`refused with ${status}, and no login as well: both are said, and the permission`, async () => {
      await using server = await serveRegistry(
        () => status,
        () => 500,
      )
      await assert.rejects(
        open(server.host, ofJob).manifest(path, 'latest'),
        (error: Error) =>
          !error.message.includes('canary') &&
          coded(
            'REGISTRY_ERROR',
            /^GET \S+\/token answered 40\d, \w+, without credentials; before, with the `token` input: GET \S+\/token answered 40\d, \w+ \(there is no config\.json\)$/,
            /permissions: packages: read.*docker\/login-action/,
          )(error),
      )
      assert.deepEqual(server.seen.map(line), ['app none', 'token Basic', 'token none'])
    })
    test(`whose bearer token is refused with ${status}, and an anonymous one as well: the same`, async () => {
      await using server = await serveRegistry(
        () => 'any',
        () => status,
      )
      await assert.rejects(
        open(server.host, ofJob).manifest(path, 'latest'),
        coded(
          'REGISTRY_ERROR',
          /manifests\/latest answered 40\d.*without credentials; before.*manifests\/latest/,
          /packages: read/,
        ),
      )
      assert.deepEqual(server.seen.map(line), ['app none', 'token Basic', 'app Bearer', 'token none', 'app Bearer'])
    })
  }
  test('is sent as basic login where a registry asks for one, and once', async () => {
    await using server = await serve((_, response) => {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end()
    })
    await assert.rejects(
      open(server.host, ofJob).manifest(path, 'latest'),
      coded('REGISTRY_ERROR', /without credentials; before, with the `token` input/),
    )
    assert.deepEqual(
      server.seen.map(({ headers }) => headers.authorization),
      [undefined, sent],
    )
  })
  test('E-01: goes to no other host, be it among those named for credentials', async () => {
    await using realm = await serve((_, response) => json(response, 403, {}))
    await using server = await serve((_, response) => {
      response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${realm.origin}/token"` }).end()
    })
    await assert.rejects(
      open(server.host, { ...ofJob, authHosts: [realm.host] }).manifest(path, 'latest'),
      coded('REGISTRY_ERROR', /the `token` input were not sent to 127\.0\.0\.1/),
    )
    assert.deepEqual(
      realm.seen.map(({ headers }) => headers.authorization),
      [undefined],
    )
  })
})
