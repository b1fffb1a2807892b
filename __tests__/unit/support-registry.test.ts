import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { digestOf } from '../../src/core/digest.ts'
import { mediaTypes, startRegistry, tagFor } from '../support/registry.ts'
import { createSigstore } from '../support/sigstore.ts'

const path = 'acme/app'

async function getJson(url: string) {
  const response = await fetch(url)
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) }
}

suite('a registry on loopback', () => {
  test('serves an image by tag and by digest', async () => {
    await using registry = await startRegistry()
    const digest = registry.pushImage(path, 'latest', { seed: 'one' })
    const byTag = await fetch(`http://${registry.host}/v2/${path}/manifests/latest`)
    assert.equal(byTag.headers.get('docker-content-digest'), digest)
    assert.equal(byTag.headers.get('content-type'), mediaTypes.manifest)
    assert.equal(digestOf(Buffer.from(await byTag.arrayBuffer())), digest)
    const { body } = await getJson(`http://${registry.host}/v2/${path}/manifests/${digest}`)
    const config = await fetch(`http://${registry.host}/v2/${path}/blobs/${body.config.digest}`)
    assert.equal(digestOf(Buffer.from(await config.arrayBuffer())), body.config.digest)
    assert.notEqual(registry.pushImage(path, null, { seed: 'two' }), digest)
    assert.deepEqual(
      registry.requests.map(({ method, status }) => `${method} ${status}`),
      ['GET 200', 'GET 200', 'GET 200'],
    )
  })

  test('serves an index with the attestation manifests of BuildKit', async () => {
    await using registry = await startRegistry()
    const index = registry.pushIndex(path, 'latest', { buildkit: true })
    const { body } = await getJson(`http://${registry.host}/v2/${path}/manifests/latest`)
    assert.equal(body.manifests.length, 4)
    assert.deepEqual(
      index.attestations.map(({ about }) => about),
      index.platforms.map(({ digest }) => digest),
    )
    assert.equal(body.manifests[2].annotations['vnd.docker.reference.digest'], index.platforms[0]?.digest)
  })

  test('says what it does not know', async () => {
    await using registry = await startRegistry()
    const digest = registry.pushImage(path, 'latest')
    const codeAt = async (rest: string) => (await getJson(`http://${registry.host}/v2/${rest}`)).body.errors[0].code
    assert.equal(await codeAt('no/such/manifests/latest'), 'NAME_UNKNOWN')
    assert.equal(await codeAt(`${path}/manifests/other`), 'MANIFEST_UNKNOWN')
    assert.equal(await codeAt(`${path}/blobs/${digest}`), 'BLOB_UNKNOWN')
  })

  test('lists referrers by the API, in pages and by artifact type', async () => {
    await using registry = await startRegistry({ pageSize: 2 })
    const digest = registry.pushImage(path, 'latest')
    const attached = ['a', 'b', 'c'].map((name) => registry.attach(path, digest, { name }))
    const url = `http://${registry.host}/v2/${path}/referrers/${digest}`
    const first = await getJson(url)
    assert.deepEqual(
      first.body.manifests.map((referrer: { digest: string }) => referrer.digest),
      attached.slice(0, 2),
    )
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    const second = await getJson(`http://${registry.host}${next}`)
    assert.equal(second.body.manifests[0].digest, attached[2])
    assert.equal(second.headers.get('link'), null)
    assert.deepEqual((await getJson(`${url}?artifactType=other`)).body.manifests, [])
  })

  for (const referrers of ['tag', 'empty-api-and-tag', 'none'] as const) {
    test(`lists referrers otherwise: ${referrers}`, async () => {
      await using registry = await startRegistry({ referrers })
      const digest = registry.pushImage(path, 'latest')
      registry.attach(path, digest, {}, { descriptorArtifactType: 'something/else' })
      const api = await getJson(`http://${registry.host}/v2/${path}/referrers/${digest}`)
      assert.equal(api.status, referrers === 'empty-api-and-tag' ? 200 : 404)
      const tag = await getJson(`http://${registry.host}/v2/${path}/manifests/${tagFor(digest)}`)
      assert.equal(tag.status, referrers === 'none' ? 404 : 200)
      if (referrers !== 'none') assert.equal(tag.body.manifests[0].artifactType, 'something/else')
      const { body } = await getJson(`http://${registry.host}/v2/${path}/tags/list`)
      assert.deepEqual(body.tags, referrers === 'none' ? ['latest'] : ['latest', tagFor(digest)])
    })
  }

  test('keeps what cosign writes under its tags', async () => {
    await using registry = await startRegistry()
    const sigstore = createSigstore()
    const digest = registry.pushImage(path, 'latest')
    registry.cosignSignatures(path, digest, [sigstore.cosignSignature({ digest, reference: 'a/b' })])
    const statement = { predicateType: 'a' }
    registry.cosignAttestations(path, digest, [sigstore.cosignAttestation({ statement })])
    for (const [suffix, mediaType] of [
      ['.sig', mediaTypes.simpleSigning],
      ['.att', mediaTypes.envelope],
    ] as const) {
      const { body } = await getJson(`http://${registry.host}/v2/${path}/manifests/${tagFor(digest, suffix)}`)
      assert.equal(body.layers[0].mediaType, mediaType)
      assert.ok(registry.store.blobs.has(body.layers[0].digest))
    }
  })

  for (const realm of [undefined, 'elsewhere'] as const) {
    test(`asks for a token from ${realm ?? 'itself'}`, async () => {
      const auth = { user: 'me', password: 'secret', ...(realm && { realm }) }
      await using registry = await startRegistry({ auth })
      registry.pushImage(path, 'latest')
      const url = `http://${registry.host}/v2/${path}/manifests/latest`
      const refused = await fetch(url)
      assert.equal(refused.status, 401)
      const challenge = refused.headers.get('www-authenticate') ?? ''
      const [, where = '', , scope] = /^Bearer realm="([^"]+)",service="([^"]+)",scope="([^"]+)"$/.exec(challenge) ?? []
      assert.equal(scope, 'repository:acme/app:pull')
      assert.equal(new URL(where).host === registry.host, realm === undefined)
      const authorization = `Basic ${Buffer.from('me:secret').toString('base64')}`
      const answer = await fetch(where, { headers: { authorization } })
      const { token } = JSON.parse(await answer.text())
      const bearer = { headers: { authorization: `Bearer ${token}` } }
      assert.equal((await fetch(url, bearer)).status, 200)
      registry.expireTokens()
      assert.equal((await fetch(url, bearer)).status, 401)
      assert.equal((await fetch(where)).status, 401)
    })
  }

  test('lets a test answer in its place, or not at all', async () => {
    await using registry = await startRegistry()
    registry.pushImage(path, 'latest')
    const url = `http://${registry.host}/v2/${path}/manifests/latest`
    const stop = registry.intercept(({ response, count }) => {
      if (count === 1) response.writeHead(503).end()
      else response.destroy()
      return true
    })
    assert.equal((await fetch(url)).status, 503)
    await assert.rejects(fetch(url))
    stop()
    assert.equal((await fetch(url)).status, 200)
    assert.deepEqual(
      registry.requests.map(({ status }) => status),
      [503, 0, 200],
    )
  })
})
