import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { digest, hostileTexts } from '../support/verdicts.ts'

interface Ran {
  status: number | null
  lines: string[]
  stderr: string
  outputs: Record<string, string>
  /** In the order in which they were written. */
  written: string[]
  summary: string
  folder: string
}

type Settings = { env?: Record<string, string>; prepare?: (folder: string) => void }

/** Runs this code as the runner would run the action: files for outputs and summary, stdout to be read. */
function run(t: TestContext, code: string, { env = {}, prepare }: Settings = {}): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'emit-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const [output, summary] = [join(folder, 'output'), join(folder, 'summary')]
  writeFileSync(output, '')
  writeFileSync(summary, '')
  prepare?.(folder)
  const script = [
    `import { writeReports } from ${JSON.stringify(import.meta.resolve('../../src/report/write-reports.ts'))}`,
    `import { announceUnverified, progressLine } from ${JSON.stringify(import.meta.resolve('../../src/report/progress.ts'))}`,
    `import { learnSecret } from ${JSON.stringify(import.meta.resolve('../../src/core/secrets.ts'))}`,
    `import * as v from ${JSON.stringify(import.meta.resolve('../support/verdicts.ts'))}`,
    `const options = { summary: true, runnerTemp: ${JSON.stringify(folder)}, whereabouts: v.whereabouts }`,
    code,
  ].join('\n')
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, ...env },
    maxBuffer: 64 * 1024 * 1024,
  })
  const { outputs, written } = readOutputs(readFileSync(output, 'utf8'))
  const lines = child.stdout.split('\n')
  return { status: child.status, lines, stderr: child.stderr, outputs, written, summary: textOf(summary), folder }
}

function readOutputs(text: string): Pick<Ran, 'outputs' | 'written'> {
  const all = [...text.matchAll(/^(\S+)<<(ghadelimiter_\S+)\n([\s\S]*?)\n\2$/gm)]
  return {
    outputs: Object.fromEntries(all.map(([, name = '', , value = '']) => [name, value])),
    written: all.map(([, name = '', , value = '']) => `${name}=${value}`),
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Whatever the runner takes for a command, but for the groups of the log. */
function commandsIn(lines: string[]): string[] {
  return lines.filter((line) => /^\s*::|##\[/.test(line) && !/^::(?:group::[A-Z_]+: .+|endgroup::)$/.test(line))
}

const emitting = (verdict: string) => `await writeReports(${verdict}, options)`

test('announceUnverified says that nothing is verified yet', (t) => {
  const { outputs, lines } = run(t, 'announceUnverified()')
  assert.deepEqual(outputs, { verified: 'false' })
  assert.deepEqual(lines, [''])
})

test('a verified image: every output, verified last; the report; the summary; no annotation', (t) => {
  const ran = run(t, `announceUnverified(); ${emitting(`v.verdict([v.image('VERIFIED')])`)}`)
  assert.equal(ran.stderr, '')
  assert.equal(ran.status, 0)
  const { report = '', sarif = '', vsa = '', ...others } = ran.outputs
  assert.deepEqual(others, {
    verified: 'true',
    code: 'VERIFIED',
    digest,
    images: `ghcr.io/acme/app@${digest}`,
  })
  assert.equal(ran.written.at(0), 'verified=false')
  assert.equal(ran.written.at(-1), 'verified=true')
  assert.ok(report.startsWith(join(ran.folder, 'image-provenance-')))
  assert.equal(sarif, join(dirname(report), 'report.sarif'))
  assert.equal(vsa, join(dirname(report), 'vsa.json'))
  assert.equal(JSON.parse(readFileSync(vsa, 'utf8')).predicate.verificationResult, 'PASSED')
  assert.equal(JSON.parse(readFileSync(sarif, 'utf8')).version, '2.1.0')
  assert.equal(JSON.parse(readFileSync(report, 'utf8')).images[0].digest, digest)
  assert.match(ran.summary, /^<h2>✅ The image is verified<\/h2>/)
  assert.deepEqual(commandsIn(ran.lines), [])
  assert.equal(ran.lines[0], `::group::VERIFIED: ghcr.io/acme/app:1.2.3 (${digest})`)
})

test('a failed image: verified stays false, no digest, one error that points into the profile', (t) => {
  const image = `v.image('NO_MATCHING_PROVENANCE', { position: { file: 'a.yml', line: 8, column: 15 } })`
  const { outputs, lines } = run(t, emitting(`v.verdict([${image}])`))
  assert.equal(outputs.verified, 'false')
  assert.equal(outputs.code, 'NO_MATCHING_PROVENANCE')
  assert.equal(outputs.digest, '')
  assert.equal(outputs.images, '')
  assert.equal(outputs.vsa, '')
  const [command = '', ...others] = commandsIn(lines)
  assert.deepEqual(others, [])
  assert.match(
    command,
    /^::error title=NO_MATCHING_PROVENANCE%3A ghcr\.io\/acme\/app%3A1\.2\.3,file=a\.yml,line=8,col=15::/,
  )
  assert.ok(lines.includes('- branch: expected "main", found "feature-x"'))
  assert.ok(lines.includes('What to do: Do what helps against NO_MATCHING_PROVENANCE.'))
})

test('several images: only the verified ones are pinned, each once, and no digest is named', (t) => {
  const images = `[v.image('VERIFIED'), v.image('VERIFIED', { reference: 'ghcr.io/acme/app:latest' }),
    v.image('VERIFIED', { repository: 'localhost:5000/acme/b' }), v.image('NO_PROVENANCE', { repository: 'ghcr.io/acme/c' })]`
  const { outputs } = run(t, emitting(`v.verdict(${images})`))
  assert.equal(outputs.images, `ghcr.io/acme/app@${digest}\nlocalhost:5000/acme/b@${digest}`)
  assert.equal(outputs.digest, '')
  assert.equal(outputs.verified, 'false')
})

test('a verified image beside an error of the step gives no digest', (t) => {
  const changes = `{ verified: false, code: 'INTERNAL_ERROR', errors: [v.error('INTERNAL_ERROR')] }`
  const { outputs } = run(t, emitting(`v.verdict([v.image('VERIFIED')], ${changes})`))
  assert.equal(outputs.verified, 'false')
  assert.equal(outputs.digest, '')
})

test('a verified image without a usable reference is a defect: nothing says verified', (t) => {
  for (const repository of ['null', `'ghcr.io/a\\nb'`, `'ghcr.io/$(id)'`, `'ghcr.io'`]) {
    const ran = run(
      t,
      `announceUnverified(); ${emitting(`v.verdict([v.image('VERIFIED', { repository: ${repository} })])`)}`,
    )
    assert.notEqual(ran.status, 0)
    assert.deepEqual(ran.written, ['verified=false'])
  }
})

test('warn mode: a warning, and verified is false', (t) => {
  const { outputs, lines } = run(t, emitting(`v.verdict([v.image('NO_PROVENANCE')], { mode: 'warn' })`))
  assert.equal(outputs.verified, 'false')
  const commands = commandsIn(lines)
  assert.equal(commands.length, 1)
  assert.match(commands[0] ?? '', /^::warning title=NO_PROVENANCE%3A/)
})

test('summary: false writes none', (t) => {
  const { summary, outputs } = run(
    t,
    `await writeReports(v.verdict([v.image('VERIFIED')]), { ...options, summary: false })`,
  )
  assert.equal(summary, '')
  assert.equal(outputs.verified, 'true')
})

test('a summary that cannot be written is a warning and no more', (t) => {
  const cases: Settings[] = [
    { env: { GITHUB_STEP_SUMMARY: '' } },
    { env: { GITHUB_STEP_SUMMARY: '/nowhere/summary' } },
    { env: { GITHUB_STEP_SUMMARY: tmpdir() } },
    { prepare: (folder) => writeFileSync(join(folder, 'summary'), 'x'.repeat(1024 * 1024)) },
  ]
  for (const settings of cases) {
    const { outputs, lines, status } = run(t, emitting(`v.verdict([v.image('VERIFIED')])`), settings)
    assert.equal(status, 0)
    assert.equal(outputs.verified, 'true')
    assert.match(
      commandsIn(lines).join(),
      /^::warning::The job summary could not be written: [^:]+(?:: [^:]+)?\. The verdict is not affected\.$/,
    )
  }
})

test('a summary file that already holds text is added to', (t) => {
  const prepare = (folder: string) => writeFileSync(join(folder, 'summary'), 'before\n\n')
  const { summary } = run(t, emitting(`v.verdict([v.image('VERIFIED')])`), { prepare })
  assert.match(summary, /^before\n\n<h2>✅/)
})

test('a report that cannot be written is a warning and an empty output', (t) => {
  const { outputs, lines } = run(
    t,
    `await writeReports(v.verdict([v.image('VERIFIED')]), { ...options, runnerTemp: '/nowhere/at\\nall' })`,
    { env: { TMPDIR: '/nowhere/either' } },
  )
  assert.equal(outputs.report, '')
  assert.equal(outputs.verified, 'true')
  assert.match(commandsIn(lines).join(), /^::warning::The JSON report could not be written: /)
})

test('no summary for images of several repositories: the log says why', (t) => {
  const other = `{ repository: 'ghcr.io/acme/other', digest: 'sha256:${'12'.repeat(32)}' }`
  const images = `[v.image('VERIFIED'), v.image('VERIFIED', ${other})]`
  const { outputs, lines } = run(t, emitting(`v.verdict(${images})`))
  assert.equal(outputs.vsa, '')
  assert.ok(lines.some((line) => line.startsWith('There is no Verification Summary (output vsa): The images are of')))
})

test('each run has a report of its own', (t) => {
  const once = emitting(`v.verdict([v.image('VERIFIED')])`)
  const { folder } = run(t, `${once}; ${once}`)
  assert.equal(readdirSync(folder).filter((name) => name.startsWith('image-provenance-')).length, 2)
})

test('outputs that cannot be written fail the step, after everything else is told', (t) => {
  const { status, lines, summary } = run(t, emitting(`v.verdict([v.image('NO_PROVENANCE')])`), {
    env: { GITHUB_OUTPUT: '/nowhere/output' },
  })
  assert.notEqual(status, 0)
  assert.equal(commandsIn(lines).length, 1)
  assert.match(summary, /^<h2>/)
})

test('without GITHUB_OUTPUT the outputs are plain lines, never commands', (t) => {
  const { lines, status } = run(t, `announceUnverified(); ${emitting(`v.verdict([v.image('VERIFIED')])`)}`, {
    env: { GITHUB_OUTPUT: '' },
  })
  assert.equal(status, 0)
  assert.equal(lines[0], 'Output verified: false')
  assert.equal(lines.at(-2), 'Output verified: true')
  assert.deepEqual(commandsIn(lines), [])
})

test('the log: a group for each image and error, the worst first, and the verdict below them', (t) => {
  const errors = `{ errors: [v.error('TRUST_ROOT_ERROR')], verified: false, code: 'TRUST_ROOT_ERROR' }`
  const { lines } = run(t, emitting(`v.verdict([v.image('VERIFIED'), v.image('DIGEST_MISMATCH')], ${errors})`))
  const groups = lines.filter((line) => line.startsWith('::group::')).map((line) => line.slice(9, 30))
  assert.deepEqual(groups, ['TRUST_ROOT_ERROR: Wha', 'DIGEST_MISMATCH: ghcr', 'VERIFIED: ghcr.io/acm'])
  assert.equal(lines.filter((line) => line === '::endgroup::').length, 3)
  const last = lines.lastIndexOf('::endgroup::')
  assert.match(lines[last + 1] ?? '', /^Verdict: TRUST_ROOT_ERROR\. /)
})

test('progress: one printable line that says what it is about, and is no command', (t) => {
  const { lines } = run(
    t,
    `for (const text of v.hostileTexts) progressLine(text, text); progressLine('a:1', 'resolving')`,
  )
  assert.equal(lines.at(-2), 'a:1: resolving')
  assert.equal(lines.length, hostileTexts.length + 2)
  assert.deepEqual(commandsIn(lines), [])
  for (const line of lines) assert.match(line, /^[\x20-\x3b\x3d-\x7e]*$/)
})

test('texts of others: no line of the log is a command but ours, and every line is printable ASCII', (t) => {
  for (const env of [{}, { GITHUB_OUTPUT: '' }]) {
    const ran = run(t, `for (const text of v.hostileTexts) await writeReports(v.verdictFullOf(text), options)`, { env })
    assert.equal(ran.stderr, '')
    assert.equal(ran.status, 0)
    const commands = commandsIn(ran.lines)
    assert.ok(commands.length >= 2 * hostileTexts.length)
    for (const command of commands) assert.match(command, /^::(?:error|warning) title=[A-Z][^:]*::[^:]/)
    for (const line of ran.lines) {
      assert.match(line, /^[\x20-\x7e]*$/)
      assert.doesNotMatch(line, /##\[|</)
    }
  }
})

test('H-80: a summary to be signed holds no secret, and no hole where one was', (t) => {
  const secret = "learnSecret('ghcr.io/acme/app')"
  const { outputs, lines, folder } = run(t, `${secret}; ${emitting(`v.verdict([v.image('VERIFIED')])`)}`)
  assert.equal(outputs.verified, 'true')
  assert.equal(outputs.vsa, '')
  assert.ok(lines.includes('There is no Verification Summary (output vsa): It would hold a secret of this run.'))
  const files = [outputs.report, outputs.sarif].map((file = '') => readFileSync(file, 'utf8'))
  for (const said of [...lines, ...files, outputs.images ?? '', textOf(join(folder, 'summary'))]) {
    assert.ok(!said.includes('ghcr.io/acme/app'), said)
  }
})

test('H-80: whatever the reports forget to cut out is cut out of the file', (t) => {
  const secrets = "learnSecret('unmistakable-secret'); learnSecret('hunter2!')"
  const rule = "{ ...v.image('NO_MATCHING_PROVENANCE').rules[0], type: 'unmistakable-secret', claims: [] }"
  const position = "{ file: 'unmistakable-secret.yml', line: 1, column: 1 }"
  const images = [
    `v.image('NO_MATCHING_PROVENANCE', { position: ${position}, rules: [${rule}] })`,
    "v.image('NO_PROVENANCE', { reference: 'hunter2!', repository: null, message: 'it said hunter2!' })",
  ]
  const { outputs, lines, summary, stderr } = run(t, `${secrets}; ${emitting(`v.verdict([${images}])`)}`)
  assert.equal(stderr, '')
  const files = [outputs.report, outputs.sarif].map((file = '') => readFileSync(file, 'utf8'))
  for (const said of [lines.join(), summary, ...files]) {
    assert.match(said, /\*\*\*/)
    assert.doesNotMatch(said, /unmistakable-secret|hunter2!|hunter2%21/)
  }
})
