/**
 * Who signed: the claims of a Fulcio certificate, decoded strictly (threats C-12 to C-15, D-14).
 * https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
 */
import { ASN1Obj, type X509Certificate } from '@sigstore/core'
import type { Signer } from '../model/index.ts'
import { type Extensions, extensionsOf } from './certificate.ts'
import { invalid } from './rejection.ts'

const arc = '1.3.6.1.4.1.57264.1.'
const subjectAltName = '2.5.29.17'

/** Tags of GeneralName (RFC 5280, section 4.2.1.6). */
const generalName = { email: 1, uri: 6 } as const

const utf8String = 0x0c

/** The extensions whose value is a DER UTF8String. */
const current = {
  cert_issuer: 8,
  signer_uri: 9,
  signer_digest: 10,
  runner_environment: 11,
  repository: 12,
  commit: 13,
  ref: 14,
  repository_id: 15,
  owner: 16,
  owner_id: 17,
  build_config: 18,
  build_config_digest: 19,
  event: 20,
  run: 21,
  visibility: 22,
  deployment_environment: 23,
  token_subject: 24,
} as const

/** The deprecated ones, whose value is the bare text; each but the workflow's name has a successor. */
const legacy = { cert_issuer: 1, event: 2, commit: 3, workflow_name: 4, repository: 5, ref: 6 } as const

/**
 * The certificate's claims. Where a current extension is absent the deprecated one of the same meaning stands in.
 * @throws {Rejection} for a claim that is malformed, there twice, or contradicts itself, and where the certificate
 * does not name exactly one identity in printable ASCII
 */
export function signerOf(certificate: X509Certificate): Signer {
  const extensions = extensionsOf(certificate)
  const identity = identityOf(extensions)
  const now = mapValues(current, (number) => decodeCurrent(extensions.get(`${arc}${number}`), number))
  const then = mapValues(legacy, (number) => decodeDeprecated(extensions.get(`${arc}${number}`), number))
  const formerRepository = then.repository === null ? null : repositoryUri(then.repository, identity)
  return {
    ...now,
    signer_identity: identity.value,
    identity_type: identity.type,
    workflow_name: then.workflow_name,
    cert_issuer: reconcile('issuer', now.cert_issuer, then.cert_issuer),
    event: reconcile('event', now.event, then.event),
    commit: reconcile('commit', now.commit, then.commit),
    ref: reconcile('ref', now.ref, then.ref),
    repository: reconcile('repository', now.repository, formerRepository),
  }
}

interface Identity {
  type: 'uri' | 'email'
  value: string
}

function identityOf(extensions: Extensions): Identity {
  const value = extensions.get(subjectAltName)
  if (value === undefined) return invalid('the certificate names no identity')
  const names = ASN1Obj.parseBuffer(value).subs
  const [name] = names
  if (name === undefined || names.length !== 1) {
    return invalid(`the certificate names ${names.length} identities; exactly one is allowed`)
  }
  return { type: identityType(name), value: printable(name.value) }
}

function identityType(name: ASN1Obj): Identity['type'] {
  if (name.tag.isContextSpecific(generalName.uri)) return 'uri'
  if (name.tag.isContextSpecific(generalName.email)) return 'email'
  return invalid('the identity in the certificate is neither a URI nor an e-mail address')
}

/** Byte by byte, for Node's `ascii` drops the eighth bit and lets another text pass for this one. */
function printable(bytes: Buffer): string {
  if (bytes.length === 0) return invalid('the identity in the certificate is empty')
  if (!bytes.every((byte) => byte >= 0x20 && byte <= 0x7e)) {
    return invalid('the identity in the certificate is not printable ASCII')
  }
  return bytes.toString('latin1')
}

function decodeCurrent(value: Buffer<ArrayBuffer> | undefined, number: number): string | null {
  if (value === undefined) return null
  const object = ASN1Obj.parseBuffer(value)
  if (!object.tag.isUniversal() || object.tag.number !== utf8String || object.tag.constructed) {
    return invalid(`the certificate's extension ${arc}${number} is not a UTF8String`)
  }
  return decodeText(object.value, number)
}

function decodeDeprecated(value: Buffer | undefined, number: number): string | null {
  return value === undefined ? null : decodeText(value, number)
}

function decodeText(bytes: Buffer, number: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return invalid(`the certificate's extension ${arc}${number} is not valid UTF-8`)
  }
}

/** The deprecated extension says `owner/name` only; the server is that of the identity. */
function repositoryUri(ownerAndName: string, identity: Identity): string {
  const server = /^https:\/\/[^/]+/.exec(identity.value)
  return identity.type === 'uri' && server !== null ? `${server[0]}/${ownerAndName}` : ownerAndName
}

function reconcile(what: string, now: string | null, then: string | null): string | null {
  if (now !== null && then !== null && now !== then) {
    return invalid(`the certificate contradicts itself about the ${what}`)
  }
  return now ?? then
}

function mapValues<Key extends string, From, To>(object: Record<Key, From>, to: (value: From) => To): Record<Key, To> {
  return Object.fromEntries(Object.entries<From>(object).map(([key, value]) => [key, to(value)])) as Record<Key, To>
}
