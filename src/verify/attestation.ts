/** One attestation, held against the trusted Sigstore instances and one image. Pure: no I/O, no clock of its own. */
import { createHash, type X509Certificate } from 'node:crypto'
import type { BundleWithDsseEnvelope } from '@sigstore/bundle'
import { asDigest, digestOf } from '../digest.ts'
import { isJsonObject, parseJsonObject, shape } from '../json.ts'
import { limits } from '../limits.ts'
import type {
  Attestation,
  AttestationContent,
  Digest,
  Finding,
  Image,
  Instance,
  Proof,
  SignatureContent,
  Statement,
} from '../model.ts'
import { type KeylessBundle, readBundle } from './bundle.ts'
import { readCertificate } from './certificate.ts'
import { bundleOfEnvelope, bundleOfSignature } from './cosign.ts'
import { readEntity, type Signed, verifyCryptography } from './cryptography.ts'
import { bounded, invalid, Rejection } from './rejection.ts'
import { payloadType, readSimpleSigning, readStatement } from './statement.ts'

type DsseEnvelope = BundleWithDsseEnvelope['content']['dsseEnvelope']

/** What an attestation claims to be about, before anything of it is believed. */
interface Claimed extends Signed {
  statement: Statement
  subjects: readonly Digest[]
}

/** The parts of a finding that every outcome has. */
type About = Pick<Finding, 'attestation' | 'predicateType' | 'namesImage'>

/**
 * Judges one attestation in the contract's order: well-formed and within bounds, trusted chain, cryptography, about
 * this digest. Whatever is thrown on the way makes this attestation invalid, and no other (threats A-13, C-32).
 * @param image - the digest, and the very bytes that hash to it
 * @param now - this machine's time
 */
export function verifyAttestation(
  attestation: Attestation,
  image: Pick<Image, 'digest' | 'manifest'>,
  instances: readonly Instance[],
  now: Date,
): Finding {
  const { source, location, content } = attestation
  const signature = content.kind === 'buildkit' ? content.signature : content
  let about: About = {
    attestation: {
      source,
      location,
      kind: signature.kind === 'unreadable' ? signature.as : signature.kind,
      digest: null,
    },
    predicateType: null,
    namesImage: false,
  }
  try {
    const claimed = read(content, image)
    about = {
      attestation: { ...about.attestation, digest: digestOfSignature(signature) },
      predicateType: claimed.statement.predicateType,
      namesImage: claimed.subjects.includes(image.digest),
    }
    const entity = readEntity(claimed)
    const leaf = readCertificate(claimed.certificate)
    const verify = (instance: Instance): Proof => verifyCryptography(claimed, entity, instance, now)
    const proof = verifyWithAny(instances, leaf, verify)
    if (proof === null) {
      const refused = rejected(about, 'UNTRUSTED', untrusted(leaf, instances))
      return { ...refused, claimedIssuer: organizationOf(leaf.issuer) }
    }
    if (!about.namesImage) return rejected(about, 'SUBJECT_MISMATCH', otherSubject(claimed.subjects, image), proof)
    return { ...about, status: 'verified', proof, statement: claimed.statement }
  } catch (error) {
    const code = error instanceof Rejection ? error.code : 'BUNDLE_INVALID'
    return rejected(about, code, reasonOf(error))
  }
}

/** Of the bytes that were signed or hold the signature; null where nobody could read them. */
function digestOfSignature(signature: SignatureContent): Digest | null {
  switch (signature.kind) {
    case 'unreadable':
      return null
    case 'bundle':
      return digestOf(signature.bundle)
    case 'dsse':
      return digestOf(signature.envelope)
    case 'simplesigning':
      return digestOf(signature.payload)
  }
}

/**
 * What one instance proves, null where none has issued the certificate. Two trusted roots may hold the same authority and
 * different logs; it is enough that one of them proves it. An authority's name is in a certificate for anybody to write,
 * and its signature takes long to verify: the cryptography does that for what holds, so that it is asked for here only
 * where something does not, to say which of the two it is.
 * @throws what the last of the instances that issued it has against it
 */
function verifyWithAny(
  instances: readonly Instance[],
  leaf: X509Certificate,
  verify: (instance: Instance) => Proof,
): Proof | null {
  const refusals: unknown[] = []
  for (const instance of instances) {
    const issuers = instance.authorities.filter((authority) => leaf.checkIssued(authority))
    if (issuers.length === 0) continue
    try {
      return verify(instance)
    } catch (error) {
      if (issuers.some((issuer) => leaf.verify(issuer.publicKey))) refusals.push(error)
    }
  }
  if (refusals.length > 0) throw refusals.at(-1)
  return null
}

function rejected(about: About, code: Rejected['code'], message: string, proof: Proof | null = null): Rejected {
  return { ...about, status: 'rejected', code, message, proof, claimedIssuer: null }
}

/** Where a library trips over what it did not expect, its words are about itself and help nobody. */
function reasonOf(error: unknown): string {
  const tripped = !(error instanceof Error) || error instanceof TypeError || error instanceof RangeError
  return tripped || error.message === '' ? 'it is malformed' : error.message
}

type Rejected = Extract<Finding, { status: 'rejected' }>

/** The one step from each kind of raw content to what was signed, by whom, about what. */
function read(content: AttestationContent, image: Pick<Image, 'manifest'>): Claimed {
  switch (content.kind) {
    case 'unreadable':
      throw new Rejection(content.code, content.message)
    case 'bundle': {
      bounded('bytes of bundle', content.bundle.length, limits.bundleBytes)
      return readContent(readBundle(parseJsonObject(content.bundle)), image)
    }
    case 'dsse': {
      bounded('bytes of envelope', content.envelope.length, limits.bundleBytes)
      const bundle = readBundle(bundleOfEnvelope(parseJsonObject(content.envelope), content.annotations))
      return { ...readContent(bundle, image), envelope: Buffer.from(content.envelope) }
    }
    case 'simplesigning': {
      bounded('bytes of payload', content.payload.length, limits.bundleBytes)
      const digest = createHash('sha256').update(content.payload).digest()
      return {
        ...readBundle(bundleOfSignature(digest, content.annotations)),
        message: Buffer.from(content.payload),
        envelope: Buffer.alloc(0),
        statement: signatureAlone,
        subjects: [readSimpleSigning(content.payload)],
      }
    }
    case 'buildkit':
      return readThrough(content)
  }
}

/**
 * What BuildKit's attestation manifest says, by the signature of somebody who vouches for it. Each step is by digest: the
 * signature names the manifest, the manifest lists the statement, the statement names the image.
 * https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */
function readThrough({ signature, manifest, statement }: Extract<AttestationContent, { kind: 'buildkit' }>): Claimed {
  bounded('bytes of attestation manifest', manifest.length, limits.manifestBytes)
  bounded('bytes of statement', statement.length, limits.bundleBytes)
  const digest = digestOf(manifest)
  const signed = read(signature, { manifest })
  // Then it is about something else, or says something else of it, and is held against the image as what it is.
  if (!signed.subjects.includes(digest) || !vouches(signed.statement)) return signed
  if (!listsStatement(manifest, digestOf(statement))) {
    return invalid(`the attestation manifest ${digest} does not list the statement ${digestOf(statement)}`)
  }
  return { ...signed, ...readStatement(Buffer.from(statement), payloadType) }
}

/** Whether this signs what it is about and says nothing more: a report about the manifest does not vouch for it. */
function vouches({ predicateType }: Statement): boolean {
  return predicateType === null || predicateType === 'https://sigstore.dev/cosign/sign/v1'
}

const manifestFields = shape('layers')
const layerFields = shape('digest', 'mediaType')

function listsStatement(manifest: Uint8Array, statement: Digest): boolean {
  const { layers } = manifestFields(parseJsonObject(manifest))
  if (!Array.isArray(layers)) return false
  return layers.some((layer) => {
    if (!isJsonObject(layer)) return false
    const { digest, mediaType } = layerFields(layer)
    return digest === statement && mediaType === payloadType
  })
}

/** A signature that comes without a statement. */
const signatureAlone: Statement = { predicateType: null, predicate: null }

function readContent(keyless: KeylessBundle, image: Pick<Image, 'manifest'>): Claimed {
  const { content } = keyless.bundle
  if (content.$case === 'dsseEnvelope') {
    const { payload, payloadType } = content.dsseEnvelope
    const envelope = uploadedEnvelope(content.dsseEnvelope)
    return { ...keyless, ...readStatement(payload, payloadType), message: Buffer.alloc(0), envelope }
  }
  const digest = asDigest(`sha256:${content.messageSignature.messageDigest.digest.toString('hex')}`)
  if (digest === null) return invalid('the message digest is no SHA-256')
  const message = Buffer.from(image.manifest)
  return { ...keyless, message, envelope: Buffer.alloc(0), statement: signatureAlone, subjects: [digest] }
}

/** The envelope as the signing tools, all written in Go, put it into JSON for the log. */
function uploadedEnvelope({ payload, payloadType, signatures }: DsseEnvelope): Buffer {
  const encoded = signatures.map(({ keyid, sig }) => ({ keyid, sig: sig.toString('base64') }))
  return Buffer.from(JSON.stringify({ payloadType, payload: payload.toString('base64'), signatures: encoded }))
}

/** Node writes a name as lines, with a backslash before what RFC 2253 would misread. */
function organizationOf(name: string | undefined): string | null {
  return /^O=(.*)$/m.exec(name ?? '')?.[1]?.replaceAll(/\\(.)/g, '$1') ?? null
}

function untrusted(leaf: X509Certificate, instances: readonly Instance[]): string {
  const names = instances.map(({ name }) => name).join(', ')
  const issuer = leaf.issuer?.replaceAll('\n', ', ') || 'nobody that it names'
  return `its certificate was not issued by a trusted Sigstore instance (${names}) but by ${issuer}`
}

function otherSubject(subjects: readonly Digest[], image: Pick<Image, 'digest'>): string {
  const others = subjects.length === 0 ? 'nothing with a SHA-256' : subjects.slice(0, 3).join(', ')
  const more = subjects.length > 3 ? ` and ${subjects.length - 3} more` : ''
  return `it is about ${others}${more}, not about ${image.digest}`
}
