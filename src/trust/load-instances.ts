/** The Sigstore instances of the `sigstore` input. */
import { resolve } from 'node:path'
import { configError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { readRegularFile, reasonOf } from '../core/regular-file.ts'
import type { Instance, Trust } from '../model/index.ts'
import { quoted } from '../text/quoted.ts'
import { bundledInstance } from './bundled.ts'
import { githubHost, instanceNames, publicGoodHost, repositoryUrl } from './instance-names.ts'
import { type Get, instanceOfTuf, type TufRepository } from './tuf.ts'
import { githubRepository, publicGoodRepository } from './tuf-repositories.ts'

/** What is asked for, and what it takes to get it. */
export interface InstanceRequest {
  /** `auto`, `bundled`, a known repository by its host, or the URL of another. */
  sigstore: string
  /** The `tuf-root` input: a path, relative ones from the workspace; null where there is none. Read for a URL alone. */
  tufRootFile: string | null
  serverUrl: string
  workspace: string
  temporaryFolder: string
  get: Get
}

/**
 * The instances whose signatures are trusted, each with its own rules. `auto` loads public-good at once, and GitHub's
 * when it is needed: most images have nothing to do with it.
 * @throws {CodedError} TRUST_ROOT_ERROR where a repository gives none, CONFIG_ERROR where the inputs make no sense
 */
export async function trustFor(wanted: InstanceRequest): Promise<Trust> {
  const { sigstore, serverUrl, temporaryFolder: cacheFolder, get } = wanted
  const load = async (repository: TufRepository | Promise<TufRepository>) =>
    instanceOfTuf(await repository, { cacheFolder, get })
  switch (sigstore) {
    case 'auto': {
      const fallback = { organization: githubOrganization, load: once(() => load(githubRepository(serverUrl, get))) }
      return { instances: [await load(publicGoodRepository())], fallback }
    }
    case 'bundled':
      return only(bundledInstance())
    case publicGoodHost:
      return only(await load(publicGoodRepository()))
    case githubHost:
      return only(await load(githubRepository(serverUrl, get)))
    default:
      return only(await load(otherRepository(wanted)))
  }
}

/** As the certificates of GitHub's own Fulcio name their issuer. */
const githubOrganization = 'GitHub, Inc.'

function only(instance: Instance): Trust {
  return { instances: [instance], fallback: null }
}

function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined
  return () => {
    loading ??= load()
    return loading
  }
}

/** A repository that is not known is trusted from the root on that the user names, and never without one (threats G-09). */
async function otherRepository({ sigstore, tufRootFile, workspace }: InstanceRequest): Promise<TufRepository> {
  const { host } = repositoryUrl(sigstore)
  if (tufRootFile === null) {
    throw configError(`Input tuf-root is required for the TUF repository ${host}.`, {
      hint: `Name the initial root.json that the operators of ${host} publish. These instances need none: ${instanceNames.join(', ')}.`,
    })
  }
  return { name: host, url: sigstore, root: await readRoot(tufRootFile, workspace), target: 'trusted_root.json' }
}

async function readRoot(file: string, workspace: string): Promise<Buffer> {
  try {
    return await readRegularFile(resolve(workspace, file), limits.trustedRootBytes)
  } catch (error) {
    throw configError(`Input tuf-root: the file ${quoted(file)} cannot be used: ${reasonOf(error)}.`, {
      hint: 'Name the initial root.json, relative to the workspace. Was the repository checked out before this step?',
      cause: error,
    })
  }
}
