/** What release.yml does to the pages and examples once a release has its commit. */
import assert from 'node:assert/strict'
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pin } from '../../scripts/pins.ts'
import { temporaryFolder } from '../support/action.ts'

const root = join(import.meta.dirname, '..', '..')
const [first, second] = ['1'.repeat(40), '2'.repeat(40)]

function copy(): string {
  const folder = temporaryFolder()
  for (const part of ['README.md', 'docs', 'examples'])
    cpSync(join(root, part), join(folder, part), { recursive: true })
  return folder
}

function usesIn(folder: string): string[] {
  return globSync(['README.md', 'docs/**/*.md', 'examples/*.yml'], { cwd: folder }).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/uses: (\S+\/verify-image-provenance.*)$/gm)].map(
      ([, use = '']) => use,
    ),
  )
}

test('npm run pins pins every use, from a tag or another pin, and changes nothing else', () => {
  const folder = copy()
  const before = usesIn(folder)
  assert.ok(before.length > 20)
  pin(folder, first, 'v1.2.3')
  assert.ok(pin(folder, second, 'v1.3.0').includes('README.md'))
  const names = before.map((use) => use.replace(/@.*/, ''))
  assert.deepEqual(
    usesIn(folder),
    names.map((name) => `${name}@${second} # v1.3.0`),
  )
  const withoutPins = (text: string) => text.replaceAll(/(uses: \S+\/verify-image-provenance[^@\n]*)@.*$/gm, '$1')
  for (const file of globSync('**/*.{md,yml}', { cwd: folder }))
    assert.equal(
      withoutPins(readFileSync(join(folder, file), 'utf8')),
      withoutPins(readFileSync(join(root, file), 'utf8')),
      file,
    )
})

test('npm run pins done twice changes nothing more', () => {
  const folder = copy()
  pin(folder, first, 'v1.2.3')
  assert.deepEqual(pin(folder, first, 'v1.2.3'), [])
})

test('npm run pins pins only this action, whoever the owner is', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'examples'))
  const others = [
    '      - uses: ./',
    '      - uses: acme/verify-image-provenance-too@v1',
    '      - uses: acme/other@v1 # as acme/verify-image-provenance@v1',
    '# yaml-language-server: $schema=https://example.com/acme/verify-image-provenance/v1/schema.json',
    'id: https://github.com/acme/verify-image-provenance@v1',
  ].join('\n')
  writeFileSync(join(folder, 'README.md'), others)
  writeFileSync(join(folder, 'examples', 'a.yml'), '      - uses: Some-One/verify-image-provenance@v1\n')
  assert.deepEqual(pin(folder, first, 'v1.2.3'), ['examples/a.yml'])
  assert.equal(readFileSync(join(folder, 'README.md'), 'utf8'), others)
  assert.equal(
    readFileSync(join(folder, 'examples', 'a.yml'), 'utf8'),
    `      - uses: Some-One/verify-image-provenance@${first} # v1.2.3\n`,
  )
})

test('npm run pins rejects an invalid commit or version, and a folder that uses nothing', () => {
  const folder = copy()
  for (const commit of ['', 'v1', 'main', first.slice(1), `${first}0`])
    assert.throws(() => pin(folder, commit, 'v1.2.3'), /no commit/)
  for (const version of ['', '1.2.3', 'v1', 'v1.2.3\n', 'v1.2.3-rc.1'])
    assert.throws(() => pin(folder, first, version), /no version/)
  assert.throws(() => pin(temporaryFolder(), first, 'v1.2.3'), /used nowhere/)
  assert.deepEqual(usesIn(folder), usesIn(root))
})
