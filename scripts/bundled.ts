/**
 * What ncc has bundled, held against what may be in dist/: every package with its licence text, and none that is there
 * for development alone.
 */

/** A module of webpack's stats, as `ncc --stats-out` writes them. */
interface Module {
  name?: string
  modules?: readonly Module[]
}

interface Build {
  stats: Module
  /** The text of `licenses.txt`. */
  licences: string
  lock: { packages: Record<string, { dev?: boolean }> }
}

/**
 * What `debug` asks for where somebody else has installed it: chalk, of a library for tests. Pinned by the lock file
 * like all others, and without network or files; nothing else of its kind may follow.
 */
const tolerated = ['has-flag', 'supports-color']

/** As a package states it: the kind as SPDX names it; the text is empty where the package brings none along. */
export interface Licence {
  kind: string
  text: string
}

/** The names of the packages that modules of a build come from. */
export function bundledPackages(stats: Module): string[] {
  const names = new Set<string>()
  const visit = ({ name = '', modules = [] }: Module): void => {
    const package_ = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1]
    if (package_ !== undefined) names.add(package_)
    for (const module of modules) visit(module)
  }
  visit(stats)
  return [...names].sort()
}

/**
 * The licences of a `licenses.txt`, by package: ncc writes name, kind and text, and an empty line before the next.
 * @param names - of the packages that are looked for
 */
export function licencesOf(text: string, names: readonly string[]): ReadonlyMap<string, Licence> {
  const lines = text.split('\n')
  const starts = lines.flatMap((line, at) => {
    const isStart = names.includes(line) && (at === 0 || lines[at - 1] === '') && lines[at + 1] !== ''
    return isStart ? [{ name: line, at }] : []
  })
  return new Map(
    starts.map(({ name, at }, index) => {
      const end = starts[index + 1]?.at ?? lines.length
      return [
        name,
        {
          kind: lines[at + 1] ?? '',
          text: lines
            .slice(at + 2, end)
            .join('\n')
            .trim(),
        },
      ]
    }),
  )
}

/**
 * Whether the text of a package's licence is there. Of Apache-2.0 one copy does for all (its section 4a), and
 * @sigstore/verify brings none of its own; the others have a copyright notice, and so each its own text.
 */
export function isLicensed(name: string, licences: ReadonlyMap<string, Licence>): boolean {
  const isText = ({ text }: Licence) => text.length > 200
  const licence = licences.get(name)
  if (licence?.kind !== 'Apache-2.0') return licence !== undefined && isText(licence)
  return [...licences.values()].some((other) => other.kind === licence.kind && isText(other))
}

/** What is wrong with a build, a line each. */
export function mistakesOf({ stats, licences, lock }: Build): string[] {
  const packages = bundledPackages(stats)
  const stated = licencesOf(licences, packages)
  const isForUse = (name: string) =>
    Object.entries(lock.packages).some(([path, { dev }]) => path.endsWith(`node_modules/${name}`) && !dev)
  return packages.flatMap((name) => [
    ...(isLicensed(name, stated) ? [] : [`${name}: its licence text is not in licenses.txt`]),
    ...(isForUse(name) || tolerated.includes(name) ? [] : [`${name}: it is bundled, and there for development alone`]),
  ])
}
