import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { digestOf } from '../../src/core/digest.ts'
import { coded } from '../support/loopback.ts'
import { mediaTypes, tagFor } from '../support/registry.ts'
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

/** Without a certificate a layer of cosign's is passed over. */
const certified = { 'dev.sigstore.cosign/certificate': 'x' }

suite('the registry source on a registry without attestations', () => {
  test('A-01: is asked at four places, which all answer', async () => {
    await using scenery = await scene({ referrers: 'none' })
    const gathered = await scenery.gather()
    assert.deepEqual(gathered.attestations, [])
    assert.deepEqual(
      gathered.sources.map(({ source, status, found }) => [source, status, found]),
      [
        ['referrers', 'answered', 0],
        ['referrers-tag', 'answered', 0],
        ['cosign-signature', 'answered', 0],
        ['cosign-attestation', 'answered', 0],
      ],
    )
    assert.match(messageOf(gathered, 'referrers'), /no referrers API/)
    assert.match(messageOf(gathered, 'referrers-tag'), /no tag sha256-[0-9a-f]{64}$/)
    assert.match(messageOf(gathered, 'cosign-signature'), /no tag sha256-[0-9a-f]{64}\.sig$/)
    assert.match(messageOf(gathered, 'cosign-attestation'), /no tag sha256-[0-9a-f]{64}\.att$/)
  })
})

suite('A-06: the registry source queries every location and merges the results', () => {
  test('R-17: in a fixed order, each with its location', async () => {
    await using scenery = await scene()
    const { server, digest, host } = scenery
    const referrer = server.attach(path, digest, { from: 'api' })
    const tagged = server.push(
      path,
      null,
      about(digest, [server.blob(Buffer.from('"tag"'), mediaTypes.bundle)], { annotations: { a: 'b' } }),
    )
    server.push(path, tagFor(digest), indexOf([listed(tagged)]))
    const signature = {
      payload: Buffer.from('"sig"'),
      annotations: { ...certified, 'dev.cosignproject.cosign/signature': 'x' },
    }
    const signatures = server.cosignSignatures(path, digest, [signature])
    const envelope = {
      envelope: Buffer.from('"att"'),
      annotations: { 'dev.sigstore.cosign/certificate': 'y', other: 'z' },
    }
    const attestations = server.cosignAttestations(path, digest, [envelope])
    const gathered = await scenery.gather()
    assert.deepEqual(found(gathered), [
      'referrers {"from":"api"}',
      'referrers "tag"',
      'cosign-signature "sig"',
      'cosign-attestation "att"',
    ])
    const at = (manifest: string, text: string) => `${host}/${path}@${manifest}#${digestOf(Buffer.from(text))}`
    assert.deepEqual(
      gathered.attestations.map(({ location }) => location),
      [at(referrer, '{"from":"api"}'), at(tagged, '"tag"'), at(signatures, '"sig"'), at(attestations, '"att"')],
    )
    const [, , one, other] = gathered.attestations
    assert.deepEqual(one?.content.kind === 'simplesigning' && { ...one.content.annotations }, {
      ...certified,
      'dev.cosignproject.cosign/signature': 'x',
    })
    assert.deepEqual(other?.content.kind === 'dsse' && { ...other.content.annotations }, {
      'dev.sigstore.cosign/certificate': 'y',
    })
    assert.match(messageOf(gathered, 'referrers-tag'), /1 known from the referrers API already/)
  })
  test('F-12: an empty API does not hide the tag', async () => {
    await using scenery = await scene({ referrers: 'empty-api-and-tag' })
    scenery.attach(path, scenery.digest, { a: 1 })
    const gathered = await scenery.gather()
    assert.deepEqual(found(gathered), ['referrers-tag {"a":1}'])
    assert.match(messageOf(gathered, 'referrers'), /0 referrers/)
  })
  test('a registry without the API is read by the tag', async () => {
    await using scenery = await scene({ referrers: 'tag' })
    scenery.attach(path, scenery.digest, { a: 1 })
    assert.deepEqual(found(await scenery.gather()), ['referrers-tag {"a":1}'])
  })
  for (const status of [500, 403]) {
    test(`an API that answers ${status} is a failed source, and the others are read`, async () => {
      await using scenery = await scene()
      scenery.attach(path, scenery.digest, { a: 1 })
      scenery.cosignAttestations(path, scenery.digest, [{ envelope: Buffer.from('{}'), annotations: certified }])
      failing(scenery.server, '/referrers/', status)
      const gathered = await scenery.gather()
      assert.ok(coded('REGISTRY_ERROR', new RegExp(`answered ${status}`))(errorOf(gathered, 'referrers')))
      assert.deepEqual(found(gathered), ['cosign-attestation {}'])
    })
  }
  for (const [source, part] of [
    ['cosign-signature', '.sig'],
    ['cosign-attestation', '.att'],
  ] as const) {
    test(`a ${part} tag that answers 500 is a failed source, and the others are read`, async () => {
      await using scenery = await scene()
      scenery.attach(path, scenery.digest, { a: 1 })
      failing(scenery.server, part, 500)
      const gathered = await scenery.gather()
      assert.ok(coded('REGISTRY_ERROR')(errorOf(gathered, source)))
      assert.deepEqual(found(gathered), ['referrers {"a":1}'])
    })
  }
  test('what was read of a list before it failed is kept', async () => {
    await using scenery = await scene({ pageSize: 1 })
    scenery.attach(path, scenery.digest, { a: 1 })
    scenery.attach(path, scenery.digest, { a: 2 })
    scenery.intercept(({ query, response }) => {
      if (!query.includes('last')) return false
      response.writeHead(503).end()
      return true
    })
    const gathered = await scenery.gather()
    assert.deepEqual(found(gathered), ['referrers {"a":1}'])
    assert.equal(result(gathered, 'referrers').found, 1)
    assert.ok(coded('REGISTRY_ERROR', /503/)(errorOf(gathered, 'referrers')))
  })
})

suite('the layer decides the kind of an attestation', () => {
  for (const [mediaType, kind] of [
    ['application/vnd.dev.sigstore.bundle.v0.3+json', 'bundle'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.1', 'bundle'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.2', 'bundle'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.3', 'bundle'],
    ['application/vnd.dsse.envelope.v1+json', 'dsse'],
    ['application/vnd.dev.cosign.simplesigning.v1+json', 'simplesigning'],
  ] as const) {
    test(`${mediaType} is a ${kind}, in every place`, async () => {
      await using scenery = await scene()
      const { server, digest } = scenery
      const layer = { ...server.blob(Buffer.from(`"${kind}"`), mediaType), annotations: certified }
      server.push(path, null, about(digest, [layer]))
      server.push(path, tagFor(digest, '.sig'), about(zeros, [layer]))
      server.push(path, tagFor(digest, '.att'), about(zeros, [layer]))
      const { attestations } = await scenery.gather()
      assert.deepEqual(
        attestations.map(({ source, content }) => [source, content.kind]),
        ['referrers', 'cosign-signature', 'cosign-attestation'].map((source) => [source, kind]),
      )
    })
  }
  for (const mediaType of [
    'application/vnd.dev.sigstore.bundle.v0.3+json.evil',
    'x application/vnd.dev.sigstore.bundle.v0.3+json',
    'application/vnd.dev.sigstore.bundle.v0.4+json',
    'application/vnd.dev.sigstore.bundle+json;version=0.9',
    'APPLICATION/vnd.dsse.envelope.v1+json',
    'application/vnd.in-toto+json',
  ]) {
    test(`B-19: ${mediaType} is none`, async () => {
      await using scenery = await scene()
      const { server, digest } = scenery
      server.push(
        path,
        null,
        about(digest, [server.blob(Buffer.from('{}'), mediaType)], { artifactType: mediaTypes.bundle }),
      )
      const gathered = await scenery.gather()
      assert.deepEqual(gathered.attestations, [])
      assert.match(messageOf(gathered, 'referrers'), /1 referrer, 0 attestations/)
    })
  }
  test('B-19: an artifact type that lies hides nothing', async () => {
    await using scenery = await scene()
    scenery.attach(path, scenery.digest, { a: 1 }, { descriptorArtifactType: 'application/spdx+json' })
    assert.deepEqual(found(await scenery.gather()), ['referrers {"a":1}'])
  })
  test('one manifest may hold several, in their order', async () => {
    await using scenery = await scene()
    const layers = ['a', 'b', 'c'].map((name) => ({
      payload: Buffer.from(`"${name}"`),
      annotations: { ...certified, 'dev.sigstore.cosign/name': name },
    }))
    const again = { payload: Buffer.from('"a"'), annotations: { ...certified, 'dev.sigstore.cosign/name': 'again' } }
    scenery.cosignSignatures(path, scenery.digest, [...layers, again])
    const gathered = await scenery.gather()
    assert.deepEqual(
      found(gathered).map((text) => text.slice(-3)),
      ['"a"', '"b"', '"c"', '"a"'],
    )
    assert.deepEqual(
      gathered.attestations.map(
        ({ content }) => content.kind === 'simplesigning' && content.annotations['dev.sigstore.cosign/name'],
      ),
      ['a', 'b', 'c', 'again'],
    )
    assert.equal(scenery.requests.filter((request) => request.path.includes('/blobs/')).length, 3)
  })
  test('E-18: annotations that are no strings are left out, and the layer stays', async () => {
    await using scenery = await scene()
    const { server, digest } = scenery
    const layer = {
      ...server.blob(Buffer.from('{}'), mediaTypes.simpleSigning),
      annotations: {
        ...certified,
        'dev.sigstore.a': {},
        'dev.sigstore.b': null,
        'dev.sigstore.c': 'd',
        ['__proto__']: 7,
      },
    }
    server.push(path, tagFor(digest, '.sig'), { ...about(digest, []), layers: [layer] })
    const [one] = (await scenery.gather()).attestations
    assert.deepEqual(one?.content.kind === 'simplesigning' && { ...one.content.annotations }, {
      ...certified,
      'dev.sigstore.c': 'd',
    })
  })
})
