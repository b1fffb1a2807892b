/** Starting dist as the runner does, and nothing beside it, so that what is timed is the step alone. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const dist = join(import.meta.dirname, '..', 'dist', 'index.js')
const peak = join(import.meta.dirname, 'peak.cjs')

export interface Step {
  /** Process start to exit. */
  ms: number
  exitCode: number | null
  /** Peak of its memory; null where it was not asked for. */
  peakMiB: number | null
  /** Of it, how long the attestations took to verify, as the report says. */
  verifyMs: number
}

export interface StepOptions {
  env?: Record<string, string>
  /** Watches its memory, which costs a little time. */
  withPeak?: boolean
}

/** Runs the step once. */
export async function runStep(inputs: Record<string, string>, options: StepOptions = {}): Promise<Step> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const file = (name: string): string => join(folder, name)
  for (const name of ['output', 'summary']) writeFileSync(file(name), '')
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    RUNNER_TEMP: folder,
    GITHUB_WORKSPACE: folder,
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_REPOSITORY: 'acme/app',
    PEAK_FILE: file('peak'),
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...options.env,
  }
  const { ms, exitCode } = await runNode([...(options.withPeak ? ['--require', peak] : []), dist], env)
  const peakKiB = existsSync(file('peak')) ? Number(readFileSync(file('peak'), 'utf8')) : null
  const verifyMs = durationsIn(readFileSync(file('output'), 'utf8')).verify ?? Number.NaN
  rmSync(folder, { recursive: true, force: true })
  return { ms, exitCode, peakMiB: peakKiB === null ? null : peakKiB / 1024, verifyMs }
}

/** Those of the report that these outputs name. */
function durationsIn(outputs: string): { verify?: number } {
  const path = /^report<<(\S+)\n(.*)\n\1$/m.exec(outputs)?.[2] ?? ''
  return JSON.parse(readFileSync(path, 'utf8')).durations
}

/** Runs Node.js once, and throws its output away. */
export function runNode(
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<{ ms: number; exitCode: number | null }> {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: 'ignore', ...(env && { env }) })
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ ms: performance.now() - start, exitCode }))
  })
}

/** The middle of what was measured. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The least of what was measured: what else a machine does makes a run longer and never shorter. */
export function least(values: readonly number[]): number {
  return Math.min(...values)
}

/** Measures so often, one after the other. */
export async function repeat<Value>(times: number, measure: () => Promise<Value>): Promise<Value[]> {
  const values: Value[] = []
  for (let n = 0; n < times; n++) values.push(await measure())
  return values
}
