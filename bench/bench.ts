/**
 * What the step costs, on loopback: `npm run bench` prints a table and writes bench-output/bench.json. Every time is a
 * ratio to something measured beside it; a quiet machine makes the ratios repeat.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { temporaryFolder } from '../__tests__/support/action.ts'
import { path, provenance, type Stage, setStage } from '../__tests__/support/action-fixture.ts'
import { startGitHub } from '../__tests__/support/github.ts'
import { startInternet } from '../__tests__/support/internet.ts'
import type { RegistryOptions } from '../__tests__/support/registry.ts'
import { githubClaims } from '../__tests__/support/sigstore.ts'
import { startTuf } from '../__tests__/support/tuf.ts'
import { least, median, repeat, runNode, runStep, type Step, type StepOptions } from './measure.ts'

/** One line of the table. */
interface Row {
  what: string
  value: number
  unit: string
  /** At most this; null where it is for information. */
  target: number | null
}

const execute = promisify(execFile)
const rows: Row[] = []
const output = join(import.meta.dirname, '..', 'bench-output')
const times = Number(process.env.BENCH_RUNS ?? 11)

function row(what: string, value: number, unit: string, target: number | null = null): void {
  rows.push({ what, value: Math.round(value * 100) / 100, unit, target })
  const mark = target === null ? ' ' : value <= target ? '✓' : '✗'
  const beside = target === null ? '' : `at most ${target}`
  console.log(`${mark} ${what.padEnd(66)} ${String(rows.at(-1)?.value).padStart(9)} ${unit.padEnd(12)} ${beside}`)
}

/** A stage, and the step on it. */
async function onStage(options: RegistryOptions, work: (stage: Stage, run: Run) => Promise<void>): Promise<void> {
  await using stage = await setStage(options)
  const root = stage.sigstore.trustedRootFile(temporaryFolder())
  const run: Run = async (inputs = {}, more = {}) => {
    const base = { image: stage.image, 'trusted-root': root, sources: 'registry', wait: '0', repository: 'acme/app' }
    const step = await runStep({ ...base, ...inputs }, more)
    if (step.exitCode !== 0) throw new Error(`the step failed: ${JSON.stringify(inputs)}`)
    return step
  }
  await work(stage, run)
}

type Run = (inputs?: Record<string, string>, options?: StepOptions) => Promise<Step>

/** Answers everything so much later. */
function delayed({ registry }: Stage, ms: number): () => void {
  return registry.intercept(async () => {
    await sleep(ms)
    return false
  })
}

async function wholeStep(): Promise<void> {
  await onStage({}, async (stage, run) => {
    stage.attest()
    let first = 0
    stage.registry.intercept(() => {
      first ||= performance.now()
      return false
    })
    const [bases, steps, firsts]: [number[], number[], number[]] = [[], [], []]
    await run()
    // In turns, so that both see the same machine.
    for (let n = 0; n < times; n++) {
      bases.push((await runNode(['-e', '0'])).ms)
      first = 0
      const start = performance.now()
      steps.push((await run()).ms)
      firsts.push(first - start)
    }
    row('node -e 0', median(bases), 'ms')
    row('(a) whole step, one attested image', median(steps) / median(bases), '× node -e 0', 4)
    row('(b) its first request', median(firsts) / median(bases), '× node -e 0', 1.5)
    row('(f) its peak memory', (await run({}, { withPeak: true })).peakMiB ?? Number.NaN, 'MiB')
  })
}

async function roundTrips(
  what: string,
  target: number,
  options: RegistryOptions,
  more: { inputs?: (stage: Stage) => Record<string, string>; env?: (stage: Stage) => Record<string, string> } = {},
): Promise<void> {
  await onStage(options, async (stage, run) => {
    const [inputs, env] = [more.inputs?.(stage) ?? {}, more.env?.(stage) ?? {}]
    await slope(what, target, stage, () => run(inputs, { env }))
  })
}

/** The slope between two delays: how many answers are waited for one after the other. */
async function slope(what: string, target: number, stage: Stage, run: () => Promise<Step>): Promise<void> {
  stage.attest()
  const after = async (ms: number): Promise<number> => {
    const undo = delayed(stage, ms)
    const step = await run()
    undo()
    return step.ms
  }
  await after(0)
  // In turns, so that both see the same machine.
  const pairs = await repeat(7, async () => [await after(50), await after(200)] as const)
  const [short, long] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)]
  // A round trip is a whole number; what is measured is near it.
  row(`(c) serial round trips: ${what}`, (least(long) - least(short)) / 150, '', target + 0.4)
}

async function allRoundTrips(): Promise<void> {
  await roundTrips('anonymous', 4, {})
  await roundTrips('anonymous, digest given', 3, {}, { inputs: ({ digest }) => ({ digest }) })
  await roundTrips('anonymous, referrers by tag', 4, { referrers: 'tag' })
  const auth = { user: 'me', password: 'hunter2' }
  const loggedIn = { env: ({ registry }: Stage) => dockerLogin(registry.host, auth) }
  await roundTrips('with a token, of a registry that says where', 5, { auth }, loggedIn)
  await onStage({ auth: { ...auth, realm: 'https://ghcr.io/token' } }, async (stage, run) => {
    await using internet = await startInternet({ 'ghcr.io': stage.registry.host }, { mayHaveLogins: true })
    const env = { ...internet.env, ...dockerLogin('ghcr.io', auth) }
    await slope('with a token, of ghcr.io', 5, stage, () => run({ image: `ghcr.io/${path}:latest` }, { env }))
  })
}

/** As docker/login-action leaves it. */
function dockerLogin(host: string, { user, password }: { user: string; password: string }): Record<string, string> {
  const folder = temporaryFolder()
  const login = Buffer.from(`${user}:${password}`).toString('base64')
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth: login } } }))
  return { DOCKER_CONFIG: folder }
}

async function othersBesideIt(): Promise<void> {
  await onStage({}, async (stage, run) => {
    stage.attest()
    await using github = await startGitHub()
    const undo = delayed(stage, 50)
    const alone = least((await repeat(times, () => run())).map((step) => step.ms))
    const env = { GITHUB_API_URL: github.apiUrl }
    const beside = least(
      (await repeat(times, () => run({ sources: 'registry github' }, { env }))).map((step) => step.ms),
    )
    undo()
    row('(c) the same with the attestations API asked, too', beside / alone, '× without', 1.15)
    await using tuf = await startTuf(stage.sigstore.trustedRoot())
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'root.json'), tuf.repository.root)
    const inputs = { 'trusted-root': '', sigstore: tuf.repository.url, 'tuf-root': join(folder, 'root.json') }
    const again = delayed(stage, 50)
    const withTuf = least((await repeat(times, () => run(inputs))).map((step) => step.ms))
    again()
    row('(c) the same with a TUF repository', withTuf / alone, '× without', 1.3)
  })
}

async function manyAttestations(): Promise<void> {
  const measured = new Map<number, number>()
  const verifying = new Map<number, number>()
  for (const count of [1, 10, 100, 1000]) {
    await onStage({ pageSize: 1000 }, async (stage, run) => {
      const claims = githubClaims({ repository: 'mallory/app' })
      for (let n = 1; n < count; n++) {
        const statement = provenance(stage.digest, {
          ...claims,
          run: `https://github.com/mallory/app/actions/runs/${n}/attempts/1`,
        })
        stage.registry.attach(path, stage.digest, stage.sigstore.sign({ claims, statement }))
      }
      stage.attest()
      const steps = await repeat(5, () => run())
      measured.set(count, least(steps.map(({ ms }) => ms)))
      verifying.set(count, least(steps.map(({ verifyMs }) => verifyMs)))
      const { peakMiB } = await run({}, { withPeak: true })
      row(`(d) ${count} attestations`, (measured.get(count) ?? 0) / 1000, 's', count === 1000 ? 8 : null)
      row(`(f) peak memory of ${count} attestations`, peakMiB ?? Number.NaN, 'MiB', count === 1000 ? 350 : null)
    })
  }
  const [hundred = 0, thousand = 0] = [measured.get(100), measured.get(1000)]
  row('(d) 1000 attestations', thousand / hundred, '× 100', 11)
  row('(d) each of them, once warm', (thousand - hundred) / 900, 'ms')
  const [few = 0, many = 0] = [verifying.get(100), verifying.get(1000)]
  row('(d) of that, to verify it', (many - few) / 900, 'ms', 3)
}

async function manyImages(): Promise<void> {
  await onStage({}, async (stage, run) => {
    for (let n = 0; n < 64; n++) {
      const digest = stage.registry.pushImage(`acme/app${n}`, 'latest', { seed: `${n}` })
      stage.registry.attach(`acme/app${n}`, digest, stage.sigstore.sign({ statement: provenance(digest) }))
    }
    const undo = delayed(stage, 50)
    const of = (count: number) => {
      const image = Array.from({ length: count }, (_, n) => `${stage.registry.host}/acme/app${n}:latest`).join('\n')
      return { image }
    }
    const rounds = await repeat(5, async () => [await run(of(1)), await run(of(8)), await run(of(64))])
    const [one = 0, eight = 0, all = 0] = [0, 1, 2].map((at) =>
      least(rounds.map((round) => round[at]?.ms ?? Number.NaN)),
    )
    row('(e) 1 images, 50 ms an answer', one / 1000, 's')
    row('(e) 8 images, 50 ms an answer', eight / 1000, 's')
    row('(e) 64 images, 50 ms an answer', all / 1000, 's')
    for (const count of [1, 8, 64]) {
      row(`(f) peak memory of ${count} images`, (await run(of(count), { withPeak: true })).peakMiB ?? Number.NaN, 'MiB')
    }
    undo()
    row('(e) 64 images', all / one, '× 1', 6)
  })
}

async function distFiles(): Promise<void> {
  const folder = join(import.meta.dirname, '..', 'dist')
  const files = readdirSync(folder).filter((name) => name.endsWith('.js'))
  const sizes = files.map((name) => ({ name, bytes: statSync(join(folder, name)).size }))
  for (const { name, bytes } of sizes.toSorted((a, b) => b.bytes - a.bytes)) {
    row(`(g) dist/${name}`, bytes / 1e6, 'MB')
    // To load the action itself is to run it.
    if (name !== 'index.js') row(`(g) dist/${name}, to load it`, await loadMs(join(folder, name)), 'ms')
  }
  row('(g) dist, its code', sizes.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6, 'MB', 1.6)
}

/** In a process of its own, for what was loaded once is not loaded again. */
async function loadMs(file: string): Promise<number> {
  const script =
    'const start = performance.now(); await import(process.argv[1]); console.log(performance.now() - start)'
  const load = async () => {
    const { stdout } = await execute(process.execPath, [
      '--input-type=module',
      '--eval',
      script,
      pathToFileURL(file).href,
    ])
    return Number(stdout)
  }
  return median(await repeat(5, load))
}

await wholeStep()
await allRoundTrips()
await othersBesideIt()
await manyAttestations()
await manyImages()
await distFiles()
mkdirSync(output, { recursive: true })
writeFileSync(
  join(output, 'bench.json'),
  `${JSON.stringify({ at: new Date(), node: process.version, rows }, null, 2)}\n`,
)
const missed = rows.filter(({ value, target }) => target !== null && value > target)
console.log(
  `\n${missed.length === 0 ? 'Every target is met.' : `Missed: ${missed.map(({ what }) => what).join('; ')}.`}`,
)
