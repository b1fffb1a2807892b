/** What was signed: in-toto statements and cosign's simple signing. */

import { asDigest } from '../core/digest.ts'
import { limits } from '../core/limits.ts'
import { isJsonObject, type JsonObject, member, parseJsonObject, shape } from '../formats/strict-json.ts'
import type { Digest, Statement } from '../model/index.ts'
import { bounded, invalid } from './rejection.ts'

/** A statement, and the digests that it is about. */
export interface StatementAbout {
  statement: Statement
  subjects: readonly Digest[]
}

/** The media type of an in-toto statement. */
export const payloadType = 'application/vnd.in-toto+json'
const statementTypes = new Set<unknown>(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1'])
/** Whoever else reads the statement must read the same out of it; the predicate is data (threats B-50). */
const statementFields = shape('_type', 'subject', 'predicateType', 'predicate')
const subjectFields = shape('name', 'uri', 'digest', 'content', 'downloadLocation', 'mediaType', 'annotations')
const payloadFields = shape('critical', 'optional')
const criticalFields = shape('identity', 'image', 'type')
const imageFields = shape('docker-manifest-digest')
const simpleSigningTypes = new Set<unknown>(['cosign container image signature', 'https://sigstore.dev/cosign/sign/v1'])

/**
 * The in-toto statement of a DSSE payload (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md).
 * Media type and `_type` are compared exactly (threats B-02, B-23).
 * @param payload - the very bytes whose signature is verified
 * @throws {Rejection} where it is no statement
 */
export function readStatement(payload: Buffer, mediaType: string): StatementAbout {
  if (mediaType !== payloadType) {
    return invalid(
      `the signed payload is not an in-toto statement: its type is ${JSON.stringify(mediaType.slice(0, 100))}`,
    )
  }
  return parsePayload(payload, 'the signed payload is not an in-toto statement', (json) => {
    const { _type, subject, predicateType, predicate } = statementFields(json)
    if (!statementTypes.has(_type)) {
      return invalid('the signed payload is not an in-toto statement of version 0.1 or 1')
    }
    if (typeof predicateType !== 'string' || predicateType === '') {
      return invalid('the signed payload is not an in-toto statement: it names no predicate type')
    }
    return { statement: { predicateType, predicate }, subjects: subjectsOf(subject) }
  })
}

/**
 * Only the own member `sha256` counts, and only in its one spelling (threats B-08 to B-12): what says nothing in it
 * is about something else, what is no subject at all makes the statement malformed.
 */
function subjectsOf(subjects: unknown): Digest[] {
  if (!Array.isArray(subjects)) return invalid('the statement has no list of subjects')
  bounded('subjects', subjects.length, limits.subjects)
  return subjects.flatMap((subject: unknown) => {
    const digests = isJsonObject(subject) ? subjectFields(subject).digest : undefined
    if (!isJsonObject(digests)) return invalid('a subject of the statement has no digest')
    const sha256 = member(digests, 'sha256')
    return (typeof sha256 === 'string' && asDigest(`sha256:${sha256}`)) || []
  })
}

/**
 * The digest that a simple-signing payload is about.
 * https://github.com/containers/image/blob/main/docs/containers-signature.5.md; `docker-reference` is not compared,
 * for copying an image is legitimate (threats B-04, B-06, B-07).
 * @throws {Rejection} where it is no such payload
 */
export function readSimpleSigning(payload: Uint8Array): Digest {
  return parsePayload(payload, 'the signed payload is not simple signing', (json) => {
    const { critical } = payloadFields(json)
    const { image, type } = criticalFields(isJsonObject(critical) ? critical : {})
    if (!simpleSigningTypes.has(type)) {
      return invalid("the signed payload is not cosign's simple signing: critical.type is another")
    }
    const digest = isJsonObject(image) ? asDigest(imageFields(image)['docker-manifest-digest']) : null
    return digest ?? invalid('the signed payload has no critical.image.docker-manifest-digest')
  })
}

function parsePayload<T>(payload: Uint8Array, otherwise: string, read: (json: JsonObject) => T): T {
  try {
    return read(parseJsonObject(payload))
  } catch (error) {
    if (error instanceof SyntaxError) return invalid(`${otherwise}: ${error.message}`)
    throw error
  }
}
