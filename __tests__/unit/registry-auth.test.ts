import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { redact } from '../../src/core/secrets.ts'
import type { Http, HttpRequest } from '../../src/http/client.ts'
import { createAuth } from '../../src/registry/auth.ts'
import type { Credential } from '../../src/registry/credential.ts'
import { coded, type Seen, serve } from '../support/loopback.ts'
import { startRegistry } from '../support/registry.ts'
import { json, known, login, open, path, user, withCredential, zeros } from '../support/registry-fixture.ts'

suite('authenticating with a registry', () => {
  test('succeeds with credentials and reuses the token for the repository', async () => {
    await using server = await startRegistry({ auth: user })
    const digest = server.pushImage(path, 'latest')
    const registry = open(server.host, known)
    await registry.manifest(path, 'latest')
    await registry.manifest(path, digest)
    assert.deepEqual(
      server.requests.map((request) => `${request.path.split('/').at(-2) || 'token'} ${request.status}`),
      ['manifests 401', 'token 200', 'manifests 200', 'manifests 200'],
    )
    assert.equal(server.requests[1]?.headers.authorization, login)
    assert.equal(new URLSearchParams(server.requests[1]?.query).get('scope'), 'repository:acme/app:pull')
    assert.equal(new URLSearchParams(server.requests[1]?.query).get('service'), 'registry.test')
  })
  test('reuses one token request for concurrent 401s', async () => {
    await using server = await startRegistry({ auth: user })
    server.pushImage(path, 'latest')
    const registry = open(server.host, known)
    await Promise.all(Array.from({ length: 8 }, () => registry.manifest(path, 'latest')))
    assert.equal(server.requests.filter((request) => request.path === '/token').length, 1)
  })
  test('R-08: requests a new token once when it has expired', async () => {
    await using server = await startRegistry({ auth: user })
    server.pushImage(path, 'latest')
    const registry = open(server.host, known)
    await registry.manifest(path, 'latest')
    server.expireTokens()
    const answers = await Promise.all(Array.from({ length: 4 }, () => registry.manifest(path, 'latest')))
    assert.ok(answers.every((answer) => answer !== null))
    assert.equal(server.requests.filter((request) => request.path === '/token').length, 2)
  })
  test(`E-130: ends after ${limits.loginsOfRepository} logins, where each token is good for one request`, async () => {
    let tokens = 0
    let isUsed = true
    await using server = await serve((seen, response) => {
      const isAccepted = seen.headers.authorization === `Bearer token-${tokens}` && !isUsed
      if (seen.path.startsWith('/token')) {
        isUsed = false
        return json(response, 200, { token: `token-${++tokens}` })
      }
      if (isAccepted) json(response, 200, {})
      else response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${server.origin}/token"` }).end()
      isUsed ||= isAccepted
    })
    const registry = open(server.host)
    for (let n = 0; n < limits.loginsOfRepository; n++) assert.notEqual(await registry.manifest(path, 'latest'), null)
    await assert.rejects(
      registry.manifest(path, 'latest'),
      coded('REGISTRY_ERROR', /more than 16 logins for acme\/app/, /how long its tokens are valid/),
    )
    assert.equal(tokens, limits.loginsOfRepository)
    assert.notEqual(await registry.manifest('acme/other', 'latest'), null)
  })
  test('H-80: a token is known before it is sent: another request may be answered with it', async () => {
    const login = 'handed-out-and-not-yet-sent'
    const http: Http = {
      send: async ({ url }) => ({ status: 200, headers: {}, body: Buffer.from(JSON.stringify({ token: login })), url }),
    }
    const auth = createAuth('h.example', new URL('https://h.example'), http, {
      credentialsFor: async () => ({ credential: null, note: null }),
      authHosts: [],
    })
    const headers = { 'www-authenticate': 'Bearer realm="https://h.example/token"' }
    const refused = { status: 401, headers, body: new Uint8Array(), url: new URL('https://h.example/v2/') }
    assert.equal(await auth.renew(path, refused, null), `Bearer ${login}`)
    assert.equal(redact(`you have ${login}`), 'you have ***')
  })
  test('R-08: ends where a fresh token is refused', async () => {
    await using server = await serve((seen, response) => {
      if (seen.path.startsWith('/token')) json(response, 200, { token: 'worthless' })
      else response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${server.origin}/token"` }).end()
    })
    await assert.rejects(
      open(server.host, known).manifest(path, 'latest'),
      (error: Error) =>
        !error.message.includes('hunter2') &&
        coded(
          'REGISTRY_ERROR',
          /answered 401, unauthorized, with the credentials of docker config x/,
          /login-action/,
        )(error),
    )
    assert.equal(server.seen.length, 3)
  })
  test('asks without credentials where there are none, for reading this repository', async () => {
    await using server = await serve((seen, response) => {
      if (seen.path.startsWith('/token')) json(response, 200, { access_token: 'anonymous' })
      else if (seen.headers.authorization === 'Bearer anonymous') json(response, 200, {})
      else response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${server.origin}/token?a=b"` }).end()
    })
    assert.notEqual(await open(server.host).manifest(path, 'latest'), null)
    assert.equal(server.seen[1]?.path, '/token?a=b&scope=repository%3Aacme%2Fapp%3Apull')
    assert.equal(server.seen[1]?.headers.authorization, undefined)
  })
  for (const [asked, sent] of [
    ['repository:other/name:pull', 'repository:other/name:pull'],
    ['repository:acme/app:pull,push', 'repository:acme/app:pull'],
    ['repository:acme/app:*', 'repository:acme/app:pull'],
    ['registry:catalog:*', 'repository:acme/app:pull'],
    ['', 'repository:acme/app:pull'],
  ] as const) {
    test(`E-01: a registry that wants "${asked}" gets "${sent}"`, async () => {
      await using server = await serve((seen, response) => {
        if (seen.path.startsWith('/token')) json(response, 200, { token: 't' })
        else if (seen.headers.authorization) json(response, 200, {})
        else {
          const challenge = `Bearer realm="${server.origin}/token",scope="${asked}"`
          response.writeHead(401, { 'WWW-Authenticate': challenge }).end()
        }
      })
      await open(server.host, known).manifest(path, 'latest')
      assert.equal(new URL(server.seen[1]?.path ?? '', server.origin).searchParams.get('scope'), sent)
    })
  }
  test('sends an identity token as OAuth2 has it', async () => {
    await using server = await serve((seen, response) => {
      if (seen.path === '/token') json(response, 200, { access_token: 't' })
      else if (seen.headers.authorization === 'Bearer t') json(response, 200, {})
      else response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${server.origin}/token",service="s"` }).end()
    })
    const credential: Credential = { kind: 'identity-token', token: 'refresh me', from: 'x' }
    await open(server.host, withCredential(credential)).manifest(path, 'latest')
    const { method, body, headers } = server.seen[1] as Seen
    assert.equal(method, 'POST')
    assert.equal(headers.authorization, undefined)
    assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), {
      grant_type: 'refresh_token',
      client_id: 'verify-image-provenance',
      service: 's',
      scope: 'repository:acme/app:pull',
      refresh_token: 'refresh me',
    })
  })
  test('is left out with a registry token', async () => {
    await using server = await serve((seen, response) => {
      if (seen.headers.authorization === 'Bearer mine') json(response, 200, {})
      else response.writeHead(401).end()
    })
    const credential: Credential = { kind: 'registry-token', token: 'mine', from: 'x' }
    assert.notEqual(await open(server.host, withCredential(credential)).manifest(path, 'latest'), null)
    assert.equal(server.seen.length, 2)
  })
  test('is left out where basic authentication is asked for', async () => {
    await using server = await startRegistry({ auth: { ...user, scheme: 'basic' } })
    const digest = server.pushImage(path, 'latest')
    assert.equal((await open(server.host, known).manifest(path, 'latest'))?.digest, digest)
  })
  test('without credentials, a basic challenge is a refusal that says where they were looked for', async () => {
    await using server = await startRegistry({ auth: { ...user, scheme: 'basic' } })
    const credentialsFor = async () => ({ credential: null, note: 'docker-credential-desktop was not found' })
    await assert.rejects(
      open(server.host, { credentialsFor }).manifest(path, 'latest'),
      coded(
        'REGISTRY_ERROR',
        /401, unauthorized: "UNAUTHORIZED: authentication required", without credentials \(docker-credential-desktop was not found\)/,
      ),
    )
  })
  test('a 401 without challenge is a refusal', async () => {
    await using server = await serve((_, response) => response.writeHead(401).end())
    await assert.rejects(
      open(server.host, known).manifest(path, 'latest'),
      coded(
        'REGISTRY_ERROR',
        /answered 401, unauthorized: the registry offers no supported login method \(it names none\); the credentials of docker config x were not sent$/,
        /WWW-Authenticate/,
      ),
    )
    assert.equal(server.seen.length, 1)
  })
  test('a login that was sent in the end is said to be, whatever was kept back before', async () => {
    await using elsewhere = await serve((_, response) => json(response, 200, { token: 'anonymous' }))
    await using server = await serve((seen, response) => {
      const challenge = seen.headers.authorization ? 'Basic realm="x"' : `Bearer realm="${elsewhere.origin}/token"`
      if (seen.path.endsWith('/first') && seen.headers.authorization) json(response, 200, {})
      else response.writeHead(401, { 'WWW-Authenticate': challenge }).end()
    })
    const registry = open(server.host, known)
    assert.notEqual(await registry.manifest(path, 'first'), null)
    await assert.rejects(
      registry.manifest(path, 'second'),
      coded('REGISTRY_ERROR', /answered 401, unauthorized, with the credentials of docker config x$/),
    )
    assert.equal(server.seen.at(-1)?.headers.authorization, login)
  })
  test('R-09: a 403 is one too, and names the permission', async () => {
    await using server = await serve((_, response) => json(response, 403, { errors: [{ code: 'DENIED' }] }))
    await assert.rejects(
      open(server.host, known).referrers(path, zeros),
      coded('REGISTRY_ERROR', /403, denied/, /packages: read/),
    )
  })
  test('a token endpoint that refuses the credentials is named', async () => {
    await using server = await startRegistry({ auth: user })
    const wrong = withCredential({ kind: 'basic', username: 'me', password: 'wrong', from: 'docker config x' })
    await assert.rejects(
      open(server.host, wrong).manifest(path, 'latest'),
      coded('REGISTRY_ERROR', /^GET http:.*\/token answered 401, .* docker config x/),
    )
  })
})

suite('E-16: rejecting an invalid registry token', () => {
  const answers: Record<string, string> = {
    'a number': '{"token":7}',
    'a line break': '{"token":"a\\r\\nb"}',
    'a character outside of ASCII': '{"token":"\u00e9"}',
    'nothing in it': '{"token":""}',
    'no field': '{}',
    HTML: '<html>',
    'an array': '[]',
    'a key twice': '{"token":"a","token":"b"}',
  }
  for (const [name, body] of Object.entries(answers)) {
    test(name, async () => {
      await using server = await serve((seen, response) => {
        if (seen.path.startsWith('/token')) response.end(body)
        else response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${server.origin}/token"` }).end()
      })
      await assert.rejects(open(server.host).manifest(path, 'latest'), coded('REGISTRY_ERROR', /no usable token/))
    })
  }
  for (const [length, fits] of [
    [limits.tokenBytes, true],
    [limits.tokenBytes + 1, false],
  ] as const) {
    test(`an answer of ${length} bytes ${fits ? 'is read' : 'is too long'}`, async () => {
      const padding = (text: string) => text + ' '.repeat(length - text.length)
      await using server = await serve((seen, response) => {
        if (seen.path.startsWith('/token')) response.end(padding('{"token":"","access_token":"t"}'))
        else if (seen.headers.authorization) json(response, 200, {})
        else response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${server.origin}/token"` }).end()
      })
      const manifest = open(server.host).manifest(path, 'latest')
      if (fits) assert.notEqual(await manifest, null)
      else await assert.rejects(manifest, coded('LIMIT_EXCEEDED'))
    })
  }
})

suite('a registry that requires a token from everyone', () => {
  /** Logins at ghcr.io, where the token endpoint answers like this, one answer after the other. */
  function atKnown(...answers: { status: number; token?: string }[]) {
    const asked: HttpRequest[] = []
    const http: Http = {
      async send(request) {
        const { status, token } = answers[asked.length] ?? assert.fail('nothing more was to be asked')
        asked.push(request)
        return { status, headers: {}, body: Buffer.from(JSON.stringify({ token })), url: request.url }
      },
    }
    const auth = createAuth('ghcr.io', new URL('https://ghcr.io'), http, { ...known, authHosts: [] })
    return { asked, auth }
  }
  const challenge = {
    status: 401,
    headers: { 'www-authenticate': 'Bearer realm="https://ghcr.io/token"' },
    body: new Uint8Array(),
    url: new URL('https://ghcr.io/v2/acme/app/manifests/latest'),
  }
  test('is asked for it once for each path, before anything else', async () => {
    const { asked, auth } = atKnown({ status: 200, token: 'one' }, { status: 200, token: 'two' })
    assert.deepEqual(await Promise.all([auth.begin(path), auth.begin(path)]), ['Bearer one', 'Bearer one'])
    assert.equal(await auth.begin(path), 'Bearer one')
    assert.equal(await auth.begin('acme/other'), 'Bearer two')
    assert.deepEqual(
      asked.map(({ url }) => url.href),
      ['app', 'other'].map((name) => `https://ghcr.io/token?service=ghcr.io&scope=repository%3Aacme%2F${name}%3Apull`),
    )
    assert.ok(asked.every(({ headers }) => headers.Authorization === login))
  })
  test('is asked for the image where that leads nowhere, and what it says then counts', async () => {
    for (const status of [403, 404, 200]) {
      const { asked, auth } = atKnown({ status }, { status: 200, token: 'two' })
      assert.equal(await auth.begin(path), null)
      assert.equal(await auth.begin(path), null)
      assert.equal(asked.length, 1)
      assert.equal(await auth.renew(path, challenge, null), 'Bearer two')
      assert.equal(await auth.begin(path), 'Bearer two')
    }
  })
  test('gives a fresh one where the first has expired', async () => {
    const { auth } = atKnown({ status: 200, token: 'one' }, { status: 200, token: 'two' })
    assert.equal(await auth.begin(path), 'Bearer one')
    assert.equal(await auth.renew(path, challenge, 'Bearer one'), 'Bearer two')
    // Another request that was sent with the first one has nothing to ask for.
    assert.equal(await auth.renew(path, challenge, 'Bearer one'), 'Bearer two')
  })
  test('any other is asked for the image first', async () => {
    const http: Http = { send: () => assert.fail('nothing was to be asked') }
    const auth = createAuth('quay.io', new URL('https://quay.io'), http, { ...known, authHosts: [] })
    assert.equal(await auth.begin(path), null)
  })
})
