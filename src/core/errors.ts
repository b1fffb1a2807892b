/** Verdict codes of an image or of the whole step (contract, section 4). */
export type Code =
  | 'VERIFIED'
  | 'NO_PROVENANCE'
  | 'NO_MATCHING_PROVENANCE'
  | 'DIGEST_MISMATCH'
  | 'NOT_COVERED'
  | 'IMAGE_NOT_FOUND'
  | 'REGISTRY_ERROR'
  | 'GITHUB_API_ERROR'
  | 'TRUST_ROOT_ERROR'
  | 'TIMEOUT'
  | 'LIMIT_EXCEEDED'
  | 'CONFIG_ERROR'
  | 'INTERNAL_ERROR'

/** The codes that an error may carry: a verdict on what was found is a value, never an error. */
export type ErrorCode = Exclude<Code, 'VERIFIED' | 'NO_PROVENANCE' | 'NO_MATCHING_PROVENANCE' | 'NOT_COVERED'>

/** Where in a file the user has to look; `file` is relative to the workspace, lines and columns count from 1. */
export interface Position {
  file: string | null
  line: number
  column: number
}

/**
 * The one error family of the action. `message` says what happened and where, `hint` what to do next.
 * Untrusted text inside either is quoted by `text/escape.ts` when it is shown, not here.
 */
export class CodedError extends Error {
  readonly code: ErrorCode
  readonly hint: string | null
  readonly position: Position | null

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; position?: Position | null; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'CodedError'
    this.code = code
    this.hint = options.hint ?? null
    this.position = options.position ?? null
  }
}

/** What a registry has refused to show for good, with a 401 or a 403. */
export class RefusedError extends CodedError {}

/** A mistake in the user's inputs or profile (contract: `CONFIG_ERROR`). */
export function configError(
  message: string,
  options: { hint?: string; position?: Position | null; cause?: unknown } = {},
): CodedError {
  return new CodedError('CONFIG_ERROR', message, options)
}

/**
 * Any thrown value as a coded error; what is not one already is a defect of the action. Its message is not shown: it is Node's, a
 * library's or a server's, and may hold whatever those were given (threats H-06, H-80). Where it was thrown is what helps.
 */
export function toCodedError(error: unknown): CodedError {
  if (error instanceof CodedError) return error
  return new CodedError('INTERNAL_ERROR', `An unexpected error: ${defectOf(error)}`, {
    cause: error,
    hint: 'This is a bug in the action. Please report it with the log of this step.',
  })
}

/** The class of an error, and the places in our own code that it came through; of both only what cannot be anybody's text. */
function defectOf(error: unknown): string {
  if (!(error instanceof Error)) return 'what was thrown is not an Error'
  const name = String(error.name)
    .replace(/[^A-Za-z]/g, '')
    .slice(0, 40)
  const code = 'code' in error && /^[A-Z_]{1,40}$/.test(String(error.code)) ? ` ${error.code}` : ''
  // The message stands before the places, and may be made to look like one.
  const stack = String(error.stack).replace(error.message, '')
  const places = [...stack.matchAll(/^ {4}at .*?([a-z0-9.-]{1,40}\.[jt]s:\d{1,7}:\d{1,7})\)?$/gm)].map(
    ([, place]) => place,
  )
  return `${name}${code}${places.length === 0 ? '' : ` at ${places.slice(0, 3).join(', ')}`}`
}
