import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bundle, type Content, type Signer, signContent, toBundle, type Witnessed } from './sigstore/bundle.ts'
import { createAuthority, distinguishedName, type Issued, keyPair, sha256, toPem } from './sigstore/certificates.ts'
import { type Claims, githubClaims } from './sigstore/claims.ts'
import { cosignAnnotations, predicateTypeOf, type SimpleSigning, simpleSigning } from './sigstore/cosign.ts'
import { type EntryKind, entryBody, type Signed } from './sigstore/entries.ts'
import { type CertificateRequest, issueCertificate } from './sigstore/issue.ts'
import { type LogEntry, type LogOptions, logEntry } from './sigstore/logs.ts'
import { createTimestampAuthority, type TimestampOptions, timestampOfHash } from './sigstore/timestamps.ts'
import { type Keys, type TrustedRootJson, trustedRootOf } from './sigstore/trusted-root.ts'

export { type Bundle, type Content, envelopeOf, logEntryOf, type Signer } from './sigstore/bundle.ts'
export { oids, sha256, toPem } from './sigstore/certificates.ts'
export {
  actionsIssuer,
  type Claims,
  claimExtensions,
  emailClaims,
  fulcioOid,
  githubClaims,
  newExtension,
  oldExtension,
} from './sigstore/claims.ts'
export type { EntryKind, Envelope } from './sigstore/entries.ts'
export type { CertificateRequest } from './sigstore/issue.ts'
export type { LogEntry } from './sigstore/logs.ts'
export { type StatementJson, slsaStatement, slsaStatementV02 } from './sigstore/statements.ts'
export type { TrustedRootJson } from './sigstore/trusted-root.ts'

export interface SigstoreOptions {
  /** Host names and organisations end in it. */
  name?: string
  /** When everything happens; now, by default. Its milliseconds are dropped. */
  clock?: Date
  ctLog?: boolean
  log?: boolean
  /** The extended key usage is that of the authority's own certificate. */
  tsa?: boolean | { extendedKeyUsage: readonly string[] }
}

export interface SigningOptions {
  /** Those of `githubClaims()` where neither they nor a signer are given. */
  claims?: Claims
  signer?: Signer
  /** The certificate that the log records instead of the signer's. */
  logged?: Pick<Issued, 'certificate'>
  entry?: EntryKind
  promise?: boolean
  proof?: boolean
  /** By default where nothing else would tell the time. */
  timestamp?: boolean
  integratedTime?: Date
}

export type SignRequest = Content &
  SigningOptions & {
    version?: '0.1' | '0.2' | '0.3'
    /** Last, before the bundle is handed out. */
    tamper?: (bundle: Bundle) => void
  }

/** A layer of a cosign `.att` or `.sig` image: its bytes and its annotations. */
export interface CosignAttestation {
  envelope: Buffer
  annotations: Record<string, string>
}
export interface CosignSignature {
  payload: Buffer
  annotations: Record<string, string>
}

export type CosignSignatureRequest = SimpleSigning & SigningOptions

export interface Sigstore {
  readonly name: string
  readonly clock: Date
  readonly keys: Keys
  trustedRoot(): TrustedRootJson
  /** Writes it into the folder; gives its path. */
  trustedRootFile(directory: string): string
  sign(request: SignRequest): Bundle
  cosignAttestation(request: Content & SigningOptions): CosignAttestation
  cosignSignature(request: CosignSignatureRequest): CosignSignature
  issue(request?: Partial<CertificateRequest>): Signer
  /** An entry of the log; bytes instead of an object are recorded as they are, and need a `kindVersion`. */
  log(body: object | Buffer, options?: Partial<LogOptions>): LogEntry
  /** A timestamp over these bytes, base64. */
  timestamp(signature: Uint8Array, options?: Partial<TimestampOptions>): string
}

const hour = 60 * 60_000
const day = 24 * hour

/** A Sigstore instance of its own: nobody trusts it who has not read its trusted root. */
export function createSigstore(options: SigstoreOptions = {}): Sigstore {
  const name = options.name ?? 'sigstore.test'
  const clock = new Date(Math.floor((options.clock ?? new Date()).getTime() / 1000) * 1000)
  const start = new Date(clock.getTime() - hour)
  const keys = createKeys(name, { notBefore: start, notAfter: new Date(clock.getTime() + 365 * day) }, options)

  const issue: Sigstore['issue'] = (request = {}) =>
    issueCertificate({ ...request, claims: request.claims ?? githubClaims() }, keys.intermediate, keys.ctLog, clock)

  const log: Sigstore['log'] = (body, given = {}) => {
    if (keys.log === null) throw new TypeError(`${name} has no log`)
    return logEntry(keys.log, `rekor.${name}`, body, { integratedTime: clock, promise: true, proof: true, ...given })
  }

  const timestamp: Sigstore['timestamp'] = (signature, given = {}) => {
    if (keys.tsa === null) throw new TypeError(`${name} has no timestamp authority`)
    return timestampOfHash(keys.tsa, sha256(signature), { time: clock, ...given }).toString('base64')
  }

  const witness = (signed: Signed, request: SigningOptions, signer: Signer, promiseOnly: boolean): Witnessed => {
    const usual = keys.log === null ? 'none' : signed.kind === 'envelope' ? 'dsse' : 'hashedrekord'
    const kind = request.entry ?? usual
    const promise = request.promise ?? !kind.endsWith('-v2')
    const proof = request.proof ?? !(promiseOnly && promise)
    const timed = request.timestamp ?? (kind === 'none' || !promise)
    const timestamps = timed ? [timestamp(signed.signature)] : []
    if (kind === 'none') return { entries: [], timestamps }
    const body = entryBody(kind, signed, request.logged?.certificate ?? signer.certificate)
    const integratedTime = request.integratedTime ?? clock
    return { entries: [log(body, { integratedTime, promise, proof })], timestamps }
  }

  const signerOf = (request: SigningOptions) =>
    request.signer ?? issue(request.claims ? { claims: request.claims } : {})
  const chain = () => toPem(keys.intermediate.certificate) + toPem(keys.root.certificate)

  return {
    name,
    clock,
    keys,
    issue,
    log,
    timestamp,
    trustedRoot: () => trustedRootOf(name, keys, start),
    trustedRootFile(directory) {
      const path = join(directory, `${name}.trusted_root.json`)
      writeFileSync(path, JSON.stringify(trustedRootOf(name, keys, start), null, 2))
      return path
    },
    sign(request) {
      const signer = signerOf(request)
      const version = request.version ?? '0.3'
      const signed = signContent(request, signer.privateKey)
      const bundle = toBundle(version, signed, signer, witness(signed, request, signer, version === '0.1'))
      request.tamper?.(bundle)
      return bundle
    },
    cosignAttestation(request) {
      const signer = signerOf(request)
      const signed = signContent(request, signer.privateKey)
      if (signed.kind === 'message') throw new TypeError('a message is no attestation')
      const predicateType = 'statement' in request ? { predicateType: predicateTypeOf(request.statement) } : {}
      const material = cosignAnnotations('', signer, chain(), witness(signed, request, signer, true))
      return { envelope: Buffer.from(JSON.stringify(signed.envelope)), annotations: { ...material, ...predicateType } }
    },
    cosignSignature(request) {
      const signer = signerOf(request)
      const payload = Buffer.from(JSON.stringify(simpleSigning(request)))
      const signed = signContent({ message: payload }, signer.privateKey)
      const witnessed = witness(signed, request, signer, true)
      return {
        payload,
        annotations: cosignAnnotations(signed.signature.toString('base64'), signer, chain(), witnessed),
      }
    },
  }
}

function createKeys(name: string, validity: { notBefore: Date; notAfter: Date }, options: SigstoreOptions): Keys {
  const root = createAuthority(distinguishedName(name, 'sigstore'), validity, null)
  const tsa = options.tsa ?? true
  const extendedKeyUsage = typeof tsa === 'object' ? tsa.extendedKeyUsage : undefined
  return {
    root,
    intermediate: createAuthority(distinguishedName(name, 'sigstore-intermediate'), validity, root),
    ctLog: (options.ctLog ?? true) ? keyPair() : null,
    log: (options.log ?? true) ? keyPair() : null,
    tsa: tsa === false ? null : createTimestampAuthority(name, validity, extendedKeyUsage),
  }
}
