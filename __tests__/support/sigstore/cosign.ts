import type { Signer, Witnessed } from './bundle.ts'
import { toPem } from './certificates.ts'
import type { LogEntry } from './logs.ts'

/** The statement's predicate type; empty where it has none. */
export const predicateTypeOf = (statement: object) =>
  'predicateType' in statement && typeof statement.predicateType === 'string' ? statement.predicateType : ''

/** What a cosign signature says it is about. */
export interface SimpleSigning {
  digest: string
  reference: string
  type?: string
  optional?: object | null
}

/** The payload of a cosign signature. */
export const simpleSigning = ({ digest, reference, type, optional = null }: SimpleSigning) => ({
  critical: {
    identity: { 'docker-reference': reference },
    image: { 'docker-manifest-digest': digest },
    type: type ?? 'cosign container image signature',
  },
  optional,
})

/** The annotations of the layer, as cosign 2 writes them. */
export function cosignAnnotations(
  signature: string,
  signer: Signer,
  chain: string,
  { entries: [entry], timestamps: [token] }: Witnessed,
): Record<string, string> {
  return {
    'dev.cosignproject.cosign/signature': signature,
    ...(entry && { 'dev.sigstore.cosign/bundle': JSON.stringify(cosignBundle(entry)) }),
    'dev.sigstore.cosign/certificate': toPem(signer.certificate),
    'dev.sigstore.cosign/chain': chain,
    ...(token && { 'dev.sigstore.cosign/rfc3161timestamp': JSON.stringify({ SignedRFC3161Timestamp: token }) }),
  }
}

const cosignBundle = (entry: LogEntry) => ({
  SignedEntryTimestamp: entry.inclusionPromise?.signedEntryTimestamp,
  Payload: {
    body: entry.canonicalizedBody,
    integratedTime: Number(entry.integratedTime),
    logIndex: Number(entry.logIndex),
    logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex'),
  },
})
