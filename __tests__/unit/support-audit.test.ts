import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { type ActionOptions, runAction, temporaryFolder } from '../support/action.ts'
import { serve, serveRaw } from '../support/loopback.ts'

/** Runs this code in place of the action. */
function run(code: string, options: ActionOptions = {}, inputs: Record<string, string> = {}) {
  const entry = join(temporaryFolder(), 'entry.mjs')
  writeFileSync(entry, `import http from 'node:http'\nimport net from 'node:net'\nimport fs from 'node:fs'\n${code}`)
  return runAction(inputs, { entry, ...options })
}

const get = (url: string, headers: object = {}) =>
  `http.get('${url}', { headers: ${JSON.stringify(headers)} }, (answer) => answer.resume()).on('error', () => {})`

/** Requests of every kind that a process can make. */
const ways: Record<string, (url: string, login?: string) => string> = {
  'node:http': (url, login) => get(url, login ? { Authorization: login } : {}),
  'node:http, with the login set late': (url, login) =>
    `const request = http.request('${url}'); ${login ? `request.setHeader('authorization', '${login}');` : ''} request.end(); request.on('error', () => {}).on('response', (answer) => answer.resume())`,
  'node:http, with the login in the URL': (url, login) => get(login ? url.replace('//', '//me:canary@') : url),
  fetch: (url, login) =>
    `await fetch('${url}', { headers: ${JSON.stringify(login ? { Authorization: login } : {})} }).catch(() => {})`,
}

suite('the recorder of requests', () => {
  for (const [name, way] of Object.entries(ways)) {
    test(`notes what is asked by ${name}`, async () => {
      await using server = await serve((_, response) => response.end(), { mayHaveLogins: true })
      const { requests, exitCode } = await run(way(`${server.origin}/a/b?secret=1`, 'Basic canary'))
      assert.equal(exitCode, 0)
      assert.ok(server.seen[0]?.headers.authorization)
      assert.deepEqual(requests.at(-1), { method: 'GET', origin: server.origin, path: '/a/b', authorization: true })
    })
    test(`reports what is asked of somebody else by ${name}`, async () => {
      await assert.rejects(
        run(way('http://127.0.0.1:2/x')),
        /\na connection to 127\.0\.0\.1:2$|\nGET http:\/\/127\.0\.0\.1:2\/x: nothing was to be asked there/m,
      )
    })
    test(`reports a login that goes by ${name} to whom it must not`, async () => {
      await using server = await serve((_, response) => response.end())
      await run(way(`${server.origin}/x`))
      await assert.rejects(run(way(`${server.origin}/x`, 'Basic canary')), (error: Error) => {
        assert.match(error.message, /\nGET http:\/\/127\.0\.0\.1:\d+\/x: no login was to go there$/)
        assert.doesNotMatch(error.message, /canary/)
        return true
      })
    })
  }
  test('reports what is posted to whom must not have a login', async () => {
    await using server = await serve((_, response) => response.end())
    const post = `http.request('${server.origin}/token', { method: 'POST' }, (answer) => answer.resume()).end('secret')`
    await assert.rejects(run(post), /\nPOST .*: no login was to go there$/)
  })
  test('reports a name that nobody may look up, unless the test names it', async () => {
    const code = get('http://registry.invalid/v2/')
    await assert.rejects(run(code), /\na connection to registry\.invalid:80$/m)
    const { requests } = await run(code, { expectRequestsTo: ['http://registry.invalid'] })
    assert.deepEqual(requests, [
      { method: 'GET', origin: 'http://registry.invalid', path: '/v2/', authorization: false },
    ])
  })
  test('reports a login to a host that the test names', async () => {
    const code = get('http://registry.invalid/', { Authorization: 'x' })
    await assert.rejects(run(code, { expectRequestsTo: ['http://registry.invalid'] }), /no login was to go there/)
  })
  test('reports a request that the test expects, and that is not made', async () => {
    await assert.rejects(
      run('', { expectRequestsTo: ['https://a.invalid'] }),
      /nothing was asked of https:\/\/a\.invalid/,
    )
  })
  test('reports a bare connection', async () => {
    await assert.rejects(run("net.connect(2, '127.0.0.1').on('error', () => {})"), /\na connection to 127\.0\.0\.1:2$/)
    await assert.rejects(run("net.connect({ port: 2 }).on('error', () => {})"), /\na connection to localhost:2$/)
    await assert.rejects(run("net.connect('/nowhere').on('error', () => {})"), /\na connection to unix:\/nowhere$/)
    await using server = await serveRaw((socket) => socket.end())
    await run(`net.connect('${server.host.split(':')[1]}', '127.0.0.1')`)
  })
  test('takes a server back that is no longer there', async () => {
    const server = await serve((_, response) => response.end())
    await server[Symbol.asyncDispose]()
    await assert.rejects(run(get(server.origin)), /nothing was to be asked there/)
  })
  test('lets a login go to a host of auth-hosts, if the test has set it up', async () => {
    await using server = await serve((_, response) => response.end())
    const code = get(server.origin, { Authorization: 'x' })
    assert.equal((await run(code, {}, { 'auth-hosts': server.host })).requests.length, 1)
    await assert.rejects(run(get('http://127.0.0.1:2'), {}, { 'auth-hosts': '127.0.0.1:2' }), /127\.0\.0\.1:2/)
  })
  test('writes at once: a process that ends hard was heard as well', async () => {
    await using server = await serve((_, response) => response.end())
    const { requests, exitCode } = await run(`${get(server.origin)}; process.exit(7)`)
    assert.equal(exitCode, 7)
    assert.equal(requests.length, 1)
  })
  test('is seen neither by the action nor by what it starts, and changes no exit status', async () => {
    const { stdout, exitCode } = await run("console.log('REQUESTS_FILE' in process.env); await new Promise(() => {})")
    assert.equal(stdout, 'false\n')
    assert.equal(exitCode, 13)
    assert.equal((await run("throw new Error('x')")).exitCode, 1)
  })
  test('is missed where it is not there', async () => {
    await assert.rejects(run('', { env: { NODE_OPTIONS: '--nonsense' } }), /the recorder was not loaded/)
  })
})
