/** The Markdown pages, and the YAML blocks in them. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** Every page of Markdown, by its path in the repository. */
export function pages(): { file: string; text: string }[] {
  const files = globSync(['*.md', 'docs/**/*.md', 'examples/*.md', '.github/*.md'], { cwd: root })
  return files.toSorted().map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
}

/** The YAML that a page shows, each with the number of its first line. */
export function yamlBlocks(page: string): { text: string; line: number }[] {
  return [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(({ 1: text = '', index }) => ({
    text,
    line: page.slice(0, index).split('\n').length + 1,
  }))
}

/**
 * The page with this between `<!-- name -->` and `<!-- end of name -->`, each on a line of its own.
 * @throws {Error} if it has no such markers
 */
export function withSection(page: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->`]
  const [from, to] = [page.indexOf(start), page.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`no markers for ${name}`)
  return `${page.slice(0, from)}${start}${content}\n${page.slice(to)}`
}
