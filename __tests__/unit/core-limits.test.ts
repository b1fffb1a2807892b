import assert from 'node:assert/strict'
import childProcess from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { now } from '../../src/core/clock.ts'
import { limits } from '../../src/core/limits.ts'
import { Stopwatch } from '../../src/core/stopwatch.ts'
import { createGitHub } from '../../src/github/client.ts'
import { createHttp } from '../../src/http/client.ts'
import type { Digest } from '../../src/model/index.ts'
import { deadline, pollOptions } from '../../src/pipeline/poll.ts'
import { askHelper } from '../../src/registry/credential-helper.ts'
import { fetchFromGitHub } from '../../src/sources/github.ts'
import { listReferrersApi, readOnce } from '../../src/sources/referrers.ts'
import { credentialHelpers } from '../support/docker.ts'
import { startGitHub } from '../support/github.ts'
import { coded, serve } from '../support/loopback.ts'
import { mediaTypes } from '../support/registry.ts'
import { open, path, zeros } from '../support/registry-fixture.ts'
import { about, scene } from '../support/source-fixture.ts'

test('R-33: every bound is named in a test', () => {
  const folder = join(import.meta.dirname, '..')
  const code = globSync('{unit,e2e}/*.test.ts', { cwd: folder })
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
  const missing = Object.keys(limits).filter((key) => !new RegExp(`limits\\.${key}\\b`).test(code))
  assert.deepEqual(missing, [])
})

suite('time limits', () => {
  test('R-05: the whole step, to the millisecond', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const signal = deadline(limits.runMs)
    context.mock.timers.tick(limits.runMs - 1)
    assert.equal(signal.aborted, false)
    context.mock.timers.tick(1)
    coded('TIMEOUT', /not finished after 300 seconds/)(signal.reason)
  })
  test('the longest wait leaves time for a last answer', () => {
    const { until } = pollOptions(limits.waitSeconds, AbortSignal.abort(), new Stopwatch())
    const ms = until - now()
    const most = limits.runMs - limits.judgeMs - limits.requestMs
    assert.ok(ms <= most && ms > most - 1000)
  })
  test('R-05: one request, where nothing else is said', async (context) => {
    await using server = await serve(() => {})
    context.mock.timers.enable({ apis: ['setTimeout'] })
    let ended = false
    const asking = createHttp()
      .send({ method: 'GET', url: new URL(server.origin), headers: {}, maxBytes: 1 })
      .finally(() => {
        ended = true
      })
    while (server.seen.length === 0) await new Promise((resolve) => setImmediate(resolve))
    context.mock.timers.tick(limits.requestMs - 1)
    await new Promise((resolve) => setImmediate(resolve))
    assert.equal(ended, false)
    context.mock.timers.tick(1)
    await assert.rejects(asking, coded('TIMEOUT', /within 30 s/))
  })
  test('E-04: a credential helper, where nothing else is said', async (context) => {
    const timeouts: unknown[] = []
    const execFile = context.mock.method(childProcess, 'execFile', (...[, , options]: [unknown, unknown, object]) => {
      timeouts.push((options as { timeout?: unknown }).timeout)
      throw new Error('no program is run')
    })
    syncBuiltinESMExports()
    const { PATH } = credentialHelpers({ x: 'exit 1' })
    await assert.rejects(askHelper('x', 'reg.io', { PATH }), /no program is run/)
    execFile.mock.restore()
    syncBuiltinESMExports()
    assert.deepEqual(timeouts, [limits.helperMs])
    assert.equal(limits.helperMs, 10_000)
  })
})

suite('limits of concurrency', () => {
  test('R-40: bundles of one list', async () => {
    await using github = await startGitHub()
    let [now, most] = [0, 0]
    for (let n = 0; n < limits.concurrentBlobs * 3; n++) github.add('repos/acme/app', zeros, { n }, 'url')
    github.onBlob(({ path }, response) => {
      most = Math.max(most, ++now)
      setTimeout(() => {
        now--
        response.writeHead(200).end(JSON.stringify({ path }))
      }, 50)
      return true
    })
    const api = createGitHub({ apiUrl: github.apiUrl, serverUrl: 'https://github.com', token: null })
    const lists = [{ title: 'acme/app', names: ['repos/acme/app'] as const }]
    assert.equal((await fetchFromGitHub(api, zeros, lists, limits.gatheredBytes)).attestations.length, 12)
    assert.equal(most, limits.concurrentBlobs)
    assert.match(github.api.seen[0]?.path ?? '', new RegExp(`per_page=${limits.apiPageEntries}$`))
  })
})

test('E-09: the manifests of all referrers, up to their bound and beyond it', async () => {
  await using scenery = await scene()
  const { server, digest, reference } = { ...scenery, reference: { path } }
  const sized = (n: number, bytes: number) => {
    const manifest = (fill: string) => Buffer.from(JSON.stringify(about(digest, [], { n, fill })))
    return server.push(path, null, manifest('x'.repeat(bytes - manifest('').length)), mediaTypes.manifest)
  }
  const count = limits.referrersBytes / limits.manifestBytes
  const all = [...Array(count)].map((_, n) => sized(n, limits.manifestBytes))
  const image = { reference: { ...reference, given: '', registry: server.host, tag: null, digest: null }, digest }
  const read = readOnce(open(server.host), image)
  const room = { bytes: 0 }
  const statusOf = async (one: string) => (await read({ digest: one as Digest } as never, room)).status
  for (const one of [...all, sized(98, 1000)]) assert.equal(await statusOf(one), 'read')
  assert.equal(await statusOf(sized(99, 1000)), 'failed')
  const listing = await listReferrersApi(open(server.host), image, (one) => read(one, room))
  coded('LIMIT_EXCEEDED', /larger than 33554432 bytes together/)(listing.error)
})
