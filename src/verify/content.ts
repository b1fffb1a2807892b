/** From what a place holds, raw, to what was signed, by whom, and what it claims to be about. */
import { createHash } from 'node:crypto'
import type { BundleWithDsseEnvelope } from '@sigstore/bundle'
import { asDigest, digestOf } from '../core/digest.ts'
import { limits } from '../core/limits.ts'
import { isJsonObject, parseJsonObject, shape } from '../formats/strict-json.ts'
import type { AttestationContent, Digest, SignatureContent, Statement } from '../model/index.ts'
import { type KeylessBundle, readBundle } from './bundle.ts'
import { bundleOfEnvelope, bundleOfSignature } from './cosign-bundle.ts'
import type { SignedBundle } from './cryptography.ts'
import { bounded, invalid, Rejection } from './rejection.ts'
import { eachOnce, lastOnce } from './remembered.ts'
import { payloadType, readSimpleSigning, readStatement } from './statement.ts'

type DsseEnvelope = BundleWithDsseEnvelope['content']['dsseEnvelope']

/** What an attestation claims to be about, before anything of it is believed. */
export interface ParsedAttestation {
  signed: SignedBundle
  statement: Statement
  subjects: readonly Digest[]
}

/**
 * The one step from each kind of raw content to what was signed, by whom, about what. What BuildKit's attestation manifest
 * says counts by the signature of somebody who vouches for it, and each step is by digest: the signature names the
 * manifest, the manifest lists the statement, the statement names the image. Each signature and each statement is read
 * once, however many pairs they make (threats A-71).
 * https://docs.docker.com/build/metadata/attestations/attestation-storage/
 * @param manifest - the image's
 * @throws {Rejection} (the reader) where it is malformed or beyond a bound
 */
export function createReader(manifest: Uint8Array): (content: AttestationContent) => ParsedAttestation {
  // A signature is about the manifest that it was found beside: only together do they stand for what was read.
  const ofManifest = lastOnce((attested: Uint8Array) =>
    lastOnce((signature: SignatureContent) => read(signature, attested)),
  )
  const listed = lastOnce(listOf)
  const statementOf = eachOnce((bytes: Uint8Array) => readStatement(Buffer.from(bytes), payloadType))
  const digestOfStatement = eachOnce(digestOf)
  return (content) => {
    if (content.kind !== 'buildkit') return read(content, manifest)
    bounded('bytes of attestation manifest', content.manifest.length, limits.manifestBytes)
    bounded('bytes of statement', content.statement.length, limits.bundleBytes)
    const signature = ofManifest(content.manifest)(content.signature)
    const list = listed(content.manifest)
    // Then it is about something else, or says something else of it, and is held against the image as what it is.
    if (!signature.subjects.includes(list.manifest) || !isPlainSignature(signature.statement)) return signature
    const digest = digestOfStatement(content.statement)
    if (list.statements.has(digest)) return { ...signature, ...statementOf(content.statement) }
    return invalid(`the attestation manifest ${list.manifest} does not list the statement ${digest}`)
  }
}

function read(content: SignatureContent, manifest: Uint8Array): ParsedAttestation {
  switch (content.kind) {
    case 'unreadable':
      throw new Rejection(content.code, content.message)
    case 'bundle': {
      bounded('bytes of bundle', content.bundle.length, limits.bundleBytes)
      return readContent(readBundle(parseJsonObject(content.bundle)), manifest)
    }
    case 'dsse': {
      bounded('bytes of envelope', content.envelope.length, limits.bundleBytes)
      const bundle = readBundle(bundleOfEnvelope(parseJsonObject(content.envelope), content.annotations))
      const claimed = readContent(bundle, manifest)
      return { ...claimed, signed: { ...claimed.signed, envelope: Buffer.from(content.envelope) } }
    }
    case 'simplesigning': {
      bounded('bytes of payload', content.payload.length, limits.bundleBytes)
      const digest = createHash('sha256').update(content.payload).digest()
      const bundle = readBundle(bundleOfSignature(digest, content.annotations))
      return {
        signed: { ...bundle, message: Buffer.from(content.payload), envelope: Buffer.alloc(0) },
        statement: signatureAlone,
        subjects: [readSimpleSigning(content.payload)],
      }
    }
  }
}

/** Whether this signs what it is about and says nothing more: a report about the manifest does not vouch for it. */
function isPlainSignature({ predicateType }: Statement): boolean {
  return predicateType === null || predicateType === 'https://sigstore.dev/cosign/sign/v1'
}

/** The statements that an attestation manifest lists, both by digest. */
interface StatementList {
  manifest: Digest
  statements: ReadonlySet<unknown>
}

const manifestFields = shape('layers')
const layerFields = shape('digest', 'mediaType')

function listOf(manifest: Uint8Array): StatementList {
  const { layers } = manifestFields(parseJsonObject(manifest))
  const read = (Array.isArray(layers) ? layers : []).filter(isJsonObject).map(layerFields)
  const statements = read.filter(({ mediaType }) => mediaType === payloadType)
  return { manifest: digestOf(manifest), statements: new Set(statements.map(({ digest }) => digest)) }
}

/** A signature that comes without a statement. */
const signatureAlone: Statement = { predicateType: null, predicate: null }

function readContent(keyless: KeylessBundle, manifest: Uint8Array): ParsedAttestation {
  const { content } = keyless.bundle
  if (content.$case === 'dsseEnvelope') {
    const { payload, payloadType } = content.dsseEnvelope
    const envelope = uploadedEnvelope(content.dsseEnvelope)
    return { signed: { ...keyless, message: Buffer.alloc(0), envelope }, ...readStatement(payload, payloadType) }
  }
  const digest = asDigest(`sha256:${content.messageSignature.messageDigest.digest.toString('hex')}`)
  if (digest === null) return invalid('the message digest is not a SHA-256')
  const message = Buffer.from(manifest)
  const signed = { ...keyless, message, envelope: Buffer.alloc(0) }
  return { signed, statement: signatureAlone, subjects: [digest] }
}

/** The envelope as the signing tools, all written in Go, put it into JSON for the log. */
function uploadedEnvelope({ payload, payloadType, signatures }: DsseEnvelope): Buffer {
  const encoded = signatures.map(({ keyid, sig }) => ({ keyid, sig: sig.toString('base64') }))
  return Buffer.from(JSON.stringify({ payloadType, payload: payload.toString('base64'), signatures: encoded }))
}
