/**
 * Where logins are kept, in the order of the tools that keep them there: docker's, then podman's. Docker looks into
 * `DOCKER_AUTH_CONFIG` before its config file (docker/cli, cli/config/configfile); buildx, before both, into what
 * docker/login-action writes with `scope` (docker/buildx, util/dockerutil/dockerconfig); podman, buildah and skopeo into
 * the files of containers-auth.json(5).
 */
import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { LoginTarget } from './login-key.ts'
import { isDockerHub } from './origin.ts'

/** A place that may hold a login: a file, or the text of a variable. */
export type LoginPlace = { readonly file: string } | { readonly variable: string; readonly text: string | null }

/** Docker's own config file. */
export function dockerConfigFile(env: NodeJS.ProcessEnv): string {
  return join(dockerFolder(env), 'config.json')
}

/** Where to look for the login at this image's registry, one place after the other. */
export function loginPlaces(env: NodeJS.ProcessEnv, target: LoginTarget): LoginPlace[] {
  const base = join(env.BUILDX_CONFIG || join(dockerFolder(env), 'buildx'), 'config')
  const scoped = scopedFolders(base, target)
  const files = (ones: readonly ScopedFolder[]) => ones.map(({ folder }) => ({ file: join(folder, 'config.json') }))
  return [
    { variable: 'DOCKER_AUTH_CONFIG', text: env.DOCKER_AUTH_CONFIG || null },
    ...files(scoped.filter(({ actions }) => mayRead(actions))),
    // Where there is none, the one that might be there stands for all of them in what is said of the search.
    ...(scoped.length === 0 ? [{ file: join(base, target.host, target.path, 'config.json') }] : []),
    { file: dockerConfigFile(env) },
    ...podmanFiles(env).map((file) => ({ file })),
    // A login for pushing is no login for reading to buildx; where there is no other, it is still one of this very registry.
    ...files(scoped.filter(({ actions }) => !mayRead(actions))),
  ]
}

function dockerFolder(env: NodeJS.ProcessEnv): string {
  return env.DOCKER_CONFIG || join(home(env), '.docker')
}

function home(env: NodeJS.ProcessEnv): string {
  return env.HOME || homedir()
}

/** As containers/image orders them: one that is named, alone; else that of the session, then that of the user. */
function podmanFiles(env: NodeJS.ProcessEnv): string[] {
  if (env.REGISTRY_AUTH_FILE) return [env.REGISTRY_AUTH_FILE]
  const session = env.XDG_RUNTIME_DIR
    ? [env.XDG_RUNTIME_DIR, 'containers']
    : ['/run/containers', `${process.getuid?.()}`]
  const user = join(env.XDG_CONFIG_HOME || join(home(env), '.config'), 'containers', 'auth.json')
  return process.platform === 'linux' ? [join(...session, 'auth.json'), user] : [user]
}

interface ScopedFolder {
  folder: string
  /** Null where the login is for all that one may do. */
  actions: readonly string[] | null
  isOfRepository: boolean
}

/** Reading is the one action of this action; buildx takes a login whose every action is wanted. */
function mayRead(actions: readonly string[] | null): boolean {
  return actions === null || actions.every((action) => action === 'pull')
}

/**
 * The folders `HOST[/PATH][@ACTIONS]` of this very registry or repository, in buildx's order: the repository's own first,
 * and what names actions before what does not.
 */
function scopedFolders(base: string, { host, path }: LoginTarget): ScopedFolder[] {
  const segments = path.split('/')
  const spellings = isDockerHub(host) ? ['registry-1.docker.io', 'docker.io', 'index.docker.io'] : [host]
  const found = spellings.flatMap((name) => [
    ...foldersCalled(join(base, name, ...segments.slice(0, -1)), segments.at(-1) ?? '', true),
    ...foldersCalled(base, name, false),
  ])
  const rank = ({ isOfRepository, actions }: ScopedFolder) => (isOfRepository ? 100 : 0) + (actions?.length ?? 0)
  return found.sort((a, b) => rank(b) - rank(a))
}

function foldersCalled(parent: string, name: string, isOfRepository: boolean): ScopedFolder[] {
  return namesIn(parent).flatMap((entry) => {
    if (entry === name) return [{ folder: join(parent, entry), actions: null, isOfRepository }]
    if (!entry.startsWith(`${name}@`)) return []
    const actions = entry
      .slice(name.length + 1)
      .split(',')
      .filter(Boolean)
    return [{ folder: join(parent, entry), actions: actions.length === 0 ? null : actions, isOfRepository }]
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    // Not there, or not for us to read: there is no login in it.
    return []
  }
}
