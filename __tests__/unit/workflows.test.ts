/** Our own workflows and the examples: pinned, without a permission too many, and true to action.yml. */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { load } from 'js-yaml'
import { pages, yamlBlocks } from '../../scripts/pages.ts'
import { temporaryFolder } from '../support/action.ts'
import { mistakesOfWorkflow } from '../support/github-schemas.ts'

interface Step {
  id?: string
  uses?: string
  run?: string
  with?: Record<string, unknown>
}

interface Job {
  needs?: string | string[]
  if?: string
  uses?: string
  with?: Record<string, unknown>
  permissions?: Record<string, string>
  'timeout-minutes'?: number
  steps?: Step[]
}

interface Workflow {
  name: string
  permissions: unknown
  jobs: Record<string, Job>
}

interface Metadata {
  inputs: Record<string, unknown>
  outputs: Record<string, unknown>
}

const root = join(import.meta.dirname, '..', '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const own = globSync('.github/workflows/*.yml', { cwd: root })
const examples = globSync('examples/*.yml', { cwd: root })
const workflow = (file: string): Workflow => load(read(file)) as Workflow
const { inputs, outputs } = load(read('action.yml')) as Metadata
const called = (load(read('.github/workflows/verify.yml')) as { on: { workflow_call: Metadata } }).on.workflow_call

/** What is used by a tag, and why. */
const byTag = new Map([
  // A called workflow cannot name the action of its own commit; examples name a release once there is one.
  ['acme/verify-image-provenance', /^(?:v1|[0-9a-f]{40})$/],
  ['acme/verify-image-provenance/.github/workflows/verify.yml', /^(?:v1|[0-9a-f]{40})$/],
  // Its authors ask for the tag, which its verifier reads.
  ['slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml', /^v\d+\.\d+\.\d+$/],
  // As its documentation has it.
  ['docker/github-builder/.github/workflows/build.yml', /^v1$/],
])

test('every action used is pinned to one commit, with its version, in all files', () => {
  const pins = new Map<string, string>()
  for (const file of [...own, ...examples, 'README.md', ...globSync('docs/**/*.md', { cwd: root })]) {
    for (const [line, action = '', ref = '', comment = ''] of read(file).matchAll(
      /^\s*(?:- )?uses: ([^@\s]+)(?:@(\S+))?(.*)$/gm,
    )) {
      if (action.startsWith('./')) continue
      const place = `${file}: ${line.trim()}`
      const tag = byTag.get(action)
      if (tag !== undefined) {
        assert.match(ref, tag, place)
        continue
      }
      assert.match(ref, /^[0-9a-f]{40}$/, place)
      assert.match(comment, /^ # v\d+\.\d+\.\d+$/, place)
      const repository = action.split('/').slice(0, 2).join('/')
      const pin = ref + comment
      assert.equal(pins.get(repository) ?? pin, pin, `${place}: pinned otherwise elsewhere`)
      pins.set(repository, pin)
    }
  }
  assert.ok(pins.size > 5)
})

for (const file of [...own, ...examples])
  test(`${file} is what GitHub's own schema takes`, async () => {
    assert.deepEqual(await mistakesOfWorkflow(read(file)), [])
  })

test("a typo in a workflow is invalid by GitHub's own schema", async () => {
  const text = read('examples/build-and-gate.yml')
  for (const [right, wrong] of [
    ['runs-on:', 'run-on:'],
    ['packages: write', 'packages: all'],
    ['    steps:', '    needs: nobody\n    steps:'],
  ] as const) {
    assert.ok(text.includes(right), right)
    assert.notDeepEqual(await mistakesOfWorkflow(text.replace(right, wrong)), [], wrong)
  }
})

for (const file of [...own, ...examples])
  test(`${file} gives no permission by default, and a reason for each that a job has`, () => {
    const { permissions, jobs } = workflow(file)
    assert.deepEqual(permissions, {})
    for (const [name, job] of Object.entries(jobs)) assert.ok(job.permissions, `${name} has no permissions of its own`)
    for (const [line] of read(file).matchAll(/^ +[a-z-]+: (?:read|write)\b.*$/gm)) assert.match(line, / # \S/, line)
  })

for (const file of own)
  test(`${file} has a time limit for each job, and checks out without leaving a credential behind`, () => {
    for (const [name, job] of Object.entries(workflow(file).jobs)) {
      assert.ok(job.uses ?? job['timeout-minutes'], name)
      for (const { uses, with: given } of job.steps ?? [])
        if (uses?.startsWith('actions/checkout@')) assert.equal(given?.['persist-credentials'], false, name)
    }
  })

test('no workflow script contains an expression: values come through env', () => {
  for (const file of [...own, ...examples])
    for (const job of Object.values(workflow(file).jobs))
      for (const { run } of job.steps ?? []) assert.doesNotMatch(run ?? '', /\$\{\{/, file)
})

for (const file of ['.github/workflows/ci.yml', '.github/workflows/e2e.yml'])
  test(`${file}: the required job needs every other, runs always, and takes nothing but success`, () => {
    const { required, ...others } = workflow(file).jobs
    assert.ok(required)
    assert.deepEqual([required.needs].flat().toSorted(), Object.keys(others).toSorted())
    assert.equal(required.if, 'always()')
    const script = required.steps?.[0]?.run ?? ''
    if (spawnSync('jq', ['--version']).error !== undefined) return
    const statusFor = (needs: unknown) =>
      spawnSync('bash', ['-e', '-c', script], { env: { ...process.env, NEEDS: JSON.stringify(needs) } }).status
    assert.equal(statusFor({ gate: { result: 'success' }, dist: { result: 'success' } }), 0)
    for (const result of ['failure', 'cancelled', 'skipped'])
      assert.notEqual(statusFor({ gate: { result: 'success' }, dist: { result } }), 0, result)
    assert.notEqual(statusFor({}), 0)
  })

suite('CI runs every part of the gate', () => {
  const gate = read('.ci/run')
  const parts = /^parts=\((.*)\)$/m.exec(gate)?.[1]?.split(' ') ?? []
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const testsOf = (script: string) => {
    const pattern = /^node --import \S+ --test --test-concurrency=4 "([^"]+)"$/.exec(scripts[script] ?? '')?.[1]
    assert.ok(pattern, script)
    return globSync(pattern, { cwd: root })
  }
  test('each part of .ci/run has a job of ci.yml', () => {
    assert.ok(parts.length > 3)
    const steps = Object.values(workflow('.github/workflows/ci.yml').jobs).flatMap((job) => job.steps ?? [])
    const run = steps.flatMap((step) => /^bash \.ci\/run (.+)$/.exec(step.run ?? '')?.[1]?.split(' ') ?? [])
    assert.deepEqual(run.toSorted(), parts.toSorted())
  })
  test('each function of .ci/run is one of its parts', () => {
    const functions = [...gate.matchAll(/^run_(\w+)\(\)/gm)].map(([, name]) => name)
    assert.deepEqual(
      functions.filter((name) => name !== 'tests'),
      parts,
    )
  })
  test('all of it at once runs both halves of the tests by npm test', () => {
    const [, all = ''] = /^if \[ \$# = 0 \]; then set -- (.*); fi$/m.exec(gate) ?? []
    assert.deepEqual(all.replace('tests', 'unit e2e').split(' '), parts)
    assert.match(gate, /^run_tests\(\) \{\n {2}install_servers\n {2}step 'Tests'\n {2}npm test\n\}$/m)
  })
  test('a part that is none fails before anything is done', () => {
    const env = { ...process.env, CORPUS: 'none' }
    const { status, stderr } = spawnSync('bash', ['.ci/run', 'static', 'lint'], { cwd: root, env, encoding: 'utf8' })
    assert.equal(status, 1)
    assert.match(stderr, /^There is no part lint/)
  })
  test('unit and e2e are all tests, and no test is in both', () => {
    const all = globSync('__tests__/**/*.test.ts', { cwd: root })
    assert.deepEqual([...testsOf('test:unit'), ...testsOf('test:e2e')].toSorted(), all.toSorted())
    assert.deepEqual(testsOf('test').toSorted(), all.toSorted())
  })
})

test('every must-fail case of e2e.yml may fail and is then checked to have failed', () => {
  const text = read('.github/workflows/e2e.yml')
  for (const what of ['not attested', 'wrong branch', 'moved tag']) assert.match(text, new RegExp(`what: ${what}`))
  const steps = workflow('.github/workflows/e2e.yml').jobs['must-fail']?.steps ?? []
  const gate = steps.findIndex(({ id }) => id === 'gate')
  assert.match(steps[gate + 1]?.run ?? '', /"\$OUTCOME" = failure/)
})

suite('workflows use only inputs and outputs that the action has', () => {
  const shown = pages().flatMap(({ file, text }) => yamlBlocks(text).map((block) => [file, block.text] as const))
  const texts = [...[...own, ...examples].map((file) => [file, read(file)] as const), ...shown]
  for (const [file, text] of texts) {
    if (!text.includes('verify-image-provenance') && !/uses: \.\/$/m.test(text)) continue
    test(file, () => {
      const given: [string, Record<string, unknown>][] = []
      const look = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return
        const { uses, with: inputsOf } = value as Step
        if (typeof uses === 'string') given.push([uses, inputsOf ?? {}])
        for (const part of Object.values(value)) look(part)
      }
      look(load(text))
      for (const [uses, names] of given) {
        const isOurs = uses === './' || uses.startsWith('acme/verify-image-provenance@')
        const known = isOurs ? inputs : uses.includes('/workflows/verify.yml@') ? called.inputs : null
        if (known === null) continue
        for (const name of Object.keys(names)) assert.ok(Object.hasOwn(known, name), `${uses} knows no ${name}`)
        assert.ok(Object.hasOwn(names, 'image'))
      }
      for (const [, name = ''] of text.matchAll(/steps\.(?:verify|gate)\.outputs\.([a-z]+)/g))
        assert.ok(Object.hasOwn(outputs, name), `there is no output ${name}`)
    })
  }
})

test('verify.yml passes every input on, by its own name, with the defaults of action.yml', () => {
  const [job] = Object.values(workflow('.github/workflows/verify.yml').jobs)
  const step = job?.steps?.find(({ id }) => id === 'verify')
  const ofStep = ['profile-ref', 'registry']
  const handed = Object.keys(called.inputs).filter((name) => !ofStep.includes(name))
  assert.deepEqual(Object.keys(step?.with ?? {}).toSorted(), handed.toSorted())
  for (const name of handed) {
    assert.equal(step?.with?.[name], `\${{ inputs.${name} }}`)
    const [theirs, ours] = [called.inputs[name], inputs[name]] as { default?: unknown }[]
    assert.equal(theirs?.default ?? '', ours?.default ?? '', name)
  }
})

test('scripts of examples find the images in manifests', () => {
  const manifest = `spec:
  containers:
    - name: app
      image: ghcr.io/acme/app:1.2.3
    - image: "ghcr.io/acme/side@sha256:${'a'.repeat(64)}"
`
  for (const file of ['examples/required-check.yml', 'examples/organisation-ruleset.yml']) {
    const folder = temporaryFolder()
    const [job] = Object.values(workflow(file).jobs)
    const script = job?.steps?.find(({ id }) => id === 'images')?.run ?? ''
    const deploy = file.includes('required') ? 'proposed/deploy' : 'deploy'
    execFileSync('mkdir', ['-p', join(folder, deploy)])
    writeFileSync(join(folder, deploy, 'app.yaml'), manifest)
    const output = join(folder, 'output')
    execFileSync('bash', ['-eo', 'pipefail', '-c', script], {
      cwd: folder,
      env: { ...process.env, GITHUB_OUTPUT: output },
    })
    const found = readFileSync(output, 'utf8')
    assert.equal(
      found,
      `list<<END_OF_IMAGES\nghcr.io/acme/app:1.2.3\nghcr.io/acme/side@sha256:${'a'.repeat(64)}\nEND_OF_IMAGES\n`,
      file,
    )
  }
})
