/** The TUF repositories that are known by name, and where trust in each of them begins. */
import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' }
import { digestOf, hexOf } from '../core/digest.ts'
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { unreachable, unverified } from './failure.ts'
import { githubHost, publicGoodHost } from './instance-names.ts'
import type { Get, TufRepository } from './tuf.ts'

/** GitHub's root of version 3; later ones are signed by its keys. */
const githubRoot = {
  file: '3.root.json',
  sha256: '98cba97be9075bc98b2322de3de85fbd1b70ec7392991dfd2f53d215bede1a8d',
}

const seed = seeds[`https://${publicGoodHost}`]

/** The public-good `trusted_root.json` that ships with @sigstore/tuf. */
export function publicGoodTrustedRoot(): Buffer {
  return Buffer.from(seed.targets['trusted_root.json'], 'base64')
}

/** Sigstore's public-good repository, trusted from the root on that ships with @sigstore/tuf. */
export function publicGoodRepository(): TufRepository {
  return {
    name: publicGoodHost,
    url: `https://${publicGoodHost}`,
    root: Buffer.from(seed['root.json'], 'base64'),
    target: 'trusted_root.json',
  }
}

/**
 * GitHub's repository, trusted from its root of version 3 on, which is known by its hash.
 * @param serverUrl - whose instance: a tenant of ghe.com has one of its own
 * @throws {CodedError} TRUST_ROOT_ERROR
 */
export async function githubRepository(serverUrl: string, get: Get): Promise<TufRepository> {
  const url = `https://${githubHost}`
  const root = await fetchPinnedRoot(new URL(`${url}/${githubRoot.file}`), githubRoot.sha256, get)
  return { name: githubHost, url, root, target: githubTarget(serverUrl) }
}

/** The target with the trusted root of the instance that signs for this server. */
export function githubTarget(serverUrl: string): string {
  const tenant = /^https:\/\/([a-z0-9-]+)\.ghe\.com$/.exec(serverUrl)?.[1]
  return tenant === undefined ? 'trusted_root.json' : `${tenant}.trusted_root.json`
}

/**
 * An initial `root.json` off the network, for which nobody vouches but this hash: nothing looks at its bytes before.
 * @param sha256 - in hex
 * @throws {CodedError} TRUST_ROOT_ERROR where it cannot be had, or is another
 */
export async function fetchPinnedRoot(url: URL, sha256: string, get: Get): Promise<Buffer> {
  const file = url.pathname.slice(1)
  const body = await getRoot(url, get)
  const actual = hexOf(digestOf(body))
  if (actual === sha256) return Buffer.from(body)
  throw unverified(url.host, file, `expected SHA-256 ${sha256}, got ${actual}`)
}

async function getRoot(url: URL, get: Get): Promise<Uint8Array> {
  try {
    const { status, body } = await get(url, limits.trustedRootBytes)
    if (status === 200) return body
    throw new Error(`GET ${url.href} answered ${status}`)
  } catch (error) {
    if (error instanceof CodedError && error.code === 'LIMIT_EXCEEDED') {
      throw unverified(url.host, url.pathname.slice(1), 'it is larger than allowed', error)
    }
    throw unreachable(url.host, error instanceof Error ? error : new Error(String(error)))
  }
}
