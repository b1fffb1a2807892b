/** Which host a registry's name stands for, and how it is spoken to (contract, section 2; threats E-05). */
import { configError } from '../core/errors.ts'
import { isLoopback } from '../core/loopback.ts'

/** Names by which Docker Hub goes; its registry answers under one of them only. */
const dockerHub = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io'])

/** Whether this registry is Docker Hub, under any of its names. */
export function isDockerHub(host: string): boolean {
  return dockerHub.has(host)
}

/**
 * The origin that a registry's requests go to: http on loopback, https elsewhere (contract, section 2).
 * @throws {CodedError} CONFIG_ERROR for what is no host
 */
export function originOf(host: string): URL {
  if (isDockerHub(host)) return new URL('https://registry-1.docker.io')
  const text = `https://${host}/`
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw configError(`"${host.slice(0, 255)}" is not a registry host: expected a host name with an optional port`)
  }
  return isLoopback(url.hostname) ? new URL(`http://${host}/`) : url
}
