/** The Sigstore instances of the `trusted-root` input. */
import { resolve } from 'node:path'
import { configError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { readRegularFile, reasonOf } from '../core/regular-file.ts'
import { decodeUtf8, type JsonObject, parseJsonObject } from '../formats/strict-json.ts'
import type { Instance } from '../model/index.ts'
import { quoted } from '../text/quoted.ts'
import { instanceOf } from './instance.ts'

/**
 * One instance a trusted root: a file holds one, or with the extension `.jsonl` one a line, as
 * `gh attestation trusted-root` writes them. Trust material is never merged.
 * @param files - paths, relative ones from the workspace
 * @throws {CodedError} CONFIG_ERROR naming the file that is missing, malformed, or lacks what a key needs
 */
export async function instancesOfFiles(files: readonly string[], workspace: string): Promise<Instance[]> {
  const instances = await Promise.all(files.map((file) => instancesOfFile(file, workspace)))
  return instances.flat()
}

async function instancesOfFile(file: string, workspace: string): Promise<Instance[]> {
  try {
    const bytes = await readRegularFile(resolve(workspace, file), limits.trustedRootBytes)
    if (!file.endsWith('.jsonl')) return [instanceOf(parseRoot(bytes), file)]
    const lines = decodeUtf8(bytes).split('\n')
    const roots = lines.flatMap((line, index) => (line.trim() === '' ? [] : [{ line, name: `${file}:${index + 1}` }]))
    if (roots.length === 0) throw new Error('it is empty')
    return roots.map(({ line, name }) => instanceOf(parseRoot(Buffer.from(line)), name))
  } catch (error) {
    throw configError(`Input trusted-root: the file ${quoted(file)} cannot be used: ${reasonOf(error)}.`, {
      hint: 'Name a trusted_root.json of Sigstore, relative to the workspace. Was the repository checked out before this step?',
      cause: error,
    })
  }
}

/** A parser's words would show what is in the file, whatever file that is. */
function parseRoot(bytes: Uint8Array): JsonObject {
  try {
    return parseJsonObject(bytes)
  } catch (error) {
    throw new Error('it does not hold a JSON object', { cause: error })
  }
}
