import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { isLoopback } from '../../src/core/loopback.ts'
import { createHttp } from '../../src/http/client.ts'
import { isPrivate, isPublicName, sameOrigin } from '../../src/http/origin.ts'
import { followRedirects, redirectTarget } from '../../src/http/redirect.ts'
import { originOf } from '../../src/registry/origin.ts'
import { coded, serve } from '../support/loopback.ts'

const MiB = 1024 * 1024

const redirectTo = (response: ServerResponse, location: string) => response.writeHead(307, { Location: location }).end()

/** A GET that follows redirects, with a login. */
function following(url: string, login: string | null = 'Bearer canary') {
  const request = { method: 'GET' as const, url: new URL(url), headers: { Accept: '*/*' }, maxBytes: MiB }
  return followRedirects(createHttp({ retryBaseMs: 1 }), request, login)
}

suite('E-02: following redirects', () => {
  const chain = (length: number) =>
    serve((seen, response) => {
      const step = Number(seen.path.slice(1))
      if (step === length) response.end('there')
      else redirectTo(response, `/${step + 1}`)
    })
  test('ten are followed', async () => {
    await using server = await chain(limits.redirects)
    assert.equal((await following(`${server.origin}/0`)).status, 200)
    assert.ok(server.seen.every(({ headers }) => headers.authorization === 'Bearer canary'))
  })
  test('an eleventh is not', async () => {
    await using server = await chain(limits.redirects + 1)
    await assert.rejects(following(`${server.origin}/0`), coded('REGISTRY_ERROR', /more than 10 times/))
    assert.equal(server.seen.length, 11)
  })
  for (const status of [301, 302, 303, 307, 308]) {
    test(`${status} is one`, async () => {
      await using server = await serve((seen, response) => {
        if (seen.path === '/') response.writeHead(status, { Location: 'there' }).end()
        else response.end('x')
      })
      const { status: got, url } = await following(`${server.origin}/`)
      assert.deepEqual([got, url.pathname], [200, '/there'])
    })
  }
  test('without Location is an answer', async () => {
    await using server = await serve((_, response) => response.writeHead(307).end())
    assert.equal((await following(server.origin)).status, 307)
  })
  test('another port does not see the login, nor does the registry after it', async () => {
    let back = ''
    await using other = await serve((_, response) => redirectTo(response, back))
    await using server = await serve((seen, response) => {
      if (seen.path === '/blob') redirectTo(response, `${other.origin}/cdn?signature=1`)
      else response.end('x')
    })
    back = `${server.origin}/again`
    assert.equal((await following(`${server.origin}/blob`)).status, 200)
    assert.deepEqual(
      [...server.seen, ...other.seen].map(({ path, headers }) => [path, headers.authorization]),
      [
        ['/blob', 'Bearer canary'],
        ['/again', undefined],
        ['/cdn?signature=1', undefined],
      ],
    )
  })
  test('another name of the same address is another origin', async () => {
    await using server = await serve((seen, response) => {
      if (seen.path === '/') redirectTo(response, `http://localhost:${server.host.split(':')[1]}/x`)
      else response.end('x')
    })
    // localhost may be ::1 first, where nobody listens: then the connection fails, and the login is not seen either.
    await following(`${server.origin}/`).catch(coded('REGISTRY_ERROR'))
    assert.deepEqual(
      server.seen
        .slice(1)
        .map(({ headers }) => headers.authorization)
        .filter(Boolean),
      [],
    )
  })
  test('P5: whatever the graph of redirects, a login is seen by its origin alone', async () => {
    const hosts: string[] = []
    const hop = (seed: number) => (seed * 7 + 3) % 11
    const answer = (seen: { path: string }, response: ServerResponse) => {
      const [, seed = 0, left = 0] = /^\/(\d+)\/(\d+)$/.exec(seen.path)?.map(Number) ?? []
      if (left === 0) response.end('x')
      else redirectTo(response, `http://${hosts[hop(seed) % hosts.length]}/${hop(seed)}/${left - 1}`)
    }
    await using one = await serve(answer)
    await using two = await serve(answer)
    await using three = await serve(answer)
    hosts.push(one.host, two.host, three.host)
    for (let seed = 0; seed < 11; seed++) await following(`${one.origin}/${seed}/9`)
    assert.ok([...two.seen, ...three.seen].every(({ headers }) => headers.authorization === undefined))
    assert.ok(one.seen.some(({ headers }) => headers.authorization === 'Bearer canary'))
  })

  const at = (from: string, location: string, start = from) =>
    redirectTarget(new URL(from), location, new URL(start)).href
  const refused = (from: string, location: string, why: RegExp, start = from) =>
    assert.throws(() => at(from, location, start), coded('REGISTRY_ERROR', why))
  test('to a CDN is fine', () =>
    assert.equal(at('https://ghcr.io/v2/', 'https://cdn.example.com/x'), 'https://cdn.example.com/x'))
  test('from https to http is refused', () => refused('https://ghcr.io/v2/', 'http://ghcr.io/x', /from https to http/))
  test('from loopback to plain http elsewhere is refused', () => {
    refused('http://127.0.0.1:5000/', 'http://ghcr.io/x', /plain http/)
  })
  test('from loopback to another port of it is fine', () => {
    assert.equal(at('http://localhost:5000/', 'http://127.0.0.1:9000/x'), 'http://127.0.0.1:9000/x')
  })
  for (const location of ['javascript:alert(1)', 'file:///etc/passwd', 'ftp://x.io/', 'data:,x']) {
    test(`to ${location} is refused`, () => refused('https://ghcr.io/v2/', location, /neither https nor http/))
  }
  test('to no URL is refused', () => refused('https://ghcr.io/v2/', 'https://[', /to no URL/))
  test('with userinfo is refused, and not quoted', () => {
    assert.throws(
      () => at('https://ghcr.io/v2/', 'https://u:hunter2@x.io/'),
      (error: Error) => !error.message.includes('hunter2') && coded('REGISTRY_ERROR', /user name/)(error),
    )
  })
  for (const host of [
    '169.254.169.254',
    '127.0.0.1',
    '10.1.2.3',
    '[::1]',
    '[fd00::1]',
    'localhost',
    '[::ffff:a9fe:a9fe]',
  ]) {
    test(`E-06: from a public host to ${host} is refused`, () => {
      refused('https://ghcr.io/v2/', `https://${host}/latest/meta-data`, /private network/)
    })
  }
  test('E-06: so is the second hop', () =>
    refused('https://cdn.io/', 'https://10.0.0.1/', /private/, 'https://ghcr.io/'))
  test('E-06: a registry in a private network may stay there', () => {
    assert.equal(at('https://10.0.0.1/v2/', 'https://10.0.0.2/x'), 'https://10.0.0.2/x')
  })
})

suite('E-05, E-06: accepting only allowed addresses', () => {
  test('http on loopback, https elsewhere', () => {
    const origins = ['localhost:5000', '127.8.9.1', '[::1]:5000', 'ghcr.io', '10.0.0.1:5000', 'localhost.evil.com']
    assert.deepEqual(
      origins.map((host) => originOf(host).origin),
      [
        'http://localhost:5000',
        'http://127.8.9.1',
        'http://[::1]:5000',
        'https://ghcr.io',
        'https://10.0.0.1:5000',
        'https://localhost.evil.com',
      ],
    )
  })
  test('docker.io speaks at registry-1.docker.io', () => {
    assert.equal(originOf('docker.io').origin, 'https://registry-1.docker.io')
  })
  for (const host of ['', 'a/b', 'u@h', 'a b', 'a?b', 'a#b']) {
    test(`"${host}" is no host`, () => assert.throws(() => originOf(host), coded('CONFIG_ERROR')))
  }
  test('know loopback by its address and one name', () => {
    assert.ok(['localhost', '127.0.0.1', '127.255.0.1', '[::1]'].every(isLoopback))
    assert.ok(!['127.0.0.1.evil.com', 'localhost.io', '128.0.0.1', '[::2]', '0.0.0.0'].some(isLoopback))
  })
  test('know private networks', () => {
    const inside = ['10.0.0.0', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.0.1', '100.64.0.1', '0.0.0.0']
    assert.ok([...inside, '[fe80::1]', '[fc00::]', '[::]', 'x.localhost', 'localhost.'].every(isPrivate))
    assert.ok(!['172.15.0.1', '172.32.0.1', '8.8.8.8', '[2001:db8::1]', 'ghcr.io', '10.0.0.1.nip.io'].some(isPrivate))
  })
  test('know public names', () => {
    assert.ok(['ghcr.io', 'a.b.c'].every(isPublicName))
    assert.ok(!['ghcr', '8.8.8.8', '[2001:db8::1]', 'localhost', 'a.localhost'].some(isPublicName))
  })
  test('know an origin by scheme, host and port', () => {
    const same = (one: string, other: string) => sameOrigin(new URL(one), new URL(other))
    assert.ok(same('https://a.io/x', 'https://A.io:443/y'))
    assert.ok(!same('https://a.io:8080', 'http://a.io:8080'))
    assert.ok(!same('https://a.io', 'https://a.io:8443'))
    assert.ok(!same('https://a.io', 'https://b.a.io'))
  })
})
