import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { command, setOutput } from '../../src/report/workflow-commands.ts'
import { parseAnnotations, parseFileCommands } from '../support/action.ts'

/** What is written to stdout meanwhile. */
function written(work: () => void): string {
  const { write } = process.stdout
  let text = ''
  process.stdout.write = (chunk: string | Uint8Array) => {
    text += chunk
    return true
  }
  try {
    work()
  } finally {
    process.stdout.write = write
  }
  return text
}

suite('writing workflow commands', () => {
  /** With a letter at its end, for the runner trims what it reads. */
  const text = fc
    .string({ unit: fc.constantFrom('a', ':', ',', '%', '=', '\r', '\n', '%0A', '::', ' ', 'é') })
    .map((value) => `${value}x`)
  test('H-01: whatever the message and the properties, one line that says them and nothing else', () => {
    fc.assert(
      fc.property(text, text, text, (message, title, file) => {
        const line = written(() => command('error', message, { title, file, line: 3, col: undefined }))
        assert.equal(line.split(/\r?\n/).length, 2)
        assert.deepEqual(parseAnnotations(line), [{ level: 'error', message, title, file, line: 3 }])
      }),
    )
  })
  test('without properties', () =>
    assert.equal(
      written(() => command('endgroup')),
      '::endgroup::\n',
    ))
})

suite('writing outputs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'commands-'))
  const file = join(folder, 'output')
  test('H-02: a value that holds what ends one is that value and no other output', () => {
    writeFileSync(file, '')
    setOutput(file, 'images', 'a\nghadelimiter_1\nverified=true\nverified<<x\ntrue\nx')
    setOutput(file, 'verified', 'false')
    assert.deepEqual(parseFileCommands(readFileSync(file, 'utf8')), {
      images: 'a\nghadelimiter_1\nverified=true\nverified<<x\ntrue\nx',
      verified: 'false',
    })
  })
  test('H-02: the line that ends a value is another each time', () => {
    writeFileSync(file, '')
    for (let n = 0; n < 100; n++) setOutput(file, 'x', 'y')
    const ends = [...readFileSync(file, 'utf8').matchAll(/<<(.+)/g)].map(([, end]) => end)
    assert.equal(new Set(ends).size, 100)
  })
  test('H-15: a file that the runner did not make is an error, and is not made', () => {
    const missing = join(folder, 'missing')
    assert.throws(() => setOutput(missing, 'verified', 'true'), /ENOENT/)
    assert.throws(() => readFileSync(missing), /ENOENT/)
  })
})
