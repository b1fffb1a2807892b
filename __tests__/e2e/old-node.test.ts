/** A Node.js that is too old: act, Forgejo and Gitea start the action with whatever node they find. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { suite, test } from 'node:test'
import { parseAnnotations, parseFileCommands, temporaryFolder } from '../support/action.ts'
import { reportMistakes } from '../support/report-schema.ts'

const root = join(import.meta.dirname, '..', '..')
const entry = join(root, 'dist', 'index.js')
const pretend = join(root, '__tests__', 'support', 'old-node.cjs')

function start(node: string, before: readonly string[], env: Record<string, string>) {
  const folder = temporaryFolder()
  const [output, summary] = [join(folder, 'output'), join(folder, 'summary')]
  writeFileSync(output, '')
  writeFileSync(summary, '')
  const files = { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, RUNNER_TEMP: folder }
  const { status, stdout, stderr } = spawnSync(node, [...before, entry], {
    env: { PATH: process.env.PATH, INPUT_IMAGE: '', ...files, ...env },
    encoding: 'utf8',
    timeout: 30_000,
  })
  const outputs = parseFileCommands(readFileSync(output, 'utf8'))
  return {
    status,
    stdout,
    stderr,
    outputs,
    summary: readFileSync(summary, 'utf8'),
    annotations: parseAnnotations(stdout),
  }
}

type Run = ReturnType<typeof start>

function assertRefused(
  { status, stderr, outputs, annotations, summary }: Run,
  version: string,
  mode = 'enforce',
): void {
  const message = `This action needs Node.js 24, and was started with Node.js ${version}.`
  assert.deepEqual([status, stderr], [1, ''])
  assert.equal(annotations.length, 1)
  assert.deepEqual([annotations[0]?.level, annotations[0]?.title], ['error', 'CONFIG_ERROR'])
  assert.ok(
    annotations[0]?.message.startsWith(
      `${message} act, Forgejo and Gitea run actions with the node of the job's image`,
    ),
  )
  const { report = '', ...others } = outputs
  assert.deepEqual(others, { verified: 'false', code: 'CONFIG_ERROR', digest: '', images: '', sarif: '', vsa: '' })
  const written = JSON.parse(readFileSync(report, 'utf8'))
  assert.deepEqual(reportMistakes(written), [])
  assert.deepEqual(
    [written.verified, written.code, written.mode, written.errors[0].message],
    [false, 'CONFIG_ERROR', mode, message],
  )
  assert.match(summary, /CONFIG_ERROR\n\nThis action needs Node\.js 24/)
}

suite('R-100: dist on a Node.js that is too old', () => {
  for (const version of ['16.20.2', '18.20.8', '20.20.2', '22.21.0', '23.11.1', '0.12.18', 'unknown']) {
    test(`${version} the step is CONFIG_ERROR, in both modes`, () => {
      assertRefused(start(process.execPath, ['--require', pretend], { AS_NODE: version }), version)
      assertRefused(
        start(process.execPath, ['--require', pretend], { AS_NODE: version, INPUT_MODE: 'warn' }),
        version,
        'warn',
      )
    })
  }
  test('24, and what will come, it is not', () => {
    for (const version of ['24.0.0', '25.1.0', '100.0.0']) {
      const { stdout } = start(process.execPath, ['--require', pretend], { AS_NODE: version })
      assert.doesNotMatch(stdout, /needs Node\.js/, version)
    }
  })
  test('action.yml names the version that is needed', () =>
    assert.match(readFileSync(join(root, 'action.yml'), 'utf8'), /^ {2}using: node24$/m))
  test('nothing else is loaded first: of dist it takes the entry and one small file', () => {
    const folder = temporaryFolder()
    const preload = join(folder, 'loaded.cjs')
    writeFileSync(
      preload,
      `const { registerHooks } = require('node:module')
      registerHooks({ load(url, context, next) { if (url.includes('/dist/')) process.stderr.write(url + '\\n'); return next(url, context) } })`,
    )
    const { stderr } = start(process.execPath, ['--require', pretend, '--require', preload], {})
    const loaded = stderr
      .trim()
      .split('\n')
      .map((url) => url.split('/').at(-1) ?? '')
    assert.equal(loaded.length, 2, stderr)
    assert.equal(loaded[0], 'index.js')
    const small = readFileSync(join(root, 'dist', loaded[1] ?? ''), 'utf8')
    assert.ok(small.length < 8000, `${small.length} bytes`)
    assert.doesNotMatch(
      small + readFileSync(entry, 'utf8'),
      /\bstatic \{|\.at\(|Object\.hasOwn|\busing \w+ =|with \{ type/,
    )
  })
  test('a report and a summary that cannot be written do not keep the outputs from it', () => {
    const nowhere = join(temporaryFolder(), 'no', 'such', 'folder')
    const { status, outputs } = start(process.execPath, ['--require', pretend], {
      RUNNER_TEMP: nowhere,
      GITHUB_STEP_SUMMARY: nowhere,
    })
    assert.deepEqual([status, outputs.code, outputs.verified, outputs.report], [1, 'CONFIG_ERROR', 'false', ''])
  })
  test('an output file that cannot be written is no green either', () => {
    const { status, stdout } = start(process.execPath, ['--require', pretend], { GITHUB_OUTPUT: temporaryFolder() })
    assert.equal(status, 1)
    assert.match(stdout, /^::error title=CONFIG_ERROR::/)
  })
})

/** What is installed beside the one that runs the tests; a runner has one of its own. */
function oldNodes(): { node: string; version: string }[] {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'))
  const tools = globSync('/opt/hostedtoolcache/node/*/*/bin/node')
  const found = [...places, ...tools]
    .filter((path) => existsSync(path))
    .map((node) => {
      const version = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout.trim()
      return { node, version }
    })
  const old = found.filter(({ version }) => Number.parseInt(version, 10) < 24)
  return [...new Map(old.map((one) => [one.version, one])).values()]
}

const installed = oldNodes()
test('R-100: dist on the old versions of Node.js that are installed', {
  skip: installed.length === 0 && 'none is installed',
}, () => {
  for (const { node, version } of installed) assertRefused(start(node, [], {}), version)
})
