/**
 * Pins this action, where README, docs and examples use it, to the commit of a release: `npm run pins -- SHA VERSION`,
 * which release.yml does after each. Prints the files that it has changed. Needs nothing but Node.js.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The action itself, and its reusable workflow; not what stands behind `./`, nor a name in running text. */
const use = /^(\s*(?:- )?uses: [\w.-]+\/verify-image-provenance(?:\/\.github\/workflows\/verify\.yml)?)@.*$/gm

/**
 * Pins every use below a folder, and says which files that changed.
 * @throws {Error} where that is no commit or no version, or nothing is used there
 */
export function pin(root: string, commit: string, version: string): string[] {
  if (!/^[0-9a-f]{40}$/.test(commit)) throw new Error(`"${commit}" is no commit of 40 digits`)
  if (!/^v\d+\.\d+\.\d+$/.test(version)) throw new Error(`"${version}" is no version such as v1.2.3`)
  const using = globSync(['README.md', 'docs/**/*.md', 'examples/*.yml'], { cwd: root })
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
    .filter(({ text }) => text.search(use) !== -1)
  if (using.length === 0) throw new Error('the action is used nowhere')
  return using.flatMap(({ file, text }) => {
    const pinned = text.replaceAll(use, `$1@${commit} # ${version}`)
    if (pinned === text) return []
    writeFileSync(join(root, file), pinned)
    return [file]
  })
}

if (import.meta.main) {
  const [commit = '', version = ''] = process.argv.slice(2)
  for (const file of pin(join(import.meta.dirname, '..'), commit, version)) console.log(file)
}
