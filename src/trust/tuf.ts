/**
 * A Sigstore instance out of a TUF repository. tuf-js itself does it, and not its wrapper in @sigstore/tuf: that one
 * takes no fetcher, and its own knows no proxy, retries neither 429 nor a body that breaks off, and bounds no target
 * (threats G-11). Neither of them reads the environment for what to trust.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Fetcher, Updater } from 'tuf-js'
// tuf-js takes this very class for 'there is no newer root', and exports it nowhere else.
import { DownloadHTTPError } from 'tuf-js/dist/error.js'
import { configError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { reasonOf } from '../core/regular-file.ts'
import { parseJsonObject } from '../formats/strict-json.ts'
import type { Instance } from '../model/index.ts'
import { type Downloads, failureOf, unusable, unwritable } from './failure.ts'
import { instanceOf } from './instance.ts'
import { repositoryUrl } from './instance-names.ts'

/**
 * One GET: bounded in size and time, tried again where that may help, without credentials.
 * @throws {CodedError} LIMIT_EXCEEDED where the body is longer than `maxBytes`; anything else counts as not answered
 */
export type Get = (url: URL, maxBytes: number) => Promise<{ status: number; body: Uint8Array }>

/** A TUF repository, and where trust in it begins. */
export interface TufRepository {
  /** How messages and reports call the instance. */
  name: string
  url: string
  /** The initial `root.json`, trusted as it is. */
  root: Buffer
  /** The target that holds the trusted root. */
  target: string
}

/**
 * The instance that the repository's target describes, by the TUF client workflow from the initial root on. What is
 * stored on the way is in a folder that only this run has ever seen, and that is gone afterwards: a cached root would
 * be the anchor of trust (threats G-08, R-29).
 * The Update Framework specification, section 5 (detailed client workflow).
 * @param options - `cacheFolder`: where to make that folder
 * @throws {CodedError} TRUST_ROOT_ERROR; CONFIG_ERROR for a URL or an initial root that is none
 */
export async function instanceOfTuf(
  repository: TufRepository,
  { cacheFolder, get }: { cacheFolder: string; get: Get },
): Promise<Instance> {
  const url = repositoryUrl(repository.url)
  const folder = await privateFolder(cacheFolder, url.host)
  try {
    const trustedRoot = await fetchTarget(repository, url, folder, get)
    return readInstance(trustedRoot, repository, url.host)
  } finally {
    // What cannot be removed now goes with the runner's folder, and must not decide about an image.
    await rm(folder, { recursive: true, force: true }).catch(() => {})
  }
}

/** Readable by nobody else: mkdtemp makes it so. */
async function privateFolder(parent: string, host: string): Promise<string> {
  try {
    return await mkdtemp(join(parent, 'tuf-'))
  } catch (error) {
    throw unwritable(host, parent, error)
  }
}

async function fetchTarget(repository: TufRepository, url: URL, folder: string, get: Get): Promise<Buffer> {
  const downloads: Downloads = { last: 'root.json', failure: null, metadata: new Map([['root', repository.root]]) }
  try {
    await writeFile(join(folder, 'root.json'), repository.root)
    const updater = openUpdater(url, folder, fetcherOf(get, folder, downloads))
    const target = await updater.getTargetInfo(repository.target)
    if (target === undefined) throw unusable(url.host, repository.target, 'its targets metadata does not name it')
    if (!(target.length <= limits.trustedRootBytes)) {
      const why = `expected at most ${limits.trustedRootBytes} bytes, got ${target.length}`
      throw unusable(url.host, repository.target, why)
    }
    return await readFile(await updater.downloadTarget(target, join(folder, 'target')))
  } catch (error) {
    throw failureOf(error, url.host, folder, downloads)
  }
}

/** The client with its initial root, which comes from us or from the user, and never unseen from the network. */
function openUpdater(url: URL, folder: string, fetcher: Fetcher): Updater {
  const base = url.href.replace(/\/$/, '')
  try {
    return new Updater({ metadataDir: folder, metadataBaseUrl: base, targetBaseUrl: `${base}/targets`, fetcher })
  } catch (error) {
    throw configError(`Input tuf-root: the file is not TUF root metadata that is signed by its own keys.`, {
      hint: `Name the initial root.json of ${url.host}, as those who run it publish it.`,
      cause: error,
    })
  }
}

function fetcherOf(get: Get, folder: string, downloads: Downloads): Fetcher {
  const downloadBytes = (url: string, maxLength: number) => download(get, new URL(url), maxLength, downloads)
  return {
    downloadBytes,
    async downloadFile(url, maxLength, handler) {
      const bytes = await downloadBytes(url, maxLength)
      const file = join(folder, 'download')
      await writeFile(file, bytes)
      return handler(file)
    },
  }
}

/** Notes what comes of it, for tuf-js keeps no more than the text of some errors. */
async function download(get: Get, url: URL, maxLength: number, downloads: Downloads): Promise<Buffer> {
  downloads.last = url.pathname.split('/').at(-1) ?? ''
  downloads.failure = null
  try {
    const { status, body } = await get(url, Math.min(maxLength, limits.trustedRootBytes))
    if (status !== 200) throw new DownloadHTTPError(`GET ${url.origin}${url.pathname} answered ${status}`, status)
    const role = /^(?:\d+\.)?(.+)\.json$/.exec(downloads.last)?.[1]
    if (role !== undefined) downloads.metadata.set(role, body)
    return Buffer.from(body)
  } catch (error) {
    downloads.failure = error instanceof Error ? error : new Error(String(error))
    throw error
  }
}

function readInstance(trustedRoot: Buffer, { name, target }: TufRepository, host: string): Instance {
  try {
    return instanceOf(parseJsonObject(trustedRoot), name)
  } catch (error) {
    throw unusable(host, target, error instanceof SyntaxError ? 'it is not a JSON object' : reasonOf(error), error)
  }
}
