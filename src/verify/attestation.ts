/** Attestations, held against the trusted Sigstore instances and one image. Pure: no I/O, no clock of its own. */
import type { X509Certificate } from 'node:crypto'
import { digestOf } from '../core/digest.ts'
import { limits } from '../core/limits.ts'
import type {
  Attestation,
  AttestationContent,
  Digest,
  Finding,
  Image,
  Instance,
  Proof,
  SignatureContent,
} from '../model/index.ts'
import { readCertificate } from './certificate.ts'
import { createReader, type ParsedAttestation } from './content.ts'
import { readEntity, type SignedBundle, verifyCryptography } from './cryptography.ts'
import { Rejection } from './rejection.ts'
import { eachOnce, lastOnce } from './remembered.ts'

/** The image's digest, and the very bytes that hash to it. */
type Subject = Pick<Image, 'digest' | 'manifest'>

/** The parts of a finding that every outcome has. */
type FindingHeader = Pick<Finding, 'attestation' | 'predicateType' | 'namesImage'>

/** Judges one attestation by itself (`createVerifier`). */
export function verifyAttestation(
  attestation: Attestation,
  image: Subject,
  instances: readonly Instance[],
  now: Date,
): Finding {
  return createVerifier(image, instances, now)(attestation)
}

/**
 * Judges the attestations of one image, each in the contract's order: well-formed and within bounds, trusted chain,
 * cryptography, about this digest. Whatever is thrown on the way makes this attestation invalid, and no other (threats
 * A-13, C-32). The same content is judged once however often it is there, a signature once however many statements it
 * vouches for, and of all that have more than a few log entries and timestamps no more than a bound allows (threats A-70,
 *
 * @param now - this machine's time
 */
export function createVerifier(
  image: Subject,
  instances: readonly Instance[],
  now: Date,
): (attestation: Attestation) => Finding {
  const known = new Map<string, Finding>()
  const digestOfSignature = eachOnce(digestOfContent)
  const read = createReader(image.manifest)
  const prove = provedOnce(instances, now)
  return (attestation) => {
    const { source, location, content } = attestation
    const digest = digestOfSignature(signatureOf(content))
    const key = keyOf(content, digest)
    const same = key === null ? undefined : known.get(key)
    if (same !== undefined) return { ...same, attestation: { ...same.attestation, source, location } }
    const finding = judged(attestation, digest, image, instances, { read, prove })
    if (key !== null && finding.status !== 'not-judged') known.set(key, finding)
    return finding
  }
}

/** Reading and proving, each with what it remembers. */
interface Work {
  read: (content: AttestationContent) => ParsedAttestation
  prove: (signed: SignedBundle) => Proved
}

function judged(
  { source, location, content }: Attestation,
  digest: Digest | null,
  image: Subject,
  instances: readonly Instance[],
  { read, prove }: Work,
): Finding {
  const signature = signatureOf(content)
  const kind = signature.kind === 'unreadable' ? signature.as : signature.kind
  let about: FindingHeader = {
    attestation: { source, location, kind, digest: null },
    predicateType: null,
    namesImage: false,
  }
  try {
    const { signed, statement, subjects } = read(content)
    about = {
      attestation: { ...about.attestation, digest },
      predicateType: statement.predicateType,
      namesImage: subjects.includes(image.digest),
    }
    const proved = prove(signed)
    if (proved === 'no-room') return { ...about, status: 'not-judged', code: 'LIMIT_EXCEEDED', proof: null }
    const { leaf, proof } = proved
    if (proof === null) {
      const refused = rejected(about, 'UNTRUSTED', untrusted(leaf, instances))
      return { ...refused, claimedIssuer: organizationOf(leaf.issuer) }
    }
    if (!about.namesImage) return rejected(about, 'SUBJECT_MISMATCH', subjectMismatch(subjects, image), proof)
    return { ...about, status: 'verified', proof, statement }
  } catch (error) {
    const code = error instanceof Rejection ? error.code : 'BUNDLE_INVALID'
    return rejected(about, code, reasonOf(error))
  }
}

/** An attestation that nobody judged, for the time was up before its turn. */
export function notJudged({ source, location, content }: Attestation): Finding {
  const signature = signatureOf(content)
  const kind = signature.kind === 'unreadable' ? signature.as : signature.kind
  const attestation = { source, location, kind, digest: null }
  return { attestation, predicateType: null, namesImage: false, status: 'not-judged', code: 'TIMEOUT', proof: null }
}

function signatureOf(content: AttestationContent): SignatureContent {
  return content.kind === 'buildkit' ? content.signature : content
}

/**
 * The same for what cannot but be judged the same; null for what takes no work, and for pairs of a signature and a
 * statement, which share theirs. @param digest - of the signature
 */
function keyOf(content: AttestationContent, digest: Digest | null): string | null {
  if (digest === null || content.kind === 'buildkit') return null
  const annotations = 'annotations' in content ? Object.entries(content.annotations).sort() : []
  return JSON.stringify([content.kind, digest, annotations])
}

/** What proving a signature came to; `no-room` where the bound for all of them leaves none for it. */
type Proved = { leaf: X509Certificate; proof: Proof | null } | 'no-room'

/**
 * Proves each signature once, as long as there is room for its log entries and timestamps. Those with a few need none:
 * what others are stuffed with, and a single push may hold a thousand, takes no room of theirs (threats A-22).
 */
function provedOnce(instances: readonly Instance[], now: Date): (signed: SignedBundle) => Proved {
  let witnesses = 0
  return lastOnce((signed: SignedBundle): Proved => {
    const count = witnessesOf(signed)
    if (count > limits.fewWitnesses) {
      if (witnesses + count > limits.witnesses) return 'no-room'
      witnesses += count
    }
    const entity = readEntity(signed)
    const leaf = readCertificate(signed.certificate)
    const verify = (instance: Instance): Proof => verifyCryptography(signed, entity, instance, now)
    return { leaf, proof: verifyWithAny(instances, leaf, verify) }
  })
}

function witnessesOf({ bundle }: SignedBundle): number {
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? []
  return timestamps.reduce(
    (sum, { signedTimestamp }) => sum + Math.ceil(signedTimestamp.length / 4096),
    tlogEntries.length,
  )
}

/** Of the bytes that were signed or hold the signature; null where nobody could read them. */
function digestOfContent(signature: SignatureContent): Digest | null {
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

function rejected(about: FindingHeader, code: Rejected['code'], message: string, proof: Proof | null = null): Rejected {
  return { ...about, status: 'rejected', code, message, proof, claimedIssuer: null }
}

/** Where a library trips over what it did not expect, its words are about itself and help nobody. */
function reasonOf(error: unknown): string {
  const tripped = !(error instanceof Error) || error instanceof TypeError || error instanceof RangeError
  return tripped || error.message === '' ? 'it is malformed' : error.message
}

type Rejected = Extract<Finding, { status: 'rejected' }>

/** Node writes a name as lines, with a backslash before what RFC 2253 would misread. */
function organizationOf(name: string | undefined): string | null {
  return /^O=(.*)$/m.exec(name ?? '')?.[1]?.replaceAll(/\\(.)/g, '$1') ?? null
}

function untrusted(leaf: X509Certificate, instances: readonly Instance[]): string {
  const names = instances.map(({ name }) => name).join(', ')
  const issuer = leaf.issuer?.replaceAll('\n', ', ') || 'nobody that it names'
  return `its certificate was not issued by a trusted Sigstore instance (${names}) but by ${issuer}`
}

function subjectMismatch(subjects: readonly Digest[], image: Pick<Image, 'digest'>): string {
  const others = subjects.length === 0 ? 'nothing with a SHA-256' : subjects.slice(0, 3).join(', ')
  const more = subjects.length > 3 ? ` and ${subjects.length - 3} more` : ''
  return `its subject is ${others}${more}, expected ${image.digest}`
}
