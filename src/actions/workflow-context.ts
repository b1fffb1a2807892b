/** The variables that the runner sets: where the step runs, and for whom. The only place that reads them. */
import { statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configError } from '../core/errors.ts'
import { isLoopback } from '../core/loopback.ts'
import type { RunLocation, WorkflowContext } from '../model/index.ts'

type Environment = NodeJS.ProcessEnv

/**
 * The runner's variables, with GitHub's own values where a developer's machine has none.
 * @throws {CodedError} CONFIG_ERROR where one of them is set and can mean nothing
 */
export function readWorkflowContext(env: Environment): WorkflowContext {
  const serverUrl = readServerUrl(env.GITHUB_SERVER_URL || 'https://github.com')
  return {
    serverUrl,
    apiUrl: readApiUrl(env.GITHUB_API_URL || 'https://api.github.com', serverUrl),
    repository: env.GITHUB_REPOSITORY || null,
    commit: env.GITHUB_SHA || null,
    runId: env.GITHUB_RUN_ID || null,
    now: new Date(),
    workspace: env.GITHUB_WORKSPACE || process.cwd(),
    actor: env.GITHUB_ACTOR || null,
    temporaryFolder: readTemporaryFolder(env),
    env,
  }
}

/** The runner's folder for temporary files. */
export function readTemporaryFolder(env: Environment): string {
  return env.RUNNER_TEMP || tmpdir()
}

/** Where the step runs. Never throws: reports are written for steps, too, whose set-up is wrong. */
export function readRunLocation(env: Environment): RunLocation {
  const server = URL.parse(env.GITHUB_SERVER_URL || 'https://github.com')
  const serverUrl = server?.protocol === 'https:' ? server.origin : null
  const [repository, action] = [env.GITHUB_REPOSITORY ?? '', env.GITHUB_ACTION_REPOSITORY ?? '']
  const version = env.GITHUB_ACTION_REF ?? ''
  const known = serverUrl !== null && ownerAndName.test(action) && /^[A-Za-z0-9._/-]{1,200}$/.test(version)
  return {
    repository: serverUrl !== null && ownerAndName.test(repository) ? `${serverUrl}/${repository}` : null,
    workflowFile: workflowFileOf(env.GITHUB_WORKFLOW_REF ?? '', env.GITHUB_WORKSPACE || process.cwd()),
    action: known ? `${serverUrl}/${action}@${version}` : null,
  }
}

const ownerAndName = /^[A-Za-z0-9._-]{1,100}\/[A-Za-z0-9._-]{1,100}$/

/** `owner/repo/.github/workflows/x.yml@ref`, and only if that file is there: a checkout may be of another repository. */
function workflowFileOf(workflowRef: string, workspace: string): string | null {
  const [, file] = /^[^/@]+\/[^/@]+\/(\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml)@/.exec(workflowRef) ?? []
  return file !== undefined && statSync(join(workspace, file), { throwIfNoEntry: false })?.isFile() ? file : null
}

/** Over https alone (threats F-07): what short forms of the profile mean hangs on it. */
function readServerUrl(text: string): string {
  const url = URL.parse(text)
  const isBare = url !== null && url.pathname + url.username + url.password + url.search + url.hash === '/'
  if (url?.protocol === 'https:' && isBare) return url.origin
  // Not the text itself: it may hold a password.
  throw configError('The variable GITHUB_SERVER_URL is not the https URL of a server.', {
    hint: 'The runner sets it. Does an earlier step, or env in the workflow, overwrite it?',
  })
}

/**
 * Of the server that runs the workflow, or on loopback: it is sent the token (threats F-07). api.github.com and
 * api.TENANT.ghe.com are GitHub's own, an enterprise's server has its API under its own name.
 */
function readApiUrl(text: string, serverUrl: string): string {
  const url = URL.parse(text)
  const server = new URL(serverUrl)
  const isOwn = url?.protocol === 'https:' && [server.host, `api.${server.host}`].includes(url.host)
  const isLocal = url !== null && /^https?:$/.test(url.protocol) && isLoopback(url.hostname)
  if (url !== null && (isOwn || isLocal) && url.username + url.password + url.search + url.hash === '') {
    return url.href.replace(/\/+$/, '')
  }
  // Not the text itself: it may hold a password.
  throw configError(`GITHUB_API_URL is not an https URL of the API of ${serverUrl}.`, {
    hint: 'The runner sets it. Does an earlier step, or env in the workflow, overwrite it?',
  })
}
