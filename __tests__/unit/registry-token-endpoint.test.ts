import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import type { Http, HttpRequest, HttpResponse } from '../../src/http/client.ts'
import { parseChallenges } from '../../src/registry/challenge.ts'
import type { Credential } from '../../src/registry/credential.ts'
import { registryStatusError } from '../../src/registry/failure.ts'
import { originOf } from '../../src/registry/origin.ts'
import {
  askForToken,
  maySeeCredentials,
  readRealm,
  readToken,
  type TokenRequest,
  wellKnownChallenge,
} from '../../src/registry/token-endpoint.ts'
import { coded } from '../support/loopback.ts'

const secure = new URL('https://registry.example.com')
const local = new URL('http://127.0.0.1:5000')

function answered(body: string, status = 200, url = new URL('https://auth.example.com/token?x=y')): HttpResponse {
  return { status, headers: {}, body: Buffer.from(body), url }
}

suite('E-05: the origin of a registry', () => {
  for (const [host, origin] of [
    ['docker.io', 'https://registry-1.docker.io'],
    ['index.docker.io', 'https://registry-1.docker.io'],
    ['registry-1.docker.io', 'https://registry-1.docker.io'],
    ['ghcr.io', 'https://ghcr.io'],
    ['reg.io:8443', 'https://reg.io:8443'],
    ['localhost:5000', 'http://localhost:5000'],
    ['127.8.8.8', 'http://127.8.8.8'],
    ['[::1]:5000', 'http://[::1]:5000'],
  ] as const) {
    test(`${host}: ${origin}`, () => assert.equal(originOf(host).origin, origin))
  }
  for (const host of ['', 'a b', 'a.io/b', 'a.io?b', 'a.io#b', 'user@a.io', `${'x'.repeat(300)}/`]) {
    test(`nowhere for ${host.slice(0, 20)}`, () => {
      assert.throws(
        () => originOf(host),
        coded('CONFIG_ERROR', new RegExp(`^"[^"]{${Math.min(host.length, 255)}}" is not a registry host: expected a`)),
      )
    })
  }
})

suite('E-01: the token endpoint that a challenge names', () => {
  for (const [text, origin, expected] of [
    ['https://a.io/token', secure, true],
    ['https://a.io/token', local, true],
    ['http://a.io/token', local, true],
    ['http://a.io/token', secure, false],
    ['ftp://a.io/token', local, false],
    ['ftp://a.io/token', secure, false],
    ['https://u@a.io/token', secure, false],
    ['https://:p@a.io/token', secure, false],
    ['https://a.io/token#x', secure, false],
    ['/token', secure, false],
    ['', local, false],
  ] as const) {
    test(`"${text}", of a registry at ${origin.origin}: ${expected ? 'may' : 'may not'} be asked`, () => {
      assert.equal(readRealm(text, origin)?.href ?? null, expected ? text : null)
    })
  }
  test('that of GitLab is for its registry, and for no other place of that name', () => {
    const sees = (realm: string, names: string[] = []) =>
      maySeeCredentials(new URL(realm), 'registry.gitlab.com', originOf('registry.gitlab.com'), names)
    assert.deepEqual(
      ['https://gitlab.com/jwt/auth', 'https://gitlab.com:8443/jwt/auth', 'https://evil.com/jwt/auth'].map((realm) =>
        sees(realm),
      ),
      [true, false, false],
    )
    assert.equal(sees('https://auth.corp.com/jwt', [' Auth.Corp.com ']), true)
  })
  test('is known beforehand for the registries that ask everybody, each with its own', () => {
    const known = (host: string) =>
      wellKnownChallenge(host)
        ?.match(/realm="(.*?)",service="(.*?)"/)
        ?.slice(1) ?? null
    assert.deepEqual(known('ghcr.io'), ['https://ghcr.io/token', 'ghcr.io'])
    for (const host of ['docker.io', 'index.docker.io', 'registry-1.docker.io'])
      assert.deepEqual(known(host), ['https://auth.docker.io/token', 'registry.docker.io'])
    for (const host of ['ghcr.io:443', 'xghcr.io', 'ghcr.io.evil.com', 'quay.io', 'localhost:5000', ''])
      assert.equal(known(host), null)
  })
})

suite('building a token request', () => {
  const realm = new URL('https://auth.example.com/token?keep=1')
  async function asked(wanted: Partial<TokenRequest>, credential: Credential | null = null): Promise<HttpRequest> {
    const requests: HttpRequest[] = []
    const http: Http = {
      async send(request) {
        requests.push(request)
        return answered('{}')
      },
    }
    await askForToken(http, realm, { service: null, path: 'acme/app', scope: null, ...wanted }, credential)
    assert.equal(requests.length, 1)
    return requests[0] ?? assert.fail()
  }
  const own = 'repository:acme/app:pull'
  for (const [scope, expected] of [
    [null, own],
    ['', own],
    ['repository:mirror/app:pull', 'repository:mirror/app:pull'],
    ['repository:a:pull repository:b:pull', 'repository:a:pull repository:b:pull'],
    ['repository:a:pull repository:b:push', own],
    ['repository:a:push repository:b:pull', own],
    ['repository:a:pull,push', own],
    ['xrepository:a:pull', own],
    ['repository:a:pullx', own],
    ['repository:a b:pull', own],
    ['registry:catalog:*', own],
  ] as const) {
    test(`E-16: the scope ${JSON.stringify(scope)}: ${expected}`, async () => {
      assert.equal((await asked({ scope })).url.searchParams.get('scope'), expected)
    })
  }
  test('with the service, where one is named', async () => {
    assert.equal((await asked({ service: 's&x=1' })).url.searchParams.get('service'), 's&x=1')
    const { url, headers, method } = await asked({})
    assert.equal(url.search, `?keep=1&scope=${encodeURIComponent(own)}`)
    assert.deepEqual([method, headers], ['GET', { Accept: 'application/json' }])
  })
  test('an identity token is posted, and stands in no URL', async () => {
    const credential: Credential = { kind: 'identity-token', token: 'canary', from: 'x' }
    const { url, headers, method, body } = await asked({}, credential)
    assert.deepEqual([method, url.href], ['POST', realm.href])
    assert.deepEqual(headers, { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' })
    const form = (text: string | undefined) => Object.fromEntries(new URLSearchParams(text))
    const expected = {
      grant_type: 'refresh_token',
      client_id: 'verify-image-provenance',
      scope: own,
      refresh_token: 'canary',
    }
    assert.deepEqual(form(body), expected)
    assert.deepEqual(form((await asked({ service: 's' }, credential)).body), { ...expected, service: 's' })
  })
})

suite('E-16: a token response without a usable token', () => {
  for (const body of [
    '',
    'x',
    '[]',
    '{}',
    '{"token":7}',
    '{"token":"a b"}',
    '{"token":"a\\nb"}',
    '{"token":"","access_token":""}',
  ])
    test(`${body || 'nothing'}: where it came from, and what to look for`, () => {
      assert.throws(
        () => readToken(answered(body)),
        coded(
          'REGISTRY_ERROR',
          /^the token endpoint at auth\.example\.com returned no usable token$/,
          /^Is https:\/\/auth\.example\.com\/token what hands out the registry's tokens, and no proxy or login page in between\?$/,
        ),
      )
    })
  test(`E-130: tokenLength: ${limits.tokenLength} characters are one, and one more is none`, () => {
    const token = 'x'.repeat(limits.tokenLength)
    assert.equal(readToken(answered(JSON.stringify({ token }))), token)
    assert.throws(
      () => readToken(answered(JSON.stringify({ token: `${token}x` }))),
      coded('REGISTRY_ERROR', /no usable token/),
    )
  })
  test('either name of it will do, and the first comes first', () => {
    assert.equal(readToken(answered('{"access_token":"a"}')), 'a')
    assert.equal(readToken(answered('{"token":"t","access_token":"a"}')), 't')
  })
})

suite('an unexpected status of a registry', () => {
  const url = new URL('https://reg.io/v2/a/manifests/b?token=canary')
  for (const [status, body, said, hint] of [
    [429, '', '429', /^reg\.io limits requests: re-run the job .*docker\/login-action/],
    [500, '', '500', /^reg\.io has an internal problem: re-run the job later\.$/],
    [503, '{"errors":[{"code":"UNAVAILABLE"}]}', '503: "UNAVAILABLE"', /has an internal problem/],
    [500, '{"message":"token of the cache expired"}', '500: "token of the cache expired"', /has an internal problem/],
    [503, '{"message":"quota exceeded"}', '503: "quota exceeded"', /limits requests/],
    [499, '{}', '499', /^Is reg\.io an OCI registry, and no proxy or login page in between\?$/],
    [418, '{"errors":[]}', '418', /OCI registry/],
    [418, '{"errors":"DENIED"}', '418', /OCI registry/],
    [418, '{"errors":["DENIED"]}', '418', /OCI registry/],
    [418, '{"errors":[{"code":7}]}', '418', /OCI registry/],
    [418, '{"errors":[{"code":["DENIED"]}]}', '418', /OCI registry/],
    [418, '{"errors":[{"code":"DENIED"}]}', '418', /OCI registry/],
    [418, '{"errors":[{"code":"DENIED now"}]}', '418: "DENIED now"', /OCI registry/],
    [418, '<html>DENIED', '418', /OCI registry/],
  ] as const)
    test(`${status} with ${body || 'nothing'}`, () => {
      const error = registryStatusError(answered(body, status, url), 'GET')
      assert.equal(error.message, `GET https://reg.io/v2/a/manifests/b answered ${said}`)
      assert.match(error.hint ?? '', hint)
    })
})

suite('E-17: an invalid challenge', () => {
  for (const [header, realms] of [
    ['"a, Basic realm=z", Bearer realm="https://a/t"', ['https://a/t']],
    ['realm="https://evil/t", Bearer realm="https://a/t"', ['https://a/t']],
    ['Bearer realm\t=\t"https://a/t"', ['https://a/t']],
    ['Bearer realm="https://a/t\\', ['https://a/t']],
    ['Bearer realm=https://a/t\tservice=x', ['https://a/t']],
    ['Bearer realm=', ['']],
  ] as const)
    test(JSON.stringify(header), () => {
      assert.deepEqual(
        parseChallenges(header).map(({ scheme, realm }) => `${scheme} ${realm}`),
        realms.map((realm) => `bearer ${realm}`),
      )
    })
})
