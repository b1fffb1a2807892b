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
