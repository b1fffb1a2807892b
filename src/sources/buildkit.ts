/**
 * BuildKit's attestation manifests: entries of an index beside the platforms that they are about, with in-toto statements
 * as layers. By themselves they are not signed; what counts is a signature whose subject is the attestation manifest.
 * https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */
import { CodedError, toCodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { pinned } from '../formats/image-name.ts'
import type {
  Attestation,
  AttestationContent,
  CollectedAttestations,
  Digest,
  SignatureContent,
  Subject,
} from '../model/index.ts'
import type { Registry } from '../registry/client.ts'
import { type Descriptor, type OddDescriptor, readManifest } from '../registry/manifest.ts'
import { type Blob, fetchBlobs } from './blobs.ts'
import { byWeight, likeliest, weightOf } from './order.ts'
import { fetchFromRegistry } from './registry.ts'

/**
 * The signed statements of the attestation manifests that refer to a platform, all of them as one source. Never rejects
 * for what a registry does. The bytes are hashed again where they are judged.
 * @param roomBytes - how much to keep at most
 */
export async function fetchFromBuildKit(
  registry: Registry,
  subject: Of,
  roomBytes: number,
): Promise<CollectedAttestations> {
  const { attestationManifests } = subject
  if (attestationManifests.length === 0) return answered([], 'the index has no attestation manifest for it')
  // One half for the signatures of each, one for its statements.
  const room = Math.floor(roomBytes / attestationManifests.length / 2)
  const read = await Promise.all(attestationManifests.map((digest) => readSigned(registry, subject, digest, room)))
  const attestations = read.flatMap((one) => one.attestations)
  const kept = likeliest(attestations, limits.attestations, ({ content }) => weightOf(content))
  const error =
    read.flatMap((one) => one.error ?? [])[0] ??
    (kept.length < attestations.length ? tooManyStatementsError('that are signed') : null)
  if (error !== null) return { attestations: kept, sources: [{ source, status: 'failed', found: kept.length, error }] }
  const manifests = count(attestationManifests.length, 'attestation manifest')
  return answered(kept, `${manifests}, ${kept.length === 0 ? 'not signed' : count(kept.length, 'signed statement')}`)
}

const source = 'buildkit'

/** A platform, by its digest and what refers to it. */
type Of = Pick<Subject, 'reference' | 'digest' | 'attestationManifests'>

function answered(attestations: Attestation[], message: string): CollectedAttestations {
  return { attestations, sources: [{ source, status: 'answered', found: attestations.length, message }] }
}

interface Signed {
  attestations: Attestation[]
  error: CodedError | null
}

/** A signature is looked for first: of what nobody signed not even the statements are of interest. */
async function readSigned(registry: Registry, { reference }: Of, digest: Digest, roomBytes: number): Promise<Signed> {
  const { attestations, sources } = await fetchFromRegistry(registry, { reference, digest }, roomBytes)
  const error = sources.flatMap((result) => (result.status === 'failed' ? result.error : []))[0] ?? null
  const signatures = ranked(attestations)
  if (signatures.length === 0) return { attestations: [], error }
  try {
    const { manifest, statements, failure } = await readStatements(registry, reference.path, digest, roomBytes)
    const pairs = signatures.flatMap((signed) => statements.map((statement) => ({ signed, ...statement })))
    const contents = pairs.map(({ signed, layer, blob }): Attestation => {
      const blobOf = 'problem' in layer ? '' : `#${layer.digest}`
      return {
        source,
        location: `${pinned(reference, digest)}${blobOf}`,
        content: contentOf(signed, manifest, blob),
      }
    })
    return { attestations: contents, error: error ?? failure }
  } catch (thrown) {
    return {
      attestations: [],
      error: thrown instanceof SyntaxError ? malformedManifestError(digest, thrown) : toCodedError(thrown),
    }
  }
}

/** A signature, and how many likelier ones its place has. */
interface Ranked {
  signature: SignatureContent
  rank: number
}

function ranked(attestations: readonly Attestation[]): Ranked[] {
  const places = Map.groupBy(attestations, ({ source }) => source).values()
  return [...places].flatMap((place) => {
    const contents = place.flatMap(({ content }) => (content.kind === 'buildkit' ? [] : content))
    return byWeight(contents, weightOf).map((signature, rank) => ({ signature, rank }))
  })
}

interface Statements {
  manifest: Uint8Array
  /** `blob` is undefined for one that is declared to be too large. */
  statements: { layer: Descriptor | OddDescriptor; blob: Blob | undefined }[]
  /** Why not all of them were read. */
  failure: CodedError | null
}

async function readStatements(
  registry: Registry,
  path: string,
  digest: Digest,
  roomBytes: number,
): Promise<Statements> {
  const manifest = await registry.manifest(path, digest)
  if (manifest === null) throw new SyntaxError('the registry has no such manifest')
  const layers = (readManifest(manifest.bytes).layers ?? []).filter(({ mediaType }) => mediaType === statementType)
  const kept = layers.slice(0, limits.statementsOfManifest)
  const followed = kept.flatMap((layer) => ('problem' in layer ? [] : layer))
  const blobOf = await fetchBlobs(registry, path, [followed], roomBytes)
  const all = kept.map((layer) => ({ layer, blob: 'problem' in layer ? odd(layer) : blobOf(layer) }))
  const failed = all.flatMap(({ blob }) => (blob?.status === 'failed' ? blob.error : []))[0]
  return {
    manifest: manifest.bytes,
    statements: all.filter(({ blob }) => blob?.status !== 'failed'),
    failure:
      failed ?? (kept.length < layers.length ? tooManyStatementsError(`in the attestation manifest ${digest}`) : null),
  }
}

function odd({ problem }: OddDescriptor): Blob {
  return { status: 'unreadable', message: `its layer is malformed (${problem.message})` }
}

const statementType = 'application/vnd.in-toto+json'

function contentOf({ signature, rank }: Ranked, manifest: Uint8Array, blob: Blob | undefined): AttestationContent {
  if (blob?.status === 'bytes') return { kind: 'buildkit', signature, rank, manifest, statement: blob.bytes }
  const as = signature.kind === 'unreadable' ? signature.as : signature.kind
  if (blob?.status === 'unreadable') {
    return { kind: 'unreadable', as, code: 'BUNDLE_INVALID', message: `the statement: ${blob.message}` }
  }
  const message = `the statement is declared to have more than the ${limits.bundleBytes} bytes allowed`
  return { kind: 'unreadable', as, code: 'LIMIT_EXCEEDED', message }
}

function malformedManifestError(digest: Digest, { message }: SyntaxError): CodedError {
  return new CodedError('REGISTRY_ERROR', `malformed attestation manifest ${digest}: ${message}`, {
    hint: 'Builders do not write such an index. Check that the right index was pushed, or push the image again.',
  })
}

function tooManyStatementsError(where: string): CodedError {
  return new CodedError('LIMIT_EXCEEDED', `there are too many statements ${where}`, {
    hint: 'Delete the ones you do not need, because the action reads no more of them.',
  })
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
