/** What users run is dist/ as it is committed: what is in it, what it loads, and where it comes from. */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { load } from 'js-yaml'
import { bundledPackages, isLicensed, licencesOf, mistakesOf } from '../../scripts/bundled.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const lock = JSON.parse(read('package-lock.json'))
const chunks = readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.js'))

suite('dist', () => {
  test('holds what action.yml starts, and all that this loads', () => {
    const { runs } = load(read('action.yml')) as { runs: { main: string; pre?: string; post?: string } }
    assert.equal(runs.main, 'dist/index.js')
    assert.deepEqual([runs.pre, runs.post], [undefined, undefined])
    const loaded = chunks.flatMap((chunk) =>
      [...read(`dist/${chunk}`).matchAll(/__(?:nccwpck|webpack)_require__\.e\((?:\/\*.*?\*\/ ?)?(\d+)\)/g)].map(
        ([, id]) => `${id}.index.js`,
      ),
    )
    assert.deepEqual([...new Set(['index.js', ...loaded])].sort(), chunks.sort())
  })
  test('loads nothing else but modules of Node.js', () => {
    for (const chunk of chunks) {
      const text = read(`dist/${chunk}`)
      const static_ = [...text.matchAll(/^(?:import|export)\b.*\bfrom ["']([^"']+)["']/gm)]
      const required = [...text.matchAll(/__WEBPACK_EXTERNAL_createRequire\(import\.meta\.url\)\(["']([^"']+)["']\)/g)]
      const names = [...static_, ...required].map(([, name = '']) => name.replace(/^node:/, ''))
      assert.deepEqual(
        names.filter((name) => !builtinModules.includes(name)),
        [],
        chunk,
      )
    }
    const lines = chunks.flatMap((chunk) => read(`dist/${chunk}`).split('\n'))
    const dynamic = lines.filter((line) => /\bimport\([^)]/.test(line) && !/^\s*(?:\*|\/\/|\/\*\* )/.test(line))
    assert.equal(dynamic.length, 1)
    assert.match(dynamic[0] ?? '', /= import\(".\/" \+ __nccwpck_require__\.u\(chunkId\)\)/)
  })
  test('is not ignored by git, so that all of it can be committed', (context) => {
    if (!existsSync(join(root, '.git'))) return context.skip('this is no clone')
    const git = ['ls-files', '--cached', '--others', '--exclude-standard', 'dist']
    const known = execFileSync('git', git, { cwd: root, encoding: 'utf8' }).trim().split('\n')
    assert.deepEqual(
      readdirSync(join(root, 'dist')).filter((name) => !known.includes(`dist/${name}`)),
      [],
    )
  })
  test('does not show where it was built', () => {
    for (const name of readdirSync(join(root, 'dist'))) {
      const text = read(`dist/${name}`)
      for (const place of [root, homedir()]) assert.ok(place.length < 6 || !text.includes(place), `${name}: ${place}`)
      const paths = text.match(
        /(?:file:\/\/\/|["'`(=\s])(?:\/(?:home|root|Users|tmp|var|builds|workspace)\/|[A-Z]:\\\\)[^\s"'`)]*/g,
      )
      assert.deepEqual(paths ?? [], [], name)
    }
  })
  test('has the licence of every package that is used at run time', () => {
    const names: string[] = Object.keys(lock.packages).map((path) => path.replace(/.*node_modules\//, ''))
    const licences = licencesOf(read('dist/licenses.txt'), names)
    const { dependencies } = JSON.parse(read('package.json'))
    for (const name of Object.keys(dependencies)) assert.ok(isLicensed(name, licences), name)
  })
})

suite('a build is rejected', () => {
  const text = `MIT\n${'Permission is hereby granted. '.repeat(10)}`
  const stats = {
    modules: [
      { name: './build/main.js' },
      { name: './node_modules/a/index.js' },
      { name: './build/step.js + 2 modules', modules: [{ name: './node_modules/a/node_modules/@b/c/index.js' }] },
    ],
  }
  const lock = { packages: { 'node_modules/a': {}, 'node_modules/a/node_modules/@b/c': {} } }
  const licences = `@b/c\n${text}\n\n\na\n${text}\n`
  test('not where all is well', () => {
    assert.deepEqual(bundledPackages(stats), ['@b/c', 'a'])
    assert.deepEqual(mistakesOf({ stats, licences, lock }), [])
  })
  test('without the licence of a package', () => {
    assert.deepEqual(mistakesOf({ stats, licences: `a\n${text}\n`, lock }), [
      '@b/c: its licence text is not in licenses.txt',
    ])
  })
  test('with a licence that is a name alone', () => {
    const mistakes = mistakesOf({ stats, licences: `@b/c\nMIT\n\n\na\n${text}\n`, lock })
    assert.deepEqual(mistakes, ['@b/c: its licence text is not in licenses.txt'])
  })
  test('with Apache-2.0 and its text nowhere', () => {
    const own = licences.replace(`@b/c\n${text}`, '@b/c\nApache-2.0\n')
    assert.deepEqual(mistakesOf({ stats, licences: own, lock }), ['@b/c: its licence text is not in licenses.txt'])
    const both = own.replace(`a\nMIT`, 'a\nApache-2.0')
    assert.deepEqual(mistakesOf({ stats, licences: both, lock }), [])
  })
  test('with a package that is there for development alone', () => {
    const packages = { ...lock.packages, 'node_modules/a': { dev: true } }
    assert.deepEqual(mistakesOf({ stats, licences, lock: { packages } }), [
      'a: it is bundled, and there for development alone',
    ])
  })
})

suite('checking the lock file', () => {
  const good = { version: '1.0.0', integrity: 'sha512-x' }
  const check = (entry: object, manifest: object = {}) => {
    const folder = mkdtempSync(join(tmpdir(), 'lock-'))
    try {
      const packages = { '': {}, 'node_modules/a': entry }
      writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }))
      writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
      const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'check-lock.mjs')], {
        cwd: folder,
        encoding: 'utf8',
      })
      return `${status} ${stderr.trim()}`.trim()
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  const mistakes: [string, object, object, RegExp][] = [
    ['a package without integrity', { version: '1.0.0' }, {}, /no sha512 integrity/],
    ['a weak integrity', { ...good, integrity: 'sha1-x' }, {}, /no sha512 integrity/],
    ['a repository in place of the registry', { ...good, resolved: 'git+ssh://git@example.com/a.git' }, {}, /git\+ssh/],
    ['plain http', { ...good, resolved: 'http://registry.example/a.tgz' }, {}, /http:/],
    ['a link', { ...good, link: true }, {}, /a link/],
    ['a range', good, { dependencies: { a: '^1.0.0' } }, /not pinned/],
    [
      'an install script of what is used at run time',
      { ...good, hasInstallScript: true },
      { allowScripts: { a: true } },
      /install script/,
    ],
    ['an install script that nobody allowed', { ...good, hasInstallScript: true, dev: true }, {}, /install script/],
  ]
  test('passes where all is well', () => {
    assert.equal(check(good, { dependencies: { a: '1.0.0' } }), '0')
    assert.equal(check({ ...good, hasInstallScript: true, dev: true }, { allowScripts: { a: true } }), '0')
  })
  for (const [name, entry, manifest, why] of mistakes) {
    test(`is refused for ${name}`, () => assert.match(check(entry, manifest), new RegExp(`^1 .*${why.source}`)))
  }
})
