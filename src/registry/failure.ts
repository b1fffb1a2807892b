/** What a registry's own refusals are called. */
import { CodedError } from '../core/errors.ts'
import { requestLine } from '../http/failure.ts'
import { type RefusalKind, refusalKind, remedyFor } from './remedy.ts'
import { quoted } from './words.ts'

/** An answer with a status that the request has no use for, as an error. */
export function registryStatusError(
  answer: { status: number; body: Uint8Array; url: URL },
  method: string,
): CodedError {
  const { status, url, body } = answer
  const message = `${requestLine(method, url)} answered ${status}${quoted(body)}`
  return new CodedError('REGISTRY_ERROR', message, { hint: statusHint(status, url, refusalKind(status, body)) })
}

function statusHint(status: number, url: URL, kind: RefusalKind | null): string {
  // What a server says about a failure of its own is about no login.
  if (kind !== null && (status < 500 || kind === 'rate limit')) return remedyFor(kind, url.host)
  if (status >= 500) return `${url.host} has an internal problem: re-run the job later.`
  return `Is ${url.host} an OCI registry, and no proxy or login page in between?`
}
