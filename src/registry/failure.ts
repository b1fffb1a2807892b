/** What a registry's own refusals are called. */
import { CodedError } from '../errors.ts'
import { requestLine } from '../http/failure.ts'
import { isJsonObject, member, parseJsonObject } from '../json.ts'

/** An answer with a status that the request has no use for, as an error. */
export function statusFailure(answer: { status: number; body: Uint8Array; url: URL }, method: string): CodedError {
  const { status, url } = answer
  const message = `${requestLine(method, url)} answered ${status}${reasonOf(answer.body)}`
  return new CodedError('REGISTRY_ERROR', message, { hint: hintFor(status, url) })
}

function hintFor(status: number, url: URL): string {
  if (status === 429)
    return 'The registry limits requests: log in with docker/login-action, or run the job again later.'
  if (status >= 500) return `${url.host} has trouble of its own: run the job again later.`
  return `Is ${url.host} an OCI registry, and no proxy or login page in between?`
}

/** The registry's own code for an error, such as ` DENIED`; nothing where the body holds none. */
function reasonOf(body: Uint8Array): string {
  const code = registryCode(body)
  return code === null ? '' : ` ${code}`
}

function registryCode(body: Uint8Array): string | null {
  try {
    const errors = member(parseJsonObject(body), 'errors')
    const first: unknown = Array.isArray(errors) ? errors[0] : null
    const code = isJsonObject(first) ? member(first, 'code') : null
    return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : null
  } catch {
    // An error page of any form: its status has been told already.
    return null
  }
}
