import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { limits } from '../../src/limits.ts'
import type { Gathered } from '../../src/model.ts'
import { gatherFromFiles } from '../../src/sources/files.ts'
import { coded } from '../support/loopback.ts'

/** A workspace with these files. */
function workspaceWith(files: Record<string, string | Buffer>) {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'files-')))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) }
}

const found = ({ attestations }: Gathered) =>
  attestations.map(({ location, content }) => [
    location,
    content.kind === 'bundle' ? Buffer.from(content.bundle).toString() : content.kind === 'unreadable' && content.code,
  ])

async function gather(files: Record<string, string | Buffer>, patterns: string[]) {
  using workspace = workspaceWith(files)
  return await gatherFromFiles(patterns, workspace.path)
}

const refused = (files: Record<string, string | Buffer>, pattern: string, message: RegExp) =>
  assert.rejects(gather(files, [pattern]), coded('CONFIG_ERROR', message))

describe('bundle files', () => {
  it('a .json holds one, unparsed', async () => {
    const gathered = await gather({ 'a.json': 'not { json' }, ['a.json'])
    assert.deepEqual(found(gathered), [['a.json', 'not { json']])
    assert.deepEqual(gathered.sources, [
      { source: 'file', status: 'answered', found: 1, message: '1 bundle in 1 file' },
    ])
  })
  it('a .jsonl holds one a line, blank lines aside', async () => {
    const gathered = await gather({ 'a.jsonl': '{"a":1}\n\n  \t\r\n{"b":2}\r\n{"c":3}' }, ['a.jsonl'])
    assert.deepEqual(found(gathered), [
      ['a.jsonl:1', '{"a":1}'],
      ['a.jsonl:4', '{"b":2}\r'],
      ['a.jsonl:5', '{"c":3}'],
    ])
  })
  it('a .jsonl without lines holds none', async () => {
    const { attestations, sources } = await gather({ 'a.jsonl': '\n\n' }, ['a.jsonl'])
    assert.deepEqual([attestations, sources[0]?.found], [[], 0])
  })
  it('globs are taken in their order, and files by name, each once', async () => {
    const files = { 'b/2.json': '2', 'b/10.json': '10', 'b/c/3.json': '3', 'a.json': 'a' }
    const gathered = await gather(files, ['a.json', 'b/**/*.json', '*.json', './a.json'])
    assert.deepEqual(
      found(gathered).map(([location]) => location),
      ['a.json', 'b/10.json', 'b/2.json', 'b/c/3.json'],
    )
  })
  it('a path that is there is no glob', async () => {
    assert.deepEqual(found(await gather({ 'a[1].json': '1', 'a1.json': '2' }, ['a[1].json'])), [['a[1].json', '1']])
  })
  it('a path outside of the workspace is shown as it is', async () => {
    using elsewhere = workspaceWith({ 'a.json': '{}' })
    const file = join(elsewhere.path, 'a.json')
    assert.deepEqual(found(await gather({ 'b.json': '{}' }, [file])), [[file, '{}']])
    assert.deepEqual(found(await gather({ 'b.json': '{}' }, [join(elsewhere.path, '*.json')])), [[file, '{}']])
  })
  it('globs print no warning', () => {
    using workspace = workspaceWith({ 'a.json': '{}' })
    const module = JSON.stringify(new URL('../../src/sources/files.ts', import.meta.url).href)
    const script = `import { gatherFromFiles } from ${module}
      const { attestations } = await gatherFromFiles(['*.json'], process.cwd())
      console.log(attestations.length)`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: workspace.path,
      encoding: 'utf8',
    })
    assert.deepEqual([stdout, stderr], ['1\n', ''])
  })
})

describe('what is no bundle file is a CONFIG_ERROR that names it', () => {
  it('nothing there', () => refused({}, 'a.json', /"a\.json", which matches no file/))
  it('a glob without match', () => refused({ 'a.json': '' }, '*.jsonl', /"\*\.jsonl", which matches no file/))
  it('a directory', () => refused({ 'b/a.json': '' }, 'b', /"b", which is a directory/))
  it('a directory that a glob meets', () =>
    refused({ 'b.json/a.json': '' }, '*.json', /"b\.json", which is a directory/))
  it('another extension', () => refused({ 'a.txt': '' }, 'a.txt', /"a\.txt"; wanted .*\.json or \.jsonl/))
  it('another extension that a glob meets', () =>
    refused({ 'a.json': '', 'README.md': '' }, '*', /"README\.md"; wanted/))
  it('an empty line', () => refused({ 'a.json': '' }, '', /directory/))
  it('a NUL in the path', () => refused({}, 'a\0.json', /cannot be read|matches no file/))
  it('H-13: a link to nowhere', async () => {
    using workspace = workspaceWith({})
    symlinkSync('/nowhere', join(workspace.path, 'a.json'))
    await assert.rejects(gatherFromFiles(['a.json'], workspace.path), coded('CONFIG_ERROR', /"a\.json"/))
  })
  it('H-13: a named pipe, without waiting for anybody', { skip: process.platform === 'win32' }, async () => {
    using workspace = workspaceWith({})
    execFileSync('mkfifo', [join(workspace.path, 'a.json')])
    await assert.rejects(gatherFromFiles(['a.json'], workspace.path), coded('CONFIG_ERROR', /no regular file/))
  })
  it('a file that cannot be read', async () => {
    using workspace = workspaceWith({})
    symlinkSync('a.json', join(workspace.path, 'a.json'))
    await assert.rejects(gatherFromFiles(['a.json'], workspace.path), coded('CONFIG_ERROR', /cannot be read \(ELOOP\)/))
  })
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n}.json`, '{}']))
  it('a thousand files pass', async () => {
    assert.equal((await gather(many(limits.bundleFiles), ['*.json'])).attestations.length, 1000)
  })
  it('one more does not', () => refused(many(limits.bundleFiles + 1), '*.json', /more than 1000 files with "\*\.json"/))
})

describe('what is too much', () => {
  it('a file of 16 MiB is read', async () => {
    const gathered = await gather({ 'a.json': Buffer.alloc(limits.bundleBytes, ' ') }, ['a.json'])
    assert.equal(found(gathered)[0]?.[1] && String(found(gathered)[0]?.[1]).length, limits.bundleBytes)
  })
  for (const name of ['a.json', 'a.jsonl']) {
    it(`${name} of one byte more is LIMIT_EXCEEDED, and the next file is read`, async () => {
      const files = { [name]: Buffer.alloc(limits.bundleBytes + 1, 'x'), 'b.json': '{}' }
      const place = name.endsWith('l') ? `${name}:1` : name
      assert.deepEqual(found(await gather(files, [name, 'b.json'])), [
        [place, 'LIMIT_EXCEEDED'],
        ['b.json', '{}'],
      ])
    })
  }
  it('many lines of 20 KB are read, though they are more than 16 MiB together', async () => {
    const { sources } = await gather({ 'a.jsonl': `${'x'.repeat(20_000)}\n`.repeat(900) }, ['a.jsonl'])
    assert.deepEqual([sources[0]?.status, sources[0]?.found], ['answered', 900])
  })
  it('a thousand lines are read', async () => {
    const { sources } = await gather({ 'a.jsonl': '{}\n'.repeat(limits.attestations) }, ['a.jsonl'])
    assert.deepEqual([sources[0]?.status, sources[0]?.found], ['answered', 1000])
  })
  it('E-07: of one more the source fails, and the thousand are kept', async () => {
    const files = {
      'a.jsonl': '{}\n'.repeat(limits.attestations),
      'b.json': '{}',
      'c.jsonl': '{}\n'.repeat(limits.attestations + 1),
    }
    for (const patterns of [['a.jsonl', 'b.json'], ['b.json', 'a.jsonl'], ['c.jsonl']]) {
      const { sources, attestations } = await gather(files, patterns)
      assert.equal(attestations.length, 1000)
      assert.ok(sources[0]?.status === 'failed' && coded('LIMIT_EXCEEDED', /more than 1000/)(sources[0].error))
    }
  })
  it('R-33: 128 MiB of files are read, and with more of them the source has failed', async () => {
    using workspace = workspaceWith({ 'z.json': '{}' })
    for (let n = 10; n < 18; n++) {
      writeFileSync(join(workspace.path, `${n}.json`), '')
      truncateSync(join(workspace.path, `${n}.json`), limits.bundleBytes)
    }
    const { attestations, sources } = await gatherFromFiles(['*.json'], workspace.path)
    assert.deepEqual(
      attestations.map(({ content }) => content.kind),
      Array(8).fill('bundle'),
    )
    assert.ok(sources[0]?.status === 'failed' && coded('LIMIT_EXCEEDED')(sources[0].error))
  })
})
