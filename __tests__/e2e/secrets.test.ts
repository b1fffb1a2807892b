import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import type { ActionRun } from '../support/action.ts'
import { failed, seen, setStage, verified } from '../support/action-fixture.ts'
import { answering, credentialHelpers, dockerConfig, loginEntry } from '../support/docker.ts'
import { startGitHub } from '../support/github.ts'
import { serve } from '../support/loopback.ts'
import { holds } from '../support/properties.ts'
import type { Intercepted } from '../support/registry.ts'

/** All that anybody gets to see of a run, files and outputs too, but for the commands that mask. */
function shown({ stdout, stderr, summary, outputs }: ActionRun): string {
  const files = [outputs.report, outputs.sarif, outputs.vsa].map((file) => (file ? readFileSync(file, 'utf8') : ''))
  return [stdout.replaceAll(/^::add-mask::.*$/gm, ''), stderr, summary, ...files, JSON.stringify(outputs)].join('\n')
}

/** The text without escapes of JSON, URLs and HTML, and without markup. */
function read(text: string): string {
  return text
    .replaceAll(/<\/?(?:code|span|wbr|br)\/?>/g, '')
    .replaceAll(/&?#(\d+);/g, (_, point: string) => String.fromCharCode(Number(point)))
    .replaceAll(/\\u([0-9a-f]{4})|%([0-9a-f]{2})/gi, (_, unit, byte) =>
      String.fromCharCode(Number.parseInt(unit ?? byte, 16)),
    )
    .toLowerCase()
}

/** Holds where none of these, in base64 neither, is shown; nor twelve characters of a long one. */
function assertHidden(run: ActionRun, secrets: readonly string[]): void {
  const all = shown(run)
  for (const secret of secrets) {
    const beginning = secret.length < 16 ? secret : secret.slice(0, 12)
    const encoded = Buffer.from(secret).toString('base64')
    for (const form of [secret, encoded, encodeURIComponent(secret)]) assert.ok(!all.includes(form), `${form} is shown`)
    assert.ok(!read(all).includes(beginning.toLowerCase()), `${beginning} of ${secret} is shown`)
  }
}

suite('H-80: dist does not show a secret that a server echoes', { concurrency: 2 }, () => {
  const token = 'ghs_canaryTOKENcanaryTOKENcanary0123456789'
  const refusals: [string, (said: string, response: ServerResponse) => void][] = [
    ['in its message', (said, response) => response.writeHead(422).end(JSON.stringify({ message: said }))],
    ['in a 403', (said, response) => response.writeHead(403).end(JSON.stringify({ message: `no: ${said}` }))],
    [
      'in JSON escapes',
      (said, response) =>
        response
          .writeHead(422)
          .end(
            `{"message":"${[...said].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}`,
          ),
    ],
    [
      'where the message is cut',
      (said, response) => response.writeHead(422).end(JSON.stringify({ message: `${'x'.repeat(180)}${said}` })),
    ],
    ['in base64', (said, response) => response.writeHead(422).end(JSON.stringify({ message: btoa(`x:${said}`) }))],
    [
      'as part of a host',
      (said, response) =>
        response.writeHead(302, { Location: `https://${said.replaceAll(/[^A-Za-z0-9]/g, '-')}.invalid/` }).end(),
    ],
    [
      'as the login of a URL',
      (said, response) => response.writeHead(302, { Location: `https://x:${said}@h.invalid/` }).end(),
    ],
  ]
  for (const [name, refuse] of refusals) {
    test(`by the API, ${name}`, async () => {
      await using stage = await setStage()
      await using github = await startGitHub()
      github.onApi(({ headers }, response) => {
        refuse((headers.authorization ?? '').replace('Bearer ', ''), response)
        return true
      })
      const env = { GITHUB_API_URL: github.apiUrl, RUNNER_DEBUG: '1' }
      const run = await stage.run({ sources: 'github', token: token.replaceAll('_', '-') }, { env })
      assert.equal(seen(run), failed('GITHUB_API_ERROR'))
      assertHidden(run, [token.replaceAll('_', '-')])
    })
  }
  test('a token that a registry has given out, by its token endpoint and by itself', async () => {
    const obtained: string[] = []
    await using stage = await setStage({ auth: { user: 'robot', password: 'canary-secret' } })
    stage.registry.intercept(({ path, request, response }) => {
      if (!path.includes('/manifests/') || request.headers.authorization === undefined) return false
      const token = request.headers.authorization.replace('Bearer ', '')
      obtained.push(token)
      response.writeHead(302, { Location: `http://${token}.invalid/` }).end()
      return true
    })
    const env = {
      DOCKER_CONFIG: dockerConfig({ auths: { [stage.registry.host]: loginEntry('robot', 'canary-secret') } }),
    }
    const run = await stage.run({}, { env })
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    assertHidden(run, ['canary-secret'])
    assert.ok(obtained.length > 0 && obtained.every((one) => run.stdout.includes(`::add-mask::${one}\n`)))
    assertHidden(run, obtained)
  })
  test('a login that is a token of another service, said back by a TUF repository', async () => {
    await using stage = await setStage()
    await using tuf = await serve((_, response) =>
      response.writeHead(302, { Location: `https://${token.replaceAll('_', '-')}.h.invalid:1/` }).end(),
    )
    const inputs = {
      'trusted-root': '',
      sigstore: `${tuf.origin}/`,
      'tuf-root': 'root.json',
      token: token.replaceAll('_', '-'),
    }
    const run = await stage.run(inputs, { files: { 'root.json': '{}' } })
    assert.ok(['TRUST_ROOT_ERROR', 'CONFIG_ERROR'].includes(run.outputs.code ?? ''))
    assertHidden(run, [token.replaceAll('_', '-')])
  })
})

suite('H-130: no registry makes a secret of our words, by handing them out as tokens', { concurrency: 2 }, () => {
  const tokens: [string, (digest: string) => string][] = [
    ['the digest', (digest) => digest],
    ['the digest in hex', (digest) => digest.slice('sha256:'.length)],
    ['the beginning of every digest', (digest) => `${digest.slice(0, 20)}/x`],
    ['a code', () => 'VERIFIED'],
    ['another code', () => 'NO_MATCHING_PROVENANCE'],
    ['the value of an output', () => 'true'],
    ['a word', () => 'attestation'],
    ['the beginning of every URL', () => 'https://github.com/acme'],
  ]
  for (const [name, tokenOf] of tokens) {
    test(name, async () => {
      const login = { user: 'robot', password: 'canary-secret' }
      await using stage = await setStage({ auth: login })
      const token = tokenOf(stage.digest)
      stage.attest()
      const basic = { authorization: `Basic ${loginEntry(login.user, login.password).auth}` }
      const answer = await fetch(`http://${stage.registry.host}/token`, { headers: basic })
      const good = (await answer.json()) as { token: string }
      stage.registry.intercept(({ path, request, response }) => {
        if (request.headers.authorization === `Bearer ${token}`) request.headers.authorization = `Bearer ${good.token}`
        if (path === '/token') response.end(JSON.stringify({ token }))
        return path === '/token'
      })
      const env = {
        DOCKER_CONFIG: dockerConfig({ auths: { [stage.registry.host]: loginEntry(login.user, login.password) } }),
      }
      const run = await stage.run({ repository: 'acme/app' }, { env })
      assert.equal(seen(run), verified)
      assert.equal(run.outputs.digest, stage.digest)
      assert.equal(run.outputs.images, `${stage.registry.host}/acme/app@${stage.digest}`)
      assertHidden(run, [login.password])
      if (name.endsWith('in hex')) return
      assert.ok(!run.stdout.includes(`::add-mask::${token}`), 'the runner masks it')
      assert.ok(!/(?<!:|@)\*\*\*/.test(`${run.stdout}${run.summary}${JSON.stringify(run.report)}`), 'it is blanked')
    })
  }
})

suite('H-81: dist does not echo secrets of an input or a variable', { concurrency: 2 }, () => {
  const password = 'canary-password'
  const urls = [`https://me:${password}@host.example/x`, `https://host.example/x?token=${password}`]
  const inputs: [string, Record<string, string>, Record<string, string>?][] = [
    ...urls.flatMap((url): [string, Record<string, string>][] => [
      ['auth-hosts', { 'auth-hosts': url }],
      ['profile', { profile: url }],
      ['repository', { repository: url }],
      ['sigstore', { sigstore: url, 'trusted-root': '' }],
      ['tuf-root', { sigstore: 'https://tuf.example', 'tuf-root': url, 'trusted-root': '' }],
      ['tuf-root beside nothing', { 'tuf-root': url, 'trusted-root': '' }],
      ['trusted-root', { 'trusted-root': url }],
      ['bundle', { bundle: url }],
      ['digest', { digest: url }],
      ['image', { image: url }],
      ['mode', { mode: url }],
      ['platforms', { platforms: url }],
      ['wait', { wait: url }],
      ['sources', { sources: url }],
    ]),
    ['signer-identity', { 'signer-identity': `^https://me:${password}@host\\.example/.*$` }],
    ['auth-hosts without a scheme', { 'auth-hosts': `me:${password}@host.example` }],
    ['image without a scheme', { image: `me:${password}@host.example/acme/app` }],
    ['a token that is none', { token: `${password} and more` }],
    ['a token as another input', { token: password, mode: password }],
    ...urls.map((url): [string, Record<string, string>, Record<string, string>] => [
      'GITHUB_SERVER_URL',
      {},
      { GITHUB_SERVER_URL: url },
    ]),
    ...urls.map((url): [string, Record<string, string>, Record<string, string>] => [
      'GITHUB_API_URL',
      {},
      { GITHUB_API_URL: url },
    ]),
  ]
  for (const [index, [name, given, env = {}]] of inputs.entries()) {
    test(`${name} (${index})`, async () => {
      await using stage = await setStage()
      const run = await stage.run(given, { env: { ...env, RUNNER_DEBUG: '1' } })
      assert.equal(run.outputs.code, 'CONFIG_ERROR')
      assertHidden(run, [password])
    })
  }
})

/** Where a registry may say it. */
const mouths: ((said: string, { response }: Intercepted) => void)[] = [
  (said, { response }) => response.writeHead(403).end(JSON.stringify({ errors: [{ code: 'DENIED', message: said }] })),
  (said, { response }) =>
    response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${said}",service="${said}"` }).end(said),
  (said, { response }) =>
    response
      .writeHead(401, { 'WWW-Authenticate': `Bearer realm="http://${said}.invalid/t",error="${said}"` })
      .end(said),
  (said, { response }) => response.writeHead(401, { 'WWW-Authenticate': `Negotiate ${said}` }).end(said),
  (said, { response }) => response.writeHead(501, said).end(said),
  (said, { response }) => response.writeHead(302, { Location: `/${said}?${said}#${said}` }).end(),
  (said, { response }) => response.writeHead(302, { Location: `ftp://${said}:${said}@h.invalid` }).end(),
  (said, { response }) => response.writeHead(302, { Location: `http://${said}.invalid` }).end(),
  (said, { response }) => response.writeHead(302, { Location: `${'/x'.repeat(140)}/${said}` }).end(),
  (said, { response }) =>
    response.writeHead(200, { 'Content-Type': said, 'Docker-Content-Digest': said }).end(`{"mediaType":"${said}"}`),
  (said, { response }) =>
    response.writeHead(200, { 'Content-Type': 'application/json', 'Docker-Content-Digest': said }).end('{}'),
  (said, { response }) =>
    response
      .writeHead(200, { Link: `<${said}>; rel="next"` })
      .end(`{"manifests":[{"${said}":1,"digest":"${said}","mediaType":"${said}"}]}`),
  (said, { response }) => response.writeHead(200).end(`{"${said}":1,"${said}":2}`),
  (said, { response }) => response.writeHead(418, { 'Retry-After': said, 'X-Said': said }).end(`<html>${said}`),
]

/** How it may say it, in letters that fit into a header and into JSON. */
const ways: ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => secret.toUpperCase(),
  (secret) => Buffer.from(secret).toString('base64'),
  (secret) => Buffer.from(`user:${secret}`).toString('base64url'),
  (secret) => [...secret].map((one) => `%${one.charCodeAt(0).toString(16)}`).join(''),
  (secret) => `${'x'.repeat(190)}${secret}${secret}`,
]

const secretText = fc.string({
  unit: fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzABCDEFGHIJKLMNPQRSTUVWXYZ23456789-~'),
  minLength: 12,
  maxLength: 60,
})

test('H-80: dist shows no secret, wherever a server puts it', async () => {
  const property = fc.asyncProperty(
    fc.record({
      token: secretText,
      password: secretText,
      which: fc.constantFrom('token', 'password', 'what was sent'),
      way: fc.constantFrom(...ways),
      mouth: fc.constantFrom(...mouths),
      where: fc.constantFrom('/manifests/latest', '/manifests/sha256-', '/referrers/', '/token', '/manifests/'),
      helper: fc.boolean(),
      status: fc.constantFrom(200, 302, 401, 403, 404, 422, 451),
    }),
    async ({ token, password, which, way, mouth, where, helper, status }) => {
      await using stage = await setStage({ auth: { user: 'robot', password } })
      await using github = await startGitHub()
      stage.attest()
      const sent: string[] = []
      const sayingOf = (authorization = '') => {
        const login = authorization.replace(/^\S+ /, '')
        if (login !== '') sent.push(login)
        return way(which === 'token' ? token : which === 'password' ? password : login || token)
      }
      stage.registry.intercept((intercepted) => {
        const { path, request, response } = intercepted
        if (!path.includes(where) || (where !== '/token' && request.headers.authorization === undefined)) return false
        const said = sayingOf(request.headers.authorization)
        try {
          mouth(said, intercepted)
        } catch {
          response.writeHead(403).end(JSON.stringify({ errors: [{ message: said }] }))
        }
        return true
      })
      github.onApi(({ headers }, response) => {
        const said = sayingOf(headers.authorization)
        response.writeHead(status, {
          Location: `http://${encodeURIComponent(said)}.invalid/${encodeURIComponent(said)}`,
        })
        response.end(
          JSON.stringify({ message: said, attestations: [{ bundle: said, bundle_url: said, repository_id: said }] }),
        )
        return true
      })
      const { PATH = '' } = helper ? credentialHelpers({ ci: answering('robot', password) }) : process.env
      const auths = { [stage.registry.host]: loginEntry('robot', password) }
      const config = helper ? { credsStore: 'ci' } : { auths }
      const env = { PATH, DOCKER_CONFIG: dockerConfig(config), GITHUB_API_URL: github.apiUrl, RUNNER_DEBUG: '1' }
      const run = await stage.run({ sources: 'registry github', token }, { env })
      assertHidden(run, [token, password, ...sent])
    },
  )
  await holds(property, 25)
})

test('H-80: a short password does not hide the rest of the log', async () => {
  await using stage = await setStage({ auth: { user: 'robot', password: 'a' } })
  stage.attest()
  const env = { DOCKER_CONFIG: dockerConfig({ auths: { [stage.registry.host]: loginEntry('robot', 'a') } }) }
  const run = await stage.run({}, { env })
  assert.equal(seen(run), verified)
  assert.doesNotMatch(run.stdout, /^::add-mask::a$/m)
  assert.doesNotMatch(run.summary, /\*\*\*/)
})
test('H-80: a password equal to a word of a report masks no code, path or image', async () => {
  for (const password of ['VERIFIED', 'acme', 'report', 'error', 'true']) {
    await using stage = await setStage({ auth: { user: 'robot', password } })
    stage.attest()
    const env = { DOCKER_CONFIG: dockerConfig({ auths: { [stage.registry.host]: loginEntry('robot', password) } }) }
    const run = await stage.run({}, { env })
    assert.equal(seen(run), verified)
    assert.equal(run.report?.images[0]?.code, 'VERIFIED')
    assert.equal(run.outputs.images, `${stage.registry.host}/acme/app@${stage.digest}`)
  }
})
