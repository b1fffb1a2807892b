/** The policy, from wherever the inputs say that it stands. */
import { constants, open, realpath } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { type CodedError, configError } from './errors.ts'
import type { PolicyInput, Runner } from './inputs.ts'
import { limits } from './limits.ts'
import type { Policy } from './model.ts'
import { readProfile } from './policy/profile.ts'
import { defaultPolicy, policyOfClaims } from './policy/rules.ts'

/**
 * Loads the policy.
 * @returns the policy, or every mistake in it
 * @throws {CodedError} CONFIG_ERROR where the profile's file cannot be read
 */
export async function loadPolicy(input: PolicyInput, runner: Runner): Promise<Policy | CodedError[]> {
  switch (input.kind) {
    case 'file':
      return readProfile(await readProfileFile(input.path, runner.workspace), input.path, runner)
    case 'inline':
      return readProfile(input.text, null, runner)
    case 'claims':
      return policyOfClaims(input.asked, runner)
    case 'default':
      return defaultPolicy(runner)
  }
}

/** A regular file of the workspace, symbolic links followed, within the bound, and never shown (threats H-13). */
async function readProfileFile(path: string, workspace: string): Promise<string> {
  try {
    const [root, file] = await Promise.all([realpath(workspace), realpath(resolve(workspace, path))])
    if (!file.startsWith(root + sep)) throw new Error('it is outside the workspace')
    return await readBounded(file)
  } catch (error) {
    throw unreadable(path, error)
  }
}

async function readBounded(path: string): Promise<string> {
  // Without O_NONBLOCK a named pipe would keep the step waiting for a writer.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) throw new Error('it is not a regular file')
    const buffer = Buffer.alloc(limits.profileBytes + 1)
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
    if (bytesRead > limits.profileBytes) throw new Error(`it is larger than ${limits.profileBytes} bytes`)
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead))
  } finally {
    await handle.close()
  }
}

function unreadable(path: string, error: unknown): CodedError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null
  const known: Record<string, string> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a directory',
    EACCES: 'it may not be read',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not valid UTF-8',
  }
  const reason = code === null ? (error instanceof Error ? error.message : 'unreadable') : (known[code] ?? code)
  return configError(`Input profile: the file ${JSON.stringify(path.slice(0, 200))} cannot be used: ${reason}.`, {
    hint: 'Give a path relative to the workspace (run actions/checkout before this step), or the YAML itself in several lines.',
    cause: error,
  })
}
