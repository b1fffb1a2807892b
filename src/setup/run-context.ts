/** What a run shares. Made once; below the run, a function takes a scope and only the clients that it uses. */
import type { Stopwatch } from '../core/stopwatch.ts'
import type { Runner } from '../model/index.ts'
import type { Clients } from './clients.ts'

/** What the run says while it lasts. */
export interface RunLog {
  /** Called with every secret before it is used. */
  secret(secret: string): void
  /** Called with a line for every request: method, URL without query, status, time. */
  request(line: string): void
  /** Called at each step of the way. @param about - the reference of an image as the user wrote it, or what else is worked on */
  progress(about: string, what: string): void
}

/** What work may rely on while it goes on. */
export interface Scope {
  /** After it no request is answered any more. */
  readonly signal: AbortSignal
  readonly log: RunLog
}

export interface RunContext {
  readonly workflow: Runner
  readonly clients: Clients
  readonly stopwatch: Stopwatch
  readonly scope: Scope
  /** The end of the step, later than that of the scope: what was collected until then is still verified (threats A-70). */
  readonly end: AbortSignal
}
