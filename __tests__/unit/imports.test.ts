/**
 * Which folder of src may import which, and who may use a package or a module that reaches the outside. The first is
 * the table of docs/ARCHITECTURE.md, the second the one below; neither may allow more than is used.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { suite, test } from 'node:test'

const root = join(import.meta.dirname, '..', '..')
const src = join(root, 'src')

/** Packages, and the modules of Node.js that do I/O or start programs: the folders that may import them, and no other. */
const allowedModules: Record<string, readonly string[]> = {
  '@sigstore/bundle': ['verify'],
  '@sigstore/core': ['verify'],
  '@sigstore/protobuf-specs': ['trust'],
  '@sigstore/tuf': ['trust'],
  '@sigstore/verify': ['model', 'trust', 'verify'],
  hysnappy: ['sources'],
  'js-yaml': ['formats'],
  'node:child_process': ['registry'],
  'node:events': ['http'],
  'node:fs': ['actions', 'core', 'registry', 'report', 'setup', 'sources'],
  'node:fs/promises': ['report', 'sources', 'trust'],
  'node:http': ['http'],
  'node:https': ['http'],
  'node:net': ['core', 'http'],
  'node:os': ['actions', 'registry', 'report'],
  'node:timers/promises': ['actions', 'http', 'pipeline'],
  re2js: ['policy/profile'],
  sarif: ['report'],
  'tuf-js': ['trust'],
  valibot: ['policy/profile'],
}

/** These compute, and touch nothing outside of the process. */
const pureModules = ['node:crypto', 'node:path', 'node:url']

interface Import {
  /** Paths are relative to src. */
  file: string
  folder: string
  specifier: string
}

/** A folder of src; of policy/ one of its own folders; of a file that is in no folder its name. */
function folderOf(file: string): string {
  const [first = '', second, third] = file.split('/')
  return first === 'policy' && third !== undefined ? `${first}/${second}` : first
}

/** Static, dynamic, and of types alone; `export … from` as well. */
function importsOf(file: string, text: string): Import[] {
  const code = text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '')
  const specifiers = code.matchAll(/\bfrom\s*(['"])([^'"\s]+)\1|\bimport\s*\(?\s*(['"])([^'"\s]+)\3/g)
  return [...specifiers].map(([, , from, , alone]) => ({
    file,
    folder: folderOf(file),
    specifier: from ?? alone ?? '',
  }))
}

/** `@scope/name` of `@scope/name/file`, `name` of `name/file`; modules of Node.js as they are. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** The folder that this import leads to; null for a package. */
function targetOf({ file, specifier }: Import): string | null {
  return specifier.startsWith('.') ? folderOf(relative(src, resolve(src, dirname(file), specifier))) : null
}

/** The rows of the table under `## Imports`: each folder, and those that it may import. */
function allowedFolders(page: string): Map<string, readonly string[]> {
  const [, section = ''] = /^## Imports\n(.*?)(?=^## |(?![\s\S]))/ms.exec(page) ?? []
  const rows = [...section.matchAll(/^\| `([^`|]+)` \|([^|]*)\|/gm)]
  return new Map(
    rows.map(([, name = '', cell = '']) => [name, [...cell.matchAll(/`([^`]+)`/g)].map(([, one = '']) => one)]),
  )
}

/** What is imported, as `folder → target`, and where. */
function used(imports: readonly Import[], target: (one: Import) => string | null): Map<string, string> {
  const pairs = imports.flatMap((one) => {
    const to = target(one)
    return to === null || to === one.folder ? [] : [[`${one.folder} → ${to}`, one.file] as const]
  })
  return new Map(pairs)
}

/** What is used and not allowed, and what is allowed and not used. */
function differences(found: ReadonlyMap<string, string>, allowed: readonly string[]): string[] {
  const forbidden = [...found].filter(([pair]) => !allowed.includes(pair)).map(([pair, file]) => `${file}: ${pair}`)
  const unused = allowed.filter((pair) => !found.has(pair)).map((pair) => `allowed and not used: ${pair}`)
  return [...forbidden, ...unused]
}

const files = globSync('**/*.ts', { cwd: src }).map((file) => file.replaceAll('\\', '/'))
const imports = files.flatMap((file) => importsOf(file, readFileSync(join(src, file), 'utf8')))
const folders = allowedFolders(readFileSync(join(root, 'docs', 'ARCHITECTURE.md'), 'utf8'))
const allowedPairs = [...folders].flatMap(([from, targets]) => targets.map((to) => `${from} → ${to}`))

suite('the imports of src', () => {
  test('main.ts is the only file outside of a folder, of src and of src/policy', () => {
    assert.deepEqual(
      files.filter((file) => !file.includes('/') || /^policy\/[^/]+$/.test(file)),
      ['main.ts'],
    )
  })
  test('every folder has one row in the table of docs/ARCHITECTURE.md', () => {
    assert.deepEqual([...folders.keys()].toSorted(), [...new Set(files.map(folderOf))].toSorted())
  })
  test('a folder imports those that its row names, and all of them', () => {
    assert.ok(imports.length > 300)
    assert.deepEqual(differences(used(imports, targetOf), allowedPairs), [])
  })
  test('a package, and a module that does I/O, is imported by the folders that may, and by all of them', () => {
    const found = used(imports, ({ specifier }) => {
      const name = packageOf(specifier)
      return specifier.startsWith('.') || pureModules.includes(name) ? null : name
    })
    const allowed = Object.entries(allowedModules).flatMap(([to, from]) => from.map((one) => `${one} → ${to}`))
    assert.deepEqual(differences(found, allowed), [])
  })
  test('verify/ and policy/ do no I/O, whatever the table says', () => {
    const reaching = Object.entries(allowedModules).filter(([name]) => name.startsWith('node:'))
    const pure = reaching.flatMap(([, from]) => from).filter((folder) => /^(?:verify|policy)\b/.test(folder))
    assert.deepEqual(pure, [])
  })
})

suite('the check of imports', () => {
  const importing = (file: string, text: string) => used(importsOf(file, text), targetOf)
  const forms: [string, string][] = [
    ['an import', "import { a } from '../http/client.ts'"],
    ['an import of a type', "import type { A } from '../http/client.ts'"],
    ['an import over several lines', "import {\n  a,\n  b,\n} from '../http/client.ts'"],
    ['an import for its effect', "import '../http/client.ts'"],
    ['a late import', "const { a } = await import('../http/client.ts')"],
    ['the type of a late import', "let a: typeof import('../http/client.ts')"],
    ['an export of another file', "export * from '../http/client.ts'"],
    ['double quotes', 'import { a } from "../http/client.ts"'],
  ]
  for (const [name, text] of forms) {
    test(`${name} is seen`, () =>
      assert.deepEqual(differences(importing('verify/x.ts', text), []), ['verify/x.ts: verify → http']))
  }
  test('a folder of policy/ is one of its own', () => {
    const found = importing('policy/claims/x.ts', "import { a } from '../evaluation/y.ts'\nimport '../../core/z.ts'")
    assert.deepEqual([...found.keys()], ['policy/claims → policy/evaluation', 'policy/claims → core'])
  })
  test('an import in a comment is none', () => {
    assert.equal(importing('verify/x.ts', " * import { a } from '../http/client.ts'\n// from '../http/x.ts'").size, 0)
  })
  test('what is allowed and not used is told', () => {
    assert.deepEqual(differences(new Map(), ['verify → http']), ['allowed and not used: verify → http'])
  })
  test('a file of a package counts as the package', () => {
    assert.equal(packageOf('@sigstore/verify/dist/tlog/index.js'), '@sigstore/verify')
    assert.equal(packageOf('tuf-js/dist/error.js'), 'tuf-js')
    assert.equal(packageOf('node:fs/promises'), 'node:fs/promises')
  })
  test('the table is read up to the next heading, a dash as none', () => {
    const page =
      '## Imports\n\n| folder | may import |\n| --- | --- |\n| `core` | – |\n| `a/b` | `core` `c` |\n\n## Next\n\n| `d` | `e` |\n'
    assert.deepEqual(
      [...allowedFolders(page)],
      [
        ['core', []],
        ['a/b', ['core', 'c']],
      ],
    )
    assert.equal(allowedFolders('# No table').size, 0)
  })
})
