import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { createGitHub, type GitHubOptions } from '../../src/github/client.ts'
import { rateLimitMs } from '../../src/github/failure.ts'
import { refuse, startGitHub } from '../support/github.ts'
import { coded, serve } from '../support/loopback.ts'
import { json, zeros } from '../support/registry-fixture.ts'

const list = 'repos/acme/app'
const first = `/${list}/attestations/${zeros}?per_page=100`

const open = (apiUrl: string, options: Partial<GitHubOptions> = {}) =>
  createGitHub({ apiUrl, serverUrl: 'https://github.com', token: null, retryBaseMs: 1, ...options })

/** What a list comes to: its entries, or `absent`. */
async function entriesOf(apiUrl: string, options: Partial<GitHubOptions> = {}) {
  const entries: unknown[] = []
  const status = await open(apiUrl, options).list(list, zeros, (page) => void entries.push(...page.entries))
  return status === 'absent' ? status : entries
}

/** A server that answers everything so. */
const answering = (answer: (response: ServerResponse, count: number) => void) =>
  serve((_, response, count) => answer(response, count))

suite('listing attestations with the GitHub client', () => {
  test('is asked for as the API wants it', async () => {
    await using github = await startGitHub()
    github.add(list, zeros, { a: 1 })
    assert.equal((await entriesOf(github.apiUrl, { token: 'ghs_x' })).length, 1)
    const [seen] = github.api.seen
    assert.equal(seen?.path, first)
    assert.equal(seen?.headers.accept, 'application/vnd.github+json')
    assert.equal(seen?.headers['x-github-api-version'], '2022-11-28')
    assert.equal(seen?.headers.authorization, 'Bearer ghs_x')
  })
  test('is asked for without a login where there is no token', async () => {
    await using github = await startGitHub()
    assert.equal(await entriesOf(github.apiUrl), 'absent')
    assert.equal(github.api.seen[0]?.headers.authorization, undefined)
  })
  test('is beneath the path of an enterprise server', async () => {
    await using server = await answering((response) => json(response, 200, { attestations: [] }))
    await entriesOf(`${server.origin}/api/v3`)
    assert.equal(server.seen[0]?.path, `/api/v3${first}`)
  })
  for (const [count, pages] of [
    [0, 1],
    [3, 1],
    [4, 2],
    [7, 3],
  ] as const) {
    test(`R-23: ${count} with 3 on a page are read once each`, async () => {
      await using github = await startGitHub({ pageSize: 3 })
      for (let index = 0; index < count; index++) github.add(list, zeros, { index })
      if (count === 0) {
        github.onApi((_, response) => {
          json(response, 200, { attestations: [] })
          return true
        })
      }
      const entries = await entriesOf(github.apiUrl)
      assert.ok(Array.isArray(entries))
      assert.deepEqual(
        entries.map((entry) => JSON.stringify(entry).match(/"index":(\d+)/)?.[1]),
        Array.from({ length: count }, (_, index) => String(index)),
      )
      assert.equal(github.api.seen.length, pages)
    })
  }
  test('a digest that begins with letters keeps them on the next page', async () => {
    const digest = `sha256:${'ab'.repeat(32)}` as const
    await using github = await startGitHub({ pageSize: 1 })
    for (const index of [1, 2]) github.add(list, digest, { index })
    const found: unknown[] = []
    await open(github.apiUrl).list(list, digest, ({ entries }) => void found.push(...entries))
    assert.equal(found.length, 2)
  })
  test('F-05: pages that lead in a circle are an error', async () => {
    await using server = await answering((response) =>
      json(response, 200, { attestations: [] }, { Link: `<${first}>; rel="next"` }),
    )
    await assert.rejects(entriesOf(server.origin), coded('GITHUB_API_ERROR', /lead in a circle/))
    assert.equal(server.seen.length, 1)
  })
  for (const [pages, isRead] of [
    [limits.pages, true],
    [limits.pages + 1, false],
  ] as const) {
    test(`F-05: ${pages} pages are ${isRead ? '' : 'not '}read`, async () => {
      await using server = await serve((_, response, count) =>
        json(response, 200, { attestations: [] }, count < pages ? { Link: `<?after=${count}>; rel="next"` } : {}),
      )
      const read = entriesOf(server.origin)
      if (isRead) assert.deepEqual(await read, [])
      else await assert.rejects(read, coded('LIMIT_EXCEEDED', /more than 100 pages/))
      assert.equal(server.seen.length, limits.pages)
    })
  }
  test('F-01: a next page on another host is not asked for', async () => {
    await using other = await answering((response) => json(response, 200, { attestations: [] }))
    await using server = await answering((response) =>
      json(response, 200, { attestations: [] }, { Link: `<${other.origin}${first}>; rel="next"` }),
    )
    await assert.rejects(entriesOf(server.origin, { token: 'x' }), coded('GITHUB_API_ERROR', /on another host/))
    assert.equal(other.seen.length, 0)
  })
  test('F-08: a Link header of nothing but brackets is refused at once', async () => {
    await using server = await answering((response) =>
      json(response, 200, { attestations: [] }, { Link: '<'.repeat(12_000) }),
    )
    const start = performance.now()
    await assert.rejects(entriesOf(server.origin), coded('GITHUB_API_ERROR', /malformed Link header/))
    assert.ok(performance.now() - start < 2000)
  })
  test('a 404 in the middle of a list is an error', async () => {
    await using server = await serve((_, response, count) => {
      if (count === 1) json(response, 200, { attestations: [] }, { Link: '<?after=1>; rel="next"' })
      else refuse(response, 404, 'Not Found')
    })
    await assert.rejects(entriesOf(server.origin), coded('GITHUB_API_ERROR', /answered 404: Not Found/))
  })
  test('R-22: what else an answer holds does no harm', async () => {
    await using server = await answering((response) => json(response, 200, { attestations: [{}], more: 1 }))
    assert.deepEqual(await entriesOf(server.origin), [{}])
  })
  for (const body of ['{}', '{"attestations":null}', '{"attestations":{}}', '[]', 'null', '', '{"attest', '<html>']) {
    test(`R-22: ${body || 'nothing'} is no list`, async () => {
      await using server = await answering((response) => json(response, 200, Buffer.from(body)))
      await assert.rejects(entriesOf(server.origin), coded('GITHUB_API_ERROR', /GET http.*: its answer/))
    })
  }
  for (const [bytes, isRead] of [
    [limits.apiPageBytes, true],
    [limits.apiPageBytes + 1, false],
  ] as const) {
    test(`F-09: a page of ${bytes} bytes is ${isRead ? '' : 'not '}read`, async () => {
      await using server = await answering((response) => response.end('{"attestations":[]}'.padEnd(bytes)))
      if (isRead) assert.deepEqual(await entriesOf(server.origin), [])
      else await assert.rejects(entriesOf(server.origin), coded('LIMIT_EXCEEDED'))
    })
  }
})

suite('R-20: the GitHub client explains each status', () => {
  const refusals: [string, number, string, Record<string, string>, RegExp, RegExp, string | null][] = [
    ['a bad token', 401, 'Bad credentials', {}, /answered 401: the token is not valid/, /expired/, 'x'],
    ['no token', 401, 'Requires authentication', {}, /answered 401: it wants a token/, /input token/, null],
    [
      'F-06: no permission',
      403,
      'Resource not accessible by integration',
      {},
      /answered 403: Resource not accessible by integration/,
      /permissions: \{ attestations: read \}/,
      'x',
    ],
    [
      'single sign-on',
      403,
      'Resource protected by organization SAML enforcement. You must grant your OAuth token access.',
      { 'X-GitHub-SSO': 'required; url=https://github.com/orgs/acme/sso?authorization_request=A' },
      /single sign-on/,
      /Authorize the token/,
      'x',
    ],
    ['legal reasons', 451, 'Repository access blocked', {}, /answered 451: .*legal/, /owner/, 'x'],
    [
      'a limit without a time',
      403,
      'You have exceeded a secondary rate limit. Please wait.',
      {},
      /rate limited/,
      /re-run the job/i,
      'x',
    ],
    ['anything else', 422, 'Validation Failed', {}, /answered 422: Validation Failed/, /GitHub's API/, 'x'],
  ]
  for (const [name, status, message, headers, words, hint, token] of refusals) {
    test(name, async () => {
      await using server = await answering((response) => refuse(response, status, message, headers))
      await assert.rejects(entriesOf(server.origin, { token }), coded('GITHUB_API_ERROR', words, hint))
      assert.equal(server.seen.length, 1)
    })
  }
  test('R-03: trouble of its own, after five more attempts', async () => {
    await using server = await answering((response) => refuse(response, 502, 'Server Error'))
    await assert.rejects(
      entriesOf(server.origin),
      coded('GITHUB_API_ERROR', /answered 502: Server Error/, /re-run the job/),
    )
    assert.equal(server.seen.length, 1 + limits.retries)
  })
  test('F-06: a 404 is "none, or not visible"', async () => {
    await using server = await answering((response) => refuse(response, 404, 'Not Found'))
    assert.equal(await entriesOf(server.origin), 'absent')
    assert.match(open(server.origin).absence, /not visible without a token/)
    assert.match(open(server.origin, { token: 'x' }).absence, /not visible to this token.*attestations: read/)
    assert.match(open(server.origin, { serverUrl: 'https://acme.ghe.com' }).absence, /^none/)
    assert.match(
      open(server.origin, { serverUrl: 'https://ghes.example' }).absence,
      /this GitHub Enterprise Server has no attestations API, or nothing/,
    )
  })
  test('but not where a web page says it', async () => {
    await using server = await answering((response) =>
      response.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>'),
    )
    await assert.rejects(entriesOf(server.origin), coded('GITHUB_API_ERROR', /answered 404/))
  })
})

suite('R-19: the GitHub client at a rate limit', () => {
  const soon = (seconds: number) => String(Math.floor(Date.now() / 1000) + seconds)
  const primary = (reset: string) => ({ 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': reset })
  for (const [name, status, headers] of [
    ['the primary one, with 403', 403, primary(soon(1))],
    ['the primary one, with 429', 429, primary(soon(1))],
    ['a secondary one, with 403', 403, { 'Retry-After': '1' }],
    ['a secondary one, with 429', 429, { 'Retry-After': '1' }],
  ] as const) {
    test(`${name}, is waited for`, async () => {
      await using server = await answering((response, count) => {
        if (count === 1) refuse(response, status, 'API rate limit exceeded', headers)
        else json(response, 200, { attestations: [] })
      })
      assert.deepEqual(await entriesOf(server.origin), [])
      assert.equal(server.seen.length, 2)
    })
  }
  for (const [name, headers] of [
    ['primary', primary(soon(1800))],
    ['secondary', { 'Retry-After': '61' }],
  ] as const) {
    test(`a ${name} one that lasts longer is told, with its end`, async () => {
      await using server = await answering((response) => refuse(response, 403, 'API rate limit exceeded', headers))
      await assert.rejects(
        entriesOf(server.origin),
        coded('GITHUB_API_ERROR', /: rate limited until .*\d\d:\d\d:\d\d UTC$/, /input token.*after that time/),
      )
      await assert.rejects(
        entriesOf(server.origin, { token: 'x' }),
        coded('GITHUB_API_ERROR', /until/, /^Re-run the job/),
      )
      assert.equal(server.seen.length, 2)
    })
  }
  test('headers that make no sense are no wait', () => {
    const wait = (headers: Record<string, string>, status = 403) => rateLimitMs({ status, headers }, 1_000_000)
    assert.equal(wait({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1060' }), 60_000)
    assert.equal(wait({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '900' }), 0)
    assert.equal(wait({ 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '1060' }), null)
    assert.equal(wait({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' }), null)
    assert.equal(wait({ 'x-ratelimit-remaining': '0' }), null)
    assert.equal(wait({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1060' }, 200), null)
  })
})

suite('R-21: the GitHub client on a renamed repository', () => {
  for (const status of [301, 307, 308]) {
    test(`is followed with the token on the same origin (${status})`, async () => {
      await using github = await startGitHub({ token: 'ghs_x' })
      github.add(list, zeros, { a: 1 })
      github.rename(list, 7)
      github.onApi(({ path }, response) => {
        if (path !== first || status === 301) return false
        refuse(response, status, 'Moved', { Location: path.replace('repos/acme/app', 'repositories/7') })
        return true
      })
      const moved: boolean[] = []
      await open(github.apiUrl, { token: 'ghs_x' }).list(list, zeros, (page) => void moved.push(page.moved))
      assert.deepEqual(moved, [true])
      assert.deepEqual(
        github.api.seen.map(({ headers }) => headers.authorization),
        ['Bearer ghs_x', 'Bearer ghs_x'],
      )
    })
  }
  test('F-01: is not followed to another host, not even without the token', async () => {
    await using other = await answering((response) => json(response, 200, { attestations: [] }))
    await using server = await answering((response) =>
      refuse(response, 301, 'Moved', { Location: other.origin + first }),
    )
    await assert.rejects(
      entriesOf(server.origin, { token: 'x' }),
      coded('GITHUB_API_ERROR', /was redirected to another host, 127\.0\.0\.1:\d+, which is refused/),
    )
    assert.equal(other.seen.length, 0)
  })
  test('is not followed for ever', async () => {
    await using server = await answering((response) => refuse(response, 301, 'Moved', { Location: first }))
    await assert.rejects(entriesOf(server.origin), coded('GITHUB_API_ERROR', /redirected more than 10 times/))
  })
})

suite('fetching a blob', () => {
  test('F-01: sees no token, and nothing of the API', async () => {
    await using github = await startGitHub()
    await using blobs = await answering((response) => response.end('x'))
    const bytes = await open(github.apiUrl, { token: 'ghs_x' }).blob(`${blobs.origin}/b?sig=1`)
    assert.equal(Buffer.from(bytes ?? []).toString(), 'x')
    assert.equal(blobs.seen[0]?.headers.authorization, undefined)
    assert.ok(!JSON.stringify(blobs.seen[0]?.headers).includes('github'))
  })
  test('F-01: sees no token on the origin of the API itself either', async () => {
    await using server = await answering((response) => response.end('x'))
    await open(server.origin, { token: 'ghs_x' }).blob(`${server.origin}/b`)
    assert.equal(server.seen[0]?.headers.authorization, undefined)
  })
  for (const [url, why] of [
    ['nonsense', /to no URL/],
    ['file:///etc/passwd', /neither https nor http/],
    ['https://user:pass@blobs.example/b', /with a user name in the URL/],
    ['http://blobs.example/b', /from https to http/],
    ['http://127.0.0.1/b', /from https to http/],
    ['https://169.254.169.254/latest/meta-data', /in a private network/],
    ['https://10.0.0.1/b', /in a private network/],
    ['https://[::1]/b', /in a private network/],
  ] as const) {
    test(`F-03: is not fetched from ${url}`, async () => {
      const github = open('https://api.github.com')
      await assert.rejects(
        github.blob(url),
        (error: Error) => !error.message.includes('pass@') && coded('GITHUB_API_ERROR', why)(error),
      )
    })
  }
  test('F-03: is not fetched over plain http but on loopback', async () => {
    await assert.rejects(
      open('http://127.0.0.1:1').blob('http://blobs.example/b'),
      coded('GITHUB_API_ERROR', /plain http/),
    )
  })
  for (const status of [403, 404]) {
    test(`R-24: is gone where the answer is ${status}`, async () => {
      await using blobs = await answering((response) => response.writeHead(status).end())
      assert.equal(await open(blobs.origin).blob(`${blobs.origin}/b`), null)
    })
  }
  test('R-24: cannot be had where the store is down, and the signature in its URL is not shown', async () => {
    await using blobs = await answering((response) => response.writeHead(503).end())
    await assert.rejects(
      open(blobs.origin).blob(`${blobs.origin}/b?sig=hunter2`),
      (error: Error) => !error.message.includes('hunter2') && coded('GITHUB_API_ERROR', /\/b answered 503/)(error),
    )
  })
})
