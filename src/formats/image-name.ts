/**
 * Names of images: registry, path and tag, as Docker's reference grammar and the OCI distribution specification ("Pulling
 * manifests") spell them. The one grammar of this action: what reads, matches, asks for and hands on a name uses it.
 */
import type { Digest } from '../core/digest.ts'

const pathComponent = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/
const tag = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/
/** As references are normalized: in lower case, an address of IPv6 in brackets, with the port where one was given. */
const registryHost = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/

/** What an image is called, apart from tag and digest. */
export interface ImageName {
  registry: string
  path: string
}

/** Whether this is the path of a repository: `library/alpine`, `acme/app`. */
export function isRepositoryPath(text: string): boolean {
  return text.split('/').every((component) => pathComponent.test(component))
}

/** Whether this is a tag. */
export function isTag(text: string): boolean {
  return tag.test(text)
}

/** Whether this is a registry as normalized references name it; not every such text is a host that exists. */
export function isRegistryHost(text: string): boolean {
  return registryHost.test(text)
}

/** Whether this is `registry/path`. */
export function isImageName(text: string): boolean {
  const slash = text.indexOf('/')
  return isRegistryHost(text.slice(0, Math.max(slash, 0))) && isRepositoryPath(text.slice(slash + 1))
}

/** `registry/path`, without tag and digest. */
export function imageNameOf({ registry, path }: ImageName): string {
  return `${registry}/${path}`
}

/** The reference as later steps should use it: `registry/path@sha256:…`. */
export function pinned(name: ImageName, digest: Digest): string {
  return `${imageNameOf(name)}@${digest}`
}
