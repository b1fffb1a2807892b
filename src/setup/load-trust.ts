/** Whose signatures are trusted, from wherever the inputs and the rules say. */

import { CodedError, configError, type Position, toCodedError } from '../core/errors.ts'
import { createHttp } from '../http/client.ts'
import { followRedirects } from '../http/redirect.ts'
import type { Rule, Trust } from '../model/index.ts'
import { quoted } from '../text/quoted.ts'
import { instanceNames, repositoryUrl } from '../trust/instance-names.ts'
import type { RunContext } from './run-context.ts'

/** Who is trusted: files of the workspace, or what a TUF repository or this release says. */
export type TrustInput =
  | { kind: 'files'; files: readonly string[] }
  | { kind: 'sigstore'; sigstore: string; tufRootFile: string | null }

/** Whom a rule trusts. */
export type TrustOf = (rule: Rule) => Trust

/**
 * Loads what the rules need, each instance once, and nothing else.
 * @throws {CodedError} CONFIG_ERROR for a file, name or URL that cannot be used, TRUST_ROOT_ERROR for a TUF repository
 * that cannot be asked or believed: never a silent fall-back
 */
export async function loadTrust(input: TrustInput, rules: readonly Rule[], run: RunContext): Promise<TrustOf> {
  if (input.kind === 'files') {
    refuseBesideFiles(rules)
    const { instancesOfFiles } = await import('../trust/trusted-root-files.ts')
    const trust = { instances: await instancesOfFiles(input.files, run.workflow.workspace), fallback: null }
    return () => trust
  }
  const nameOf = (rule: Rule): string => rule.sigstore?.name ?? input.sigstore
  const positions = new Map(rules.map((rule) => [nameOf(rule), rule.sigstore?.position ?? null]))
  checkName(input.sigstore, 'Input sigstore', null)
  for (const [name, position] of positions) checkName(name, "The profile's params.sigstore", position)
  refuseUnusedRoot(input, [...positions.keys()])
  run.scope.log.progress('Sigstore', 'loading the trusted roots')
  const load = await createLoader(run)
  const loading = [...positions].map(async ([name, position]): Promise<[string, Trust]> => {
    const tufRootFile = instanceNames.includes(name) ? null : input.tufRootFile
    return [name, await at(position, () => load(name, tufRootFile))]
  })
  const trusted = new Map(await Promise.all(loading))
  return (rule) => {
    const trust = trusted.get(nameOf(rule))
    if (trust === undefined) throw new Error('a rule trusts an instance that was not loaded')
    return trust
  }
}

type SigstoreInput = Extract<TrustInput, { kind: 'sigstore' }>

async function createLoader({
  workflow,
  scope,
}: RunContext): Promise<(sigstore: string, tufRootFile: string | null) => Promise<Trust>> {
  const { signal, log } = scope
  const { serverUrl, workspace, temporaryFolder, env } = workflow
  const http = createHttp({ errorCode: 'TRUST_ROOT_ERROR', signal, env, onRequest: log.request })
  // Loaded late: the TUF client is of no use to those who bring their own root.
  const { trustFor } = await import('../trust/load-instances.ts')
  const get = (url: URL, maxBytes: number) =>
    followRedirects(http, { method: 'GET', url, headers: {}, maxBytes }, null, 'TRUST_ROOT_ERROR')
  return (sigstore, tufRootFile) => trustFor({ sigstore, tufRootFile, serverUrl, workspace, temporaryFolder, get })
}

function checkName(name: string, label: string, position: Position | null): void {
  try {
    if (!instanceNames.includes(name)) repositoryUrl(name, label)
  } catch (error) {
    throw placed(error, position)
  }
}

function refuseUnusedRoot({ sigstore, tufRootFile }: SigstoreInput, names: readonly string[]): void {
  if (tufRootFile === null || names.some((name) => !instanceNames.includes(name))) return
  throw configError(
    `Input tuf-root needs the URL of a TUF repository in the input sigstore, got ${quoted(sigstore)}.`,
    {
      hint: 'Remove tuf-root, or set sigstore to the URL of the repository that it belongs to.',
    },
  )
}

/** The files are used instead of every instance that has a name, so that a rule cannot ask for one of those. */
function refuseBesideFiles(rules: readonly Rule[]): void {
  const named = rules.find(({ sigstore }) => sigstore !== null)?.sigstore
  if (!named) return
  throw configError(
    `The input trusted-root and the profile's params.sigstore (${quoted(named.name)}) cannot be used together.`,
    { hint: 'Remove one of them.', position: named.position },
  )
}

async function at<Value>(position: Position | null, load: () => Promise<Value>): Promise<Value> {
  try {
    return await load()
  } catch (error) {
    throw placed(error, position)
  }
}

/** The error, with where in the profile it was asked for. */
function placed(error: unknown, position: Position | null): CodedError {
  const { code, message, hint, cause } = toCodedError(error)
  return new CodedError(code, message, { ...(hint !== null && { hint }), position, cause })
}
