import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { parseReference } from '../../src/image/reference.ts'
import type { Digest, Image } from '../../src/model/index.ts'
import { createRegistry } from '../../src/registry/client.ts'
import { fetchFromRegistry } from '../../src/sources/registry.ts'
import { coded } from '../support/loopback.ts'
import { mediaTypes, type Registry, startRegistry, tagFor } from '../support/registry.ts'
import {
  about,
  errorOf,
  failing,
  found,
  indexOf,
  listed,
  messageOf,
  path,
  result,
  scene,
  zeros,
} from '../support/source-fixture.ts'

suite('B-19: the subject of a referrer is read from its own manifest', () => {
  test('one about another image is skipped by name', async () => {
    await using scenery = await scene()
    const { server, digest } = scenery
    const layer = server.blob(Buffer.from('{}'), mediaTypes.bundle)
    const foreign = server.push(path, null, about(zeros, [layer]))
    const none = server.push(path, null, { ...about(digest, [layer]), subject: undefined })
    server.push(path, tagFor(digest), indexOf([listed(foreign), listed(none)]))
    const gathered = await scenery.gather()
    assert.deepEqual(gathered.attestations, [])
    const message = messageOf(gathered, 'referrers-tag')
    assert.ok(message.includes('skipped 2 that do not refer to this image') && message.includes(foreign), message)
  })
})

suite('A-13: invalid referrers do not hide a valid attestation', () => {
  const rubbish: Record<string, (server: Registry, digest: string) => string> = {
    'a manifest that is not there': () => zeros,
    'a manifest that is no JSON': (server) => server.push(path, null, Buffer.from('{"subject'), mediaTypes.manifest),
    'a manifest with layers that are none': (server, digest) =>
      server.push(path, null, { ...about(digest, []), layers: [null] }),
  }
  for (const [name, push] of Object.entries(rubbish)) {
    for (const order of ['before', 'after'] as const) {
      test(`${name}, ${order} it`, async () => {
        await using scenery = await scene({ referrers: 'none' })
        const { server, digest } = scenery
        const good = server.push(path, null, about(digest, [server.blob(Buffer.from('"good"'), mediaTypes.bundle)]))
        const bad = push(server, digest)
        const entries = order === 'before' ? [bad, good] : [good, bad]
        server.push(path, tagFor(digest), indexOf([null, ...entries.map(listed)]))
        const gathered = await scenery.gather()
        assert.deepEqual(found(gathered).sort(), ['referrers-tag "good"', 'referrers-tag BUNDLE_INVALID'])
        assert.match(messageOf(gathered, 'referrers-tag'), /skipped 1 entry without a usable digest/)
      })
    }
  }
  test('a manifest of more than 4 MiB is LIMIT_EXCEEDED by itself', async () => {
    await using scenery = await scene()
    const { server, digest } = scenery
    server.attach(path, digest, { a: 1 })
    server.push(path, null, about(digest, [], { annotations: { a: 'x'.repeat(limits.manifestBytes) } }))
    assert.deepEqual(found(await scenery.gather()), ['referrers {"a":1}', 'referrers LIMIT_EXCEEDED'])
  })
  test('B-14: a manifest of other bytes is BUNDLE_INVALID by itself', async () => {
    await using scenery = await scene()
    const bad = scenery.attach(path, scenery.digest, { a: 1 })
    scenery.attach(path, scenery.digest, { a: 2 })
    scenery.intercept(({ path: asked, response }) => {
      if (!asked.endsWith(bad)) return false
      response.end('{}')
      return true
    })
    assert.deepEqual(found(await scenery.gather()), ['referrers BUNDLE_INVALID', 'referrers {"a":2}'])
  })
  test('a manifest that the registry fails to serve fails the source, and the others are kept', async () => {
    await using scenery = await scene()
    const bad = scenery.attach(path, scenery.digest, { a: 1 })
    scenery.attach(path, scenery.digest, { a: 2 })
    failing(scenery.server, bad, 502)
    const gathered = await scenery.gather()
    assert.deepEqual(found(gathered), ['referrers {"a":2}'])
    assert.ok(coded('REGISTRY_ERROR', /502/)(errorOf(gathered, 'referrers')))
  })
})

suite('the referrers tag as a fallback', () => {
  test('B-20: that names the image itself is passed over, and its children are not asked for', async () => {
    await using server = await startRegistry({ referrers: 'none' })
    const { digest, platforms } = server.pushIndex(path, 'v1')
    server.tag(path, tagFor(digest), digest)
    const reference = parseReference(`${server.host}/${path}:v1`)
    const image: Image = {
      reference,
      digest: digest as Digest,
      mediaType: mediaTypes.index,
      manifest: new Uint8Array(),
    }
    const gathered = await fetchFromRegistry(createRegistry(server.host), image)
    assert.match(messageOf(gathered, 'referrers-tag'), /names the image itself/)
    assert.ok(!server.requests.some((request) => platforms.some((one) => request.path.endsWith(one.digest))))
  })
  test('E-07, R-15: that lists a thousand referrers is read, and of one more the thousand are kept', async () => {
    for (const [count, status] of [
      [limits.attestations, 'answered'],
      [limits.attestations + 1, 'failed'],
    ] as const) {
      await using scenery = await scene({ referrers: 'none' })
      const { server, digest } = scenery
      const good = server.push(path, null, about(digest, [server.blob(Buffer.from('"good"'), mediaTypes.bundle)]))
      const absent = Array.from({ length: count - 1 }, (_, n) => listed(`sha256:${String(n).padStart(64, '0')}`))
      server.push(path, tagFor(digest), indexOf([listed(good), ...absent]))
      const gathered = await scenery.gather()
      const { status: got, found: held } = result(gathered, 'referrers-tag')
      assert.deepEqual([got, held], [status, limits.attestations])
      if (got === 'failed')
        assert.ok(coded('LIMIT_EXCEEDED', /more than 1000 attestations/)(errorOf(gathered, 'referrers-tag')))
      assert.ok(found(gathered).includes('referrers-tag "good"'))
    }
  })
  test('does not make a referrer that the API lists too be fetched twice', async () => {
    await using scenery = await scene()
    const digest = scenery.attach(path, scenery.digest, { a: 1 })
    scenery.push(path, tagFor(scenery.digest), indexOf([listed(digest), listed(digest)]))
    assert.deepEqual(found(await scenery.gather()), ['referrers {"a":1}'])
    assert.equal(scenery.requests.filter((request) => request.path.endsWith(digest)).length, 1)
  })
  test('B-20, R-15: that names no index is passed over', async () => {
    await using scenery = await scene({ referrers: 'none' })
    scenery.push(path, tagFor(scenery.digest), about(scenery.digest, []))
    assert.match(messageOf(await scenery.gather(), 'referrers-tag'), /names no index/)
  })
  test('B-18: that names something in between is passed over', async () => {
    await using scenery = await scene({ referrers: 'none' })
    scenery.push(path, tagFor(scenery.digest), { ...indexOf([listed(zeros)]), layers: [] })
    assert.match(messageOf(await scenery.gather(), 'referrers-tag'), /names no index/)
  })
  for (const [name, body] of [
    ['no JSON', '<html>'],
    ['an array', '[]'],
    ['manifests that are no array', '{"manifests":{}}'],
  ] as const) {
    test(`R-10: that holds ${name} is a failed source`, async () => {
      await using scenery = await scene({ referrers: 'none' })
      scenery.push(path, tagFor(scenery.digest), Buffer.from(body), mediaTypes.index)
      assert.ok(coded('REGISTRY_ERROR', /malformed/)(errorOf(await scenery.gather(), 'referrers-tag')))
    })
  }
  test('R-10: so is a cosign tag', async () => {
    await using scenery = await scene({ referrers: 'none' })
    scenery.push(path, tagFor(scenery.digest, '.att'), Buffer.from('{"layers":7}'), mediaTypes.manifest)
    assert.ok(coded('REGISTRY_ERROR', /malformed/)(errorOf(await scenery.gather(), 'cosign-attestation')))
  })
})
