import { createHash } from 'node:crypto'

/** `sha256:` and 64 lower-case hex digits; made only by `asDigest` and `digestOf`. */
export type Digest = `sha256:${string}`

const sha256Digest = /^sha256:[0-9a-f]{64}$/

/**
 * The text as a digest, or null: only `sha256:` and 64 lower-case hex digits (threats E-14).
 * Nothing that failed this ever becomes part of a URL or a path.
 */
export function asDigest(text: unknown): Digest | null {
  return typeof text === 'string' && sha256Digest.test(text) ? (text as Digest) : null
}

/** The digest of these bytes. */
export function digestOf(bytes: Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** The 64 hex digits of a digest. */
export function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length)
}
