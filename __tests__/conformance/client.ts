/**
 * The rooms `trust/` and `verify/` behind the command line that Sigstore's conformance suite speaks
 * (https://github.com/sigstore/sigstore-conformance/blob/main/docs/cli_protocol.md). Status 0 accepts, anything else
 * refuses, and says why on stderr. What this client does without is in docs/contributing/tests.md.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { asDigest, digestOf } from '../../src/core/digest.ts'
import { limits } from '../../src/core/limits.ts'
import { readRegularFile } from '../../src/core/regular-file.ts'
import type { Attestation, Digest, Finding, Instance, Proof } from '../../src/model/index.ts'
import { bundledInstance } from '../../src/trust/bundled.ts'
import { instancesOfFiles } from '../../src/trust/trusted-root-files.ts'
import { verifyAttestation } from '../../src/verify/attestation.ts'

/** What the bundle must be about; the bytes are there only where a file was named. */
interface Artifact {
  digest: Digest
  bytes: Buffer | null
}

interface Request {
  bundle: string
  identity: string
  issuer: string
  trustedRoot: string | null
  artifact: string
}

process.exitCode = 1
try {
  const [command, ...args] = process.argv.slice(2)
  if (command !== 'verify-bundle') throw new Error(`${command ?? 'no command'}: only verify-bundle is spoken here`)
  const proof = await accept(readRequest(args))
  const { signer_identity: identity, cert_issuer: issuer } = proof.signer
  const entry = proof.logEntry === null ? '' : `, log entry ${proof.logEntry.index}`
  console.log(`signed by ${identity} (${issuer}) at ${proof.signedAt.toISOString()}${entry}`)
  process.exitCode = 0
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
}

function readRequest(args: string[]): Request {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      staging: { type: 'boolean', default: false },
      bundle: { type: 'string' },
      'certificate-identity': { type: 'string' },
      'certificate-oidc-issuer': { type: 'string' },
      key: { type: 'string' },
      'trusted-root': { type: 'string' },
    },
  })
  if (values.key !== undefined) throw new Error('--key: only certificates (keyless signing) are accepted')
  const trustedRoot = values['trusted-root'] ?? null
  if (values.staging && trustedRoot === null) {
    throw new Error('--staging: no root of the staging instance is kept here; name it as --trusted-root')
  }
  const [artifact, ...others] = positionals
  if (artifact === undefined || others.length > 0) throw new Error('exactly one file or digest is verified')
  return {
    bundle: given(values.bundle, 'bundle'),
    identity: given(values['certificate-identity'], 'certificate-identity'),
    issuer: given(values['certificate-oidc-issuer'], 'certificate-oidc-issuer'),
    trustedRoot,
    artifact,
  }
}

/** An empty identity would be nobody in particular (threats A-09). */
function given(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new Error(`--${option} is missing`)
  return value
}

/** @throws {Error} with the reason, where the bundle is refused */
async function accept(request: Request): Promise<Proof> {
  const artifact = await readArtifact(request.artifact)
  const bundle = await readRegularFile(request.bundle, limits.bundleBytes)
  const finding = judge(bundle, request.bundle, artifact, await instancesOf(request.trustedRoot))
  if (finding.status === 'rejected') throw new Error(`${finding.code}: ${reasonOf(finding.message, finding, artifact)}`)
  if (finding.status !== 'verified') throw new Error(finding.code)
  const { signer } = finding.proof
  if (signer.signer_identity !== request.identity) {
    throw new Error(`CLAIM_MISMATCH: signed by ${signer.signer_identity}, not by ${request.identity}`)
  }
  if (signer.cert_issuer !== request.issuer) {
    throw new Error(`CLAIM_MISMATCH: the issuer is ${signer.cert_issuer}, not ${request.issuer}`)
  }
  return finding.proof
}

function judge(bundle: Buffer, file: string, { digest, bytes }: Artifact, instances: readonly Instance[]): Finding {
  const attestation: Attestation = { source: 'file', location: file, content: { kind: 'bundle', bundle } }
  return verifyAttestation(attestation, { digest, manifest: bytes ?? Buffer.alloc(0) }, instances, new Date())
}

/** A message signature is over bytes; the action always has those of the manifest, and a digest does not bring them. */
function reasonOf(message: string, { namesImage, predicateType }: Finding, { bytes }: Artifact): string {
  const isMessage = namesImage && predicateType === null
  return isMessage && bytes === null ? `${message} (a message signature needs the file, not its digest)` : message
}

async function readArtifact(fileOrDigest: string): Promise<Artifact> {
  const digest = existsSync(fileOrDigest) ? null : asDigest(fileOrDigest)
  if (digest !== null) return { digest, bytes: null }
  const bytes = await readRegularFile(fileOrDigest, limits.bundleBytes)
  return { digest: digestOf(bytes), bytes }
}

async function instancesOf(trustedRoot: string | null): Promise<Instance[]> {
  return trustedRoot === null ? [bundledInstance()] : instancesOfFiles([trustedRoot], process.cwd())
}
