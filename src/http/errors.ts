/** What is thrown for a request that got no usable answer. */
import { CodedError, type ErrorCode } from '../core/errors.ts'
import { requestLine } from './failure.ts'
import { untilText } from './retry.ts'

/** What an error says of its request. */
interface Failed {
  method: string
  url: URL
}

/** What node:http says when a connection ends early, for the endings that it is silent about. */
export function connectionLostError(): Error {
  return Object.assign(new Error('the connection closed before the answer was complete'), { code: 'ECONNRESET' })
}

/** The reason of the signal that ended the request, where that is one of ours. */
export function abortError(signal: AbortSignal | null): CodedError {
  const reason: unknown = signal?.reason
  if (reason instanceof CodedError) return reason
  return new CodedError('TIMEOUT', 'the step ran out of time before every request was answered', {
    hint: 'Re-run the job. If it happens every time, verify fewer images in one step.',
  })
}

/** @param ms - how long the request may take */
export function requestTimeoutError({ method, url }: Failed, ms: number): CodedError {
  return new CodedError('TIMEOUT', `${requestLine(method, url)} was not answered completely within ${ms / 1000} s`, {
    hint: `${url.host} or the network in between is slow: re-run the job.`,
  })
}

export function responseTooLargeError({ method, url, maxBytes }: Failed & { maxBytes: number }): CodedError {
  return new CodedError('LIMIT_EXCEEDED', `${requestLine(method, url)} answered with more than ${maxBytes} bytes`, {
    hint: 'The action reads no more than that, because anybody who can push to a repository chooses what is in it.',
  })
}

export function contentEncodingError({ method, url }: Failed, as: ErrorCode): CodedError {
  return new CodedError(as, `${requestLine(method, url)} answered with a compressed body, which was not asked for`, {
    hint: `A proxy in between may be doing it: exempt ${url.host} from it.`,
  })
}

/** @param waitMs - how long the server asks to wait, from now. @param words - what else it says */
export function retryAfterTooLongError(
  { method, url }: Failed,
  { status, waitMs, words }: { status: number; waitMs: number; words: string },
  as: ErrorCode,
): CodedError {
  const until = untilText(waitMs, Date.now())
  return new CodedError(
    as,
    `${requestLine(method, url)} answered ${status}, and asks to come back at ${until}${words}`,
    {
      hint: 'Re-run the job after that time.',
    },
  )
}

/** @param waitMs - how long the limit lasts, from now. @param words - what else the server says */
export function rateLimitError(
  { method, url }: Failed,
  { waitMs, words, hint }: { waitMs: number; words: string; hint: string },
  as: ErrorCode,
): CodedError {
  const until = untilText(waitMs, Date.now())
  return new CodedError(as, `${requestLine(method, url)}: rate limited until ${until}${words}`, { hint })
}
