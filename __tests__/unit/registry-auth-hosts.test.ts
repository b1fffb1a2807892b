import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Credential } from '../../src/registry/credential.ts'
import { originOf } from '../../src/registry/origin.ts'
import { mayBeAskedAnonymously, maySeeCredentials } from '../../src/registry/token-endpoint.ts'
import { coded, serve } from '../support/loopback.ts'
import { startRegistry } from '../support/registry.ts'
import { json, known, login, open, path, user, withCredential } from '../support/registry-fixture.ts'

suite('E-01: credentials go only to allowed token endpoints', () => {
  test('not to a token endpoint of another port, which is asked without them', async () => {
    await using server = await startRegistry({ auth: { ...user, realm: 'elsewhere' } })
    server.pushImage(path, 'latest')
    const realm = () => server.requests.find((request) => request.path === '/token')
    await assert.rejects(
      open(server.host, known).manifest(path, 'latest'),
      coded('REGISTRY_ERROR', /were not sent to 127\.0\.0\.1:\d+, which is not the registry's own/, /`auth-hosts`/),
    )
    assert.notEqual(realm()?.host, server.host)
    assert.equal(realm()?.headers.authorization, undefined)
  })
  test('not to where a redirect leads; what is refused there is said of that place', async () => {
    await using cdn = await serve((_, response) => response.writeHead(403).end())
    await using server = await serve((_, response) => response.writeHead(307, { Location: `${cdn.origin}/blob` }).end())
    await assert.rejects(
      open(server.host, known).manifest(path, 'latest'),
      coded('REGISTRY_ERROR', /\/blob answered 403, without credentials: 127\.0\.0\.1:\d+ sent the action there/),
    )
    assert.ok(cdn.seen.every(({ headers }) => headers.authorization === undefined))
  })
  test('unless the user has named it', async () => {
    await using server = await startRegistry({ auth: { ...user, realm: 'elsewhere' } })
    server.pushImage(path, 'latest')
    let realm = ''
    const options = { ...known, onRequest: (line: string) => (realm ||= /\/\/(\S+)\/token /.exec(line)?.[1] ?? '') }
    await open(server.host, options)
      .manifest(path, 'latest')
      .catch(() => {})
    const registry = open(server.host, { ...known, authHosts: [realm.toUpperCase()] })
    assert.notEqual(await registry.manifest(path, 'latest'), null)
    assert.equal(server.requests.filter((request) => request.headers.authorization === login).length, 1)
  })
  for (const realm of [
    'http://169.254.169.254/latest',
    'http://registry.example.com/token',
    'https://10.0.0.1/token',
    'https://intranet/token',
    'https://8.8.8.8/token',
    'file:///etc/passwd',
    '//x/token',
    '/token',
    'javascript:alert(1)',
    '',
  ]) {
    test(`nobody is asked at "${realm}"`, async () => {
      await using server = await serve((_, response) => {
        response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${realm}"` }).end()
      })
      await assert.rejects(
        open(server.host, known).manifest(path, 'latest'),
        coded('REGISTRY_ERROR', /names an untrusted token endpoint/),
      )
    })
  }
  test('nor at a URL with userinfo, which is not quoted', async () => {
    await using server = await serve((_, response) => {
      response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="http://u:canary@${server.host}/token"` }).end()
    })
    await assert.rejects(
      open(server.host, known).manifest(path, 'latest'),
      (error: Error) =>
        !error.message.includes('canary') && coded('REGISTRY_ERROR', /names an untrusted token endpoint/)(error),
    )
  })
  test('a token endpoint that redirects does not carry them away', async () => {
    await using thief = await serve((_, response) => json(response, 200, { token: 't' }))
    await using server = await serve((seen, response) => {
      if (seen.path.startsWith('/token')) response.writeHead(307, { Location: `${thief.origin}/steal` }).end()
      else if (seen.headers.authorization) json(response, 200, {})
      else response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${server.origin}/token"` }).end()
    })
    await open(server.host, known).manifest(path, 'latest')
    assert.equal(server.seen[1]?.headers.authorization, login)
    assert.deepEqual(
      thief.seen.map(({ headers }) => headers.authorization),
      [undefined],
    )
  })
  test('an identity token is not carried away by a redirect', async () => {
    await using thief = await serve((_, response) => json(response, 200, { token: 't' }))
    await using server = await serve((seen, response) => {
      if (seen.path.startsWith('/token')) response.writeHead(307, { Location: `${thief.origin}/steal` }).end()
      else response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${server.origin}/token"` }).end()
    })
    const credential: Credential = { kind: 'identity-token', token: 'refresh', from: 'x' }
    await assert.rejects(
      open(server.host, withCredential(credential)).manifest(path, 'latest'),
      coded('REGISTRY_ERROR', /POST .* answered 307/),
    )
    assert.equal(thief.seen.length, 0)
  })

  const trusts = (host: string, realm: string, authHosts: string[] = []) =>
    maySeeCredentials(new URL(realm), host, originOf(host), authHosts)
  for (const [host, realm, expected] of [
    ['docker.io', 'https://auth.docker.io/token', true],
    ['registry-1.docker.io', 'https://auth.docker.io/token', true],
    ['docker.io', 'https://auth.docker.io.evil.com/token', false],
    ['docker.io', 'https://auth.docker.io:8443/token', false],
    ['docker.io', 'http://auth.docker.io/token', false],
    ['ghcr.io', 'https://auth.docker.io/token', false],
    ['ghcr.io', 'https://ghcr.io/token', true],
    ['ghcr.io', 'https://ghcr.io:8443/token', false],
    ['ghcr.io', 'https://GHCR.io/token', true],
    ['registry.gitlab.com', 'https://gitlab.com/jwt/auth', true],
    ['registry.gitlab.com.evil.com', 'https://gitlab.com/jwt/auth', false],
    ['registry.example.com', 'https://gitlab.com/jwt/auth', false],
  ] as const) {
    test(`${host} → ${realm}: ${expected}`, () => assert.equal(trusts(host, realm), expected))
  }
  test('a named host is that host and port, over https', () => {
    assert.equal(trusts('reg.corp.com', 'https://gitlab.corp.com/jwt', ['gitlab.corp.com']), true)
    assert.equal(trusts('reg.corp.com', 'https://gitlab.corp.com:8443/jwt', ['gitlab.corp.com']), false)
    assert.equal(trusts('reg.corp.com', 'https://gitlab.corp.com:8443/jwt', ['gitlab.corp.com:8443']), true)
    assert.equal(trusts('reg.corp.com', 'http://gitlab.corp.com/jwt', ['gitlab.corp.com']), false)
    assert.equal(trusts('reg.corp.com', 'https://xgitlab.corp.com/jwt', ['gitlab.corp.com']), false)
  })

  for (const [host, realm, expected] of [
    ['ghcr.io', 'https://auth.example.com/token', true],
    ['ghcr.io', 'http://auth.example.com/token', false],
    ['ghcr.io', 'https://localhost/token', false],
    ['ghcr.io', 'https://127.0.0.1/token', false],
    ['ghcr.io', 'https://10.0.0.1/token', false],
    ['10.0.0.1:5000', 'https://10.0.0.1:5001/token', false],
    ['localhost:5000', 'http://127.0.0.1:5001/token', true],
  ] as const) {
    test(`E-06: without credentials, ${host} → ${realm}: ${expected}`, () => {
      assert.equal(mayBeAskedAnonymously(new URL(realm), originOf(host)), expected)
    })
  }
})
