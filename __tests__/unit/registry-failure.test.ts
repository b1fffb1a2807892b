import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Digest } from '../../src/model/index.ts'
import { coded, serve } from '../support/loopback.ts'
import { known, open, path, zeros } from '../support/registry-fixture.ts'

const challengedBy = (challenge: string) =>
  serve((_, response) => response.writeHead(401, { 'WWW-Authenticate': challenge }).end())

suite('the error for bytes of a different digest', () => {
  for (const kind of ['manifest', 'blob'] as const)
    test(`of a ${kind}`, async () => {
      await using server = await serve((_, response) => response.end('{}'))
      const registry = open(server.host)
      const asked = kind === 'manifest' ? registry.manifest(path, zeros) : registry.blob(path, zeros, 9)
      await assert.rejects(
        asked,
        coded(
          'DIGEST_MISMATCH',
          new RegExp(
            `^GET http:\\S+/v2/acme/app/${kind}s/${zeros}: the registry returned sha256:\\w{64} for ${zeros}$`,
          ),
          /^The registry, or a proxy or mirror in front of it, serves other bytes than were pushed\. Do not deploy them\.$/,
        ),
      )
    })
})

suite('the error for each status of a registry', () => {
  test('a manifest is asked for in the forms that images have', async () => {
    await using server = await serve((_, response) => response.writeHead(404).end())
    await open(server.host).manifest(path, 'latest')
    assert.equal(
      server.seen[0]?.headers.accept,
      [
        'application/vnd.oci.image.index.v1+json',
        'application/vnd.oci.image.manifest.v1+json',
        'application/vnd.docker.distribution.manifest.list.v2+json',
        'application/vnd.docker.distribution.manifest.v2+json',
      ].join(', '),
    )
  })
  test('R-01: a wait that is too long is told, with what else helps', async () => {
    await using server = await serve((_, response) => response.writeHead(429, { 'Retry-After': '3600' }).end())
    await assert.rejects(
      open(server.host).manifest(path, 'latest'),
      coded(
        'REGISTRY_ERROR',
        /rate limited until /,
        /^Log in with docker\/login-action for a higher limit, or re-run the job after that time\.$/,
      ),
    )
  })
  test('a blob is asked for in any form, and an answer in trouble is no blob', async () => {
    await using server = await serve((_, response) => response.writeHead(400).end('{}'))
    await assert.rejects(open(server.host).blob(path, zeros, 9), coded('REGISTRY_ERROR', /^GET \S+ answered 400/))
    assert.equal(server.seen[0]?.headers.accept, '*/*')
  })
  for (const [type, absent] of [
    [' text/html; charset=utf-8', false],
    ['TEXT/HTML', false],
    ['text/htmlx', true],
    ['application/x; text/html', true],
    ['application/json', true],
    [null, true],
  ] as const)
    test(`R-10: 404 with ${type}: ${absent ? 'not there' : 'nothing is said'}`, async () => {
      await using server = await serve((_, response) =>
        response.writeHead(404, type === null ? {} : { 'Content-Type': type }).end(),
      )
      const asked = open(server.host).manifest(path, 'latest')
      if (absent) assert.equal(await asked, null)
      else await assert.rejects(asked, coded('REGISTRY_ERROR', /answered 404/))
    })
})

suite('E-14: building a registry URL', () => {
  test('a tag names a manifest and no blob', async () => {
    await using server = await serve((_, response) => response.end('{}'))
    await assert.rejects(async () => open(server.host).blob(path, 'latest' as Digest, 9), {
      name: 'TypeError',
      message: 'not the path of an image, or neither a tag nor a digest',
    })
    assert.equal(server.seen.length, 0)
  })
  for (const name of ['a-b/c_d', 'a--b', 'a__b/c.d-e2', 'long-name2'])
    test(`the path ${name}`, async () => {
      await using server = await serve((_, response) => response.writeHead(404).end())
      assert.equal(await open(server.host).manifest(name, 'latest'), null)
      assert.equal(server.seen[0]?.path, `/v2/${name}/manifests/latest`)
    })
})

suite('E-01: the error for an untrusted token endpoint', () => {
  test('of no host', async () => {
    for (const realm of ['token', 'file:///etc/passwd', '/token']) {
      await using server = await challengedBy(`Bearer realm="${realm}"`)
      await assert.rejects(
        open(server.host, known).manifest(path, 'latest'),
        coded(
          'REGISTRY_ERROR',
          /^The registry 127\.0\.0\.1:\d+ names an untrusted token endpoint: not an http\(s\) URL\.$/,
          /^Token endpoints must use https unless both hosts are loopback addresses\.$/,
        ),
      )
    }
  })
  test('of another host, over http', async () => {
    await using server = await challengedBy('Bearer realm="http://registry.example.com/token"')
    await assert.rejects(
      open(server.host, known).manifest(path, 'latest'),
      coded(
        'REGISTRY_ERROR',
        / names an untrusted token endpoint: http:\/\/registry\.example\.com\.$/,
        /^Token endpoints must use https unless both hosts are loopback addresses\.$/,
      ),
    )
  })
  test('of another host, over https', async () => {
    await using server = await challengedBy('Bearer realm="https://10.0.0.1/token"')
    await assert.rejects(
      open(server.host, known).manifest(path, 'latest'),
      coded(
        'REGISTRY_ERROR',
        / names an untrusted token endpoint: https:\/\/10\.0\.0\.1\.$/,
        /^If that is the token endpoint of 127\.0\.0\.1:\d+, list 10\.0\.0\.1 in the `auth-hosts` input\.$/,
      ),
    )
  })
})

suite('the error for a rejected login names the login used', () => {
  test('without credentials, for none were found', async () => {
    await using server = await challengedBy('Basic realm="x"')
    await assert.rejects(
      open(server.host).manifest(path, 'latest'),
      coded('REGISTRY_ERROR', /^GET \S+ answered 401, unauthorized, without credentials \(.+\)$/),
    )
  })
  test('without credentials, for which nobody asked', async () => {
    await using server = await serve((_, response) => response.writeHead(403).end())
    await assert.rejects(
      open(server.host, known).manifest(path, 'latest'),
      coded(
        'REGISTRY_ERROR',
        /^GET \S+ answered 403, denied, without credentials, for which 127\.0\.0\.1:\d+ did not ask$/,
      ),
    )
  })
  test('with those of a file', async () => {
    await using server = await challengedBy('Basic realm="x"')
    await assert.rejects(
      open(server.host, known).manifest(path, 'latest'),
      coded(
        'REGISTRY_ERROR',
        /^GET \S+ answered 401, unauthorized, with the credentials of [^()]+$/,
        /docker\/login-action/,
      ),
    )
  })
  test('where a redirect led', async () => {
    await using cdn = await serve((_, response) => response.writeHead(403).end())
    await using server = await serve((_, response) => response.writeHead(307, { Location: `${cdn.origin}/x` }).end())
    await assert.rejects(
      open(server.host, known).manifest(path, 'latest'),
      coded(
        'REGISTRY_ERROR',
        /^GET \S+\/x answered 403, without credentials: \S+ sent the action there$/,
        new RegExp(
          `^Re-run the job. If it keeps failing, ask the operators of \\S+ why ${cdn.host} refuses what they send to it\\.$`,
        ),
      ),
    )
  })
})
