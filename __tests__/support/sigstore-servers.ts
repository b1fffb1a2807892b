import { createPublicKey } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { pem } from '@sigstore/core'
import { fulcioHandler, rekorHandler, tsaHandler } from '@sigstore/mock'
import { spki } from './sigstore/certificates.ts'
import { utf8String } from './sigstore/der.ts'
import { type Envelope, entryBody } from './sigstore/entries.ts'
import { timestampOfHash } from './sigstore/timestamps.ts'
import { type Claims, emailClaims, type LogEntry, type Sigstore } from './sigstore.ts'

/** Fulcio, Rekor and a timestamp authority, as a signing client meets them. */
export interface SigstoreServers extends AsyncDisposable {
  readonly fulcioURL: string
  readonly rekorURL: string
  readonly tsaServerURL: string
}

type CertificateAuthority = Parameters<typeof fulcioHandler>[0]
type Log = Parameters<typeof rekorHandler>[0]
type TimestampServer = Parameters<typeof tsaHandler>[0]

/** Serves an instance that has a log and a timestamp authority, on loopback. */
export async function serveSigstore(sigstore: Sigstore): Promise<SigstoreServers> {
  const handlers = [
    fulcioHandler(certificateAuthority(sigstore)),
    rekorHandler(transparencyLog(sigstore)),
    tsaHandler(timestampServer(sigstore)),
  ]
  const server = createServer(async (request, response) => {
    const handler = handlers.find(({ path }) => path === request.url)
    if (handler === undefined) {
      response.writeHead(404).end()
      return
    }
    const { statusCode, response: body, contentType } = await handler.fn(await text(request))
    response.writeHead(statusCode, { 'Content-Type': contentType ?? 'text/plain' })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    fulcioURL: url,
    rekorURL: url,
    tsaServerURL: url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The unsigned identity token of a run of GitHub Actions with these claims; its subject becomes the signer. */
export function identityToken(claims: Claims): string {
  const below = (url: string | null) => (url === null ? undefined : new URL(url).pathname.slice(1))
  const [, runId, attempt] = /\/runs\/(\d+)\/attempts\/(\d+)$/.exec(claims.run ?? '') ?? []
  const payload = {
    iss: claims.cert_issuer,
    sub: claims.signer_identity,
    aud: 'sigstore',
    event_name: claims.event,
    sha: claims.commit,
    workflow: claims.workflow_name,
    repository: below(claims.repository),
    ref: claims.ref,
    job_workflow_ref: below(claims.signer_uri),
    job_workflow_sha: claims.signer_digest,
    runner_environment: claims.runner_environment,
    repository_id: claims.repository_id,
    repository_owner: below(claims.owner),
    repository_owner_id: claims.owner_id,
    workflow_ref: below(claims.build_config),
    workflow_sha: claims.build_config_digest,
    run_id: runId,
    run_attempt: attempt,
    repository_visibility: claims.visibility,
  }
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  return `${encode({ alg: 'none' })}.${encode(payload)}.`
}

/** With memory of their own: the handlers look at all of the memory below the bytes. */
const alone = (bytes: Uint8Array) => new Uint8Array(bytes)

function certificateAuthority({ issue, keys }: Sigstore): CertificateAuthority {
  return {
    rootCertificate: alone(keys.root.certificate),
    async issueCertificate({ publicKey, subjectAltName, extensions = [] }) {
      const der = Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.byteLength)
      const { certificate } = issue({
        // Only the shape of a person's: every claim comes from the token.
        claims: emailClaims(subjectAltName),
        publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }),
        san: { type: 'uri', value: subjectAltName },
        extensions: extensions.map(({ oid, value, legacy }) => ({
          oid,
          value: legacy ? Buffer.from(value) : utf8String(value),
        })),
      })
      return alone(certificate)
    },
  }
}

function transparencyLog({ keys, log }: Sigstore): Log {
  if (keys.log === null) throw new TypeError('there is no log to serve')
  return {
    publicKey: spki(keys.log.publicKey),
    async log(proposed) {
      const entry = log(recorded(proposed))
      return { [entry.logId.keyId]: asRekorAnswers(entry) }
    },
    logV2() {
      throw new TypeError('only entries of the first version are served')
    },
  }
}

interface ProposedDsse {
  spec: { proposedContent: { envelope: string; verifiers: string[] } }
}

/** What the log keeps of a proposed entry: of an envelope nothing but hashes, signature and certificate. */
function recorded(proposed: object): object {
  if (!('kind' in proposed && proposed.kind === 'dsse')) return proposed
  const { envelope: json, verifiers } = (proposed as unknown as ProposedDsse).spec.proposedContent
  const envelope: Envelope = JSON.parse(json)
  const certificate = pem.toDER(Buffer.from(verifiers[0] ?? '', 'base64').toString())
  const signature = Buffer.from(envelope.signatures[0]?.sig ?? '', 'base64')
  const payload = Buffer.from(envelope.payload, 'base64')
  return entryBody('dsse', { kind: 'envelope', envelope, payload, signature }, certificate)
}

function asRekorAnswers(entry: LogEntry) {
  const hex = (base64 = '') => Buffer.from(base64, 'base64').toString('hex')
  const { inclusionProof: proof, inclusionPromise: promise } = entry
  return {
    body: entry.canonicalizedBody,
    integratedTime: Number(entry.integratedTime),
    logID: hex(entry.logId.keyId),
    logIndex: Number(entry.logIndex),
    verification: {
      signedEntryTimestamp: promise?.signedEntryTimestamp ?? '',
      inclusionProof: {
        logIndex: Number(proof?.logIndex),
        treeSize: Number(proof?.treeSize),
        rootHash: hex(proof?.rootHash),
        hashes: proof?.hashes.map(hex) ?? [],
        checkpoint: proof?.checkpoint.envelope ?? '',
      },
    },
  }
}

function timestampServer({ keys, clock }: Sigstore): TimestampServer {
  const authority = keys.tsa
  if (authority === null) throw new TypeError('there is no timestamp authority to serve')
  return {
    rootCertificate: alone(authority.issuer.certificate),
    intCertificate: alone(authority.certificate),
    timestamp: async ({ artifactHash }) => alone(timestampOfHash(authority, artifactHash, { time: clock })),
  }
}
