/** That a rehearsal fails where it would otherwise show something that is not so. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { load } from 'js-yaml'
import { temporaryFolder } from '../support/action.ts'
import { withoutAct } from '../support/rehearsal/act.ts'
import { type ActionInterface, actionInterfaces } from '../support/rehearsal/actions.ts'
import { rehearse } from '../support/rehearsal/rehearse.ts'
import type { StandIns } from '../support/rehearsal/stand-ins.ts'

const root = join(import.meta.dirname, '..', '..')

/** A workflow of one job with these steps. */
function withSteps(...steps: string[]): string {
  return `on: push\njobs:\n  only:\n    runs-on: ubuntu-latest\n    steps:\n${steps.map((step) => `      - ${step}\n`).join('')}`
}

/** The one job of a workflow with these steps. */
async function play(steps: string[], standIns: StandIns = {}, files: Record<string, string> = {}) {
  const { jobs, exitCode } = await rehearse({ workflow: withSteps(...steps), standIns, files })
  return { job: jobs.only, exitCode }
}

suite('rehearsing a workflow with act', { skip: withoutAct, concurrency: 2 }, () => {
  const login = 'uses: docker/login-action@v4\n        id: login\n        with:\n'

  test('a stand-in is given the inputs of its step, and its outputs reach the next', async () => {
    const given: Record<string, string>[] = []
    const { job, exitCode } = await play(
      [
        "uses: docker/build-push-action@v7\n        id: push\n        with: { tags: 'a\n\n          b', push: true }",
        `run: echo "$DIGEST $METADATA"\n        env: { DIGEST: '\${{ steps.push.outputs.digest }}', METADATA: '\${{ steps.push.outputs.metadata }}' }`,
      ],
      {
        'docker/build-push-action': ({ inputs }) => {
          given.push(inputs)
          return { digest: 'sha256:1', metadata: '{\n}' }
        },
      },
    )
    assert.equal(exitCode, 0)
    assert.deepEqual(given, [{ tags: 'a\nb', push: 'true' }])
    assert.equal(job?.steps['1']?.text, 'sha256:1 {\n}\n')
  })

  test('an input that the real action does not have fails the step', async () => {
    const { job, exitCode } = await play([`${login}          user: robot`], { 'docker/login-action': () => ({}) })
    assert.equal(job?.steps.login?.outcome, 'failure')
    assert.equal(job.steps.login.annotations[0]?.message, 'docker/login-action has no input user')
    assert.equal(exitCode, 1)
  })

  test('an output that the real action does not have fails the step', async () => {
    const standIn = () => ({ token: 'x' })
    const { job } = await play([`${login}          username: robot`], { 'docker/login-action': standIn })
    assert.equal(job?.steps.login?.annotations[0]?.message, 'docker/login-action has no output token')
    assert.equal(job.result, 'failure')
  })

  test('a stand-in that the test says nothing about fails the step', async () => {
    const { job } = await play([`${login}          username: robot`])
    assert.match(job?.steps.login?.annotations[0]?.message ?? '', /^docker\/login-action was run/)
    assert.equal(job?.result, 'failure')
  })

  test('an action that nothing stands for is not fetched from anywhere', async () => {
    const nothing = /evil\/action@v1 is used, and nothing stands for it/
    await assert.rejects(play(['uses: evil/action@v1']), nothing)
    await assert.rejects(play(['{ "uses": "evil/action@v1" }']), nothing)
    const composite = 'runs: { using: composite, steps: [{ uses: evil/action/sub@v1 }] }'
    await assert.rejects(play(['uses: ./own'], {}, { 'own/action.yml': composite }), nothing)
  })

  test('a request to an origin that no server of the test stands for fails the rehearsal', async () => {
    const server = createServer((_, response) => response.writeHead(404).end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    const inputs = `{ image: ${host}/acme/app, sources: registry, sigstore: bundled, wait: 0 }`
    await assert.rejects(
      play([`uses: acme/verify-image-provenance@v1\n        with: ${inputs}`]),
      new RegExp(`GET http://${host}/v2/.*: nothing was to be asked there`),
    )
    server.close()
  })

  test('a workflow that cannot be read fails, and says so', async () => {
    const { exitCode, errors, jobs } = await rehearse({
      workflow: withSteps('run: echo ok').replace('steps:', 'step:'),
    })
    assert.deepEqual([exitCode === 0, jobs], [false, {}])
    assert.ok(errors.length > 0)
  })

  test('checkout gives the files of the default branch, and fails for a ref that is not there', async () => {
    const files = { 'there.txt': 'hello\n' }
    const there = await play(['uses: actions/checkout@v6', 'run: cat there.txt'], {}, files)
    assert.equal(there.job?.steps['1']?.text, 'hello\n')
    const without = await play(['run: cat there.txt'], {}, files)
    assert.equal(without.job?.result, 'failure')
    const missing = await play(['uses: actions/checkout@v6\n        with: { ref: nowhere }'], {}, files)
    assert.equal(missing.job?.result, 'failure')
  })
})

suite('workflows and examples use only inputs that third-party actions have', () => {
  interface Step {
    id?: string
    uses?: string
    with?: Record<string, unknown>
  }
  const known: Record<string, ActionInterface> = actionInterfaces
  for (const file of globSync(['.github/workflows/*.yml', 'examples/*.yml'], { cwd: root }))
    test(file, () => {
      const text = readFileSync(join(root, file), 'utf8')
      const { jobs } = load(text) as { jobs: Record<string, { steps?: Step[] }> }
      for (const { id, uses = '', with: given = {} } of Object.values(jobs).flatMap(({ steps = [] }) => steps)) {
        const action = known[uses.split('@')[0] ?? '']
        if (action === undefined) continue
        for (const name of Object.keys(given)) assert.ok(action.inputs.includes(name), `${uses} has no input ${name}`)
        for (const [, name = ''] of text.matchAll(new RegExp(`\\bsteps\\.${id}\\.outputs\\.([\\w-]+)`, 'g')))
          assert.ok(action.outputs.includes(name), `${uses} has no output ${name}`)
      }
    })
})

suite('finding act', () => {
  const installer = join(root, '.ci', 'install-act')

  /** A path with the tools that the installer needs, and these programs. */
  function pathWith(programs: Record<string, string>): string {
    const folder = join(temporaryFolder(), 'bin')
    mkdirSync(folder)
    for (const tool of ['bash', 'mkdir', 'mktemp', 'rm', 'tail', 'cat', 'chmod'])
      symlinkSync(spawnSync('which', [tool], { encoding: 'utf8' }).stdout.trim(), join(folder, tool))
    for (const [name, script] of Object.entries(programs)) {
      writeFileSync(join(folder, name), `#!${join(folder, 'bash')}\n${script}\n`)
      chmodSync(join(folder, name), 0o755)
    }
    return folder
  }

  function install(programs: Record<string, string>, { CI = '', args = [] as string[] } = {}) {
    const env = { PATH: pathWith(programs), HOME: temporaryFolder(), CI }
    const { status, stdout, stderr } = spawnSync('bash', [installer, ...args], { env, encoding: 'utf8' })
    return { status, stdout: stdout.trim(), stderr }
  }

  const right = 'echo act version 0.2.89'
  const go = `printf '#!/bin/sh\\n${right}\\n' > "$GOBIN/act"; chmod +x "$GOBIN/act"`

  test('the one on the path counts if it is of the pinned version', () => {
    assert.match(install({ act: right }).stdout, /\/bin\/act$/)
    assert.match(install({ act: right }, { args: ['--where'] }).stdout, /\/bin\/act$/)
    assert.equal(install({ act: 'echo act version 0.2.61' }, { args: ['--where'] }).status, 1)
  })

  test('otherwise Go installs it into a cache folder, and says what takes so long', () => {
    for (const programs of [{ go }, { go, act: 'echo act version 0.2.61' }]) {
      const { status, stdout, stderr } = install(programs)
      assert.equal(status, 0)
      assert.match(stdout, /\.cache\/verify-image-provenance\/act-0\.2\.89\/act$/)
      assert.match(stderr, /^Installing act 0\.2\.89, .*once\.\n$/)
    }
  })

  test('without Go, or where that fails, one line says that rehearsals are skipped; in CI it fails', () => {
    for (const programs of [
      {},
      { go: 'exit 1' },
      { go: `printf '#!/bin/sh\\n' > "$GOBIN/act"; chmod +x "$GOBIN/act"` },
    ]) {
      const { status, stdout, stderr } = install(programs)
      assert.equal(status, 0)
      assert.equal(stdout, '')
      assert.match(stderr, /^act was not installed: .* The rehearsals of workflows are skipped\.$/m)
      assert.equal(install(programs, { CI: 'true' }).status, 1)
    }
  })

  test('rehearsals are skipped without it, but never in CI', () => {
    const module = join(root, '__tests__', 'support', 'rehearsal', 'act.ts')
    const script = `import { actProgram, withoutAct } from ${JSON.stringify(module)}
      console.log(withoutAct)
      try { actProgram() } catch (error) { console.log(error.message) }`
    const told = (CI: string) =>
      spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
        env: { PATH: pathWith({}), HOME: temporaryFolder(), CI },
        encoding: 'utf8',
      }).stdout
    assert.match(
      told(''),
      /^act is not installed: npm run rehearse .*\nact is not installed: run bash \.ci\/install-act\n$/,
    )
    assert.equal(told('true'), 'false\nact is not installed: run bash .ci/install-act\n')
  })
})
