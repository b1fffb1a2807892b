/** Which repositories a policy has in mind: there their attestations may be asked for. */
import type { Rule } from '../../model/index.ts'
import { repositoryUri } from './repository-names.ts'

const claims = ['repository', 'workflow_repository']

/** `owner/name` of the repositories on this server that these rules name; one may come twice. A glob names none. */
export function namedRepositories(rules: readonly Rule[], serverUrl: string): string[] {
  const constraints = rules.flatMap((rule) => rule.constraints.filter(({ claim }) => claims.includes(claim)))
  const texts = constraints.flatMap(({ expected }) => expected.filter((value) => typeof value === 'string'))
  return texts.flatMap((text) => repositoryName(text, serverUrl) ?? [])
}

/** `owner/name`, in letters that need no encoding in a URL; null where the text names no repository on this server. */
export function repositoryName(text: string, serverUrl: string): string | null {
  const uri = repositoryUri(text, serverUrl) ?? ''
  if (!uri.toLowerCase().startsWith(`${serverUrl.toLowerCase()}/`)) return null
  const name = uri.slice(serverUrl.length + 1)
  return /^[\w.-]+\/[\w.-]+$/.test(name) ? name : null
}
