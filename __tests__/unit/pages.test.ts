/** The pages: links resolve, generated parts are up to date, profiles load. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { suite, test } from 'node:test'
import { Ajv } from 'ajv'
import { load } from 'js-yaml'
import { pages, yamlBlocks } from '../../scripts/pages.ts'
import { filled } from '../../scripts/readme.ts'
import { codeMessages } from '../../src/report/messages.ts'
import { mistakesOf } from '../support/policies.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const all = pages()

/** As GitHub generates them: lower case, no punctuation but `-` and `_`, spaces to hyphens, a number for each repetition. */
function anchors(page: string): Set<string> {
  const seen = new Map<string, number>()
  const headings = withoutCode(page).matchAll(/^#{1,6} +(.*?) *$/gm)
  const found = [...headings].map(([, heading = '']) => {
    const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const anchor = text.replaceAll(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-')
    const before = seen.get(anchor) ?? 0
    seen.set(anchor, before + 1)
    return before === 0 ? anchor : `${anchor}-${before}`
  })
  return new Set(found)
}

function withoutCode(page: string): string {
  return page.replaceAll(/^(```|~~~).*?^\1$/gms, '')
}

test('anchors are those that GitHub generates', () => {
  const page = "# A `b_c` & [d](e)\n## Docker's builders\n## A\n## A\n```\n# no heading\n```\n"
  assert.deepEqual([...anchors(page)], ['a-b_c--d', 'dockers-builders', 'a', 'a-1'])
})

suite('every link resolves to a file and a heading that exist', () => {
  for (const { file, text } of all)
    test(file, () => {
      const targets = [
        ...[...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target),
        ...[...text.matchAll(/\b(?:src|href)="([^"]+)"/g)].map(([, target = '']) => target),
      ]
      for (const target of targets) {
        if (/^(?:https?|mailto):/.test(target)) continue
        const [path = '', anchor] = target.split('#')
        const to = path === '' ? file : normalize(join(dirname(file), path))
        assert.ok(existsSync(join(root, to)), `${target}: there is no ${to}`)
        if (anchor !== undefined)
          assert.ok(anchors(read(to)).has(anchor), `${target}: there is no such heading in ${to}`)
      }
    })
})

suite('generated parts are up to date (npm run readme)', () => {
  for (const { file, text } of all) test(file, () => assert.equal(text, filled(text)))
})

test('a marker that is unknown or has no end is an error', () => {
  assert.throws(() => filled('<!-- nonsense -->\n<!-- end of nonsense -->\n'), /unknown marker nonsense/)
  assert.throws(() => filled('<!-- inputs -->\n'), /no markers for inputs/)
})

test('the page on verdicts has every code, with its words', () => {
  const page = read('docs/reference/verdicts.md')
  for (const code of Object.keys(codeMessages)) {
    assert.ok(anchors(page).has(code.toLowerCase()), code)
    assert.match(page, new RegExp(`^## \`${code}\`\n\n<!-- code ${code} -->$`, 'm'))
  }
})

test('every example is shown on a page', () => {
  for (const file of globSync('examples/*.yml', { cwd: root }))
    assert.ok(
      all.some(({ text }) => text.includes(`<!-- example ${file.replace('examples/', '')} -->`)),
      `${file} is not shown on any page`,
    )
})

suite('every profile on a page or in an example is valid', () => {
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(
    JSON.parse(read('schema/profile.schema.json')),
  )
  const files = globSync(['examples/profiles/*.yml', 'examples/*.yml', '.github/workflows/*.yml'], { cwd: root })
  const shown = [
    ...all.flatMap(({ file, text }) => yamlBlocks(text).map((block) => [`${file}:${block.line}`, block.text] as const)),
    ...files.map((file) => [file, read(file)] as const),
  ]
  const profiles = shown.flatMap(([place, text]) => profilesIn(text).map((profile) => [place, profile] as const))
  test('there are at least twelve', () => assert.ok(profiles.length >= 12, String(profiles.length)))
  for (const [place, profile] of profiles)
    test(place, () => {
      assert.deepEqual(mistakesOf(profile), [])
      assert.ok(validate(load(profile)), JSON.stringify(validate.errors))
    })
})

/** The profile that a text is, or those that its workflow gives as an input. */
function profilesIn(text: string): string[] {
  if (/^version: v1$/m.test(text)) return [text]
  const found: string[] = []
  const look = (value: unknown): void => {
    if (typeof value === 'string' && /^version: v1$/m.test(value))
      found.push(value.replaceAll(/\$\{\{.*?\}\}/g, 'acme/app'))
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) look(part)
  }
  look(load(text))
  return found
}

suite('the version is written only in package.json', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string }
  test('the lock file agrees', () => {
    const lock = JSON.parse(read('package-lock.json'))
    assert.deepEqual([lock.version, lock.packages[''].version], [version, version])
  })
  test('CHANGELOG.md has no later one', () => {
    const [latest] = [...read('CHANGELOG.md').matchAll(/^## \[(\d+\.\d+\.\d+)\]/gm)].map(([, number]) => number)
    assert.ok(latest === undefined || latest === version, `${latest} is not ${version}`)
    assert.match(read('CHANGELOG.md'), /^## \[Unreleased\]$/m)
  })
  test('pages and examples use its major version, or one release by its commit', () => {
    const major = `v${Math.max(1, Number(version.split('.')[0]))}`
    const shown = [...all.map((page) => page.file), ...globSync(['examples/*.yml'], { cwd: root })].flatMap((file) =>
      [...read(file).matchAll(/uses: [^@\s]*\/verify-image-provenance[^@\s]*@(.*)$/gm)].map(([, ref = '']) => ref),
    )
    assert.ok(shown.length > 20)
    const [ref = '', ...others] = new Set(shown)
    assert.deepEqual(others, [])
    assert.ok(ref === major || /^[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(ref), ref)
  })
  test('no source repeats it', () => {
    for (const file of globSync(['src/**/*.ts', 'action.yml', '.github/**/*.yml'], { cwd: root }))
      assert.ok(!read(file).includes(version), file)
  })
})
