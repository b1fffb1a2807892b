/** What a file is that holds no Sigstore bundle, in words: people confuse what the tools around it write. */

import { limits } from '../core/limits.ts'
import { decodeUtf8, isJsonObject, type JsonObject, member, parseJsonObject } from '../formats/strict-json.ts'

/** What it is, and how to come from there to a bundle. */
export interface OtherKind {
  what: string
  todo: string
}

const wanted =
  'Name a file with Sigstore bundles: actions/attest writes one (its output bundle-path), and so does gh attestation download.'
const cosign = 'What cosign attached to the image is found in the registry: leave the input bundle empty.'

/** Members that tell the kind, the most telling first. */
const kinds: readonly { has: readonly string[]; kind: OtherKind }[] = [
  {
    has: ['payload', 'payloadType', 'signatures'],
    kind: {
      what: 'a DSSE envelope without the certificate and log entry of a bundle, as slsa-github-generator and cosign download attestation write it',
      todo: `${wanted} ${cosign}`,
    },
  },
  {
    has: ['base64Signature'],
    kind: {
      what: "the output of cosign's --bundle in its old format",
      todo: `Add --new-bundle-format to it. ${cosign}`,
    },
  },
  {
    has: ['Base64Signature'],
    kind: { what: 'what cosign download signature writes', todo: cosign },
  },
  {
    has: ['attestations'],
    kind: {
      what: 'an answer of an attestations API, which has the bundles inside',
      todo: 'Take them out, for example with: jq -c ".attestations[].bundle" answer.json > bundles.jsonl',
    },
  },
  {
    has: ['attestation', 'verificationResult'],
    kind: { what: 'what gh attestation verify --format json writes', todo: wanted },
  },
  {
    has: ['bundle'],
    kind: { what: 'an object that has a bundle inside', todo: 'Take it out, for example with: jq -c .bundle' },
  },
  {
    has: ['provenance_summary'],
    kind: {
      what: 'what gcloud artifacts docker images describe writes; that provenance of Google Cloud Build is signed with keys, not certificates',
      todo: wanted,
    },
  },
  {
    has: ['_type', 'predicateType'],
    kind: {
      what: 'an in-toto statement that is not signed',
      todo: `Sign it, for example with actions/attest. ${wanted}`,
    },
  },
  { has: ['spdxVersion'], kind: { what: 'an SBOM (SPDX) that is not signed', todo: wanted } },
  { has: ['bomFormat'], kind: { what: 'an SBOM (CycloneDX) that is not signed', todo: wanted } },
  { has: ['SLSA'], kind: { what: "BuildKit's provenance, which is not signed", todo: wanted } },
  { has: ['schemaVersion', 'mediaType'], kind: { what: 'a manifest of a registry', todo: wanted } },
]

const trustedRoot: OtherKind = {
  what: 'a trusted root of Sigstore',
  todo: `It belongs in the input trusted-root. ${wanted}`,
}

/**
 * What this document is instead of a bundle; null where it may be one. What cannot be read is left to be judged as one,
 * so that it is said what is wrong with it.
 */
export function otherKindOf(bytes: Uint8Array): OtherKind | null {
  if (bytes[0] === 0x5b) return { what: 'a JSON array', todo: arrayTodo(bytes) }
  if (bytes[0] !== 0x7b) return { what: encodingOf(bytes), todo: wanted }
  if (bytes.length > limits.bundleBytes) return null
  try {
    return kindOf(parseJsonObject(bytes))
  } catch {
    return null
  }
}

function kindOf(json: JsonObject): OtherKind | null {
  const mediaType = String(member(json, 'mediaType'))
  if (mediaType.startsWith('application/vnd.dev.sigstore.trustedroot')) return trustedRoot
  if (mediaType.startsWith('application/vnd.dev.sigstore.') || isJsonObject(member(json, 'verificationMaterial')))
    return null
  const known = kinds.find(({ has }) => has.every((key) => Object.hasOwn(json, key)))
  return known?.kind ?? { what: 'other JSON', todo: wanted }
}

function arrayTodo(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 1000)).toString('latin1')
  const inside = /^\[\s*\{\s*"attestation"/.test(start) ? '.[].attestation.bundle' : '.[]'
  return `Write one bundle per line, for example with: jq -c "${inside}"`
}

function encodingOf(bytes: Uint8Array): string {
  const isUtf16 = bytes.subarray(0, 1000).includes(0)
  try {
    decodeUtf8(bytes.subarray(0, 1000))
  } catch {
    if (isUtf16) return 'UTF-16 text, as Windows PowerShell writes it, not UTF-8'
  }
  return 'not JSON'
}
