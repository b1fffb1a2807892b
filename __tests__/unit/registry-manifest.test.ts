import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { AmbiguousKey } from '../../src/formats/strict-json.ts'
import { isIndex, readManifest, readReferrersPage, refuseUnreadableParts } from '../../src/registry/manifest.ts'
import { coded } from '../support/loopback.ts'
import { zeros } from '../support/registry-fixture.ts'

const one = { mediaType: 'm/x', digest: zeros, size: 7 }
const bytes = (body: object) => Buffer.from(JSON.stringify(body))

suite('reading a manifest', () => {
  test('is read as what it is', () => {
    const annotations = { a: 'b', c: 7, d: null, e: ['x'] }
    const platform = { os: 'linux', architecture: 'arm64', variant: 'v8', 'os.version': 'x' }
    const read = { ...one, artifactType: null, annotations: {} }
    const body = { schemaVersion: 2, mediaType: 'a/b', artifactType: 'c/d', config: one, subject: { ...one, size: 0 } }
    assert.deepEqual(
      readManifest(bytes({ ...body, layers: [{ ...one, artifactType: 'e/f', annotations }], annotations })),
      {
        ...body,
        config: { mediaType: one.mediaType },
        subject: { digest: zeros },
        layers: [{ ...read, artifactType: 'e/f', annotations: { a: 'b' } }],
        manifests: null,
      },
    )
    assert.deepEqual(readManifest(bytes({ manifests: [{ ...one, platform, annotations }] })), {
      schemaVersion: null,
      mediaType: null,
      artifactType: null,
      config: null,
      layers: null,
      manifests: [
        { mediaType: 'm/x', digest: zeros, artifactType: null, platform: 'linux/arm64/v8', annotations: { a: 'b' } },
      ],
      subject: null,
    })
  })
  for (const [platform, expected] of [
    [{ os: 'linux', architecture: 'amd64' }, 'linux/amd64'],
    [{ os: 'linux', architecture: 'amd64', variant: '' }, 'linux/amd64'],
    [{ os: 'linux' }, null],
    [{ architecture: 'amd64' }, null],
    [{}, null],
    [null, null],
  ] as const)
    test(`the platform ${JSON.stringify(platform)} is ${expected}`, () => {
      const [entry] = readManifest(bytes({ manifests: [{ ...one, platform }] })).manifests ?? []
      assert.equal(entry && 'platform' in entry ? entry.platform : 'none', expected)
    })
  for (const [body, why] of [
    [{ layers: {} }, '"layers" is not an array'],
    [{ manifests: 7 }, '"manifests" is not an array'],
    [{ schemaVersion: '2' }, '"schemaVersion" is not a number'],
    [{ mediaType: 7 }, '"mediaType" is not a string'],
    [{ artifactType: ['a/b'] }, '"artifactType" is not a string'],
    [{ subject: 'x' }, 'a descriptor is not an object'],
    [{ config: [] }, 'a descriptor is not an object'],
  ] as const)
    test(`E-20: ${why}: ${JSON.stringify(body).slice(0, 60)}`, () => {
      assert.throws(() => readManifest(bytes(body)), { name: 'SyntaxError', message: why })
    })
  for (const [layer, why, mediaType = 'm/x'] of [
    [7, 'a descriptor is not an object', null],
    [null, 'a descriptor is not an object', null],
    [{ ...one, mediaType: undefined }, 'a descriptor has no mediaType', null],
    [{ ...one, mediaType: null }, 'a descriptor has no mediaType', null],
    [{ ...one, mediaType: 7 }, '"mediaType" is not a string', null],
    [{ ...one, digest: 'sha512:00' }, 'a descriptor has no digest of the form sha256:...'],
    [{ ...one, digest: zeros.toUpperCase() }, 'a descriptor has no digest of the form sha256:...'],
    [{ ...one, size: '7' }, 'a descriptor has no size'],
    [{ ...one, size: -1 }, 'a descriptor has no size'],
    [{ ...one, size: 1.5 }, 'a descriptor has no size'],
    [{ ...one, size: 2 ** 53 }, 'a descriptor has no size'],
  ] as const)
    test(`R-50: is read where one layer cannot be: ${why}: ${JSON.stringify(layer)?.slice(0, 60)}`, () => {
      const [odd, good] = readManifest(bytes({ layers: [layer, one] })).layers ?? []
      assert.ok(odd && 'problem' in odd)
      assert.deepEqual([odd.problem.message, odd.mediaType], [why, mediaType])
      assert.ok(good && 'digest' in good)
    })
  for (const [entry, why] of [
    [7, 'a descriptor is not an object'],
    [{ ...one, mediaType: 7 }, '"mediaType" is not a string'],
    [{ ...one, platform: 'linux/amd64' }, '"platform" is not an object'],
    [{ ...one, platform: { os: 7 } }, '"os" is not a string'],
    [{ ...one, platform: { os: 'linux', architecture: 'arm', variant: 7 } }, '"variant" is not a string'],
  ] as const)
    test(`R-50: is read where one entry cannot be: ${why}: ${JSON.stringify(entry)?.slice(0, 60)}`, () => {
      const [odd, good] = readManifest(bytes({ manifests: [entry, one] })).manifests ?? []
      assert.equal(odd && 'problem' in odd ? odd.problem.message : 'none', why)
      assert.ok(good && 'digest' in good)
    })
  test('R-50: an entry that is named by another algorithm has no digest to follow', () => {
    const [entry] = readManifest(bytes({ manifests: [{ ...one, digest: 'sha512:00' }] })).manifests ?? []
    assert.equal(entry && 'digest' in entry ? entry.digest : 'none', null)
  })
  test('R-51: lists of null are empty, whatever else is null is not there', () => {
    const nothing = { config: null, subject: null, schemaVersion: null, mediaType: null, artifactType: null }
    const read = readManifest(bytes({ ...nothing, manifests: null, layers: null }))
    assert.deepEqual(read, { ...nothing, manifests: [], layers: [] })
  })
  for (const [twin, field] of [
    ['Manifests', 'manifests'],
    ['LAYERS', 'layers'],
    ['layer\u017f', 'layers'],
    ['Config', 'config'],
    ['SUBJECT', 'subject'],
    ['mediatype', 'mediaType'],
    ['artifacttype', 'artifactType'],
    ['\u017fchemaVersion', 'schemaVersion'],
    ['Annotations', 'annotations'],
  ])
    test(`B-50: with a key ${twin} is refused, with and without ${field} beside it`, () => {
      for (const body of [{ [twin ?? '']: null }, { [field ?? '']: null, [twin ?? '']: null }])
        assert.throws(() => readManifest(bytes(body)), { name: 'SyntaxError', message: /is read as/ })
    })
  for (const twin of ['MediaType', 'DIGEST', '\u017fize', 'URLs', 'Annotations', 'Data', 'Platform', 'ARTIFACTTYPE']) {
    test(`B-50: a descriptor with a key ${twin} cannot be followed, and is refused in an image`, () => {
      for (const list of ['layers', 'manifests']) {
        const body = readManifest(bytes({ [list]: [one, { ...one, [twin]: null }] }))
        const [, odd] = body.layers ?? body.manifests ?? []
        assert.ok(odd && 'problem' in odd && odd.problem instanceof AmbiguousKey)
        assert.throws(() => refuseUnreadableParts(body), AmbiguousKey)
      }
      for (const part of ['config', 'subject'])
        assert.throws(() => readManifest(bytes({ [part]: { ...one, [twin]: null } })), AmbiguousKey)
    })
  }
  for (const twin of ['OS', 'o\u017f', 'Architecture', 'VARIANT', 'OS.Version', 'os.FEATURES', 'Features']) {
    test(`B-50: a platform with a key ${twin} is refused`, () => {
      const platform = { os: 'linux', architecture: 'amd64', [twin]: null }
      for (const list of ['layers', 'manifests']) {
        const body = readManifest(bytes({ [list]: [{ ...one, platform }] }))
        assert.throws(() => refuseUnreadableParts(body), AmbiguousKey)
      }
    })
  }
  test("B-50: what is odd and unambiguous is nobody else's reading of an image", () => {
    refuseUnreadableParts(readManifest(bytes({ layers: [{ ...one, size: 'x', 'os.Version': 1, vendor: 1 }] })))
  })
  test('E-20: what is no descriptor to anybody is refused in an image', () => {
    for (const list of ['layers', 'manifests'])
      for (const none of [7, null, [], 'x'])
        assert.throws(
          () => refuseUnreadableParts(readManifest(bytes({ [list]: [one, none] }))),
          /a descriptor is not an object/,
        )
  })
  test('of as many platforms as no image has is refused', () => {
    const manifests = Array.from({ length: limits.indexManifests }, () => one)
    assert.equal(readManifest(bytes({ manifests })).manifests?.length, limits.indexManifests)
    assert.throws(
      () => readManifest(bytes({ manifests: [...manifests, one] })),
      coded(
        'LIMIT_EXCEEDED',
        /^the index lists more than 256 manifests$/,
        /^No image has that many platforms\. Check that the right index was pushed\.$/,
      ),
    )
  })
})

suite('reading a list of referrers', () => {
  test('A-13: what is no descriptor is counted, and hides none', () => {
    const manifests = [7, one, { ...one, digest: 'x' }, null, { ...one, size: 0 }, { ...one, Digest: zeros }]
    const { descriptors, unusable } = readReferrersPage(bytes({ manifests }))
    assert.deepEqual([descriptors.map(({ size }) => size), unusable], [[7, 0], 4])
  })
  test('R-50: an entry is read by its digest; one without a size comes last', () => {
    const { descriptors, unusable } = readReferrersPage(
      bytes({ manifests: [{ digest: zeros }, { ...one, size: '7' }] }),
    )
    assert.deepEqual(
      [descriptors.map(({ size, mediaType }) => [size, mediaType]), unusable],
      [
        [
          [limits.manifestBytes, ''],
          [limits.manifestBytes, 'm/x'],
        ],
        0,
      ],
    )
  })
  test('R-51: of null is empty', () => {
    assert.deepEqual(readReferrersPage(bytes({ manifests: null })), { descriptors: [], unusable: 0 })
  })
  test('B-50: with two lists is none', () => {
    assert.throws(() => readReferrersPage(bytes({ manifests: [], Manifests: [] })), AmbiguousKey)
    assert.throws(() => isIndex(bytes({ manifests: [], Manifests: [] })), AmbiguousKey)
  })
  test('has one', () => {
    assert.throws(() => readReferrersPage(bytes({})), { name: 'SyntaxError', message: '"manifests" is missing' })
  })
})
