import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { parseAnnotations, parseFileCommands, runAction, temporaryFolder } from '../support/action.ts'

function entryThat(code: string): string {
  const entry = join(temporaryFolder(), 'entry.mjs')
  writeFileSync(entry, `import fs from 'node:fs'\n${code}`)
  return entry
}

suite('the action, started as the runner does', () => {
  test('gets inputs, files and a clean environment', async () => {
    process.env.SECRET_OF_THIS_PROCESS = 'x'
    const run = await runAction(
      { image: 'a', 'cert-issuer': 'b' },
      {
        files: { 'policy/profile.yml': 'version: v1' },
        env: { GITHUB_REF: undefined, EXTRA: 'yes' },
        entry: entryThat(`
          const { INPUT_IMAGE, EXTRA, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, RUNNER_TEMP } = process.env
          const seen = [INPUT_IMAGE, process.env['INPUT_CERT-ISSUER'], EXTRA, process.env.GITHUB_REF, process.env.SECRET_OF_THIS_PROCESS]
          console.log(JSON.stringify(seen), fs.readFileSync('policy/profile.yml', 'utf8'))
          console.error('beware')
          fs.writeFileSync(RUNNER_TEMP + '/report.json', '{"schemaVersion":1}')
          fs.appendFileSync(GITHUB_OUTPUT, 'verified<<x\\nfalse\\nx\\nreport=' + RUNNER_TEMP + '/report.json\\n')
          fs.appendFileSync(GITHUB_STEP_SUMMARY, '# Summary')
          console.log('::error title=NO,file=a%2Cb.yml,line=3,col=5::first%0Asecond 100%25')
          process.exitCode = 3
        `),
      },
    )
    assert.equal(run.exitCode, 3)
    assert.equal(run.stdout.split('\n')[0], '["a","b","yes",null,null] version: v1')
    assert.equal(run.stderr, 'beware\n')
    assert.equal(run.outputs.verified, 'false')
    assert.equal(run.summary, '# Summary')
    assert.deepEqual(run.report, { schemaVersion: 1 })
    assert.deepEqual(run.annotations, [
      { level: 'error', message: 'first\nsecond 100%', title: 'NO', file: 'a,b.yml', line: 3, col: 5 },
    ])
    assert.ok(run.durationMs > 0)
  })

  test('is killed when it takes too long', async () => {
    const run = await runAction({}, { timeoutMs: 300, entry: entryThat('setInterval(() => {}, 1000)') })
    assert.equal(run.exitCode, null)
    assert.equal(run.signal, 'SIGKILL')
    assert.equal(run.report, null)
  })

  test('writes outputs in two forms', () => {
    assert.deepEqual(parseFileCommands('a=1\nb<<END\nx=y\n\nz\nEND\nc=\n'), { a: '1', b: 'x=y\n\nz', c: '' })
    assert.throws(() => parseFileCommands('b<<END\nx\n'))
  })

  test('annotates', () => {
    const commands = '::warning::plain\n::add-mask::x\ntext ::error::not at the start\n::notice title=T::%253A'
    assert.deepEqual(parseAnnotations(commands), [
      { level: 'warning', message: 'plain' },
      { level: 'notice', message: '%3A', title: 'T' },
    ])
  })
})
