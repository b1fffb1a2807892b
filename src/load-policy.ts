/** The policy, from wherever the inputs say that it stands. */
import { realpath } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { type CodedError, configError } from './errors.ts'
import { readRegularFile, reasonOf } from './file.ts'
import type { PolicyInput, Runner } from './inputs.ts'
import { decodeUtf8 } from './json.ts'
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
      return readProfileFile(input.path, runner)
    case 'inline':
      return readProfile(input.text, null, runner)
    case 'claims':
      return policyOfClaims(input.asked, runner)
    case 'default':
      return defaultPolicy(runner)
  }
}

/**
 * A file of the workspace, symbolic links followed; what is in it is never shown (threats H-13). Positions name it as
 * it is called in the repository, where annotations and code scanning look for it.
 */
async function readProfileFile(path: string, runner: Runner): Promise<Policy | CodedError[]> {
  let text: string
  let file: string
  try {
    const [root, real] = await Promise.all([realpath(runner.workspace), realpath(resolve(runner.workspace, path))])
    if (!real.startsWith(root + sep)) throw new Error('it is outside the workspace')
    file = relative(root, real).replaceAll(sep, '/')
    text = decodeUtf8(await readRegularFile(real, limits.profileBytes))
  } catch (error) {
    throw configError(
      `Input profile: the file ${JSON.stringify(path.slice(0, 200))} cannot be used: ${reasonOf(error)}.`,
      {
        hint: 'Give a path relative to the workspace (run actions/checkout before this step), or the YAML itself in several lines.',
        cause: error,
      },
    )
  }
  return readProfile(text, file, runner)
}
