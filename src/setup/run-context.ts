/** What a run shares. Made once; below the run, a function takes a scope and only the clients that it uses. */
import type { Stopwatch } from '../core/stopwatch.ts'
import type { WorkflowContext } from '../model/index.ts'
import type { Clients } from './clients.ts'
import type { Scope } from './scope.ts'

export interface RunContext {
  readonly workflow: WorkflowContext
  readonly clients: Clients
  readonly stopwatch: Stopwatch
  readonly scope: Scope
  /** The end of the step, later than that of the scope: what was collected until then is still verified (threats A-70). */
  readonly end: AbortSignal
}
