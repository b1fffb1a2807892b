import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface Auth {
  user: string
  password: string
  /** With `basic` there is no token: every request carries the credentials. */
  scheme?: 'bearer' | 'basic'
  /** Where to ask for a token; the registry itself, or (`elsewhere`) a server of its own on another port. */
  realm?: string | 'elsewhere'
  /** A token that is good from the start. */
  registryToken?: string
}

/** Who may come in. */
export interface Gate {
  /** Whether the credentials are right. */
  knows(request: IncomingMessage): boolean
  /** Whether the request may pass. */
  admits(request: IncomingMessage): boolean
  /** A fresh token. */
  token(): string
  /** The challenge of a refusal. */
  challenge(realm: string, path: string): string
  /** Forgets every token given out. */
  expire(): void
}

export function createGate(auth: Auth): Gate {
  const tokens = new Set(auth.registryToken === undefined ? [] : [auth.registryToken])
  const basic = `Basic ${Buffer.from(`${auth.user}:${auth.password}`).toString('base64')}`
  const knows = (request: IncomingMessage) => request.headers.authorization === basic
  return {
    knows,
    admits: (request) =>
      auth.scheme === 'basic'
        ? knows(request)
        : tokens.has(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''),
    token() {
      const token = randomBytes(16).toString('hex')
      tokens.add(token)
      return token
    },
    challenge: (realm, path) =>
      auth.scheme === 'basic'
        ? 'Basic realm="registry"'
        : `Bearer realm="${realm}",service="registry.test",scope="repository:${repositoryIn(path)}:pull"`,
    expire: () => tokens.clear(),
  }
}

const repositoryIn = (path: string) => /^\/v2\/(.+)\/(?:manifests|blobs|referrers|tags)\//.exec(path)?.[1] ?? ''
