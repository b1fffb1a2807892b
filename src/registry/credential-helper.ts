/**
 * Docker's credential helpers: programs called `docker-credential-NAME` that are asked for one login on their standard
 * input and answer on their standard output (docker/docker-credential-helpers; threats E-04, H-05).
 */
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { limits } from '../core/limits.ts'
import { member, parseJsonObject } from '../formats/strict-json.ts'

/** A login as a helper keeps it; a token is a refresh token of OAuth2. */
export type HelperLogin = { kind: 'basic'; username: string; password: string } | { kind: 'token'; token: string }

/** What a helper answered, or why there is no login, as what it did: `has no login for ...`. */
export type HelperAnswer = { login: HelperLogin } | { why: string }

/** What every helper says of an address that it does not know, as docker tells this from an error. */
const notFound = 'credentials not found in native keychain'

/** The user name beside an identity token. */
const tokenUser = '<token>'

/** Whether a helper of this name may be run: nothing that leads to another folder, or to a shell (threats E-04). */
export function isHelperName(name: string): boolean {
  return /^[a-z0-9._-]{1,64}$/.test(name) && !name.includes('..')
}

/**
 * Asks the helper for its login at this address. It is looked for in the absolute folders of `PATH` alone, for the
 * others begin where the workspace is. What it writes is shown to nobody.
 * @param name - one that `isHelperName` holds of
 * @throws {TypeError} for any other name
 */
export async function askHelper(
  name: string,
  address: string,
  env: NodeJS.ProcessEnv,
  timeoutMs: number = limits.helperMs,
): Promise<HelperAnswer> {
  if (!isHelperName(name)) throw new TypeError('not the name of a credential helper')
  const path = findProgram(`docker-credential-${name}`, env)
  if (path === null) return { why: 'was not found in the folders of PATH' }
  const ended = await runHelper(path, address, environmentFor(env), timeoutMs)
  const why = whyFailed(ended, address, timeoutMs)
  return why === null ? readAnswer(ended.stdout) : { why }
}

function findProgram(program: string, env: NodeJS.ProcessEnv): string | null {
  const file = process.platform === 'win32' ? `${program}.exe` : program
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
  return folders.map((folder) => join(folder, file)).find(isProgram) ?? null
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    // Not there, or not ours to run: the next folder may have it.
    return false
  }
}

/** All that docker would pass on; the inputs of this action, one of which is a token, are not among it. */
function environmentFor(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith('INPUT_')))
}

interface Ended {
  stdout: string
  error: { code?: unknown; killed?: boolean; signal?: unknown } | null
}

/** Settles in time, whatever the helper and the programs that it started in turn are doing. */
async function runHelper(path: string, address: string, env: NodeJS.ProcessEnv, timeoutMs: number): Promise<Ended> {
  // Loaded late, for most runs have no helper, and the first request waits for whatever is loaded before it.
  const { execFile } = await import('node:child_process')
  return new Promise((resolve) => {
    const options = {
      env,
      timeout: timeoutMs,
      maxBuffer: limits.helperBytes,
      killSignal: 'SIGKILL',
      shell: false,
    } as const
    const child = execFile(path, ['get'], options, (error, stdout) => resolve({ error, stdout }))
    // A helper that ends without having read the address is judged by its answer.
    child.stdin?.on('error', () => {})
    child.stdin?.end(address)
  })
}

function whyFailed({ error, stdout }: Ended, address: string, timeoutMs: number): string | null {
  if (error === null) return null
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `wrote more than ${limits.helperBytes} bytes`
  if (error.killed) return `gave no answer within ${timeoutMs / 1000} s`
  if (stdout.trim() === notFound) return `has no login for ${address}`
  if (typeof error.code === 'number') return `failed with exit code ${error.code}`
  if (typeof error.signal === 'string') return `was ended by ${error.signal}`
  return `could not be run (${typeof error.code === 'string' ? error.code : 'no reason given'})`
}

function readAnswer(stdout: string): HelperAnswer {
  const [username, secret] = readStrings(stdout, ['Username', 'Secret'])
  if (username === '' && secret === '') return { why: 'gave an empty login' }
  if (!username || !secret) return { why: 'gave no usable login' }
  const login: HelperLogin =
    username === tokenUser ? { kind: 'token', token: secret } : { kind: 'basic', username, password: secret }
  return { login }
}

function readStrings(stdout: string, names: readonly string[]): (string | undefined)[] {
  try {
    const answer = parseJsonObject(Buffer.from(stdout))
    const values = names.map((name) => member(answer, name))
    return values.map((value) => (typeof value === 'string' ? value : undefined))
  } catch {
    // The parser's message would quote the answer.
    return []
  }
}
