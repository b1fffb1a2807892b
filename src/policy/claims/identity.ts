/** The spellings of `signer_identity` and `build_config`, and what each means (threats C-16, D-01, D-05, D-12). */

import { identitySpellings, isSignerUri } from '../../formats/workflow-uri.ts'
import type { Expected, Signer } from '../../model/index.ts'
import { mapExpected, matches, patternText } from './glob.ts'
import { pinsOwner } from './repository-names.ts'

/** A `signer_identity` of the profile, understood. */
export type Identity =
  /** The whole subject alternative name, or all of it up to its `@ref`. */
  | { form: 'uri'; value: Expected }
  | { form: 'email'; value: Expected }
  /** A workflow; without `repository` it is one of the source repository itself. `file` and `ref` are its parts. */
  | { form: 'workflow'; value: Expected; repository: string | null; file: string; ref: string | null }

/** A file may be called as git lets it be, `Docker Image.yml` or `größe.yml`; a ref has no space. */
const workflow =
  /^(?:(?:([A-Za-z0-9._-]+\/[A-Za-z0-9._-]+)\/|\/)?\.github\/workflows\/)?([^/@ ][^/@]*\.ya?ml)(?:@([^ ]+))?$/

/** The same with wildcards, of which one may stand for the file's ending, too. */
const workflowGlob =
  /^(?:(?:([A-Za-z0-9._*-]+\/[A-Za-z0-9._*-]+)\/|\/)?\.github\/workflows\/)?([^/@ ][^/@]*\.ya?ml|[^/@ ][^/@]*\*|\*)(?:@([^ ]+))?$/

const email = /^[!-.0-?A-~]+@[!-.0-?A-~]+$/

/** The authority is ASCII, so that no name there looks like another. */
const anyUri = /^[a-z][a-z0-9+.-]*:\/\/[!-.0-~]+(?:\/|$)/i

/** The identity that this value spells, or null where it can never match a certificate. */
export function parseIdentity(expected: Expected): Identity | null {
  const text = patternText(expected)
  const isGlob = typeof expected !== 'string'
  if (text === '' || !text.isWellFormed() || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return null
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return anyUri.test(text) ? { form: 'uri', value: expected } : null
  // Before the workflow, for *@acme.example would be any file at the ref acme.example.
  if (isGlob && email.test(text) && !/\.ya?ml@/.test(text)) return { form: 'email', value: expected }
  const match = (isGlob ? workflowGlob : workflow).exec(text)
  if (match?.[2] !== undefined) {
    const [, repository = null, file, ref = null] = match
    const path = `/.github/workflows/${file}${ref === null ? '' : `@${ref}`}`
    return { form: 'workflow', value: mapExpected(expected, () => path), repository, file, ref }
  }
  return email.test(text) ? { form: 'email', value: expected } : null
}

/**
 * Whether the certificate's identity is this one.
 * @param serverUrl - where `owner/repo` lives
 * @param actionsIssuer - the issuer of GitHub's workflows, whose identities are never e-mail addresses
 */
export function isIdentity(identity: Identity, signer: Signer, serverUrl: string, actionsIssuer: string): boolean {
  if (identity.form === 'email') {
    const isMail = signer.identity_type === 'email' && signer.cert_issuer !== actionsIssuer
    return isMail && matches(identity.value, signer.signer_identity)
  }
  if (signer.identity_type !== 'uri') return false
  return identitySpellings(signer).some((uri) => isWorkflow(identity, uri, signer.repository, serverUrl))
}

/**
 * Whether this URI, a workflow's with its ref, is the one that is meant.
 * @param source - the source repository's URI
 */
export function isWorkflow(identity: Identity, uri: string, source: string | null, serverUrl: string): boolean {
  const { form, value } = identity
  const path = withoutRef(uri)
  // A pattern could take one part of an ambiguous identity for another; equality cannot.
  if (typeof value !== 'string' && path === null && uri.includes('@')) return false
  if (form === 'email') return false
  if (form === 'uri') return matches(value, uri) || (path !== null && matches(value, path))
  const subject = identity.ref === null ? path : uri
  if (subject === null) return false
  if (identity.repository !== null) {
    return matches(
      mapExpected(value, (file) => `${serverUrl}/${identity.repository}${file}`),
      subject,
    )
  }
  return source !== null && subject.startsWith(source) && matches(value, subject.slice(source.length))
}

/**
 * Whether this identity refuses a stranger's signature. A workflow without its repository does not: it means that file
 * in whatever repository the source is.
 */
export function pinsSigner(identity: Identity): boolean {
  switch (identity.form) {
    case 'email':
      return typeof identity.value === 'string' || !/@.*\*/.test(identity.value.glob)
    case 'uri':
      return pinsOwner(identity.value)
    case 'workflow':
      return identity.repository !== null && /^[^*]+\//.test(identity.repository)
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

export interface ReusableWorkflow {
  /** Its identity, as in the certificate's subject alternative name. */
  signer: string
  /** The top-level workflow, as in the certificate's Build Config URI. */
  caller: string
}

/**
 * The two workflows of a build that a reusable one signed: the signer, and the caller, whose repository the source is.
 * null where they are one file.
 */
export function reusableWorkflow(signer: Signer): ReusableWorkflow | null {
  const { signer_identity, build_config } = signer
  if (build_config === null || isSignerUri(signer, build_config)) return null
  const caller = withoutRef(build_config)
  if (identitySpellings(signer).some((uri) => withoutRef(uri) === caller)) return null
  return { signer: signer_identity, caller: build_config }
}
