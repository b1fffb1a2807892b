/** The Sigstore instances of the `trusted-root` input. */
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { configError } from '../errors.ts'
import { parseJsonObject } from '../json.ts'
import { limits } from '../limits.ts'
import type { Instance } from '../model.ts'
import { instanceOf } from './instance.ts'

/**
 * One instance a file; trust material is never merged.
 * @param files - paths, relative ones from the workspace
 * @throws {CodedError} CONFIG_ERROR naming the file that is missing, malformed, or lacks what a key needs
 */
export async function instancesOfFiles(files: readonly string[], workspace: string): Promise<Instance[]> {
  return Promise.all(files.map((file) => instanceOfFile(file, workspace)))
}

async function instanceOfFile(file: string, workspace: string): Promise<Instance> {
  const path = resolve(workspace, file)
  try {
    const { size } = await stat(path)
    if (size > limits.trustedRootBytes) throw new Error(`it is larger than ${limits.trustedRootBytes} bytes`)
    return instanceOf(parseJsonObject(await readFile(path)), file)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable'
    throw configError(`Input trusted-root: the file ${JSON.stringify(file)} cannot be used: ${reason}.`, {
      hint: 'Name a trusted_root.json of Sigstore, relative to the workspace. Was the repository checked out before this step?',
      cause: error,
    })
  }
}
