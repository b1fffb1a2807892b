/**
 * Every claim that a rule can ask for, in one table: where the evidence for it stands, and when a value of the profile
 * equals it. A certificate's extensions decide; a predicate can only contradict them (contract, section 3).
 */
import type { Signer, Surroundings } from '../model.ts'
import { isIdentity, parseIdentity } from './identity.ts'
import { actionsIssuer, repositoryUri, sameRepository } from './names.ts'
import type { Provenance } from './provenance.ts'

/** What one verified attestation says. */
export interface Evidence {
  signer: Signer
  /** null for a rule that reads no predicate. */
  provenance: Provenance | null
}

export interface Claim {
  /** The certificate's word. */
  certified(signer: Signer): string | null
  /** The predicate's word, for the claims that both must back; undefined for all others. */
  predicated?(provenance: Provenance): string | null
  /** Whether this value of the profile is met by that word of the evidence. */
  accepts(expected: string, actual: string, signer: Signer, surroundings: Surroundings): boolean
  /** What makes this value one that can never be met; null where nothing does. */
  mistake(value: string, surroundings: Surroundings): string | null
  /** Whether asking for this value reads an extension that GitHub's issuer fills, so that the issuer must be GitHub's. */
  impliesActions(value: string): boolean
}

const equality: Pick<Claim, 'accepts' | 'mistake' | 'impliesActions'> = {
  accepts: (expected, actual) => expected === actual,
  mistake: () => null,
  impliesActions: () => true,
}

const repository: Claim = {
  certified: (signer) => signer.repository,
  accepts(expected, actual, _signer, { serverUrl }) {
    const uri = repositoryUri(expected, serverUrl)
    return uri !== null && sameRepository(uri, actual)
  },
  mistake(value, { serverUrl }) {
    const known = repositoryUri(value, serverUrl) !== null
    return known ? null : `is no repository: write owner/name, or its URL, as in ${serverUrl}/owner/name.`
  },
  impliesActions: () => true,
}

const ref: Claim = {
  ...equality,
  certified: (signer) => signer.ref,
  mistake(value) {
    if (value.startsWith('refs/')) return null
    return `is no full ref: write refs/heads/${value} for a branch, or refs/tags/${value} for a tag.`
  },
}

const branch: Claim = {
  ...equality,
  certified: (signer) => signer.ref,
  accepts: (expected, actual) => actual === `refs/heads/${expected}`,
  mistake(value) {
    if (value.startsWith('refs/')) return "is a full ref; write the branch's own name, as in main."
    // What git-check-ref-format refuses can be no branch.
    return /[\s~^:?*[\\]|\.\./.test(value) ? 'is no name of a branch, and can never match.' : null
  },
}

const signerIdentity: Claim = {
  certified: (signer) => signer.signer_identity,
  accepts(expected, _actual, signer, { serverUrl }) {
    const identity = parseIdentity(expected)
    return identity !== null && isIdentity(identity, signer, serverUrl, actionsIssuer(serverUrl))
  },
  mistake(value) {
    if (parseIdentity(value) !== null) return null
    return 'can never match: write a workflow (release.yml, or owner/repo/.github/workflows/release.yml@ref), a whole URI, or an e-mail address.'
  },
  impliesActions(value) {
    const identity = parseIdentity(value)
    return identity?.form === 'workflow' && identity.repository === null
  },
}

/** The claims of all rules, by their names in the profile. */
export const claims = {
  repository,
  branch,
  signer_identity: signerIdentity,
  cert_issuer: { ...equality, certified: (signer) => signer.cert_issuer, impliesActions: () => false },
  runner_environment: { ...equality, certified: (signer) => signer.runner_environment },
  workflow_repository: { ...repository, predicated: (provenance) => provenance.repository },
  workflow_ref: { ...ref, predicated: (provenance) => provenance.ref },
  event: { ...equality, certified: (signer) => signer.event, predicated: (provenance) => provenance.event },
} as const satisfies Record<string, Claim>

export type ClaimName = keyof typeof claims

/** The name, known to be one of a claim. @throws {Error} where it is none: nothing that is asked may be passed over */
export function claimName(name: string): ClaimName {
  if (!Object.hasOwn(claims, name)) throw new Error(`no such claim: ${name}`)
  return name as ClaimName
}

/** The claim of that name. @throws {Error} where there is none: a constraint that nobody checks must not exist */
export function claimNamed(name: string): Claim {
  return claims[claimName(name)]
}
