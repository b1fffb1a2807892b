import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { temporaryFolder } from '../support/action.ts'

const script = join(import.meta.dirname, '..', '..', 'scripts', 'check-commits.mjs')

/** What the check says of commits with these subjects, on top of one whose subject is too long. */
function check(commits: { subject: string; author?: string; body?: string }[], range = 'base..HEAD') {
  const cwd = temporaryFolder()
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', ...args],
      {
        cwd,
        stdio: 'pipe',
      },
    )
  const commit = ({ subject, author = 'a', body }: (typeof commits)[number]) =>
    git('commit', '--allow-empty', `--author=${author} <a@example.com>`, '-m', subject, ...(body ? ['-m', body] : []))
  git('init', '--quiet', '--initial-branch=main')
  commit({ subject: 'x'.repeat(100) })
  git('branch', 'base')
  for (const one of commits) commit(one)
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, range], { cwd, encoding: 'utf8' })
  return { status, text: stdout + stderr }
}

suite('the check of commit subjects', () => {
  test('passes a subject of 72 characters, however long the body', () => {
    const { status, text } = check([{ subject: 'é'.repeat(72), body: 'b'.repeat(200) }, { subject: 'Add a test' }])
    assert.equal(status, 0)
    assert.match(text, /^2 commits/)
  })
  test('refuses one of 73, and names it', () => {
    const { status, text } = check([{ subject: 'Add a test' }, { subject: 'y'.repeat(73) }])
    assert.equal(status, 1)
    assert.match(text, /^[0-9a-f]+: the subject has 73 characters, at most 72 are allowed: y{73}$/m)
  })
  test('refuses one that goes on in the next line', () => {
    assert.equal(check([{ subject: `${'y'.repeat(60)}\n${'y'.repeat(60)}` }]).status, 1)
  })
  test("leaves Dependabot's alone", () => {
    assert.equal(check([{ subject: 'y'.repeat(100), author: 'dependabot[bot]' }]).status, 0)
  })
  test('leaves merge commits alone', () => {
    const cwd = temporaryFolder()
    const shell = `
      git init --quiet --initial-branch=main && git config user.name a && git config user.email a@example.com
      git commit --quiet --allow-empty -m one && git branch base && git checkout --quiet -b side
      git commit --quiet --allow-empty -m two && git checkout --quiet main
      git merge --quiet --no-ff -m ${'y'.repeat(100)} side`
    execFileSync('bash', ['-euc', shell], { cwd, stdio: 'pipe' })
    const { status, stdout } = spawnSync(process.execPath, [script, 'base..HEAD'], { cwd, encoding: 'utf8' })
    assert.equal(status, 0)
    assert.match(stdout, /^1 commits/)
  })
  for (const range of ['nowhere..HEAD', 'HEAD', '--all..', '']) {
    test(`fails for a range that is none: ${JSON.stringify(range)}`, () => assert.equal(check([], range).status, 1))
  }
})
