import type { Signer } from '../../../src/model/index.ts'
import { utf8String } from './der.ts'

/** What a Fulcio certificate says about its signer, by the names of the profile; null is written nowhere. */
export type Claims = Signer

/** A certificate extension, its value as it stands inside the OCTET STRING. */
export interface Extension {
  oid: string
  critical?: boolean
  value: Buffer
}

/** The Actions issuer of github.com. */
export const actionsIssuer = 'https://token.actions.githubusercontent.com'

export interface GithubRun {
  repository?: string
  ref?: string
  workflow?: string
  workflowName?: string
  event?: string
  sha?: string
  runId?: string
  runAttempt?: string
  runner?: string
  /** The reusable workflow that signed, where it is not the caller's own. */
  signer?: { repository: string; workflow: string; ref: string; sha?: string }
  repositoryId?: string
  ownerId?: string
  visibility?: string
  environment?: string
  issuer?: string
  serverUrl?: string
}

/** The claims that Fulcio writes for a run of GitHub Actions; by default a push to main of `acme/app`. */
export function githubClaims(run: GithubRun = {}): Claims {
  const server = run.serverUrl ?? 'https://github.com'
  const repository = run.repository ?? 'acme/app'
  const ref = run.ref ?? 'refs/heads/main'
  const workflow = run.workflow ?? '.github/workflows/release.yml'
  const sha = run.sha ?? '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e'
  const signer = { sha, ...(run.signer ?? { repository, workflow, ref }) }
  const signerUri = `${server}/${signer.repository}/${signer.workflow}@${signer.ref}`
  return {
    signer_identity: signerUri,
    identity_type: 'uri',
    cert_issuer: run.issuer ?? actionsIssuer,
    event: run.event ?? 'push',
    commit: sha,
    workflow_name: run.workflowName ?? 'Release',
    repository: `${server}/${repository}`,
    ref,
    signer_uri: signerUri,
    signer_digest: signer.sha,
    runner_environment: run.runner ?? 'github-hosted',
    repository_id: run.repositoryId ?? '1001',
    owner: `${server}/${repository.split('/')[0]}`,
    owner_id: run.ownerId ?? '2002',
    build_config: `${server}/${repository}/${workflow}@${ref}`,
    build_config_digest: sha,
    run: `${server}/${repository}/actions/runs/${run.runId ?? '3003'}/attempts/${run.runAttempt ?? '1'}`,
    visibility: run.visibility ?? 'public',
    deployment_environment: run.environment ?? null,
    token_subject: null,
  }
}

/** The claims of a person who signed in with this issuer. */
export function emailClaims(email: string, issuer = 'https://github.com/login/oauth'): Claims {
  const { signer_identity: _, identity_type: __, cert_issuer: ___, ...others } = githubClaims()
  const none = Object.fromEntries(Object.keys(others).map((claim) => [claim, null])) as {
    [claim in keyof typeof others]: null
  }
  return { ...none, signer_identity: email, identity_type: 'email', cert_issuer: issuer }
}

const fulcio = '1.3.6.1.4.1.57264.1'

/** Number of the extension under Fulcio's arc that carries a claim as a DER UTF8String. */
export const claimExtensions = {
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
} as const satisfies Partial<Record<keyof Claims, number>>

/** The OID of a number under Fulcio's arc. */
export const fulcioOid = (number: number) => `${fulcio}.${number}`

/** An extension of the old kind: the bare text. */
export const oldExtension = (number: number, text: string): Extension => ({
  oid: fulcioOid(number),
  value: Buffer.from(text),
})

/** An extension of the new kind: a DER UTF8String. */
export const newExtension = (number: number, text: string): Extension => ({
  oid: fulcioOid(number),
  value: utf8String(text),
})

/** Every extension that Fulcio writes for these claims, the old kind first. */
export function extensionsOf(claims: Claims): Extension[] {
  const repository = claims.repository === null ? null : new URL(claims.repository).pathname.slice(1)
  const old = [claims.cert_issuer, claims.event, claims.commit, claims.workflow_name, repository, claims.ref]
  return [
    ...old.flatMap((text, index) => (text === null ? [] : [oldExtension(index + 1, text)])),
    ...Object.entries(claimExtensions).flatMap(([claim, number]) => {
      const text = claims[claim as keyof typeof claimExtensions]
      return text === null ? [] : [newExtension(number, text)]
    }),
  ]
}
