import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { temporaryFolder } from '../support/action.ts'
import { failed, path, provenance, type Stage, seen, setStage, verified } from '../support/action-fixture.ts'
import { createSigstore } from '../support/sigstore.ts'

suite('dist in an unusual environment', () => {
  test('H-16, R-18, C-42: chooses no log, no trusted root and no other place to look at', async () => {
    await using stage = await setStage()
    stage.attest()
    const elsewhere = 'https://evil.example'
    const names = ['REKOR_URL', 'FULCIO_URL', 'TUF_MIRROR', 'TUF_ROOT', 'COSIGN_REPOSITORY', 'COSIGN_MIRROR']
    const hostile = Object.fromEntries(
      [...names, 'SIGSTORE_REKOR_URL', 'SIGSTORE_TUF_MIRROR'].map((name) => [name, elsewhere]),
    )
    const asked = (one: Awaited<ReturnType<Stage['run']>>) =>
      one.requests.map(({ method, path }) => `${method} ${path}`).sort()
    const [usual, steered] = [await stage.run(), await stage.run({}, { env: { ...hostile, GITHUB_TOKEN: 'canary' } })]
    assert.equal(seen(steered), verified)
    assert.deepEqual(asked(steered), asked(usual))
    assert.deepEqual([...new Set(steered.requests.map(({ origin }) => origin))], [`http://${stage.registry.host}`])
    assert.ok(!steered.stdout.includes('canary'))
  })
  test('H-15: without a file for outputs they are lines of the log, and none of them a command', async () => {
    await using stage = await setStage()
    stage.attest()
    const run = await stage.run({}, { env: { GITHUB_OUTPUT: undefined } })
    const commands = run.stdout.split('\n').filter((line) => /^\s*::(?!group::|endgroup::|add-mask::)/.test(line))
    for (const line of commands) assert.match(line, /^::(?:(?:warning|error) .*|debug::[ -~]*)$/)
    assert.match(run.stdout, /^Output verified: true$/m)
  })
  test('H-14, R-30: no variable for the summary, and a disk that is full: the verdict stands', async () => {
    await using stage = await setStage()
    stage.attest()
    for (const GITHUB_STEP_SUMMARY of [undefined, '/dev/full']) {
      const run = await stage.run({}, { env: { GITHUB_STEP_SUMMARY } })
      assert.equal(seen(run), 'exit 0, VERIFIED, verified=true, 0 errors, 1 warnings')
    }
  })
  test('R-28: a disk that is full when the outputs are written is never green', async () => {
    await using stage = await setStage()
    stage.attest()
    const run = await stage.run({}, { env: { GITHUB_OUTPUT: '/dev/full' } })
    assert.notEqual(run.exitCode, 0)
    assert.match(run.stdout, /^::error/m)
  })
  test('R-31: a home that nobody can write to decides about nothing', async () => {
    await using stage = await setStage()
    stage.attest()
    for (const HOME of ['/dev/null/home', undefined])
      assert.equal(seen(await stage.run({}, { env: { HOME } })), verified)
  })
})

suite('R-27: dist with a clock that is a day off', () => {
  const day = 24 * 60 * 60_000
  const signedAt = async (clock: Date) => {
    await using stage = await setStage()
    const sigstore = createSigstore({ clock })
    stage.registry.attach(path, stage.digest, sigstore.sign({ statement: provenance(stage.digest) }))
    return await stage.run({ 'trusted-root': sigstore.trustedRootFile(temporaryFolder()) })
  }
  test('a clock ahead still verifies what was signed', async () =>
    assert.equal(seen(await signedAt(new Date(Date.now() - day))), verified))
  test('a clock behind fails, and the message asks about the clock', async () => {
    const run = await signedAt(new Date(Date.now() + day))
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.match(run.report?.images[0]?.attestations[0]?.message ?? '', /signed in the future.*clock right/)
  })
})

test('R-40: dist verifies a few images at a time and reports them in the given order', async () => {
  await using stage = await setStage()
  let [now, most] = [0, 0]
  stage.registry.intercept(async ({ path }) => {
    if (!path.includes('/manifests/none')) return false
    most = Math.max(most, ++now)
    await new Promise((resolve) => setTimeout(resolve, 100))
    now--
    return false
  })
  const images = [...Array(limits.concurrentImages * 3)].map((_, n) => `${stage.registry.host}/${path}:none${n}`)
  const run = await stage.run({ image: images.join('\r\n') })
  assert.equal(most, limits.concurrentImages)
  assert.deepEqual(
    run.report?.images.map(({ reference }) => reference),
    images,
  )
})

suite('R-33: the largest attestations reach a verdict with a heap of 256 MiB and under 512 MiB in all', () => {
  const filled = (head: string, unit: string, tail: string) => {
    const bytes = limits.bundleBytes - 64
    return head + unit.repeat(Math.floor((bytes - head.length - tail.length) / unit.length)) + tail
  }
  const keys = Array.from({ length: limits.jsonValues - 2 }, (_, n) => `"k${n}":0`).join()
  const most = limits.gatheredBytes / limits.bundleBytes - 1
  /** Each with how often it is pushed: what takes long to read, twice. */
  const shapes: Record<string, [string, number]> = {
    'a bundle of as many objects as fit': [filled('{"a":[{}', ',{}', ']}'), most],
    'a bundle of as many keys as allowed': [`{${keys}${' '.repeat(limits.bundleBytes - keys.length - 100)}}`, 2],
    'a bundle of one long escaped string': [filled('{"a":"', '\\u0041', '"}'), 2],
  }
  for (const [name, [text, count]] of Object.entries(shapes)) {
    test(name, async () => {
      await using stage = await setStage()
      for (let n = 0; n < count; n++) stage.registry.attach(path, stage.digest, Buffer.from(`${' '.repeat(n)}${text}`))
      stage.attest()
      const [peak, preload] = ['peak', 'preload.cjs'].map((file) => join(temporaryFolder(), file)) as [string, string]
      const noting = `require('node:fs').writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS))`
      writeFileSync(preload, `process.on('exit', () => ${noting})`)
      const env = { NODE_OPTIONS: `--max-old-space-size=256 --require ${preload}` }
      assert.equal(seen(await stage.run({}, { env, timeoutMs: 120_000 })), verified)
      assert.ok(Number(readFileSync(peak, 'utf8')) < 512 * 1024, `${readFileSync(peak, 'utf8')} KiB`)
    })
  }
})
