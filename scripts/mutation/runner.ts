/**
 * Stryker's hands on our tests. It has no runner for node:test, and one process a mutant spends seconds on loading what
 * a mutant needs milliseconds of: here the test files are loaded once, and their tests are run for each mutant until one fails.
 */
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { InstrumenterContext, MutantResult, StrykerOptions } from '@stryker-mutator/api/core'
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin'
import {
  type CompleteDryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import { type LoadedTest, leftovers, loaded } from './node-test.ts'

/** What the mutated sources and this process tell each other. */
const context: InstrumenterContext = {}
Object.assign(globalThis, { __stryker__: context })

/**
 * Where our own option stands. Under Stryker's `testFiles` the plan of a mutant of loading code would ask for these files in
 * place of tests, and for a mutant that awakes after loading.
 */
export interface InProcessOptions {
  inProcess: { testFiles: string[] }
}

export const strykerValidationSchema = { properties: { inProcess: { type: 'object' } } }

function createRunner(options: StrykerOptions): TestRunner {
  const { testFiles } = (options as StrykerOptions & InProcessOptions).inProcess
  let tests: ReadonlyMap<string, LoadedTest> | undefined
  const load = async () => {
    tests ??= await loadTests(testFiles)
    return tests
  }
  return {
    // For a mutant of what runs while a file is loaded all files are loaded again, with that mutant in them.
    capabilities: () => ({ reloadEnvironment: true }),
    async dryRun({ disableBail }) {
      const result = await runTests([...(await load())], disableBail)
      return { ...result, ...(context.mutantCoverage && { mutantCoverage: context.mutantCoverage }) }
    },
    async mutantRun({ activeMutant, mutantActivation, reloadEnvironment, testFilter, hitLimit, disableBail }) {
      const isStatic = mutantActivation === 'static'
      if (reloadEnvironment) tests = undefined
      if (isStatic && tests !== undefined) throw new Error('a mutant of loading code came after the tests were loaded')
      Object.assign(context, { activeMutant: isStatic ? activeMutant.id : undefined })
      let all: [string, LoadedTest][]
      try {
        all = [...(await load())]
      } catch (error) {
        // The dry run has loaded the same files: it is the mutant that they trip over, as `node --test` would.
        if (!isStatic) throw error
        return { status: MutantRunStatus.Killed, killedBy: [], failureMessage: messageOf(error), nrOfTests: 0 }
      }
      const wanted = testFilter === undefined ? all : all.filter(([id]) => testFilter.includes(id))
      if (wanted.length === 0) throw new Error(`no test is left of ${testFilter?.join(', ')}`)
      Object.assign(context, { activeMutant: activeMutant.id, hitLimit, hitCount: 0 })
      const result = await runTests(wanted, disableBail)
      const endless = determineHitLimitReached(context.hitCount, hitLimit)
      Object.assign(context, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined })
      return toMutantRunResult(endless ?? result)
    },
    async dispose() {
      for (const leftover of leftovers) await leftover()
    },
  }
}

let loads = 0

async function loadTests(files: readonly string[]): Promise<ReadonlyMap<string, LoadedTest>> {
  loaded.length = 0
  if (loads++ === 0) standIn()
  for (const file of files) await import(`${pathToFileURL(resolve(file))}?load=${loads}`)
  return new Map(loaded.map((test, index) => [`${index} ${test.name}`, test]))
}

/** Puts our own modules in the place of some, and makes of each file of the project another module with each load. */
function standIn(): void {
  const project = `${pathToFileURL(resolve('.'))}/`
  const instead = (specifier: string): string | null => {
    if (specifier === 'node:test') return new URL('node-test.ts', import.meta.url).href
    return specifier.endsWith('/support/properties.ts') ? new URL('properties.ts', import.meta.url).href : null
  }
  registerHooks({
    resolve(specifier, context, next) {
      const url = instead(specifier)
      if (url !== null) return { url, shortCircuit: true }
      const found = next(specifier, context)
      const isOurs = found.url.startsWith(project) && !/\/node_modules\/|\?/.test(found.url.slice(project.length))
      return isOurs ? { ...found, url: `${found.url}?load=${loads}` } : found
    },
  })
}

async function runTests(tests: readonly [string, LoadedTest][], disableBail: boolean): Promise<CompleteDryRunResult> {
  const results: TestResult[] = []
  for (const [id, test] of tests) {
    const result = await runTest(id, test)
    results.push(result)
    if (result.status === TestStatus.Failed && !disableBail) break
  }
  return { status: DryRunStatus.Complete, tests: results }
}

async function runTest(id: string, { name, run }: LoadedTest): Promise<TestResult> {
  const start = performance.now()
  context.currentTestId = id
  try {
    await run()
    return { id, name, status: TestStatus.Success, timeSpentMs: performance.now() - start }
  } catch (error) {
    const timeSpentMs = performance.now() - start
    return { id, name, status: TestStatus.Failed, timeSpentMs, failureMessage: messageOf(error) }
  } finally {
    delete context.currentTestId
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Tells of a survivor as soon as it has survived. */
const reporter = () => ({
  onMutantTested({ status, fileName, location, mutatorName, replacement = '' }: Readonly<MutantResult>): void {
    if (status !== 'Survived' && status !== 'NoCoverage') return
    const { start, end } = location
    const where = `${fileName}:${start.line}:${start.column}-${end.line}:${end.column}`
    console.log(`${where} ${status} ${mutatorName}: ${replacement.replaceAll(/\s+/g, ' ').slice(0, 160)}`)
  },
})

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.Reporter, 'survivors', Object.assign(reporter, { inject: tokens() })),
  declareFactoryPlugin(
    PluginKind.TestRunner,
    'in-process',
    Object.assign(createRunner, { inject: tokens(commonTokens.options) }),
  ),
]
