/** What the reports say, told to the world in its order: log, annotations, files, outputs. The other reports are pure. */
import { appendFile, mkdtemp, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { asDigest } from '../core/digest.ts'
import { reasonOf } from '../core/regular-file.ts'
import { lastLook } from '../core/secrets.ts'
import { isImageName } from '../formats/image-name.ts'
import type { ImageVerdict, RunLocation, Verdict } from '../model/index.ts'
import { plain } from '../text/escape.ts'
import { type Annotation, annotationsOf } from './annotations.ts'
import { reportOf } from './json.ts'
import { type Log, logOf } from './log.ts'
import { writeOutput } from './output.ts'
import { sarifOf } from './sarif.ts'
import { summaryOf } from './summary/index.ts'
import { vsaOf } from './vsa.ts'
import { command, info } from './workflow-commands.ts'

export interface ReportOptions {
  /** Whether to write the job summary. */
  summary: boolean
  /** The runner's folder for temporary files; where nothing can be written there, the system's is used. */
  runnerTemp: string
  whereabouts: RunLocation
}

/** What GitHub takes as one step's summary; a longer one is dropped as a whole. */
const stepSummaryBytes = 1024 * 1024

/**
 * Tells everybody: the log, the annotations, the report file, the job summary, and last the outputs, of which
 * `verified` is the very last. Rejects only where the outputs cannot be written.
 */
export async function writeReports(verdict: Verdict, options: ReportOptions): Promise<void> {
  writeLog(logOf(verdict))
  for (const annotation of annotationsOf(verdict, options.whereabouts)) annotate(annotation)
  const files = await writeFiles(verdict, options)
  if (options.summary) await attempt('job summary', () => writeSummary(verdict, files))
  writeOutputs(verdict, files)
}

function writeLog({ groups, end }: Log): void {
  for (const { title, lines } of groups) {
    command('group', title)
    for (const line of lines) info(line)
    command('endgroup')
  }
  for (const line of end) info(line)
}

function annotate({ level, title, message, file, line, column }: Annotation): void {
  command(level, message, { title, file, line, col: column })
}

// ── files ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Paths of what was written; empty where there is nothing. */
interface Files {
  report: string
  sarif: string
  vsa: string
}

/** All in one fresh folder. What cannot be written is a warning: a full disk does not change what was found out. */
async function writeFiles(verdict: Verdict, { runnerTemp, whereabouts }: ReportOptions): Promise<Files> {
  const report = await attempt('JSON report', () => writeReport(verdict, [runnerTemp, tmpdir()]))
  const beside = (name: string): string => join(dirname(report), name)
  const sarif =
    report && (await attempt('SARIF file', () => writeJson(beside('report.sarif'), sarifOf(verdict, whereabouts))))
  const vsa =
    report && verdict.verified && (await attempt('VSA', () => writeVsa(beside('vsa.json'), verdict, whereabouts)))
  return { report, sarif, vsa: vsa || '' }
}

async function writeVsa(path: string, verdict: Verdict, whereabouts: RunLocation): Promise<string> {
  const vsa = vsaOf(verdict, whereabouts)
  if (vsa.status === 'none') return withoutVsa(vsa.reason)
  // Somebody signs it: a name with a hole in it is not what was verified.
  const text = JSON.stringify(vsa.statement)
  if (lastLook(text) !== text) return withoutVsa('It would hold a secret of this run.')
  return writeJson(path, vsa.statement)
}

function withoutVsa(reason: string): string {
  info(`There is no Verification Summary (output vsa): ${reason}`)
  return ''
}

async function attempt(what: string, write: () => Promise<string>): Promise<string> {
  try {
    return await write()
  } catch (error) {
    command('warning', `The ${what} could not be written: ${reason(error)}. The verdict is not affected.`)
    return ''
  }
}

async function writeReport(verdict: Verdict, [parent = '', ...others]: readonly string[]): Promise<string> {
  try {
    return await writeJson(join(await mkdtemp(join(parent, 'image-provenance-')), 'report.json'), reportOf(verdict))
  } catch (error) {
    if (others.length === 0) throw error
    return writeReport(verdict, others)
  }
}

async function writeJson(path: string, content: object): Promise<string> {
  const withoutSecrets = (_: string, value: unknown) => (typeof value === 'string' ? lastLook(value) : value)
  await writeFile(path, `${JSON.stringify(content, withoutSecrets, 2)}\n`, { flag: 'wx' })
  return path
}

async function writeSummary(verdict: Verdict, { report }: Files): Promise<string> {
  const path = process.env.GITHUB_STEP_SUMMARY ?? ''
  if (path === '') throw new Error('the environment variable GITHUB_STEP_SUMMARY is not set')
  const file = await stat(path)
  if (!file.isFile()) throw new Error('GITHUB_STEP_SUMMARY does not name a file')
  const text = lastLook(summaryOf(verdict, { report }))
  if (file.size + Buffer.byteLength(text) > stepSummaryBytes) throw new Error('the summary of this step is full')
  await appendFile(path, text)
  return path
}

/** The words of Node itself are for nobody: they hold paths, and whatever else it was called with. */
function reason(error: unknown): string {
  return plain(reasonOf(error))
}

// ── outputs ──────────────────────────────────────────────────────────────────────────────────────────────────

function writeOutputs(verdict: Verdict, { report, sarif, vsa }: Files): void {
  const pinned = verdict.images.filter(({ code }) => code === 'VERIFIED').map(pinnedReference)
  const [first, ...others] = verdict.images
  const digest = verdict.verified && first?.code === 'VERIFIED' && others.length === 0 ? asDigest(first.digest) : null
  writeOutput('code', verdict.code)
  writeOutput('digest', digest ?? '')
  writeOutput('images', [...new Set(pinned)].join('\n'))
  writeOutput('report', report)
  writeOutput('sarif', sarif)
  writeOutput('vsa', vsa)
  writeOutput('verified', verdict.verified ? 'true' : 'false')
}

/** Later steps put this into shell commands, so nothing passes here but what a reference is made of. */
function pinnedReference({ repository, digest }: ImageVerdict): string {
  if (repository === null || !isImageName(repository) || asDigest(digest) === null) {
    throw new Error(`a verified image has no usable reference: ${plain(String(repository))}@${plain(String(digest))}`)
  }
  return `${repository}@${digest}`
}
