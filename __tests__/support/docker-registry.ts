/** The registry that most others are made of (distribution/distribution), where the machine has it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { temporaryFolder } from './action.ts'
import { allowRequestsTo } from './audit.ts'

export interface DockerRegistry extends AsyncDisposable {
  /** `127.0.0.1:PORT` */
  readonly host: string
  readonly origin: string
}

/** The one user of a registry with a login. */
export const robot = { user: 'robot', password: 'canary-secret' }

/** A line of htpasswd for that user: bcrypt, of the lowest cost. */
const htpasswd = `${robot.user}:$2b$04$Lb/ztWSVWnh.WWAJqnW27eeEQbOQy23BVVK5qlvtA0SydHQt0wZ4.\n`

/** The program, by the names that Debian and its makers give it; null where it is not there. */
const dockerRegistryProgram: string | null = findProgram(['docker-registry', 'registry'])

/** Why tests that need it are skipped; false where they are not. */
export const withoutDockerRegistry: string | false =
  dockerRegistryProgram === null && 'docker-registry is not installed: apt-get install docker-registry'

function findProgram(names: readonly string[]): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return paths.find(isProgram) ?? null
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts one on a port of its own choice, with nothing in it, and ends it when it is disposed of. */
export async function startDockerRegistry({ login = false } = {}): Promise<DockerRegistry> {
  if (dockerRegistryProgram === null) throw new Error('there is no docker-registry')
  const folder = temporaryFolder()
  const [config, users] = [join(folder, 'config.yml'), join(folder, 'htpasswd')]
  writeFileSync(users, htpasswd)
  const settings = {
    version: '0.1',
    log: { level: 'info', formatter: 'json', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, 'storage') } },
    http: { addr: '127.0.0.1:0', secret: 'nothing that anybody relies on' },
    ...(login && { auth: { htpasswd: { realm: 'registry', path: users } } }),
  }
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(settings))
  const child = spawn(dockerRegistryProgram, ['serve', config], { stdio: ['ignore', 'pipe', 'pipe'], env: {} })
  running.add(child)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const host = await listeningAt(child)
  const origin = `http://${host}`
  const forbid = allowRequestsTo(origin, { mayHaveLogins: login })
  return {
    host,
    origin,
    async [Symbol.asyncDispose]() {
      forbid()
      child.kill('SIGKILL')
      await ended
      running.delete(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** It says in its log which port it was given. */
function listeningAt(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child
  if (stdout === null || stderr === null) throw new TypeError('the output of the registry is not ours')
  return new Promise((resolve, reject) => {
    const lines: string[] = []
    const onLine = (line: string) => {
      lines.push(line)
      const [, host] = /listening on (127\.0\.0\.1:\d+)/.exec(line) ?? []
      if (host !== undefined) resolve(host)
    }
    for (const stream of [stdout, stderr]) createInterface(stream).on('line', onLine)
    const fail = (why: string) => reject(new Error(`docker-registry ${why}:\n${lines.join('\n')}`))
    child.once('error', (error) => fail(error.message))
    child.once('close', (status) => fail(`ended with ${status} before it listened`))
    setTimeout(() => fail('did not listen within 20 s'), 20_000).unref()
  })
}
