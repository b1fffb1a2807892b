import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { readInputs } from '../../src/actions/inputs/verify.ts'
import { readWorkflowContext } from '../../src/actions/workflow-context.ts'
import { limits } from '../../src/core/limits.ts'
import { Stopwatch } from '../../src/core/stopwatch.ts'
import { parseReference } from '../../src/image/reference.ts'
import type { Collected, Digest, Rule, Subject } from '../../src/model/index.ts'
import { createCollect, createSources, listsFor, type SourceName } from '../../src/pipeline/collect.ts'
import { createRegistry } from '../../src/registry/client.ts'
import { createClients } from '../../src/setup/clients.ts'
import { startGitHub } from '../support/github.ts'
import { coded, serve } from '../support/loopback.ts'
import { policyOf, profileText } from '../support/policies.ts'
import { startRegistry } from '../support/registry.ts'
import { json } from '../support/registry-fixture.ts'

const rulesFor = (repository: string, params: Record<string, string> = {}): readonly Rule[] =>
  policyOf(profileText('artifact_signature', { repository }, params)).rules

const listed = (
  image: string,
  rules: readonly Rule[],
  runner: { serverUrl?: string; repository?: string | null } = {},
) =>
  listsFor(parseReference(image), rules, { serverUrl: 'https://github.com', repository: 'acme/app', ...runner }).map(
    ({ names }) => names.join(' else '),
  )

suite('choosing the lists to request from the GitHub API', () => {
  test('that of the repository that runs the workflow', () => {
    assert.deepEqual(listed('docker.io/acme/app', []), ['repos/acme/app'])
  })
  test('those of the repositories that the rules name, each once', () => {
    const rules = [
      ...rulesFor('acme/lib'),
      ...rulesFor('https://github.com/Acme/Lib.git'),
      ...rulesFor('Acme/App'),
      ...policyOf(profileText('artifact_attestation_slsa', { workflow_repository: 'other/tool' })).rules,
    ]
    assert.deepEqual(listed('docker.io/acme/app', rules), ['repos/Acme/App', 'repos/Acme/Lib', 'repos/other/tool'])
  })
  test('not those of rules for another image', () => {
    assert.deepEqual(listed('docker.io/acme/app', rulesFor('acme/lib', { name: 'lib' })), ['repos/acme/app'])
    assert.deepEqual(listed('docker.io/acme/lib', rulesFor('acme/lib', { name: 'lib' })), [
      'repos/acme/app',
      'repos/acme/lib',
    ])
  })
  test('not those on another server', () => {
    const rules = [...rulesFor('https://gitlab.com/acme/lib'), ...rulesFor('https://github.com.evil.example/acme/lib')]
    assert.deepEqual(listed('docker.io/acme/app', rules), ['repos/acme/app'])
    assert.deepEqual(listed('docker.io/acme/app', rulesFor('https://gitlab.com/a/b/c')), ['repos/acme/app'])
    assert.deepEqual(listed('docker.io/acme/app', rulesFor('https://github.com/a/b/c')), ['repos/acme/app'])
  })
  test("that of the owner of the server's own packages", () => {
    assert.deepEqual(listed('ghcr.io/acme/tools/app', [], { repository: null }), ['orgs/acme else users/acme'])
    const tenant = { serverUrl: 'https://acme.ghe.com', repository: null }
    assert.deepEqual(listed('ghcr.io/acme/app', [], tenant), [])
    assert.deepEqual(listed('containers.acme.ghe.com/team/app', [], tenant), ['orgs/team else users/team'])
  })
  test('F-11: a name that would be another path is none', () => {
    for (const repository of [
      'acme/..',
      '../app',
      'acme/app/..',
      'acme/app?x=',
      'acme',
      '',
      'acme/a%2fb',
      'acme/a b',
    ]) {
      assert.deepEqual(listed('docker.io/acme/app', [], { repository }), [])
    }
  })
})

suite('collecting from all sources', () => {
  const digest = `sha256:${'0'.repeat(64)}` as const
  const subjectIn = (host: string, of: Digest): Subject => ({
    reference: parseReference(`${host}/acme/app:v1`),
    digest: of,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    manifest: new Uint8Array(),
    platform: null,
    attestationManifests: [],
  })
  const open = (apiUrl: string, host: string, names: SourceName[] = ['registry', 'github']) => {
    const workflow = readWorkflowContext({ GITHUB_API_URL: apiUrl, GITHUB_REPOSITORY: 'acme/app' })
    const log = { secret: () => {}, request: () => {}, progress: () => {} }
    const scope = { signal: AbortSignal.timeout(30_000), log }
    const { github } = createClients(workflow, { authHosts: [], token: null }, scope)
    const clients = { registry: () => createRegistry(host, { retryBaseMs: 1 }), github }
    const run = { workflow, clients, stopwatch: new Stopwatch(), scope, end: scope.signal }
    const collect = createCollect(createSources(names, [], run), log)
    return async (subject: Subject, among: number) => {
      const collected: Collected[] = []
      for await (const one of collect(subject, among, 0)) collected.push(one)
      return {
        attestations: collected.flatMap((one) => (one.kind === 'attestation' ? one.attestation : [])),
        sources: collected.flatMap((one) => (one.kind === 'end' ? one.end : [])),
      }
    }
  }
  test('are asked at the same time, and put together', async () => {
    await using github = await startGitHub()
    await using registry = await startRegistry()
    const subject = registry.pushImage('acme/app', 'v1') as typeof digest
    registry.attach('acme/app', subject, Buffer.from('{"a":1}'))
    github.add('repos/acme/app', subject, { a: 2 })
    const gather = open(github.apiUrl, registry.host)
    const gathered = await gather(subjectIn(registry.host, subject), 1)
    assert.deepEqual(
      gathered.attestations.map(({ source }) => source),
      ['referrers', 'github'],
    )
    assert.deepEqual(
      gathered.sources.map(({ source, status, found }) => `${source} ${status} ${found}`),
      [
        'referrers answered 1',
        'referrers-tag answered 0',
        'cosign-signature answered 0',
        'cosign-attestation answered 0',
        'github answered 1',
      ],
    )
  })
  test('A-13: share one bound, and rubbish in one takes no room of another', async () => {
    const entries = Array.from({ length: 1000 }, (_, n) => ({ bundle: { n } }))
    await using api = await serve((_, response) => json(response, 200, { attestations: entries }))
    await using registry = await startRegistry()
    const subject = registry.pushImage('acme/app', 'v1') as typeof digest
    registry.attach('acme/app', subject, Buffer.from('{"good":1}'))
    const gather = open(api.origin, registry.host)
    const gathered = await gather(subjectIn(registry.host, subject), 1)
    assert.equal(gathered.attestations.length, 1000)
    assert.equal(gathered.attestations.filter(({ source }) => source === 'referrers').length, 1)
    const result = gathered.sources.find(({ source }) => source === 'github')
    assert.ok(result?.status === 'failed')
    assert.equal(result.found, 999)
    assert.ok(coded('LIMIT_EXCEEDED')(result.error))
  })
  test('only those that are named', async () => {
    await using github = await startGitHub()
    await using registry = await startRegistry()
    const subject = subjectIn(registry.host, digest)
    await open(github.apiUrl, registry.host, ['github'])(subject, 1)
    assert.deepEqual([github.api.seen.length, registry.requests.length], [1, 0])
    await open(github.apiUrl, registry.host, ['registry'])(subject, 1)
    assert.equal(github.api.seen.length, 1)
  })
  test('A-73: of more than there is room for together, the likeliest of each are kept', async () => {
    await using github = await startGitHub()
    await using registry = await startRegistry()
    const subject = registry.pushImage('acme/app', 'v1') as typeof digest
    const good = Buffer.from(JSON.stringify({ good: 'x'.repeat(8000) }))
    for (let n = 0; n < limits.attestations - 1; n++) registry.attach('acme/app', subject, Buffer.from(`"${n}"`))
    registry.attach('acme/app', subject, good)
    for (let n = 0; n < 5; n++) github.add('repos/acme/app', subject, { n })
    const gathered = await open(github.apiUrl, registry.host)(subjectIn(registry.host, subject), 1)
    assert.deepEqual(
      gathered.sources.map(({ found }) => found),
      [limits.attestations - 5, 0, 0, 0, 5],
    )
    assert.ok(gathered.attestations.some(({ content }) => content.kind === 'bundle' && good.equals(content.bundle)))
  })
})

suite('choosing the GitHub API by the inputs', () => {
  const runner = (GITHUB_API_URL: string, GITHUB_SERVER_URL = 'https://github.com') =>
    readWorkflowContext({ GITHUB_API_URL, GITHUB_SERVER_URL }).apiUrl
  test('its URL: that of the server, or on loopback', () => {
    assert.equal(readWorkflowContext({}).apiUrl, 'https://api.github.com')
    assert.equal(runner('https://api.github.com/'), 'https://api.github.com')
    assert.equal(runner('https://api.acme.ghe.com', 'https://acme.ghe.com'), 'https://api.acme.ghe.com')
    assert.equal(
      runner('https://ghes.example:8443/api/v3/', 'https://ghes.example:8443'),
      'https://ghes.example:8443/api/v3',
    )
    assert.equal(runner('http://127.0.0.1:8080'), 'http://127.0.0.1:8080')
  })
  test('F-07: no other', () => {
    for (const url of [
      'nonsense',
      'http://api.github.com',
      'https://api.github.com.evil.example',
      'https://evil.example',
      'https://user:hunter2@api.github.com',
      'https://api.github.com/?x=1',
      'https://api.github.com/#x',
      'ftp://127.0.0.1',
      'http://10.0.0.1',
    ]) {
      assert.throws(
        () => runner(url),
        (error: Error) =>
          !error.message.includes('hunter2') && coded('CONFIG_ERROR', /^GITHUB_API_URL is not an https URL/)(error),
      )
    }
  })
  const inputs = (env: Record<string, string>) => readInputs({ INPUT_IMAGE: 'alpine', ...env })
  test('sources: words in any order, each once', () => {
    assert.deepEqual(inputs({}).sources, ['registry', 'github'])
    for (const INPUT_SOURCES of ['registry github', 'github,registry', ' github ,\n registry registry'])
      assert.deepEqual(inputs({ INPUT_SOURCES }).sources, ['registry', 'github'])
    assert.deepEqual(inputs({ INPUT_SOURCES: 'github' }).sources, ['github'])
    assert.throws(
      () => inputs({ INPUT_SOURCES: 'registry GitHub' }),
      coded('CONFIG_ERROR', /expected registry, github, or both, got "GitHub"/),
    )
  })
  test('token: printable, and never shown where it is not', () => {
    assert.equal(inputs({}).token, null)
    assert.equal(inputs({ INPUT_TOKEN: ' ghs_x \n' }).token, 'ghs_x')
    for (const INPUT_TOKEN of ['hunter2\nx', 'hunter2 x', 'hunter2\u00e9', 'hunter2\0']) {
      assert.throws(
        () => inputs({ INPUT_TOKEN }),
        (error: Error & { hint?: string }) =>
          !`${error.message}${error.hint}`.includes('hunter2') && coded('CONFIG_ERROR', /^Input token/)(error),
      )
    }
  })
})
