/** The spellings of `signer_identity`, and what each of them means (threats C-16, D-01, D-05, D-12). */
import type { Signer } from '../model.ts'

/** A `signer_identity` of the profile, understood. */
export type Identity =
  /** The whole subject alternative name, or all of it up to its `@ref`. */
  | { form: 'uri'; uri: string }
  | { form: 'email'; email: string }
  /** A workflow; without `repository` it is one of the source repository itself. */
  | { form: 'workflow'; repository: string | null; file: string; ref: string | null }

const workflow = /^(?:(?:([A-Za-z0-9._-]+\/[A-Za-z0-9._-]+)\/|\/)?\.github\/workflows\/)?([^/@\s]+\.ya?ml)(?:@(\S+))?$/

/** The identity that this text spells, or null where it can never match a certificate. */
export function parseIdentity(text: string): Identity | null {
  if (!/^[\x20-\x7e]+$/.test(text)) return null
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return { form: 'uri', uri: text }
  const match = workflow.exec(text)
  if (match?.[2] !== undefined) {
    return { form: 'workflow', repository: match[1] ?? null, file: match[2], ref: match[3] ?? null }
  }
  return /^[^\s@/]+@[^\s@/]+$/.test(text) ? { form: 'email', email: text } : null
}

/**
 * Whether the certificate's identity is this one. Only equality is used, never a pattern.
 * @param serverUrl - where `owner/repo` lives
 * @param actionsIssuer - the issuer of GitHub's workflows, whose identities are never e-mail addresses
 */
export function isIdentity(identity: Identity, signer: Signer, serverUrl: string, actionsIssuer: string): boolean {
  const san = signer.signer_identity
  switch (identity.form) {
    case 'email':
      return signer.identity_type === 'email' && signer.cert_issuer !== actionsIssuer && san === identity.email
    case 'uri':
      return signer.identity_type === 'uri' && (san === identity.uri || withoutRef(san) === identity.uri)
    case 'workflow': {
      const repository = identity.repository === null ? signer.repository : `${serverUrl}/${identity.repository}`
      if (signer.identity_type !== 'uri' || repository === null) return false
      const path = `${repository}/.github/workflows/${identity.file}`
      return identity.ref === null ? withoutRef(san) === path : san === `${path}@${identity.ref}`
    }
  }
}

/**
 * The identity up to its `@ref`, or null where that is not one place. Neither a repository's nor a workflow's path can
 * hold `@refs/`, but a file may be called `release.yml@evil.yml` and a branch `x@refs/heads/main` (threats D-05).
 */
export function withoutRef(san: string): string | null {
  const at = san.indexOf('@')
  if (at === -1) return null
  const ref = san.slice(at + 1)
  const path = san.slice(0, at)
  const unambiguous = ref.startsWith('refs/') ? !ref.includes('@refs/') : /^[0-9a-f]{40,64}$/.test(ref)
  return unambiguous ? path : null
}
