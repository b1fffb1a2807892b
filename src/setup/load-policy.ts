/** The policy, from wherever the inputs say that it stands. */
import { promises } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { digestOf } from '../core/digest.ts'
import { type CodedError, configError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { readRegularFile, reasonOf } from '../core/regular-file.ts'
import { decodeUtf8 } from '../formats/strict-json.ts'
import type { Policy, PolicySource, WorkflowContext } from '../model/index.ts'
import type { ClaimRequirement } from '../policy/claims/claim-table.ts'
import { defaultPolicy, policyOfClaims } from '../policy/claims/input-policy.ts'
import { quoted } from '../text/quoted.ts'
import { loadProfileModule } from './load-profile-module.ts'

/** Where the policy stands. */
export type PolicyInput =
  | { kind: 'file'; path: string }
  | { kind: 'inline'; text: string }
  | { kind: 'claims'; asked: readonly ClaimRequirement[] }
  | { kind: 'default' }

/** A policy, and where it stood. */
export interface LoadedPolicy {
  policy: Policy
  source: PolicySource
}

/**
 * Loads the policy.
 * @returns the policy, or every mistake in it
 * @throws {CodedError} CONFIG_ERROR where the profile's file cannot be read
 */
export async function loadPolicy(input: PolicyInput, runner: WorkflowContext): Promise<LoadedPolicy | CodedError[]> {
  switch (input.kind) {
    case 'file': {
      const [{ readProfile }, { path, bytes, text }] = await Promise.all([
        loadProfileModule(),
        readProfileFile(input.path, runner.workspace),
      ])
      return loaded(readProfile(text, path, runner), { kind: 'file', path, digest: digestOf(bytes) })
    }
    case 'inline': {
      const { readProfile } = await loadProfileModule()
      const digest = digestOf(Buffer.from(input.text))
      return loaded(readProfile(input.text, null, runner), { kind: 'inline', digest })
    }
    case 'claims':
      return loaded(policyOfClaims(input.asked, runner), { kind: 'inputs' })
    case 'default':
      return loaded(defaultPolicy(runner), { kind: 'default' })
  }
}

function loaded(policy: Policy | CodedError[], source: PolicySource): LoadedPolicy | CodedError[] {
  return Array.isArray(policy) ? policy : { policy, source }
}

/**
 * A file of the workspace, symbolic links followed; what is in it is never shown (threats H-13). Positions name it as
 * it is called in the repository, where annotations and code scanning look for it.
 */
async function readProfileFile(
  given: string,
  workspace: string,
): Promise<{ path: string; bytes: Buffer; text: string }> {
  try {
    const [root, file] = await Promise.all([promises.realpath(workspace), promises.realpath(resolve(workspace, given))])
    if (!file.startsWith(root + sep)) throw new Error('it is outside the workspace')
    const bytes = await readRegularFile(file, limits.profileBytes)
    return { path: relative(root, file).replaceAll(sep, '/'), bytes, text: decodeUtf8(bytes) }
  } catch (error) {
    throw configError(`Input profile: the file ${quoted(given)} cannot be used: ${reasonOf(error)}.`, {
      hint: 'Give a path relative to the workspace (run actions/checkout before this step), or the YAML itself in several lines.',
      cause: error,
    })
  }
}
