/**
 * Verifies images from a terminal, with the very dist/index.js that runs in workflows:
 * `npm run verify -- IMAGE… [--profile FILE] [--repository OWNER/NAME] …`, a flag for each input of action.yml. What is
 * not said is not guessed. The exit status is that of dist, or 2 where the command line is wrong.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs, styleText } from 'node:util'
import { load } from 'js-yaml'
import {
  type Annotation,
  parseAnnotations,
  parseFileCommands,
  type Report,
  unescapeData,
} from '../__tests__/support/action.ts'
import { plain } from '../src/text/escape.ts'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist', 'index.js')
const usage = 'Usage: npm run verify -- IMAGE... [--profile FILE | --repository OWNER/NAME ...] [--INPUT VALUE ...]'

const { inputs } = load(readFileSync(join(root, 'action.yml'), 'utf8')) as {
  inputs: Record<string, { default?: unknown }>
}

process.exitCode = 2
const given = readCommandLine()
if (given !== null) process.exitCode = await verify(given)

/** The inputs by name; several values of one are lines of it. null where there is nothing to be done. */
function readCommandLine(): Record<string, string> | null {
  const flags = Object.keys(inputs).filter((name) => name !== 'image')
  const options = Object.fromEntries(flags.map((name) => [name, { type: 'string', multiple: true } as const]))
  try {
    const { values, positionals } = parseArgs({
      options: { ...options, help: { type: 'boolean' } },
      allowPositionals: true,
    })
    if (values.help === true || positionals.length === 0) {
      console.error(`${usage}\nInputs: ${flags.map((name) => `--${name}`).join(' ')}`)
      return null
    }
    const lines = Object.entries(values).map(([name, value]) => [name, [value].flat().join('\n')])
    return { ...Object.fromEntries(lines), image: positionals.join('\n') }
  } catch (error) {
    console.error(`${plain(error instanceof Error ? error.message : String(error))}\n${usage}`)
    return null
  }
}

/** Runs dist as the runner does, and shows what a job would show. @returns its exit status */
async function verify(given: Record<string, string>): Promise<number> {
  if (!existsSync(dist)) {
    console.error('There is no dist/index.js to run. Run "npm run build" first.')
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'verify-image-provenance-'))
  const [output, summary] = [join(folder, 'output'), join(folder, 'summary.md')]
  for (const file of [output, summary]) writeFileSync(file, '')
  const workspace = process.env.INIT_CWD ?? process.cwd()
  const { annotations, status } = await run(workspace, {
    ...variablesOf(defaults()),
    ...process.env,
    ...variablesOf(given),
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: folder,
  })
  for (const annotation of annotations) show(annotation)
  const outputs = parseFileCommands(readFileSync(output, 'utf8'))
  showSuggestions(outputs.report ?? '')
  console.log(`\nReport: ${outputs.report}\nSummary: ${summary}`)
  return status
}

/** Those of action.yml, but for expressions: nobody gives a token away here. */
function defaults(): Record<string, string> {
  const plainText = (value: unknown) => String(value ?? '').replaceAll(/\$\{\{.*?\}\}/g, '')
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, plainText(input.default)]))
}

function variablesOf(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))
}

/** Prints what is no workflow command as it comes, groups by their titles; keeps the annotations. A signal is a failure. */
function run(cwd: string, env: NodeJS.ProcessEnv): Promise<{ annotations: Annotation[]; status: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [dist], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] })
    const annotations: Annotation[] = []
    createInterface({ input: child.stdout }).on('line', (line) => {
      const title = /^::group::(.*)$/.exec(line)?.[1]
      if (title !== undefined) console.log(styleText('bold', unescapeData(title)))
      else if (line.startsWith('::')) annotations.push(...parseAnnotations(line))
      else console.log(line)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ annotations, status: code ?? 1 }))
  })
}

function show({ level, title = '', file, line, col, message }: Annotation): void {
  const place = file === undefined ? '' : `${[file, line, col].filter((part) => part !== undefined).join(':')}: `
  const color = level === 'error' ? 'red' : 'yellow'
  console.log(`\n${styleText(color, level)} ${place}${title}\n${message.replaceAll(/^/gm, '  ')}`)
}

/** Profiles to paste, for what is not pinned or was refused. */
function showSuggestions(reportFile: string): void {
  if (!existsSync(reportFile)) return
  const { images }: Report = JSON.parse(readFileSync(reportFile, 'utf8'))
  for (const { code, suggestedProfile } of images) {
    if (suggestedProfile === null) continue
    const lines = suggestedProfile.trimEnd().split('\n')
    console.log(
      code === 'VERIFIED'
        ? '\nSuggested profile that pins this build:'
        : '\nSuggested profile, if you expected this build:',
    )
    for (const line of lines) console.log(`  ${plain(line, 1000)}`)
  }
}
