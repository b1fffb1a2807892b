import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { readRegularFile } from '../../src/core/regular-file.ts'
import { temporaryFolder } from '../support/action.ts'

suite('readRegularFile: a regular file within the bound', () => {
  const folder = temporaryFolder()
  const file = join(folder, 'file')
  writeFileSync(file, 'x'.repeat(100))
  test('at it', async () => assert.equal((await readRegularFile(file, 100)).length, 100))
  test('one byte past it', () => assert.rejects(readRegularFile(file, 99), /^Error: it is larger than 99 bytes$/))
  test('that is given in pieces', () =>
    assert.rejects(readRegularFile('/proc/self/smaps', 10_000), /larger than 10000 bytes/))
  test('that is not there', () => assert.rejects(readRegularFile(join(folder, 'none'), 1), /there is no such file/))
  test('a folder', () => assert.rejects(readRegularFile(folder, 1), /it is not a regular file|it is a directory/))
  test('a circle of links', () => {
    symlinkSync('circle', join(folder, 'circle'))
    return assert.rejects(readRegularFile(join(folder, 'circle'), 1), /go in a circle/)
  })
  test('a named pipe, which nobody writes to', () => {
    execFileSync('mkfifo', [join(folder, 'pipe')])
    return assert.rejects(readRegularFile(join(folder, 'pipe'), 1), /it is not a regular file/)
  })
})
