import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createRawServer, type Socket } from 'node:net'
import { allowRequestsTo } from './audit.ts'

/** A request that arrived. */
export interface Seen {
  method: string
  /** With its query. */
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export interface Loopback extends AsyncDisposable {
  /** `127.0.0.1:PORT` */
  readonly host: string
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  readonly seen: Seen[]
}

/**
 * A server on loopback that answers as it is told; `count` says how many requests have come, this one included.
 * @param options - whether the action may send logins to it (audit.ts)
 */
export async function serve(
  answer: (seen: Seen, response: ServerResponse, count: number) => void,
  options: { mayHaveLogins?: boolean } = {},
): Promise<Loopback> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const one = { method, path: url, headers, body: Buffer.concat(chunks).toString() }
      seen.push(one)
      answer(one, response, seen.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const origin = `http://${host}`
  const forbid = allowRequestsTo(origin, options)
  return {
    host,
    origin,
    seen,
    async [Symbol.asyncDispose]() {
      forbid()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A TCP server on loopback, and what it says to each connection. */
export async function serveRaw(speak: (socket: Socket, count: number) => void) {
  let count = 0
  const sockets = new Set<Socket>()
  const server = createRawServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    speak(socket, ++count)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const forbid = allowRequestsTo(`http://${host}`)
  return {
    host,
    count: () => count,
    async [Symbol.asyncDispose]() {
      forbid()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Holds of an error with this code whose message (or hint) matches. */
export function coded(code: string, message: RegExp = /./, hint: RegExp = /(?:)/) {
  return (error: unknown): boolean => {
    const { code: got, message: text, hint: advice } = error as { code: string; message: string; hint: string | null }
    if (got !== code || !message.test(text) || !hint.test(advice ?? '')) {
      throw new Error(`got ${got}: ${text} [${advice}], wanted ${code} ${message} [${hint}]`)
    }
    return true
  }
}
