import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { ActionOptions, ActionRun } from '../support/action.ts'
import { failed, type Stage, seen, setStage, verified } from '../support/action-fixture.ts'
import { dockerConfig, loginEntry } from '../support/docker.ts'
import { startInternet } from '../support/internet.ts'
import type { Registry } from '../support/registry.ts'

const jobToken = { user: 'x-access-token', password: 'canary-job-token' }

/** With which the registry lets in whoever has it. */
const publicToken = 'canary-public-token'

/** A stage whose registry stands behind these names, and asks for a login at `realm`. */
async function setBehind(
  hosts: readonly string[],
  { realm, user, password }: { realm: string; user: string; password: string },
): Promise<Stage & { runOn(image: string, options?: ActionOptions): Promise<ActionRun> }> {
  const stage = await setStage({ auth: { user, password, realm, registryToken: publicToken } })
  stage.attest()
  const names = Object.fromEntries(hosts.map((host) => [host, stage.registry.host]))
  const internet = await startInternet(names, { mayHaveLogins: true })
  return {
    ...stage,
    runOn: (image, options = {}) =>
      stage.run({ image, token: jobToken.password }, { ...options, env: { ...internet.env, ...options.env } }),
    async [Symbol.asyncDispose]() {
      await internet[Symbol.asyncDispose]()
      await stage[Symbol.asyncDispose]()
    },
  }
}

/** What the registry was asked, and how it answered. */
function told({ requests }: Registry): string[] {
  return requests.map(({ method, path, status }) => `${method} ${path} ${status}`)
}

const first = 'GET /v2/acme/app/manifests/latest'

suite('a registry that requires a token from everyone', () => {
  test('ghcr.io: the token comes first, and nothing is refused', async () => {
    await using stage = await setBehind(['ghcr.io'], { realm: 'https://ghcr.io/token', ...jobToken })
    assert.equal(seen(await stage.runOn('ghcr.io/acme/app:latest')), verified)
    assert.deepEqual(told(stage.registry).slice(0, 2), ['GET /token 200', `${first} 200`])
    assert.equal(stage.registry.requests.filter(({ path }) => path === '/token').length, 1)
    assert.equal(stage.registry.requests[0]?.query, '?service=ghcr.io&scope=repository%3Aacme%2Fapp%3Apull')
    assert.ok(stage.registry.requests.every(({ status }) => status !== 401))
  })
  for (const name of ['docker.io', 'index.docker.io']) {
    test(`${name}: the token comes from where Docker Hub hands them out`, async () => {
      const login = { user: 'robot', password: 'canary-secret' }
      const realm = 'https://auth.docker.io/token'
      await using stage = await setBehind(['registry-1.docker.io', 'auth.docker.io'], { realm, ...login })
      const auths = { 'https://index.docker.io/v1/': loginEntry(login.user, login.password) }
      const run = await stage.runOn(`${name}/acme/app:latest`, { env: { DOCKER_CONFIG: dockerConfig({ auths }) } })
      assert.equal(seen(run), verified)
      assert.deepEqual(told(stage.registry).slice(0, 2), ['GET /token 200', `${first} 200`])
      const tokens = run.requests.filter(({ path }) => path === '/token')
      assert.deepEqual(
        tokens.map(({ origin, authorization }) => [origin, authorization]),
        [['https://auth.docker.io', true]],
      )
    })
  }
  for (const status of [403, 404]) {
    test(`that hands its tokens out elsewhere by now (${status}) is asked where, and gets the login there`, async () => {
      await using stage = await setBehind(['ghcr.io'], { realm: 'https://ghcr.io/v3/token', ...jobToken })
      stage.registry.intercept(({ path, response, request }) => {
        if (path === '/token') response.writeHead(status).end()
        const isLogin = request.headers.authorization === `Basic ${btoa(`${jobToken.user}:${jobToken.password}`)}`
        if (path === '/v3/token') response.writeHead(isLogin ? 200 : 401).end(JSON.stringify({ token: publicToken }))
        return path.endsWith('/token')
      })
      const run = await stage.runOn('ghcr.io/acme/app:latest')
      const asked = told(stage.registry).filter((line) => line !== `GET /token ${status}`)
      assert.deepEqual(asked.slice(0, 3), [`${first} 401`, 'GET /v3/token 200', `${first} 200`])
      assert.equal(seen(run), verified)
    })
  }
  test('that is down is refused by what the registry says, of a login that was not sent', async () => {
    await using stage = await setBehind(['ghcr.io'], { realm: 'https://ghcr.io/token', ...jobToken })
    stage.registry.intercept(({ path, response }) => {
      response.writeHead(path === '/token' ? 400 : 403).end()
      return true
    })
    const run = await stage.runOn('ghcr.io/acme/app:latest')
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    assert.match(run.annotations[0]?.message ?? '', /answered 403, denied, without credentials/)
  })
})

suite('a registry that rejects GITHUB_TOKEN', () => {
  test('is let in to what is public without it, at the cost of one request', async () => {
    await using stage = await setBehind(['ghcr.io'], { realm: 'https://ghcr.io/token', ...jobToken })
    stage.registry.intercept(({ path, request, response }) => {
      if (path !== '/token') return false
      if (request.headers.authorization !== undefined) response.writeHead(403).end()
      else response.writeHead(200).end(JSON.stringify({ token: publicToken }))
      return true
    })
    const run = await stage.runOn('ghcr.io/acme/app:latest')
    assert.equal(seen(run), verified)
    assert.deepEqual(told(stage.registry).slice(0, 3), ['GET /token 403', 'GET /token 200', `${first} 200`])
  })
  test('nor without it: the refusal says what was tried', async () => {
    await using stage = await setBehind(['ghcr.io'], { realm: 'https://ghcr.io/token', ...jobToken })
    stage.registry.intercept(({ path, response }) => {
      if (path === '/token') response.writeHead(403).end()
      return path === '/token'
    })
    const run = await stage.runOn('ghcr.io/acme/app:latest')
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    assert.match(run.annotations[0]?.message ?? '', /GET https:\/\/ghcr\.io\/token answered 403.*`token` input/s)
    assert.match(run.annotations[0]?.message ?? '', /packages: read/)
  })
})

suite('a registry without a well-known token endpoint', () => {
  test('is asked for the image first, without a login', async () => {
    const login = { user: 'robot', password: 'canary-secret' }
    const realm = 'https://registry.example.com/token'
    await using stage = await setBehind(['registry.example.com'], { realm, ...login })
    const auths = { 'registry.example.com': loginEntry(login.user, login.password) }
    const image = 'registry.example.com/acme/app:latest'
    const run = await stage.runOn(image, { env: { DOCKER_CONFIG: dockerConfig({ auths }) } })
    assert.equal(seen(run), verified)
    assert.deepEqual(told(stage.registry).slice(0, 3), [`${first} 401`, 'GET /token 200', `${first} 200`])
  })
})
