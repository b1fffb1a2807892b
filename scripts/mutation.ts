/**
 * Takes the rules out of the rooms that decide, one at a time, and runs the tests of that room: a mutant that no test
 * notices stands for a rule that nobody holds. `npm run mutation -- [--workers N] [PATH…]`; without a path, all rooms.
 * docs/contributing/tests.md says how to read the result.
 */
import { globSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import type { MutantResult } from '@stryker-mutator/api/core'
import { Stryker } from '@stryker-mutator/core'
import type { InProcessOptions } from './mutation/runner.ts'

interface Room {
  /** What is mutated. */
  source: string
  /** What must notice. Properties are passed over; tests that hold a time are left out, for mutants make all code slow. */
  tests: readonly string[]
}

const rooms: readonly Room[] = [
  {
    source: 'src/verify/',
    tests: [
      'attestation',
      'buildkit',
      'bundle',
      'certificate',
      'certificate-cache',
      'cryptography',
      'hostile',
      'log-entry',
      'messages',
      'signer',
    ].map((name) => `verify-${name}`),
  },
  { source: 'src/policy/', tests: ['policy-*', 'schema'] },
  { source: 'src/registry/', tests: ['registry-*', 'actions-workflow-context', 'image-*'] },
  { source: 'src/text/escape.ts', tests: ['text-escape'] },
]

const root = join(import.meta.dirname, '..')
const output = 'mutation-output'

process.exitCode = 1
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { workers: { type: 'string', default: '1' } },
})
const paths = positionals.length > 0 ? positionals : rooms.map(({ source }) => source)
const results: MutantResult[] = []
for (const path of paths) results.push(...(await mutate(path)))
report(results)

async function mutate(path: string): Promise<MutantResult[]> {
  const room = rooms.find(({ source }) => path.startsWith(source) || `${path}/` === source)
  if (room === undefined) throw new Error(`${path} is in none of ${rooms.map(({ source }) => source).join(', ')}`)
  const tests: InProcessOptions = {
    inProcess: {
      testFiles: room.tests.flatMap((name) =>
        globSync(`__tests__/unit/${name}.test.ts`, { cwd: root, exclude: ['**/*-speed.test.ts'] }),
      ),
    },
  }
  return new Stryker({
    ...tests,
    mutate: [path.endsWith('.ts') ? path : join(path, '**', '*.ts')],
    testRunner: 'in-process',
    plugins: [join(import.meta.dirname, 'mutation', 'runner.ts')],
    coverageAnalysis: 'perTest',
    concurrency: Number(values.workers),
    reporters: ['progress-append-only', 'survivors'],
    // Without its tsconfig.json the sandbox is run as it is; Stryker cannot read it with the compiler that is written in Go.
    ignorePatterns: ['dist', 'tsconfig*.json', output],
    // What was loaded stays in memory.
    maxTestRunnerReuse: 200,
    tempDirName: join(output, 'sandboxes'),
    timeoutMS: 15_000,
    disableTypeChecks: false,
    allowConsoleColors: false,
    warnings: false,
  }).runMutationTest()
}

/** A table on the console, and all of it as JSON: the score of a file is the share of its mutants that a test noticed. */
function report(results: readonly MutantResult[]): void {
  const files = Map.groupBy(results, ({ fileName }) => relative(root, fileName))
  const rows = [...files].map(([file, mutants]) => ({ file, ...countsOf(mutants) }))
  console.table([...rows, { file: 'all', ...countsOf(results) }])
  const survivors = results.filter(isAlive).map((mutant) => ({
    where: `${relative(root, mutant.fileName)}:${mutant.location.start.line}:${mutant.location.start.column}`,
    status: mutant.status,
    mutator: mutant.mutatorName,
    replacement: mutant.replacement,
  }))
  mkdirSync(join(root, output), { recursive: true })
  writeFileSync(join(root, output, 'report.json'), `${JSON.stringify({ rows, survivors }, null, 2)}\n`)
  process.exitCode = 0
}

function isAlive({ status }: MutantResult): boolean {
  return status === 'Survived' || status === 'NoCoverage'
}

function countsOf(mutants: readonly MutantResult[]) {
  const judged = mutants.filter(({ status }) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status))
  const alive = judged.filter(isAlive).length
  const score = judged.length === 0 ? 100 : (100 * (judged.length - alive)) / judged.length
  return { mutants: judged.length, alive, score: score.toFixed(1) }
}
