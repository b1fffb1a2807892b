/**
 * What is said where Node.js is too old, by means that Node.js 16 has, for nothing else of the action can be loaded there
 * (threats R-100). Texts are our own or a version number, so that nothing has to be escaped.
 */
import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * The step's verdict CONFIG_ERROR: annotation, report, summary, outputs. The caller ends the process non-zero.
 * @param needed - the major version of Node.js that `runs.using` of action.yml names
 * @throws where not even the outputs can be written
 */
export function refuseOldNode(env: NodeJS.ProcessEnv, version: string, needed: number): void {
  const message = `This action needs Node.js ${needed}, and was started with Node.js ${version.replace(/[^\w.-]/g, '')}.`
  const hint =
    "act, Forgejo and Gitea run actions with the node of the job's image, or of the machine where there is no image: " +
    `put Node.js ${needed} there. A self-hosted runner of GitHub's brings its own: update it to v2.327.1 or later.`
  process.stdout.write(`::error title=CONFIG_ERROR::${message} ${hint}\n`)
  const verdict = `verified=false\ncode=CONFIG_ERROR\ndigest=\nimages=\nreport=${writeReport(env, message, hint)}\nsarif=\nvsa=\n`
  if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, verdict)
  writeSummary(env, `## Verify image provenance: CONFIG_ERROR\n\n${message}\n\n${hint}\n`)
}

/** The path of the report as its schema has it; empty where it cannot be written, which changes no verdict. */
function writeReport(env: NodeJS.ProcessEnv, message: string, hint: string): string {
  const code = 'CONFIG_ERROR'
  const mode = env.INPUT_MODE === 'warn' ? 'warn' : 'enforce'
  const errors = [{ code, message, hint, file: null, line: null, column: null }]
  const report = { schemaVersion: 1, verified: false, code, mode, images: [], errors, durations: {} }
  try {
    const path = join(mkdtempSync(join(env.RUNNER_TEMP || tmpdir(), 'image-provenance-')), 'report.json')
    writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`, { flag: 'wx' })
    return /[\r\n]/.test(path) ? '' : path
  } catch {
    return ''
  }
}

function writeSummary(env: NodeJS.ProcessEnv, text: string): void {
  if (!env.GITHUB_STEP_SUMMARY || /^\s*false\s*$/i.test(env.INPUT_SUMMARY ?? '')) return
  try {
    appendFileSync(env.GITHUB_STEP_SUMMARY, text)
  } catch {
    process.stdout.write('::warning::The job summary could not be written. The verdict is not affected.\n')
  }
}
