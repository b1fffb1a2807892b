import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { digestOf } from '../../src/core/digest.ts'
import {
  type Bundle,
  createSigstore,
  githubClaims,
  type SignRequest,
  type Sigstore,
  slsaStatement,
} from './sigstore.ts'

/** What the bundles of the conformance suite are about. */
export const artifact = Buffer.from('an artifact that is no image\n')
export const artifactDigest = digestOf(artifact)

export const claims = githubClaims()
export const sigstore = createSigstore()

/** How the client is called; what is left out is as it should be. */
export interface Call {
  bundle: Bundle | string | Buffer
  trustedRoot?: object
  artifact?: Buffer
  /** Instead of a file. */
  digest?: string
  identity?: string
  issuer?: string
  /** Instead of the identity and the issuer. */
  key?: string
}

/** A bundle that is about the artifact, with whatever is to be different. */
export function signedArtifact(request: Partial<SignRequest> = {}, from: Sigstore = sigstore): Bundle {
  return from.sign({ message: artifact, ...request } as SignRequest)
}

/** One with a statement. */
export function attestedArtifact(request: Partial<SignRequest> = {}, from: Sigstore = sigstore): Bundle {
  return from.sign({ statement: slsaStatement({ digest: artifactDigest, claims }), ...request } as SignRequest)
}

/** What the client makes of it: `accepted`, or `refused: ` and why. */
export async function judged(call: Call): Promise<string> {
  const { status, stderr } = await runOn(call)
  return status === 0 ? 'accepted' : `refused: ${stderr.trim()}`
}

/** Starts the client as the suite does. */
export async function runOn(call: Call): Promise<ClientRun> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
  try {
    const file = (name: string, content: string | Buffer) => {
      const path = join(folder, name)
      writeFileSync(path, content)
      return path
    }
    const { bundle, identity = claims.signer_identity, issuer = claims.cert_issuer ?? '' } = call
    const isText = typeof bundle === 'string' || Buffer.isBuffer(bundle)
    return await runClient([
      'verify-bundle',
      ...['--bundle', file('bundle.sigstore.json', isText ? bundle : JSON.stringify(bundle))],
      ...(call.key === undefined
        ? ['--certificate-identity', identity, '--certificate-oidc-issuer', issuer]
        : ['--key', file('key.pub', call.key)]),
      ...['--trusted-root', file('trusted_root.json', JSON.stringify(call.trustedRoot ?? sigstore.trustedRoot()))],
      call.digest ?? file('artifact', call.artifact ?? artifact),
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export interface ClientRun {
  status: number | null
  stdout: string
  stderr: string
}

/** Starts the client with these arguments. */
export async function runClient(args: readonly string[]): Promise<ClientRun> {
  const child = spawn(join(import.meta.dirname, '..', 'conformance', 'client'), args, {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(tmpdir(), 'conformance-compile-cache') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  const [status, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { status, stdout, stderr }
}
