import assert from 'node:assert/strict'
import { digestOf } from '../../src/core/digest.ts'
import { parseReference } from '../../src/image/reference.ts'
import type { Attestation, CollectedAttestations, Digest, Image, Source } from '../../src/model/index.ts'
import { createRegistry } from '../../src/registry/client.ts'
import { fetchFromRegistry } from '../../src/sources/registry.ts'
import { type Descriptor, mediaTypes, type Registry, type RegistryOptions, startRegistry } from './registry.ts'

export const path = 'acme/app'
export const zeros = `sha256:${'0'.repeat(64)}`

/** A registry with an image, and what is found beside it. */
export async function scene(options: RegistryOptions = {}) {
  const server = await startRegistry(options)
  const digest = server.pushImage(path, 'v1') as Digest
  const reference = parseReference(`${server.host}/${path}:v1`)
  const image: Image = { reference, digest, mediaType: mediaTypes.manifest, manifest: new Uint8Array() }
  const gather = () => fetchFromRegistry(createRegistry(server.host, { retryBaseMs: 1, requestMs: 3000 }), image)
  return { ...server, server, digest, gather }
}

export function textOf({ content }: Pick<Attestation, 'content'>): string {
  switch (content.kind) {
    case 'bundle':
      return Buffer.from(content.bundle).toString()
    case 'dsse':
      return Buffer.from(content.envelope).toString()
    case 'simplesigning':
      return Buffer.from(content.payload).toString()
    case 'unreadable':
      return content.code
    case 'buildkit':
      return textOf({ content: content.signature })
  }
}

export const found = ({ attestations }: CollectedAttestations) =>
  attestations.map((one) => `${one.source} ${textOf(one)}`)

export function result(gathered: CollectedAttestations, source: Source) {
  const one = gathered.sources.find((other) => other.source === source)
  assert.ok(one)
  return one
}

export function messageOf(gathered: CollectedAttestations, source: Source): string {
  const one = result(gathered, source)
  assert.equal(one.status, 'answered', one.status === 'failed' ? one.error.message : '')
  return one.status === 'answered' ? one.message : ''
}

export function errorOf(gathered: CollectedAttestations, source: Source) {
  const one = result(gathered, source)
  assert.equal(one.status, 'failed')
  return one.status === 'failed' ? one.error : null
}

/** A manifest of these layers, about the image. */
export const about = (digest: string, layers: Descriptor[], more: object = {}) => ({
  schemaVersion: 2,
  mediaType: mediaTypes.manifest,
  config: { mediaType: mediaTypes.empty, digest: digestOf(Buffer.from('{}')), size: 2 },
  layers,
  subject: { mediaType: mediaTypes.manifest, digest, size: 1 },
  ...more,
})

export const indexOf = (manifests: unknown[]) => ({ schemaVersion: 2, mediaType: mediaTypes.index, manifests })
export const listed = (digest: string) => ({ mediaType: mediaTypes.manifest, digest, size: 1 })

/** Answers what is asked under this path with this status. */
export const failing = (server: Registry, part: string, status: number) =>
  server.intercept(({ path: asked, response }) => {
    if (!asked.includes(part)) return false
    response.writeHead(status).end()
    return true
  })
