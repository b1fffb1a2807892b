/**
 * Loaded before the action by `--require`: notes every connection and every request that the process makes, in the file
 * that REQUESTS_FILE names, and changes nothing else. That a request carries a login is noted, never the login.
 */
const { channel } = require('node:diagnostics_channel')
const { openSync, writeSync } = require('node:fs')
const { Socket } = require('node:net')

const file = openSync(process.env.REQUESTS_FILE, 'a')
// Neither the action nor what it starts is to see it.
delete process.env.REQUESTS_FILE

/** At once, so that nothing is lost when the process ends, however it does. */
const note = (line) => writeSync(file, `${JSON.stringify(line)}\n`)

note({ kind: 'started', main: process.argv[1] })

const withoutQuery = (path) => path.replace(/\?.*$/s, '')

function noteRequest({ request }) {
  const origin = `${request.protocol}//${request.getHeader('host')}`
  const authorization = request.hasHeader('authorization')
  note({ kind: 'request', method: request.method, origin, path: withoutQuery(request.path), authorization })
}

/** Requests that were made without a login, to be looked at again when they are sent. */
const bare = new WeakSet()

channel('http.client.request.created').subscribe((message) => {
  noteRequest(message)
  if (!message.request.hasHeader('authorization')) bare.add(message.request)
})
channel('http.client.request.start').subscribe((message) => {
  if (bare.has(message.request) && message.request.hasHeader('authorization')) noteRequest(message)
})

/** The channel of `fetch`. */
channel('undici:request:create').subscribe(({ request: { method, origin, path, headers } }) => {
  const names = Array.isArray(headers)
    ? headers.filter((_, index) => index % 2 === 0)
    : String(headers).split(/:.*\r\n/)
  const authorization = names.some((name) => String(name).toLowerCase() === 'authorization')
  note({ kind: 'request', method, origin: new URL(String(origin)).origin, path: withoutQuery(path), authorization })
})

/** No channel tells where a socket is about to connect to. */
const { connect } = Socket.prototype
Socket.prototype.connect = function (...args) {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args
  const { path, host = 'localhost', port } = typeof first === 'object' ? first : { port: first, host: second }
  note({ kind: 'connection', host: path ? `unix:${path}` : `${host}:${port}` })
  return connect.apply(this, args)
}
