/**
 * Runs the tests and prints, for each threat of docs/explanation/threat-model.md, the tests that carry its id and how they ended:
 * `npm run threats`, or `npm run threats -- FILE…` for some of the tests only. Fails where a threat has neither a test that
 * passed nor a reason why it has none, and where any test failed.
 */
import { join } from 'node:path'
import { run } from 'node:test'
import { idsIn, readThreats, type Threat } from '../__tests__/support/threats.ts'

type Result = 'passed' | 'failed' | 'skipped'

interface Ended {
  /** With the names of the suites around it. */
  name: string
  result: Result
}

process.exitCode = 1
const root = join(import.meta.dirname, '..')
const given = process.argv.slice(2)
const ended = await runTests(given.length > 0 ? given : ['__tests__/**/*.test.ts'])
const rows = readThreats().map((threat) => rowOf(threat, ended))
for (const { id, tests, result } of rows) console.log(`${id.padEnd(5)} ${result.padEnd(8)} ${tests}`)
const failed = ended.filter(({ result }) => result === 'failed')
const open = rows.filter(({ result }) => result !== 'passed' && result !== 'reason')
console.log(`\n${rows.length} threats, ${open.length} of them open; ${ended.length} tests, ${failed.length} failed`)
for (const { name } of failed) console.log(`failed: ${name}`)
process.exitCode = open.length + failed.length === 0 ? 0 : 1

/** Every test without tests inside of it, in the order in which they ended. */
async function runTests(globPatterns: string[]): Promise<Ended[]> {
  const all: Ended[] = []
  const around = new Map<string, string[]>()
  for await (const { type, data } of run({ cwd: root, globPatterns, concurrency: 4 })) {
    if (type === 'test:start') {
      const names = around.get(data.file ?? '') ?? []
      names[data.nesting] = data.name
      around.set(data.file ?? '', names.slice(0, data.nesting + 1))
    }
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details.type === 'suite') continue
    const suites = (around.get(data.file ?? '') ?? []).slice(0, data.nesting)
    const isSkipped = data.skip !== undefined || data.todo !== undefined
    const result = type === 'test:fail' ? 'failed' : isSkipped ? 'skipped' : 'passed'
    all.push({ name: [...suites, data.name].join(' › '), result })
  }
  return all
}

function rowOf(
  { id, reason }: Threat,
  all: readonly Ended[],
): { id: string; tests: string; result: Result | 'reason' | 'missing' } {
  const named = all.filter(({ name }) => idsIn(name).includes(id))
  const [first] = named
  if (first === undefined) return { id, tests: reason ?? 'no test', result: reason === null ? 'missing' : 'reason' }
  const count = (result: Result) => named.filter((one) => one.result === result).length
  const tests = named.length === 1 ? first.name : `${first.name} (and ${named.length - 1} more)`
  if (count('failed') > 0) return { id, tests, result: 'failed' }
  // Some tests need what is not installed everywhere; one that ran is enough for the row.
  return { id, tests, result: count('passed') > 0 ? 'passed' : 'skipped' }
}
