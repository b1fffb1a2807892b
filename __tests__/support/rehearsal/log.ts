/** What a rehearsal came to, read from act's JSON log (`act --json`). */
import { type Annotation, parseAnnotations } from '../action.ts'

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped'

export interface RehearsedStep {
  /** Its own result, before `continue-on-error`; null if it began and never ended. */
  outcome: Conclusion | null
  outputs: Record<string, string>
  annotations: Annotation[]
  /** What it wrote to the job summary. */
  summary: string
  /** What it printed. */
  text: string
}

export interface RehearsedJob {
  /** Null if it began and never ended. */
  result: Conclusion | null
  /** The steps that ran, by id, or by index where a step has none. A step that is not here did not run. */
  steps: Record<string, RehearsedStep>
}

interface Line {
  level: string
  msg: string
  job?: string
  stepID?: string[]
  stage?: string
  raw_output?: boolean
  command?: string
  name?: string
  arg?: string
  raw?: string
  content?: string
  stepResult?: Conclusion
  jobResult?: Conclusion
}

/**
 * The jobs that ran, by their id; those of a called workflow as `caller/job`. A job that is not here did not run.
 * @param workflow - the name of the workflow, which act puts before the id of its jobs
 */
export function readLog(log: string, workflow: string): Record<string, RehearsedJob> {
  const jobs: Record<string, RehearsedJob> = {}
  const noted = new Set<RehearsedStep>()
  for (const line of linesOf(log)) {
    // What comes before and after the steps themselves says nothing about what ran.
    if (line.job === undefined || (line.stage !== 'Main' && line.jobResult === undefined)) continue
    const name = jobName(line.job.trimEnd(), workflow)
    jobs[name] ??= { result: null, steps: {} }
    const job = jobs[name] as RehearsedJob
    if (line.jobResult !== undefined) job.result = line.jobResult
    const [id, ...inner] = line.stepID ?? []
    if (id === undefined) continue
    job.steps[id] ??= { outcome: null, outputs: {}, annotations: [], summary: '', text: '' }
    // The steps within a composite action have outcomes and outputs of their own.
    if (inner.length === 0 || line.raw_output) readStepLine(job.steps[id] as RehearsedStep, line, noted)
  }
  return jobs
}

/** `WORKFLOW/JOB`, or `CALLER/NAME OF THE CALLED WORKFLOW/JOB`. */
function jobName(job: string, workflow: string): string {
  if (job.startsWith(`${workflow}/`)) return job.slice(workflow.length + 1)
  const parts = job.split('/')
  return `${parts[0]}/${parts.at(-1)}`
}

/** What went wrong outside of any job, as a workflow that cannot be read: act's own words, which are no JSON. */
export function errorsOf({ stderr }: { stderr: string }): string[] {
  const jobFailed = /^Error: Job '.*' failed$/
  return stderr.split('\n').filter((text) => text.startsWith('Error: ') && !jobFailed.test(text))
}

/** @param noted - the steps of which is known what they printed, without the log */
function readStepLine(step: RehearsedStep, line: Line, noted: Set<RehearsedStep>): void {
  if (line.stepResult !== undefined) step.outcome = line.stepResult
  if (line.command === 'set-output') step.outputs[line.name ?? ''] = line.arg ?? ''
  else if (line.command === 'summary' && readSummary(step, line.content ?? '')) noted.add(step)
  else if (noted.has(step)) return
  else if (line.raw_output) step.text += line.msg
  else if (line.raw !== undefined) step.annotations.push(...parseAnnotations(line.raw))
}

/** Whether it holds what the step printed (printed.cjs): that is whole, while the log may lack its end. */
function readSummary(step: RehearsedStep, content: string): boolean {
  const note = /\n<!--printed ([A-Za-z0-9+/=]*)-->\n/g
  const notes = [...content.matchAll(note)].map(([, text = '']) => Buffer.from(text, 'base64').toString())
  step.summary = content.replaceAll(note, '')
  if (notes.length === 0) return false
  const printed = notes.join('')
  step.annotations = parseAnnotations(printed)
  step.text = printed
    .split(/(?<=\n)/)
    .filter((text) => !/^::[a-z-]+[ :]/.test(text))
    .join('')
  return true
}

function linesOf(log: string): Line[] {
  return log.split('\n').flatMap((text) => (text.startsWith('{') ? [JSON.parse(text) as Line] : []))
}
