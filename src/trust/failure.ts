/**
 * What went wrong with a TUF repository, in the reader's words. All of it is `TRUST_ROOT_ERROR`: nothing else is
 * trusted instead (threats G-07). What the network did, what has expired, and what does not verify are told apart, for
 * the next step is another each time.
 */
import { CodedError } from '../core/errors.ts'
import { reasonOf } from '../core/regular-file.ts'
import { redact } from '../core/secrets.ts'
import { isJsonObject } from '../formats/strict-json.ts'

/** What the requests of one update have come to. */
export interface Downloads {
  /** The last file asked for, without its folder. */
  last: string
  /** What broke the last request; null where it was answered. */
  failure: Error | null
  /** The last answer for each role, by the role's name. */
  metadata: Map<string, Uint8Array>
}

const elsewhere =
  'name a trusted_root.json in the input trusted-root, or set sigstore: bundled for the public-good root that ships with this release'

/** No answer, or one with a status that it should not have. */
export function unreachable(host: string, cause: Error): CodedError {
  return new CodedError('TRUST_ROOT_ERROR', `The TUF repository ${host} could not be read: ${plain(cause.message)}.`, {
    hint: `Re-run the job. Where this runner cannot reach ${host} (HTTPS_PROXY and NO_PROXY hold), ${elsewhere}.`,
    cause,
  })
}

/** Bytes that are not those that the repository's keys, or we, have vouched for. */
export function unverified(host: string, file: string, why: string, cause?: unknown): CodedError {
  const message = `TUF verification failed for ${plain(file)} from ${host}: ${plain(why)}.`
  return new CodedError('TRUST_ROOT_ERROR', message, {
    hint: `The repository or a proxy may be broken or tampered with. Do not bypass this check. If it persists, contact the operators of ${host}.`,
    cause,
  })
}

/** Verified, and of no use to this action. */
export function unusable(host: string, target: string, why: string, cause?: unknown): CodedError {
  const message = `The TUF repository ${host} has no usable target ${plain(target)}: ${plain(why)}.`
  return new CodedError('TRUST_ROOT_ERROR', message, {
    hint: `Is ${host} a TUF repository of Sigstore, and this release of the action recent? Otherwise ${elsewhere}.`,
    cause,
  })
}

/** The folder for temporary files cannot be written to. */
export function unwritable(host: string, folder: string, cause: unknown): CodedError {
  const message = `The metadata of the TUF repository ${host} cannot be stored in ${JSON.stringify(folder)}: ${reasonOf(cause)}.`
  return new CodedError('TRUST_ROOT_ERROR', message, {
    hint: 'The folder is RUNNER_TEMP: it must exist, be writable, and have space left.',
    cause,
  })
}

/** What an update has thrown. */
export function failureOf(thrown: unknown, host: string, folder: string, downloads: Downloads): CodedError {
  const { failure, last } = downloads
  if (failure instanceof CodedError && failure.code === 'LIMIT_EXCEEDED') {
    return unverified(host, last, 'it is larger than allowed', failure)
  }
  if (failure !== null) return unreachable(host, failure)
  if (thrown instanceof CodedError) return thrown
  if (thrown instanceof Error && 'syscall' in thrown) return unwritable(host, folder, thrown)
  const text = messageOf(thrown)
  if (text.startsWith('Failed to persist metadata ')) return unwritable(host, folder, new Error('it was not written'))
  const role = /^(?:Final )?([\w-]+)\.json is expired$/.exec(text)?.[1]
  return role === undefined
    ? unverified(host, last, text, thrown)
    : expired(host, role, downloads.metadata.get(role), thrown)
}

/** tuf-js hands on what went wrong with a snapshot or targets as text, in words of its own. */
function messageOf(thrown: unknown): string {
  const text = String(thrown).replace(/^\w*Error: Unable to load (?:snapshot metadata|targets) error /, '')
  // A parser's words would show what was answered, whatever that is.
  if (/^(?:Syntax|Type|Range)Error\b/.test(text)) return 'it is not well-formed TUF metadata'
  return text.replace(/^\w*Error: /, '')
}

function expired(host: string, role: string, metadata: Uint8Array | undefined, cause: unknown): CodedError {
  const since = metadata === undefined ? '' : ` on ${expiryOf(metadata)}`
  const now = new Date().toISOString()
  const message = `The ${role} metadata of the TUF repository ${host} expired${since}; this machine's clock says ${now}.`
  return new CodedError('TRUST_ROOT_ERROR', message, {
    hint: `Is this machine's clock right? If it is, ${host} has not been renewed, or something in between serves an old copy of it: wait for a fresh one, or ${elsewhere}.`,
    cause,
  })
}

/** tuf-js has verified these bytes before it finds them expired; read as it reads them, they hold the date it saw. */
function expiryOf(metadata: Uint8Array): string {
  const root: unknown = JSON.parse(Buffer.from(metadata).toString('utf8'))
  const signed = isJsonObject(root) ? root.signed : null
  return plain(isJsonObject(signed) ? String(signed.expires) : 'an unknown date')
}

/** One line of ASCII, without a full stop at its end. */
function plain(text: string): string {
  return redact(text, 400)
    .replace(/[^ -~]+/g, '?')
    .replace(/\.$/, '')
}
