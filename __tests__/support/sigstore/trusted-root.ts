import { type Authority, type KeyPair, spki } from './certificates.ts'
import { logIdOf } from './logs.ts'
import type { TimestampAuthority } from './timestamps.ts'

export interface ValidFor {
  start?: string
  end?: string
}

export interface LogJson {
  baseUrl: string
  hashAlgorithm: string
  publicKey: { rawBytes: string; keyDetails: string; validFor: ValidFor }
  logId: { keyId: string }
}

export interface AuthorityJson {
  subject: { organization: string; commonName: string }
  uri: string
  certChain: { certificates: { rawBytes: string }[] }
  validFor: ValidFor
}

/** A `trusted_root.json`. */
export interface TrustedRootJson {
  mediaType: string
  tlogs: LogJson[]
  certificateAuthorities: AuthorityJson[]
  ctlogs: LogJson[]
  timestampAuthorities: AuthorityJson[]
}

/** The keys of one instance; null for what it does without. */
export interface Keys {
  root: Authority
  intermediate: Authority
  ctLog: KeyPair | null
  log: KeyPair | null
  tsa: TimestampAuthority | null
}

/** What others need in order to trust the instance of this name, from `start` on. */
export function trustedRootOf(name: string, keys: Keys, start: Date): TrustedRootJson {
  const validFor = () => ({ start: start.toISOString() })
  const log = (host: string, pair: KeyPair): LogJson => ({
    baseUrl: `https://${host}`,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: spki(pair.publicKey).toString('base64'),
      keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      validFor: validFor(),
    },
    logId: { keyId: logIdOf(pair).toString('base64') },
  })
  const authority = (host: string, certificates: Buffer[]): AuthorityJson => ({
    subject: { organization: name, commonName: host },
    uri: `https://${host}`,
    certChain: { certificates: certificates.map((bytes) => ({ rawBytes: bytes.toString('base64') })) },
    validFor: validFor(),
  })
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: keys.log ? [log(`rekor.${name}`, keys.log)] : [],
    certificateAuthorities: [authority(`fulcio.${name}`, [keys.intermediate.certificate, keys.root.certificate])],
    ctlogs: keys.ctLog ? [log(`ctfe.${name}`, keys.ctLog)] : [],
    timestampAuthorities: keys.tsa
      ? [authority(`timestamp.${name}`, [keys.tsa.certificate, keys.tsa.issuer.certificate])]
      : [],
  }
}
