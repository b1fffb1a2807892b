/**
 * What a key of `auths` or `credHelpers` stands for: a registry, or a namespace of one (containers-auth.json(5); docker
 * itself knows registries alone). A login for one namespace is never one for another (threats E-03, E-90).
 */
import { isDockerHub } from './origin.ts'

/** The image that a login is wanted for: its registry, with the port where the reference has one, and its repository. */
export interface LoginTarget {
  readonly host: string
  readonly path: string
}

interface Scope {
  host: string
  /** Empty for the whole registry. */
  path: string
}

/** By docker's own name for it: a host, but for Docker Hub. */
export function serverAddress(host: string): string {
  return scopeOf(host).host === 'docker.io' ? 'https://index.docker.io/v1/' : host
}

/**
 * How many segments of the image's path the key names; null where it is a key of another registry or namespace. The path
 * of docker's old keys, `https://HOST/v1/`, is the API's and no namespace.
 */
export function keyDepth(key: string, target: LoginTarget): number | null {
  const { host, path } = scopeOf(key)
  if (host !== scopeOf(target.host).host) return null
  if (path === '') return 0
  return `${target.path}/`.startsWith(`${path}/`) ? path.split('/').length : null
}

/** Whether the key names a namespace of this registry, and another one than the image's. */
export function isOtherNamespace(key: string, target: LoginTarget): boolean {
  return keyDepth(key, target) === null && scopeOf(key).host === scopeOf(target.host).host
}

/** Tokens that `docker login` keeps beside the login at Docker Hub. */
export function isBesideLogin(key: string): boolean {
  const { host, path } = scopeOf(key)
  return host === 'docker.io' && /^v1\/(?:access|refresh)-token$/.test(path)
}

function scopeOf(key: string): Scope {
  const [, scheme = '', name = '', rest = ''] = /^(https?:\/\/)?([^/]*)(?:\/(.*))?$/is.exec(key) ?? []
  const host = isDockerHub(name.toLowerCase()) ? 'docker.io' : name.toLowerCase()
  const isApi = /^v[12]\/*$/.test(rest) && (scheme !== '' || rest.endsWith('/') || host === 'docker.io')
  return { host, path: isApi ? '' : rest.replace(/\/+$/, '') }
}
