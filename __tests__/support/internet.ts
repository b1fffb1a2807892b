/** Servers under names of the internet, for who asks them through a proxy on loopback. */
import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { temporaryFolder } from './action.ts'
import { allowRequestsTo } from './audit.ts'
import {
  alternativeNameExtension,
  createAuthority,
  distinguishedName,
  keyPair,
  serialNumber,
  signCertificate,
  toPem,
} from './sigstore/certificates.ts'

export interface Internet extends AsyncDisposable {
  /** What a process needs to come here: the proxy, and the authority that has issued all certificates. */
  readonly env: { HTTPS_PROXY: string; NODE_EXTRA_CA_CERTS: string }
}

/**
 * Has each of these names, spoken to over https, stand for a server on loopback.
 * @param hosts - by name, `HOST:PORT` of a server that speaks http
 * @param options - whether the action may send logins to them (audit.ts)
 */
export async function startInternet(
  hosts: Record<string, string>,
  options: { mayHaveLogins?: boolean } = {},
): Promise<Internet> {
  const { authority, certificate, key } = certificateFor(Object.keys(hosts))
  const secure = createSecureServer({ cert: certificate, key }, (request, response) => {
    passOn(request, response, hosts[request.headers.host ?? ''])
  })
  const sockets = new Set<Socket>()
  const proxy = createServer().on('connect', ({ url = '' }: IncomingMessage, socket: Socket) => {
    sockets.add(socket.on('error', () => {}))
    if (!(url.replace(/:443$/, '') in hosts)) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
      return
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    secure.emit('connection', socket)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const file = join(temporaryFolder(), 'authority.pem')
  writeFileSync(file, authority)
  const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const forbid = [
    allowRequestsTo(proxyUrl),
    ...Object.keys(hosts).map((host) => allowRequestsTo(`https://${host}`, options)),
  ]
  return {
    env: { HTTPS_PROXY: proxyUrl, NODE_EXTRA_CA_CERTS: file },
    async [Symbol.asyncDispose]() {
      for (const one of forbid) one()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}

function passOn(request: IncomingMessage, response: ServerResponse, host: string | undefined): void {
  if (host === undefined) return void response.writeHead(421).end()
  const { method, url, headers } = request
  const onward = send(`http://${host}${url}`, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  request.pipe(onward)
}

const now = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 3_600_000) }

/** PEM of an authority, of a certificate that it has issued for these names, and of its key. */
export function certificateFor(
  names: readonly string[],
  validity: { notBefore: Date; notAfter: Date } = now,
): { authority: string; certificate: string; key: string } {
  const authority = createAuthority(distinguishedName('internet.test', 'root'), now, null)
  const { privateKey, publicKey } = keyPair()
  const certificate = signCertificate(
    {
      serial: serialNumber(),
      issuer: authority.name,
      subject: distinguishedName('internet.test', 'servers'),
      validity,
      publicKey,
      extensions: [alternativeNameExtension(names.map((value) => ({ type: 'dns', value })))],
    },
    authority.privateKey,
  )
  return {
    authority: toPem(authority.certificate),
    certificate: toPem(certificate),
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
}
