import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { getCompileCacheDir } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { load } from 'js-yaml'
import { auditRequests, deadOrigin, recorder, type SentRequest } from './audit.ts'
import { reportMistakes } from './report-schema.ts'

const root = join(import.meta.dirname, '..', '..')

export interface ActionOptions {
  /** On top of what the runner sets; undefined takes a variable away. */
  env?: Record<string, string | undefined>
  /** The workspace, a fresh folder by default. */
  cwd?: string
  /** Files to write into the workspace first, by their path in it. */
  files?: Record<string, string | Uint8Array>
  /** When to kill it. */
  timeoutMs?: number
  /** What to start instead of `dist/index.js`. */
  entry?: string
  /** Origins that may be asked, without a login, although no server of the test stands there; and have to be. */
  expectRequestsTo?: readonly string[]
  /** Told the process's number as soon as it runs. */
  onStart?: (pid: number) => void
}

/** A workflow command that shows up beside the code. */
export interface Annotation {
  level: 'error' | 'warning' | 'notice'
  message: string
  title?: string
  file?: string
  line?: number
  col?: number
}

/** The JSON report, as the contract lays it down. */
export interface Report {
  schemaVersion: 1
  verified: boolean
  code: string
  mode: string
  images: ReportImage[]
  errors: { code: string; message: string }[]
  durations: Record<string, number>
}

export interface ReportImage {
  reference: string
  digest: string | null
  mediaType: string | null
  code: string
  message: string
  rules: {
    type: string
    line: number | null
    platform: string | null
    code: string
    satisfiedBy: number | null
    claims: { claim: string; expected: unknown; actual: unknown; ok: boolean }[]
  }[]
  attestations: {
    platform: string | null
    source: string
    location: string
    kind: string
    predicateType: string | null
    code: string
    message: string
    instance: string | null
    signedAt: string | null
    signer: Record<string, string | null> | null
  }[]
  suggestedProfile: string | null
  sources: { platform: string | null; source: string; code: string; found: number; message: string }[]
}

export interface ActionRun {
  exitCode: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  outputs: Record<string, string>
  summary: string
  report: Report | null
  annotations: Annotation[]
  workspace: string
  durationMs: number
  /** Every request that was made, in that order. */
  requests: SentRequest[]
}

/**
 * Starts the action as the runner does: inputs as variables, a clean environment, files for outputs and summary.
 * @throws {Error} where it asked anything of an origin that no server of the test stands for, or sent a login to one
 * that must not have it (audit.ts)
 */
export async function runAction(inputs: Record<string, string>, options: ActionOptions = {}): Promise<ActionRun> {
  const place = temporaryFolder()
  const folder = (name: string) => {
    const path = join(place, name)
    mkdirSync(path, { recursive: true })
    return path
  }
  const workspace = options.cwd ?? folder('workspace')
  for (const [path, content] of Object.entries(options.files ?? {})) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    writeFileSync(join(workspace, path), content)
  }
  const [outputFile, summaryFile] = [join(place, 'output'), join(place, 'summary')]
  writeFileSync(outputFile, '')
  writeFileSync(summaryFile, '')
  const env = {
    ...runnerVariables,
    HOME: folder('home'),
    RUNNER_TEMP: folder('temp'),
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: outputFile,
    GITHUB_STEP_SUMMARY: summaryFile,
    ...inputVariables({ ...defaultInputs(), ...inputs }),
    ...options.env,
    REQUESTS_FILE: join(place, 'requests'),
    // As npm test has it (compile-cache.mjs); undefined otherwise.
    NODE_COMPILE_CACHE: getCompileCacheDir(),
  }
  const started = performance.now()
  const ended = await run(options.entry ?? join(root, 'dist', 'index.js'), workspace, env, options)
  const durationMs = performance.now() - started
  const authHosts = (inputs['auth-hosts'] ?? '').split(/\s+/)
  const expectations = { expected: options.expectRequestsTo ?? [], authHosts }
  const requests = auditRequests(env.REQUESTS_FILE, expectations, ended.signal !== null)
  const outputs = parseFileCommands(readFileSync(outputFile, 'utf8'))
  return {
    ...ended,
    outputs,
    summary: readFileSync(summaryFile, 'utf8'),
    report: readReport(outputs.report ?? '', options.entry === undefined),
    annotations: parseAnnotations(ended.stdout),
    workspace,
    durationMs,
    requests,
  }
}

/** The report; that of the action itself has to be what its schema promises to those who read it by machine. */
function readReport(path: string, ours: boolean): Report | null {
  if (path === '' || !existsSync(path)) return null
  const report: Report = JSON.parse(readFileSync(path, 'utf8'))
  const mistakes = ours ? reportMistakes(report) : []
  if (mistakes.length > 0) throw new Error(`the report is not of its schema: ${mistakes.slice(0, 5).join('; ')}`)
  return report
}

const runnerVariables = {
  PATH: process.env.PATH,
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_SERVER_URL: 'https://github.com',
  // Nobody listens there: a test that wants the API starts one, and none ever asks the real one.
  GITHUB_API_URL: deadOrigin,
  GITHUB_REPOSITORY: 'acme/app',
  GITHUB_REPOSITORY_ID: '1001',
  GITHUB_REPOSITORY_OWNER: 'acme',
  GITHUB_REPOSITORY_OWNER_ID: '2002',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SHA: '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e',
  GITHUB_RUN_ID: '3003',
  GITHUB_RUN_ATTEMPT: '1',
  RUNNER_OS: 'Linux',
  RUNNER_ENVIRONMENT: 'github-hosted',
}

const folders: string[] = []
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A fresh folder, gone when this process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'verify-image-provenance-'))
  folders.push(folder)
  return folder
}

function inputVariables(inputs: Record<string, string>): Record<string, string> {
  const nameOf = (input: string) => `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`
  return Object.fromEntries(Object.entries(inputs).map(([input, value]) => [nameOf(input), value]))
}

/** The runner sets every input of action.yml. Its expressions are empty here: there is no token to give away. */
function defaultInputs(): Record<string, string> {
  const file = join(root, 'action.yml')
  if (!existsSync(file)) return {}
  const { inputs = {} } = load(readFileSync(file, 'utf8')) as {
    inputs?: Record<string, { default?: string | number | boolean }>
  }
  const withoutExpressions = (value: unknown) => String(value ?? '').replaceAll(/\$\{\{.*?\}\}/g, '')
  return Object.fromEntries(
    Object.entries(inputs).map(([input, { default: value }]) => [input, withoutExpressions(value)]),
  )
}

function run(
  entry: string,
  cwd: string,
  env: Record<string, string | undefined>,
  { timeoutMs = 60_000, onStart }: ActionOptions,
): Promise<Pick<ActionRun, 'exitCode' | 'signal' | 'stdout' | 'stderr'>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--require', recorder, entry], {
      cwd,
      env,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    })
    if (child.pid !== undefined) onStart?.(child.pid)
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.on('error', reject)
    child.on('close', (exitCode, signal) => {
      resolve({ exitCode, signal, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() })
    })
  })
}

/** `name=value`, and `name<<delimiter` up to a line that is the delimiter. */
export function parseFileCommands(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let at = 0; at < lines.length; at++) {
    const [, name, operator, rest = ''] = /^(.+?)(=|<<)(.*)$/.exec(lines[at] ?? '') ?? []
    if (name === undefined) continue
    if (operator === '=') {
      outputs[name] = rest
      continue
    }
    const end = lines.indexOf(rest, at + 1)
    if (end === -1) throw new SyntaxError(`the value of ${name} has no end`)
    outputs[name] = lines.slice(at + 1, end).join('\n')
    at = end
  }
  return outputs
}

/** The `::error`, `::warning` and `::notice` commands among these lines, unescaped as the runner does. */
export function parseAnnotations(stdout: string): Annotation[] {
  return stdout.split(/\r?\n/).flatMap((line) => {
    const [, level, properties = '', message = ''] = /^::(error|warning|notice)(?: ([^:]*))?::(.*)$/.exec(line) ?? []
    if (level === undefined) return []
    const entries = properties.split(',').flatMap((property) => {
      const [name = '', ...value] = property.trim().split('=')
      return name === '' ? [] : [[name, unescapeProperty(value.join('='))]]
    })
    const { title, file, line: row, col } = Object.fromEntries(entries) as Partial<Record<string, string>>
    return [
      {
        level: level as Annotation['level'],
        message: unescapeData(message),
        ...(title !== undefined && { title }),
        ...(file !== undefined && { file }),
        ...(row !== undefined && { line: Number(row) }),
        ...(col !== undefined && { col: Number(col) }),
      },
    ]
  })
}

/** What the data of a workflow command says. */
export const unescapeData = (text: string) =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')

const unescapeProperty = (text: string) => unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','))
