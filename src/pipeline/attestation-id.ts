/** Names for contents: one attestation that lies in several places is one. */
import { createHash } from 'node:crypto'
import { digestOf } from '../core/digest.ts'
import { limits } from '../core/limits.ts'
import { isJsonObject, parseJsonObject } from '../formats/strict-json.ts'
import type { Attestation, AttestationContent, Digest } from '../model/index.ts'

/**
 * Names what an attestation holds. Two have one name only if verification cannot tell them apart: their JSON has the same
 * values (GitHub's API writes a bundle with other spaces than the registry has it), or their bytes are the same.
 * @returns a function that names each content once
 */
export function createAttestationId(): (attestation: Attestation) => Digest {
  const known = new WeakMap<AttestationContent, Digest>()
  const idOf = (content: AttestationContent, location: string): Digest => {
    const id = known.get(content) ?? nameOf(content, location, idOf)
    known.set(content, id)
    return id
  }
  return ({ content, location }) => idOf(content, location)
}

function nameOf(
  content: AttestationContent,
  location: string,
  idOf: (content: AttestationContent, location: string) => Digest,
): Digest {
  switch (content.kind) {
    case 'bundle':
      return named(content.kind, valueDigest(content.bundle))
    case 'dsse':
      return named(content.kind, valueDigest(content.envelope), canonical(content.annotations))
    case 'simplesigning':
      return named(content.kind, digestOf(content.payload), canonical(content.annotations))
    case 'buildkit':
      return named(
        content.kind,
        idOf(content.signature, location),
        digestOf(content.manifest),
        digestOf(content.statement),
      )
    case 'unreadable':
      return named(content.kind, content.as, content.code, content.message, location)
  }
}

function named(...parts: readonly string[]): Digest {
  return `sha256:${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`
}

/** Larger ones are named by their bytes: nobody's real bundle is, and reading them twice would take its time. */
const largestValue = Math.min(limits.bundleBytes, 1024 * 1024)

function valueDigest(bytes: Uint8Array): Digest {
  if (bytes.length > largestValue) return digestOf(bytes)
  try {
    return named(canonical(parseJsonObject(bytes)))
  } catch {
    return digestOf(bytes)
  }
}

/**
 * The value as JSON with its keys in one order.
 * @throws {RangeError} for a number that JSON would write as another value, such as 1e400 as null: a copy with such a
 * number in place of another value must not have the name of the original (threats A-13)
 */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member === 'number' && (!Number.isSafeInteger(member) || Object.is(member, -0))) {
      throw new RangeError('a number without one spelling')
    }
    return isJsonObject(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member
  })
}
