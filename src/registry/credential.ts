/** A login at a registry, as a value. */

/** A login, and where it comes from in the words of a message. */
export type Credential = { from: string } & (
  | { kind: 'basic'; username: string; password: string }
  /** OAuth2 refresh token, for the registry's token endpoint. */
  | { kind: 'identity-token'; token: string }
  /** Bearer token, for the registry itself. */
  | { kind: 'registry-token'; token: string }
  /** The `token` input, which may have no rights at all there: without it one is let in to what is public. */
  | { kind: 'job-token'; username: string; password: string }
)

/** `note` says why there is none, or what was asked in vain before. */
export interface CredentialLookup {
  credential: Credential | null
  note: string | null
}

/** What HTTP's basic scheme sends. */
export function basicValue(login: { username: string; password: string }): string {
  return Buffer.from(`${login.username}:${login.password}`).toString('base64')
}
