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
    if (inner.length === 0 || line.raw_output) readStepLine(job.steps[id] as RehearsedStep, line)
  }
  return jobs
}

/** `WORKFLOW/JOB`, or `CALLER/NAME OF THE CALLED WORKFLOW/JOB`. */
function jobName(job: string, workflow: string): string {
  if (job.startsWith(`${workflow}/`)) return job.slice(workflow.length + 1)
  const parts = job.split('/')
  return `${parts[0]}/${parts.at(-1)}`
}

/** What went wrong outside of any job: a workflow that cannot be read, an action that is not there. */
export function errorsOf(log: string): string[] {
  return linesOf(log)
    .filter(({ level, raw }) => (level === 'error' || level === 'fatal') && raw === undefined)
    .map(({ msg }) => msg)
}

function readStepLine(step: RehearsedStep, line: Line): void {
  if (line.stepResult !== undefined) step.outcome = line.stepResult
  if (line.raw_output) step.text += line.msg
  else if (line.command === 'set-output') step.outputs[line.name ?? ''] = line.arg ?? ''
  else if (line.command === 'summary') step.summary += line.content ?? ''
  else if (line.raw !== undefined) step.annotations.push(...parseAnnotations(line.raw))
}

function linesOf(log: string): Line[] {
  return log.split('\n').flatMap((text) => (text.startsWith('{') ? [JSON.parse(text) as Line] : []))
}
