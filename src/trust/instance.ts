/** From a `trusted_root.json` to a Sigstore instance with the rules that follow from it. */
import { X509Certificate } from 'node:crypto'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toTrustMaterial } from '@sigstore/verify'
import { isJsonObject, type JsonObject } from '../formats/strict-json.ts'
import type { Instance } from '../model/index.ts'

/**
 * The instance of one trusted root. Its rules follow from what the root holds, never from what a bundle happens to
 * carry (threats A-12, C-27): with logs a log entry is needed, with CT logs a signed certificate timestamp, and a
 * trusted time always.
 * https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
 * @param name - how messages and reports call it
 * @throws {Error} saying what is wrong with the root
 */
export function instanceOf(root: JsonObject, name: string): Instance {
  const trusted = readTrustedRoot(root)
  if (trusted.certificateAuthorities.length === 0) throw new Error('it has no certificate authority')
  if (trusted.tlogs.length === 0 && trusted.timestampAuthorities.length === 0) {
    throw new Error('it has neither a transparency log nor a timestamp authority, so no signing time can be trusted')
  }
  for (const log of [...trusted.tlogs, ...trusted.ctlogs]) {
    // A key without a start would be valid since 1970 (threats C-20).
    if (!isDate(log.publicKey?.validFor?.start)) {
      throw new Error(`the key of the log ${JSON.stringify(log.baseUrl)} has no validFor.start`)
    }
  }
  return {
    name,
    material: toTrustMaterial(trusted),
    authorities: trusted.certificateAuthorities.flatMap(({ certChain }) => certificatesOf(certChain)),
    thresholds: { logEntry: trusted.tlogs.length > 0, certificateTimestamp: trusted.ctlogs.length > 0 },
  }
}

function isDate(date: Date | undefined): boolean {
  return date !== undefined && !Number.isNaN(date.getTime())
}

function readTrustedRoot(root: JsonObject): TrustedRoot {
  const mediaType = root.mediaType
  if (typeof mediaType !== 'string' || !/^application\/vnd\.dev\.sigstore\.trustedroot[+.]/.test(mediaType)) {
    throw new Error('it is not a Sigstore trusted root: its mediaType is another')
  }
  const unknown = Object.keys(root).find((key) => !members.has(key))
  if (unknown !== undefined) throw new Error(`it has the unknown member ${JSON.stringify(unknown)}`)
  for (const list of lists) {
    const value = root[list]
    if (value !== undefined && !(Array.isArray(value) && value.every(isJsonObject))) {
      throw new Error(`its ${list} is not a list of objects`)
    }
  }
  return TrustedRoot.fromJSON(root)
}

const lists = ['tlogs', 'certificateAuthorities', 'ctlogs', 'timestampAuthorities'] as const

/** A misspelt list would be an empty one, and an empty one asks for nothing. */
const members: ReadonlySet<string> = new Set(['mediaType', ...lists])

function certificatesOf(chain: TrustedRoot['certificateAuthorities'][number]['certChain']): X509Certificate[] {
  const certificates = chain?.certificates ?? []
  if (certificates.length === 0) throw new Error('a certificate authority has no certificate')
  return certificates.map(({ rawBytes }) => new X509Certificate(rawBytes))
}
