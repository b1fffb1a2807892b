/** Attestations in files: the `bundle` input, used instead of every other source (contract, section 2). */
import { createReadStream } from 'node:fs'
import { glob, stat } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { CodedError, configError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { Attestation, AttestationContent, CollectedAttestations } from '../model/index.ts'
import { quoted } from '../text/quoted.ts'
import { type OtherKind, otherKindOf } from './bundle-kind.ts'
import { type Document, documentsOf } from './documents.ts'

/**
 * The bundles in the files that paths and globs name, relative to the workspace: one, or several one after the other. What
 * a file is called says nothing. Bytes are handed on as they are; what is in them is judged later.
 * @throws {CodedError} CONFIG_ERROR naming the path that matches nothing, or is no readable file, or where no file holds a bundle
 */
export async function readBundleFiles(patterns: readonly string[], workspace: string): Promise<CollectedAttestations> {
  const files = await findFiles(patterns, workspace)
  const attestations: Attestation[] = []
  const others: CodedError[] = []
  let room = limits.gatheredBytes
  for (const file of files) {
    const shown = shownPath(file, workspace)
    const bytes = await readBundleFile(file, shown, room)
    if (bytes === null) return tooLarge(attestations)
    room -= bytes.length
    const documents = documentsOf(bytes)
    const other = otherKindOfAll(documents)
    if (other !== null) others.push(notABundle(shown, other))
    attestations.push(...(other === null ? attestationsOf(documents, shown) : [unreadable(shown, other)]))
    if (attestations.length > limits.attestations) return tooMany(attestations)
  }
  const [mistake] = others
  if (mistake !== undefined && others.length === attestations.length) throw mistake
  const found = attestations.length
  const message = `${found} ${found === 1 ? 'bundle' : 'bundles'} in ${files.length} ${files.length === 1 ? 'file' : 'files'}`
  return { attestations, sources: [{ source: 'file', status: 'answered', found, message }] }
}

function tooMany(attestations: readonly Attestation[]): CollectedAttestations {
  return incomplete(attestations.slice(0, limits.attestations), `more than ${limits.attestations} bundles`)
}

function tooLarge(attestations: readonly Attestation[]): CollectedAttestations {
  return incomplete(attestations, `more than ${limits.gatheredBytes} bytes of bundles`)
}

function incomplete(attestations: readonly Attestation[], what: string): CollectedAttestations {
  const error = new CodedError('LIMIT_EXCEEDED', `the input \`bundle\` names ${what}`, {
    hint: 'Name only the files that belong to this image.',
  })
  const found = attestations.length
  return { attestations: [...attestations], sources: [{ source: 'file', status: 'failed', found, error }] }
}

/** Each file once, in the order of the patterns, and by name within one. */
async function findFiles(patterns: readonly string[], workspace: string): Promise<string[]> {
  const files = new Set<string>()
  for (const pattern of patterns) {
    for (const file of await matchesOf(pattern, workspace)) files.add(file)
    if (files.size > limits.bundleFiles) {
      throw configError(`the input \`bundle\` names more than ${limits.bundleFiles} files with ${quoted(pattern)}`)
    }
  }
  return [...files]
}

/** A path that is there is taken as it is, whatever it has in common with a glob. */
async function matchesOf(pattern: string, workspace: string): Promise<string[]> {
  const literal = resolve(workspace, pattern)
  if (await exists(literal, pattern)) return [literal]
  const matches: string[] = []
  for await (const match of glob(pattern, { cwd: workspace })) {
    matches.push(resolve(workspace, match))
    if (matches.length > limits.bundleFiles) break
  }
  if (matches.length > 0) return matches.sort()
  throw configError(`the input \`bundle\` names ${quoted(pattern)}, which matches no file`, {
    hint: `Paths are relative to the workspace, ${workspace}.`,
  })
}

async function exists(file: string, shown: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EINVAL' || code === 'ENAMETOOLONG') return false
    throw unusable(shown, code, error)
  }
}

/** The file's bytes, null where there are too many of them. */
async function readBundleFile(file: string, shown: string, most: number): Promise<Uint8Array | null> {
  try {
    // Before it is opened: a named pipe would be waited on for ever.
    const stats = await stat(file)
    if (stats.isDirectory()) throw configError(`the input \`bundle\` names "${shown}", which is a directory`, globHint)
    if (!stats.isFile()) throw configError(`the input \`bundle\` names "${shown}", which is not a regular file`)
    return await readBounded(file, most)
  } catch (error) {
    throw error instanceof CodedError ? error : unusable(shown, codeOf(error), error)
  }
}

const globHint = { hint: 'Name the files of a directory as `directory/*`.' }

async function readBounded(file: string, most: number): Promise<Uint8Array | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of createReadStream(file, { end: most })) {
    length += chunk.length
    chunks.push(chunk)
  }
  return length > most ? null : Buffer.concat(chunks)
}

function attestationsOf(documents: readonly Document[], shown: string): Attestation[] {
  return documents.map(({ bytes, line }) => ({
    source: 'file',
    location: documents.length === 1 ? shown : `${shown}:${line}`,
    content: bytes.length > limits.bundleBytes ? larger : { kind: 'bundle', bundle: bytes },
  }))
}

/** What the first document is where none can be a bundle; otherwise the bad ones are told one by one. */
function otherKindOfAll(documents: readonly Document[]): OtherKind | null {
  const [first, ...more] = documents
  const kind = first === undefined ? null : otherKindOf(first.bytes)
  return kind !== null && more.every(({ bytes }) => otherKindOf(bytes) !== null) ? kind : null
}

function notABundle(shown: string, { what, todo }: OtherKind): CodedError {
  return configError(`the input \`bundle\` names "${shown}", which is not a Sigstore bundle: it is ${what}`, {
    hint: todo,
  })
}

/** The whole file as one, beside files that hold bundles: those are not to suffer from it. */
function unreadable(shown: string, { what }: OtherKind): Attestation {
  const message = `the file is not a Sigstore bundle: it is ${what}`
  return {
    source: 'file',
    location: shown,
    content: { kind: 'unreadable', as: 'bundle', code: 'BUNDLE_INVALID', message },
  }
}

const larger: AttestationContent = {
  kind: 'unreadable',
  as: 'bundle',
  code: 'LIMIT_EXCEEDED',
  message: `larger than ${limits.bundleBytes} bytes`,
}

/** As the user would write it: relative where it is inside of the workspace. */
function shownPath(file: string, workspace: string): string {
  const path = relative(workspace, file)
  const inside = path !== '' && !path.startsWith('..') && !isAbsolute(path)
  return inside ? path.split(sep).join('/') : file
}

function unusable(shown: string, code: string, cause: unknown): CodedError {
  return configError(`the input \`bundle\` names "${shown}", which cannot be read (${code})`, { cause })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
