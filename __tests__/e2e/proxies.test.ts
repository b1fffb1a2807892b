import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import type { ActionRun } from '../support/action.ts'
import { failed, type Stage, seen, setStage, verified } from '../support/action-fixture.ts'
import { startInternet } from '../support/internet.ts'

const host = 'registry.corp.example'

/** Dist on an image of that registry, which only a proxy on loopback leads to; `proxy` is its `HOST:PORT`. */
async function runBehind(
  env: (proxy: string) => Record<string, string>,
  expectRequestsTo: readonly string[] = [],
): Promise<ActionRun> {
  await using stage: Stage = await setStage()
  stage.attest()
  await using internet = await startInternet({ [host]: stage.registry.host })
  const { HTTPS_PROXY, NODE_EXTRA_CA_CERTS } = internet.env
  const image = `${host}/acme/app:latest`
  const variables = { NODE_EXTRA_CA_CERTS, ...env(HTTPS_PROXY.replace('http://', '')) }
  return await stage.run({ image }, { env: variables, expectRequestsTo })
}

/** Whatever is asked without the proxy: there is no such host. */
const direct = [`https://${host}`]

suite('R-80: choosing the requests that go through the proxy', { concurrency: 2 }, () => {
  const through: [string, (proxy: string) => Record<string, string>][] = [
    ['a proxy without a scheme is one of http', (proxy) => ({ HTTPS_PROXY: proxy })],
    ['blanks around it are no part of it', (proxy) => ({ HTTPS_PROXY: ` http://${proxy}\t` })],
    ['its login may have special characters', (proxy) => ({ HTTPS_PROXY: `me:p%40%2F%23@${proxy}` })],
    [
      'the variable in lower case comes first',
      (proxy) => ({
        https_proxy: `http://${proxy}`,
        HTTPS_PROXY: 'http://127.0.0.1:1',
        no_proxy: 'other.example',
        NO_PROXY: '*',
      }),
    ],
    ['HTTP_PROXY is for nothing', (proxy) => ({ HTTPS_PROXY: `http://${proxy}`, HTTP_PROXY: 'http://me:x@:port' })],
    [
      'a name ends at a dot',
      (proxy) => ({ HTTPS_PROXY: `http://${proxy}`, NO_PROXY: 'y.corp.example,orp.example,corp.exampl' }),
    ],
    ['a port is part of an exemption', (proxy) => ({ HTTPS_PROXY: `http://${proxy}`, NO_PROXY: 'corp.example:8443' })],
    ['a range is for addresses', (proxy) => ({ HTTPS_PROXY: `http://${proxy}`, NO_PROXY: '0.0.0.0/0,::/0' })],
  ]
  for (const [name, env] of through) {
    test(name, async () => assert.equal(seen(await runBehind(env)), verified))
  }
  const without = ['corp.example', 'CORP.example', '.corp.example', '*.corp.example', 'a, corp.example:443', 'a b *']
  for (const NO_PROXY of without) {
    test(`NO_PROXY=${NO_PROXY} has the registry asked without it`, async () => {
      const run = await runBehind((proxy) => ({ HTTPS_PROXY: `http://${proxy}`, NO_PROXY }), direct)
      assert.equal(seen(run), failed('REGISTRY_ERROR'))
      assert.match(run.annotations[0]?.message ?? '', /host not found|could not be made/)
    })
  }
  test('an entry of NO_PROXY that cannot be used is told, and spoils nothing', async () => {
    const run = await runBehind((proxy) => ({
      HTTPS_PROXY: `http://${proxy}`,
      NO_PROXY: 'a,10.0.0.0/33,http://corp.example',
    }))
    assert.equal(seen(run), verified)
    assert.match(run.stdout, /^NO_PROXY: entries 2, 3 are ignored, not being a host name, an IP address or a range/m)
  })
})

suite('H-80, R-80: an unusable proxy', { concurrency: 2 }, () => {
  const password = 'canary-password'
  const values: [string, Record<string, string>][] = [
    ['a bad port', { HTTPS_PROXY: `http://me:${password}@proxy.corp:port` }],
    ['a line break at its end', { HTTPS_PROXY: `http://me:${password}@proxy.corp:3128\n` }],
    ['a bad port, in lower case', { https_proxy: `http://me:${password}@proxy.corp:99999` }],
    ['an escape that is none', { HTTPS_PROXY: `http://me:${password}%@proxy.corp:3128` }],
    ['a scheme that is not spoken', { HTTPS_PROXY: `socks5://me:${password}@proxy.corp:1080` }],
    ['no host', { HTTPS_PROXY: `me:${password}@` }],
  ]
  for (const [name, env] of values) {
    test(`${name}: CONFIG_ERROR before anything is asked, without the value`, async () => {
      await using stage = await setStage()
      const run = await stage.run({ digest: 'wrong, too' }, { env: { ...env, RUNNER_DEBUG: '1' } })
      assert.equal(seen(run), failed('CONFIG_ERROR'))
      assert.match(
        run.annotations[0]?.message ?? '',
        /^The variable (?:HTTPS_PROXY|https_proxy) cannot be used as a proxy: /,
      )
      assert.match(run.annotations[0]?.message ?? '', /or http:\/\/USER:PASSWORD@HOST:PORT with percent-escapes/)
      assert.equal(run.requests.length, 0)
      const files = [run.outputs.report, run.outputs.sarif].map((file = '') => readFileSync(file, 'utf8'))
      const log = run.stdout.replaceAll(/^::add-mask::.*$/gm, '')
      assert.ok(![log, run.stderr, run.summary, ...files].join('\n').includes(password))
    })
  }
})
