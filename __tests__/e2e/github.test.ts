import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { ActionRun } from '../support/action.ts'
import { failed, provenance, type Stage, seen, setStage, verified } from '../support/action-fixture.ts'
import { type GitHubOptions, type GitHubServer, refuse, startGitHub } from '../support/github.ts'
import { githubClaims } from '../support/sigstore.ts'

const list = 'repos/acme/app'
const token = 'ghs_canarytoken'
const withWarning = 'exit 0, VERIFIED, verified=true, 0 errors, 1 warnings'

interface Scene extends AsyncDisposable {
  stage: Stage
  github: GitHubServer
  /** A bundle with the provenance of the image. */
  bundle(repository?: string): object
  /** Asks GitHub alone, where nothing else is said. */
  run(inputs?: Record<string, string>, env?: Record<string, string>): Promise<ActionRun>
}

async function setScene(options: GitHubOptions = {}): Promise<Scene> {
  const stage = await setStage()
  const github = await startGitHub(options)
  return {
    stage,
    github,
    bundle(repository = 'acme/app') {
      const claims = { ...githubClaims(), repository: `https://github.com/${repository}` }
      return stage.sigstore.sign({ claims, statement: provenance(stage.digest, claims) })
    },
    run: (inputs = {}, env = {}) =>
      stage.run({ sources: 'github', ...inputs }, { env: { GITHUB_API_URL: github.apiUrl, ...env } }),
    async [Symbol.asyncDispose]() {
      await Promise.all([stage[Symbol.asyncDispose](), github[Symbol.asyncDispose]()])
    },
  }
}

const shown = (run: ActionRun) =>
  [run.stdout.replaceAll(/^::add-mask::.*$/gm, ''), run.stderr, run.summary, JSON.stringify(run.report)].join('\n')
const source = (run: ActionRun) => run.report?.images[0]?.sources.find((one) => one.source === 'github')
const messageOf = (run: ActionRun) => run.annotations[0]?.message ?? ''

suite('dist verifies an image from the GitHub API alone', () => {
  for (const form of ['inline', 'url', 'both'] as const) {
    test(`F-02: a bundle given ${form}`, async () => {
      await using scene = await setScene()
      scene.github.add(list, scene.stage.digest, scene.bundle(), form)
      const run = await scene.run()
      assert.equal(seen(run), verified)
      const [attestation] = run.report?.images[0]?.attestations ?? []
      assert.equal(attestation?.source, 'github')
      assert.equal(attestation?.location, `repos/acme/app/attestations/${scene.stage.digest}#1`)
      assert.deepEqual(
        run.report?.images[0]?.sources.map((one) => [one.source, one.code, one.found, one.message]),
        [['github', 'OK', 1, 'acme/app: 1']],
      )
      assert.ok(!scene.stage.registry.requests.some(({ path }) => path.includes('/referrers/')))
    })
  }
  test('on the second page, behind a hundred others', async () => {
    await using scene = await setScene()
    for (let index = 0; index < 100; index++) scene.github.add(list, scene.stage.digest, { index })
    scene.github.add(list, scene.stage.digest, scene.bundle(), 'url')
    const run = await scene.run()
    assert.equal(seen(run), verified)
    assert.equal(scene.github.api.seen.length, 2)
  })
  test('of a repository that the policy names, and another runs the workflow', async () => {
    await using scene = await setScene()
    scene.github.add('repos/acme/lib', scene.stage.digest, scene.bundle('acme/lib'))
    assert.equal(seen(await scene.run({ repository: 'acme/lib' })), verified)
  })
  test('R-21: of a repository that was renamed', async () => {
    await using scene = await setScene({ token })
    scene.github.add(list, scene.stage.digest, scene.bundle())
    scene.github.rename(list, 7)
    const run = await scene.run({ token })
    assert.equal(seen(run), verified)
    assert.match(source(run)?.message ?? '', /another name/)
  })
  test('as both places are asked by default, and what both hold is merged', async () => {
    await using scene = await setScene()
    scene.stage.attest({ about: `sha256:${'0'.repeat(64)}` })
    scene.github.add(list, scene.stage.digest, scene.bundle())
    const run = await scene.run({ sources: '' })
    assert.equal(seen(run), verified)
    assert.deepEqual(
      run.report?.images[0]?.attestations.map(({ source, code }) => `${source} ${code}`),
      ['referrers SUBJECT_MISMATCH', 'github VERIFIED'],
    )
  })
  test('F-10: once it is there', async () => {
    await using scene = await setScene()
    scene.github.onApi(({ count }) => {
      if (count === 2) scene.github.add(list, scene.stage.digest, scene.bundle())
      return false
    })
    assert.equal(seen(await scene.run({ wait: '20' })), verified)
    assert.equal(scene.github.api.seen.length, 2)
  })
})

suite('dist rejects an attestation of the GitHub API that does not match', () => {
  test('D-15: a bundle that another repository signed, in the list of this one', async () => {
    await using scene = await setScene()
    scene.github.add(list, scene.stage.digest, scene.bundle('acme/other'))
    assert.equal(seen(await scene.run()), failed('NO_MATCHING_PROVENANCE'))
  })
  test('another image', async () => {
    await using scene = await setScene()
    const about = `sha256:${'0'.repeat(64)}`
    scene.github.add(list, scene.stage.digest, scene.stage.sigstore.sign({ statement: provenance(about) }))
    assert.equal(seen(await scene.run()), failed('NO_MATCHING_PROVENANCE'))
  })
  test('A-13: rubbish beside the good one, in any order, does no harm', async () => {
    await using scene = await setScene()
    const { digest } = scene.stage
    scene.github.add(list, digest, { a: 1 })
    scene.github.add(list, digest, Buffer.from('rubbish'), 'url')
    scene.github.add(list, digest, scene.bundle(), 'url')
    scene.github.add(list, digest, Buffer.from('{'), 'url')
    const run = await scene.run()
    assert.equal(seen(run), verified)
    assert.deepEqual(
      run.report?.images[0]?.attestations.map(({ code }) => code),
      ['BUNDLE_INVALID', 'BUNDLE_INVALID', 'VERIFIED', 'BUNDLE_INVALID'],
    )
  })
  test('rubbish alone', async () => {
    await using scene = await setScene()
    scene.github.add(list, scene.stage.digest, Buffer.from('rubbish'), 'url')
    assert.equal(seen(await scene.run()), failed('NO_MATCHING_PROVENANCE'))
  })
})

suite('the GitHub API has no attestation or fails', () => {
  test('F-06: 404 is nothing, and the place is named', async () => {
    await using scene = await setScene()
    const run = await scene.run({ token })
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.match(messageOf(run), /Sources checked: the attestations API of GitHub/)
    assert.equal(source(run)?.code, 'OK')
    assert.match(source(run)?.message ?? '', /none, or not visible to this token/)
  })
  test('F-06: 403 is an error, with the YAML to add', async () => {
    await using scene = await setScene()
    scene.github.onApi((_, response) => {
      refuse(response, 403, 'Resource not accessible by integration')
      return true
    })
    const run = await scene.run({ token })
    assert.equal(seen(run), failed('GITHUB_API_ERROR'))
    assert.match(messageOf(run), /answered 403: Resource not accessible by integration/)
    assert.match(messageOf(run), /permissions: \{ attestations: read \}/)
  })
  test('R-19: a rate limit is an error, with its end', async () => {
    await using scene = await setScene()
    const reset = String(Math.floor(Date.now() / 1000) + 1800)
    scene.github.onApi((_, response) => {
      refuse(response, 403, 'API rate limit exceeded', { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': reset })
      return true
    })
    const run = await scene.run()
    assert.equal(seen(run), failed('GITHUB_API_ERROR'))
    assert.match(messageOf(run), /rate limited until .*UTC/)
    assert.ok(run.durationMs < 20_000)
  })
  test('R-24: the one bundle is not where it should be: an error, and never "nothing found"', async () => {
    await using scene = await setScene()
    scene.github.add(list, scene.stage.digest, scene.bundle(), 'url')
    scene.github.onBlob((_, response) => {
      response.writeHead(404).end()
      return true
    })
    assert.equal(seen(await scene.run()), failed('GITHUB_API_ERROR'))
  })
  test('H-01: what it says cannot speak to the runner', async () => {
    await using scene = await setScene()
    scene.github.onApi((_, response) => {
      refuse(response, 403, '\n::set-output name=verified::true\n::error::x')
      return true
    })
    const run = await scene.run()
    assert.equal(seen(run), failed('GITHUB_API_ERROR'))
    assert.ok(!/^::(?:set-output|error::x)/m.test(run.stdout))
  })
})

suite('R-25: one source fails, the other answers', { concurrency: 5 }, () => {
  test('the API: verified, with a warning', async () => {
    await using scene = await setScene()
    scene.stage.attest()
    scene.github.onApi((_, response) => {
      refuse(response, 403, 'Resource not accessible by integration')
      return true
    })
    const run = await scene.run({ sources: 'registry github' })
    assert.equal(seen(run), withWarning)
    assert.match(messageOf(run), /the attestations API of GitHub/)
    assert.equal(source(run)?.code, 'GITHUB_API_ERROR')
  })
  test('the API, which nobody answers for', async () => {
    await using scene = await setScene()
    scene.stage.attest()
    const run = await scene.run({ sources: 'registry github' }, { GITHUB_API_URL: 'http://127.0.0.1:1' })
    assert.equal(seen(run), withWarning)
  })
  for (const [status, places, warnings] of [
    [418, 'each of its places', 4],
    [403, 'its list of referrers, and none for tags that may not be there', 1],
  ] as const) {
    test(`the registry answers ${status}: verified, with a warning for ${places}`, async () => {
      await using scene = await setScene()
      scene.github.add(list, scene.stage.digest, scene.bundle())
      scene.stage.registry.intercept(({ path, response }) => {
        if (!/\/referrers\/|sha256-/.test(path)) return false
        response.writeHead(status).end()
        return true
      })
      const run = await scene.run({ sources: 'registry github' })
      assert.equal(seen(run), `exit 0, VERIFIED, verified=true, 0 errors, ${warnings} warnings`)
    })
  }
  test('and the other has nothing: an error', async () => {
    await using scene = await setScene()
    scene.github.onApi((_, response) => {
      refuse(response, 403, 'Resource not accessible by integration')
      return true
    })
    assert.equal(seen(await scene.run({ sources: 'registry github' })), failed('GITHUB_API_ERROR'))
  })
})

suite('the input token', () => {
  test('F-01: is seen by the API alone, and by no reader', async () => {
    await using scene = await setScene({ token })
    scene.github.add(list, scene.stage.digest, scene.bundle(), 'url')
    const run = await scene.run({ sources: 'registry github', token })
    assert.equal(seen(run), verified)
    const carries = (request: { headers: object }) => JSON.stringify(request).includes(token)
    assert.ok(scene.github.api.seen.length > 0 && scene.github.api.seen.every(carries))
    assert.ok(scene.github.blobs.seen.length > 0 && !scene.github.blobs.seen.some(carries))
    assert.ok(scene.stage.registry.requests.length > 0 && !scene.stage.registry.requests.some(carries))
    assert.ok(!shown(run).includes(token))
    assert.match(run.stdout, new RegExp(`^::add-mask::${token}$`, 'm'))
  })
  test('is wrong', async () => {
    await using scene = await setScene({ token })
    const run = await scene.run({ token: 'ghs_other' })
    assert.equal(seen(run), failed('GITHUB_API_ERROR'))
    assert.match(messageOf(run), /answered 401: the token is not valid/)
  })
  test('is none, and is not shown', async () => {
    await using scene = await setScene()
    const run = await scene.run({ token: 'hunter2 and more' })
    assert.equal(seen(run), failed('CONFIG_ERROR'))
    assert.match(messageOf(run), /^Input token/)
    assert.ok(!shown(run).includes('hunter2'))
  })
  test('F-07: goes to no host that another step has put there', async () => {
    await using scene = await setScene()
    const run = await scene.run({ token }, { GITHUB_API_URL: 'https://api.github.com.evil.example' })
    assert.equal(seen(run), failed('CONFIG_ERROR'))
    assert.match(messageOf(run), /GITHUB_API_URL/)
  })
})

test('the input bundle replaces every source', async () => {
  await using scene = await setScene()
  const files = { 'a.json': JSON.stringify(scene.bundle()) }
  const run = await scene.stage.run(
    { sources: 'registry github', bundle: 'a.json' },
    { files, env: { GITHUB_API_URL: scene.github.apiUrl } },
  )
  assert.equal(seen(run), verified)
  assert.equal(scene.github.api.seen.length, 0)
})
