import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { createServer as createPlainServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { type ActionRun, runAction, temporaryFolder } from '../support/action.ts'
import { failed, seen } from '../support/action-fixture.ts'
import { allowRequestsTo } from '../support/audit.ts'
import { certificateFor } from '../support/internet.ts'

const host = 'registry.example:5000'

/** Runs the action on an image of a registry that has a name, behind which is this server. */
async function runAgainst(server: Server, env: Record<string, string> = {}, image = host): Promise<ActionRun> {
  const sockets = new Set<Socket>()
  const port = await listen(server.on('connection', (socket) => sockets.add(socket)))
  const proxy = createPlainServer().on('connect', (_, socket: Socket) => {
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    for (const one of [socket, onward]) sockets.add(one.on('error', () => {}))
  })
  const HTTPS_PROXY = `http://127.0.0.1:${await listen(proxy)}`
  const forbid = [HTTPS_PROXY, `https://${host}`, `http://127.0.0.1:${port}`].map((origin) => allowRequestsTo(origin))
  try {
    const name = image === 'loopback' ? `127.0.0.1:${port}` : image
    return await runAction(
      { image: `${name}/acme/app`, sources: 'registry', sigstore: 'bundled', wait: '0' },
      { env: { HTTPS_PROXY, ...env } },
    )
  } finally {
    for (const one of forbid) one()
    for (const socket of sockets) socket.destroy()
    server.close()
    proxy.close()
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** A server with a certificate for these names, and the variable by which its authority is known. */
function secured(names: string[], days: [number, number] = [-1, 1], options: object = {}) {
  const at = (day: number) => new Date(Date.now() + day * 86_400_000)
  const { authority, certificate, key } = certificateFor(names, { notBefore: at(days[0]), notAfter: at(days[1]) })
  const file = join(temporaryFolder(), 'authority.pem')
  writeFileSync(file, authority)
  const server = createSecureServer({ cert: certificate, key, ...options }, (_, response) => response.end())
  return { server, env: { NODE_EXTRA_CA_CERTS: file } }
}

function assertSaid(run: ActionRun, what: RegExp, hint: RegExp): void {
  assert.equal(seen(run), failed('REGISTRY_ERROR'))
  const { message = '' } = run.annotations[0] ?? {}
  assert.match(message, what)
  assert.match(message, hint)
}

suite('R-90: a registry with a TLS error', () => {
  test('it speaks http, and is not asked over it', async () => {
    let asked = 0
    const server = createPlainServer((_, response) => {
      asked++
      response.end()
    })
    const run = await runAgainst(server)
    assertSaid(
      run,
      /it speaks http; only loopback is spoken to over http/,
      /Put TLS in front of registry\.example:5000/,
    )
    assert.match(run.annotations[0]?.message ?? '', /localhost/)
    assert.equal(asked, 0)
    assert.ok(run.requests.every(({ origin }) => origin === `https://${host}`))
  })
  test('it is a service container by its bare name', async () => {
    const forbid = allowRequestsTo('https://registry:5000')
    const run = await runAgainst(createPlainServer(), {}, 'registry:5000').finally(forbid)
    assertSaid(run, /it speaks http; only loopback/, /Put TLS in front of registry:5000/)
  })
  test('its port closes at once', async () => {
    const run = await runAgainst(createServer((socket) => socket.destroy()))
    assertSaid(run, /closed before it could be secured/, /speak TLS/)
  })
  test('its certificate comes from nobody known', async () => {
    const run = await runAgainst(secured(['registry.example']).server)
    assertSaid(run, /authority that this runner does not know/, /NODE_EXTRA_CA_CERTS/)
  })
  test('its certificate has expired', async () => {
    const { server, env } = secured(['registry.example'], [-3, -1])
    assertSaid(await runAgainst(server, env), /its certificate has expired \(CERT_HAS_EXPIRED\)/, /renewed/)
  })
  test('its certificate is not valid yet', async () => {
    const { server, env } = secured(['registry.example'], [1, 3])
    assertSaid(await runAgainst(server, env), /not valid yet/, /clock/)
  })
  test('its certificate is for another name', async () => {
    const { server, env } = secured(['other.example'])
    assertSaid(await runAgainst(server, env), /for another name/, /name that is in the certificate/)
  })
  test('it speaks an old version alone', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }
    const { server, env } = secured(['registry.example'], [-1, 1], old)
    assertSaid(await runAgainst(server, env), /no version or cipher/, /TLS 1\.2 or 1\.3/)
  })
  test('it asks for a client certificate', async () => {
    const { server, env } = secured(['registry.example'], [-1, 1], { requestCert: true })
    assertSaid(await runAgainst(server, env), /asks for a client certificate/, /has none/)
  })
  test('on loopback it speaks https', async () => {
    const { server, env } = secured(['localhost'])
    const run = await runAgainst(server, env, 'loopback')
    assertSaid(run, /127\.0\.0\.1/, /does it speak http\? Loopback is spoken to over http/)
  })
  test('the proxy wants a login', async () => {
    const proxy = createPlainServer().on('connect', (_, socket: Socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    })
    const HTTPS_PROXY = `http://127.0.0.1:${await listen(proxy)}`
    const forbid = allowRequestsTo(HTTPS_PROXY)
    const run = await runAgainst(createServer(), { HTTPS_PROXY }).finally(() => {
      forbid()
      proxy.closeAllConnections()
      proxy.close()
    })
    assertSaid(
      run,
      /the proxy refused the connection with 407/,
      /The proxy wants a login: write it into HTTPS_PROXY, as http:\/\/USER:PASSWORD@HOST:PORT/,
    )
  })
})
