/** What a run asked of whom, held against what the test has set up: no run of the action goes without. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A request that the action made, whether it arrived or not. */
export interface SentRequest {
  method: string
  origin: string
  /** Without its query. */
  path: string
  /** Whether it carried an Authorization header. */
  authorization: boolean
}

type Line =
  | { kind: 'started'; main: string }
  | ({ kind: 'request' } & SentRequest)
  /** `HOST:PORT`, as they were given. */
  | { kind: 'connection'; host: string }

/** The file that has node note what a process does, by `--require`. */
export const recorder = join(import.meta.dirname, 'recorder.cjs')

/** Nobody listens there; the runner's variables name it as the API, which may see the token. */
export const deadOrigin = 'http://127.0.0.1:1'

const origins = new Map<string, { mayHaveLogins: boolean }>()

/**
 * Lets the action ask this origin, until the function that is returned is called. Every server of a test does this.
 * @param mayHaveLogins - whether it may see credentials of any kind
 */
export function allowRequestsTo(origin: string, { mayHaveLogins = false } = {}): () => void {
  const allowed = { mayHaveLogins }
  origins.set(origin, allowed)
  return () => {
    if (origins.get(origin) === allowed) origins.delete(origin)
  }
}

export interface Expectations {
  /** Origins that no server of the test stands for, and that are asked all the same; never with a login. */
  expected: readonly string[]
  /** The hosts of the `auth-hosts` input, which may see logins where a server stands for them. */
  authHosts: readonly string[]
}

/**
 * The requests that the recorder noted.
 * @param wasKilled - that the process was ended by a signal, perhaps before it began
 * @throws {Error} with the line of each request, or connection, that is not allowed; where an expected one is missing; and where
 * nothing was recorded
 */
export function auditRequests(file: string, { expected, authHosts }: Expectations, wasKilled: boolean): SentRequest[] {
  const lines: Line[] = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(parse) : []
  if (lines[0]?.kind !== 'started' && !wasKilled)
    throw new Error('the recorder was not loaded: nobody knows what was sent')
  const allowed = new Map<string, boolean>([
    [deadOrigin, true],
    ...expected.map((origin) => [origin, false] as const),
    ...[...origins].map(
      ([origin, one]) => [origin, one.mayHaveLogins || authHosts.includes(new URL(origin).host)] as const,
    ),
  ])
  const hosts = new Set([...allowed.keys()].map(hostAndPort))
  const requests = lines.filter((line) => line.kind === 'request')
  const wrong = lines.flatMap((line) => {
    if (line.kind === 'connection') return hosts.has(line.host) ? [] : [`a connection to ${line.host}`]
    if (line.kind !== 'request') return []
    const shown = `${line.method} ${line.origin}${line.path}`
    if (!allowed.has(line.origin)) return [`${shown}: nothing was to be asked there`]
    // What is posted is a login, too: the refresh token of OAuth2.
    const secret = line.authorization || !['GET', 'HEAD'].includes(line.method)
    return secret && !allowed.get(line.origin) ? [`${shown}: no login was to go there`] : []
  })
  const missing = expected
    .filter((origin) => !requests.some((one) => one.origin === origin) && !connected(lines, origin))
    .map((origin) => `nothing was asked of ${origin}, although the test expects it`)
  if (wrong.length + missing.length > 0)
    throw new Error(`what the action asked of whom:\n${[...wrong, ...missing].join('\n')}`)
  return requests.map(({ kind: _, ...request }) => request)
}

function parse(line: string): Line {
  return JSON.parse(line) as Line
}

function connected(lines: readonly Line[], origin: string): boolean {
  return lines.some((line) => line.kind === 'connection' && line.host === hostAndPort(origin))
}

function hostAndPort(origin: string): string {
  const { protocol, hostname, port } = new URL(origin)
  return `${hostname.replace(/^\[(.*)\]$/, '$1')}:${port || (protocol === 'https:' ? 443 : 80)}`
}
