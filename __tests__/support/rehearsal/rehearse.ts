/**
 * Plays a workflow in a runner on this machine: act reads the YAML, evaluates its expressions, runs its steps and hands
 * on its outputs, as GitHub does. Servers of the test stand for all others, and no request goes anywhere else.
 */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { dump, load } from 'js-yaml'
import { temporaryFolder } from '../action.ts'
import { auditRequests, deadOrigin, recorder, type SentRequest } from '../audit.ts'
import { actProgram } from './act.ts'
import { actionInterfaces, type OtherAction } from './actions.ts'
import { errorsOf, type RehearsedJob, readLog } from './log.ts'
import { type StandIns, serveStandIns, writeStandIn } from './stand-ins.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const printed = join(import.meta.dirname, 'printed.cjs')
const thisAction = 'acme/verify-image-provenance'

export interface Rehearsal {
  /** The workflow, as the repository has it. */
  workflow: string
  /** Other files of the repository, by path. */
  files?: Record<string, string>
  /** Defaults of this action's inputs, where those of action.yml would lead off the machine. */
  defaults?: Record<string, string>
  /** What the actions of others do. */
  standIns?: StandIns
  secrets?: Record<string, string>
  env?: Record<string, string>
  /** What of this action is run, instead of what action.yml names. */
  entry?: string
  /** What runs JavaScript actions; the Node.js that runs the tests by default. */
  node?: string
}

export interface Rehearsed {
  exitCode: number | null
  /** The jobs that ran, by id; those of a called workflow as `caller/job`. */
  jobs: Record<string, RehearsedJob>
  /** What went wrong outside of any step, in act's words. */
  errors: string[]
  /** Every request that a JavaScript action made. */
  requests: SentRequest[]
}

interface Metadata {
  inputs: Record<string, { default?: string }>
  runs: { main: string }
}

/**
 * Plays a workflow that a push to main of `acme/app` starts.
 * @throws {Error} where it uses an action that nothing stands for, or asks anything of an origin that no server of the
 * test stands for (audit.ts)
 */
export async function rehearse(rehearsal: Rehearsal): Promise<Rehearsed> {
  const place = temporaryFolder()
  const action = copyAction(join(place, 'action'), rehearsal)
  const called = readFileSync(join(root, '.github', 'workflows', 'verify.yml'), 'utf8')
  const repository = createRepository(join(place, 'repository'), {
    ...rehearsal.files,
    '.github/workflows/played.yml': rehearsal.workflow,
  })
  await using desk = await serveStandIns({ 'actions/checkout': checkout(repository), ...rehearsal.standIns })
  const others = Object.entries(rehearsal.files ?? {}).filter(([path]) => /\.ya?ml$/.test(path))
  const used = new Set([rehearsal.workflow, called, ...others.map(([, text]) => text)].flatMap(usedIn))
  const local = [...used].map((uses) => {
    const name = uses.slice(0, uses.indexOf('@'))
    if (name === thisAction) return `${uses}=${action}`
    if (!isKnown(name)) throw new Error(`${uses} is used, and nothing stands for it`)
    const folder = join(place, 'stand-ins', name)
    writeStandIn(folder, name, desk.origin)
    return `${uses}=${folder}`
  })
  const requestsFile = join(place, 'requests')
  const ended = await runAct(place, repository, local, requestsFile, rehearsal)
  const jobs = readLog(ended.stdout, nameOf(rehearsal.workflow))
  const requests = auditRequests(requestsFile, { expected: [], authHosts: [] }, !ranThisAction(jobs))
  return { exitCode: ended.exitCode, jobs, errors: errorsOf(ended), requests }
}

/** Whether it got as far as setting the output that it sets first: then there is something to audit. */
function ranThisAction(jobs: Record<string, RehearsedJob>): boolean {
  return Object.values(jobs).some(({ steps }) => Object.values(steps).some(({ outputs }) => 'verified' in outputs))
}

/** This action as it is, but for these defaults. */
function copyAction(folder: string, { defaults = {}, entry }: Rehearsal): string {
  for (const path of ['dist', '.github/workflows/verify.yml'])
    cpSync(join(root, path), join(folder, path), { recursive: true })
  const metadata = load(readFileSync(join(root, 'action.yml'), 'utf8')) as Metadata
  for (const [name, value] of Object.entries(defaults)) {
    const input = metadata.inputs[name]
    if (input === undefined) throw new Error(`action.yml has no input ${name}`)
    input.default = value
  }
  if (entry !== undefined) metadata.runs.main = entry
  writeFileSync(join(folder, 'action.yml'), dump(metadata))
  return folder
}

/** A repository with one commit on main, as a clone of acme/app would be. */
function createRepository(folder: string, files: Record<string, string>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  git(folder, 'init', '--quiet', '--initial-branch=main')
  git(folder, 'remote', 'add', 'origin', 'https://github.com/acme/app')
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message=All')
  return folder
}

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false']
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  })
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`)
  return stdout
}

/** The name of a workflow, by default the name of its file. */
function nameOf(workflow: string): string {
  return (load(workflow) as { name?: string }).name ?? 'played.yml'
}

/** Every `owner/name@ref` that a workflow or an action.yml uses, wherever in it; of a called workflow, its repository. */
function usedIn(yaml: string): string[] {
  const uses: string[] = []
  JSON.stringify(load(yaml), (key, value: unknown) => {
    if (key === 'uses' && typeof value === 'string' && !value.startsWith('./')) uses.push(value)
    return value
  })
  return uses.map((one) => {
    const [path = '', ref = ''] = one.split('@')
    return `${path.split('/').slice(0, 2).join('/')}@${ref}`
  })
}

function isKnown(name: string): name is OtherAction {
  return Object.hasOwn(actionInterfaces, name)
}

/** Checks out a ref of the repository that is played, the default branch's where none is asked for. */
function checkout(repository: string) {
  return ({ inputs, env }: { inputs: Record<string, string>; env: Record<string, string> }) => {
    const target = join(env.GITHUB_WORKSPACE ?? '', inputs.path ?? '')
    mkdirSync(target, { recursive: true })
    const commit = git(repository, 'rev-parse', '--verify', `${inputs.ref ?? 'main'}^{commit}`).trim()
    git(repository, `--work-tree=${target}`, 'checkout', commit, '--', '.')
    return { ref: inputs.ref ?? 'main', commit }
  }
}

async function runAct(
  place: string,
  repository: string,
  local: readonly string[],
  requestsFile: string,
  { env = {}, secrets = {}, node = process.execPath }: Rehearsal,
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const home = join(place, 'home')
  mkdirSync(home)
  const eventFile = join(place, 'event.json')
  writeFileSync(
    eventFile,
    JSON.stringify({ ref: 'refs/heads/main', repository: { full_name: 'acme/app', default_branch: 'main' } }),
  )
  const variables = {
    GITHUB_API_URL: deadOrigin,
    RUNNER_ENVIRONMENT: 'github-hosted',
    NODE_OPTIONS: [recorder, printed].map((file) => `--require ${JSON.stringify(file)}`).join(' '),
    REQUESTS_FILE: requestsFile,
    ...env,
  }
  const pairs = (option: string, values: Record<string, string>) =>
    Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`])
  const args = [
    'push',
    ...['--json', '--no-recurse', '--no-cache-server', '--no-skip-checkout'],
    // act shares a map between jobs that run at the same time, which ends it now and then.
    ...['--concurrent-jobs', '1'],
    ...['--workflows', '.github/workflows/played.yml', '--eventpath', eventFile],
    ...['ubuntu-latest', 'ubuntu-24.04'].flatMap((label) => ['--platform', `${label}=-self-hosted`]),
    ...local.flatMap((one) => ['--local-repository', one]),
    ...pairs('--env', variables),
    ...pairs('--secret', secrets),
  ]
  // act asks the first node of the path where it is, and starts that one by its whole path.
  mkdirSync(join(place, 'bin'))
  symlinkSync(node, join(place, 'bin', 'node'))
  const path = [join(place, 'bin'), process.env.PATH].join(delimiter)
  return new Promise((resolve, reject) => {
    const child = spawn(actProgram(), args, { cwd: repository, env: { PATH: path, HOME: home }, timeout: 300_000 })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  })
}
