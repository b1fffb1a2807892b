import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { limits } from '../../src/limits.ts'
import { readManifest, readReferrersPage } from '../../src/registry/manifest.ts'
import { zeros } from '../support/asking.ts'
import { coded } from '../support/loopback.ts'

const one = { mediaType: 'm/x', digest: zeros, size: 7 }
const bytes = (body: object) => Buffer.from(JSON.stringify(body))

describe('a manifest', () => {
  it('is read as what it is', () => {
    const annotations = { a: 'b', c: 7, d: null, e: ['x'] }
    const platform = { os: 'linux', architecture: 'arm64', variant: 'v8', 'os.version': 'x' }
    const read = { ...one, artifactType: null, platform: null, annotations: {} }
    const body = { schemaVersion: 2, mediaType: 'a/b', artifactType: 'c/d', config: one, subject: { ...one, size: 0 } }
    assert.deepEqual(
      readManifest(bytes({ ...body, layers: [{ ...one, artifactType: 'e/f', annotations }], annotations })),
      {
        ...body,
        config: read,
        subject: { ...read, size: 0 },
        layers: [{ ...read, artifactType: 'e/f', annotations: { a: 'b' } }],
        manifests: null,
        annotations: { a: 'b' },
      },
    )
    assert.deepEqual(readManifest(bytes({ manifests: [{ ...one, platform }] })), {
      schemaVersion: null,
      mediaType: null,
      artifactType: null,
      config: null,
      layers: null,
      manifests: [{ ...read, platform: 'linux/arm64/v8' }],
      subject: null,
      annotations: {},
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
    it(`the platform ${JSON.stringify(platform)} is ${expected}`, () => {
      assert.equal(readManifest(bytes({ manifests: [{ ...one, platform }] })).manifests?.[0]?.platform, expected)
    })
  for (const [body, why] of [
    [{ layers: {} }, '"layers" is no array'],
    [{ manifests: null }, '"manifests" is no array'],
    [{ schemaVersion: '2' }, '"schemaVersion" is no number'],
    [{ mediaType: 7 }, '"mediaType" is no string'],
    [{ artifactType: ['a/b'] }, '"artifactType" is no string'],
    [{ annotations: [] }, '"annotations" is no object'],
    [{ subject: 'x' }, 'a descriptor is no object'],
    [{ layers: [7] }, 'a descriptor is no object'],
    [{ config: { ...one, mediaType: undefined } }, 'a descriptor has no mediaType'],
    [{ config: { ...one, mediaType: null } }, 'a descriptor has no mediaType'],
    [{ config: { ...one, digest: 'sha512:00' } }, 'a descriptor has no digest of the form sha256:...'],
    [{ config: { ...one, size: '7' } }, 'a descriptor has no size'],
    [{ config: { ...one, size: -1 } }, 'a descriptor has no size'],
    [{ config: { ...one, size: 1.5 } }, 'a descriptor has no size'],
    [{ config: { ...one, size: 2 ** 53 } }, 'a descriptor has no size'],
    [{ config: { ...one, artifactType: 7 } }, '"artifactType" is no string'],
    [{ config: { ...one, annotations: 'x' } }, '"annotations" is no object'],
    [{ config: { ...one, platform: 'linux/amd64' } }, '"platform" is no object'],
    [{ config: { ...one, platform: { os: 7 } } }, '"os" is no string'],
  ] as const)
    it(`E-20: ${why}: ${JSON.stringify(body).slice(0, 60)}`, () => {
      assert.throws(() => readManifest(bytes(body)), { name: 'SyntaxError', message: why })
    })
  it('of as many platforms as no image has is refused', () => {
    const manifests = Array.from({ length: limits.indexManifests }, () => one)
    assert.equal(readManifest(bytes({ manifests })).manifests?.length, limits.indexManifests)
    assert.throws(
      () => readManifest(bytes({ manifests: [...manifests, one] })),
      coded(
        'LIMIT_EXCEEDED',
        /^the index lists more than 256 manifests$/,
        /^No image has that many platforms; was another index pushed by mistake\?$/,
      ),
    )
  })
})

describe('a list of referrers', () => {
  it('A-13: what is no descriptor is counted, and hides none', () => {
    const manifests = [7, one, { ...one, digest: 'x' }, null, { ...one, size: 0 }]
    const { descriptors, unusable } = readReferrersPage(bytes({ manifests }))
    assert.deepEqual([descriptors.map(({ size }) => size), unusable], [[7, 0], 3])
  })
  it('has one', () => {
    assert.throws(() => readReferrersPage(bytes({})), { name: 'SyntaxError', message: '"manifests" is missing' })
  })
})
